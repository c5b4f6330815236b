"""How the cell of a table is painted: by what stands in it.

A text is a text, a number is right-aligned, a sign, a gap and a status paint themselves (`gui.parts.signs`); `Muted`,
`Strong`, `Pair`, `IconWord`, `IconBehind`, `LinkCell`, `TickCell` and `PictureCell` are the other things a cell can
hold. The row gives the ground: tint and an accent bar when it is chosen, hover under the mouse, and a hair below.
"""

from __future__ import annotations

from collections.abc import Callable
from math import ceil
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPixmap

from gui.parts import icons, typeface
from gui.parts.palette import fill, tone
from gui.parts.signs import LEFT, NONE, RIGHT, Gap, Sign, Standing, draw_gap, draw_sign, draw_standing, draw_tick

EDGE = 24
# A box to tick is as large as that of a form.
BOX = 16
# An icon behind small words is smaller than one that stands alone.
BEHIND = 12
_TWO_LINES = 36


class Muted(NamedTuple):
    """A second text in ink-2."""

    text: str

    def __str__(self) -> str:
        return self.text


class Strong(NamedTuple):
    """A text in bold, the thing itself."""

    text: str

    def __str__(self) -> str:
        return self.text


class Pair(NamedTuple):
    """Two lines: a title, and under it a label with a sentence; in a low row the sentence stands behind the title."""

    first: str
    label: str
    second: str

    def __str__(self) -> str:
        return f"{self.first}，{self.label}：{self.second}" if self.label else f"{self.first}，{self.second}"


class IconWord(NamedTuple):
    """An icon with words or without; `said` is what a reader of the screen is told."""

    icon: str
    words: str = ""
    said: str = ""
    colour: str = "ink_2"

    def __str__(self) -> str:
        return self.words or self.said


class IconBehind(NamedTuple):
    """Small words with an icon behind them; `said` is what a reader of the screen is told of the icon."""

    words: str
    icon: str
    said: str = ""

    def __str__(self) -> str:
        return f"{self.words}，{self.said}" if self.said else self.words


class LinkCell(NamedTuple):
    """Words in accent; a click on them is told by the table as `linked`."""

    words: str

    def __str__(self) -> str:
        return self.words


class PictureCell(NamedTuple):
    """A small picture, asked for when it is painted; while there is none, an icon. `sha256` names what it shows."""

    icon: str
    picture: Callable[[], QPixmap | None]
    sha256: str = ""

    def __str__(self) -> str:
        return ""


class TickCell(NamedTuple):
    """A box with a tick or without; nothing at all where there is nothing to choose."""

    is_ticked: bool
    said: str = ""

    def __str__(self) -> str:
        return self.said


class Look(NamedTuple):
    """What a cell knows of its column and row."""

    right: bool = False
    colour: str = "ink"
    chosen: bool = False


def paint_ground(painter: QPainter, box: QRect, insets: tuple[int, int], *, chosen: bool, hovered: bool) -> None:
    """Paint what lies under a row: tint, bar, hover and the hair below; the hair keeps off the insets at its ends."""
    if chosen:
        fill(painter, box, "tint")
        return
    if hovered:
        fill(painter, box, "hover")
    left, right = box.left() + insets[0], box.right() - insets[1]
    fill(painter, QRect(left, box.bottom(), right - left + 1, 1), "hair")


def paint_cell(painter: QPainter, box: QRectF, value: object, look: Look) -> None:
    """Paint the value of a cell into its box, the padding already taken off."""
    if value is None or value == "":
        return
    _PAINTERS.get(type(value), _paint_plain)(painter, box, value, look)


def text_width(value: object) -> float:
    """Return how wide the words of a cell are in its widest line."""
    if isinstance(value, Pair):
        words = max(value.first, f"{value.label}  {value.second}", key=len)
        return typeface.metrics().horizontalAdvance(words)
    if isinstance(value, IconBehind):
        return typeface.metrics().horizontalAdvance(value.words) + BEHIND + 4
    return typeface.metrics().horizontalAdvance(str(value))


def words(painter: QPainter, box: QRectF, text: str, font: QFont, colour: str, *, right: bool = False) -> None:
    """Draw one line of words, ending in … where the box ends."""
    painter.setFont(font)
    painter.setPen(tone(colour))
    flat = " ".join(text[:400].splitlines())
    # Rounded up: a box as wide as the words, to the part of a pixel, holds them.
    shown = painter.fontMetrics().elidedText(flat, Qt.TextElideMode.ElideRight, ceil(box.width()))
    painter.drawText(box, int(RIGHT if right else LEFT), shown)


def _paint_plain(painter: QPainter, box: QRectF, value: object, look: Look) -> None:
    weight = typeface.MEDIUM if look.chosen else typeface.REGULAR
    right = look.right or isinstance(value, int | float)
    colour = "meta" if value == NONE else look.colour
    words(painter, box, str(value), typeface.font(typeface.BODY, weight), colour, right=right)


