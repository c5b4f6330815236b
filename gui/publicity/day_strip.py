"""The days of a publicity as a strip: which of them offices work on, counted one by one as the notice counts.

A worked day lies on tint with its number in the count below; a weekend that is worked has 班 over it, a day off of a
festival 休. Where the room ends the strip goes on in the next line.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.parts import typeface
from gui.parts.palette import tone
from models.domain.publicity_window import DayKind

CELL, ROW = 32, 66
MOST = 62
_CENTRE = Qt.AlignmentFlag.AlignCenter
_WEEKDAYS = "一二三四五六日"

Day = tuple[date, DayKind]


class DayStrip(QWidget):
    """The days between start and end; hidden while there are none, or too many to be read."""

    def __init__(self) -> None:
        super().__init__()
        self.days: Sequence[Day] = ()
        self._counts_all = False
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_days(self, days: Sequence[Day], words: str, *, counts_all: bool) -> None:
        """Show other days; `counts_all` numbers each of them, else only those that are worked."""
        self.days = days
        self._counts_all = counts_all
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.setVisible(0 < len(days) <= MOST)
        self._fit()
        self.update()

    def _columns(self) -> int:
        return max(self.width() // CELL, 1)

    def _fit(self) -> None:
        rows = -(-len(self.days) // self._columns())
        self.setFixedHeight(max(rows, 1) * ROW)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        number, columns = 0, self._columns()
        for place, (day, kind) in enumerate(self.days):
            counted = self._counts_all or kind.is_worked
            number += counted
            box = QRectF(place % columns * CELL, place // columns * ROW, CELL, ROW)
            if place % columns == 0 or day.day == 1:
                _words(painter, box.adjusted(3, 0, CELL, -52), f"{day.month}月", "ink_2", Qt.AlignmentFlag.AlignLeft)
            _paint_day(painter, box, day, kind)
            if counted:
                _words(painter, box.adjusted(0, 52, 0, 0), str(number), "accent_deep")
        painter.end()


def _paint_day(painter: QPainter, box: QRectF, day: date, kind: DayKind) -> None:
    square = box.adjusted(2, 28, -2, -14)
    if kind.is_worked:
        painter.setPen(QPen(tone("accent"), 1.35) if kind is DayKind.SHIFTED else Qt.PenStyle.NoPen)
        painter.setBrush(tone("tint"))
        painter.drawRoundedRect(square.adjusted(0.7, 0.7, -0.7, -0.7), 4, 4)
    _words(painter, box.adjusted(0, 14, 0, -38), kind.mark or _WEEKDAYS[day.weekday()],
           "accent_deep" if kind is DayKind.SHIFTED else "meta")
    painter.setFont(typeface.font(typeface.VALUE, typeface.MEDIUM if kind.is_worked else typeface.REGULAR))
    painter.setPen(tone("ink" if kind.is_worked else "meta"))
    painter.drawText(square, int(_CENTRE), str(day.day))


def _words(
    painter: QPainter, box: QRectF, words: str, colour: str, align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignHCenter
) -> None:
    painter.setFont(typeface.font(typeface.SMALL))
    painter.setPen(tone(colour))
    painter.drawText(box, int(align | Qt.AlignmentFlag.AlignVCenter), words)
