"""A section in a Word template: paragraphs that look as its tag's does, and tables in the tag's characters.

Heads of the first and second level take their own face (7.3.3), because an office's template has no styles for them;
indents, spacing and numbering are the template's. The blank lines and page breaks of our own papers are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from exporters.blocks import Block, Document, FontSet, Section, Table, missing
from exporters.styles import LOOK_OF_LEVEL, STYLES, Face, font_name
from exporters.template.file import W
from exporters.template.tags import Line, Tag, properties_of, put, run_of, written
from exporters.typeset import Paragraph, typeset
from exporters.word_tables import table

_NAMESPACE = f'xmlns:w="{W[1:-1]}"'
_ENDING = f'<w:p {_NAMESPACE}><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/></w:pPr></w:p>'


@dataclass(frozen=True, slots=True, kw_only=True)
class _Setting:
    """What the paragraphs of a section take over from the tag's: formatting of paragraph and run."""

    paragraph: etree._Element | None
    run: etree._Element | None


def section_items(name: str, blocks: tuple[Block, ...]) -> Iterator[Paragraph | Table]:
    """Yield what a section prints, without the blank lines of a whole paper; a lacking one prints its mark."""
    section = Section(key="", heading="", blocks=blocks)
    empty = True
    for item in typeset(Document(title="", sections=(section,))):
        if isinstance(item, Table) or (isinstance(item, Paragraph) and item.text):
            empty = False
            yield item
    if empty:
        yield Paragraph(look=LOOK_OF_LEVEL[-1], text=missing(name))


def put_section(paragraph: etree._Element, line: Line, tag: Tag, blocks: tuple[Block, ...]) -> None:
    """Replace a tag that is alone in its paragraph by what the section prints."""
    setting = _Setting(paragraph=deepcopy(paragraph.find(f"{W}pPr")), run=properties_of(line, tag))
    items = list(section_items(tag.name, blocks))
    begun = run_of(line, tag)
    put(line, tag, "")
    if isinstance(items[0], Table):
        _shrink(paragraph)
    last = paragraph
    for number, item in enumerate(items):
        if isinstance(item, Table):
            made = _table(item, setting)
        elif number == 0:
            for run in reversed(_runs(item, setting)):
                begun.addnext(run)
            continue
        else:
            made = _paragraph(item, setting)
        last.addnext(made)
        last = made
    if last.tag == f"{W}tbl":
        ending = etree.fromstring(_ENDING)
        last.addnext(ending)
        last = ending
    _move_section_end(paragraph, last)


def _shrink(paragraph: etree._Element) -> None:
    """Make the paragraph before a table as low as it can be; it parts the table from one before it."""
    low = etree.fromstring(_ENDING).find(f"{W}pPr")
    old = paragraph.find(f"{W}pPr")
    if old is None:
        paragraph.insert(0, low)
        return
    low.extend(old.findall(f"{W}sectPr"))
    paragraph.replace(old, low)


def _runs(item: Paragraph, setting: _Setting) -> list[etree._Element]:
    font = _font(item)
    start, end = item.kai
    kai = font_name(Face.KAITI, FontSet.GB2312)
    parts = ((item.text[:start], font), (item.text[start:end], kai), (item.text[end:], font))
    return [run for text, face in parts for run in written(text, setting.run, font=face)]


def _font(item: Paragraph) -> str:
    face = STYLES[item.look].face
    return font_name(face, FontSet.GB2312) if item.look in LOOK_OF_LEVEL and face is not Face.FANGSONG else ""


def _paragraph(item: Paragraph, setting: _Setting) -> etree._Element:
    made = etree.Element(f"{W}p")
    if setting.paragraph is not None:
        properties = deepcopy(setting.paragraph)
        for name in ("sectPr", "pageBreakBefore"):
            for old in properties.findall(f"{W}{name}"):
                properties.remove(old)
        made.append(properties)
    made.extend(_runs(item, setting))
    return made


def _table(block: Table, setting: _Setting) -> etree._Element:
    """Return the table with the tag's own characters, because the styles of our papers are not in the template."""
    made = etree.fromstring(table(block).replace("<w:tbl>", f"<w:tbl {_NAMESPACE}>", 1))
    for style in list(made.iter(f"{W}pStyle")):
        style.getparent().remove(style)
    for run in made.iter(f"{W}r"):
        if setting.run is not None and run.find(f"{W}rPr") is None:
            run.insert(0, deepcopy(setting.run))
    return made


def _move_section_end(paragraph: etree._Element, last: etree._Element) -> None:
    """The break to the next section of the document follows the section's last paragraph."""
    end = paragraph.find(f"{W}pPr/{W}sectPr")
    if end is None or last is paragraph:
        return
    properties = last.find(f"{W}pPr")
    if properties is None:
        properties = etree.Element(f"{W}pPr")
        last.insert(0, properties)
    properties.append(end)
