"""One writer at a time: an operating-system lock on the workspace, released even by a crash.

The lock itself says nothing of its holder, so a note beside it names host, user and time; the note is only read while
the lock is held by somebody else.
"""

from __future__ import annotations

import getpass
import json
import platform
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from models.errors import StoreError, StoreLocked

LOCK_NAME = "workspace.lock"
NOTE_NAME = "workspace.holder.json"


class WorkspaceLock:
    """The lock of one workspace folder."""

    def __init__(self, folder: Path) -> None:
        self._lock = FileLock(folder / LOCK_NAME)
        self._note = folder / NOTE_NAME

    def acquire(self, *, at: datetime, wait: float = 0.0) -> None:
        """Take the lock within `wait` seconds; raises StoreLocked naming who holds it since when."""
        try:
            self._lock.acquire(timeout=wait)
        except Timeout as error:
            raise StoreLocked(
                f"这个工作区正由{self._holder()}使用", where=str(self._note.parent), remedy="请先关闭那个窗口或等它结束"
            ) from error
        except OSError as error:
            raise StoreError(
                "文件夹只读或无权写入，没有打开", where=str(self._note.parent),
                remedy="请换一个可写的文件夹，或请管理员开放写权限",
            ) from error
        note = {"host": platform.node(), "user": user_name(), "since": at.strftime("%Y-%m-%d %H:%M")}
        # On a full disk one must still get in, to read and to make room; the note only tells others who it is.
        with suppress(OSError):
            self._note.write_text(json.dumps(note, ensure_ascii=False), encoding="utf-8")

    def release(self) -> None:
        """Give the lock back."""
        self._note.unlink(missing_ok=True)
        self._lock.release()

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
