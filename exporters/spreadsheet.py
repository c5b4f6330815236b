"""A sheet as an Excel file: title, head that stands still, rows as high as their texts, ready to be printed.

openpyxl makes the workbook (looks, widths, page, print titles); the rows are written into it as one piece of XML, each
text once, because cell by cell takes five times as long. Every text is written as a text: nothing a person typed can
become a formula, and a code keeps its zeros. A second sheet of the same shape may be carried along that no office
program shows. Equal sheets give equal bytes; the file names nobody.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from itertools import count
from math import ceil
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from openpyxl import Workbook

LONGEST = 32_767
# What XML cannot hold, and control characters that no cell shows.
UNWRITABLE = re.compile("[^\t\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
TITLE_ROW, HEAD_ROW, FIRST_ROW = 1, 2, 3
MOST_HEIGHT = 409.0
# A line as high as the faces need that stand in where 宋体 is not there.
_SIZE, _LINE, _PADDING = 10.5, 14.0, 6.0
_HEAD_SIZE, _TITLE_SIZE = 10.5, 18.0
# Of a column, in points: what Excel keeps free at its sides, with a little for faces that run wider than ours.
_FREE = 7.0
_POINTS_PER_MM = 72 / 25.4
# A character of the width of a column is seven pixels, of which there are 96 to an inch.
_WIDTH_PER_MM = 96 / 25.4 / 7
_SIGNS = ("=", "+", "-", "@", "\t")
_SHEET_DATA = re.compile(rb"<sheetData\s*/>|<sheetData>.*?</sheetData>", re.DOTALL)
_DIMENSION = re.compile(rb'<dimension ref="[^"]*"\s*/>')
_NO_MARKS = b'<ignoredErrors><ignoredError sqref="A1:XFD1048576" numberStoredAsText="1"/></ignoredErrors>'
# openpyxl writes each text into its cell; where the part that holds all texts has to be named instead.
_TEXTS_NAMED = {
    "[Content_Types].xml": (
        b"</Types>",
        b'<Override PartName="/xl/sharedStrings.xml"'
        b' ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>',
    ),
    "xl/_rels/workbook.xml.rels": (
        b"</Relationships>",
        b'<Relationship Id="texts" Target="sharedStrings.xml"'
        b' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"/>',
    ),
}
_STAMP = (1980, 1, 1, 0, 0, 0)


class Kind(StrEnum):
    """How the cells of a column stand: sentences from the left, codes and names in the middle, counts as numbers."""

    PROSE = "prose"
    CODE = "code"
    COUNT = "count"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: its head, its width in millimetres, how its cells stand."""

    label: str
    width_mm: float
    kind: Kind = Kind.CODE


Value = str | int
Row = Sequence[Value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet: rows of one value a column; with `frozen` columns that stand still beside the head.

    `size_mm` is the paper as it lies, width and height.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: Sequence[Row]
    paper: str = "A4"
    is_landscape: bool = True
    margin_mm: float = 15.0
    frozen: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Hidden:
    """A sheet that no office program shows: rows of texts as they come."""

    name: str
    rows: Sequence[Row]


def writable(text: str) -> str:
    """Return the text as a cell can hold it: line ends as one sign, without control characters, cut where too long."""
    return UNWRITABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))[:LONGEST]


def heights(sheet: Sheet) -> Iterator[float]:
    """Yield how high each row has to be for its texts, in points; no more than a row can be."""
    across = [max(2.0, (column.width_mm * _POINTS_PER_MM - _FREE) / _SIZE * 2) for column in sheet.columns]
    for row in sheet.rows:
        yield min(MOST_HEIGHT, _needed(row, across))


def too_high(sheet: Sheet) -> list[int]:
    """Return the places of the rows that hold more than the highest row shows."""
    across = [max(2.0, (column.width_mm * _POINTS_PER_MM - _FREE) / _SIZE * 2) for column in sheet.columns]
    return [place for place, row in enumerate(sheet.rows) if _needed(row, across) > MOST_HEIGHT]


def _needed(row: Row, across: Sequence[float]) -> float:
    lines = max(_lines(value, room) for value, room in zip(row, across, strict=True))
    return lines * _LINE + _PADDING


def _lines(value: Value, room: float) -> int:
    """Return how many lines a text takes in a room of so many half-width characters."""
    text = str(value)
    # A Chinese character has three bytes and counts two, a letter has one and counts one.
    if "\n" not in text:
        return ceil((len(text) + len(text.encode())) / 2 / room) if len(text) * 2 > room else 1
    return sum(max(1, ceil((len(part) + len(part.encode())) / 2 / room)) for part in text.split("\n"))


