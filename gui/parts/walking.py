"""↑ and ↓ in the fields of a form go to the record above or below, and the same field keeps the keyboard.

In running text they do so from its first and its last line only; while an input method composes, or a list of names
hangs open, they do what they always do. A choice is opened with Space, Alt+↓ or F4.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

from gui.parts.completer_field import CompleterField
from gui.parts.field import Field

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_MOVES = {-1: QTextCursor.MoveOperation.Up, 1: QTextCursor.MoveOperation.Down}
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


class Walking(QObject):
    """Watches the inputs of fields; `walked` tells the step and the field that has the keyboard."""

    walked = Signal(int, object)

    def __init__(self, fields: Iterable[Field], parent: QObject) -> None:
        super().__init__(parent)
        self._fields = {id(field.editor): field for field in fields}
        for field in self._fields.values():
            field.editor.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.modifiers() in _PLAIN:
            step, field = _STEPS.get(Qt.Key(event.key())), self._fields.get(id(watched))
            if step is not None and field is not None and not _needs(field, step):
                self.walked.emit(step, field)
                return True
        return super().eventFilter(watched, event)


def _needs(field: Field, step: int) -> bool:
    """Return whether a field has a use of its own for the arrow."""
    if field.is_composing():
        return True
    if isinstance(field, CompleterField) and field.completer.popup().isVisible():
        return True
    editor = field.editor
    return isinstance(editor, QPlainTextEdit) and editor.textCursor().movePosition(_MOVES[step])
