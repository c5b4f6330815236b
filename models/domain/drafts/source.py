"""What a file from outside holds, before its meaning is read: paragraphs and grids, each with its place.

A grid is a sheet of a workbook or a table of a document; a cell covered by a merged one knows the cell that covers it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """段落: one paragraph as a reader sees it, its automatic number included; `level` of a heading 1–9, else 0."""

    text: str
    place: str
    level: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """单元格: its text as shown; `value` is the number or ISO date behind it, where the file holds one.

    `rows` and `columns` say how far a merged cell reaches; a covered cell has no text and `covered_by` (row, column).
    """

    text: str = ""
    value: float | str | None = None
    rows: int = 1
    columns: int = 1
    covered_by: tuple[int, int] | None = None
    is_formula: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """表格: rows of cells, all of one length; rows and columns count from 0, places are told from 1."""

    name: str
    rows: Sequence[Sequence[Cell]]
    hidden_rows: frozenset[int] = frozenset()
    # The number people see beside the first row; a sheet trimmed at its top begins later.
    first_row: int = 1

    def text(self, row: int, column: int) -> str:
        """Return the text of a cell, of a covered one that of the cell that covers it."""
        cell = self.rows[row][column]
        if cell.covered_by is not None:
            cell = self.rows[cell.covered_by[0]][cell.covered_by[1]]
        return cell.text

    def place(self, row: int, column: int | None = None) -> str:
        """Return where a row or cell is found: 表2 第14行, Sheet1 第14行 C列."""
        where = f"{self.name} 第{self.first_row + row}行"
        return where if column is None else f"{where} {column_letters(column)}列"


Block: TypeAlias = Paragraph | Grid


def column_letters(column: int) -> str:
    """Return the letters over a column that counts from 0: 0 is A, 27 is AB."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
