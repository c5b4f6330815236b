"""An .ods as grids: it holds beside every value the text that its cell shows, so nothing has to be reckoned.

Element names are those of OpenDocument 1.3 part 3, chapter 9. Rows and cells that repeat are written once with a count;
blank ones reach to the end of the sheet that way and are passed over.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lxml import etree

from models.domain.drafts.source import Place
from models.intake.gate.refusals import refuse_beyond
from models.intake.sheets.grids import Reading, assembled
from models.intake.sheets.number_formats import plain
from models.intake.sheets.workbook_parts import SheetFacts

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_NUMBERS = ("float", "percentage", "currency")
_OUT_OF_SIGHT = ("collapse", "filter")
_LARGEST_NUMBER = 1 << 24


def is_open_sheet(path: Path) -> bool:
    """Return whether a file is a workbook of OpenDocument."""
    if not zipfile.is_zipfile(path):
        return False
    with zipfile.ZipFile(path) as archive:
        return "content.xml" in archive.namelist()


def read_open_sheets(path: Path) -> Iterator[Reading]:
    """Yield the sheets of a workbook; of one that is hidden only the name."""
    hidden_styles: set[str] = set()
    sheet: _Sheet | None = None
    with zipfile.ZipFile(path) as archive, archive.open("content.xml") as stream:
        for event, node in etree.iterparse(stream, events=("start", "end"), resolve_entities=False, huge_tree=False):
            if event == "start" and node.tag == f"{_TABLE}table":
                sheet = _Sheet(name=node.get(f"{_TABLE}name", ""), style=node.get(f"{_TABLE}style-name", ""))
            elif event == "end" and node.tag == f"{_STYLE}style":
                hidden_styles |= _hidden(node)
            elif event == "end" and sheet is not None:
                if node.tag == f"{_TABLE}table":
                    yield Reading(name=sheet.name) if sheet.style in hidden_styles else sheet.reading()
                    sheet = None
                else:
                    sheet.take(node)


def _hidden(style: Any) -> set[str]:
    shown = [part.get(f"{_TABLE}display") for part in style.iterchildren(f"{_STYLE}table-properties")]
    return {style.get(f"{_STYLE}name", "")} if "false" in shown else set()


@dataclass(slots=True, kw_only=True)
class _Sheet:
    """A sheet as far as it was read; only filled cells are kept."""

    name: str
    style: str
    texts: dict[int, dict[int, str]] = field(default_factory=dict)
    values: dict[Place, float | str] = field(default_factory=dict)
    merges: list[tuple[Place, Place]] = field(default_factory=list)
    formulas: set[Place] = field(default_factory=set)
    bare: set[Place] = field(default_factory=set)
    errors: set[Place] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    row: int = 0
    columns: int = 0

    def take(self, node: Any) -> None:
        """Take in a column or a row that was read to its end."""
        if node.tag == f"{_TABLE}table-column":
            count = _count(node, "columns")
            if node.get(f"{_TABLE}visibility") in _OUT_OF_SIGHT:
                self.hidden_columns.update(range(self.columns, min(self.columns + count, 1 << 14)))
            self.columns += count
        elif node.tag == f"{_TABLE}table-row":
            self._take_row(node)
            node.clear()

    def _take_row(self, node: Any) -> None:
        count, column = _count(node, "rows"), 0
        texts: dict[int, str] = {}
        for cell in node.iterchildren(*_CELLS):
            repeats = _count(cell, "columns")
            if cell.tag == _CELLS[0] and (text := self._take_cell(cell, column)):
                refuse_beyond(self.name, self.row + count, column + repeats)
                texts.update((place, text) for place in range(column, column + repeats))
            column += repeats
        if texts:
            self.texts.update((row, texts) for row in range(self.row, self.row + count))
        if node.get(f"{_TABLE}visibility") in _OUT_OF_SIGHT and texts:
            self.hidden_rows.update(range(self.row, self.row + count))
        self.row += count

    def _take_cell(self, cell: Any, column: int) -> str:
        """Take in what a cell tells, and return what it shows."""
        at = (self.row, column)
        down, across = (int(cell.get(f"{_TABLE}number-{of}-spanned", "1")) for of in ("rows", "columns"))
        if down > 1 or across > 1:
            self.merges.append((at, (self.row + down - 1, column + across - 1)))
        kind = cell.get(f"{_OFFICE}value-type", "")
        if cell.get(f"{_TABLE}formula") is not None:
            self.formulas.add(at)
            self.bare |= {at} if not kind else set()
        if cell.get(f"{_CALC}value-type") == "error":
            self.errors.add(at)
            return ""
        text, value = _told(cell, kind)
        if value is not None:
            self.values[at] = value
        return text

    def reading(self) -> Reading:
        """Return the sheet as it was read."""
        rows = 1 + max(self.texts, default=-1)
        columns = 1 + max((max(texts) for texts in self.texts.values()), default=-1)
        refuse_beyond(self.name, rows, columns)
        blank: dict[int, str] = {}
        texts = [[self.texts.get(row, blank).get(column, "") for column in range(columns)] for row in range(rows)]
        facts = SheetFacts(
            formulas=frozenset(self.formulas), bare=frozenset(self.bare), errors=frozenset(self.errors),
            hidden_rows=frozenset(self.hidden_rows), hidden_columns=frozenset(self.hidden_columns),
        )
        return assembled(self.name, texts, self.values, self.merges, facts)


def _count(node: Any, of: str) -> int:
    return max(1, min(int(node.get(f"{_TABLE}number-{of}-repeated", "1")), _LARGEST_NUMBER))


def _told(cell: Any, kind: str) -> tuple[str, float | str | None]:
    """Return what a cell shows, and the number or date behind it."""
    text = "\n".join(_inside(part) for part in cell.iterchildren(f"{_TEXT}p"))
    if kind in _NUMBERS:
        value = float(cell.get(f"{_OFFICE}value", "nan"))
        # A long number is shown in a column of any width with its figures.
        return (plain(value) if not text or "E+" in text else text), value
    if kind == "date":
        day = cell.get(f"{_OFFICE}date-value", "").removesuffix(":00").removesuffix("T00:00")
        return text or day, day
    return text or cell.get(f"{_OFFICE}string-value", ""), None


def _inside(node: Any) -> str:
    parts = [node.text or ""]
    for child in node:
        if child.tag == f"{_TEXT}s":
            parts.append(" " * min(int(child.get(f"{_TEXT}c", "1")), 1 << 15))
        elif child.tag == f"{_TEXT}tab":
            parts.append("\t")
        elif child.tag == f"{_TEXT}line-break":
            parts.append("\n")
        elif isinstance(child.tag, str) and child.tag not in (f"{_OFFICE}annotation", f"{_TEXT}ruby-text"):
            parts.append(_inside(child))
        parts.append(child.tail or "")
    return "".join(parts)
