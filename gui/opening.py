"""Opening, showing and giving out files: evidence of the vault, and papers that were exported.

What another program opens is a read-only copy in cache/opened, so that nothing it does reaches the vault. Small files
are copied at once, large ones in a worker. A program is never started without a question: the vault takes none in, but
a file may carry another ending than its bytes deserve. Giving out never overwrites; a cancelled one leaves nothing.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import count
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from gui import ask
from gui.session import Session
from models.domain.evidence import StoredFile
from models.domain.file_names import safe_name
from models.domain.programs import program_kind
from models.errors import AppError
from models.reporting import Report
from models.vault import Vault

SMALL = 4 << 20
KEPT_DAYS = 7
_HEAD = 4096
_DAY = 86_400


def open_stored(session: Session, file: StoredFile) -> None:
    """Open a read-only copy of a stored file in the program this PC uses for it."""
    open_kept(session, file.sha256, file.name, file.size)


def open_kept(session: Session, sha256: str, name: str, size: int) -> None:
    """Open a read-only copy of a file of the vault that no evidence names: an issued paper, a scan."""
    _with_copy(session, sha256, name, size, lambda path: open_path(session, path))


def reveal_stored(session: Session, file: StoredFile) -> None:
    """Show the read-only copy of a stored file in the file manager."""
    _with_copy(session, file.sha256, file.name, file.size, lambda path: reveal_path(session, path))


def open_path(session: Session, path: Path) -> None:
    """Open a file or folder in the program this PC uses for it; a program only after a question."""
    if not path.exists():
        session.show(AppError("文件已不在这里", where=str(path), remedy="它可能被移走或改名了。"))
    elif _may_start(path) and not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
        remedy = "请先安装能打开它的程序，或在文件管理器里选一个程序打开。"
        session.show(AppError("这台电脑没有打开它的程序", where=path.name, remedy=remedy))


def reveal_path(session: Session, path: Path) -> None:
    """Show a file in the file manager, chosen where the system can do that."""
    if sys.platform == "win32" and path.exists():
        # Explorer takes the path in one argument with its switch and quotes it itself.
        subprocess.Popen(f'explorer /select,"{path}"')
        return
    open_path(session, path if path.is_dir() else path.parent)


def export_stored(session: Session, files: Sequence[StoredFile], parent: QWidget) -> None:
    """Give out stored files into a folder the clerk picks, each under its own name, none over an existing one."""
    folder = ask.pick_folder(parent, f"导出 {len(files)} 个文件到")
    if folder is None:
        return
    vault = session.workspace.vault
    wanted = [(file.sha256, file.name) for file in files]
    session.start(
        "正在导出", lambda report: give_out(vault, wanted, folder, report), lambda paths: _tell_given(session, paths)
    )


def give_out(vault: Vault, files: Sequence[tuple[str, str]], folder: Path, report: Report) -> list[Path]:
    """Copy stored files (hash, name) into a folder and return their paths; all of them or none. For a worker."""
    given: list[Path] = []
    try:
        for done, (sha256, name) in enumerate(files):
            report(done, len(files), name)
            target = free_path(folder / safe_name(name))
            vault.give_out(sha256, target, name)
            given.append(target)
        report(len(files), len(files), "")
    except (AppError, OSError):
        for path in given:
            path.unlink(missing_ok=True)
        raise
    return given


def free_path(path: Path) -> Path:
    """Return the path, or with （2）, （3） … before its ending where something stands there already."""
    return next(candidate for candidate in _candidates(path) if not os.path.lexists(candidate))


def forget_opened(folder: Path) -> None:
    """Delete the copies in cache/opened that are some days old and no program holds. For a worker."""
    before = time.time() - KEPT_DAYS * _DAY
    for copies in folder.iterdir() if folder.is_dir() else ():
        # What is still open elsewhere, or was made unreadable, is left for the next time.
        with suppress(OSError):
            if copies.stat().st_mtime < before:
                for copy in copies.iterdir():
                    copy.chmod(0o600)
                shutil.rmtree(copies)


def opened_folder(session: Session) -> Path:
    """Return where the copies lie that other programs open."""
    return session.workspace.folder / "cache" / "opened"


# Own steps


def _with_copy(session: Session, sha256: str, name: str, size: int, then: Callable[[Path], None]) -> None:
    vault, folder = session.workspace.vault, opened_folder(session)
    if size > SMALL:
        session.start("正在打开", lambda _: vault.open_copy(sha256, name, folder), then)
        return
    try:
        path = vault.open_copy(sha256, name, folder)
    except AppError as error:
        session.show(error)
        return
    then(path)


def _may_start(path: Path) -> bool:
    kind = _kind_of(path)
    if kind is None:
        return True
    text = f"“{path.name}”{kind}，打开就会运行，可能有害。不清楚来源请不要打开。"
    return ask.confirm(None, "这是程序", text, "仍要打开", no="不打开")


def _kind_of(path: Path) -> str | None:
    if path.is_dir():
        return None
    try:
        with path.open("rb") as file:
            return program_kind(path.name, file.read(_HEAD))
    except OSError:
        # What cannot be read is left to the program that opens it, which says why.
        return program_kind(path.name, b"")


def _candidates(path: Path) -> Iterator[Path]:
    yield path
    yield from (path.with_name(f"{path.stem}（{number}）{path.suffix}") for number in count(2))


def _tell_given(session: Session, paths: Iterable[Path]) -> None:
    paths = list(paths)
    folder = paths[0].parent
    session.tell(f"已导出 {len(paths)} 个文件到 {folder}", ("打开文件夹", lambda: reveal_path(session, paths[0])))
