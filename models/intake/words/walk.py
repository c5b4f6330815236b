"""The body of a Word document as people see it: what was deleted is gone, of two drawings the first, no field codes.

Tracked changes are read as accepted, a paragraph whose mark was deleted runs on into the next, content controls and
split runs are seen through, hidden text is not there. A page that ends is a sign in the text (`RENDERED`, `HARD`),
which `without_pages` takes out again.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from models.intake.words.numbering import Numbering

# No text of an XML file can hold these two signs.
RENDERED, HARD = "\f", "\v"
_NO_PAGES = str.maketrans("", "", RENDERED + HARD)
_LOST = frozenset({
    "del", "moveFrom", "instrText", "delText", "rt", "pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "txbxContent",
})
_SIGNS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-", "lastRenderedPageBreak": RENDERED}
# Boxes people tick are letters of sign fonts.
_SYMBOLS = {
    ("wingdings", 0xFE): "☑", ("wingdings", 0xFD): "☒", ("wingdings", 0xFC): "√", ("wingdings", 0xA8): "□",
    ("wingdings", 0x6F): "□", ("wingdings 2", 0x52): "☑", ("wingdings 2", 0x54): "☒", ("wingdings 2", 0x50): "√",
    ("wingdings 2", 0xA3): "□", ("wingdings 2", 0x2A): "□",
}
_OFF = frozenset({"0", "false", "off"})


@cache
def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def name(node: Any) -> str:
    """Return the local name of an element; comments and processing instructions have none."""
    return _local(node.tag) if isinstance(node.tag, str) else ""


def attribute(node: Any, wanted: str) -> str:
    """Return an attribute by its local name, empty where it is not there."""
    return next((value for key, value in node.attrib.items() if _local(key) == wanted), "")


def child(node: Any, *names: str) -> Any:
    """Return the first child of the first name, of it the first of the second, and so on; None where one is missing."""
    for wanted in names:
        node = next((item for item in node if name(item) == wanted), None)
        if node is None:
            return None
    return node


def has(node: Any, *names: str) -> bool:
    """Return whether `child` finds something, and that it is not switched off."""
    found = child(node, *names)
    return found is not None and attribute(found, "val") not in _OFF


def children(node: Any) -> Iterator[Any]:
    """Yield what stands of a node's children: not what was deleted, and of two drawings for two programs the first."""
    if name(node) == "AlternateContent":
        choices = [item for item in node if name(item) == "Choice"] or list(node)
        yield from choices[:1]
        return
    for item in node:
        if name(item) not in _LOST:
            yield item


def blocks(node: Any) -> Iterator[Any]:
    """Yield the paragraphs and tables below a node in their order; not those in text boxes and in cells."""
    for item in children(node):
        if name(item) in ("p", "tbl"):
            yield item
        else:
            yield from blocks(item)


def rows(table: Any) -> Iterator[Any]:
    """Yield the rows of a table that were not deleted."""
    for item in children(table):
        if name(item) != "tr":
            yield from rows(item)
        elif not has(item, "trPr", "del"):
            yield item


def cells(row: Any) -> Iterator[Any]:
    """Yield the cells of a row that were not deleted."""
    for item in children(row):
        if name(item) != "tc":
            yield from cells(item)
        elif not has(item, "tcPr", "cellDel"):
            yield item


class Reading:
    """One reading of a document from its beginning to its end; automatic numbers count as it goes."""

    def __init__(self, numbering: Numbering) -> None:
        self._numbering = numbering

    def lines(self, node: Any) -> Iterator[tuple[Any, str]]:
        """Yield each paragraph below a node with its text, and each table with an empty one."""
        ahead = ""
        for block in blocks(node):
            if name(block) == "tbl":
                if ahead:
                    yield block, ahead
                ahead = ""
                yield block, ""
                continue
            inside = words(block)
            is_gone = _runs_on(block)
            mark = "" if ahead or (is_gone and not inside) else self._numbering.mark(block)
            ahead += mark + inside
            if not is_gone:
                yield block, ahead
                ahead = ""
        if ahead:
            yield node, ahead

    def text(self, node: Any) -> str:
        """Return the paragraphs below a node, joined by line feeds; a table's rows are lines, its cells tabbed."""
        found: list[str] = []
        for block, text in self.lines(node):
            if name(block) == "tbl" and not text:
                found += ["\t".join(self.text(cell) for cell in cells(row)) for row in rows(block)]
            else:
                found.append(text)
        return "\n".join(found).strip("\n")


def _runs_on(paragraph: Any) -> bool:
    return any(has(paragraph, "pPr", "rPr", gone) for gone in ("del", "moveFrom"))


def words(node: Any) -> str:
    """Return the text inside a paragraph, with the signs of pages that end."""
    return "".join(_runs(node))


def without_pages(text: str) -> str:
    """Return a text without the signs of pages."""
    return text.translate(_NO_PAGES)


def _runs(node: Any) -> Iterator[str]:
    for item in children(node):
        kind = name(item)
        if kind == "t":
            yield item.text or ""
        elif kind == "br":
            yield {"page": HARD, "column": ""}.get(attribute(item, "type"), "\n")
        elif kind in _SIGNS:
            yield _SIGNS[kind]
        elif kind == "sym":
            yield _symbol(item)
        elif kind != "r" or not has(item, "rPr", "vanish"):
            yield from _runs(item)


def _symbol(node: Any) -> str:
    code = int(attribute(node, "char") or "20", 16)
    return _SYMBOLS.get((attribute(node, "font").casefold(), code & 0xFF)) or chr(code)
