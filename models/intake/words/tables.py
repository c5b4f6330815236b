"""Tables of a Word document as grids: cells that reach over columns and rows, rows that begin late or end early.

Word says of a merged cell how many grid columns it takes and, row by row, whether it goes on from above (ECMA-376
part 1, 17.4.17 and 17.4.84). The text of a cell that goes on from above is not shown, so it is not read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from models.domain.drafts.source import Grid
from models.intake.words.walk import Reading, attribute, cells, child, rows

# A row may claim any number of columns; more than this no page can hold.
_MOST_COLUMNS = 500


@dataclass(slots=True)
class _Placed:
    """A cell on the grid while rows may still lengthen it."""

    text: str
    row: int
    column: int
    columns: int
    rows: int = 1


def is_frame(table: Any) -> bool:
    """Return whether a table is only a frame: one cell a row, whose contents are read as if there were no frame."""
    return all(len(list(cells(row))) == 1 for row in rows(table))


def grid_of(table: Any, reading: Reading, title: str) -> Grid:
    """Return a table as a grid, its texts with the signs of pages still in them."""
    width, height = 0, 0
    above: dict[int, _Placed] = {}
    placed: list[_Placed] = []
    for height, row in enumerate(rows(table), 1):
        going: dict[int, _Placed] = {}
        column = _skipped(row, "gridBefore")
        for cell in cells(row):
            if column >= _MOST_COLUMNS:
                break
            columns = min(_span(cell), _MOST_COLUMNS - column)
            over = above.get(column) if _goes_on(cell) else None
            if over is not None and over.columns == columns:
                over.rows += 1
            else:
                over = _Placed(reading.text(cell), height - 1, column, columns)
                placed.append(over)
            going[column] = over
            column += columns
        above = going
        width = max(width, column)
    spans = {(item.row, item.column): (item.rows, item.columns) for item in placed if item.rows * item.columns > 1}
    return Grid(name=title, rows=_filled(placed, height, width), spans=spans)


def _filled(placed: Sequence[_Placed], height: int, width: int) -> tuple[tuple[str, ...], ...]:
    grid = [[""] * width for _ in range(height)]
    for item in placed:
        grid[item.row][item.column] = item.text
    return tuple(map(tuple, grid))


def _span(cell: Any) -> int:
    span = child(cell, "tcPr", "gridSpan")
    return max(1, int(attribute(span, "val") or 1)) if span is not None else 1


def _skipped(row: Any, side: str) -> int:
    skipped = child(row, "trPr", side)
    return min(int(attribute(skipped, "val") or 0), _MOST_COLUMNS) if skipped is not None else 0


def _goes_on(cell: Any) -> bool:
    merged = child(cell, "tcPr", "vMerge")
    return merged is not None and attribute(merged, "val") != "restart"


def frames(table: Any) -> Iterator[Any]:
    """Yield the cells of a frame, whose contents stand in the document as if there were no frame."""
    for row in rows(table):
        yield from cells(row)
