"""A catalogue or mapping table as an Excel sheet: the table of the paper, on a sheet as wide as it lies.

Which paper is a sheet, its form says (a key that ends in -sheet). The rows are those of the Word version, so that both
say the same. What is merged there is not merged here, because a filter looks at each row by itself: its number stands
in every row, its long text in the first. Numbers of evidence and measures are texts; only what counts is a number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from exporters.blocks import Align, Cell, Document, PageSetup, Section, Table
from exporters.spreadsheet import Column, Kind, Sheet, Value, too_high, writable
from models.domain.finding import Finding, Level
from models.domain.form import ColumnKind, FormDefinition
from models.errors import ExportError

MARGIN_MM = 15.0
A4, A3 = (
    PageSetup(
        width_mm=width, height_mm=height, top_mm=MARGIN_MM, bottom_mm=MARGIN_MM, left_mm=MARGIN_MM, right_mm=MARGIN_MM
    )
    for width, height in ((297.0, 210.0), (420.0, 297.0))
)
# More columns than these are hard to read on A4.
MOST_ON_A4 = 9
LONGEST_NAME = 31
_COUNTS = (ColumnKind.POSITION, ColumnKind.FILES)
_NUMBERS = (ColumnKind.EVIDENCE_NUMBER, ColumnKind.MEASURE_NUMBER)


@dataclass(frozen=True, slots=True, kw_only=True)
class TableSheet:
    """A sheet on its way to the disk, and what has to be said of it."""

    sheet: Sheet
    findings: tuple[Finding, ...]

    def content(self) -> bytes:
        """Return the workbook."""
        # What writes workbooks is loaded by the worker.
        from exporters.spreadsheet import to_bytes

        return to_bytes(self.sheet)

    @property
    def check(self) -> Callable[[Path], None]:
        """Return what counts the written file."""
        from exporters.recount_sheet import recount

        return lambda path: recount(self.sheet, None, path)


def table_sheet(document: Document, form: FormDefinition) -> TableSheet:
    """Return the table of a paper as a sheet; raises ExportError for a form whose paper has none."""
    table = next((block for block in document.blocks() if isinstance(block, Table)), None)
    head = next((head for head in form.heads if head.table is not None), None)
    if table is None or head is None or head.table is None:
        raise ExportError(f"“{form.label}”没有表格，不能写成 Excel", where=form.key, remedy="请换一种文书样式。")
    kinds = [column.content for column in head.table.columns]
    paper = "A3" if document.page.width_mm > A4.width_mm else "A4"
    columns = tuple(
        Column(label=column.label, width_mm=column.width_mm, kind=_kind(kind, column.align))
        for column, kind in zip(table.columns, kinds, strict=True)
    )
    sheet = Sheet(
        name=form.kind.label[:LONGEST_NAME], title=writable(document.title), columns=columns,
        rows=list(_rows(table, columns)), paper=paper, margin_mm=MARGIN_MM, frozen=_frozen(kinds),
    )
    return TableSheet(sheet=sheet, findings=tuple(_too_high(place, form) for place in too_high(sheet)))


def laid_across(document: Document) -> Document:
    """Return the paper as the sheet lies: across on A4 or A3, its table as wide as the sheet."""
    return replace(document, sections=tuple(map(_across, document.sections)), page=replace(
        _page(document), font_set=document.page.font_set))


def _page(document: Document) -> PageSetup:
    tables = (block for block in document.blocks() if isinstance(block, Table))
    return A3 if any(len(table.columns) > MOST_ON_A4 for table in tables) else A4


def _across(section: Section) -> Section:
    blocks = tuple(_widened(block) if isinstance(block, Table) else block for block in section.blocks)
    return replace(section, blocks=blocks)


def _widened(table: Table) -> Table:
    page = A3 if len(table.columns) > MOST_ON_A4 else A4
    wider = page.area_width_mm / sum(column.width_mm for column in table.columns)
    columns = (
        replace(column, label=column.label.replace("\n", ""), width_mm=round(column.width_mm * wider, 1))
        for column in table.columns
    )
    return replace(table, columns=tuple(columns))


def _kind(content: ColumnKind, align: Align) -> Kind:
    if content in _COUNTS:
        return Kind.COUNT
    return Kind.PROSE if align is Align.LEFT else Kind.CODE


def _rows(table: Table, columns: tuple[Column, ...]) -> Iterator[list[Value]]:
    standing = [""] * len(columns)
    for row in table.rows:
        # A cell over several columns stands in the first of them.
        cells = [part for cell in row for part in (cell, *[Cell()] * (cell.span - 1))]
        values: list[Value] = []
        for place, (cell, column) in enumerate(zip(cells, columns, strict=True)):
            standing[place] = standing[place] if cell.merged else writable(cell.text)
            is_told = cell.merged and column.kind is Kind.PROSE
            values.append("" if is_told else _value(standing[place], column.kind))
        yield values


def _value(text: str, kind: Kind) -> Value:
    is_count = kind is Kind.COUNT and text.isascii() and text.isdecimal() and len(text) < 10
    return int(text) if is_count else text


def _frozen(kinds: list[ColumnKind]) -> int:
    """Return how many columns stand still beside the head: those up to the last number among the first three."""
    return max((place for place, kind in enumerate(kinds[:3], 1) if kind in _NUMBERS), default=0)


def _too_high(place: int, form: FormDefinition) -> Finding:
    return Finding(
        level=Level.NOTE, code="row_too_high", where=f"{form.kind.label} · 第{place + 1}行",
        text="内容太多，Excel 最高的一行也显示不全（单元格里是全的）", remedy="把文字最多的一栏调宽",
    )
