"""Typing into a cell of the team table: the field it opens, what ends it and where the keyboard goes then.

A name, unit, post or phone completes from the directory; a person that is chosen brings along what the roster knows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QApplication,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from gui.acceptance.team_look import NAME, ROW, WIDTHS, paint_cell
from gui.acceptance.team_rows import FIELDS, of_person, with_cell
from gui.parts.completer_field import CompleterField, Suggestion
from gui.parts.fields import LineField
from models.domain.directory import Person

if TYPE_CHECKING:
    from gui.acceptance.team_table import TeamTable

MOVES = {
    Qt.Key.Key_Return: (1, 0), Qt.Key.Key_Enter: (1, 0), Qt.Key.Key_Tab: (0, 1), Qt.Key.Key_Backtab: (0, -1),
}
_MOVES = {**MOVES, Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0)}


class TeamCells(QStyledItemDelegate):
    """Gives each cell a field to type into."""

    def __init__(self, table: TeamTable) -> None:
        super().__init__(table)
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        paint_cell(painter, option.rect, self._table, index,
                   selected=bool(option.state & QStyle.StateFlag.State_Selected))

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        return QSize(WIDTHS[FIELDS[index.column()]], ROW)

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
        suggest = self._table.suggests.get(name)
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
        step = _MOVES.get(key)
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
