"""Old Word documents (.doc, .wps) turned into .docx by LibreOffice, where this computer has it.

LibreOffice runs as a process of its own with a time limit and a profile of its own, in which macros are switched off
and links are never followed. What it makes is read like any other .docx; because it guesses at some layouts, the clerk
is asked to check.
"""

from __future__ import annotations

import os
import subprocess
import time
from pathlib import Path

from models.domain.finding import Finding, Level
from models.errors import ForeignFileError
from models.intake.gate.refusals import damaged, other_format
from models.libreoffice import find_libreoffice, stop_whole
from models.reporting import Report, unheard

SECONDS = 15
_POLL = 0.2
_SAVE_AS_DOCX = "请用 WPS 或 Word 打开它，另存为 .docx 再导入。"
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution"
 oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks"
 oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link"
 oor:op="fuse"><value>2</value></prop></item>
</oor:items>
"""


def as_docx(path: Path, folder: Path, report: Report = unheard, *, limit_s: float = SECONDS) -> Path:
    """Return the .docx made of an old document in `folder`, which LibreOffice also uses for itself.

    `report` is called with seconds gone and allowed, and may raise Cancelled. Raises ForeignFileError where there is no
    LibreOffice, where it makes nothing of the file, or does not come back within `limit_s` seconds.
    """
    program = find_libreoffice()
    if program is None:
        raise other_format(path.name, "旧格式的文档（.doc、.wps），这台电脑没有 LibreOffice，不能直接读", _SAVE_AS_DOCX)
    _run(program, path, folder, report, limit_s)
    made = folder / "out" / f"{path.stem}.docx"
    if not made.is_file():
        raise damaged(path.name, "LibreOffice 没有读出这份旧格式的文档", _SAVE_AS_DOCX)
    return made


def to_be_checked(path: Path) -> Finding:
    """Return what is said of every paper read in this way."""
    return Finding(
        level=Level.WARN, code="converted", where=path.name,
        text="旧格式的文档（.doc）由 LibreOffice 转换后读入，编号和表格可能与原文有出入",
        remedy="请逐项与原文核对；用 WPS 或 Word 另存为 .docx 再导入更可靠",
    )


def _run(program: str, path: Path, folder: Path, report: Report, limit_s: float) -> None:
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
    child = subprocess.Popen(
        [program, f"-env:UserInstallation={profile.resolve().as_uri()}", "--headless", "--norestore", "--nolockcheck",
         "--convert-to", "docx", "--outdir", str(folder / "out"), str(path.resolve())],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=os.name != "nt", creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    try:
        _wait(child, path, report, limit_s)
    finally:
        if child.poll() is None:
            stop_whole(child)


def _wait(child: subprocess.Popen[bytes], path: Path, report: Report, limit_s: float) -> None:
    began = time.monotonic()
    while True:
        try:
            child.wait(_POLL)
            return
        except subprocess.TimeoutExpired:
            gone = time.monotonic() - began
        if gone > limit_s:
            raise ForeignFileError(f"LibreOffice {limit_s:g} 秒内没有转换完", where=path.name, remedy=_SAVE_AS_DOCX)
        report(int(gone), int(limit_s), path.name)
