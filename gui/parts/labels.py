"""Words on the page, by the part they play: title, name of a block, section head, value, label.

Sizes and weights are those of `typeface`; the colour of a label is a name of the palette and follows it.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from gui.parts import typeface
from gui.parts.palette import tone as colour_of


class Words(QLabel):
    """A label with a size, a weight and a colour of the palette; never rich text."""

    def __init__(
        self, text: str = "", *, size: float = typeface.BODY, weight: QFont.Weight = typeface.REGULAR, tone: str = "ink"
    ) -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(typeface.font(size, weight))
        self.set_tone(tone)

    def set_tone(self, tone: str) -> None:
        """Colour the words with another name of the palette."""
        self._tone = tone
        self._wear()

    def _wear(self) -> None:
        palette = self.palette()
        if palette.color(QPalette.ColorRole.WindowText) != colour_of(self._tone):
            palette.setColor(QPalette.ColorRole.WindowText, colour_of(self._tone))
            self.setPalette(palette)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._wear()


class Title(Words):
    """The title of a page."""

    def __init__(self, text: str = "", *, tone: str = "ink", weight: QFont.Weight = typeface.BOLD) -> None:
        super().__init__(text, size=typeface.TITLE, weight=weight, tone=tone)


class BlockName(Words):
    """The name of a block, such as the chosen measure."""

    def __init__(self, text: str = "", *, tone: str = "ink") -> None:
        super().__init__(text, size=typeface.BLOCK, weight=typeface.BOLD, tone=tone)


class SectionHead(Words):
    """The head of a section."""

    def __init__(self, text: str = "") -> None:
        super().__init__(text, weight=typeface.BOLD)


class Small(Words):
    """A small value."""

    def __init__(self, text: str = "", *, tone: str = "ink_2") -> None:
        super().__init__(text, size=typeface.VALUE, tone=tone)


class Meta(Words):
    """A label or a hint."""

    def __init__(self, text: str = "") -> None:
        super().__init__(text, size=typeface.SMALL, tone="meta")


class Hint(Meta):
    """A hint beside a title: as wide as its words, and where there is less room cut, the whole in the tip."""

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setToolTip(self.text() if self.sizeHint().width() > self.width() else "")

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(colour_of(self._tone))
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)
        painter.end()


class Elided(Words):
    """Words on one line that end in … where the room ends; the whole stands in the tip."""

    def __init__(
        self, text: str = "", *, size: float = typeface.BODY, weight: QFont.Weight = typeface.REGULAR, tone: str = "ink"
    ) -> None:
        super().__init__("", size=size, weight=weight, tone=tone)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._whole = ""
        self.set_text(text)

    def set_text(self, text: str) -> None:
        """Show other words."""
        self._whole = text
        self.setAccessibleName(text)
        self._fit()

    def whole(self) -> str:
        """Return the words without the …"""
        return self._whole

    def _fit(self) -> None:
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, max(self.width(), 24))
        self.setText(shown)
        self.setToolTip(self._whole if shown != self._whole else "")

    def resizeEvent(self, event: QEvent) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._fit()


class Running(QLabel):
    """Running text, 24 px a line; with `printed` in the serif of what will be printed."""

    def __init__(self, text: str = "", *, printed: bool = False) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setFont(typeface.serif() if printed else typeface.font())
        self.setWordWrap(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._plain = ""
        self.set_text(text)

    def set_text(self, text: str) -> None:
        """Show other words; nothing in them is markup."""
        self._plain = text
        import html

        lines = "<br>".join(html.escape(line) for line in text.splitlines())
        self.setText(f'<p style="line-height:120%">{lines}</p>')

    def plain(self) -> str:
        """Return the words."""
        return self._plain


class Rule(QFrame):
    """A line of one pixel between areas ("line"), rows ("hair") or under a head ("line_strong")."""

    def __init__(self, tone: str = "line", *, upright: bool = False) -> None:
        super().__init__()
        self.setProperty("rule", tone)
        if upright:
            self.setFixedWidth(1)
        else:
            self.setFixedHeight(1)


class Fact(QWidget):
    """A label and its value on one line: 时限 2025-12-31."""

    def __init__(self, label: str, value: str = "") -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(Meta(label))
        self.value = Words(value)
        row.addWidget(self.value)

    def set_value(self, value: str) -> None:
        """Show another value."""
        self.value.setText(value)
