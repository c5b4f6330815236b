"""Text that is read until it is edited: a paragraph that becomes a field where it stands, and a paragraph again.

The field is made when it is asked for first, so a page of many texts costs as little as the words on it. It closes when
it is left with nothing unsaved in it, or on Esc, which forgets the unsaved typing.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.parts.fields import TextField
from gui.parts.paragraph import Paragraph
from gui.parts.sight import bring_into_sight

Save = Callable[[TextField, str], object]


class InPlace(QWidget):
    """A text and, while it is edited, its field; `save(field, text)` writes it."""

    opened = Signal()
    closed = Signal()

    def __init__(
        self, save: Save, *, hint: str = "", font: QFont | None = None, lines: tuple[int, int] = (1, 16),
        most: int = 40, enters: bool = False,
    ) -> None:
        super().__init__()
        self._save = save
        self._hint = hint
        self._font = font
        self._lines = lines
        self._enters = enters
        self._text = ""
        self._tone = "ink"
        self.field: TextField | None = None
        self.shown = Paragraph(font=font, most=most, edits=True)
        self.shown.clicked.connect(self.edit)
        self.setFocusProxy(self.shown)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.shown)
        self.fill("")

    def text(self) -> str:
        """Return the saved text."""
        return self._text

    def fill(self, text: str, *, hint: str | None = None, tone: str = "ink") -> None:
        """Show the text of a record, or the hint in grey where there is none; unsaved typing is forgotten."""
        self._hint = self._hint if hint is None else hint
        self._tone = tone
        self._text = text
        self._show()
        if self.field is not None:
            self.field.fill(text)
            self.close_field()

    def refill(self, text: str, *, hint: str | None = None, tone: str = "ink") -> None:
        """Show the text the same record has now; unsaved typing stays as it is."""
        self._hint = self._hint if hint is None else hint
        self._tone = tone
        self._text = text
        self._show()
        if self.field is not None:
            self.field.refill(text)

    def is_open(self) -> bool:
        """Return whether the text is being edited."""
        return self.field is not None and not self.field.isHidden()

    def edit(self) -> None:
        """Open the field on the text."""
        field = self.field or self._make_field()
        if not self.is_open():
            field.fill(self._text)
            self.shown.hide()
            field.show()
            self.opened.emit()
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        bring_into_sight(field)
        cursor = field.edit.textCursor()
        cursor.movePosition(cursor.MoveOperation.End)
        field.edit.setTextCursor(cursor)

    def close_field(self) -> None:
        """Show the text as it is read again."""
        if self.field is None or self.field.isHidden():
            return
        had = self.field.edit.hasFocus()
        self.field.hide()
        self.shown.show()
        if had:
            self.shown.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()

    def _make_field(self) -> TextField:
        self.field = TextField(lines=self._lines, enters=self._enters, placeholder=self._hint)
        if self._font is not None:
            self.field.edit.setFont(self._font)
        self.field.edit.setAccessibleName(self.accessibleName())
        self.field.saved.connect(self._saved)
        self.field.entered.connect(self.close_field)
        self.field.edit.installEventFilter(self)
        self.field.hide()
        self._column.addWidget(self.field)
        return self.field

    def _saved(self, value: object) -> None:
        if self.field is not None:
            self._save(self.field, str(value))

    def _show(self) -> None:
        self.shown.set_text(self._text or self._hint, tone=self._tone if self._text else "meta")

    def _close_if_left(self) -> None:
        field = self.field
        if field is None or field.edit.hasFocus() or field.is_unsaved() or field.problem():
            return
        self.close_field()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            QTimer.singleShot(0, self, self._close_if_left)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._is_refusal(event):
            return True
        return super().eventFilter(watched, event)

    def _is_refusal(self, event: QKeyEvent) -> bool:
        field = self.field
        if event.key() != Qt.Key.Key_Escape or field is None or field.is_composing():
            return False
        field.drop()
        self.close_field()
        return True
