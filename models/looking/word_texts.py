"""The text of documents, out of the XML parts of .docx and OpenDocument files; runs only in the child of isolation.

No office library is started and nothing in them is evaluated; a DTD or an entity is refused. Where a page ends, as far
as the file tells, the text holds the sign `PAGE_END`; the cells of a row stand in one line behind tabs.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from models.looking.kinds import SAVED_FACTS

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

PAGE_END = "\f"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MISCOUNT = 0.1


def text_of_word(path: Path) -> str:
    """Return the text of a document, a line for each paragraph; that of an old .doc is not looked at."""
    if not zipfile.is_zipfile(path):
        # .doc is no zip; its text is not looked at.
        return ""
    with zipfile.ZipFile(path) as archive:
        if "word/document.xml" not in archive.namelist():
            return text_of_open_document(archive) if "content.xml" in archive.namelist() else ""
        root = xml(archive, "word/document.xml")
    drop_second_copies(root)
    # A paper that begins on a new page has no page before it.
    return "\n".join(_lines_of(root)).lstrip(PAGE_END)


def _lines_of(node: Element) -> Iterator[str]:
    """Yield the lines of a document; the cells of a row of a table stand behind tabs."""
    for child in node:
        if child.tag == f"{W}p":
            yield from words_of(child.iter(f"{W}p"))
        elif child.tag == f"{W}tr":
            yield "\t".join("\n".join(_lines_of(cell)) for cell in child.iterfind(f"{W}tc"))
        else:
            yield from _lines_of(child)


def pages_of_word(path: Path, text: str) -> int | None:
    """Return the pages an office program counted when it saved this text; None where it counted another one, or none.

    Programs that write .docx without setting its pages carry along the count of an empty paper.
    """
    if not zipfile.is_zipfile(path):
        return None
    with zipfile.ZipFile(path) as archive:
        if SAVED_FACTS not in archive.namelist():
            return None
        facts = {node.tag.rpartition("}")[2]: (node.text or "").strip() for node in xml(archive, SAVED_FACTS)}
    pages, signs = facts.get("Pages", ""), facts.get("Characters", "")
    if not (pages.isdecimal() and signs.isdecimal()):
        return None
    own = len("".join(text.split()))
    return int(pages) or None if own and abs(int(signs) - own) <= own * _MISCOUNT + 5 else None


def drop_second_copies(root: Element) -> None:
    """Take out the copy Word keeps of each text box for programs that cannot draw the first."""
    for parent in list(root.iter()):
        for fallback in parent.findall(f"{MC}Fallback"):
            parent.remove(fallback)


def words_of(paragraphs: Iterable[Element]) -> Iterator[str]:
    """Yield the words of each paragraph of Word, with a sign where a page ends."""
    for paragraph in paragraphs:
        facts = paragraph.find(f"{W}pPr")
        begins = facts is not None and facts.find(f"{W}pageBreakBefore") is not None
        ends = facts is not None and _ends_page(facts.find(f"{W}sectPr"))
        yield PAGE_END * begins + "".join(_words(paragraph)) + PAGE_END * ends


def _ends_page(section: Element | None) -> bool:
    kind = section.find(f"{W}type") if section is not None else None
    return section is not None and (kind is None or kind.get(f"{W}val") != "continuous")


def _words(paragraph: Element) -> Iterator[str]:
    for node in paragraph.iter():
        if node.tag == f"{W}t":
            yield node.text or ""
        elif node.tag == f"{W}lastRenderedPageBreak" or (node.tag == f"{W}br" and node.get(f"{W}type") == "page"):
            yield PAGE_END
        elif node.tag in (f"{W}tab", f"{W}br"):
            yield " " if node.tag == f"{W}tab" else "\n"


def text_of_open_document(archive: zipfile.ZipFile) -> str:
    """Return the paragraphs of an OpenDocument file."""
    namespace = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
    return "\n".join("".join(node.itertext()) for node in xml(archive, "content.xml").iter(f"{namespace}p"))


def xml(archive: zipfile.ZipFile, name: str) -> Element:
    """Return one part of a zip as XML; a DTD or an entity is refused."""
    from defusedxml.ElementTree import fromstring

    root: Element = fromstring(archive.read(name), forbid_dtd=True)
    return root
