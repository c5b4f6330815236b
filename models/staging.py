"""Files on their way into the vault: copied and hashed in one pass, flushed to the disk, not yet at their place.

Several are staged beside each other, because a disk flushes four files in little more than the time of one. What is
staged lies under a name of its own; whoever asked for it puts it in its place or drops it. What a crash leaves here is
removed at the next start.
"""

from __future__ import annotations

import io
import os
import uuid
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from models.disk import FULL, NOT_ALLOWED, SentAhead, drop, flush, pump, said
from models.domain.file_names import readable_name
from models.errors import VaultError
from models.outside_file import OutsideFile, Source, opened_fit, refuse_changed, refuse_unfit
from models.reporting import Meter, Report, Tally, unheard

BESIDE = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Staged:
    """待入库文件: whole and safe on the disk under a name of its own."""

    path: Path
    name: str
    sha256: str
    size: int


class Staging:
    """The folder staging/ of a vault. May be used by workers."""

    def __init__(self, vault: Path) -> None:
        self._vault = vault
        self._folder = vault / "staging"

    def copy(self, path: Path, report: Report = unheard) -> Staged:
        """Copy a file; raises VaultError for what is unreadable, empty, changing, a program, or does not fit."""
        name = readable_name(path.name)
        with opened_fit(path) as source:
            before = os.fstat(source.fileno())
            staged = self._write(source, name, before.st_size, report)
        try:
            refuse_changed(path, name, before, staged.size)
        except BaseException:
            drop(staged.path)
            raise
        return staged

    def copy_all(self, paths: Sequence[Path], tally: Tally) -> list[Staged]:
        """Copy several files beside each other, or none; the tally hears of them from several threads."""
        with ThreadPoolExecutor(min(BESIDE, len(paths))) as workers:
            tasks = [workers.submit(self._copy_one, path, tally) for path in paths]
            wait(tasks)
        failed = [error for task in tasks if (error := task.exception()) is not None]
        if failed:
            _drop_all(tasks)
            raise failed[0]
        return [task.result() for task in tasks]

    def copy_bytes(self, name: str, data: bytes) -> Staged:
        """Stage bytes that never were a file."""
        source = io.BytesIO(data)
        refuse_unfit(source, name)
        return self._write(source, name, len(data), unheard)

    def clean(self) -> int:
        """Remove what an interrupted taking in left; return how many files it was."""
        if not self._folder.is_dir():
            return 0
        left = [entry for entry in self._folder.iterdir() if entry.is_file() or entry.is_symlink()]
        with writing(self._vault):
            for entry in left:
                entry.unlink()
        return len(left)

    def _copy_one(self, path: Path, tally: Tally) -> Staged:
        tally.tell(path.name)
        staged = self.copy(path, tally.listener(path.name))
        tally.count()
        return staged

    def _write(self, source: Source, name: str, total: int, report: Report) -> Staged:
        with writing(self._vault):
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        staged = self._folder / f"{uuid.uuid4().hex}.part"
        try:
            with writing(self._vault), staged.open("xb") as target:
                sha256, size = pump(OutsideFile(source, name), SentAhead(target), Meter(report, total), name)
                flush(target)
        except BaseException:
            drop(staged)
            raise
        return Staged(path=staged, name=name, sha256=sha256, size=size)


def size_of(path: Path) -> int:
    """Return the size of a file that is to be copied; 0 where it cannot be told."""
    # What cannot be looked at is refused where it is copied.
    with suppress(OSError):
        return path.stat().st_size
    return 0


def _drop_all(tasks: Sequence[Future[Staged]]) -> None:
    for task in tasks:
        if task.exception() is None:
            drop(task.result().path)


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Turn what the system says about our own folder into words."""
    try:
        yield
    except OSError as error:
        raise _cannot_write(folder, error) from error


def _cannot_write(folder: Path, error: OSError) -> VaultError:
    where = str(folder)
    if error.errno in FULL:
        return VaultError("磁盘满了，文件没有存进去", where=where, remedy="请腾出空间后再试；已有内容没有改动。")
    if error.errno in NOT_ALLOWED:
        return VaultError("这个文件夹不能写入", where=where, remedy="请检查它是不是只读，或换一个位置。")
    return VaultError(f"写入失败（{said(error)}）", where=where, remedy="请检查磁盘后再试；已有内容没有改动。")
