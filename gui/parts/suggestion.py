"""A value somebody may want to take over, muted under an empty field: its key or a click takes it, nothing else does.

The key is →, of a second value Ctrl+→. Nothing is put into the field by itself, and Tab goes on to the next field as
always: who only walks through a form takes over nothing.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QLabel

from gui.parts.date_field import written
from gui.parts.field import Field
from gui.parts.labels import Hint


class SuggestionLine(Hint):
    """The line under one field; hidden while the field holds something or nothing is suggested."""

    def __init__(self, field: Field, *, is_second: bool = False) -> None:
        super().__init__()
        self._field = field
        self._modifier = Qt.KeyboardModifier.ControlModifier if is_second else Qt.KeyboardModifier.NoModifier
        self._key = "Ctrl+→" if is_second else "→"
        self._value: object = None
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.hide()
        field.add_under(self)
        field.editor.installEventFilter(self)
        field.edited.connect(self._show_state)
        field.saved.connect(lambda _: self._show_state())

    def suggest(self, value: object, origin: str = "", read: str = "") -> None:
        """Offer a value, where it was read (文件名, 首页) and in which words; None offers nothing."""
        self._value = value
        self.setText(f"{self._key} {written(value)}　{origin}")
        self.setToolTip(f"{origin}：“{read}”。按 {self._key} 或点一下采用。")
        self._show_state()

    def offered(self) -> object:
        """Return the value that can be taken now, None where there is none."""
        return self._value if self._is_open() else None

    def take(self) -> None:
        """Put the value into the field and save it."""
        if self._is_open():
            self._field.show_value(self._value)
            self._field.typed()
            self._field.commit(leaving=True)
            self._field.end_sitting()
            self._show_state()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self.take()

    def resizeEvent(self, event: QResizeEvent) -> None:
        # Its tip says where the value was read, whether the words are cut or not.
        QLabel.resizeEvent(self, event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Right:
            is_own = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == self._modifier
            if is_own and self._is_open() and not self._field.is_composing():
                self.take()
                return True
        return super().eventFilter(watched, event)

    def _is_open(self) -> bool:
        return self._value is not None and self._field.isEnabled() and not self._field.is_unsaved() and self._is_empty()

    def _is_empty(self) -> bool:
        return self._field.read() in (None, "")

    def _show_state(self) -> None:
        self.setVisible(self._is_open())
