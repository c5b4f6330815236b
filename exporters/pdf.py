"""The finished .docx as pages: turned into PDF by the office program of this computer, drawn by pypdfium2.

WPS and Word are asked through COM on Windows (late bound, read-only, from a child process), elsewhere and else
LibreOffice without a window and with a profile of its own. A conversion has a time limit and is kept by the hash of
the .docx and the program that made it, because two programs may break a line differently. PDFium knows one thread at a
time, so drawing holds a lock. The COM route has not been tried on a Windows computer yet.
"""

from __future__ import annotations

import base64
import hashlib
import io
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

from filelock import FileLock, Timeout

from models.disk import said
from models.errors import ExportError

TIME_LIMIT_S = 90.0
PREVIEW_DPI = 110
POINTS_PER_INCH = 72
NO_PROGRAM = "没有找到 WPS、Word 或 LibreOffice，不能排出实际页面"
_SERVERS = (("KWPS.Application", "WPS"), ("wps.Application", "WPS"), ("Word.Application", "Word"))
_LIBREOFFICE = "LibreOffice"
_PLACES = (
    "/opt/libreoffice*/program/soffice",
    "/usr/lib/libreoffice/program/soffice",
    "/usr/lib64/libreoffice/program/soffice",
)
_WINDOWS_PLACES = ("LibreOffice/program/soffice.exe", "LibreOffice 5/program/soffice.exe")
_PDFIUM = Lock()
# 17 is PDF; the paths come in by the environment, so that no sign in them is read as a command.
_COM_SCRIPT = """
$ErrorActionPreference = 'Stop'
$app = New-Object -ComObject $env:ZG_SERVER
try {
    $app.Visible = $false
    try { $app.DisplayAlerts = 0 } catch { }
    $paper = $app.Documents.Open($env:ZG_SOURCE, $false, $true)
    try { $paper.ExportAsFixedFormat($env:ZG_TARGET, 17) } finally { $paper.Close($false) }
} finally { $app.Quit() }
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeProgram:
    """An office program of this computer: its name, the COM server or the path that starts it."""

    name: str
    server: str = ""
    path: str = ""

    @property
    def note(self) -> str:
        """Return what a preview says of its maker."""
        return f"由 {self.name} 排版" + ("，标点与中西文间距可能略有出入" if self.name == _LIBREOFFICE else "")


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


def office_program() -> str | None:
    """Return the name of the program that will make the pages; None where there is none, as NO_PROGRAM says."""
    found = find_program()
    return found.name if found else None


@cache
def find_program() -> OfficeProgram | None:
    """Return the program of this computer, looked for once a run: WPS, then Word, then LibreOffice."""
    return _com_program() or _libreoffice()


def convert(docx: Path, folder: Path, *, limit_s: float = TIME_LIMIT_S) -> Pages:
    """Return the pages of a .docx, converted now or kept in `folder` from before; raises as `convert_bytes`."""
    return convert_bytes(docx.read_bytes(), folder, limit_s=limit_s)


def convert_bytes(content: bytes, folder: Path, *, limit_s: float = TIME_LIMIT_S) -> Pages:
    """Return the pages of a .docx given as bytes, converted now or kept in `folder` from before.

    Raises ExportError where there is no program, it fails, or it does not come back within `limit_s` seconds.
    """
    program = find_program()
    if program is None:
        raise ExportError(NO_PROGRAM, remedy="请安装其中一个，或把 Word 文件拿到有的电脑上打印。")
    kept = folder / f"{hashlib.sha256(content).hexdigest()}-{program.name}.pdf"
    if not kept.exists():
        _make(folder)
        _convert_alone(content, kept, program, limit_s)
    return Pages(path=kept, count=page_count(kept), note=program.note)


def page_count(path: Path) -> int:
    """Return the number of pages of a PDF."""
    with _opened(path) as document:
        return len(document)


def draw_page(path: Path, number: int, *, dpi: float = PREVIEW_DPI) -> PageImage:
    """Return page `number` (from 0) as pixels on white."""
    with _opened(path) as document:
        image = document[number].render(scale=dpi / POINTS_PER_INCH).to_pil().convert("RGBA")
        return PageImage(width=image.width, height=image.height, rgba=image.tobytes())


def page_png(path: Path, number: int, *, dpi: float = PREVIEW_DPI) -> bytes:
    """Return page `number` (from 0) as the bytes of a PNG."""
    from PIL import Image

    page = draw_page(path, number, dpi=dpi)
    stream = io.BytesIO()
    Image.frombytes("RGBA", (page.width, page.height), page.rgba).convert("RGB").save(stream, "PNG")
    return stream.getvalue()


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


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ExportError(
            f"建不了缓存文件夹（{said(error)}）", where=str(folder), remedy="请检查工作区所在的盘是否可写。"
        ) from error


def _convert_alone(content: bytes, kept: Path, program: OfficeProgram, limit_s: float) -> None:
    """One conversion at a time: a second one would join the first program's window instead of coming back."""
    try:
        with FileLock(kept.parent / "convert.lock", timeout=limit_s), tempfile.TemporaryDirectory(
            dir=kept.parent, ignore_cleanup_errors=True
        ) as inside:
            made = Path(inside) / "paper.pdf"
            source = Path(inside) / "paper.docx"
            source.write_bytes(content)
            (_by_com if program.server else _by_libreoffice)(program, source, made, limit_s)
            if not made.is_file():
                raise ExportError(f"{program.name} 没有排出页面", remedy="请直接打开 Word 文件查看。")
            made.replace(kept)
    except Timeout as error:
        raise ExportError("前一次排版还没有结束", remedy="请稍等再试。") from error
    except OSError as error:
        text = f"排版时写不了缓存（{said(error)}）"
        raise ExportError(text, where=str(kept.parent), remedy="请检查工作区所在的盘是否可写、有没有空间。") from error


