"""Workbooks from outside (.xlsx, .xls, .et, .ods) as grids of what people see in their cells.

python-calamine reads the values of every kind; what it does not tell (how a number is shown, which cells are formulas,
what is hidden) comes from the file's own parts. Nothing is evaluated: a formula stands for the value the last program
left beside it. Runs only in the child of `models.isolation`, on files that were weighed before.
"""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import Path

from lxml import etree
from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from models.domain.drafts.source import Grid
from models.domain.finding import Finding, Level
from models.errors import ForeignFileError
from models.intake.delimited import grid_of
from models.intake.sheet_findings import findings_of
from models.intake.sheet_grids import built
from models.intake.workbook_parts import SheetFacts, XlsxParts

__all__ = ["Sheets", "grid_of", "read_workbook"]

MOST_CELLS = 2_000_000
_BROKEN = (CalamineError, zipfile.BadZipFile, etree.XMLSyntaxError, KeyError, ValueError, NotImplementedError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheets:
    """工作簿: its visible sheets that hold anything; `concealed` are those that no menu of Excel shows."""

    grids: tuple[Grid, ...]
    findings: tuple[Finding, ...] = ()
    concealed: tuple[Grid, ...] = ()


def read_workbook(path: Path) -> Sheets:
    """Return the sheets of a workbook, judged by its content; raises ForeignFileError when it cannot be read."""
    try:
        return _read(path)
    except _BROKEN as error:
        remedy = "请用 WPS 打开看看，另存一份再试。"
        raise ForeignFileError("文件损坏，读不出来", where=path.name, remedy=remedy) from error


def _read(path: Path) -> Sheets:
    grids: list[Grid] = []
    concealed: list[Grid] = []
    findings: list[Finding] = []
    with path.open("rb") as file, CalamineWorkbook.from_filelike(file) as book:
        parts = _parts(path)
        for sheet in book.sheets_metadata:
            if sheet.typ is not SheetTypeEnum.WorkSheet:
                continue
            if sheet.visible is SheetVisibleEnum.Hidden:
                findings.append(_left_out(sheet.name))
                continue
            grid, told = _sheet(book, sheet.name, parts.facts(sheet.name) if parts else SheetFacts())
            if sheet.visible is SheetVisibleEnum.VeryHidden:
                concealed.append(grid)
            elif grid.rows:
                grids.append(grid)
                findings += told
    return Sheets(grids=tuple(grids), findings=tuple(findings), concealed=tuple(concealed))


def _parts(path: Path) -> XlsxParts | None:
    if not zipfile.is_zipfile(path):
        return None
    archive = zipfile.ZipFile(path)
    return XlsxParts(archive) if "[Content_Types].xml" in archive.namelist() else None


def _sheet(book: CalamineWorkbook, name: str, facts: SheetFacts) -> tuple[Grid, tuple[Finding, ...]]:
    if facts.rows * facts.columns > MOST_CELLS:
        text = f"内容一直排到第{facts.rows}行、第{facts.columns}列，超出范围（最多 {MOST_CELLS // 10_000} 万格）"
        raise ForeignFileError(text, where=name, remedy="请删去表格以外的零散内容，或把要用的行复制到新表，再试一次。")
    grid, bare, errors = built(book.get_sheet_by_name(name), facts)
    return grid, findings_of(grid, bare=bare, errors=errors)


def _left_out(name: str) -> Finding:
    return Finding(
        level=Level.WARN, code="hidden_sheet", where=name, text="工作表是隐藏的，没有读",
        remedy="里面若有任务，请在 WPS 里取消隐藏，再导入一次。",
    )
