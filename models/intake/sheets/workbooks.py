"""Workbooks from outside (.xlsx, .xls, .et, .ods) as grids of what people see in their cells.

python-calamine reads the values of every kind; what it does not tell (how a number is shown, which cells are formulas,
what is hidden) comes from the file's own parts. Nothing is evaluated: a formula stands for the value the last program
left beside it. Runs only in the child of `models.isolation`, on files that were weighed before.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from lxml import etree
from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from models.domain.drafts.source import Grid
from models.domain.finding import Finding, Level
from models.intake.gate.refusals import damaged, refuse_beyond
from models.intake.sheets.delimited import grid_of
from models.intake.sheets.findings import findings_of
from models.intake.sheets.grids import Reading, built
from models.intake.sheets.old_workbook_parts import facts_of
from models.intake.sheets.open_sheets import is_open_sheet, read_open_sheets
from models.intake.sheets.workbook_parts import SheetFacts, XlsxParts

__all__ = ["Sheets", "grid_of", "read_workbook"]

_BROKEN = (CalamineError, zipfile.BadZipFile, etree.XMLSyntaxError, KeyError, ValueError, NotImplementedError)

# What python-calamine did not foresee in a broken file ends in this; it is no Exception and can be imported nowhere.
_PANIC = "PanicException"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheets:
    """工作簿: its visible sheets that hold anything; `concealed` are those that no menu of Excel shows."""

    grids: tuple[Grid, ...]
    findings: tuple[Finding, ...] = ()
    concealed: tuple[Grid, ...] = ()


def read_workbook(path: Path) -> Sheets:
    """Return the sheets of a workbook, judged by its content; raises ForeignFileError when it cannot be read."""
    try:
        sheets = list(read_open_sheets(path) if is_open_sheet(path) else _by_calamine(path))
    except BaseException as error:
        if isinstance(error, _BROKEN) or type(error).__name__ == _PANIC:
            raise damaged(path.name, "里面的表格读不出来") from error
        raise
    seen = [(sheet.grid, sheet.unread) for sheet in sheets if sheet.grid and not sheet.is_concealed]
    filled = [(grid, unread) for grid, unread in seen if grid.rows]
    findings = [finding for grid, unread in filled for finding in findings_of(grid, unread)]
    return Sheets(
        grids=tuple(grid for grid, _ in filled),
        findings=(*findings, *(_left_out(sheet.name) for sheet in sheets if sheet.grid is None)),
        concealed=tuple(sheet.grid for sheet in sheets if sheet.grid and sheet.is_concealed),
    )


def _by_calamine(path: Path) -> Iterator[Reading]:
    # First, because it refuses a broken directory, at which python-calamine ends the process.
    facts = _facts(path)
    with path.open("rb") as file, CalamineWorkbook.from_filelike(file) as book:
        for place, sheet in enumerate(book.sheets_metadata):
            if sheet.typ is not SheetTypeEnum.WorkSheet:
                continue
            if sheet.visible is SheetVisibleEnum.Hidden:
                yield Reading(name=sheet.name)
                continue
            told = facts(place, sheet.name)
            refuse_beyond(sheet.name, told.rows, told.columns)
            found = built(book.get_sheet_by_name(sheet.name), told)
            yield replace(found, is_concealed=sheet.visible is SheetVisibleEnum.VeryHidden)


def _facts(path: Path) -> Callable[[int, str], SheetFacts]:
    """Return what tells of a sheet, by its place and its name, what its values do not."""
    if zipfile.is_zipfile(path):
        parts = XlsxParts(zipfile.ZipFile(path))
        return lambda _place, name: parts.facts(name)
    sheets = facts_of(path)
    return lambda place, _name: sheets[place] if place < len(sheets) else SheetFacts()


def _left_out(name: str) -> Finding:
    return Finding(
        level=Level.WARN, code="hidden_sheet", where=name, text="工作表是隐藏的，没有读",
        remedy="里面若有任务，请在 WPS 里取消隐藏，再导入一次",
    )
