"""Columns that people have explained by hand, applied to a table: they go before any guess.

Of its own table a mapping says in which rows the header stands. In any other, as that of a kept profile, the header is
where its heads are; so a mapping kept last year serves this year's file. A column is found by its head, in its own
table also by its position; a head that nobody has explained is guessed.
"""

from __future__ import annotations

from dataclasses import replace

from models.domain.drafts.draft import ColumnGuess, GridMapping
from models.domain.drafts.fields import SourceField, plain_wording
from models.domain.drafts.source import Grid
from models.domain.reading.tables.header import Header, find_header, header_at
from models.domain.reading.tables.mapping import guesses_under, mapped


def by_hand(grid: Grid, mapping: GridMapping) -> GridMapping | None:
    """Return an explained mapping as it applies to this grid; None where the grid has fewer than half of its heads."""
    is_own = mapping.grid == grid.name
    if is_own and not mapping.header_rows:
        return mapping if len(mapping.columns) == grid.width else None
    header = _header_at(grid, mapping.header_rows) if is_own else _header_like(grid, mapping)
    if header is None:
        return None
    by_head = [_of_head(guess, mapping) for guess in guesses_under(grid, header)]
    return mapped(grid, header.rows, [_of_place(guess, mapping) for guess in by_head] if is_own else by_head)


def _header_at(grid: Grid, rows: tuple[int, ...]) -> Header | None:
    return header_at(grid, rows) if rows[0] >= 0 and rows[-1] < len(grid.rows) else None


def _header_like(grid: Grid, mapping: GridMapping) -> Header | None:
    theirs = {plain_wording(guess.head) for guess in mapping.columns if guess.head}
    known = frozenset(plain_wording(guess.head.rpartition("/")[2]) for guess in mapping.columns if guess.head)
    header = find_header(grid, known) if known else None
    shown = {plain_wording(head.shown) for head in header.heads if head.word} if header else set()
    return header if len(shown & theirs) * 2 >= len(theirs) else None


def _of_head(guess: ColumnGuess, mapping: GridMapping) -> ColumnGuess:
    """Return a column meant as the one with this head is, of several that at this position; else as it was guessed."""
    word = plain_wording(guess.head)
    same = [item for item in mapping.columns if plain_wording(item.head) == word]
    here = [item for item in same if item.column == guess.column]
    told = here or (same if word else [])
    return replace(guess, field=told[0].field, is_sure=True) if told else guess


def _of_place(guess: ColumnGuess, mapping: GridMapping) -> ColumnGuess:
    """Return a column whose head says nothing as it was meant before the rows of the head were put right."""
    if guess.is_sure and guess.field is not SourceField.OTHER:
        return guess
    here = next((item for item in mapping.columns if item.column == guess.column), None)
    if here is None or here.field is SourceField.OTHER:
        return guess
    return replace(guess, field=here.field, is_sure=True)


def is_read(mapping: GridMapping) -> bool:
    """Return whether any column of a table is to be read."""
    return any(guess.field is not SourceField.OTHER for guess in mapping.columns)
