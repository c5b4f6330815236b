"""The office program of this computer, asked to turn a .docx into PDF from a child process with a time limit.

WPS and Word are asked through COM on Windows (late bound, read-only), elsewhere and else LibreOffice without a window
and with a profile of its own. The COM route has not been tried on a Windows computer yet. LibreOffice goes by way of
its own format, where it can be told what it does not take from a .docx: no space between Chinese and digits, no hanging
punctuation, and no guess of the pages. From a hundred paragraphs on, table cells included, it lays pages out by a guess
first and then does not keep a signature with the text above it (GB/T 9704-2012, 7.3.5.5).
"""

from __future__ import annotations

import base64
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path

from models.errors import ExportError
from models.libreoffice import find_libreoffice, stop_whole

NO_PROGRAM = "没有找到 WPS、Word 或 LibreOffice，不能排出实际页面"
_OPEN_WORD = "请直接打开 Word 文件查看。"
_SERVERS = (("KWPS.Application", "WPS"), ("wps.Application", "WPS"), ("Word.Application", "Word"))
# Statistics of a paper so short that LibreOffice lays it out without a guess.
_SHORT = '<meta:document-statistic meta:page-count="1" meta:paragraph-count="50"/>'
_STATISTICS = re.compile(r"<meta:document-statistic[^>]*/>")
_AS_THE_FILE_SAYS = (
    ('style:text-autospace="ideograph-alpha"', 'style:text-autospace="none"'),
    ('style:punctuation-wrap="hanging"', 'style:punctuation-wrap="simple"'),
)
# Where a computer lacks a face of official papers, LibreOffice takes any; these have its look and half-width digits.
_STAND_INS = (
    (("仿宋_GB2312", "仿宋"), ("仿宋", "FangSong", "STFangsong", "FandolFang", "AR PL UMing CN", "Noto Serif CJK SC")),
    (("楷体_GB2312", "楷体"), ("楷体", "KaiTi", "STKaiti", "FandolKai", "AR PL KaitiM GB", "Noto Serif CJK SC")),
    (("黑体",), ("SimHei", "STHeiti", "WenQuanYi Zen Hei", "Noto Sans CJK SC")),
    (("方正小标宋简体",), ("方正小标宋_GBK", "FZXiaoBiaoSong-B05S", "Noto Serif CJK SC SemiBold", "Noto Serif CJK SC")),
    (("宋体",), ("SimSun", "STSong", "AR PL UMing CN", "Noto Serif CJK SC")),
)
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


class OfficeFailed(ExportError):
    """An office program that ended with an error; `said` is what it said itself, for the log and not for the clerk."""

    def __init__(self, program: OfficeProgram, said: str) -> None:
        remedy = f"请关闭已打开的 {program.name} 再试一次，或{_OPEN_WORD[1:]}"
        super().__init__(f"{program.name} 出错了，没有排出页面", remedy=remedy)
        self.said = f"{program.name} {said}"


@cache
def find_program() -> OfficeProgram | None:
    """Return the program of this computer, looked for once a run: WPS, then Word, then LibreOffice."""
    return _com_program() or _libreoffice()


def make_pdf(program: OfficeProgram, source: Path, profile: Path, *, limit_s: float) -> Path:
    """Turn a .docx into a PDF beside it and return that; `profile` is a folder LibreOffice keeps for itself.

    Raises ExportError where the program fails, makes nothing, or does not come back within `limit_s` seconds.
    """
    (made,) = make_pdfs(program, (source,), profile, limit_s=limit_s)
    return made


def make_pdfs(program: OfficeProgram, sources: Sequence[Path], profile: Path, *, limit_s: float) -> list[Path]:
    """Turn the .docx files of one folder into PDFs beside them, LibreOffice being started no oftener than for one.

    Raises ExportError as `make_pdf` does; `limit_s` holds for each start of the program.
    """
    if program.server:
        made = [source.with_suffix(".pdf") for source in sources]
        for source, target in zip(sources, made, strict=True):
            _by_com(program, source, target, limit_s)
        return [_made(program, path) for path in made]
    flat = _by_libreoffice(program, sources, "fodt", profile, limit_s)
    for path in flat:
        path.write_text(_as_the_file_says(path.read_text(encoding="utf-8")), encoding="utf-8")
    return _by_libreoffice(program, flat, "pdf:writer_pdf_Export", profile, limit_s)


def lay_out(program: OfficeProgram, sources: Sequence[Path], profile: Path, *, limit_s: float) -> list[Path | None]:
    """Turn office files of one folder into PDFs beside them as they come; None for one the program does not open.

    Through COM only documents are opened. Raises ExportError as `make_pdf` does.
    """
    made = [source.with_suffix(".pdf") for source in sources]
    if program.server:
        for source, target in zip(sources, made, strict=True):
            if source.suffix in (".docx", ".doc", ".wps"):
                _by_com(program, source, target, limit_s)
    else:
        _convert(program, sources, "pdf", profile, limit_s)
    return [path if path.is_file() else None for path in made]


def _as_the_file_says(text: str) -> str:
    for read, meant in _AS_THE_FILE_SAYS:
        text = text.replace(read, meant)
    return _STATISTICS.sub(_SHORT, text, count=1)


def _with_stand_ins(folder: Path) -> dict[str, str]:
    """Return the environment in which the nearest face replaces a missing one; the computer's own fonts come first."""
    own = os.environ.get("FONTCONFIG_FILE", "/etc/fonts/fonts.conf")
    if sys.platform == "win32" or not Path(own).is_file():
        return {}
    aliases = "".join(
        f'<alias binding="same"><family>{name}</family><accept>'
        f'{"".join(f"<family>{other}</family>" for other in others)}</accept></alias>'
        for names, others in _STAND_INS for name in names
    )
    file = folder / "fonts.conf"
    included = f'<include>{escape(own, quote=False)}</include>'
    file.write_text(f"<fontconfig>{included}{aliases}</fontconfig>", encoding="utf-8")
    return {"FONTCONFIG_FILE": str(file)}


def _by_libreoffice(
    program: OfficeProgram, sources: Sequence[Path], wanted: str, profile: Path, limit_s: float
) -> list[Path]:
    _convert(program, sources, wanted, profile, limit_s)
    return [_made(program, source.with_suffix(f".{wanted.partition(':')[0]}")) for source in sources]


def _convert(program: OfficeProgram, sources: Sequence[Path], wanted: str, profile: Path, limit_s: float) -> None:
    folder = sources[0].parent
    command = [
        program.path, f"-env:UserInstallation={profile.resolve().as_uri()}", "--headless", "--norestore",
        "--nolockcheck", "--convert-to", wanted, "--outdir", str(folder), *map(str, sources),
    ]
    _run(command, program, limit_s, _with_stand_ins(folder))


def _made(program: OfficeProgram, path: Path) -> Path:
    if not path.is_file():
        raise ExportError(f"{program.name} 没有排出页面", remedy=_OPEN_WORD)
    return path


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
        stop_whole(child)
        remedy = f"请关闭它弹出的窗口后再试，或{_OPEN_WORD[1:]}"
        raise ExportError(f"{program.name} {limit_s:g} 秒内没有排完", remedy=remedy) from error
    if child.returncode:
        raise OfficeFailed(program, f"{child.returncode}: {said.decode(errors='replace').strip()}")


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
    path = find_libreoffice()
    return OfficeProgram(name="LibreOffice", path=path) if path else None
