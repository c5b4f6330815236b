"""Columns that people have explained by hand, applied to a table: they go before any guess.

A column is found by its head, one without a head by its position; so a mapping kept last year serves this year's file.
"""

from __future__ import annotations

from models.domain.drafts.draft import ColumnGuess, GridMapping
from models.domain.drafts.fields import SourceField, plain_wording
from models.domain.drafts.header import Head, find_header
from models.domain.drafts.mapping import rows_place, samples
from models.domain.drafts.source import Grid


def by_hand(grid: Grid, mapping: GridMapping) -> GridMapping | None:
    """Return an explained mapping as it applies to this grid; None where the grid has fewer than half of its heads."""
    known = frozenset(plain_wording(guess.head.rpartition("/")[2]) for guess in mapping.columns if guess.head)
    header = find_header(grid, known) if known else None
    heads = header.heads if header else tuple(Head(word="") for _ in range(grid.width))
    shown = {plain_wording(head.shown) for head in heads if head.word}
    theirs = {plain_wording(guess.head) for guess in mapping.columns if guess.head}
    if len(shown & theirs) * 2 < len(theirs):
        return None
    rows = header.rows if header else ()
    columns = tuple(
        ColumnGuess(
            column=column, head=head.shown, samples=samples(grid, column, rows[-1] + 1 if rows else 0),
            field=_explained(column, head, mapping),
        )
        for column, head in enumerate(heads)
    )
    return GridMapping(grid=grid.name, header_rows=rows, columns=columns, header_place=rows_place(grid, rows))


def _explained(column: int, head: Head, mapping: GridMapping) -> SourceField:
    """Return the field of the column with this head, of several that at this position."""
    word = plain_wording(head.shown)
    same = [guess for guess in mapping.columns if plain_wording(guess.head) == word]
    here = next((guess for guess in same if guess.column == column), None)
    if here or (word and same):
        return (here or same[0]).field
    return SourceField.OTHER
