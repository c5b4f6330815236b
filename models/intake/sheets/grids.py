"""A sheet as python-calamine reads it, made into a grid of texts as shown.

Blank rows and columns around the table are cut off; the grid remembers where it began. Merged areas are cut to it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from python_calamine import CalamineSheet

from models.domain.drafts.source import Grid, Place
from models.intake.sheets.findings import Unread
from models.intake.sheets.number_formats import plain, shown, shows_day
from models.intake.sheets.workbook_parts import SheetFacts
from models.intake.sheets.written_moments import iso

# Where a file does not tell how a date is shown.
_WRITTEN = {date: "yyyy-mm-dd", datetime: "yyyy-mm-dd hh:mm", time: "hh:mm", timedelta: "[h]:mm"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """读到的工作表: a sheet with the cells in it that could not be read; a hidden one has only its name."""

    name: str
    grid: Grid | None = None
    unread: Unread = field(default_factory=Unread)
    # Excel shows it in no menu: programs keep there what they need to read a file back.
    is_concealed: bool = False


def built(sheet: CalamineSheet, facts: SheetFacts) -> Reading:
    """Return a sheet that python-calamine has read."""
    rows: list[list[Any]] = sheet.to_python()
    at = sheet.start or (0, 0)
    for row, column in _inside(facts.bare, at, (len(rows), len(rows[0]) if rows else 0)):
        rows[row][column] = ""
    formats = {(row - at[0], column - at[1]): code for (row, column), code in facts.formats.items()}
    values = dict(_told(rows, formats))
    no_days = [place for place, code in formats.items() if place in values and not _is_day(values[place], code)]
    for row, column in no_days:
        if isinstance(values[row, column], str):
            rows[row][column] = ""
    return assembled(sheet.name, rows, values, sheet.merged_cell_ranges or (), facts, at=at, no_days=no_days)


def assembled(
    name: str, rows: list[list[str]], values: dict[Place, float | str], merges: Iterable[tuple[Place, Place]],
    facts: SheetFacts, *, at: Place = (0, 0), no_days: Iterable[Place] = (),
) -> Reading:
    """Return a sheet of texts that begins at a place of its file; merges and facts count from the file's first cell."""
    texts, first = _trimmed(rows)
    at = (at[0] + first[0], at[1] + first[1])
    size = (len(texts), len(texts[0]) if texts else 0)
    grid = Grid(
        name=name, rows=texts, values=_moved(values, first),
        spans=dict(_spans(merges, at, size)),
        formulas=frozenset(_inside(facts.formulas, at, size)),
        hidden_rows=frozenset(row - at[0] for row in facts.hidden_rows if 0 <= row - at[0] < size[0]),
        hidden_columns=frozenset(column - at[1] for column in facts.hidden_columns if 0 <= column - at[1] < size[1]),
        first_row=at[0] + 1, first_column=at[1] + 1,
    )
    unread = Unread(
        bare=_relative(facts.bare, at), errors=_relative(facts.errors, at), no_days=_relative(no_days, first)
    )
    return Reading(name=name, grid=grid, unread=unread)


def _is_day(value: float | str, code: str) -> bool:
    """Return whether a value can be shown by a format; a number that is no day has remained a number, or a time."""
    return not shows_day(code) or (isinstance(value, str) and "-" in value)


def _told(rows: list[list[Any]], formats: dict[Place, str]) -> Iterator[tuple[Place, float | str]]:
    """Put the text as shown in the place of every value, and yield the numbers and dates behind them."""
    for row, cells in enumerate(rows):
        for column, value in enumerate(cells):
            if value.__class__ is str:
                if "\r" in value:
                    cells[column] = value.replace("\r\n", "\n").replace("\r", "\n")
                continue
            cells[column], behind = _read(value, formats.get((row, column)))
            if behind is not None:
                yield (row, column), behind


# True equals 1 and 1.0, but is not shown so.
@lru_cache(maxsize=1 << 14, typed=True)
def _read(value: Any, code: str | None) -> tuple[str, float | str | None]:
    if isinstance(value, bool):
        return shown(value), None
    if isinstance(value, (int, float)):
        return (shown(value, code) if code else plain(value), float(value)) if math.isfinite(value) else ("", None)
    return shown(value, code or _WRITTEN[type(value)]), iso(value)


def _trimmed(rows: list[list[str]]) -> tuple[list[list[str]], Place]:
    """Return the rows without blank rows and columns around them, and where they begin."""
    reaches = {place: reach for place, row in enumerate(rows) if (reach := _reach(row)) is not None}
    if not reaches:
        return [], (0, 0)
    top, bottom = min(reaches), max(reaches)
    left = min(first for first, _ in reaches.values())
    right = max(end for _, end in reaches.values())
    kept = rows[top : bottom + 1]
    return ([row[left:right] for row in kept] if (left, right) != (0, len(rows[0])) else kept), (top, left)


def _reach(row: list[str]) -> tuple[int, int] | None:
    """Return the first filled cell of a row and the one after its last, None where all are blank."""
    left, right = 0, len(row)
    while right and (not row[right - 1] or row[right - 1].isspace()):
        right -= 1
    while left < right and (not row[left] or row[left].isspace()):
        left += 1
    return (left, right) if right else None


def _moved(values: dict[Place, float | str], first: Place) -> dict[Place, float | str]:
    if first == (0, 0):
        return values
    return {(row - first[0], column - first[1]): value for (row, column), value in values.items()}


def _relative(cells: Iterable[Place], at: Place) -> list[Place]:
    return [(row - at[0], column - at[1]) for row, column in cells]


def _inside(cells: Iterable[Place], at: Place, size: Place) -> Iterator[Place]:
    for row, column in _relative(cells, at):
        if 0 <= row < size[0] and 0 <= column < size[1]:
            yield row, column


def _spans(
    merges: Iterable[tuple[Place, Place]], at: Place, size: Place
) -> Iterator[tuple[Place, tuple[int, int]]]:
    """Yield merged areas cut to the grid, of those that overlap the first."""
    room = size[0] * size[1]
    taken: set[Place] = set()
    for start, end in merges:
        top, left = max(start[0] - at[0], 0), max(start[1] - at[1], 0)
        bottom, right = min(end[0] - at[0], size[0] - 1), min(end[1] - at[1], size[1] - 1)
        area = (bottom - top + 1) * (right - left + 1)
        if bottom < top or right < left or area < 2 or area > room - len(taken):
            continue
        cells = {(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)}
        if not cells & taken:
            taken |= cells
            yield (top, left), (bottom - top + 1, right - left + 1)
