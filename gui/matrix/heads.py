"""The two heads of 对应表, which stay in sight: the measures at the left, the pieces of evidence turned above.

Both say how much stands in their row or column; a measure without evidence has the ▲ of a gap.
"""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from gui.matrix.marks import LOCK, lock
from gui.matrix.model import MatrixModel
from gui.parts import typeface
from gui.parts.cells import EDGE, words
from gui.parts.palette import fill, tone
from gui.parts.signs import Shape, draw_shape

# The least and the most room of the measures; beyond the least they have what the columns leave.
MEASURES, WIDE = 288, 640
PIECES = 200
# The count stands upright at the foot of a column, the words of its piece above.
FOOT = 24
NUMBER = 40
_KEPT = 1024


class _Head(QHeaderView):
    """What both heads are: a ground of their own, sections of one size, chosen ones on tint."""

    def __init__(self, side: Qt.Orientation, model: MatrixModel, section: int, parent: QWidget) -> None:
        super().__init__(side, parent)
        # A ground of our own, as in the lists.
        self._ground = QWidget()
        self.setViewport(self._ground)
        self.matrix = model
        # The row or column the keyboard stands in.
        self.chosen = -1
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(section)
        self.setDefaultSectionSize(section)

    def is_chosen(self, place: int) -> bool:
        """Return whether the keyboard stands in this row or column."""
        return place == self.chosen


class MeasureHead(_Head):
    """The measures: number, name, and how many pieces of evidence each has."""

    def __init__(self, model: MatrixModel, section: int, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, model, section, parent)
        self.setFixedWidth(MEASURES)

    def give_room(self, width: int) -> None:
        """Take so much of a width as there is use for."""
        wanted = max(MEASURES, min(WIDE, width))
        if wanted != self.width():
            self.setFixedWidth(wanted)

    def sizeHint(self) -> QSize:
        return QSize(self.width(), self.length())

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        measure, chosen = self.matrix.measures[logicalIndex], self.is_chosen(logicalIndex)
        if chosen:
            fill(painter, rect, "tint")
            fill(painter, QRect(rect.left(), rect.top(), 3, rect.height()), "accent")
        fill(painter, QRect(rect.left() + EDGE, rect.bottom(), rect.width() - EDGE, 1), "hair")
        box = QRectF(rect).adjusted(EDGE, 0, -8, 0)
        weight = typeface.MEDIUM if chosen else typeface.REGULAR
        number = QRectF(box.left(), box.top(), NUMBER - 4, box.height())
        words(painter, number, measure.number, typeface.font(), "ink_2")
        name = measure.short_name or measure.text
        words(painter, box.adjusted(NUMBER, 0, -44, 0), name, typeface.font(typeface.BODY, weight), "ink")
        self._paint_count(painter, box, self.matrix.proofs(logicalIndex))

    def _paint_count(self, painter: QPainter, box: QRectF, count: int) -> None:
        weight = typeface.REGULAR if count else typeface.BOLD
        font = typeface.font(typeface.BODY, weight)
        words(painter, box.adjusted(0, 0, -14, 0), str(count), font, "ink", right=True)
        if not count:
            draw_shape(painter, Shape.TRIANGLE, QPointF(box.right() - 4, box.center().y() + 0.5), "ink", 7.5)


class PieceHead(_Head):
    """The pieces of evidence: number and title turned, and under them how many measures of the task each serves."""

    def __init__(self, model: MatrixModel, section: int, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, model, section, parent)
        self.setFixedHeight(PIECES)

    def sizeHint(self) -> QSize:
        return QSize(self.length(), PIECES)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        chosen = self.is_chosen(logicalIndex)
        if chosen:
            fill(painter, rect, "tint")
            fill(painter, QRect(rect.left(), rect.top(), rect.width(), 3), "accent")
        fill(painter, QRect(rect.right(), rect.top() + 8, 1, rect.height() - 8), "hair")
        self._paint_turned(painter, rect, logicalIndex, typeface.MEDIUM if chosen else typeface.REGULAR)
        self._paint_uses(painter, rect, self.matrix.uses(logicalIndex))

    def _paint_turned(self, painter: QPainter, rect: QRect, column: int, weight: QFont.Weight) -> None:
        """Paint number and title turned by a quarter, from the foot of the column upwards, over the lock of a seal."""
        number, title = self.matrix.number(column), self.matrix.pieces[column].title
        small, face = typeface.metrics(typeface.SMALL), typeface.metrics(typeface.VALUE, weight)
        start = LOCK + 4 if self._paint_lock(painter, rect, column) else 0
        indent = start + (small.horizontalAdvance(number) + 8 if number else 0)
        base = (face.ascent() - face.descent()) / 2
        painter.save()
        painter.translate(rect.center().x() + 0.5, rect.bottom() - FOOT)
        painter.rotate(-90)
        painter.setFont(typeface.font(typeface.SMALL))
        painter.setPen(tone("ink_2"))
        painter.drawText(QPointF(start, base), number)
        painter.setFont(typeface.font(typeface.VALUE, weight))
        painter.setPen(tone("ink"))
        painter.drawText(QPointF(indent, base), _shortened(title, weight, int(PIECES - FOOT - 8 - indent)))
        painter.restore()

    def _paint_lock(self, painter: QPainter, rect: QRect, column: int) -> bool:
        """Paint the lock of a piece that is sealed, upright, and return whether it is."""
        is_sealed = self.matrix.seal_of(column) is not None
        if is_sealed:
            left = rect.left() + (rect.width() - LOCK) // 2
            painter.drawPixmap(left, rect.bottom() - FOOT - LOCK, lock(self.devicePixelRatioF()))
        return is_sealed

    def _paint_uses(self, painter: QPainter, rect: QRect, uses: int) -> None:
        text, face = str(uses) if uses else "—", typeface.metrics(typeface.SMALL)
        painter.setFont(typeface.font(typeface.SMALL))
        painter.setPen(tone("ink_2" if uses else "meta"))
        left = rect.left() + (rect.width() - face.horizontalAdvance(text)) / 2
        painter.drawText(QPointF(left, rect.bottom() - (FOOT - face.ascent() + face.descent()) / 2), text)


@lru_cache(maxsize=_KEPT)
def _shortened(title: str, weight: QFont.Weight, width: int) -> str:
    """Return a title with … in its middle where it is too long: minutes differ at their ends, by meeting and date."""
    return typeface.metrics(typeface.VALUE, weight).elidedText(title, Qt.TextElideMode.ElideMiddle, width)
