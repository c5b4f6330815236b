"""The text of .docx, .xlsx, OpenDocument and plain text in parts of about a page, for reading in the window.

Taken from the XML parts themselves; nothing is evaluated. A part is a name (the sheet and its rows) and blocks, each a
text, or a list of rows that are lists of cells. Numbers that a sheet shows as days are shown as days; what Word
numbers by itself stands without its number.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, TypeAlias

from models.looking.readers import MC, S, W, shared_strings, text_of_open_document, words, xml

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

Block: TypeAlias = str | list[list[str]]
Part: TypeAlias = dict[str, Any]
_CHARACTERS = 1_600
_ROWS = 30
_MOST_ROWS = 4_000
_MOST_COLUMNS = 40
_MOST_PARTS = 400
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_FIRST_DAY = date(1899, 12, 30)
_BUILT_IN_DATES = {14, 15, 16, 17, 22, *range(27, 32), 36, *range(50, 59)}
_DATE_FORMAT = re.compile(r"[yd]", re.IGNORECASE)
_IN_QUOTES = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')


def parts_of_lines(text: str) -> list[Part]:
    """Return plain text in parts."""
    return _parts(text.replace("\r\n", "\n").split("\n"))


def parts_of_word(archive: zipfile.ZipFile) -> list[Part]:
    """Return paragraphs and tables of a document in parts."""
    names = archive.namelist()
    if "word/document.xml" not in names:
        return parts_of_lines(text_of_open_document(archive) if "content.xml" in names else "")
    root = xml(archive, "word/document.xml")
    # Word keeps a second copy of each text box for programs that cannot draw the first.
    for parent in list(root.iter()):
        for fallback in parent.findall(f"{MC}Fallback"):
            parent.remove(fallback)
    body = root.find(f"{W}body")
    return _parts(_blocks(body if body is not None else root))


def parts_of_sheets(archive: zipfile.ZipFile) -> list[Part]:
    """Return the sheets of a workbook in parts of some rows each."""
    names = archive.namelist()
    if "content.xml" in names:
        return parts_of_lines(text_of_open_document(archive))
    shared = shared_strings(archive) if "xl/sharedStrings.xml" in names else []
    dates = _date_styles(xml(archive, "xl/styles.xml")) if "xl/styles.xml" in names else frozenset[int]()
    return [
        part for name, target in _sheets(archive) if target in names
        for part in _parts_of_rows(name, _rows(xml(archive, target), shared, dates))
    ][:_MOST_PARTS]


def _parts(blocks: Iterable[Block]) -> list[Part]:
    """Put blocks together to parts; a long table goes on in the next one."""
    parts: list[Part] = [{"name": "", "blocks": []}]
    room = _CHARACTERS
    for block in (piece for whole in blocks for piece in _pieces(whole)):
        size = len(block) + 20 if isinstance(block, str) else sum(len(cell) + 4 for row in block for cell in row)
        if parts[-1]["blocks"] and size > room:
            if len(parts) == _MOST_PARTS:
                break
            parts.append({"name": "", "blocks": []})
            room = _CHARACTERS
        parts[-1]["blocks"].append(block)
        room -= size
    return parts


def _pieces(block: Block) -> Iterator[Block]:
    step = _CHARACTERS if isinstance(block, str) else _ROWS
    if isinstance(block, str):
        yield from (block[start : start + step] for start in range(0, max(len(block), 1), step))
    else:
        yield from (block[start : start + step] for start in range(0, len(block), step))


def _blocks(body: Element) -> Iterator[Block]:
    for node in body:
        if node.tag == f"{W}p":
            yield "".join(words(node))
        elif node.tag == f"{W}tbl":
            yield [[_cell_text(cell) for cell in row.iter(f"{W}tc")][:_MOST_COLUMNS] for row in node.iter(f"{W}tr")]
        elif node.tag == f"{W}sdt":
            content = node.find(f"{W}sdtContent")
            yield from _blocks(content) if content is not None else ()


def _cell_text(cell: Element) -> str:
    return "\n".join("".join(words(paragraph)) for paragraph in cell.iter(f"{W}p")).strip()


# Workbooks


def _sheets(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Yield name and part of every sheet in the order of the workbook."""
    links = {
        link.get("Id"): str(link.get("Target", "")) for link in xml(archive, "xl/_rels/workbook.xml.rels")
    }
    for sheet in xml(archive, "xl/workbook.xml").iter(f"{S}sheet"):
        target = links.get(sheet.get(f"{_R}id"), "")
        yield str(sheet.get("name", "")), target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _date_styles(root: Element) -> frozenset[int]:
    """Return the places of the cell formats that show a number as a day."""
    own = {
        node.get("numFmtId"): bool(_DATE_FORMAT.search(_IN_QUOTES.sub("", node.get("formatCode") or "")))
        for node in root.iter(f"{S}numFmt")
    }
    formats = root.find(f"{S}cellXfs")
    return frozenset(
        place for place, node in enumerate(formats if formats is not None else ())
        if own.get(node.get("numFmtId"), int(node.get("numFmtId") or 0) in _BUILT_IN_DATES)
    )


def _rows(root: Element, shared: Sequence[str], dates: frozenset[int]) -> Iterator[list[str]]:
    for place, row in enumerate(root.iter(f"{S}row")):
        if place == _MOST_ROWS:
            return
        cells: dict[int, str] = {}
        for follows, cell in enumerate(row.iter(f"{S}c")):
            cells[_column(cell.get("r"), follows)] = _value(cell, shared, dates)
        filled = [column for column, text in cells.items() if text and column < _MOST_COLUMNS]
        yield [cells.get(column, "") for column in range(max(filled, default=-1) + 1)]


def _column(reference: str | None, follows: int) -> int:
    letters = re.match(r"[A-Z]{1,3}", reference or "")
    if letters is None:
        return follows
    place = 0
    for letter in letters[0]:
        place = place * 26 + ord(letter) - 64
    return place - 1


def _value(cell: Element, shared: Sequence[str], dates: frozenset[int]) -> str:
    if cell.get("t") == "inlineStr":
        return "".join(node.text or "" for node in cell.iter(f"{S}t"))
    value = cell.findtext(f"{S}v") or ""
    match cell.get("t"):
        case "s":
            return shared[int(value)] if value.isdecimal() and int(value) < len(shared) else ""
        case "b":
            return "是" if value == "1" else "否"
        case None | "n":
            return _number(value, is_day=int(cell.get("s") or 0) in dates)
        case _:
            return value


def _number(value: str, *, is_day: bool) -> str:
    try:
        number = float(value)
    except ValueError:
        return value
    if is_day and 1 <= number < 2_958_466:
        return (_FIRST_DAY + timedelta(days=int(number))).isoformat()
    # What floats write behind the fifteenth digit nobody typed.
    return value if value.isdecimal() else f"{number:.15g}"


def _parts_of_rows(name: str, rows: Iterator[list[str]]) -> list[Part]:
    table = list(rows)
    while table and not table[-1]:
        table.pop()
    wide = max((len(row) for row in table), default=0)
    even = [row + [""] * (wide - len(row)) for row in table]
    return [
        {"name": f"{name} · 第{first + 1}—{min(first + _ROWS, len(even))}行", "blocks": [even[first : first + _ROWS]]}
        for first in range(0, len(even), _ROWS)
    ] or [{"name": f"{name} · 空表", "blocks": []}]
