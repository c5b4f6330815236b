"""The acceptance team, typed in as in a spreadsheet.

Typing begins a cell anew, F2 or a double click goes on in it; Enter goes down, Tab right, the arrows everywhere. A
block copied from a spreadsheet makes rows, a name known to the roster brings unit, post and phone along. Each cell is
saved when it is left. What looks wrong is marked in its cell and told in words below the table.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QApplication, QFrame, QHeaderView, QLineEdit, QMenu, QTableView

from gui.acceptance.team_cells import MOVES, TeamCells
from gui.acceptance.team_look import NAME, ROW, WIDTHS, Head
from gui.acceptance.team_model import TeamModel
from gui.acceptance.team_rows import FIELDS, copied, of_person, pasted, with_cell
from gui.suggest import Suggest
from models.domain.closure import ClosureId, Member, MemberRole
from models.domain.directory import Person


class TeamTable(QTableView):
    """The team of a closure; `changed(members)` and `removed(members)` tell what is to be saved.

    `suggests` completes the cells of a field; that of the name answers persons.
    """

    changed = Signal(object)
    removed = Signal(object)

    def __init__(self, suggests: Mapping[str, Suggest]) -> None:
        super().__init__()
        self.team = TeamModel()
        self.suggests = suggests
        self._build()
        self.setModel(self.team)
        self.setItemDelegate(TeamCells(self))
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
        head = Head(self)
        self.setHorizontalHeader(head)
        for place, field in enumerate(FIELDS):
            self.setColumnWidth(place, WIDTHS[field])
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
        known = [item.record for item in self.suggests["name"](member.name) if item.text == member.name]
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
        elif key in MOVES and not (key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab) and self._is_at_edge(event)):
            self.move_by(*MOVES[key])
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
        self.move_by(*MOVES[key])
        return True

    def focusInEvent(self, event: QFocusEvent) -> None:
        was_chosen = self.currentIndex().isValid()
        super().focusInEvent(event)
        if not was_chosen and event.reason() != Qt.FocusReason.MouseFocusReason:
            self.choose(len(self.team.members), NAME)
