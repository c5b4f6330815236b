"""Reading a stored file for a look at it; runs only in the child of `models.isolation`.

Text is taken from the XML parts of .docx and .xlsx themselves, so that no office library has to be started and nothing
in them is evaluated; a DTD or an entity is refused. Images are checked by the size they declare before they unfold.
"""

from __future__ import annotations

import base64
import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.errors import ForeignFileError
from models.looking.kinds import SAVED_FACTS, FileKind

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from PIL.Image import Image
    from pypdfium2 import PdfDocument, PdfPage

_MOST_TEXT = 200_000
_MOST_PAGES = 60
MOST_PIXELS = 80_000_000
_JPEG_QUALITY, _PRINT_QUALITY = 82, 88
_MISCOUNT = 0.1
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SHEET = re.compile(r"xl/worksheets/sheet(\d+)\.xml")
_TAKEN_AT, _CHANGED_AT, _EXIF = 0x9003, 0x0132, 0x8769


def look(path: Path, *, kind: str, width: int, height: int) -> dict[str, Any]:
    """Return text, number of pages, date taken (YYYY-MM-DD) and a JPEG thumbnail (base64), each where there is one."""
    seen: dict[str, Any] = {"text": "", "pages": None, "taken_on": None, "thumbnail": None}
    match FileKind(kind):
        case FileKind.IMAGE:
            seen |= _look_at_image(path, (width, height))
        case FileKind.PDF:
            seen |= _look_at_pdf(path, (width, height))
        case FileKind.WORD:
            seen["text"] = _text_of_word(path)
            seen["pages"] = _pages_of_word(path, seen["text"])
        case FileKind.SHEET:
            seen["text"] = _text_of_sheet(path)
        case FileKind.TEXT:
            seen["text"] = text_of_text(path)
        case FileKind.OTHER:
            pass
    seen["text"] = seen["text"].replace("\r\n", "\n")[:_MOST_TEXT]
    return seen


def photo(path: Path, *, width: int, height: int) -> dict[str, Any]:
    """Return a photo made fit for printing: a JPEG (base64) upright within the box, its size, the date taken."""
    return _upright(path, (width, height), quality=_PRINT_QUALITY)


def _look_at_image(path: Path, box: tuple[int, int]) -> dict[str, Any]:
    seen = _upright(path, box)
    return {"taken_on": seen["taken_on"], "pages": seen["pages"], "thumbnail": seen["image"]}


def _upright(path: Path, box: tuple[int, int], quality: int = _JPEG_QUALITY) -> dict[str, Any]:
    from PIL import Image, ImageOps

    # Our own limit speaks before Pillow's, which only warns up to twice its number.
    Image.MAX_IMAGE_PIXELS = None
    with opened_image(path) as image:
        if image.width * image.height > MOST_PIXELS:
            raise ForeignFileError(f"图片有 {image.width}×{image.height} 点，太大，不显示预览", where=path.name)
        taken_on = _taken_on(image)
        # It may lie on its side, so either side is given room; twice the box, then made smaller, keeps lines smooth.
        room = (2 * max(box), 2 * max(box))
        image.draft("RGB", room)
        with broken_told(path):
            image.thumbnail(room)
        upright = ImageOps.exif_transpose(image)
        upright.thumbnail(box)
        return {
            "taken_on": taken_on, "pages": getattr(image, "n_frames", 1), "image": jpeg(upright, quality),
            "width": upright.width, "height": upright.height,
        }


def opened_image(path: Path) -> Image:
    """Open a picture; raises ForeignFileError for a broken one."""
    from PIL.Image import open as open_image

    with broken_told(path):
        return open_image(path)


@contextmanager
def broken_told(path: Path) -> Iterator[None]:
    """Tell what Pillow says of a broken picture in words."""
    try:
        yield
    # What Pillow raises for a broken file: a format unknown, cut off, or against its own rules.
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise ForeignFileError("图片打不开，可能已损坏", where=path.name) from error


def _taken_on(image: Image) -> str | None:
    exif = image.getexif()
    told = exif.get_ifd(_EXIF).get(_TAKEN_AT) or exif.get(_CHANGED_AT)
    match = re.match(r"(\d{4}):(\d\d):(\d\d)", str(told or ""))
    return "-".join(match.groups()) if match else None


def jpeg(image: Image, quality: int = _JPEG_QUALITY) -> str:
    """Return a picture as a JPEG in base64."""
    from PIL.Image import new

    if image.mode.startswith(("I", "F")):
        # Greys of sixteen bits; the upper eight are what one sees.
        image = image.convert("I").point(lambda grey: grey * (1 / 256)).convert("L")
    # Transparent paper is white, not black.
    paper = new("RGB", image.size, "white")
    paper.paste(image.convert("RGBA"), mask=image.convert("RGBA").getchannel("A"))
    stream = io.BytesIO()
    paper.save(stream, "JPEG", quality=quality)
    return base64.b64encode(stream.getvalue()).decode("ascii")


