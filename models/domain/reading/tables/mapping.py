"""What the columns of a table mean: by the wording over them, by where they stand, and at last by what is in them.

A wording is sure. Where only the content tells (a column of dates under an unknown head) the guess says so, and people
are asked. What they explained by hand is a mapping again and goes before any guess.
"""

from __future__ import annotations

from collections.abc import Sequence

from models.domain.drafts.draft import ColumnGuess, GridMapping
from models.domain.drafts.fields import SourceField
from models.domain.drafts.source import Grid
from models.domain.reading.tables.column_numbers import with_the_number
from models.domain.reading.tables.column_places import by_position, of_own_level, with_numbers
from models.domain.reading.tables.contents import SAMPLED, by_content
from models.domain.reading.tables.head_words import by_wording, is_some_number
from models.domain.reading.tables.header import Head, Header, find_header, heads_in_first_column, may_be_head

_SAMPLES = 3
_TEXTS = frozenset({SourceField.PROBLEM, SourceField.TITLE, SourceField.MEASURES})


def map_grid(grid: Grid) -> GridMapping | None:
    """Return the header and the meaning of the columns, None where a grid holds no rows of tasks.

    Tables of heads with their text beside them (反馈问题 | …) hold one task each and are read as paragraphs are.
    """
    return by_header(grid) or without_header(grid)


def by_header(grid: Grid) -> GridMapping | None:
    """Return the mapping of a grid whose header names its columns."""
    if grid.width < 2 or is_form(grid):
        return None
    header = find_header(grid)
    return mapping_under(grid, header) if header else None


def is_form(grid: Grid) -> bool:
    """Return whether heads stand in the first column with their text beside them."""
    return heads_in_first_column(grid) >= 3


def mapping_under(grid: Grid, header: Header) -> GridMapping | None:
    """Return the meaning of the columns under a header, None where none of them is a problem, a name or a measure."""
    guesses = guesses_under(grid, header)
    return mapped(grid, header.rows, guesses) if _TEXTS & {guess.field for guess in guesses} else None


def mapped(grid: Grid, rows: tuple[int, ...], columns: Sequence[ColumnGuess]) -> GridMapping:
    """Return the mapping of a grid with its header in these rows."""
    return GridMapping(
        grid=grid.name, header_rows=rows, columns=tuple(columns), header_place=rows_place(grid, rows),
        first_row=grid.first_row,
    )


def guesses_under(grid: Grid, header: Header) -> list[ColumnGuess]:
    """Return what each column under a header is taken for."""
    guesses = [
        ColumnGuess(
            column=column, head=head.shown, field=by_wording(head) or SourceField.OTHER,
            samples=samples(grid, column, header.rows[-1] + 1), is_sure=not is_some_number(head),
        )
        for column, head in enumerate(header.heads)
    ]
    guesses = by_content(grid, by_position(with_numbers(of_own_level(guesses))), header.rows[-1] + 1)
    return with_the_number(grid, guesses, header.rows[-1] + 1)


def rows_place(grid: Grid, rows: Sequence[int]) -> str:
    """Return rows as people count them: 第3行, 第3—4行."""
    if not rows:
        return ""
    first, last = grid.first_row + rows[0], grid.first_row + rows[-1]
    return f"第{first}行" if first == last else f"第{first}—{last}行"


def samples(grid: Grid, column: int, start: int) -> tuple[str, ...]:
    """Return the first filled cells of a column, each cut to a line."""
    found = []
    for row in range(start, min(len(grid.rows), start + SAMPLED)):
        text = " ".join(grid.rows[row][column].split())
        if text:
            found.append(text if len(text) <= 60 else text[:59] + "…")
        if len(found) == _SAMPLES:
            break
    return tuple(found)


def without_header(grid: Grid) -> GridMapping | None:
    """Map a grid by its contents: rows that count up beside a long text and units or dates can only be tasks."""
    if len(grid.rows) < 2 or grid.width < 3 or is_form(grid):
        return None
    rows = _row_of_words(grid)
    heads = [grid.text(rows[0], column) if rows else "" for column in range(grid.width)]
    start = rows[0] + 1 if rows else 0
    guesses = by_position([
        ColumnGuess(
            column=column, head="".join(head.split()), field=by_wording(Head(word=head)) or SourceField.OTHER,
            samples=samples(grid, column, start),
        )
        for column, head in enumerate(heads)
    ])
    found = by_content(grid, guesses, start)
    fields = {guess.field for guess in found}
    if SourceField.PROBLEM not in fields or not fields & {SourceField.ORDER, SourceField.NUMBER}:
        return None
    if not fields & {SourceField.DEADLINE, SourceField.RESPONSIBLE, SourceField.MEASURES}:
        return None
    return mapped(grid, rows, found)


def unexplained(grid: Grid) -> GridMapping:
    """Return the columns of a sheet in which no header was found, for people to explain."""
    return mapped(grid, (), [
        ColumnGuess(column=column, head="", field=SourceField.OTHER, samples=samples(grid, column, 0))
        for column in range(grid.width)
    ])


def _row_of_words(grid: Grid) -> tuple[int, ...]:
    """Return the first row that could be a header of words nobody knows: short words over most of the columns."""
    for row in range(min(len(grid.rows) - 1, 10)):
        words = [text for text in grid.rows[row] if text.strip()]
        if len(words) * 3 >= grid.width * 2 and len(words) > 2:
            return (row,) if all(map(may_be_head, words)) else ()
    return ()
