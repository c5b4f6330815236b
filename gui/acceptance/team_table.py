"""The acceptance team, typed in as in a spreadsheet.

Typing begins a cell anew, F2 or a double click goes on in it; Enter goes down, Tab right, the arrows everywhere. A
block copied from a spreadsheet makes rows, a name known to the roster brings unit, post and phone along. Each cell is
saved when it is left. What looks wrong is marked in its cell and told in words below the table.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QKeySequence, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QApplication,
    QFrame,
    QHeaderView,
    QLineEdit,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from gui.acceptance.team_model import TeamModel
from gui.acceptance.team_rows import FIELDS, TITLES, copied, pasted, with_cell
from gui.parts import typeface
from gui.parts.cells import words
from gui.parts.completer_field import CompleterField, Suggestion
from gui.parts.fields import LineField
from gui.parts.palette import tone
from gui.parts.signs import Shape, draw_shape
from models.domain.closure import ClosureId, Member, MemberRole
from models.domain.directory import Person

ROW = 32
_WIDTHS = {"role": 88, "name": 112, "unit": 320, "post": 190, "phone": 150}
_MOVES = {
    Qt.Key.Key_Return: (1, 0), Qt.Key.Key_Enter: (1, 0), Qt.Key.Key_Tab: (0, 1), Qt.Key.Key_Backtab: (0, -1),
}
_HINT = "输入姓名新增，可从 Excel 整块粘贴"
NAME = FIELDS.index("name")


class TeamTable(QTableView):
    """The team of a closure; `changed(members)` and `removed(members)` tell what is to be saved."""

    changed = Signal(object)
    removed = Signal(object)

    def __init__(
        self,
        *,
        names: Callable[[str], Sequence[Suggestion]] = lambda _: (),
        units: Callable[[str], Sequence[Suggestion]] = lambda _: (),
    ) -> None:
        super().__init__()
        self.team = TeamModel()
        self.names, self.units = names, units
        self._build()
        self.setModel(self.team)
        self.setItemDelegate(_Delegate(self))
        self._lay_columns()
        self.team.changed.connect(self._tell)
        for signal in (self.team.modelReset, self.team.rowsInserted, self.team.rowsRemoved):
            signal.connect(lambda *_: self._fit())
        self._fit()

    def _build(self) -> None:
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.AnyKeyPressed | trigger.EditKeyPressed | trigger.DoubleClicked)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("验收组")
        rows = self.verticalHeader()
        rows.setVisible(False)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(ROW)
        rows.setDefaultSectionSize(ROW)

    def _lay_columns(self) -> None:
        head = _Head(self)
        self.setHorizontalHeader(head)
        for place, field in enumerate(FIELDS):
            self.setColumnWidth(place, _WIDTHS[field])
        head.setSectionResizeMode(FIELDS.index("unit"), QHeaderView.ResizeMode.Stretch)

    # What a page uses

    def show_team(self, closure_id: ClosureId, members: Sequence[Member]) -> None:
        """Show the saved members of a closure; the chosen cell stays with its member."""
        chosen, column = self.team.member_at(self.currentIndex().row()), self.currentIndex().column()
        before = self.currentIndex().row()
        self.team.show(closure_id, members)
        row = self.team.row_of(chosen.id) if chosen else before
        if column >= 0 and self.currentIndex().row() != row:
            self.choose(min(max(row, 0), self.team.rowCount() - 1), column)

    def choose(self, row: int, column: int) -> None:
        """Choose a cell."""
        self.setCurrentIndex(self.team.index(row, column))

    def paste(self, text: str) -> int:
        """Lay a block down from the chosen cell on; returns how many rows it changed or added."""
        index = self.currentIndex()
        row = index.row() if index.isValid() else len(self.team.members)
        rows = pasted(
            self.team.members, text, row=row, column=max(index.column(), 0), closure_id=self.team.closure_id
        )
        has_leader = any(member.role is MemberRole.LEADER for member in (*self.team.members, *rows))
        if rows and not has_leader and rows[0].role is MemberRole.MEMBER:
            rows[0] = replace(rows[0], role=MemberRole.LEADER)
        self.team.write([self.completed(member) for member in rows])
        return len(rows)

    def copy(self) -> str:
        """Return the chosen cells as a block."""
        indexes = self.selectedIndexes()
        rows = sorted({index.row() for index in indexes if index.row() < len(self.team.members)})
        columns = sorted({index.column() for index in indexes})
        return copied(self.team.members, rows, [FIELDS[column] for column in columns])

    def completed(self, member: Member) -> Member:
        """Return the member with what the roster knows of the one person of that name, where nothing was typed yet."""
        if not member.name or member.unit or member.post or member.phone:
            return member
        known = [item.record for item in self.names(member.name) if item.text == member.name]
        if len(known) != 1 or not isinstance(known[0], Person):
            return member
        return of_person(member, known[0])

    def remove_rows(self) -> None:
        """Take the chosen rows off the team; those never saved simply go."""
        rows = sorted({index.row() for index in self.selectedIndexes()})
        members = [member for row in rows if (member := self.team.member_at(row)) is not None]
        self.team.drop(rows)
        saved = [member for member in members if self.team.is_saved(member)]
        if saved:
            self.removed.emit(saved)

    def move_row(self, by: int) -> None:
        """Move the chosen row up (-1) or down (1)."""
        rows = self.team.exchanged(self.currentIndex().row(), by)
        if rows:
            self.team.changed.emit(rows)

    def clear_cells(self) -> None:
        """Empty the chosen cells; where names are among them, the rows go."""
        columns = {index.column() for index in self.selectedIndexes()}
        if NAME in columns:
            self.remove_rows()
            return
        rows = sorted({index.row() for index in self.selectedIndexes()})
        members = [member for row in rows if (member := self.team.member_at(row)) is not None]
        for column in columns - {0}:
            members = [with_cell(member, FIELDS[column], "") for member in members]
        self.team.write([member for member in members if member not in self.team.members])

    def offer_roles(self) -> None:
        """Offer the three roles in a menu below the chosen cell."""
        index = self.currentIndex()
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for role in MemberRole:
            menu.addAction(role.label).triggered.connect(
                lambda _=False, role=role: self.team.setData(index, role.label)
            )
        menu.popup(self.viewport().mapToGlobal(self.visualRect(index).bottomLeft()))

    def move_by(self, rows: int, columns: int) -> None:
        """Go to another cell; beyond the last column to the next row's name, beyond the first to the row before."""
        index = self.currentIndex()
        row, column = index.row() + rows, index.column() + columns
        if column >= len(FIELDS):
            row, column = row + 1, NAME
        elif column < 0:
            row, column = row - 1, len(FIELDS) - 1
        if 0 <= row < self.team.rowCount():
            self.choose(row, column)

    # Own steps

    def _tell(self, members: list[Member]) -> None:
        self.changed.emit(members)

    def _fit(self) -> None:
        self.setFixedHeight(self.horizontalHeader().height() + self.team.rowCount() * ROW + 1)

    def _is_at_edge(self, event: QKeyEvent) -> bool:
        """Return whether Tab would lead out of the table."""
        index = self.currentIndex()
        if event.key() == Qt.Key.Key_Backtab:
            return index.row() <= 0 and index.column() <= 0
        return index.row() == self.team.rowCount() - 1 and self.team.member_at(index.row()) is None

    # Qt

    def event(self, event: QEvent) -> bool:
        # F2 edits the chosen cell, whatever the page around the table edits with it.
        is_claim = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if is_claim and event.key() == Qt.Key.Key_F2 and self.currentIndex().isValid():
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, plain = Qt.Key(event.key()), not event.modifiers() & Qt.KeyboardModifier.AltModifier
        if event.matches(QKeySequence.StandardKey.Copy):
            QApplication.clipboard().setText(self.copy())
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste(QApplication.clipboard().text())
        elif key == Qt.Key.Key_Delete:
            self.clear_cells()
        elif not plain and key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and self.currentIndex().column() >= 0:
            self.move_row(-1 if key == Qt.Key.Key_Up else 1)
        elif key == Qt.Key.Key_Space and self.currentIndex().column() == 0:
            self.offer_roles()
        elif key in _MOVES and not (key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab) and self._is_at_edge(event)):
            self.move_by(*_MOVES[key])
        else:
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        if event.preeditString() or self.state() == QAbstractItemView.State.EditingState:
            super().inputMethodEvent(event)
            return
        # Words that come committed at once; the view itself would open the editor and lose them.
        trigger = QAbstractItemView.EditTrigger.AllEditTriggers
        if event.commitString() and self.edit(self.currentIndex(), trigger, event):
            field = self.focusWidget()
            if isinstance(field, QLineEdit) and not field.text():
                QApplication.sendEvent(field, event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        key = Qt.Key.Key_Tab if forward else Qt.Key.Key_Backtab
        event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier)
        if self.state() == QAbstractItemView.State.EditingState or self._is_at_edge(event):
            return super().focusNextPrevChild(forward)
        self.move_by(*_MOVES[key])
        return True

    def focusInEvent(self, event: QFocusEvent) -> None:
        was_chosen = self.currentIndex().isValid()
        super().focusInEvent(event)
        if not was_chosen and event.reason() != Qt.FocusReason.MouseFocusReason:
            self.choose(len(self.team.members), NAME)


