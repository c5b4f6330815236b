"""How high the rows of a signature table are, so that the code under it stands on a page with rows.

Word and WPS keep the last row with what follows; LibreOffice does not. So the pages are reckoned beforehand: where the
code alone would go over, every row is a little lower or higher than it would be. A program breaks lines a bit otherwise
than reckoned here, so the result has to hold with some millimetres more and less on every page.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import ceil

from exporters import titles
from exporters.blocks import PageSetup, Table
from exporters.styles import CELL_MARGIN_PT, POINTS_PER_MM, STYLES, Look

SLACK_MM = 3.0
STEP_MM = 0.25
MOST_STEPS = 10
_SIZE = STYLES[Look.CELL].size_pt
_PITCH = STYLES[Look.CELL].pitch_pt or _SIZE


def with_room(table: Table, page: PageSetup, *, above_mm: float, below_mm: float) -> Table:
    """Return the table with rows so high that what follows it, `below_mm` high, shares its page with a row.

    `above_mm` is what stands above the table on its first page. Where no height helps, the table is left as it is.
    """
    for step in sorted(range(-MOST_STEPS // 2, MOST_STEPS + 1), key=abs):
        tried = replace(table, row_mm=table.row_mm + step * STEP_MM)
        if not any(_is_parted(tried, page.area_height_mm + slack, above_mm, below_mm)
                   for slack in (-SLACK_MM, 0.0, SLACK_MM)):
            return tried
    return table


def _is_parted(table: Table, area_mm: float, above_mm: float, below_mm: float) -> bool:
    """Return whether what follows the table begins a page of its own."""
    used = above_mm
    head, *rows = _heights(table) if table.header else (0.0, *_heights(table))
    used += head
    for row in rows:
        used = used + row if used + row <= area_mm else head + row
    return used + below_mm > area_mm


def _heights(table: Table) -> Iterator[float]:
    """Yield the height of each row in millimetres, that of the labels first."""
    if table.header:
        yield _height(table, [(column.label, column.width_mm) for column in table.columns])
    for row in table.rows:
        cells, place = [], 0
        for cell in row:
            across = table.columns[place : place + cell.span]
            cells.append(("" if cell.merged else cell.text, sum(column.width_mm for column in across)))
            place += cell.span
        yield _height(table, cells)


def _height(table: Table, cells: list[tuple[str, float]]) -> float:
    lines = max(sum(_lines(part, width_mm) for part in text.split("\n")) for text, width_mm in cells)
    return max(table.row_mm, (lines * _PITCH + 2 * CELL_MARGIN_PT) / POINTS_PER_MM)


def _lines(text: str, width_mm: float) -> int:
    across = int((width_mm * POINTS_PER_MM - 2 * CELL_MARGIN_PT) / _SIZE)
    return max(1, ceil(titles.width(text) / max(across, 1)))
