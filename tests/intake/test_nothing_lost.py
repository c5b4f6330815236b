"""Nothing of a file is lost silently: each clause of it stands in a value, under a head, or is told in a finding.

The words of every document of the corpus are taken out of it by python-docx and openpyxl, not by the readers.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from models.domain.drafts.draft import Draft
from models.domain.drafts.json_form import from_json, to_json
from models.domain.reading.headed import head_field
from models.intake.reading import read
from tests.intake.corpus import BUILDERS

_APART = re.compile(r"[^\u4e00-\u9fff]+")
# What a reader understands without repeating it: joints of names, roles, numbers in words.
_SAID = re.compile(
    r"以及|会同|[和及与等]|按照?职责|(?:共同|分工)?(?:负责|落实|牵头|配合)|^[一二三四五六七八九十]{1,3}[是要]"
)
_COUNTED = re.compile(r"(\d+) ?行")


def _lines(path: Path) -> Iterator[str]:
    if path.suffix == ".docx":
        paper = Document(str(path))
        yield from (line for paragraph in paper.paragraphs for line in paragraph.text.split("\n"))
        cells = {id(cell._tc): cell for table in paper.tables for row in table.rows for cell in row.cells}
        yield from (line for cell in cells.values() for line in cell.text.split("\n"))
    else:
        data = path.read_bytes()
        for encoding in ("utf-8-sig", "utf-16", "gb18030"):
            try:
                yield from data.decode(encoding).splitlines()
                return
            except UnicodeError:
                continue


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from _strings(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _strings(item)


def _bare(text: str) -> str:
    return _APART.sub("", unicodedata.normalize("NFKC", text))


def _clauses(line: str) -> list[str]:
    whole = _APART.split(unicodedata.normalize("NFKC", line))
    return [part for clause in whole for part in _SAID.split(clause) if len(part) >= 4]


def _is_head(clause: str) -> bool:
    return head_field(clause, is_head_place=True) is not None


def _told(draft: Draft) -> int:
    """Return how many lines and rows the findings count as left out."""
    codes = ("not_of_a_task", "words_left_out", "row_left_out", "header_row", "table_left_out")
    told = [finding for finding in draft.findings if finding.code in codes]
    return sum(int(count[1]) if (count := _COUNTED.search(finding.text)) else 1 for finding in told)


@pytest.mark.parametrize("name", [name for name in BUILDERS if name.endswith((".docx", ".txt"))])
def test_every_clause_of_a_document_is_read_or_told(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    BUILDERS[name](path)
    answer = read(path)
    draft = from_json(answer)
    held = _bare("".join(_strings(to_json(draft))))
    lost = [
        line for line in _lines(path)
        if not _is_head(_bare(line)) and any(clause not in held and not _is_head(clause) for clause in _clauses(line))
    ]
    assert len(lost) <= _told(draft), "\n".join(lost)


@pytest.mark.parametrize("name", [name for name in BUILDERS if name.endswith(".xlsx")])
def test_every_cell_of_a_ledger_is_read_or_its_row_or_column_is_told(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    BUILDERS[name](path)
    draft = from_json(read(path))
    held = _bare("".join(_strings(to_json(draft))))
    lost = [cell for cell in _cells_not_told(path, draft) if any(clause not in held for clause in _clauses(cell))]
    assert lost == []


def _cells_not_told(path: Path, draft: Draft) -> Iterator[str]:
    """Yield the cells below the headers whose column is read, but not heads and rows that a finding names."""
    told = {finding.where for finding in draft.findings if finding.code == "column_not_understood"}
    rows = {row for finding in draft.findings if finding.code == "row_left_out" for row in _rows_of(finding.where)}
    last = {mapping.grid: max(mapping.header_rows, default=-1) + 1 for mapping in draft.mappings}
    for sheet in load_workbook(path, data_only=True):
        for cell in (cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)):
            where = f"{sheet.title} {cell.column_letter}列"
            is_below = sheet.title in last and cell.row > last[sheet.title]
            is_told = where in told or (sheet.title, cell.row) in rows or _is_head(_bare(cell.value))
            if is_below and not is_told:
                yield cell.value


def _rows_of(where: str) -> Iterator[tuple[str, int]]:
    sheet, _, named = where.rpartition(" ")
    yield from ((sheet, int(number)) for number in re.findall(r"\d+", named))
