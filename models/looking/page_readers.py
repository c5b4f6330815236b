"""Reading one page of a stored file to be looked at in the window; runs only in the child of `models.isolation`.

A page of a PDF or a picture is drawn as wide as it is asked for, never more than the clerk can see; the size a picture
declares is weighed first. Of a document or a workbook the text comes in parts of about a page, its tables as rows; it
passes the gate of imports first, which tells passwords and damage.
"""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.errors import Flaw, ForeignFileError
from models.looking.kinds import FileKind, is_misnamed
from models.looking.parts_of_text import parts_of_lines, parts_of_sheets, parts_of_word
from models.looking.readers import (
    MOST_PIXELS,
    broken_told,
    jpeg,
    opened_image,
    opened_pdf,
    refuse_locked,
    text_of_text,
    workbook,
)

if TYPE_CHECKING:
    from PIL.Image import Image

_POINTS_PER_PIXEL = 0.75
_LONGEST_TEXT = 32 << 20
_OPEN = "按 Enter 用这台电脑上的程序打开看。"
_REMEDIES: dict[Flaw | None, str] = {
    Flaw.PROTECTED: "按 Enter 打开，输入密码看；请去掉密码另存一份，换成新版本。",
    Flaw.BROKEN: "按 Enter 用别的程序打开试试；打不开的，请重新扫描、导出或下载，换成新版本。",
    Flaw.MISNAMED: "请核对来源，重新导出或下载，换成新版本。",
}
# Only LibreOffice reads such a document; it is not started in the child.
TO_CONVERT = "to_convert"


def read_page(path: Path, *, kind: str, number: int, width: int, name: str = "") -> dict[str, Any]:
    """Return how many pages there are, and of one (from 1) its size in points and a JPEG (base64) so many dots wide.

    Of text all parts come at once: blocks that are a text each, or the rows of a table. A document of the old kind is
    `TO_CONVERT`.
    """
    try:
        refuse_locked(path, FileKind(kind))
        return _read(path, FileKind(kind), number, width, name)
    except ForeignFileError as refused:
        remedy = _REMEDIES.get(refused.flaw, _OPEN)
        raise ForeignFileError(refused.text, where=path.name, remedy=remedy, flaw=refused.flaw) from refused


def _read(path: Path, kind: FileKind, number: int, width: int, name: str) -> dict[str, Any]:
    match kind:
        case FileKind.IMAGE:
            return _page_of_image(path, number, width)
        case FileKind.PDF:
            return _page_of_pdf(path, number, width)
        case FileKind.WORD:
            if not zipfile.is_zipfile(path):
                return {TO_CONVERT: True}
            return {"parts": parts_of_word(zipfile.ZipFile(path))}
        case FileKind.SHEET:
            return {"parts": parts_of_sheets(workbook(path))}
        case FileKind.TEXT:
            return {"parts": parts_of_lines(text_of_text(path, _LONGEST_TEXT))}
        case FileKind.OTHER:
            raise _of_no_kind(name)


def _of_no_kind(name: str) -> ForeignFileError:
    if is_misnamed(name, FileKind.OTHER):
        return ForeignFileError("内容和扩展名不符", where=name, flaw=Flaw.MISNAMED)
    return ForeignFileError("这种文件在窗口里看不了", where=name)


def _page_of_pdf(path: Path, number: int, width: int) -> dict[str, Any]:
    import pypdfium2

    document = opened_pdf(path)
    try:
        count = len(document)
        if not count:
            raise ForeignFileError("PDF 里没有页面", where=path.name)
        page = document[min(number, count) - 1]
        size = page.get_size()
        scale = min(width / max(size[0], 1), (MOST_PIXELS / max(size[0] * size[1], 1)) ** 0.5)
        drawn = page.render(scale=scale).to_pil()
        return {"count": count, "size": size, "picture": jpeg(drawn)}
    except pypdfium2.PdfiumError as error:
        text = f"第{number}页打不开，可能已损坏"
        raise ForeignFileError(text, where=path.name, flaw=Flaw.BROKEN) from error
    finally:
        document.close()


def _page_of_image(path: Path, number: int, width: int) -> dict[str, Any]:
    from PIL import Image, ImageOps

    # Our own limit speaks before Pillow's, which only warns up to twice its number.
    Image.MAX_IMAGE_PIXELS = None
    with opened_image(path) as image:
        if image.width * image.height > MOST_PIXELS:
            text = f"图片有 {image.width}×{image.height} 点，太大，不显示"
            raise ForeignFileError(text, where=path.name)
        count = getattr(image, "n_frames", 1)
        with broken_told(path):
            _go_to(image, min(number, count), width)
            upright = ImageOps.exif_transpose(image)
            size = upright.width * _POINTS_PER_PIXEL, upright.height * _POINTS_PER_PIXEL
            high = max(1, round(upright.height * width / upright.width))
            upright.thumbnail((width, high))
            return {"count": count, "size": size, "picture": jpeg(upright)}


def _go_to(image: Image, number: int, width: int) -> None:
    """Go to a frame, read as small as it may be for this width: turned by its camera, width may be height."""
    if number > 1:
        image.seek(number - 1)
    shrunk = width / min(image.size)
    if shrunk < 1:
        image.draft("RGB", (round(image.width * shrunk), round(image.height * shrunk)))
