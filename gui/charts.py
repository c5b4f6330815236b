"""Small painted charts: the way of an indicator to its target.

One line of values over the days they were measured on, the target as a broken line with its words, the dates below.
Nothing moves and nothing is filled; what the chart shows stands in words beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from math import ceil, floor
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.parts import typeface
from gui.parts.palette import tone
from gui.parts.signs import LEFT

HEIGHT, LEAST_WIDTH = 148, 240
ABOVE, BELOW, ASIDE = 20, 24, 10
# With more values than this the line alone is clearer than its points.
MOST_POINTS = 16
NEAR = 16
APART = 12


class Point(NamedTuple):
    """A value: its day, its number, and how it is written."""

    day: date
    number: float
    words: str


class Way(NamedTuple):
    """The values in the order of their days, the number to be reached, and till when."""

    points: Sequence[Point]
    target: float
    target_words: str
    due: date | None = None
    is_reached: bool = False


class WayChart(QWidget):
    """The chart; without a value there is only the target."""

    def __init__(self) -> None:
        super().__init__()
        self.way: Way | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_way(self, way: Way, words: str) -> None:
        """Show another way; `words` tell it to a reader of the screen."""
        self.way = way
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.update()

    def place_of(self, place: int) -> QPointF:
        """Return where a value is painted."""
        if self.way is None:
            return QPointF()
        point = self.way.points[place]
        return QPointF(self._across(point.day), self._up(point.number))

    def height_of(self, number: float) -> float:
        """Return how far from the top a number is painted."""
        return self._up(number)

    # Measures

    def _room(self) -> QRectF:
        aside = typeface.metrics(typeface.SMALL).horizontalAdvance(self.way.target_words if self.way else "")
        return QRectF(self.rect()).adjusted(ASIDE, ABOVE, -ceil(aside) - 2 * ASIDE, -BELOW)

    def _span(self) -> tuple[date, date]:
        days = [point.day for point in self.way.points] if self.way else []
        days += [self.way.due] if self.way and self.way.due else []
        return (min(days), max(days)) if days else (date.min, date.min)

    def _across(self, day: date) -> float:
        room, (first, last) = self._room(), self._span()
        whole = (last - first).days
        return room.left() + room.width() * ((day - first).days / whole if whole else 0.5)

    def _up(self, number: float) -> float:
        room, (low, high) = self._room(), self._bounds()
        return room.bottom() - room.height() * (number - low) / (high - low)

    def _bounds(self) -> tuple[float, float]:
        """Return the numbers at the bottom and the top: from nought, unless all of them lie close together far off."""
        numbers = [point.number for point in self.way.points] + [self.way.target] if self.way else [0.0]
        low, high = min(numbers), max(numbers)
        spread = high - low or abs(high) or 1.0
        base = 0.0 if low <= spread else low - spread * 0.25
        return base, high + (high - base or 1.0) * 0.06

    # Qt

    def sizeHint(self) -> QSize:
        return QSize(360, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(LEAST_WIDTH, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.way is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(typeface.font(typeface.SMALL))
        self._paint_axis(painter, self.way)
        self._paint_target(painter, self.way)
        if self.way.points:
            self._paint_way(painter, self.way)
        painter.end()

    # Painting

    def _paint_axis(self, painter: QPainter, way: Way) -> None:
        room = self._room()
        base = floor(room.bottom()) + 0.5
        painter.setPen(QPen(tone("line_strong"), 1))
        painter.drawLine(QPointF(0, base), QPointF(room.right() + ASIDE, base))
        if way.due is not None:
            at = floor(self._across(way.due)) + 0.5
            painter.setPen(QPen(tone("line_strong"), 1, Qt.PenStyle.DotLine))
            painter.drawLine(QPointF(at, room.top()), QPointF(at, base))
        painter.setPen(tone("meta"))
        for box, words in self._dates(way):
            painter.drawText(box, int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop), words)

    def _dates(self, way: Way) -> Iterator[tuple[QRectF, str]]:
        """Yield where the dates stand below the line that have room: the last value's, the first's, the time due."""
        days = [(point.day, "") for point in (way.points[-1:] if way.points else ())]
        days += [(way.points[0].day, "")] if way.points else []
        days += [(way.due, "到期 ")] if way.due else []
        taken: list[QRectF] = []
        for day, lead in days:
            words = f"{lead}{day:%Y-%m}"
            width = typeface.metrics(typeface.SMALL).horizontalAdvance(words) + 2
            left = max(0.0, min(self._across(day) - width / 2, self.width() - width))
            box = QRectF(left, self._room().bottom() + 5, width, BELOW - 4)
            if all(not box.adjusted(-APART, 0, APART, 0).intersects(other) for other in taken):
                taken.append(box)
                yield box, words

    def _paint_target(self, painter: QPainter, way: Way) -> None:
        # Between two rows of pixels the line would be two pale ones.
        room, height = self._room(), floor(self._up(way.target)) + 0.5
        painter.setPen(QPen(tone("accent"), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(0, height), QPointF(room.right() + ASIDE, height))
        painter.setPen(tone("accent_deep"))
        beside = QRectF(room.right() + ASIDE + 4, height - 10, self.width() - room.right() - ASIDE - 4, 20)
        painter.drawText(beside, int(LEFT), way.target_words)

    def _paint_way(self, painter: QPainter, way: Way) -> None:
        places = [self.place_of(place) for place in range(len(way.points))]
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(tone("ink_2"), 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap,
                            Qt.PenJoinStyle.RoundJoin))
        painter.drawPolyline(QPolygonF(places))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tone("ink_2"))
        for place in places[:-1] if len(places) <= MOST_POINTS else places[:1]:
            painter.drawEllipse(place, 2.6, 2.6)
        painter.setBrush(tone("accent" if way.is_reached else "ink"))
        painter.drawEllipse(places[-1], 4, 4)
        last = self._paint_number(painter, places[-1], way.points[-1].words, "ink", None)
        if len(places) > 1:
            self._paint_number(painter, places[0], way.points[0].words, "meta", last)

    def _paint_number(
        self, painter: QPainter, at: QPointF, words: str, colour: str, taken: QRectF | None
    ) -> QRectF:
        """Write a number over its point, below it where the line of the target is in the way; return its box."""
        width = typeface.metrics(typeface.SMALL).horizontalAdvance(words) + 2
        gap = at.y() - self._up(self.way.target) if self.way else 0.0
        top = at.y() + 5 if 0 <= gap < NEAR + 8 else at.y() - NEAR - 5
        top = max(0.0, min(top, self._room().bottom() - NEAR))
        box = QRectF(max(0.0, min(at.x() - width / 2, self.width() - width)), top, width, NEAR)
        if taken is None or not box.adjusted(-4, 0, 4, 0).intersects(taken):
            painter.setPen(tone(colour))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), words)
        return box
