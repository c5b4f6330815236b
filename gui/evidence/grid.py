"""佐证 as a grid of small pictures, for forty photos at a glance: the same list, the same chosen rows, other paint.

The rows come from the list beside it and are chosen there; pictures are asked for as they are painted.
"""

from __future__ import annotations

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPixmap, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from gui.evidence.thumbnails import Thumbnails
from gui.parts import icons, typeface
from gui.parts.cells import BEHIND, EDGE, IconBehind, Pair, PictureCell, words
from gui.parts.page_model import PageModel
from gui.parts.palette import fill, tone
from gui.parts.tables import Table

PICTURE = QSize(132, 96)
TILE = QSize(148, 166)
_LINE = 18
_ADD = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class EvidenceGrid(QListView):
    """The grid over the list `table`; `title`, `number` and `date` are the columns told below a picture."""

    opened = Signal()

    def __init__(
        self, table: Table, model: PageModel, pictures: Thumbnails, *, title: int, number: int, date: int
    ) -> None:
        super().__init__()
        self._table = table
        self._model = model
        self.pictures = pictures
        self.setModel(model)
        self.setSelectionModel(table.selectionModel())
        self.setItemDelegate(_Tile(self, (title, number, date)))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setGridSize(TILE)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setViewportMargins(EDGE - 8, 0, 0, 0)
        self.doubleClicked.connect(lambda _: self.opened.emit())
        table.chosen.connect(lambda _: self._bring())
        pictures.arrived.connect(self.viewport().update)

    def in_a_row(self) -> int:
        """Return how many pictures stand side by side."""
        return max(1, self.viewport().width() // TILE.width())

    def _bring(self) -> None:
        if self.isVisible():
            self.scrollTo(self._model.index(self.currentIndex().row(), 0))

    def _step(self, by: int, *, adding: bool) -> None:
        row = min(max(self.currentIndex().row() + by, 0), self._model.rowCount() - 1)
        if adding:
            self.selectionModel().setCurrentIndex(self._model.index(row, 0), _ADD)
        else:
            self._table.choose(self._model.id_at(row))

    # Qt

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._bring()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._model.rowCount():
            painter = QPainter(self.viewport())
            painter.setFont(typeface.font())
            painter.setPen(tone("meta"))
            flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
            painter.drawText(self.viewport().rect().adjusted(8, 8, -EDGE, 0), int(flags), self._table.empty)
            painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -self.in_a_row(),
            Qt.Key.Key_Down: self.in_a_row(), Qt.Key.Key_Home: -self._model.rowCount(),
            Qt.Key.Key_End: self._model.rowCount(),
        }
        step = steps.get(Qt.Key(event.key()))
        if step is not None:
            self._step(step, adding=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif event.key() in _ENTER:
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def reset(self) -> None:
        # The list has chosen its rows again by now; the base class lets go of them, which are common to both.
        chosen, current = self.selectionModel().selection(), self.selectionModel().currentIndex()
        super().reset()
        self.selectionModel().setCurrentIndex(current, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def keyboardSearch(self, search: str) -> None:
        """Do nothing: looking through the rows for a typed letter would fetch them all."""


class _Tile(QStyledItemDelegate):
    """Paints one piece: its picture, its name below, and what tells it from others."""

    def __init__(self, grid: EvidenceGrid, told: tuple[int, int, int]) -> None:
        super().__init__(grid)
        self._grid = grid
        self._told = told

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return TILE

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        values = self._grid._model.values(index.row())
        box = QRect(option.rect.topLeft() + QPoint(4, 4), TILE - QSize(8, 8))
        if option.state & QStyle.StateFlag.State_Selected:
            fill(painter, box, "tint")
            fill(painter, QRect(box.left(), box.top(), 3, box.height()), "accent")
        left, width = box.left() + 4, box.width() - 8
        self._paint_picture(painter, QRect(left, box.top() + 4, PICTURE.width(), PICTURE.height()), values[0])
        told = QRectF(left, box.top() + PICTURE.height() + 6, width, _LINE)
        self._paint_words(painter, told, *(values[place] for place in self._told))

    def _paint_words(self, painter: QPainter, line: QRectF, title: object, number: object, date: object) -> None:
        """Paint the name, behind it the lock of a seal, then number and folder, then the date."""
        name, folder = (title.first, title.second) if isinstance(title, Pair) else (str(title), "")
        room = line
        if isinstance(number, IconBehind):
            room = line.adjusted(0, 0, -BEHIND - 4, 0)
            icons.paint(painter, number.icon, QRectF(line.right() - BEHIND, line.top(), BEHIND, _LINE), "meta")
            number = number.words
        words(painter, room, name, typeface.font(typeface.VALUE), "ink")
        for text in filter(None, ("　".join(filter(None, (str(number), folder))), str(date))):
            line = line.translated(0, _LINE)
            words(painter, line, text, typeface.font(typeface.SMALL), "meta")

    def _paint_picture(self, painter: QPainter, area: QRect, cell: object) -> None:
        if not isinstance(cell, PictureCell):
            return
        picture = self._grid.pictures.of(cell.sha256) if cell.sha256 else None
        if picture is None:
            icons.paint(painter, cell.icon, QRectF(area.center().x() - 12, area.top(), 24, area.height()), "meta")
        else:
            self._paint_pixmap(painter, area, picture)
        painter.setPen(tone("hair"))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(area.adjusted(0, 0, -1, -1))

    def _paint_pixmap(self, painter: QPainter, area: QRect, picture: QPixmap) -> None:
        size = picture.deviceIndependentSize()
        left = area.left() + round((area.width() - size.width()) / 2)
        painter.drawPixmap(left, area.top() + round((area.height() - size.height()) / 2), picture)