def _by_libreoffice(program: OfficeProgram, source: Path, made: Path, limit_s: float) -> None:
    profile = (made.parent.parent / "office-profile").resolve().as_uri()
    command = [
        program.path, f"-env:UserInstallation={profile}", "--headless", "--norestore", "--nolockcheck",
        "--convert-to", "pdf:writer_pdf_Export", "--outdir", str(made.parent), str(source),
    ]
    _run(command, program, limit_s, {})


def _by_com(program: OfficeProgram, source: Path, made: Path, limit_s: float) -> None:
    script = base64.b64encode(_COM_SCRIPT.encode("utf-16-le")).decode("ascii")
    command = ["powershell.exe", "-NoProfile", "-NonInteractive", "-EncodedCommand", script]
    _run(command, program, limit_s, {"ZG_SERVER": program.server, "ZG_SOURCE": str(source), "ZG_TARGET": str(made)})


def _run(command: list[str], program: OfficeProgram, limit_s: float, more: dict[str, str]) -> None:
    """Run the child to its end; one that does not come back is stopped with all it started."""
    child = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=os.environ | more,
        start_new_session=os.name != "nt", creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    try:
        said, _ = child.communicate(timeout=limit_s)
    except subprocess.TimeoutExpired as error:
        _stop(child)
        raise ExportError(
            f"{program.name} {limit_s:g} 秒内没有排完", remedy="请关闭它弹出的窗口后再试，或直接打开 Word 文件查看。"
        ) from error
    if child.returncode:
        last = said.decode(errors="replace").strip().splitlines()[-1:] or [f"代码 {child.returncode}"]
        raise ExportError(f"{program.name} 排版出错：{last[0][:120]}", remedy="请直接打开 Word 文件查看。")


def _stop(child: subprocess.Popen[bytes]) -> None:
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/T", "/F", "/PID", str(child.pid)], capture_output=True, check=False)
    else:
        os.killpg(child.pid, signal.SIGKILL)
    child.communicate()


def _com_program() -> OfficeProgram | None:
    if sys.platform == "win32":
        import winreg

        for server, name in _SERVERS:
            try:
                winreg.CloseKey(winreg.OpenKey(winreg.HKEY_CLASSES_ROOT, rf"{server}\CLSID"))
            except FileNotFoundError:
                continue
            return OfficeProgram(name=name, server=server)
    return None


def _libreoffice() -> OfficeProgram | None:
    path = shutil.which("soffice") or shutil.which("libreoffice") or next(iter(_installed()), None)
    return OfficeProgram(name=_LIBREOFFICE, path=str(path)) if path else None


def _installed() -> list[Path]:
    roots = [Path(os.environ[name]) for name in ("ProgramFiles", "ProgramFiles(x86)") if name in os.environ]
    found = [root / place for root in roots for place in _WINDOWS_PLACES if (root / place).is_file()]
    return found + [path for place in _PLACES for path in sorted(Path("/").glob(place.lstrip("/")), reverse=True)]
