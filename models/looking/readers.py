"""Reading a stored file for a look at it; runs only in the child of `models.isolation`.

Workbooks are read as an import reads them, documents by `word_texts`. Where a page ends, as far as the file tells, the
text holds the sign `PAGE_END`. Images are checked by the size they declare before they unfold.
"""

from __future__ import annotations

import base64
import codecs
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.errors import Flaw, ForeignFileError
from models.intake.gate.containers import open_container
from models.looking.kinds import FileKind
from models.looking.word_texts import PAGE_END, pages_of_word, text_of_word

if TYPE_CHECKING:
    from PIL.Image import Image
    from pypdfium2 import PdfDocument, PdfPage

    from models.intake.sheets.workbooks import Sheets

_MOST_TEXT = 200_000
_MOST_PAGES = 60
MOST_PIXELS = 80_000_000
_JPEG_QUALITY, _PRINT_QUALITY = 82, 88
# So many rows of a sheet stand on a page when it is printed.
_ROWS = 40
_OFFICE = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
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
            seen["text"] = text_of_word(path)
            seen["pages"] = pages_of_word(path, seen["text"])
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