def to_bytes(sheet: Sheet, hidden: Hidden | None = None) -> bytes:
    """Return the workbook; its texts must be `writable`."""
    book, looks = _skeleton(sheet, hidden)
    stream = BytesIO()
    book.save(stream)
    texts: dict[str, int] = {}
    data = [_sheet_data(sheet, looks, texts)]
    if hidden is not None:
        data.append(_plain_data(hidden, texts))
    return _filled(stream, data, texts)


@dataclass(frozen=True, slots=True)
class _Looks:
    """The numbers of the looks in the workbook: of title and head, and of each kind, plain and guarded."""

    title: int
    head: int
    cells: dict[Kind, tuple[int, int]]


def _skeleton(sheet: Sheet, hidden: Hidden | None) -> tuple[Workbook, _Looks]:
    """Return a workbook with everything but its rows."""
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter

    book = Workbook()
    looks = _looks(book)
    own = book.active
    own.title = sheet.name
    for place, column in enumerate(sheet.columns, 1):
        own.column_dimensions[get_column_letter(place)].width = round(column.width_mm * _WIDTH_PER_MM + 0.71, 2)
    last = get_column_letter(len(sheet.columns))
    own.freeze_panes = f"{get_column_letter(sheet.frozen + 1)}{FIRST_ROW}"
    own.print_title_rows = f"{HEAD_ROW}:{HEAD_ROW}"
    if len(sheet.columns) > 1:
        own.merge_cells(f"A{TITLE_ROW}:{last}{TITLE_ROW}")
    own.auto_filter.ref = f"A{HEAD_ROW}:{last}{HEAD_ROW + len(sheet.rows)}"
    _set_page(own, sheet)
    if hidden is not None:
        book.create_sheet(hidden.name).sheet_state = "veryHidden"
    return book, looks


def _set_page(own: Any, sheet: Sheet) -> None:
    own.page_setup.paperSize = {"A3": 8, "A4": 9}[sheet.paper]
    own.page_setup.orientation = "landscape" if sheet.is_landscape else "portrait"
    own.sheet_properties.pageSetUpPr.fitToPage = True
    own.page_setup.fitToWidth, own.page_setup.fitToHeight = 1, 0
    own.print_options.horizontalCentered = True
    side = sheet.margin_mm / 25.4
    own.page_margins.left = own.page_margins.right = own.page_margins.top = side
    own.page_margins.bottom, own.page_margins.footer = 18 / 25.4, 8 / 25.4
    own.oddFooter.center.text = "第 &P 页　共 &N 页"
    own.oddFooter.center.font, own.oddFooter.center.size = "宋体", 9


def _looks(book: Workbook) -> _Looks:
    """Give the workbook its looks and return their numbers."""
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    scratch, numbers = book.create_sheet(), count(1)
    line = Side(style="thin", color="FF7F7F7F")
    border = Border(left=line, right=line, top=line, bottom=line)

    def look(font: Font, alignment: Alignment, *, ruled: bool = True, form: str = "General", quoted: bool = False,
             ground: str = "") -> int:
        sample = scratch.cell(next(numbers), 1)
        sample.font, sample.alignment, sample.number_format = font, alignment, form
        sample.border = border if ruled else Border()
        sample.fill = PatternFill("solid", fgColor=ground) if ground else PatternFill()
        sample.quotePrefix = quoted
        number: int = sample.style_id
        return number

    middle = Alignment(horizontal="center", vertical="center", wrap_text=True)
    left = Alignment(horizontal="left", vertical="center", wrap_text=True)
    body, head = Font(name="宋体", size=_SIZE), Font(name="黑体", size=_HEAD_SIZE)
    found = _Looks(
        title=look(Font(name="方正小标宋简体", size=_TITLE_SIZE), middle, ruled=False),
        head=look(head, middle, ground="FFF0F3F1"),
        cells={
            Kind.PROSE: (look(body, left), look(body, left, quoted=True)),
            Kind.CODE: (look(body, middle, form="@"), look(body, middle, form="@", quoted=True)),
            Kind.COUNT: (look(body, middle, form="0"), look(body, middle, form="@", quoted=True)),
        },
    )
    book.remove(scratch)
    return found