def _look_at_pdf(path: Path, box: tuple[int, int]) -> dict[str, Any]:
    document = opened_pdf(path)
    try:
        pages, texts, thumbnail = len(document), list[str](), None
        for number in range(min(pages, _MOST_PAGES)):
            page = document[number]
            texts.append(page.get_textpage().get_text_bounded())
            if number == 0:
                thumbnail = _page(page, box)
        return {"pages": pages, "text": "\n".join(texts), "thumbnail": thumbnail}
    finally:
        document.close()


def _page(page: PdfPage, box: tuple[int, int]) -> str:
    image: Image = page.render(scale=_scale(page.get_size(), box)).to_pil()
    image.thumbnail(box)
    return jpeg(image)


def opened_pdf(path: Path) -> PdfDocument:
    """Open a PDF; raises ForeignFileError for a broken or a protected one."""
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).casefold():
            raise ForeignFileError("PDF 加密了，有密码", where=path.name) from error
        raise ForeignFileError("PDF 打不开，可能已损坏", where=path.name) from error


def _scale(size: tuple[float, float], box: tuple[int, int]) -> float:
    # Twice the box, then made smaller: fine strokes of 汉字 stay legible.
    return 2 * min(box[0] / max(size[0], 1), box[1] / max(size[1], 1))


def _text_of_word(path: Path) -> str:
    if not zipfile.is_zipfile(path):
        # .doc is no zip; its text is not looked at.
        return ""
    with zipfile.ZipFile(path) as archive:
        if "word/document.xml" not in archive.namelist():
            return text_of_open_document(archive) if "content.xml" in archive.namelist() else ""
        root = xml(archive, "word/document.xml")
    # Word keeps a second copy of each text box for programs that cannot draw the first.
    for parent in list(root.iter()):
        for fallback in parent.findall(f"{MC}Fallback"):
            parent.remove(fallback)
    return "\n".join("".join(words(paragraph)) for paragraph in root.iter(f"{W}p"))


def _pages_of_word(path: Path, text: str) -> int | None:
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


def words(paragraph: Element) -> Iterator[str]:
    """Yield the words of a paragraph of Word."""
    for node in paragraph.iter():
        if node.tag == f"{W}t":
            yield node.text or ""
        elif node.tag in (f"{W}tab", f"{W}br"):
            yield " "


def text_of_open_document(archive: zipfile.ZipFile) -> str:
    """Return the paragraphs of an OpenDocument file."""
    namespace = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
    return "\n".join("".join(node.itertext()) for node in xml(archive, "content.xml").iter(f"{namespace}p"))


def _text_of_sheet(path: Path) -> str:
    if not zipfile.is_zipfile(path):
        return ""
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        if "content.xml" in names:
            return text_of_open_document(archive)
        shared = shared_strings(archive) if "xl/sharedStrings.xml" in names else []
        sheets = sorted((int(match[1]), match[0]) for name in names if (match := _SHEET.fullmatch(name)))
        return "\n".join(_text_of_rows(xml(archive, name), shared) for _, name in sheets)


def shared_strings(archive: zipfile.ZipFile) -> list[str]:
    """Return the texts the cells of a workbook refer to."""
    root = xml(archive, "xl/sharedStrings.xml")
    return ["".join(node.text or "" for node in item.iter(f"{S}t")) for item in root.iter(f"{S}si")]


def _text_of_rows(root: Element, shared: list[str]) -> str:
    rows = ([_cell(cell, shared) for cell in row.iter(f"{S}c")] for row in root.iter(f"{S}row"))
    return "\n".join("\t".join(cell for cell in row if cell) for row in rows)


def _cell(cell: Element, shared: list[str]) -> str:
    if cell.get("t") == "inlineStr":
        return "".join(node.text or "" for node in cell.iter(f"{S}t"))
    value = cell.findtext(f"{S}v") or ""
    if cell.get("t") != "s":
        return value
    return shared[int(value)] if value.isdecimal() and int(value) < len(shared) else ""


def xml(archive: zipfile.ZipFile, name: str) -> Element:
    """Return one part of a zip as XML; a DTD or an entity is refused."""
    from defusedxml.ElementTree import fromstring

    root: Element = fromstring(archive.read(name), forbid_dtd=True)
    return root


def text_of_text(path: Path) -> str:
    """Return the beginning of a text file, in whatever encoding it is."""
    data = path.read_bytes()[: 4 * _MOST_TEXT]
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return data.decode("gb18030", errors="replace")
