"""Reading a .docx from outside into plain lines; runs only in the child of `models.isolation`.

Paragraphs and table rows of the body in their order, what stands in text boxes, headers and footers apart. What is
text is decided by `word_walk`. Macros, a password, a DTD are refused with the reason.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from models.intake.words.numbering import Numbering
from models.intake.words.package import Package, no_word_file, refused
from models.intake.words.walk import Reading, cells, name, rows, without_pages

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read(path: Path) -> dict[str, Any]:
    """Return `lines` (each with text, rows with cells), `boxes` and `around` as texts; raises ForeignFileError."""
    _refuse_other_kinds(path)
    with zipfile.ZipFile(path) as archive:
        package = Package(archive, path)
        if package.has_macros:
            raise refused("文件带宏，不收", path, "请用 WPS 另存为 .docx（不带宏）再取回。")
        reading = Reading(Numbering(package.part("numbering.xml"), package.part("styles.xml")))
        lines = list(_lines(package.body, reading))
        apart = Reading(Numbering(None, None))
        around = [without_pages(apart.text(root)) for root in package.around()]
        boxes = [without_pages(apart.text(box)) for box in text_boxes(package.body)]
    return {"lines": lines, "boxes": _filled(boxes), "around": _filled(around)}


def text_boxes(body: Any) -> Iterator[Any]:
    """Yield the contents of text boxes, each once."""
    for box in body.iter():
        if name(box) == "txbxContent" and not any(name(parent) == "Fallback" for parent in box.iterancestors()):
            yield box


def _filled(texts: list[str]) -> list[str]:
    return [text for text in texts if text.strip()]


def _refuse_other_kinds(path: Path) -> None:
    with path.open("rb") as file:
        head = file.read(8)
    if head.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in path.read_bytes():
            raise refused("文件有密码", path, "请在 WPS 里去掉密码另存一份，再取回。")
        raise refused("这是旧格式的文档（.doc、.wps）", path, "请用 WPS 另存为 .docx 再取回。")
    if not head.startswith(b"PK"):
        raise no_word_file(path)


def _lines(body: Any, reading: Reading) -> Iterator[dict[str, Any]]:
    for block, text in reading.lines(body):
        if name(block) != "tbl" or text:
            yield {"text": without_pages(text), "cells": []}
            continue
        for row in rows(block):
            yield {"text": "", "cells": [without_pages(reading.text(cell)) for cell in cells(row)]}
