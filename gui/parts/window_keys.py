"""Keys of the window that a text input of Qt would keep for itself.

On Linux desktops Qt lets an input take Ctrl+E (to the end of the line; Ctrl+K is its delete to the end of the line),
and everywhere Ctrl+Z even with nothing to undo: from a field no evidence could be added, from a filter nothing undone.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit

_OURS = (Qt.Key.Key_E, Qt.Key.Key_K)


def is_ours(event: QKeyEvent) -> bool:
    """Return whether a key is one of the window's own, whatever the input would do with it."""
    return event.modifiers() == Qt.KeyboardModifier.ControlModifier and event.key() in _OURS


class LookLine(QLineEdit):
    """A line typed into only to look for something: keys it has no use for belong to the window."""

    def __init__(self) -> None:
        super().__init__()
        self._composing = False

    def is_composing(self) -> bool:
        """Return whether an input method holds text that is not yet committed."""
        return self._composing

    def _has_no_use_for(self, event: QKeyEvent) -> bool:
        undoes, redoes = (event.matches(key) for key in (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo))
        return is_ours(event) or (undoes and not self.isUndoAvailable()) or (redoes and not self.isRedoAvailable())

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if self._composing:
                event.accept()
                return True
            if self._has_no_use_for(event):
                event.ignore()
                return False
        return super().event(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)