def _sheet_data(sheet: Sheet, looks: _Looks, texts: dict[str, int]) -> str:
    letters = _letters(len(sheet.columns))
    title = "".join(_cell(letter, TITLE_ROW, looks.title, sheet.title if letter == "A" else "", texts)
                    for letter in letters)
    head = "".join(_cell(letter, HEAD_ROW, looks.head, column.label, texts)
                   for letter, column in zip(letters, sheet.columns, strict=True))
    title_lines = _lines(sheet.title, 2 * sum(column.width_mm for column in sheet.columns) * _POINTS_PER_MM
                         / _TITLE_SIZE)
    head_lines = max(_lines(item.label, (item.width_mm * _POINTS_PER_MM - _FREE) / _HEAD_SIZE * 2)
                     for item in sheet.columns)
    rows = [
        f'<row r="{TITLE_ROW}" ht="{title_lines * 27 + 6:g}" customHeight="1">{title}</row>',
        f'<row r="{HEAD_ROW}" ht="{head_lines * _LINE + 12:g}" customHeight="1">{head}</row>',
    ]
    kinds = [(letter, looks.cells[column.kind]) for letter, column in zip(letters, sheet.columns, strict=True)]
    for number, (row, height) in enumerate(zip(sheet.rows, heights(sheet), strict=True), FIRST_ROW):
        cells = "".join(_typed_cell(letter, number, styles, value, texts)
                        for (letter, styles), value in zip(kinds, row, strict=True))
        rows.append(f'<row r="{number}" ht="{height:g}" customHeight="1">{cells}</row>')
    return f"<sheetData>{''.join(rows)}</sheetData>"


def _typed_cell(letter: str, row: int, styles: tuple[int, int], value: Value, texts: dict[str, int]) -> str:
    if isinstance(value, int):
        return f'<c r="{letter}{row}" s="{styles[0]}"><v>{value}</v></c>'
    # Typed in again in the cell, such a text would be taken for a formula.
    return _cell(letter, row, styles[value.startswith(_SIGNS)], value, texts)


def _cell(letter: str, row: int, style: int, text: str, texts: dict[str, int]) -> str:
    if not text:
        return f'<c r="{letter}{row}" s="{style}"/>'
    return f'<c r="{letter}{row}" s="{style}" t="s"><v>{texts.setdefault(text, len(texts))}</v></c>'


def _plain_data(hidden: Hidden, texts: dict[str, int]) -> str:
    letters = _letters(max(map(len, hidden.rows)))
    rows = []
    for number, row in enumerate(hidden.rows, 1):
        cells = "".join(_typed_cell(letter, number, (0, 0), value, texts)
                        for letter, value in zip(letters, row, strict=False) if value != "")
        rows.append(f'<row r="{number}">{cells}</row>')
    return f"<sheetData>{''.join(rows)}</sheetData>"


def _letters(count: int) -> list[str]:
    from openpyxl.utils import get_column_letter

    return [get_column_letter(place) for place in range(1, count + 1)]


def _shared(texts: dict[str, int]) -> bytes:
    items = "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in texts)
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
        f' uniqueCount="{len(texts)}">{items}</sst>'
    ).encode()


def _filled(skeleton: BytesIO, data: Sequence[str], texts: dict[str, int]) -> bytes:
    """Return the package with the rows in its sheets and the texts beside them."""
    sheets = {f"xl/worksheets/sheet{number}.xml": rows.encode() for number, rows in enumerate(data, 1)}
    stream = BytesIO()
    with zipfile.ZipFile(skeleton) as source, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as to:
        for name in source.namelist():
            content = source.read(name)
            if name in sheets:
                content = _with_rows(content, sheets[name])
            elif name in _TEXTS_NAMED:
                end, entry = _TEXTS_NAMED[name]
                content = content.replace(end, entry + end)
            elif name == "docProps/core.xml":
                content = _nobody(content)
            to.writestr(_entry(name), content)
        to.writestr(_entry("xl/sharedStrings.xml"), _shared(texts))
    return stream.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _STAMP)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _with_rows(sheet: bytes, rows: bytes) -> bytes:
    filled, count = _SHEET_DATA.subn(lambda _: rows, sheet, count=1)
    if count != 1:
        raise ValueError("the empty sheet has no place for rows")
    # The last elements of a sheet: a code is a number written as a text on purpose.
    filled = filled.replace(b"</worksheet>", _NO_MARKS + b"</worksheet>")
    return _DIMENSION.sub(b"", filled, count=1)


def _nobody(core: bytes) -> bytes:
    """Return the properties without author and moment."""
    core = re.sub(rb"<dc:creator[^>]*>[^<]*</dc:creator>", b"", core)
    return re.sub(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>", b"", core)
