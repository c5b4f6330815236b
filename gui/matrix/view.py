"""The grid of 对应表: ● where a piece of evidence proves a measure, ○ where nobody has said what it proves.

The cells are painted here and not by a delegate, which Qt would call back for each of 18,000 cells; what is painted is
what is in sight. A link that a seal names has a lock in its corner. The arrows walk the cells, Shift chooses a block
of them, Ctrl+Space the column and Shift+Space the row, as in a spreadsheet.
"""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView, QWidget

from gui.matrix import marks
from gui.matrix.corner import Corner
from gui.matrix.heads import MeasureHead, PieceHead
from gui.matrix.model import MatrixModel
from gui.parts import typeface
from gui.parts.cells import EDGE
from gui.parts.palette import fill, tone
from models.domain.evidence import EvidenceId
from models.domain.plan import MeasureId

CELL = 30
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_TAKES_OFF = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_Flag = QItemSelectionModel.SelectionFlag


class Spot(NamedTuple):
    """A cell by what it is about."""

    measure_id: MeasureId | None
    evidence_id: EvidenceId | None


class MatrixView(QTableView):
    """`moved` when other cells are chosen; `linking(go_on)` asks for links, `unlinking` to take them off."""

    moved = Signal()
    linking = Signal(bool)
    unlinking = Signal()

    def __init__(self, model: MatrixModel) -> None:
        super().__init__()
        self.matrix = model
        self.empty = ""
        self._ground = QWidget()
        self.setViewport(self._ground)
        self._before: tuple[Spot, int, int] | None = None
        self._corner = Corner(self)
        self._build()
        self.setModel(model)
        self._corner.raise_()
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._come_back)
        model.headerDataChanged.connect(self._corner.update)
        self.doubleClicked.connect(lambda _: self.linking.emit(True))

    def _build(self) -> None:
        scroll = QAbstractItemView.ScrollMode.ScrollPerPixel
        self.measures = MeasureHead(self.matrix, CELL, self)
        self.setVerticalHeader(self.measures)
        self.pieces = PieceHead(self.matrix, CELL, self)
        self.setHorizontalHeader(self.pieces)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(scroll)
        self.setHorizontalScrollMode(scroll)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setAccessibleName("措施和佐证的对应表")

    # What the panel uses

    def spot(self) -> Spot:
        """Return the cell the keyboard stands in."""
        row, column = self.currentIndex().row(), self.currentIndex().column()
        measures, pieces = self.matrix.measures, self.matrix.pieces
        return Spot(
            measures[row].id if 0 <= row < len(measures) else None,
            pieces[column].id if 0 <= column < len(pieces) else None,
        )

    def spots(self) -> list[Spot]:
        """Return the chosen cells, row by row."""
        cells = {
            (row, column) for part in self.selectionModel().selection()
            for row in range(part.top(), part.bottom() + 1) for column in range(part.left(), part.right() + 1)
        }
        measures, pieces = self.matrix.measures, self.matrix.pieces
        return [Spot(measures[row].id, pieces[column].id) for row, column in sorted(cells)]

    def go(self, spot: Spot) -> bool:
        """Stand in a cell and bring it into sight; what is not named of it stays; returns whether it is shown."""
        here = self.currentIndex()
        row = self.matrix.row_of(spot.measure_id) if spot.measure_id else max(here.row(), 0)
        column = self.matrix.column_of(spot.evidence_id) if spot.evidence_id else max(here.column(), 0)
        index = self.matrix.index(row, column)
        if index.isValid():
            self.selectionModel().setCurrentIndex(index, _Flag.ClearAndSelect)
            self.scrollTo(index)
        return index.isValid()

    def forget(self) -> None:
        """Begin at the first cell, whatever is shown next."""
        self.clearSelection()
        self.setCurrentIndex(QModelIndex())
        for bar in (self.horizontalScrollBar(), self.verticalScrollBar()):
            bar.setValue(0)

    # Own steps

    def _remember(self) -> None:
        self._before = (self.spot(), self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def _come_back(self) -> None:
        spot, across, down = self._before or (Spot(None, None), 0, 0)
        self.updateGeometries()
        self.horizontalScrollBar().setValue(across)
        self.verticalScrollBar().setValue(down)
        if not self.go(spot):
            self.go(Spot(None, None))
        self._corner.update()
        self._before = None
        self.moved.emit()

    def _choose_all_of(self, what: QItemSelectionModel.SelectionFlag) -> None:
        self.selectionModel().select(self.currentIndex(), _Flag.ClearAndSelect | what)

    # Qt

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        if self._before is None:
            self.moved.emit()

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:
        super().currentChanged(current, previous)
        self.measures.chosen, self.pieces.chosen = current.row(), current.column()
        # The cross and the heads of the cell one stood in go with it.
        for part in (self._ground, self.measures.viewport(), self.pieces.viewport()):
            part.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys, modifiers = Qt.KeyboardModifier, event.modifiers()
        if event.key() in _ENTER and not modifiers & ~keys.KeypadModifier:
            self.linking.emit(True)
        elif event.key() == Qt.Key.Key_Space and modifiers in (keys.ControlModifier, keys.ShiftModifier):
            self._choose_all_of(_Flag.Columns if modifiers == keys.ControlModifier else _Flag.Rows)
        elif event.key() == Qt.Key.Key_Space:
            self.linking.emit(False)
        elif event.key() in _TAKES_OFF:
            self.unlinking.emit()
        elif event.key() == Qt.Key.Key_Escape and len(self.spots()) > 1:
            self.selectionModel().select(self.currentIndex(), _Flag.ClearAndSelect)
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Do nothing: a letter is no command here."""

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.indexAt(event.position().toPoint()).isValid():
            super().mouseDoubleClickEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._ground.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._ground.update()

    def updateGeometries(self) -> None:
        self.measures.give_room(self.width() - CELL * (self.matrix.columnCount() + 1))
        super().updateGeometries()
        self._corner.setGeometry(0, 0, self.measures.width(), self.pieces.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self._ground)
        if self.matrix.rowCount() and self.matrix.columnCount():
            self._paint_cells(painter, event.rect())
        else:
            self._paint_empty(painter)
        painter.end()

    # Painting

    def _paint_cells(self, painter: QPainter, part: QRect) -> None:
        rows = self._span(self.rowAt(part.top()), self.rowAt(part.bottom()), self.matrix.rowCount())
        columns = self._span(self.columnAt(part.left()), self.columnAt(part.right()), self.matrix.columnCount())
        left, top = self.columnViewportPosition(0), self.rowViewportPosition(0)
        whole = QRect(left, top, CELL * self.matrix.columnCount(), CELL * self.matrix.rowCount())
        self._paint_cross(painter, whole)
        for chosen in self.selectionModel().selection():
            size = (CELL * chosen.width(), CELL * chosen.height())
            fill(painter, QRect(left + CELL * chosen.left(), top + CELL * chosen.top(), *size), "tint")
        self._paint_lines(painter, whole, rows, columns)
        self._paint_marks(painter, whole.topLeft(), rows, columns)
        self._paint_current(painter, whole)

    @staticmethod
    def _span(first: int, last: int, count: int) -> range:
        return range(max(first, 0), (last if last >= 0 else count - 1) + 1)

    def _paint_cross(self, painter: QPainter, whole: QRect) -> None:
        index = self.currentIndex()
        if index.isValid():
            fill(painter, QRect(whole.left(), whole.top() + CELL * index.row(), whole.width(), CELL), "hover")
            fill(painter, QRect(whole.left() + CELL * index.column(), whole.top(), CELL, whole.height()), "hover")

    def _paint_lines(self, painter: QPainter, whole: QRect, rows: range, columns: range) -> None:
        left, top = whole.left(), whole.top()
        lines = [QRect(left, top + CELL * (row + 1) - 1, whole.width(), 1) for row in rows]
        lines += [QRect(left + CELL * (column + 1) - 1, top, 1, whole.height()) for column in columns]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tone("hair"))
        painter.drawRects(lines)

    def _paint_marks(self, painter: QPainter, corner: QPoint, rows: range, columns: range) -> None:
        ratio = self.devicePixelRatioF()
        said, unsaid, lock = marks.said(ratio), marks.unsaid(ratio), marks.lock(ratio)
        middle, end = (CELL - 1 - marks.SIDE) // 2, CELL - 2 - marks.LOCK
        for row in rows:
            y = corner.y() + CELL * row
            for column, link in self.matrix.links_in(row).items():
                if column in columns:
                    x = corner.x() + CELL * column
                    painter.drawPixmap(x + middle, y + middle, said if link.proves.strip() else unsaid)
                    if self.matrix.seal_at(row, column):
                        painter.drawPixmap(x + end, y + end, lock)

    def _paint_current(self, painter: QPainter, whole: QRect) -> None:
        index = self.currentIndex()
        if not index.isValid():
            return
        box = QRect(whole.left() + CELL * index.column(), whole.top() + CELL * index.row(), CELL - 1, CELL - 1)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(tone("accent" if self.hasFocus() else "field"), 2 if self.hasFocus() else 1))
        painter.drawRect(box.adjusted(1, 1, -1, -1) if self.hasFocus() else box.adjusted(0, 0, -1, -1))

    def _paint_empty(self, painter: QPainter) -> None:
        painter.setFont(typeface.font())
        painter.setPen(tone("meta"))
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        painter.drawText(self._ground.rect().adjusted(16, 8, -EDGE, 0), int(flags), self.empty)
