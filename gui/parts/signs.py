"""Signs: a shape, a colour and words together, so that none of them carries the meaning alone.

▲ late 逾期 · ◆ soon 还有 · ● accent 待申请; the gap is a bold number with a small ink ▲, — when there is none; a
status is a circle filled by the share that is done, ticked when all is. The values stand in the cells of a table and
on a page alike, and `str()` of each is what a reader of the screen is told.
"""

from __future__ import annotations

from enum import StrEnum
from math import ceil
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.parts import typeface
from gui.parts.palette import tone

NONE = "—"
MIDDLE = Qt.AlignmentFlag.AlignVCenter
LEFT = Qt.AlignmentFlag.AlignLeft | MIDDLE
RIGHT = Qt.AlignmentFlag.AlignRight | MIDDLE


class Shape(StrEnum):
    """The shapes that stand before words."""

    TRIANGLE = "▲"
    DIAMOND = "◆"
    DISC = "●"
    RING = "○"
    TICK = "✓"
    PENCIL = "✎"
    PLUS = "＋"


class Sign(NamedTuple):
    """A shape and words in one colour of the palette; medium weight where it presses."""

    shape: Shape
    words: str
    colour: str
    presses: bool = False

    def __str__(self) -> str:
        return f"{self.shape} {self.words}".strip()

    @classmethod
    def late(cls, days: int) -> Sign:
        """▲ 逾期 n 天."""
        return cls(Shape.TRIANGLE, f"逾期 {days} 天", "late", True)

    @classmethod
    def soon(cls, days: int) -> Sign:
        """◆ 还有 n 天; 今天到期 on the day itself."""
        return cls(Shape.DIAMOND, f"还有 {days} 天" if days else "今天到期", "soon", days <= 7)

    @classmethod
    def waiting(cls, days: int) -> Sign:
        """● 待申请 n 天."""
        return cls(Shape.DISC, f"待申请 {days} 天", "accent")


class Gap(NamedTuple):
    """How much is missing: 3 ▲, — for nothing."""

    count: int

    def __str__(self) -> str:
        return f"{self.count} ▲" if self.count else NONE


class Standing(NamedTuple):
    """A status with the share of measures that is done."""

    words: str
    done: int
    total: int

    def __str__(self) -> str:
        return self.words

    @property
    def share(self) -> float:
        """The part that is done, 0 to 1."""
        return self.done / self.total if self.total else 0.0


def draw_shape(painter: QPainter, shape: Shape, centre: QPointF, colour: str, size: float = 8.0) -> None:
    """Draw one shape about a point."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tone(colour))
    x, y, half = centre.x(), centre.y(), size / 2
    if shape == Shape.TRIANGLE:
        painter.drawPolygon(QPolygonF([QPointF(x, y - half), QPointF(x + half, y + half), QPointF(x - half, y + half)]))
    elif shape == Shape.DIAMOND:
        painter.drawPolygon(
            QPolygonF([QPointF(x, y - half), QPointF(x + half, y), QPointF(x, y + half), QPointF(x - half, y)])
        )
    elif shape == Shape.DISC:
        painter.drawEllipse(centre, half * 0.85, half * 0.85)
    else:
        _draw_line_shape(painter, shape, centre, colour)
    painter.restore()


def _draw_line_shape(painter: QPainter, shape: Shape, centre: QPointF, colour: str) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(tone(colour), 1.35, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    x, y = centre.x(), centre.y()
    if shape == Shape.RING:
        painter.drawEllipse(centre, 4, 4)
    elif shape == Shape.TICK:
        painter.drawPolyline(QPolygonF([QPointF(x - 4, y + 0.2), QPointF(x - 1.2, y + 3), QPointF(x + 4.2, y - 3)]))
    elif shape == Shape.PLUS:
        painter.drawLine(QPointF(x - 4, y), QPointF(x + 4, y))
        painter.drawLine(QPointF(x, y - 4), QPointF(x, y + 4))
    else:
        painter.drawPolygon(QPolygonF([QPointF(x - 4, y + 4), QPointF(x - 3.2, y + 1), QPointF(x + 2, y - 4.2),
                                       QPointF(x + 4.2, y - 2), QPointF(x - 1, y + 3.2)]))


def draw_circle(painter: QPainter, centre: QPointF, share: float, radius: float = 6.0) -> None:
    """Draw the status circle: an empty ring, a ring with its share, or a ticked disc."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    colour = tone("accent" if share > 0 else "field")
    painter.setPen(QPen(colour, 1.35))
    painter.setBrush(colour if share >= 1 else Qt.BrushStyle.NoBrush)
    painter.drawEllipse(centre, radius, radius)
    if share >= 1:
        draw_tick(painter, centre)
    elif share > 0:
        inner = radius - 2.2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        box = QRectF(centre.x() - inner, centre.y() - inner, 2 * inner, 2 * inner)
        painter.drawPie(box, 90 * 16, -round(share * 360 * 16))
    painter.restore()