def _paint_styled(painter: QPainter, box: QRectF, value: object, look: Look) -> None:
    weight, colour = _STYLES[type(value)]
    words(painter, box, str(value), typeface.font(typeface.BODY, weight), colour or look.colour, right=look.right)


def _paint_pair(painter: QPainter, box: QRectF, value: object, look: Look) -> None:
    if not isinstance(value, Pair):
        return
    if box.height() < _TWO_LINES:
        beside = min(text_width(value.first) + 16, box.width())
        _paint_plain(painter, box, value.first, look)
        words(painter, box.adjusted(beside, 0, 0, 0), value.second, typeface.font(typeface.SMALL), "meta")
        return
    weight = typeface.MEDIUM if look.chosen else typeface.REGULAR
    half = box.height() / 2
    top = QRectF(box.left(), box.top() + 3, box.width(), half - 2)
    low = QRectF(box.left(), box.top() + half - 1, box.width(), half - 2)
    words(painter, top, value.first, typeface.font(typeface.BODY, weight), "ink")
    words(painter, low, value.label, typeface.font(typeface.SMALL), "meta")
    indent = typeface.metrics(typeface.SMALL).horizontalAdvance(value.label) + (12 if value.label else 0)
    words(painter, low.adjusted(indent, 0, 0, 0), value.second, typeface.font(), "ink" if value.label else "meta")


def _paint_icon(painter: QPainter, box: QRectF, value: object, look: Look) -> None:
    if not isinstance(value, IconWord):
        return
    room = typeface.metrics().horizontalAdvance(value.words) + (24 if value.words else 16)
    left = box.right() - room if look.right else box.left()
    icons.paint(painter, value.icon, QRectF(left, box.top(), 16, box.height()), value.colour)
    colour = value.colour if value.colour != "ink_2" else look.colour
    words(painter, QRectF(left + 24, box.top(), box.right() - left - 24, box.height()), value.words,
          typeface.font(typeface.BODY, typeface.MEDIUM if look.chosen else typeface.REGULAR), colour)


def _paint_behind(painter: QPainter, box: QRectF, value: object, _: Look) -> None:
    if not isinstance(value, IconBehind):
        return
    room = box.width() - BEHIND - 4
    words(painter, QRectF(box.left(), box.top(), room, box.height()), value.words, typeface.font(), "ink_2")
    left = box.left() + min(typeface.metrics().horizontalAdvance(value.words), room) + 4
    icons.paint(painter, value.icon, QRectF(left, box.top(), BEHIND, box.height()), "meta")


def _paint_picture(painter: QPainter, box: QRectF, value: object, _: Look) -> None:
    if not isinstance(value, PictureCell):
        return
    picture = value.picture()
    if picture is None:
        icons.paint(painter, value.icon, QRectF(box.left(), box.top(), icons.SIZE, box.height()))
        return
    size = picture.deviceIndependentSize()
    area = QRectF(QPointF(box.left(), round(box.center().y() - size.height() / 2)), size)
    painter.drawPixmap(area.topLeft(), picture)
    # Else a white page would end nowhere.
    painter.setPen(tone("hair"))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(area.adjusted(0, 0, -1, -1))


def _paint_tick(painter: QPainter, box: QRectF, value: object, _: Look) -> None:
    if not isinstance(value, TickCell):
        return
    area = QRectF(round(box.left()) + 0.5, round(box.center().y() - BOX / 2) + 0.5, BOX - 1, BOX - 1)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(tone("accent" if value.is_ticked else "field"))
    painter.setBrush(tone("accent" if value.is_ticked else "content"))
    painter.drawRoundedRect(area, 3, 3)
    if value.is_ticked:
        draw_tick(painter, area.center())
    painter.restore()


def _paint_sign(painter: QPainter, box: QRectF, value: object, _: Look) -> None:
    if isinstance(value, Sign):
        draw_sign(painter, box, value)


def _paint_gap(painter: QPainter, box: QRectF, value: object, _: Look) -> None:
    if isinstance(value, Gap):
        draw_gap(painter, box, value)


def _paint_standing(painter: QPainter, box: QRectF, value: object, _: Look) -> None:
    if isinstance(value, Standing):
        draw_standing(painter, box, value)


_STYLES: dict[type, tuple[QFont.Weight, str]] = {
    Muted: (typeface.REGULAR, "ink_2"), Strong: (typeface.BOLD, ""), LinkCell: (typeface.MEDIUM, "accent"),
}
_PAINTERS: dict[type, Callable[[QPainter, QRectF, object, Look], None]] = {
    **dict.fromkeys(_STYLES, _paint_styled),
    Pair: _paint_pair,
    IconWord: _paint_icon,
    IconBehind: _paint_behind,
    PictureCell: _paint_picture,
    TickCell: _paint_tick,
    Sign: _paint_sign,
    Gap: _paint_gap,
    Standing: _paint_standing,
}
