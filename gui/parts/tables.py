"""The table of every list: rows parted by hairs, the chosen one on tint with a bar, never a grid.

It keeps the chosen row and the scroll over a reload, opens with Enter or a double click, and paints its rows by what
stands in their cells (`gui.parts.cells`). The model is `gui.parts.page_model`, the head `gui.parts.table_head`.

The rows are painted here and not by a delegate, which Qt would call back for each cell: the list is what the first
paint of the window waits for.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from gui.parts import typeface
from gui.parts.cells import EDGE, LinkCell, Look, paint_cell, paint_ground, text_width
from gui.parts.page_model import Column, Id, Ids, Order, PageModel, Rows
from gui.parts.palette import fill, tone
from gui.parts.table_head import Head

__all__ = ["Column", "Ids", "Order", "PageModel", "Place", "Rows", "Table", "plain_model"]
ROW = 30
_CURRENT = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
_ALSO = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Place(NamedTuple):
    """Where the clerk was in a list: the chosen row, and how far down the window it stood."""

    row_id: Id | None
    row: int
    offset: int


class Table(QTableView):
    """A list over a `PageModel`; `name` is what its columns are remembered by.

    `whole` makes it as high as its rows, without a scroll bar; `insets` is the room left of the first and right of the
    last column; `many` lets several rows be chosen; `empty` is said where there is no row.
    """

    opened = Signal(object)
    chosen = Signal(object)
    linked = Signal(object, str)
    columns_chosen = Signal()

    def __init__(
        self,
        model: PageModel,
        *,
        name: str = "",
        row_height: int = ROW,
        many: bool = False,
        whole: bool = False,
        head: bool = True,
        insets: tuple[int, int] = (EDGE, EDGE),
        empty: str = "",
    ) -> None:
        super().__init__()
        # A ground of our own: the first look at one Qt made itself would load every class of widget there is.
        self._ground = QWidget()
        self.setViewport(self._ground)
        self.empty = empty
        self._whole = whole
        self._model = model
        self._hovered = -1
        self._edges = (-1, -1)
        self._declared = self._insets = insets
        self._padding: list[tuple[int, int]] = []
        self._told: Id | None = None
        self._before: Place | None = None
        self._several: set[Any] = set()
        self._build(row_height, many)
        self._head = Head(name, model.columns, insets, self)
        self.setHorizontalHeader(self._head)
        self.setModel(model)
        self._head.arrange()
        self._head.setVisible(head)
        self._see_edges()
        self._fit()
        self._connect()

    def _build(self, row_height: int, many: bool) -> None:
        mode = QAbstractItemView.SelectionMode
        self.setSelectionMode(mode.ExtendedSelection if many else mode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        rows = self.verticalHeader()
        rows.setVisible(False)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(row_height)
        rows.setDefaultSectionSize(row_height)
        if self._whole:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def _connect(self) -> None:
        self._head.sectionClicked.connect(self._sort)
        self._head.choice_changed.connect(self.columns_chosen)
        for signal in (self._head.sectionMoved, self._head.sectionCountChanged, self._head.sectionResized):
            signal.connect(lambda *_: self._see_edges())
        self._model.modelAboutToBeReset.connect(self._remember)
        self._model.modelReset.connect(self._come_back)
        self.doubleClicked.connect(lambda index: self._open(index.row()))

    # What a page uses

    def chosen_id(self) -> Any:
        """Return the id of the chosen row."""
        return self._model.id_at(self.currentIndex().row())

    def chosen_ids(self) -> list[Any]:
        """Return the ids of all chosen rows, in the order of the list."""
        ranges = sorted((part.top(), part.bottom()) for part in self.selectionModel().selection())
        rows = dict.fromkeys(row for top, bottom in ranges for row in range(top, bottom + 1))
        return [row_id for row in rows if (row_id := self._model.id_at(row)) is not None]

    def choose(self, row_id: Id | None) -> bool:
        """Choose a row and bring it into sight; returns whether the list holds it."""
        row = self._model.row_of(row_id)
        if row < 0:
            return False
        self._set_row(row)
        self.scrollTo(self._model.index(row, max(self._edges[0], 0)))
        return True

    def chosen_columns(self) -> list[tuple[str, int]]:
        """Return key and width of the columns that are to be shown, from left to right."""
        return self._head.chosen()

    def show_column(self, key: str, *, shown: bool = True) -> None:
        """Show a column, or hide it."""
        self._head.show_column(key, shown=shown)

    def choose_columns(self, at: QPoint) -> None:
        """Offer the columns in a menu that opens at a point of the screen."""
        menu = self._head.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(at)

    def place(self) -> Place:
        """Return where the clerk is, for coming back later."""
        row = self.currentIndex().row()
        return Place(self.chosen_id(), row, self.rowViewportPosition(row) if row >= 0 else 0)

    def return_to(self, place: Place) -> None:
        """Choose the row of a place again and scroll it to where it stood."""
        row = self._model.row_of(place.row_id)
        if row < 0:
            row = min(place.row, self._model.rowCount() - 1)
        if row < 0:
            return
        self._set_row(row)
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + self.rowViewportPosition(row) - place.offset)

    # Own steps

    def _set_row(self, row: int) -> None:
        self.selectionModel().setCurrentIndex(self._model.index(row, max(self._edges[0], 0)), _CURRENT)

    def _remember(self) -> None:
        self._before = self.place()
        chosen = self.chosen_ids()
        self._several = set(chosen) if len(chosen) > 1 else set()

    def _come_back(self) -> None:
        place, self._before = self._before, None
        self._hovered = -1
        self._fit()
        if place is not None and place.row >= 0:
            self.return_to(place)
        self._choose_several()
        self._tell_chosen()

    def _choose_several(self) -> None:
        """Choose the rows again that were chosen together, wherever they stand now."""
        wanted, self._several = self._several, set()
        if not wanted:
            return
        chosen = QItemSelection()
        for row in (row for row, row_id in enumerate(self._model.ids()) if row_id in wanted):
            chosen.select(self._model.index(row, 0), self._model.index(row, 0))
        self.selectionModel().select(chosen, _ALSO)

    def _fit(self) -> None:
        if not self._whole:
            return
        rows = self._model.rowCount() or (1 if self.empty else 0)
        head = 0 if self._head.isHidden() else self._head.height()
        self.setFixedHeight(head + rows * self.verticalHeader().defaultSectionSize())

    def _keep_edge(self) -> None:
        """Take the room of the scroll bar from the right inset: the last column ends where it does without a bar."""
        left, right = self._declared
        right = max(0, right - (self.contentsRect().width() - self._ground.width()))
        if (left, right) != self._insets:
            self._insets = (left, right)
            self._head.inset(left, right)
            self._edges = (-1, -1)
            self._see_edges()

    def _see_edges(self) -> None:
        edges = self._head.edges()
        if edges != self._edges:
            self._edges = edges
            self._padding = [self._head.padding(place) for place in range(len(self._model.columns))]
            self._ground.update()

    def _sort(self, place: int) -> None:
        if self._model.columns[place].sortable:
            self._model.sort_by(self._model.columns[place].key)

    def _open(self, row: int) -> None:
        row_id = self._model.id_at(row)
        if row_id is not None:
            self.opened.emit(row_id)

    def _tell_chosen(self) -> None:
        row_id = self.chosen_id()
        if row_id != self._told:
            self._told = row_id
            self.chosen.emit(row_id)

    def _hover(self, row: int) -> None:
        if row == self._hovered:
            return
        for changed in (self._hovered, row):
            if changed >= 0:
                top = self.rowViewportPosition(changed)
                self._ground.update(0, top, self._ground.width(), self.rowHeight(changed))
        self._hovered = row

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._keep_edge()
        self._head.give_room(self._ground.width())
        super().resizeEvent(event)

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:
        super().currentChanged(current, previous)
        if self._before is None:
            self._tell_chosen()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._open(self.currentIndex().row())
            return
        if event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and self._model.rowCount():
            self.choose(self._model.id_at(0 if event.key() == Qt.Key.Key_Home else self._model.rowCount() - 1))
            return
        super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Do nothing: looking through the rows for a typed letter would fetch them all."""

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        index = self.indexAt(event.position().toPoint())
        self._hover(index.row())
        linked = index.isValid() and isinstance(self._model.values(index.row())[index.column()], LinkCell)
        self._ground.setCursor(Qt.CursorShape.PointingHandCursor if linked else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if not index.isValid() or event.button() != Qt.MouseButton.LeftButton:
            return
        if isinstance(self._model.values(index.row())[index.column()], LinkCell):
            row_id = self._model.id_at(index.row())
            self.linked.emit(row_id, self._model.columns[index.column()].key)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self._tell_cut(event)
            return True
        return super().viewportEvent(event)

    def sizeHintForColumn(self, column: int) -> int:
        # Measuring the cells would fetch rows that nobody looks at.
        return self.columnWidth(column)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self._ground)
        if self._model.rowCount():
            self._paint_rows(painter, event.rect())
        elif self.empty:
            self._paint_empty(painter)
        painter.end()

    # Painting

    def _paint_rows(self, painter: QPainter, part: QRect) -> None:
        first, last = self.rowAt(part.top()), self.rowAt(part.bottom())
        columns = self._seen_columns()
        if first < 0 or not columns:
            return
        height = self.verticalHeader().defaultSectionSize()
        top = self.rowViewportPosition(first)
        nowhere, chosen = QModelIndex(), self.selectionModel()
        for row in range(first, (last if last >= 0 else self._model.rowCount() - 1) + 1):
            self._paint_row(painter, row, top, height, columns, chosen=chosen.isRowSelected(row, nowhere))
            top += height

    def _paint_row(
        self, painter: QPainter, row: int, top: int, height: int, columns: Sequence[tuple[int, int, int]], *,
        chosen: bool,
    ) -> None:
        left, right = columns[0][1], columns[-1][1] + columns[-1][2]
        whole = QRect(left, top, right - left, height)
        paint_ground(painter, whole, self._insets, chosen=chosen, hovered=row == self._hovered)
        if chosen:
            fill(painter, QRect(left, top, 3, height), "accent")
        values = self._model.values(row)
        for place, start, width in columns:
            before, after = self._padding[place]
            box = QRectF(start + before, top, width - before - after, height)
            column = self._model.columns[place]
            paint_cell(painter, box, values[place], Look(column.right, column.colour, chosen))

    def _seen_columns(self) -> list[tuple[int, int, int]]:
        """Return place, left edge and width of each column that is shown, from left to right."""
        places = (self._head.logicalIndex(number) for number in range(self._head.count()))
        return [
            (place, self.columnViewportPosition(place), self.columnWidth(place))
            for place in places
            if not self.isColumnHidden(place)
        ]

    def _paint_empty(self, painter: QPainter) -> None:
        painter.setFont(typeface.font())
        painter.setPen(tone("meta"))
        left, right = self._insets
        box = self._ground.rect().adjusted(left, 8, -right, 0)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        painter.drawText(box, int(flags), self.empty)

    def _tell_cut(self, event: QHelpEvent) -> None:
        """Show the words of a cell that has no room for them."""
        from PySide6.QtWidgets import QToolTip

        index = self.indexAt(event.pos())
        if not index.isValid():
            return
        value = self._model.values(index.row())[index.column()]
        before, after = self._padding[index.column()]
        room = self.columnWidth(index.column()) - before - after
        cut = value is not None and text_width(value) > room
        QToolTip.showText(event.globalPos() + QPoint(0, 8), str(value) if cut else "", self._ground)


def plain_model(columns: Sequence[Column], rows: Sequence[tuple[Id, Sequence[object]]]) -> PageModel:
    """Return a model over rows that are already there: each an id and its values."""
    held = dict(rows)
    model = PageModel(columns, lambda _order, _filter: list(held), lambda ids: [held[row_id] for row_id in ids])
    model.load()
    return model