def of_person(member: Member, person: Person) -> Member:
    """Return the member as the roster knows the person."""
    return replace(
        member,
        name=person.name,
        unit=person.unit or member.unit,
        post=person.post or member.post,
        phone=person.phone or member.phone,
    )


class _Head(QHeaderView):
    def __init__(self, table: TeamTable) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self.setFixedHeight(30)
        self.setSectionsClickable(False)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        painter.fillRect(rect, tone("content"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), tone("line_strong"))
        words(painter, QRectF(rect).adjusted(8, 0, -8, 0), TITLES[FIELDS[logicalIndex]],
              typeface.font(typeface.SMALL), "ink_2")


class _Delegate(QStyledItemDelegate):
    """Paints the cells, and gives each a field to type into."""

    def __init__(self, table: TeamTable) -> None:
        super().__init__(table)
        self._table = table

    # Painting

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        box: QRect = option.rect
        table = self._table
        is_current = index == table.currentIndex() and table.hasFocus()
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected) and table.hasFocus()
        if is_chosen or table.team.member_at(index.row()) is not None or index.column() <= NAME:
            # Over the ground the style has painted; the hint of the empty row runs on into its next cell.
            painter.fillRect(box, tone("tint" if is_chosen and not is_current else "content"))
        painter.fillRect(QRect(box.left(), box.bottom(), box.width(), 1), tone("hair"))
        self._paint_text(painter, box, index)
        if table.team.problem(index.row(), index.column()):
            draw_shape(painter, Shape.TRIANGLE, QRectF(box).center() + QPoint(box.width() // 2 - 12, 0), "ink", 7.5)
        if is_current:
            painter.setPen(QPen(tone("accent"), 2))
            painter.drawRect(box.adjusted(1, 1, -1, -1))

    def _paint_text(self, painter: QPainter, box: QRect, index: QModelIndex) -> None:
        member = self._table.team.member_at(index.row())
        text, colour = str(index.data() or ""), "ink"
        if member is None:
            text, colour = (_HINT if index.column() == NAME else ""), "meta"
            box = box.adjusted(0, 0, _WIDTHS["unit"] // 2, 0) if text else box
        elif index.column() == 0:
            above = self._table.team.member_at(index.row() - 1)
            colour = "meta" if above is not None and above.role is member.role else "ink"
        elif index.column() == NAME and not text:
            text, colour = "先填姓名", "meta"
        words(painter, QRectF(box).adjusted(8, 0, -8, 0), text, typeface.font(), colour)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        return QSize(_WIDTHS[FIELDS[index.column()]], ROW)

    # Editing

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex) -> QWidget:
        field = self._field(FIELDS[index.column()])
        field.setParent(parent)
        field.fill(str(index.data() or ""))
        field.edit.setFixedHeight(ROW - 1)
        field.edit.installEventFilter(self)
        field.saved.connect(lambda _: self.commitData.emit(field))
        field.entered.connect(lambda: self._key(field, Qt.Key.Key_Return))
        if isinstance(field, CompleterField):
            row, column = index.row(), index.column()
            field.picked.connect(lambda suggestion: self._pick(field, row, column, suggestion))
        return field

    def _field(self, name: str) -> LineField:
        suggest = {"name": self._table.names, "unit": self._table.units}.get(name)
        return LineField() if suggest is None else CompleterField(suggest=suggest)

    def _pick(self, field: LineField, row: int, column: int, suggestion: Suggestion) -> None:
        if not isinstance(suggestion.record, Person):
            return
        team = self._table.team
        person, member = suggestion.record, team.member_at(row) or team.fresh()
        field.fill(suggestion.text)
        self._close(field)
        team.write([of_person(member, person)])
        self._table.choose(min(team.row_of(member.id) + 1, team.rowCount() - 1), column)

    def setEditorData(self, editor: QWidget, index: QModelIndex) -> None:
        if isinstance(editor, LineField):
            editor.refill(str(index.data() or ""))

    def setModelData(self, editor: QWidget, model: object, index: QModelIndex) -> None:
        if not isinstance(editor, LineField):
            return
        team = self._table.team
        before = team.member_at(index.row())
        text = editor.text()
        if before is None and not text.strip():
            return
        after = with_cell(before or team.fresh(), FIELDS[index.column()], text)
        if index.column() == NAME and (before is None or before.name != after.name):
            after = self._table.completed(after)
        if after != before:
            team.write([after])

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        editor.setGeometry(option.rect)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        field = watched.parent() if isinstance(watched.parent(), LineField) else watched
        if not isinstance(field, LineField):
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.InputMethod and watched is field:
            # The view hands the first words of an input method to the editor, not to what it holds.
            QApplication.sendEvent(field.edit, event)
            return True
        if event.type() == QEvent.Type.FocusOut and isinstance(event, QFocusEvent):
            self._close_when_left(field, event.reason())
            return False
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent) or field.is_composing():
            return False
        return self._key(field, Qt.Key(event.key()))

    def _close_when_left(self, field: LineField, reason: Qt.FocusReason) -> None:
        if reason in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            return
        self._finish(field)

    def _key(self, field: LineField, key: Qt.Key) -> bool:
        if key == Qt.Key.Key_Escape:
            field.drop()
            self._close(field)
            return True
        step = {**_MOVES, Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0)}.get(key)
        if step is None:
            return False
        self._finish(field)
        self._table.move_by(*step)
        return True

    def _finish(self, field: LineField) -> None:
        field.commit(leaving=True)
        self._close(field)

    def _close(self, field: LineField) -> None:
        # Closing takes the focus away, which would close it again.
        if not field.property("closed"):
            field.setProperty("closed", True)
            self.closeEditor.emit(field, QAbstractItemDelegate.EndEditHint.NoHint)
