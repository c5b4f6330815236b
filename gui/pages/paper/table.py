"""A section of a paper that is a table: its rows as the records give them, to be read and not to be typed in.

The table stands there at the width of the text; how it will be printed is shown by the paper beside it. The column
that is signed by hand holds nothing to read and leaves its room to the others.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView

from gui.parts.tables import Column, PageModel, Table
from gui.parts.typeface import metrics
from models.domain.form import ColumnKind, ListTable, TableColumn
from models.domain.slots import RowSource

ROW = 28
POINTS_PER_MM = 3.0
HEAD_SIGN = 13
PAD = 6
_LONGEST = {
    ColumnKind.DATE: "2022年12月31日", ColumnKind.PHONE: "13800000001", ColumnKind.EVIDENCE_NUMBER: "12-02-10-01",
}
LEADS = {
    RowSource.MEMBERS: ("去改验收组", "people"),
    RowSource.MEASURES: ("去改措施", "tasks"),
    RowSource.EVIDENCE: ("去改佐证", "evidence"),
    RowSource.MAPPING: ("去改佐证", "evidence"),
}


class SectionTable(Table):
    """The rows of one table; nothing in it can be chosen."""

    def __init__(self, declared: ListTable) -> None:
        self.declared = declared
        self.rows: list[tuple[str, ...]] = []
        model = PageModel(_columns(declared), lambda *_: range(len(self.rows)), self._cells)
        super().__init__(model, row_height=ROW, whole=True, insets=(0, 0), empty=f"还没有{declared.rows.label}。")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.model_of_rows = model

    def show_rows(self, lines: Sequence[str]) -> None:
        """Show rows given as lines of cells with tabs between them; one that has no cells says what is missing."""
        width = len(self.declared.columns)
        rows = [tuple(cells) for line in lines if len(cells := line.split("\t")) == width]
        if rows != self.rows or not self.model_of_rows.rowCount():
            self.rows = rows
            self.model_of_rows.load()

    def _cells(self, places: Sequence[int]) -> list[tuple[object, ...]]:
        return [tuple(self.rows[place][column] for column in _read(self.declared)) for place in places]


def _columns(declared: ListTable) -> list[Column]:
    read = [declared.columns[place] for place in _read(declared)]
    widest = max(range(len(read)), key=lambda place: read[place].width)
    return [
        Column(
            key=f"{place}-{column.content}", title=column.label, pad=PAD, grows=place == widest, sortable=False,
            least=_needed(column), width=max(round(column.width * POINTS_PER_MM), _needed(column)),
        )
        for place, column in enumerate(read)
    ]


def _needed(column: TableColumn) -> int:
    """Return how wide a column is at least: for its head, and for a date or number, which says nothing cut short."""
    longest = _LONGEST.get(column.content)
    cell = round(metrics().horizontalAdvance(longest)) + 4 * PAD if longest else 0
    return max(36, len(column.label) * HEAD_SIGN + 12, cell)


def _read(declared: ListTable) -> list[int]:
    """Return the places of the columns that hold something to read."""
    return [place for place, column in enumerate(declared.columns) if column.content is not ColumnKind.SIGNATURE]
