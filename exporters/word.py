"""A paper as a Word file: blocks, set by `typeset`, onto the empty paper of `resources/base.docx`.

The body is written as one piece of XML and parsed once; python-docx opens the base, keeps the package's relations and
takes in pictures. The same paper gives the same bytes whenever it is written, so that a preview may be kept by the
file's hash. The file carries its title and nobody's name.
"""

from __future__ import annotations

import zipfile
from importlib.resources import files
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import BinaryIO, assert_never

import docx
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from exporters.blocks import Document, FontSet, Imprint, PageSetup, Picture, Table
from exporters.styles import Face, font_name
from exporters.typeset import Item, Paragraph, typeset
from exporters.word_base import packed, page_margins, twips, twips_of_mm
from exporters.word_tables import END, imprint, picture, table
from exporters.word_text import paragraph, refuse_unprintable

TITLE_PROPERTY_LIMIT = 255

_NAMESPACES = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    }.items()
)


def write(document: Document, target: Path | BinaryIO) -> None:
    """Write the paper to a new file or into a stream open for bytes.

    Raises ExportError, before anything is written, where a text holds a character no Word file can hold.
    """
    content = to_bytes(document)
    if isinstance(target, Path):
        target.write_bytes(content)
    else:
        target.write(content)


def to_bytes(document: Document) -> bytes:
    """Return the paper as the bytes of a .docx; equal papers give equal bytes."""
    refuse_unprintable(document)
    word = docx.Document(BytesIO(files("resources").joinpath("base.docx").read_bytes()))
    # Word shows no more of this property; the paper itself carries the whole title.
    word.core_properties.title = document.title[:TITLE_PROPERTY_LIMIT]
    if document.page != PageSetup():
        _set_up(word, document.page)
    _fill(word, document)
    stream = BytesIO()
    word.save(stream)
    with zipfile.ZipFile(stream) as archive:
        return packed({name: archive.read(name) for name in archive.namelist()})


def _fill(word: WordDocument, document: Document) -> None:
    numbers = count(1)  # of drawings; each may hold a second one
    written: list[str] = []
    before: Item | None = None
    for item in typeset(document):
        if isinstance(before, Table) and isinstance(item, Table):
            written.append(END)
        written.append(_written(item, word, document.page, numbers))
        before = item
    if isinstance(before, Table):
        written.append(END)
    # Parsed with one element around it, because the namespaces must be declared somewhere.
    whole = parse_xml(f"<w:body {_NAMESPACES}>{''.join(written)}</w:body>")
    body = word.element.body
    for child in list(whole):
        body.insert(len(body) - 1, child)


def _written(item: Item, word: WordDocument, page: PageSetup, numbers: count[int]) -> str:
    match item:
        case Paragraph():
            return paragraph(item, page)
        case Table():
            return table(item, lambda photo: (_relation(word, photo.image), 2 * next(numbers)))
        case Picture():
            return picture(item, _relation(word, item.image), 2 * next(numbers), page)
        case Imprint():
            return imprint(item, 2 * next(numbers), page)
        case _:
            assert_never(item)


def _relation(word: WordDocument, image: bytes) -> str:
    """Return the name of the image's part, which equal images share."""
    relation: str = word.part.get_or_add_image(BytesIO(image))[0]
    return relation


def _set_up(word: WordDocument, page: PageSetup) -> None:
    """Carry the office's own margins, line distance and font names into the section and the styles."""
    section = word.element.body.sectPr
    size, margins, grid = (section.find(qn(name)) for name in ("w:pgSz", "w:pgMar", "w:docGrid"))
    size.set(qn("w:w"), str(twips_of_mm(page.width_mm)))
    size.set(qn("w:h"), str(twips_of_mm(page.height_mm)))
    if page.width_mm > page.height_mm:
        size.set(qn("w:orient"), "landscape")
    fresh = parse_xml(f"<w:sectPr {_NAMESPACES}>{page_margins(page)}</w:sectPr>")[0]
    margins.attrib.update(fresh.attrib)
    grid.set(qn("w:linePitch"), str(twips(page.pitch_pt)))
    usual, wanted = str(twips(PageSetup().pitch_pt)), str(twips(page.pitch_pt))
    for spacing in word.styles.element.iter(qn("w:spacing")):
        if spacing.get(qn("w:line")) == usual:
            spacing.set(qn("w:line"), wanted)
    _rename_fonts(word, page.font_set)


def _rename_fonts(word: WordDocument, font_set: FontSet) -> None:
    names = {font_name(face, FontSet.GB2312): font_name(face, font_set) for face in Face}
    for fonts in word.styles.element.iter(qn("w:rFonts")):
        for slot in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
            fonts.set(qn(slot), names[fonts.get(qn(slot))])
