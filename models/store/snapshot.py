"""Snapshot 快照: a copy of the store as it stands, for backups and checks that go on beside the window.

SQLite copies some pages at a time on the thread of the store and holds no lock in between, so the listener may let the
window handle its events there. What is written meanwhile through the same connection goes into the copy as well: it is
whole at every moment, and shows the store as it stands when the last page is done.
"""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from models.disk import drop
from models.errors import StoreError
from models.reporting import Report, unheard
from models.store.copying import telling
from models.store.database import Store

if TYPE_CHECKING:
    from models.store.backup_file import WrittenBackup

FAILED = "备份没有做成；已保存的内容不受影响"
# A megabyte: some milliseconds, also on a slow disk.
PAGES = 256
COPYING = "复制记录"


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """快照: the copy, and whose it is; leaves the main thread. Whoever takes one uses it or drops it."""

    workspace: Path
    store: Path
    at: datetime

    def write(self, target: Path, report: Report = unheard) -> WrittenBackup:
        """Write a backup file, see `backup_file.write_backup`, and put the snapshot away."""
        from models.store.backup_file import write_backup

        return write_backup(self, target, report)

    def keep(self, report: Report = unheard) -> Path:
        """Make an automatic backup of it, see `backup.keep_backup`; returns the path of its manifest."""
        from models.store.backup import keep_backup

        return keep_backup(self, report)

    def drop(self) -> None:
        """Put the copy away."""
        drop(self.store)


def take_snapshot(store: Store, at: datetime, report: Report = unheard, *, kept: bool = False) -> Snapshot:
    """Copy the store aside, on its own thread; `report` hears bytes between two slices and may raise Cancelled.

    What is `kept` lies in the workspace; anything else also in the temporary folder, where the workspace has no room.
    """
    workspace = store.path.parent
    try:
        copy = copy_aside(store.con, workspace / "backups", report)
    except StoreError:
        if kept:
            raise
        # A full disk is when a backup on a stick is wanted most.
        copy = copy_aside(store.con, Path(tempfile.gettempdir()), report)
    return Snapshot(workspace=workspace, store=copy, at=at)


def copy_aside(con: sqlite3.Connection, folder: Path, report: Report = unheard) -> Path:
    """Copy an open store to a new file in a folder; nothing is left of a copy that was cancelled or failed."""
    target = folder / f"{uuid4().hex}.part"
    try:
        with telling(FAILED, folder):
            target.touch(mode=0o600, exist_ok=False)
            _copy(con, target, report)
    except BaseException:
        drop(target)
        raise
    return target


def _copy(con: sqlite3.Connection, target: Path, report: Report) -> None:
    size = int(con.execute("pragma page_size").fetchone()[0])

    def told(_: int, remaining: int, total: int) -> None:
        report((total - remaining) * size, total * size, COPYING)

    with closing(sqlite3.connect(target, isolation_level=None)) as copy:
        # It becomes a backup only when its bytes are on the disk, and that is seen to where it does.
        for pragma in ("journal_mode=off", "synchronous=off"):
            copy.execute(f"pragma {pragma}").fetchone()
        con.backup(copy, pages=PAGES, progress=told)
