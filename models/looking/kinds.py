"""What a file is by its content, whatever it is called.

The vault keeps files without their names, and names lie: a .jpg may be a PDF. Only the first bytes and a zip's list of
parts are looked at; nothing is unpacked.
"""

from __future__ import annotations

import zipfile
from enum import StrEnum
from pathlib import Path, PurePath

_HEAD = 4096
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"BM")
_IMAGES = (*_PICTURES, b"GIF87a", b"GIF89a", b"II*\x00", b"MM\x00*")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
SAVED_FACTS = "docProps/app.xml"
_WORD_PARTS = ("word/document.xml",)
_SHEET_PARTS = ("xl/workbook.xml", "xl/workbook.bin")
_OPEN_DOCUMENTS = {
    b"application/vnd.oasis.opendocument.text": "word",
    b"application/vnd.oasis.opendocument.spreadsheet": "sheet",
}


class FileKind(StrEnum):
    """文件类型 by content."""

    IMAGE = "image"
    PDF = "pdf"
    WORD = "word"
    SHEET = "sheet"
    TEXT = "text"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The kind in words for the clerk."""
        labels = {"image": "图片", "pdf": "PDF", "word": "文档", "sheet": "表格", "text": "文本", "other": "其他文件"}
        return labels[self.value]


# By how a name ends, what the content has to be. Behind .doc and .xls programs also write web pages and plain text.
_PROMISED = {
    ".pdf": FileKind.PDF, ".docx": FileKind.WORD, ".xlsx": FileKind.SHEET,
    **dict.fromkeys((".jpg", ".jpeg", ".png", ".gif", ".bmp", ".tif", ".tiff", ".webp"), FileKind.IMAGE),
}


def is_misnamed(name: str, kind: FileKind) -> bool:
    """Return whether a file of this kind is none of those its name says."""
    return _PROMISED.get(PurePath(name).suffix.lower(), kind) is not kind


def kind_of(path: Path) -> FileKind:
    """Return the kind of a file by its content; a file that is none of the known kinds is OTHER."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if head.startswith(_IMAGES) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP"):
        return FileKind.IMAGE
    if b"%PDF-" in head[:1024]:
        return FileKind.PDF
    if head.startswith(b"PK\x03\x04"):
        return _kind_of_zip(path)
    if head.startswith(_OLE):
        return _kind_of_ole(path)
    return FileKind.TEXT if _is_text(head) else FileKind.OTHER


def is_one_page(path: Path) -> bool:
    """Return whether a file is a picture of a kind that never holds two: JPEG, PNG, BMP."""
    with path.open("rb") as file:
        return file.read(_HEAD).startswith(_PICTURES)


def tells_pages(path: Path) -> bool:
    """Return whether a look at a file may tell its pages; a .docx without the facts of its saving tells none."""
    kind = kind_of(path)
    if kind is FileKind.WORD and zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            return SAVED_FACTS in archive.namelist()
    return kind in (FileKind.PDF, FileKind.IMAGE)


def _kind_of_zip(path: Path) -> FileKind:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                return FileKind(_OPEN_DOCUMENTS.get(archive.read("mimetype").strip(), "other"))
    except (zipfile.BadZipFile, UnicodeDecodeError, NotImplementedError):
        return FileKind.OTHER
    if names.intersection(_WORD_PARTS):
        return FileKind.WORD
    return FileKind.SHEET if names.intersection(_SHEET_PARTS) else FileKind.OTHER


def _kind_of_ole(path: Path) -> FileKind:
    # The names of streams in an OLE file are UTF-16; its directory usually lies near one of the ends.
    with path.open("rb") as file:
        seen = file.read(1 << 20)
        if path.stat().st_size > len(seen):
            file.seek(-min(1 << 20, path.stat().st_size - len(seen)), 2)
            seen += file.read()
    if "WordDocument".encode("utf-16-le") in seen:
        return FileKind.WORD
    is_sheet = any(name.encode("utf-16-le") in seen for name in ("Workbook", "Book\0"))
    return FileKind.SHEET if is_sheet else FileKind.OTHER


def _is_text(head: bytes) -> bool:
    if head.startswith(_UTF_16):
        return True
    if not head or any(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in head):
        return False
    return any(_decodes(head, encoding) for encoding in ("utf-8", "gb18030"))


def _decodes(head: bytes, encoding: str) -> bool:
    # The last character may be cut in two.
    for cut in range(4):
        try:
            head[: len(head) - cut].decode(encoding)
        except UnicodeDecodeError:
            continue
        return True
    return False
