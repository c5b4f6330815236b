"""The fields a page is made of: one line, running text, a choice, a tick.

Their rule of saving is `field`. Dates are in `date_field`, names that complete in `completer_field`.
A text of 50,000 characters can be pasted into any of them without a wait.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from PySide6.QtCore import QMimeData, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QStyle,
    QStyleOptionButton,
    QWidget,
)

from gui.parts import icons
from gui.parts.dropping import files_in
from gui.parts.field import Field, Typing
from gui.parts.running_field import RunningField
from gui.parts.signs import draw_tick
from models.domain.wording import one_line, tidy

ROOM = 1_000_000
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STAYS = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)


class _Line(Typing, QLineEdit):
    pasted = Signal(str)

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self.field = field
        self.setMaxLength(ROOM)
        self.setFixedHeight(30)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit(QApplication.clipboard().text())
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in _STAYS:
            # Who has left a long line reads it from its beginning.
            self.setCursorPosition(0)


class LineField(Field):
    """One line of text; a line break or tab that comes with a paste is a blank, and signs nobody sees are none."""

    pasted = Signal(str)

    def __init__(
        self, label: str = "", *, placeholder: str = "", printed: str = "", required: bool = False, width: int = 0
    ) -> None:
        super().__init__(label, printed=printed, required=required)
        self.edit = _Line(self)
        self.edit.setPlaceholderText(placeholder)
        self.edit.textEdited.connect(lambda _: self.typed())
        self.edit.returnPressed.connect(self.enter)
        self.edit.pasted.connect(self.pasted)
        self.hold(self.edit)
        if width:
            self.narrow(width)

    def read(self) -> str:
        return self.text()

    def narrow(self, width: int) -> None:
        """Give the input a width of its own; what is beside it takes the rest."""
        self.edit.setFixedWidth(width)
        self._line.setStretchFactor(self.edit, 0)
        self._line.setAlignment(self.edit, Qt.AlignmentFlag.AlignLeft)

    def text(self) -> str:
        """Return what stands in the field, saved or not, even if it cannot be a value of it."""
        return one_line(self.edit.text())

    def show_value(self, value: object) -> None:
        text = "" if value is None else str(value)
        if text != self.edit.text():
            self.edit.setText(text)
            self.edit.setCursorPosition(0)

    def tidy(self) -> int:
        tidied = tidy(self.text())
        if tidied.text != self.edit.text():
            self.edit.setText(tidied.text)
        return tidied.count

    def _same(self, value: object) -> bool:
        return ("" if value is None else str(value)) == self._base


class _Text(Typing, QPlainTextEdit):
    pasted = Signal(str)

    def __init__(self, field: TextField, lines: tuple[int, int]) -> None:
        super().__init__(field)
        self.field: TextField = field
        self._lines = lines
        self._growing = False
        self.setTabChangesFocus(True)
        # The wheel scrolls the page; the keyboard stays where one types.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.document().setDocumentMargin(0)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().documentLayout().documentSizeChanged.connect(lambda _: self.grow())

    def grow(self) -> None:
        """Be as high as the text, between the two bounds."""
        if self._growing:
            return
        # A fixed height set while another is being set would leave the smaller of the two as the largest allowed.
        self._growing = True
        try:
            while (height := self._needed_height()) != self.height():
                self.setFixedHeight(height)
        finally:
            self._growing = False

    def _needed_height(self) -> int:
        low, high = self._lines
        needed = math.ceil(self.document().size().height())
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(policy.ScrollBarAsNeeded if needed > high else policy.ScrollBarAlwaysOff)
        # A line is laid out in whole pixels, and is higher where a sign of another typeface stands in it.
        line = math.ceil(QFontMetricsF(self.font()).lineSpacing())
        text = high * line if needed > high else math.ceil(self._text_height())
        return max(text, low * line) + 12

    def _text_height(self) -> float:
        block, height = self.document().begin(), 0.0
        while block.isValid():
            height += block.layout().boundingRect().height()
            block = block.next()
        return height

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Another width breaks the lines elsewhere, and the document does not tell.
        self.grow()

    def insertFromMimeData(self, source: QMimeData) -> None:
        if files_in(source):
            self.field.show_problem("这里写文字，不能粘贴文件")
            return
        if source.hasText():
            taken = self.field.take_paste
            if taken is not None and taken(source.text()):
                return
            self.pasted.emit(source.text())
        super().insertFromMimeData(source)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if event.key() in _ENTER and plain == self.field.enters and not self.field.is_composing():
            self.field.enter()
            return
        super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.verticalScrollBar().maximum() == 0 or not self.hasFocus():
            event.ignore()
            return
        super().wheelEvent(event)


class TextField(RunningField):
    """Running text in a box that grows with it. Ctrl+Enter enters it, or plain Enter where `enters` is set."""

    pasted = Signal(str)

    def __init__(
        self,
        label: str = "",
        *,
        placeholder: str = "",
        printed: str = "",
        required: bool = False,
        lines: tuple[int, int] = (2, 12),
        enters: bool = False,
    ) -> None:
        super().__init__(label, printed=printed, required=required)
        self.enters = enters
        self.take_paste: Callable[[str], bool] | None = None
        self.edit = _Text(self, lines)
        self.edit.setPlaceholderText(placeholder)
        self.edit.pasted.connect(self.pasted)
        self.hold_text()
        self.edit.grow()


class _Combo(QComboBox):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        # Who scrolls past must not hold the choice in his next key.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        icons.paint(painter, "down", QRectF(self.width() - 26, 0, 16, self.height()))
        painter.end()


class ComboField(Field):
    """One of a few choices, each a key and its words; saved as soon as it is chosen."""

    nothing = None

    def __init__(
        self,
        label: str = "",
        choices: Sequence[tuple[object, str]] = (),
        *,
        placeholder: str = "",
        printed: str = "",
        required: bool = False,
    ) -> None:
        super().__init__(label, printed=printed, required=required)
        self.combo = _Combo(self)
        self.combo.setFixedHeight(30)
        self.combo.setPlaceholderText(placeholder or "未选")
        self._keys: list[object] = []
        self._other: object = None
        self.hold(self.combo)
        self.set_choices(choices)
        self.combo.activated.connect(lambda _: self._chosen())

    def set_choices(self, choices: Sequence[tuple[object, str]]) -> None:
        """Offer other choices; the chosen key stays if it is among them."""
        held = self.read()
        self._keys = [key for key, _ in choices]
        self.combo.clear()
        self.combo.addItems([label for _, label in choices])
        self.show_value(held if held in self._keys else None)

    def read(self) -> object:
        index = self.combo.currentIndex()
        return self._keys[index] if 0 <= index < len(self._keys) else self._other

    def show_value(self, value: object) -> None:
        is_offered = value in self._keys
        # Told from 未选, which may be one of the choices.
        self._other = None if is_offered else value
        self.combo.setCurrentIndex(self._keys.index(value) if is_offered else -1)

    def _chosen(self) -> None:
        self.typed()
        self.commit()
        self.end_sitting()


class Tick(QCheckBox):
    """A box to tick, in our colours: the style's own mark cannot be seen in the dark."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.isChecked():
            return
        option = QStyleOptionButton()
        self.initStyleOption(option)
        box = self.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_tick(painter, QRectF(box).center())
        painter.end()


class TickField(Field):
    """A yes or no, saved as soon as it is ticked."""

    nothing = False

    def __init__(self, words: str, *, printed: str = "") -> None:
        super().__init__("", printed=printed)
        self.box = Tick(words)
        self.box.setAccessibleName(words)
        self.box.setFixedHeight(30)
        self.hold(self.box)
        self.box.clicked.connect(lambda _: self._ticked())

    def read(self) -> bool:
        return self.box.isChecked()

    def show_value(self, value: object) -> None:
        self.box.setChecked(bool(value))

    def _ticked(self) -> None:
        self.typed()
        self.commit()
        self.end_sitting()
