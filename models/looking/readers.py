"""Reading a stored file for a look at it; runs only in the child of `models.isolation`.

Text is taken from the XML parts of .docx themselves, so that no office library has to be started and nothing in them is
evaluated; a DTD or an entity is refused. Workbooks are read as an import reads them. Where a page ends, as far as the
file tells, the text holds the sign `PAGE_END`. Images are checked by the size they declare before they unfold.
"""

from __future__ import annotations

import base64
import codecs
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.errors import Flaw, ForeignFileError
from models.intake.gate.containers import open_container
from models.looking.kinds import SAVED_FACTS, FileKind

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from PIL.Image import Image
    from pypdfium2 import PdfDocument, PdfPage

    from models.intake.sheets.workbooks import Sheets

_MOST_TEXT = 200_000
_MOST_PAGES = 60
MOST_PIXELS = 80_000_000
_JPEG_QUALITY, _PRINT_QUALITY = 82, 88
_MISCOUNT = 0.1
# So many rows of a sheet stand on a page when it is printed.
_ROWS = 40
PAGE_END = "\f"
_OFFICE = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_TAKEN_AT, _CHANGED_AT, _EXIF = 0x9003, 0x0132, 0x8769


def look(path: Path, *, kind: str, width: int, height: int) -> dict[str, Any]:
    """Return text, number of pages, date taken (YYYY-MM-DD) and a JPEG thumbnail (base64), each where there is one.

    Raises ForeignFileError for what is protected or broken, of whatever kind.
    """
    refuse_locked(path, FileKind(kind))
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


def photos(first: Path, *, others: list[str], width: int, height: int) -> list[dict[str, Any] | None]:
    """Return the same of several photos, None of one that cannot be read."""
    read: list[dict[str, Any] | None] = []
    for path in (first, *map(Path, others)):
        try:
            read.append(photo(path, width=width, height=height))
        except ForeignFileError:
            read.append(None)
    return read


def _look_at_image(path: Path, box: tuple[int, int]) -> dict[str, Any]:
    seen = _upright(path, box)
    return {"taken_on": seen["taken_on"], "pages": seen["pages"], "thumbnail": seen["image"]}


def _upright(path: Path, box: tuple[int, int], quality: int = _JPEG_QUALITY) -> dict[str, Any]:
    from PIL import Image, ImageOps

    # Our own limit speaks before Pillow's, which only warns up to twice its number.
    Image.MAX_IMAGE_PIXELS = None
    with opened_image(path) as image, broken_told(path):
        if image.width * image.height > MOST_PIXELS:
            raise ForeignFileError(f"图片有 {image.width}×{image.height} 点，太大，不显示预览", where=path.name)
        taken_on = _taken_on(image)
        # It may lie on its side, so either side is given room; twice the box, then made smaller, keeps lines smooth.
        room = (2 * max(box), 2 * max(box))
        image.draft("RGB", room)
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
        raise ForeignFileError("图片打不开，可能已损坏", where=path.name, flaw=Flaw.BROKEN) from error


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
        return {"pages": pages, "text": PAGE_END.join(texts), "thumbnail": thumbnail}
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
            raise ForeignFileError("PDF 加密了，有密码", where=path.name, flaw=Flaw.PROTECTED) from error
        raise ForeignFileError("PDF 打不开，可能已损坏", where=path.name, flaw=Flaw.BROKEN) from error


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


def _text_of_sheet(path: Path) -> str:
    pages = (
        grid.rows[first : first + _ROWS]
        for grid in workbook(path).grids for first in range(0, len(grid.rows), _ROWS)
    )
    return PAGE_END.join("\n".join("\t".join(filter(None, row)) for row in rows) for rows in pages)


def workbook(path: Path) -> Sheets:
    """Return the sheets of a workbook of any kind, let in and read as for an import."""
    from models.intake.sheets.workbooks import read_workbook

    open_container(path)
    return read_workbook(path)


def refuse_locked(path: Path, kind: FileKind) -> None:
    """Raise ForeignFileError where an office file has a password or is broken; other refusals do not matter here."""
    with path.open("rb") as file:
        head = file.read(4)
    if kind not in (FileKind.WORD, FileKind.SHEET, FileKind.OTHER) or head not in _OFFICE:
        return
    try:
        open_container(path)
    except ForeignFileError as refused:
        if refused.flaw is not None:
            raise


def xml(archive: zipfile.ZipFile, name: str) -> Element:
    """Return one part of a zip as XML; a DTD or an entity is refused."""
    from defusedxml.ElementTree import fromstring

    root: Element = fromstring(archive.read(name), forbid_dtd=True)
    return root


def text_of_text(path: Path, most: int = 4 * _MOST_TEXT) -> str:
    """Return the first bytes of a text file as text, in whatever encoding it is."""
    with path.open("rb") as file:
        data = file.read(most)
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        # The last character may be cut in two.
        return codecs.getincrementaldecoder(encoding)().decode(data)
    except UnicodeDecodeError:
        return data.decode("gb18030", errors="replace")
