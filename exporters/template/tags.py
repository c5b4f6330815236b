"""Tags in a paragraph of Word: found across runs, put aside or replaced without touching the text around them.

Editors split a tag over several runs wherever a spelling check or a change of input method passed. So the text of a
paragraph is put together from its pieces and a tag is found in the whole; what replaces it stands in the tag's first
piece and takes its formatting. Deleted and moved-away text does not count, a line break or an inline picture ends a
tag, and a text box is no part of the paragraph it hangs on.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from itertools import islice, takewhile

from lxml import etree

from exporters.blocks import runs
from exporters.template.file import W
from exporters.template.names import NAME

# What stands in the text for anything that is no letter.
OTHER = "\ufffc"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

# Any braces around few characters; most faults are a tag that is nearly right.
BRACED = re.compile(r"([{｛]{1,4})([^{}｛｝\ufffc]{0,60})([}｝]{1,4})")

_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_GONE = frozenset(
    f"{W}{name}" for name in ("del", "moveFrom", "pPr", "rPr", "instrText", "delText", "p", "txbxContent")
)
_ENDING = frozenset(
    f"{W}{name}"
    for name in (
        "tab", "br", "cr", "ptab", "sym", "noBreakHyphen", "softHyphen", "fldChar", "pgNum", "object", "dayShort",
        "footnoteReference", "endnoteReference", "footnoteRef", "endnoteRef", "annotationRef", "ruby",
    )
) | {f"{MC}AlternateContent"}  # fmt: skip
_PARTS = re.compile(r"[\t\n]|[^\t\n]+")
_BREAKS = {"\t": "tab", "\n": "br"}
# The order the schema wants, as far as something is put in between.
_BEFORE_BOLD = ("rStyle", "rFonts")
_AFTER_HIGHLIGHT = (
    "u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang", "eastAsianLayout", "specVanish",
    "oMath", "rPrChange",
)  # fmt: skip
# Signs that Word sets in the Western face unless the run is said to be Chinese.
_EITHER = re.compile("[“”‘’…—·×÷°±①-⑳]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One w:t of a paragraph and where its text begins in the paragraph's."""

    element: etree._Element
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A paragraph's living text and the pieces it is made of."""

    text: str
    pieces: tuple[Piece, ...]

    def within(self, tag: Tag) -> list[Piece]:
        """Return the pieces that hold some of the tag."""
        first = bisect_right(self.pieces, tag.start, key=lambda piece: piece.end)
        return list(takewhile(lambda piece: piece.start < tag.end, islice(self.pieces, first, None)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """A rightly spelled tag: the name between the braces and where it stands in the paragraph's text."""

    name: str
    start: int
    end: int


def line_of(paragraph: etree._Element) -> Line:
    """Return the living text of a paragraph."""
    texts, pieces, at = [], [], 0
    for element in _living(paragraph):
        text = (element.text or "") if element.tag == f"{W}t" else OTHER
        if element.tag == f"{W}t":
            pieces.append(Piece(element=element, start=at, end=at + len(text)))
        texts.append(text)
        at += len(text)
    return Line(text="".join(texts), pieces=tuple(pieces))


def _living(parent: etree._Element) -> Iterator[etree._Element]:
    for child in parent.iterchildren(etree.Element):
        if child.tag == f"{W}t" or child.tag in _ENDING:
            yield child
        elif child.tag == f"{W}drawing":
            # One that floats has no place in the line; a tag may stand around its anchor.
            yield from child.iterchildren(f"{_WP}inline")
        elif child.tag not in _GONE and child.tag != f"{W}pict":
            yield from _living(child)


def deleted_text(paragraph: etree._Element) -> str:
    """Return the text of a paragraph that a tracked change took away."""
    moved = (node for gone in paragraph.iter(f"{W}moveFrom") for node in gone.iter(f"{W}t"))
    gone = (*paragraph.iter(f"{W}delText"), *moved)
    return "".join(node.text or "" for node in gone if next(node.iterancestors(f"{W}p")) is paragraph)


def tags_in(text: str) -> list[Tag]:
    """Return the rightly spelled tags of a text, known or not, in order."""
    return [
        Tag(name=match[2], start=match.start(), end=match.end())
        for match in BRACED.finditer(text)
        if match[1] == "{{" and match[3] == "}}" and NAME.fullmatch(match[2])
    ]


def put(line: Line, tag: Tag, value: str) -> None:
    """Replace a tag by a text; of several tags in a line the last must be replaced first.

    Tabs and line feeds become Word's own, missing marks runs of their own, bold and highlighted.
    """
    first, *rest = line.within(tag)
    for piece in rest:
        _set(piece.element, (piece.element.text or "")[max(0, tag.end - piece.start) :])
    text = first.element.text or ""
    before, after = text[: tag.start - first.start], text[tag.end - first.start :]
    value = value.replace("\r\n", "\n").replace("\r", "\n")
    stretches = runs(value)
    if _EITHER.search(value):
        _say_chinese(first.element.getparent())
    if any(stretch.missing for stretch in stretches):
        _set(first.element, before)
        _split(first.element, written(value, properties_of(line, tag)), after)
    elif len(_PARTS.findall(value)) <= 1 and value not in _BREAKS:
        _set(first.element, before + value + after)
    else:
        _set(first.element, before)
        for element in reversed([*_elements(value), *_kept(after)]):
            first.element.addnext(element)


def properties_of(line: Line, tag: Tag) -> etree._Element | None:
    """Return the formatting of the run in which a tag begins, None where it has none of its own."""
    run = line.within(tag)[0].element.getparent()
    found: etree._Element | None = run.find(f"{W}rPr")
    return found


def run_of(line: Line, tag: Tag) -> etree._Element:
    """Return the run in which a tag begins."""
    return line.within(tag)[0].element.getparent()


def written(text: str, properties: etree._Element | None, *, font: str = "") -> list[etree._Element]:
    """Return the text as runs with these properties, in another face where one is named; missing marks are marked."""
    made = []
    for stretch in runs(text.replace("\r\n", "\n").replace("\r", "\n")):
        run = etree.Element(f"{W}r")
        look = etree.SubElement(run, f"{W}rPr") if properties is None else deepcopy(properties)
        run.insert(0, look)
        if font:
            _set_font(look, font)
        if stretch.missing:
            _mark(look)
        run.extend(_elements(stretch.text))
        if not len(look):
            run.remove(look)
        made.append(run)
        if _EITHER.search(stretch.text):
            _say_chinese(run)
    return made


def _elements(text: str) -> list[etree._Element]:
    return [_element(part) for part in _PARTS.findall(text)]


def _element(part: str) -> etree._Element:
    return etree.Element(f"{W}{_BREAKS[part]}") if part in _BREAKS else _text(part)


def _kept(text: str) -> list[etree._Element]:
    """Return text of the template again as it was; a line feed in its XML is no line feed on paper."""
    return [_text(text)] if text else []


def _text(text: str) -> etree._Element:
    element = etree.Element(f"{W}t")
    _set(element, text)
    return element


def _set(element: etree._Element, text: str) -> None:
    element.text = text
    element.set(_XML_SPACE, "preserve")


def _split(piece: etree._Element, inserted: list[etree._Element], after: str) -> None:
    """Part the run behind a piece of its text and put other runs between."""
    run = piece.getparent()
    rest = [*_kept(after), *piece.itersiblings()]
    if rest:
        tail = etree.Element(f"{W}r")
        properties = run.find(f"{W}rPr")
        tail.extend([*([] if properties is None else [deepcopy(properties)]), *rest])
        run.addnext(tail)
    for made in reversed(inserted):
        run.addnext(made)


def _mark(look: etree._Element) -> None:
    for name in ("b", "highlight"):
        for old in look.findall(f"{W}{name}"):
            look.remove(old)
    ahead = [child for child in look if etree.QName(child).localname in _BEFORE_BOLD]
    look.insert(len(ahead), etree.Element(f"{W}b"))
    behind = [child for child in look if etree.QName(child).localname in _AFTER_HIGHLIGHT]
    highlight = etree.Element(f"{W}highlight")
    highlight.set(f"{W}val", "yellow")
    look.insert(len(look) - len(behind), highlight)


def _set_font(look: etree._Element, font: str) -> None:
    fonts = _fonts(look)
    fonts.attrib.clear()
    for slot in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(f"{W}{slot}", font)


def _say_chinese(run: etree._Element) -> None:
    look = run.find(f"{W}rPr")
    if look is None:
        look = etree.Element(f"{W}rPr")
        run.insert(0, look)
    _fonts(look).set(f"{W}hint", "eastAsia")


def _fonts(look: etree._Element) -> etree._Element:
    fonts = look.find(f"{W}rFonts")
    if fonts is None:
        fonts = etree.Element(f"{W}rFonts")
        look.insert(1 if look.find(f"{W}rStyle") is not None else 0, fonts)
    return fonts
