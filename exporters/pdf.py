"""The finished .docx as pages: turned into PDF by the office program of this computer, drawn by pypdfium2.

A conversion is kept by the hash of the .docx, the program that made it and how it was asked, because another program
or way may break a line differently. PDFium knows one thread at a time, so drawing holds a lock.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

from filelock import FileLock, Timeout

from exporters.office import NO_PROGRAM, OfficeProgram, find_program, make_pdf
from models.disk import said
from models.errors import ExportError

TIME_LIMIT_S = 90.0
PREVIEW_DPI = 110
POINTS_PER_INCH = 72
# Part of the name of what is kept: pages made another way are made again.
_WAY = 3
_PDFIUM = Lock()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """A paper as it will be printed: the PDF, its number of pages, and which program made it."""

    path: Path
    count: int
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageImage:
    """One drawn page: width and height in pixels, four bytes a pixel in the order R, G, B, A, no gaps between rows."""

    width: int
    height: int
    rgba: bytes


def convert_bytes(content: bytes, folder: Path, *, limit_s: float = TIME_LIMIT_S) -> Pages:
    """Return the pages of a .docx given as bytes, converted now or kept in `folder` from before.

    Raises ExportError where there is no program, it fails, or it does not come back within `limit_s` seconds.
    """
    program = find_program()
    if program is None:
        raise ExportError(NO_PROGRAM, remedy="请安装其中一个，或把 Word 文件拿到有的电脑上打印。")
    kept = folder / f"{hashlib.sha256(content).hexdigest()}-{program.name}-{_WAY}.pdf"
    if not kept.exists():
        _convert_alone(content, kept, program, limit_s)
    return Pages(path=kept, count=page_count(kept), note=f"由 {program.name} 排版")


def page_count(path: Path) -> int:
    """Return the number of pages of a PDF."""
    with _opened(path) as document:
        return len(document)


def draw_page(path: Path, number: int, *, dpi: float = PREVIEW_DPI) -> PageImage:
    """Return page `number` (from 0) as pixels on white."""
    with _opened(path) as document:
        image = document[number].render(scale=dpi / POINTS_PER_INCH).to_pil().convert("RGBA")
        return PageImage(width=image.width, height=image.height, rgba=image.tobytes())


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    import pypdfium2

    with _PDFIUM:
        try:
            document = pypdfium2.PdfDocument(path)
        except (pypdfium2.PdfiumError, OSError) as error:
            raise ExportError("排好的页面打不开", where=path.name, remedy="请再预览一次。") from error
        try:
            yield document
        finally:
            document.close()


@contextmanager
def converting(folder: Path, limit_s: float) -> Iterator[tuple[Path, Path]]:
    """Give a folder that is gone afterwards and the profile of the office program; one conversion at a time.

    A second one would join the first program's window instead of coming back. Raises ExportError where the first does
    not end within `limit_s` seconds, and for what the disk refuses.
    """
    _make(folder)
    try:
        with FileLock(folder / "convert.lock", timeout=limit_s), tempfile.TemporaryDirectory(
            dir=folder, ignore_cleanup_errors=True
        ) as inside:
            yield Path(inside), folder / "office-profile"
    except Timeout as error:
        raise ExportError("前一次排版还没有结束", remedy="请稍等再试。") from error
    except OSError as error:
        text = f"排版时写不了缓存（{said(error)}）"
        raise ExportError(text, where=str(folder), remedy="请检查工作区所在的盘是否可写、有没有空间。") from error


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ExportError(
            f"建不了缓存文件夹（{said(error)}）", where=str(folder), remedy="请检查工作区所在的盘是否可写。"
        ) from error


def _convert_alone(content: bytes, kept: Path, program: OfficeProgram, limit_s: float) -> None:
    with converting(kept.parent, limit_s) as (inside, profile):
        source = inside / "paper.docx"
        source.write_bytes(content)
        make_pdf(program, source, profile, limit_s=limit_s).replace(kept)
