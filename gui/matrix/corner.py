"""The corner of 对应表 between its two heads: how much there is, and what the marks mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from gui.matrix.marks import LOCK, lock
from gui.parts import typeface
from gui.parts.cells import EDGE, words
from gui.parts.palette import fill
from gui.parts.signs import Shape, draw_shape

if TYPE_CHECKING:
    from gui.matrix.view import MatrixView

_LINE = 22
_LEGEND = ((Shape.DISC, "accent", "已对应"), (Shape.RING, "ink", "没有写证明什么"))


class Corner(QWidget):
    """What stands there is painted; nothing in it takes the keyboard."""

    def __init__(self, view: MatrixView) -> None:
        super().__init__(view)
        self._view = view

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        fill(painter, self.rect(), "content")
        fill(painter, QRect(0, self.height() - 1, self.width(), 1), "line_strong")
        if self._view.matrix.rowCount() and self._view.matrix.columnCount():
            self._paint_legend(painter)
            self._paint_foot(painter)
        painter.end()

    def _paint_legend(self, painter: QPainter) -> None:
        for place, (shape, colour, text) in enumerate(_LEGEND):
            top = 10 + _LINE * place
            draw_shape(painter, shape, QPointF(EDGE + 6, top + _LINE / 2), colour, 11)
            self._paint_words(painter, top, text)
        if self._view.matrix.matrix.sealed_links:
            top = 10 + _LINE * len(_LEGEND)
            painter.drawPixmap(QPointF(EDGE + 0.5, top + (_LINE - LOCK) / 2), lock(self.devicePixelRatioF()))
            self._paint_words(painter, top, "已封卷，不能取消")

    def _paint_words(self, painter: QPainter, top: int, text: str) -> None:
        box = QRectF(EDGE + 20, top, self.width() - EDGE - 28, _LINE)
        words(painter, box, text, typeface.font(typeface.SMALL), "meta")

    def _paint_foot(self, painter: QPainter) -> None:
        """Name the columns of the head below, as the head of a list does."""
        box = QRectF(EDGE, self.height() - 25, self.width() - EDGE - 22, 22)
        words(painter, box, f"措施 {self._view.matrix.rowCount()}", typeface.font(typeface.SMALL), "ink_2")
        words(painter, box, "佐证", typeface.font(typeface.SMALL), "ink_2", right=True)
