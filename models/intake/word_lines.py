"""Reading a .docx from outside into plain lines; runs only in the child of `models.isolation`.

Paragraphs and table rows of the body in their order, what stands in text boxes, headers and footers apart. Tracked
changes are read as accepted, automatic numbers are put before their paragraphs, a line feed in a paragraph is "\\n".
Elements are told by their local names, so that both dialects of OOXML are read. Nothing is evaluated: macros, a
password, a DTD are refused with the reason.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from lxml import etree

from models.errors import ForeignFileError
from models.intake.word_numbering import Numbering

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOST = frozenset({"del", "moveFrom", "instrText", "delText", "rt", "pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr"})
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_AROUND = ("header", "footer")


def read(path: Path) -> dict[str, Any]:
    """Return `lines` (each with text, rows with cells), `boxes` and `around` as texts; raises ForeignFileError."""
    _refuse_other_kinds(path)
    with zipfile.ZipFile(path) as archive:
        main = _main_part(archive, path)
        folder = str(PurePosixPath(main).parent)
        numbering = Numbering(_part(archive, f"{folder}/numbering.xml"), _part(archive, f"{folder}/styles.xml"))
        body = _xml(archive, main, path)
        around = [
            _text(root) for name in sorted(archive.namelist())
            if name.startswith(tuple(f"{folder}/{kind}" for kind in _AROUND)) and name.endswith(".xml")
            for root in (_xml(archive, name, path),)
        ]
    boxes = [_text(box) for box in body.iter() if _name(box) == "txbxContent" and not _in_fallback(box)]
    return {"lines": list(_lines(body, numbering)), "boxes": _filled(boxes), "around": _filled(around)}


def _filled(texts: list[str]) -> list[str]:
    return [text for text in texts if text.strip()]


def _refuse_other_kinds(path: Path) -> None:
    with path.open("rb") as file:
        head = file.read(8)
    if head.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in path.read_bytes():
            raise _refused("文件有密码", path, "请在 WPS 里去掉密码另存一份，再取回。")
        raise _refused("这是旧格式的文档（.doc、.wps）", path, "请用 WPS 另存为 .docx 再取回。")
    if not head.startswith(b"PK"):
        raise _no_word_file(path)


def _refused(text: str, path: Path, remedy: str) -> ForeignFileError:
    return ForeignFileError(text, where=path.name, remedy=remedy)


def _no_word_file(path: Path) -> ForeignFileError:
    return _refused("这不是 Word 文档（.docx）", path, "请选择用 WPS 存成的 .docx 文件。")


def _main_part(archive: zipfile.ZipFile, path: Path) -> str:
    names = set(archive.namelist())
    types = archive.read("[Content_Types].xml") if "[Content_Types].xml" in names else b""
    if b"macroEnabled" in types or any(name.endswith("vbaProject.bin") for name in names):
        raise _refused("文件带宏，不收", path, "请用 WPS 另存为 .docx（不带宏）再取回。")
    relations = _part(archive, "_rels/.rels")
    for relation in relations if relations is not None else ():
        target = str(relation.get("Target", "")).lstrip("/")
        if relation.get("Type", "").endswith("/officeDocument") and target in names:
            return target
    if "word/document.xml" in names:
        return "word/document.xml"
    raise _no_word_file(path)


def _part(archive: zipfile.ZipFile, name: str) -> Any:
    return _xml(archive, name, Path(name)) if name in archive.namelist() else None


def _xml(archive: zipfile.ZipFile, name: str, path: Path) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    root = etree.fromstring(archive.read(name), parser)
    if root.getroottree().docinfo.doctype:
        raise _refused("文件里夹带定义（DTD），不读", path, "请用 WPS 打开，另存一份再试。")
    return root


def _name(node: Any) -> str:
    # Comments and processing instructions have no name.
    return etree.QName(node).localname if isinstance(node.tag, str) else ""


# Lines


def _lines(node: Any, numbering: Numbering) -> Iterator[dict[str, Any]]:
    """Yield the paragraphs and rows below a node; a paragraph whose mark is deleted runs on into the next."""
    ahead = ""
    for block in _blocks(node):
        if _name(block) == "tr":
            yield {"text": "", "cells": [_text(cell) for cell in _cells(block)]}
            continue
        text = ahead + numbering.mark(block) + _inside(block)
        ahead = text if _has(block, "pPr", "rPr", "del") else ""
        if not ahead:
            yield {"text": text, "cells": []}
    if ahead:
        yield {"text": ahead, "cells": []}


def _blocks(node: Any) -> Iterator[Any]:
    """Yield paragraphs and table rows that stand, in order; not those in text boxes and in cells."""
    for child in _children(node):
        name = _name(child)
        if name == "p":
            yield child
        elif name == "tr":
            if not _has(child, "trPr", "del"):
                yield child
        else:
            yield from _blocks(child)


def _cells(row: Any) -> Iterator[Any]:
    for child in _children(row):
        if _name(child) == "tc":
            yield child
        else:
            yield from _cells(child)


def _children(node: Any) -> Iterator[Any]:
    """Yield what stands of a node's children: not what was deleted, and of two drawings for two programs the first."""
    if _name(node) == "AlternateContent":
        choices = [child for child in node if _name(child) == "Choice"] or list(node)
        yield from choices[:1]
        return
    for child in node:
        if _name(child) not in _LOST and _name(child) != "txbxContent":
            yield child


def _text(node: Any) -> str:
    """Return the paragraphs below a node, joined by line feeds."""
    found = [_inside(block) if _name(block) == "p" else "\t".join(map(_text, _cells(block))) for block in _blocks(node)]
    return "\n".join(found).strip("\n")


def _inside(node: Any) -> str:
    return "".join(_runs(node))


def _runs(node: Any) -> Iterator[str]:
    for child in _children(node):
        name = _name(child)
        if name == "t":
            yield child.text or ""
        elif name == "br" and _attribute(child, "type") in ("page", "column"):
            continue
        elif name in _SIGNS:
            yield _SIGNS[name]
        elif name == "sym":
            yield chr(int(_attribute(child, "char") or "20", 16))
        else:
            yield from _runs(child)


def _attribute(node: Any, name: str) -> str:
    return next((value for key, value in node.attrib.items() if etree.QName(key).localname == name), "")


def _has(node: Any, *names: str) -> bool:
    """Return whether a node has a child of the first name that has a child of the second, and so on."""
    if not names:
        return True
    return any(_has(child, *names[1:]) for child in node if _name(child) == names[0])


def _in_fallback(node: Any) -> bool:
    return any(_name(parent) == "Fallback" for parent in node.iterancestors())
