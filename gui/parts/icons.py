"""The line icons of the window: one family, a 16-px box, lines of 1.35 px.

The drawings lie in `resources/icons/*.svg` and know one colour, `currentColor`. They are coloured when they are
painted, so an icon follows a change between light and dark by itself.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from gui.parts.palette import tone

SIZE = 16


def icon(name: str, colour: str = "ink_2") -> QIcon:
    """Return the icon of that name in a colour of the palette; disabled it is pale."""
    return QIcon(_Engine(name, colour))


def paint(painter: QPainter, name: str, box: QRect | QRectF, colour: str = "ink_2") -> None:
    """Paint the icon in the middle of a box, 16 pixels wide or as wide as the box if that is smaller."""
    side = min(SIZE, box.width(), box.height())
    area = QRectF(0, 0, side, side)
    area.moveCenter(QRectF(box).center())
    area.moveTo(round(area.x()), round(area.y()))
    _renderer(name, tone(colour).name()).render(painter, area)


@cache
def _drawing(name: str) -> str:
    return files("resources").joinpath("icons", f"{name}.svg").read_text(encoding="utf-8")


@cache
def _renderer(name: str, colour: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(_drawing(name).replace("currentColor", colour).encode()))


class _Engine(QIconEngine):
    def __init__(self, name: str, colour: str) -> None:
        super().__init__()
        self._name = name
        self._colour = colour

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._colour)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        # Room wider than the icon is the distance to the words of a button.
        box = QRect(rect.topLeft(), QSize(min(rect.width(), rect.height()), rect.height()))
        paint(painter, self._name, box, "off" if mode == QIcon.Mode.Disabled else self._colour)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        picture = QPixmap(size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return picture
