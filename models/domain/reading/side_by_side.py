"""What stands side by side and tells of several tasks: tables turned round, and tasks that run on in one paragraph.

A table with its heads in the first column holds a task a column where the rows of several fields have other texts in
each; a row merged across tells of all of them. Where the columns are 省方案 and 市方案 they tell of one task: that of
the lower office, and what the other says of it is its number there and a note. A paragraph holds two tasks where its
heads come again behind the number that counts on from its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from models.domain.drafts.fields import SourceField
from models.domain.drafts.source import Grid
from models.domain.reading.marks import read_mark
from models.domain.reading.tables.column_numbers import is_of_a_level, level_of

_NUMBERS = (SourceField.NUMBER, SourceField.ORDER)
_HeadOf = Callable[[str], SourceField | None]
_LEAST_FIELDS = 3
# Nobody writes more in one paragraph; looking for tasks in a longer one would cost more than it finds.
_LONGEST = 6_000
_BEGINS = re.compile(r"(?<=[。；;）)])\s*(?=[（(〔第\d一二三四五六七八九十问任])")


def turned(grid: Grid, head_of: _HeadOf) -> tuple[Grid, ...]:
    """Return a table of two columns for each task of a table turned round, none where the table holds but one."""
    if grid.width < 3 or any(head_of(grid.text(row, 1)) for row in range(len(grid.rows))):
        return ()
    apart = {head_of(grid.text(row, 0)) for row in range(len(grid.rows)) if _tells_apart(grid, row)} - {None}
    if len(apart) < _LEAST_FIELDS or SourceField.PROBLEM not in apart:
        return ()
    columns = range(1, grid.width)
    if all(is_of_a_level(grid.text(0, column)) for column in columns):
        return (_of_own_level(grid, head_of),)
    return tuple(_column(grid, column) for column in columns)


def _tells_apart(grid: Grid, row: int) -> bool:
    texts = [grid.rows[row][column].strip() for column in range(1, grid.width)]
    return all(texts) and len(set(texts)) == len(texts)


def _of_own_level(grid: Grid, head_of: _HeadOf) -> Grid:
    """Return the column of the lowest office, with the numbers and the other words of those above it behind it."""
    names = {column: grid.text(0, column).strip() for column in range(1, grid.width)}
    own = min(names, key=lambda column: level_of(names[column]))
    apart = [row for row in range(1, len(grid.rows)) if _tells_apart(grid, row)]
    numbered = [row for row in apart if head_of(grid.text(row, 0)) in _NUMBERS]
    above = [column for column in names if column != own]
    numbers = [(f"{names[column][0]}编号", grid.text(row, column)) for column in above for row in numbered]
    notes = [
        ("备注", f"{names[column]}{grid.text(row, 0).strip()}：{grid.text(row, column)}")
        for column in above for row in apart if row not in numbered
    ]
    rows = _column(grid, own).rows[1:]
    return Grid(name=grid.name, rows=(*rows, *numbers, *notes), first_row=grid.first_row + 1)


def _column(grid: Grid, column: int) -> Grid:
    rows = tuple((grid.text(row, 0), grid.text(row, column)) for row in range(len(grid.rows)))
    return Grid(name=grid.name, rows=rows, first_row=grid.first_row, first_column=grid.first_column)


def running_on(text: str, fields_of: Callable[[str], Sequence[SourceField]]) -> Iterator[str]:
    """Yield the tasks of a paragraph, the whole of it where it holds one."""
    if cut := _second_task(text, fields_of):
        yield text[:cut].rstrip()
        yield from running_on(text[cut:], fields_of)
    else:
        yield text


def _second_task(text: str, fields_of: Callable[[str], Sequence[SourceField]]) -> int:
    """Return where the second task of a paragraph begins, 0 where it holds one."""
    mark, rest = read_mark(text[:_LONGEST])
    if len(text) > _LONGEST:
        return 0
    fields = fields_of(text) if mark else ()
    if mark is None or len(fields) - len(set(fields)) < 2:
        return 0
    for match in _BEGINS.finditer(text, len(text) - len(rest)):
        following = read_mark(text[match.end() :])[0]
        if following is None or (following.kind, following.value) != (mark.kind, mark.value + 1):
            continue
        before, behind = fields_of(text[: match.end()]), fields_of(text[match.end() :])
        if len(set(before)) == len(before) > 1 and len(set(before) & set(behind)) > 1:
            return match.end()
    return 0
