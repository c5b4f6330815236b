"""What a file from outside holds, before its meaning is read: paragraphs and grids, each with its place.

A grid is a sheet of a workbook or a table of a document. It holds plain texts, because a ledger has 60,000 of them, and
apart from them, by (row, column) from 0, what few cells have: a value behind the text, a reach over other cells.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TypeAlias

Place: TypeAlias = tuple[int, int]
_IN_A_GRID = re.compile(r"(.*) 第\d+行")


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """段落: one paragraph as a reader sees it, its automatic number included; `level` of a heading 1–9, else 0."""

    text: str
    place: str
    level: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """表格: rows of texts as shown, all of one length; rows and columns count from 0, places are told from 1.

    `values` has the number or ISO date behind a text, where the file holds one. `spans` says of the first cell of a
    merged area how many rows and columns it reaches; `covered` of every other cell of the area, which is that first
    cell. A covered cell has no text of its own.
    """

    name: str
    rows: Sequence[Sequence[str]]
    values: Mapping[Place, float | str] = field(default_factory=dict)
    spans: Mapping[Place, tuple[int, int]] = field(default_factory=dict)
    formulas: frozenset[Place] = frozenset()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    # The number people see beside the first row and column; a sheet trimmed at its top begins later.
    first_row: int = 1
    first_column: int = 1
    covered: Mapping[Place, Place] = field(init=False, repr=False, compare=False)
    _covered_rows: frozenset[int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "covered", covered_by(self.spans))
        object.__setattr__(self, "_covered_rows", frozenset(row for row, _ in self.covered))

    @property
    def width(self) -> int:
        """Return the number of columns."""
        return len(self.rows[0]) if self.rows else 0

    def text(self, row: int, column: int) -> str:
        """Return the text of a cell, of a covered one that of the cell that covers it."""
        at = self.covered.get((row, column))
        return self.rows[row][column] if at is None else self.rows[at[0]][at[1]]

    def texts(self, row: int) -> Sequence[str]:
        """Return the texts of a row, of covered cells those of the cells that cover them."""
        if row not in self._covered_rows:
            return self.rows[row]
        return [self.text(row, column) for column in range(self.width)]

    def value(self, row: int, column: int) -> float | str | None:
        """Return the number or ISO date behind a cell, of a covered one that behind the cell that covers it."""
        return self.values.get(self.covered.get((row, column), (row, column)))

    def place(self, row: int, column: int | None = None) -> str:
        """Return where a row or cell is found: 表2 第14行, Sheet1 第14行 C列."""
        where = f"{self.name} 第{self.first_row + row}行"
        return where if column is None else f"{where} {column_letters(self.first_column - 1 + column)}列"


Block: TypeAlias = Paragraph | Grid


def covered_by(spans: Mapping[Place, tuple[int, int]]) -> dict[Place, Place]:
    """Return of every cell that a merged area covers the first cell of the area."""
    return {
        (row + down, column + across): (row, column)
        for (row, column), (rows, columns) in spans.items()
        for down in range(rows)
        for across in range(columns)
        if down or across
    }


def table_of(place: str) -> str:
    """Return the sheet or table that a place is told of by `Grid.place`, empty for one in the text of a paper."""
    found = _IN_A_GRID.match(place)
    return found[1] if found else ""


@cache
def column_letters(column: int) -> str:
    """Return the letters over a column that counts from 0: 0 is A, 27 is AB."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