def draw_tick(painter: QPainter, centre: QPointF) -> None:
    """Draw the tick of a filled disc in the colour of the ground."""
    painter.setPen(QPen(tone("content"), 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    x, y = centre.x(), centre.y()
    painter.drawPolyline(QPolygonF([QPointF(x - 2.8, y + 0.2), QPointF(x - 0.8, y + 2.2), QPointF(x + 3, y - 2.2)]))


def draw_sign(painter: QPainter, box: QRectF, sign: Sign) -> None:
    """Draw a sign from the left edge of its box."""
    draw_shape(painter, sign.shape, QPointF(box.left() + 5, box.center().y()), sign.colour, 9.0)
    weight = typeface.MEDIUM if sign.presses else typeface.REGULAR
    painter.setFont(typeface.font(typeface.VALUE, weight))
    painter.setPen(tone(sign.colour))
    painter.drawText(box.adjusted(15, 0, 0, 0), int(LEFT), sign.words)


def draw_gap(painter: QPainter, box: QRectF, gap: Gap) -> None:
    """Draw a gap against the right edge of its box; the numbers of a column stand over each other."""
    if not gap.count:
        painter.setFont(typeface.font())
        painter.setPen(tone("meta"))
        painter.drawText(box.adjusted(0, 0, -14, 0), int(RIGHT), NONE)
        return
    painter.setFont(typeface.font(typeface.BODY, typeface.BOLD))
    painter.setPen(tone("ink"))
    painter.drawText(box.adjusted(0, 0, -14, 0), int(RIGHT), str(gap.count))
    draw_shape(painter, Shape.TRIANGLE, QPointF(box.right() - 4, box.center().y() + 0.5), "ink", 7.5)


def draw_standing(painter: QPainter, box: QRectF, standing: Standing) -> None:
    """Draw a status from the left edge of its box."""
    draw_circle(painter, QPointF(box.left() + 7, box.center().y()), standing.share)
    painter.setFont(typeface.font())
    painter.setPen(tone("ink_2"))
    painter.drawText(box.adjusted(20, 0, 0, 0), int(LEFT), standing.words)


class SignLabel(QWidget):
    """A sign, a gap or a status on a page."""

    def __init__(self, value: Sign | Gap | Standing | None = None) -> None:
        super().__init__()
        self.value: Sign | Gap | Standing | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_value(value)

    def set_value(self, value: Sign | Gap | Standing | None) -> None:
        """Show another one, or nothing."""
        self.value = value
        self.setAccessibleName("" if value is None else str(value))
        # One that is not placed yet would be shown as a window of its own.
        if value is None or self.parentWidget() is not None:
            self.setVisible(value is not None)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        if isinstance(self.value, Sign) and self.value.words:
            small = QFontMetricsF(typeface.font(typeface.VALUE, typeface.MEDIUM))
            return QSize(ceil(small.horizontalAdvance(self.value.words)) + 15, 24)
        words = QFontMetricsF(typeface.font(typeface.BODY, typeface.MEDIUM)).horizontalAdvance(str(self.value or ""))
        return QSize(round(words) + 12 if str(self.value)[1:].strip() else 12, 24)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = QRectF(self.rect())
        match self.value:
            case Sign():
                draw_sign(painter, box, self.value)
            case Gap():
                draw_gap(painter, box, self.value)
            case Standing():
                draw_standing(painter, box, self.value)
            case None:
                pass
        painter.end()
