"""Running text as it is read: lines of 24 px, as high as the words need, a click tells that it is to be edited.

Only the lines that are shown are laid out, so a text of 50,000 characters costs no more than its first lines.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.parts import typeface
from gui.parts.palette import tone as colour_of

LINE = 24
MOST = 40
# A layout asks for the height at the width there is and at the width it would like, again and again.
WIDTHS = 4
_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2)
_BREAK = "\u2028"


class Paragraph(QWidget):
    """Words over as many lines as they need, up to `most`; with `edits` it takes the focus and offers to be edited."""

    clicked = Signal()

    def __init__(
        self, text: str = "", *, font: QFont | None = None, tone: str = "ink", most: int = MOST, edits: bool = False
    ) -> None:
        super().__init__()
        self._text = ""
        self._font = font or typeface.font()
        self._tone = tone
        self._most = most
        self._edits = edits
        self._laid: dict[int, tuple[QTextLayout, int, bool]] = {}
        self._marked: tuple[tuple[int, int], ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        if edits:
            self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.setCursor(Qt.CursorShape.IBeamCursor)
        self.set_text(text)

    def text(self) -> str:
        """Return the words."""
        return self._text

    def set_text(self, text: str, *, tone: str = "") -> None:
        """Show other words, or the same in another colour of the palette."""
        self._tone = tone or self._tone
        if text != self._text:
            self._text = text
            self._laid.clear()
            self.setAccessibleName(text[:200])
            self.updateGeometry()
        self.update()

    def show_lines(self, most: int) -> None:
        """Show more of the words, or less."""
        if most != self._most:
            self._most = most
            self._laid.clear()
            self.updateGeometry()
            self.update()

    def mark(self, spans: Sequence[tuple[int, int]]) -> None:
        """Lay stretches of the words on tint, from the first to before the second place of each."""
        if tuple(spans) != self._marked:
            self._marked = tuple(spans)
            self._laid.clear()
            self.update()

    def marked(self) -> Sequence[tuple[int, int]]:
        """Return the stretches on tint."""
        return self._marked

    def _formats(self) -> list[QTextLayout.FormatRange]:
        found = []
        for start, end in self._marked:
            span = QTextLayout.FormatRange()
            span.start, span.length = start, end - start  # type: ignore[attr-defined]
            span.format.setBackground(colour_of("tint"))  # type: ignore[attr-defined]
            span.format.setForeground(colour_of("accent_deep"))  # type: ignore[attr-defined]
            found.append(span)
        return found

    def _lay(self, width: int) -> tuple[QTextLayout, int, bool]:
        if width in self._laid:
            return self._laid[width]
        layout = QTextLayout(self._text[: self._most * max(width // 6, 1)].replace("\n", _BREAK), self._font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.setFormats(self._formats())
        layout.beginLayout()
        count, cut = 0, False
        while (line := layout.createLine()).isValid():
            if count == self._most:
                cut = True
                break
            line.setLineWidth(max(width, 16))
            line.setPosition(QPointF(0, count * LINE + (LINE - line.height()) / 2))
            count += 1
        layout.endLayout()
        if len(self._laid) == WIDTHS:
            self._laid.clear()
        self._laid[width] = layout, count, cut
        return self._laid[width]

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        _, count, cut = self._lay(width)
        return max(count, 1) * LINE + (LINE if cut else 0)

    def sizeHint(self) -> QSize:
        width = self.width() if self.width() > 120 else 400
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(40, LINE)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.clicked.emit()

    def event(self, event: QEvent) -> bool:
        # F2 edits the words that have the keyboard, whatever the page around them edits with it.
        is_claim = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if is_claim and self._edits and event.key() == Qt.Key.Key_F2:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._edits and event.key() in _KEYS and not event.modifiers():
            self.clicked.emit()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        layout, count, cut = self._lay(self.width())
        if self.hasFocus():
            painter.fillRect(self.rect(), colour_of("hover"))
        painter.setPen(colour_of(self._tone))
        for place in range(count):
            # Line by line: the one that was tried beyond the last has no place and would lie over the first.
            layout.lineAt(place).draw(painter, QPointF(0, 0))
        if cut:
            painter.setFont(typeface.font(typeface.SMALL))
            painter.setPen(colour_of("meta"))
            painter.drawText(QPointF(0, count * LINE + 16), f"… 共 {len(self._text)} 字，点击查看全文")
        painter.end()
