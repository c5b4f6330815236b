"""What an office's workbook is made of: title rows, merged cells, filters, formulas with the values they last had."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.intake.corpus.matters import Matter
from tests.intake.corpus.words import joined, numbered

Value = str | int | float | object | None
Column = Callable[[Matter], Value]

# The columns most ledgers have, by any head.
COLUMNS: Mapping[str, Column] = {
    "name": lambda matter: matter.name,
    "problem": lambda matter: matter.problem,
    "goal": lambda matter: matter.goal,
    "words": lambda matter: matter.words,
    "steps": lambda matter: "\n".join(numbered(matter.steps)),
    "lead": lambda matter: joined(matter.lead),
    "responsible": lambda matter: joined(matter.responsible),
    "supporting": lambda matter: joined(matter.supporting),
    "supervising": lambda matter: joined(matter.supervising),
    "acceptance": lambda matter: joined(matter.acceptance),
    "done": lambda matter: matter.done,
}


def row_of(matter: Matter, *columns: str | Value) -> list[Value]:
    """Return a row: a name of COLUMNS gives the matter's value, anything else stands as it is."""
    return [COLUMNS[column](matter) if isinstance(column, str) and column in COLUMNS else column for column in columns]


def sheet_of(rows: Iterable[Sequence[Value]], *, title: str = "Sheet1") -> tuple[Workbook, Worksheet]:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    return book, sheet


def fill_in(path: Path, results: Mapping[str, Value]) -> None:
    """Write beside the formulas of the first sheet the values they last had, as an office program saves them."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    text = parts["xl/worksheets/sheet1.xml"].decode()
    for address, value in results.items():
        kind = ' t="str"' if isinstance(value, str) else ""
        pattern = rf'<c r="{address}"((?: s="\d+")?)[^>]*>(<f>.*?</f>)<v\s*/?>(?:</v>)?</c>'
        text, count = re.subn(pattern, rf'<c r="{address}"\1{kind}>\2<v>{value}</v></c>', text)
        assert count == 1, address
    parts["xl/worksheets/sheet1.xml"] = text.encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
