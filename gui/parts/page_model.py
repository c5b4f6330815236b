"""Big lists: an id list and a cache of pages, sorted and filtered where the records lie.

The ids (row numbers or uuids) of a list of 20,000 are one short query; the rows are fetched 32 at a time when they
are looked at. Nothing is ever sorted or filtered in Python over the model: that takes seconds where SQL takes
milliseconds. Roles are compared with plain integers, because the enum doubles the time of a repaint.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

DISPLAY = int(Qt.ItemDataRole.DisplayRole)
ACCESSIBLE = int(Qt.ItemDataRole.AccessibleTextRole)
HORIZONTAL = Qt.Orientation.Horizontal
PAGE = 32
PAGES = 256
_NOWHERE = QModelIndex()
Index = QModelIndex | QPersistentModelIndex


class Column(NamedTuple):
    """One column: its key for sorting and for what is kept of it, its head, width and padding, how its cells stand.

    A column with `most` may be as wide as that where the one that `grows` has its own width and there is room left; one
    with `least` as narrow as that where there is not. Where that is not enough, those that yield go, the highest first.
    What a `whole` column says is never cut off: no hand makes it narrower than it may be.
    """

    key: str
    title: str
    width: int = 96
    most: int = 0
    least: int = 0
    yields: int = 0
    whole: bool = False
    pad: int = 12
    right: bool = False
    colour: str = "ink"
    sortable: bool = True
    grows: bool = False
    hidden: bool = False


class Order(NamedTuple):
    """By which column a list is sorted."""

    key: str
    descending: bool = False


Id = str | int
Ids = Callable[[Order | None, object], Sequence[Any]]
Rows = Callable[[Sequence[Any]], Sequence[Sequence[object]]]


class PageModel(QAbstractTableModel):
    """A table over `ids(order, filter)` and `rows(ids)`; rows come back in the order of the ids asked for."""

    order_changed = Signal()

    def __init__(self, columns: Sequence[Column], ids: Ids, rows: Rows, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.order: Order | None = None
        self.filter: object = None
        self._fetch_ids = ids
        self._fetch_rows = rows
        self._ids: Sequence[Any] = ()
        self._pages: OrderedDict[int, Sequence[Sequence[object]]] = OrderedDict()

    # What a page uses

    def load(self, *filters: object) -> None:
        """Ask for the ids anew, with another filter if one is given."""
        if filters:
            (self.filter,) = filters
        ids = self._fetch_ids(self.order, self.filter)
        self.beginResetModel()
        self._ids = ids
        self._pages.clear()
        self.endResetModel()

    def sort_by(self, key: str) -> None:
        """Sort by a column, upwards first, then downwards, then in the list's own order."""
        if self.order is None or self.order.key != key:
            self.order = Order(key=key)
        else:
            self.order = None if self.order.descending else Order(key=key, descending=True)
        self.order_changed.emit()
        self.load()

    def forget(self, ids: Iterable[Id]) -> None:
        """Fetch these rows again when they are looked at next; the list stays as it is."""
        wanted = set(ids)
        runs: list[list[int]] = []
        for row in (row for row, row_id in enumerate(self._ids) if row_id in wanted):
            self._pages.pop(row // PAGE, None)
            if runs and runs[-1][1] == row - 1:
                runs[-1][1] = row
            else:
                runs.append([row, row])
        for first, last in runs:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))

    def ids(self) -> Sequence[Any]:
        """Return the ids of all rows in their order."""
        return self._ids

    def id_at(self, row: int) -> Any:
        """Return the id of a row, None outside the list."""
        return self._ids[row] if 0 <= row < len(self._ids) else None

    def row_of(self, row_id: Id | None) -> int:
        """Return the row of an id, -1 where the list does not hold it."""
        try:
            return self._ids.index(row_id) if row_id is not None else -1
        except ValueError:
            return -1

    def values(self, row: int) -> Sequence[object]:
        """Return the values of a row, from the cache or fetched with its page."""
        number, place = divmod(row, PAGE)
        page = self._pages.get(number)
        if page is None:
            page = self._fetch(number)
        return page[place]

    def _fetch(self, number: int) -> Sequence[Sequence[object]]:
        page = self._fetch_rows(self._ids[number * PAGE : (number + 1) * PAGE])
        self._pages[number] = page
        if len(self._pages) > PAGES:
            self._pages.popitem(last=False)
        return page

    # Qt

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = DISPLAY) -> object:
        if role in (DISPLAY, ACCESSIBLE):
            value = self.values(index.row())[index.column()]
            return "" if value is None else str(value)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> object:
        if role == DISPLAY and orientation == HORIZONTAL:
            return self.columns[section].title
        return None
