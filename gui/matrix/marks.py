"""The marks in the cells of 对应表: ● proven, ○ where nobody has said what is proven, and the lock of a seal.

Each is painted once for a screen and a palette and put into its cells as a picture: hundreds of round marks take long
to paint, and the lock is a drawing of many parts.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap

from gui.parts import icons
from gui.parts.palette import Tones, current, tone

# The room of a mark, in the middle of its cell; of a lock, in the corner of it or beside a number.
SIDE, LOCK = 13, 11
_DISC, _HOLLOW = 11.0, 7.6


def said(ratio: float) -> QPixmap:
    """Return ●."""
    return _picture(_paint_said, SIDE, ratio, current())


def unsaid(ratio: float) -> QPixmap:
    """Return ○."""
    return _picture(_paint_unsaid, SIDE, ratio, current())


def lock(ratio: float) -> QPixmap:
    """Return the lock of what is sealed."""
    return _picture(_paint_lock, LOCK, ratio, current())


@lru_cache(maxsize=16)
def _picture(paint: Callable[[QPainter], None], side: int, ratio: float, _tones: Tones) -> QPixmap:
    picture = QPixmap(round(side * ratio), round(side * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint(painter)
    painter.end()
    return picture


def _paint_said(painter: QPainter) -> None:
    _dot(painter, _DISC, "accent")


def _paint_unsaid(painter: QPainter) -> None:
    _dot(painter, _DISC, "ink")
    _dot(painter, _HOLLOW, "content")


def _paint_lock(painter: QPainter) -> None:
    icons.paint(painter, "lock", QRectF(0, 0, LOCK, LOCK), "ink_2")


def _dot(painter: QPainter, size: float, colour: str) -> None:
    painter.setPen(QPen(tone(colour), size, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawPoint(QPointF(SIDE / 2, SIDE / 2))
