"""Reading 签发编号 from a scan or a photo of the signed page; runs only in the child of `models.isolation`.

The QR is looked for on every page, at the resolution of an office scanner; the text layer of a PDF may hold the code in
words. An image is weighed by the size it declares before it unfolds.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from models.errors import ForeignFileError
from models.looking.kinds import FileKind, kind_of

if TYPE_CHECKING:
    from PIL.Image import Image

_MOST_PAGES = 40
_MOST_PIXELS = 80_000_000
_DPI = 200
_POINTS = 72


def read(path: Path) -> list[str]:
    """Return every text that may hold a code: what the QRs say first, then the text layers, page by page."""
    kind = kind_of(path)
    if kind is FileKind.IMAGE:
        return [text for page in _frames(path) for text in _scanned(page)]
    if kind is FileKind.PDF:
        return _of_pdf(path)
    raise ForeignFileError("这不是扫描件", where=path.name, remedy="请选择签字页的 PDF 或照片。")


def _of_pdf(path: Path) -> list[str]:
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    try:
        pages = [document[number] for number in range(min(len(document), _MOST_PAGES))]
        scanned = [text for page in pages for text in _scanned(_drawn(page))]
        return [*scanned, *(page.get_textpage().get_text_bounded() for page in pages)]
    finally:
        document.close()


def _drawn(page: object) -> Image:
    width, height = page.get_size()  # type: ignore[attr-defined]
    scale = min(_DPI / _POINTS, (_MOST_PIXELS / max(width * height, 1)) ** 0.5)
    picture: Image = page.render(scale=scale, grayscale=True).to_pil()  # type: ignore[attr-defined]
    return picture


def _frames(path: Path) -> Iterator[Image]:
    from PIL import Image, ImageSequence

    # Our own limit speaks before Pillow's, which only warns up to twice its number.
    Image.MAX_IMAGE_PIXELS = None
    with Image.open(path) as image:
        if image.width * image.height > _MOST_PIXELS:
            raise ForeignFileError(f"图片有 {image.width}×{image.height} 点，太大，不读", where=path.name)
        for place, frame in enumerate(ImageSequence.Iterator(image)):
            if place < _MOST_PAGES:
                yield frame.convert("L")


def _scanned(page: Image) -> list[str]:
    import zxingcpp

    found = zxingcpp.read_barcodes(page.convert("L"), formats=zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode]))
    return [barcode.text for barcode in found]
