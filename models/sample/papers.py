"""The files of the sample, made when they are needed: small, real documents, workbooks, scans and photos.

Word and Excel files are the few parts their formats ask for, written by hand into a zip, because no document library
may be loaded here. Times inside the files are fixed, so that the same sample has the same hashes everywhere.
"""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_MIME = "application/vnd.openxmlformats-officedocument."
_MADE = (2021, 1, 1, 0, 0, 0)


def word_file(title: str, paragraphs: Sequence[str]) -> bytes:
    """Return a .docx with a centred title and paragraphs."""
    body = _paragraph(title, '<w:jc w:val="center"/>', '<w:b/><w:sz w:val="36"/>')
    body += "".join(_paragraph(text, '<w:ind w:firstLine="640"/>', '<w:sz w:val="32"/>') for text in paragraphs)
    document = f'<w:document xmlns:w="{_WORD}"><w:body>{body}<w:sectPr/></w:body></w:document>'
    return _package("word/document.xml", document, _MIME + "wordprocessingml.document.main+xml", {})


def workbook(title: str, rows: Sequence[Sequence[str]]) -> bytes:
    """Return an .xlsx with one sheet; every cell is text, as typed."""
    lines = "".join(_row(number, cells) for number, cells in enumerate(rows, start=1))
    sheet = f'<worksheet xmlns="{_SHEET}"><sheetData>{lines}</sheetData></worksheet>'
    book = (
        f'<workbook xmlns="{_SHEET}" xmlns:r="{_OFFICE}"><sheets>'
        f'<sheet name="{escape(title)}" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )
    relation = f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" Type="{_OFFICE}/worksheet" ' \
        'Target="worksheets/sheet1.xml"/></Relationships>'
    more = {
        "xl/worksheets/sheet1.xml": (sheet, _MIME + "spreadsheetml.worksheet+xml"),
        "xl/_rels/workbook.xml.rels": (relation, ""),
    }
    return _package("xl/workbook.xml", book, _MIME + "spreadsheetml.sheet.main+xml", more)


def scan(pages: int, *, seed: int) -> bytes:
    """Return a PDF of scanned pages: a heading, lines of writing, a round stamp on the last."""
    from PIL import Image, ImageDraw

    sheets = []
    for page in range(pages):
        sheet = Image.new("RGB", (620, 877), "#fbfaf6")
        pen = ImageDraw.Draw(sheet)
        pen.rectangle((170, 90, 450, 112), fill="#333333")
        for line in range(20):
            right = 540 - (line * 37 + seed * 53 + page * 29) % 160
            pen.rectangle((90, 160 + line * 28, right, 170 + line * 28), fill="#77746c")
        if page == pages - 1:
            pen.ellipse((370, 690, 500, 820), outline="#c8281e", width=5)
        sheets.append(sheet)
    file = io.BytesIO()
    made = time.struct_time((*_MADE, 4, 1, 0))
    sheets[0].save(file, "PDF", save_all=True, append_images=sheets[1:], creationDate=made, modDate=made)
    return file.getvalue()


def photo(taken_at: str, *, seed: int) -> bytes:
    """Return a JPEG with its moment (2021:06:18 09:30:00) in the EXIF data, as a camera writes it."""
    from PIL import Image, ImageDraw

    picture = Image.new("RGB", (800, 600), "#d9e2e6")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 380, 800, 600), fill="#8a7a62")
    pen.rectangle((250, 80, 550, 210), fill="#f4f4f0")
    for seat in range(6):
        left = 60 + seat * 120 + seed % 20
        pen.ellipse((left, 300, left + 56, 356), fill="#3b3f46")
        pen.rectangle((left - 12, 350, left + 68, 440), fill="#55606e")
    return _taken(picture, taken_at)


def site(taken_at: str, *, is_cleared: bool) -> bytes:
    """Return a JPEG of a place on a river bank: with heaps of gravel on it, or green again."""
    from PIL import Image, ImageDraw

    picture = Image.new("RGB", (800, 600), "#cfdde4")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 250, 800, 330), fill="#7f9fb0")
    pen.rectangle((0, 330, 800, 600), fill="#7d9a5b" if is_cleared else "#a3957c")
    for heap in range(4):
        left = 40 + heap * 190
        if is_cleared:
            for blade in range(9):
                pen.line((left + blade * 16, 470, left + blade * 16 + 6, 400), fill="#4f7a37", width=4)
        else:
            pen.polygon(((left, 480), (left + 85, 350), (left + 170, 480)), fill="#6f6a60", outline="#55514a")
    return _taken(picture, taken_at)


def _taken(picture: Image, taken_at: str) -> bytes:
    from PIL.Image import Exif

    exif = Exif()
    exif[0x0132] = taken_at
    exif.get_ifd(0x8769)[0x9003] = taken_at
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=70, exif=exif)
    return file.getvalue()


def _paragraph(text: str, paragraph: str, run: str) -> str:
    return (
        f"<w:p><w:pPr>{paragraph}</w:pPr><w:r><w:rPr>{run}</w:rPr>"
        f'<w:t xml:space="preserve">{escape(text, quote=False)}</w:t></w:r></w:p>'
    )


def _row(number: int, cells: Sequence[str]) -> str:
    texts = "".join(
        f'<c r="{chr(65 + place)}{number}" t="inlineStr"><is><t>{escape(text, quote=False)}</t></is></c>'
        for place, text in enumerate(cells)
    )
    return f'<row r="{number}">{texts}</row>'


def _package(main: str, text: str, mime: str, more: dict[str, tuple[str, str]]) -> bytes:
    """Return an Office package: its main part, further parts, and what names them."""
    parts = {main: (text, mime), **more}
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, (_, kind) in parts.items() if kind
    )
    types = (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{overrides}</Types>'
    )
    root = (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/officeDocument" Target="{main}"/></Relationships>'
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in {"[Content_Types].xml": types, "_rels/.rels": root}.items():
            package.writestr(zipfile.ZipInfo(name, _MADE), _HEAD + content)
        for name, (content, _) in parts.items():
            package.writestr(zipfile.ZipInfo(name, _MADE), _HEAD + content)
    return file.getvalue()
