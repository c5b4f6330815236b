"""The stages of a closure on one line: ticked discs behind, a ring with a dot now, empty rings to come.

Places order their steps differently and leave some out, so a stage with no record before one that is done was passed
over: a ring with a dash, which waits for nobody.

Where there is less room the lines between them are shorter, so that no stage is covered or cut.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.parts import typeface
from gui.parts.palette import tone
from gui.parts.signs import LEFT, draw_tick

HEIGHT = 32
_DISC = 14
_LINE, _SHORTEST = 40, 8
_BESIDE = 10


class Stages(QWidget):
    """The names of the stages and how many of them are behind; a click tells which one is wanted."""

    picked = Signal(int)

    def __init__(self, names: Sequence[str] = ()) -> None:
        super().__init__()
        self._names = tuple(names)
        self._done: frozenset[int] = frozenset()
        self._now = 0
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_stages(self, names: Sequence[str], *, now: int, done: Sequence[int] | None = None) -> None:
        """Show which stage it is now; `done` are the places behind, by default all before it."""
        self._names = tuple(names)
        self._now = now
        self._done = frozenset(range(now) if done is None else done)
        self.setAccessibleName(f"现在：{names[now]}" if 0 <= now < len(names) else "全部完成")
        self.updateGeometry()
        self.update()

    def is_passed_over(self, place: int) -> bool:
        """Return whether a stage was left out: not done, while a later one is."""
        return place not in self._done and place != self._now and place < max(self._done, default=-1)

    def line(self) -> float:
        """Return how long the lines between the stages are in the width there is."""
        gaps = max(len(self._names) - 1, 1)
        return min(_LINE, max(_SHORTEST, _LINE - (self.sizeHint().width() - self.width()) / gaps))

    def _spans(self, line: float) -> list[tuple[float, float]]:
        spans, left = [], 0.0
        for place, name in enumerate(self._names):
            weight = typeface.BOLD if place == self._now else typeface.REGULAR
            right = left + _DISC + 8 + typeface.metrics(typeface.BODY, weight).horizontalAdvance(name)
            spans.append((left, right))
            left = right + line + 2 * _BESIDE
        return spans

    def sizeHint(self) -> QSize:
        return self._size(_LINE)

    def minimumSizeHint(self) -> QSize:
        return self._size(_SHORTEST)

    def _size(self, line: float) -> QSize:
        spans = self._spans(line)
        return QSize(round(spans[-1][1]) + 2 if spans else 0, HEIGHT)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        for place, (left, right) in enumerate(self._spans(self.line())):
            if left <= event.position().x() <= right:
                self.picked.emit(place)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = self.line()
        spans = self._spans(line)
        for place, (left, right) in enumerate(spans):
            self._paint_disc(painter, QPointF(left + _DISC / 2, HEIGHT / 2), place)
            self._paint_name(painter, QRectF(left + _DISC + 8, 0, right - left, HEIGHT), place)
            if place + 1 < len(spans):
                painter.setPen(QPen(tone("accent" if self._is_behind(place) else "line_strong"), 1.35))
                start = QPointF(right + _BESIDE, HEIGHT / 2)
                painter.drawLine(start, start + QPointF(line, 0))
        painter.end()

    def _is_behind(self, place: int) -> bool:
        return place in self._done or self.is_passed_over(place)

    def _paint_disc(self, painter: QPainter, centre: QPointF, place: int) -> None:
        is_now, is_done = place == self._now, place in self._done
        colour = tone("accent" if is_now or is_done else "line_strong")
        painter.setPen(QPen(colour, 1.6))
        painter.setBrush(colour if is_done and not is_now else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(centre, 6.2, 6.2)
        if is_now:
            painter.setBrush(colour)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawEllipse(centre, 3, 3)
        elif is_done:
            draw_tick(painter, centre)
        elif self.is_passed_over(place):
            painter.drawLine(centre - QPointF(2.5, 0), centre + QPointF(2.5, 0))

    def _paint_name(self, painter: QPainter, box: QRectF, place: int) -> None:
        is_now = place == self._now
        painter.setFont(typeface.font(typeface.BODY, typeface.BOLD if is_now else typeface.REGULAR))
        painter.setPen(tone("ink" if is_now or place in self._done else "meta"))
        painter.drawText(box, int(LEFT), self._names[place])
