"""The lines of a paper as we wrote it, each with the section it came from: what a paper taken back is compared with.

They come from `typeset`, like the Word file itself, so that a line here is a paragraph or a table's row there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from exporters.blocks import Document, Heading, Imprint, Picture, Section, Table, texts
from exporters.forms.build import TEXT_ROWS
from exporters.typeset import Item, Paragraph, typeset
from models.domain.paper_lines import PaperLine

LONGEST_NAME = 20
# Their words come from records alone; nobody edits them as text.
RECORDED = frozenset({"red_head", "signature_table", "imprint", "issue_code", "photo_pairs"})


def printed_lines(document: Document) -> tuple[PaperLine, ...]:
    """Return every line with words on it, in the order they are printed."""
    return tuple(line for section in document.sections for line in _lines(document, section))


def _lines(document: Document, section: Section) -> Iterator[PaperLine]:
    ours = PaperLine(section=section.key, name=section.heading, is_editable=section.key not in RECORDED)
    heading = section.blocks[0] if section.blocks else None
    for item in typeset(replace(document, sections=(section,))):
        for line in _of(item, ours):
            is_head = isinstance(heading, Heading) and heading.level == 1 and line.text == heading.text
            yield replace(line, is_head=is_head)


def _of(item: Item, ours: PaperLine) -> Iterator[PaperLine]:
    match item:
        case Paragraph(text=text) if text.strip():
            yield replace(ours, text=text)
        case Table():
            yield from _rows(item, ours)
        case Imprint() | Picture():
            yield from (replace(ours, text=text, is_box=True, is_editable=False) for text in texts(item))


def _rows(table: Table, ours: PaperLine) -> Iterator[PaperLine]:
    labels = tuple(column.label for column in table.columns)
    if table.header:
        yield replace(ours, cells=labels)
    name, part = "", 0
    for row in table.rows:
        cells = tuple("" if cell.merged else cell.text for cell in row)
        # What a merged cell says stands in the first of its rows.
        name, part = (name, part + 1) if not cells[0] else (_name_of(cells), 1)
        is_record = ours.section != TEXT_ROWS and table.header and len(cells) == len(labels)
        called = name + (f"（第{part}项）" if part > 1 else "")
        yield replace(ours, cells=cells, labels=labels if is_record else (), row=called)


def _name_of(cells: tuple[str, ...]) -> str:
    """Return the first words of a row that are no mere number."""
    words = (cell.replace("\n", "").strip() for cell in cells)
    return next((text for text in words if text and not text.isdigit()), "")[:LONGEST_NAME]
