"""A written workbook is opened again and counted before anyone is told that it was saved.

Zip and XML are read without the library that wrote them: every part's checksum, every row and cell of the sheets in
their order, and every text.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from exporters.spreadsheet import Hidden, Sheet, Value
from models.errors import ExportError

_M = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def recount(sheet: Sheet, hidden: Hidden | None, path: Path) -> None:
    """Raise ExportError if the file at `path` is not the whole workbook."""
    from lxml import etree

    try:
        with zipfile.ZipFile(path) as archive:
            damaged = archive.testzip()
            if damaged:
                raise _lost(f"里面的 {damaged} 坏了")
            texts = [item.findtext(f"{_M}t") or "" for item in etree.fromstring(archive.read("xl/sharedStrings.xml"))]
            _compare(sheet.name, _expected(sheet), _values(archive.read("xl/worksheets/sheet1.xml"), texts))
            if hidden is not None:
                told = (value for row in hidden.rows for value in row if value != "")
                _compare(hidden.name, told, _values(archive.read("xl/worksheets/sheet2.xml"), texts))
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, etree.XMLSyntaxError, IndexError) as error:
        raise _lost("打不开") from error


def _expected(sheet: Sheet) -> Iterator[Value]:
    rows = ([sheet.title], [column.label for column in sheet.columns], *sheet.rows)
    return (value for row in rows for value in row if value != "")


def _values(content: bytes, texts: list[str]) -> Iterator[Value]:
    """Yield what the filled cells of a sheet hold, in order."""
    from lxml import etree

    for row in etree.fromstring(content, etree.XMLParser(huge_tree=True)).find(f"{_M}sheetData"):
        for cell in row:
            if len(cell):
                number = int(cell[0].text)
                yield texts[number] if cell.get("t") == "s" else number


def _compare(name: str, wanted: Iterable[Value], written: Iterator[Value]) -> None:
    for place, value in enumerate(wanted, 1):
        if next(written, None) != value:
            raise _lost(f"缺了工作表“{name}”里第{place}个单元格的内容")
    if next(written, None) is not None:
        raise _lost(f"工作表“{name}”里多了内容")


def _lost(what: str) -> ExportError:
    remedy = "请再保存一次；还不行时换一个盘，并留意磁盘是否有故障。"
    return ExportError(f"写成的文件重新打开后{what}，没有保存", remedy=remedy)
