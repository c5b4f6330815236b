"""One writer at a time: an operating-system lock on the workspace, released even by a crash.

The lock itself says nothing of its holder, so a note beside it names host, user and time; the note is only read while
the lock is held by somebody else. The system's own calls are used instead of filelock, which would bring OpenSSL along:
5 MB and a tenth of the time to the first paint.
"""

from __future__ import annotations

import errno
import getpass
import json
import os
import platform
import sys
import time
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from models.errors import StoreError, StoreLocked

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

LOCK_NAME = "workspace.lock"
NOTE_NAME = "workspace.holder.json"
_LOOK_S = 0.05
_HELD = {errno.EACCES, errno.EAGAIN, errno.EDEADLK}


class WorkspaceLock:
    """The lock of one workspace folder."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / LOCK_NAME
        self._note = folder / NOTE_NAME
        self._file = -1

    def acquire(self, *, at: datetime, wait: float = 0.0) -> None:
        """Take the lock within `wait` seconds; raises StoreLocked naming who holds it since when."""
        try:
            self._file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o666)
            self._take(time.monotonic() + wait)
        except OSError as error:
            raise StoreError(
                "文件夹只读或无权写入，没有打开", where=str(self._path.parent),
                remedy="请换一个可写的文件夹，或请管理员开放写权限",
            ) from error
        note = {"host": platform.node(), "user": user_name(), "since": at.strftime("%Y-%m-%d %H:%M")}
        # On a full disk one must still get in, to read and to make room; the note only tells others who it is.
        with suppress(OSError):
            self._note.write_text(json.dumps(note, ensure_ascii=False), encoding="utf-8")

    def release(self) -> None:
        """Give the lock back; the file stays, else one program could hold a file that is gone from the folder."""
        # On a stick that was pulled out there is no note to remove, and the lock must go all the same.
        with suppress(OSError):
            self._note.unlink(missing_ok=True)
        os.close(self._file)

    def _take(self, until: float) -> None:
        try:
            while not _lock(self._file):
                if time.monotonic() >= until:
                    text, remedy = f"这个工作区正由{self._holder()}使用", "请先关闭那个窗口或等它结束"
                    raise StoreLocked(text, where=str(self._path.parent), remedy=remedy)
                time.sleep(_LOOK_S)
        except BaseException:
            os.close(self._file)
            raise

    def _holder(self) -> str:
        try:
            note = json.loads(self._note.read_text(encoding="utf-8"))
            return f"{note['host']}上的{note['user']}（{note['since']}起）"
        except (OSError, ValueError, KeyError):
            # The holder may be between taking the lock and writing its note.
            return "另一个窗口或命令"


def user_name() -> str:
    """Return who works at this computer."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "某用户"


def _lock(file: int) -> bool:
    """Lock an open file for this program; returns False where another holds it."""
    try:
        if sys.platform == "win32":
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in _HELD:
            return False
        raise
    return True
