"""The text of documents, workbooks and plain text in parts of about a page, for reading in the window.

A part is a name (the sheet and its rows) and blocks, each a text, or a list of rows that are lists of cells. Of a very
long file the beginning is shown, and the last part says how much is left out. Workbooks show what people see in their
cells, as an import reads them; what Word numbers by itself stands without its number.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from models.looking.word_texts import PAGE_END, W, drop_second_copies, text_of_open_document, words_of, xml

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from models.domain.drafts.source import Grid
    from models.intake.sheets.workbooks import Sheets

Block: TypeAlias = str | list[list[str]]
Part: TypeAlias = dict[str, Any]
_CHARACTERS = 1_600
_ROWS = 30
_MOST_ROWS = 4_000
_MOST_COLUMNS = 40
_MOST_PARTS = 400
_SEE_ALL = "按 Enter 打开只读副本看全部。"


def parts_of_lines(text: str) -> list[Part]:
    """Return plain text in parts."""
    return _parts(text.replace("\r\n", "\n").split("\n"))


def parts_of_word(archive: zipfile.ZipFile) -> list[Part]:
    """Return paragraphs and tables of a document in parts."""
    names = archive.namelist()
    if "word/document.xml" not in names:
        return parts_of_lines(text_of_open_document(archive) if "content.xml" in names else "")
    root = xml(archive, "word/document.xml")
    drop_second_copies(root)
    body = root.find(f"{W}body")
    return _parts(_blocks(body if body is not None else root))


def parts_of_sheets(book: Sheets) -> list[Part]:
    """Return the sheets of a workbook in parts of some rows each; every sheet has one at least."""
    parts, left = list[Part](), _MOST_ROWS
    for grid in book.grids:
        parts += _parts_of_sheet(grid, left)
        left = max(0, left - len(grid.rows))
    if not parts:
        parts = [{"name": "空表", "blocks": []}]
    hidden = [item.where for item in book.findings if item.code == "hidden_sheet"]
    parts[-1]["blocks"] += [f"工作表“{name}”是隐藏的，这里没有显示；{_SEE_ALL}" for name in hidden]
    return parts


def _parts(blocks: Iterable[Block]) -> list[Part]:
    """Put blocks together to parts; a long table goes on in the next one."""
    parts: list[Part] = [{"name": "", "blocks": []}]
    room, left_out = _CHARACTERS, 0
    for block in (piece for whole in blocks for piece in _pieces(whole)):
        size = _length(block) + (20 if isinstance(block, str) else 0)
        if left_out or (parts[-1]["blocks"] and size > room and len(parts) == _MOST_PARTS):
            left_out += _length(block)
            continue
        if parts[-1]["blocks"] and size > room:
            parts.append({"name": "", "blocks": []})
            room = _CHARACTERS
        parts[-1]["blocks"].append(block)
        room -= size
    if left_out:
        parts[-1]["blocks"].append(f"后面还有约 {left_out} 字没有显示；{_SEE_ALL}")
    return parts


def _length(block: Block) -> int:
    return len(block) if isinstance(block, str) else sum(len(cell) + 4 for row in block for cell in row)


def _pieces(block: Block) -> Iterator[Block]:
    step = _CHARACTERS if isinstance(block, str) else _ROWS
    if isinstance(block, str):
        yield from (block[start : start + step] for start in range(0, max(len(block), 1), step))
    else:
        yield from (block[start : start + step] for start in range(0, len(block), step))


def _blocks(body: Element) -> Iterator[Block]:
    for node in body:
        if node.tag == f"{W}p":
            yield _text([node])
        elif node.tag == f"{W}tbl":
            yield [[_text(cell.iter(f"{W}p")).strip() for cell in row.iter(f"{W}tc")] for row in node.iter(f"{W}tr")]
        elif node.tag == f"{W}sdt":
            content = node.find(f"{W}sdtContent")
            yield from _blocks(content) if content is not None else ()


def _text(paragraphs: Iterable[Element]) -> str:
    return "\n".join(words_of(paragraphs)).replace(PAGE_END, "")


# Workbooks


def _parts_of_sheet(grid: Grid, most: int) -> Iterator[Part]:
    """Yield the first rows of a sheet in parts, named by the numbers people see beside the rows."""
    rows, columns = min(len(grid.rows), most), min(grid.width, _MOST_COLUMNS)
    narrowed = f"，前 {columns} 列（共 {grid.width} 列，{_SEE_ALL.rstrip('。')}）" if columns < grid.width else ""
    for first in range(0, rows, _ROWS):
        end = min(first + _ROWS, rows)
        name = f"{grid.name} · 第{grid.first_row + first}—{grid.first_row + end - 1}行{narrowed}"
        yield {"name": name, "blocks": [_cells(grid.rows[first:end], columns), *_rest(grid, end, rows)]}
    if not rows:
        yield {"name": grid.name, "blocks": [*_rest(grid, 0, 0)]}


def _rest(grid: Grid, end: int, shown: int) -> Iterator[str]:
    """Yield behind the last row that is shown how many are not."""
    if end == shown < len(grid.rows):
        yield f"后面还有 {len(grid.rows) - shown} 行没有显示；{_SEE_ALL}"


def _cells(rows: Sequence[Sequence[str]], columns: int) -> list[list[str]]:
    return [list(row[:columns]) for row in rows]
