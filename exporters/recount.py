"""A written paper is opened again and counted before anyone is told that it was saved.

Zip and XML are read without the library that wrote them: every part's checksum, every paragraph and table, and every
text of the paper, blanks apart. A file that lost something on its way to the disk never gets its name.
"""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path

from exporters.blocks import Document, Picture, Table, texts
from exporters.typeset import Item, Paragraph, typeset
from models.errors import ExportError

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic"


def recount(document: Document, path: Path) -> None:
    """Raise ExportError if the file at `path` is not the whole paper."""
    from lxml import etree

    try:
        with zipfile.ZipFile(path) as archive:
            damaged = archive.testzip()
            content = archive.read("word/document.xml")
        body = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))[0]
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, etree.XMLSyntaxError, IndexError) as error:
        raise _lost("打不开") from error
    if damaged:
        raise _lost(f"里面的 {damaged} 坏了")
    _count(document, len(body.findall(f"{_W}p")), len(body.findall(f"{_W}tbl")), sum(1 for _ in body.iter(_PICTURE)))
    _find_texts(document, _bare("".join(body.itertext(f"{_W}t"))))


def _count(document: Document, paragraphs: int, tables: int, pictures: int) -> None:
    items = typeset(document)
    wanted = sum(isinstance(item, Paragraph) for item in items)
    if paragraphs < wanted:
        raise _lost(f"只有{paragraphs}段，应有{wanted}段")
    wanted = sum(isinstance(item, Table) for item in items)
    if tables != wanted:
        raise _lost(f"有{tables}张表，应有{wanted}张")
    wanted = sum(isinstance(item, Picture) for item in items) + sum(map(_photos, items))
    if pictures != wanted:
        raise _lost(f"有{pictures}幅图，应有{wanted}幅")


def _photos(item: Item) -> int:
    rows = item.rows if isinstance(item, Table) else ()
    return sum(cell.photo is not None and bool(cell.photo.image) for row in rows for cell in row)


def _find_texts(document: Document, written: str) -> None:
    for section in document.sections:
        for block in section.blocks:
            for text in texts(block):
                if _bare(text) not in written:
                    raise _lost(f"缺了“{section.heading}”里的文字")


def _bare(text: str) -> str:
    return "".join(text.split())


def _lost(what: str) -> ExportError:
    remedy = "请再保存一次；还不行时换一个盘，并留意磁盘是否有故障。"
    return ExportError(f"写成的文件重新打开后{what}，没有保存", remedy=remedy)
