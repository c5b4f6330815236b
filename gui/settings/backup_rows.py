"""How the automatic backups stand in a list: when, why, how large, with how many files, and whether whole.

And under which name one of them is restored beside the workspace it was made of.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from gui.parts.cells import Muted
from gui.parts.tables import Column
from models.domain.sizes import size_words

if TYPE_CHECKING:
    from models.workspace import Backup

BACKUP_COLUMNS = (
    Column(key="at", title="时间", width=168, sortable=False),
    Column(key="size", title="大小", width=88, right=True, sortable=False),
    Column(key="files", title="佐证文件", width=88, right=True, sortable=False),
    Column(key="note", title="说明", width=200, sortable=False, grows=True),
)
CLOSING = "关闭时"


def backup_cells(backup: Backup, now: datetime) -> tuple[object, ...]:
    """Return the cells of one line."""
    if backup.fault:
        return moment_words(backup.at, now), Muted("—"), Muted("—"), backup.fault
    missing = f"，缺 {backup.missing} 个文件" if backup.missing else ""
    altered = f"，记录有 {backup.altered} 处被改动或损坏" if backup.altered else ""
    said = (backup.note or CLOSING) + missing + altered
    return moment_words(backup.at, now), size_words(backup.size), backup.files, said


def moment_words(at: datetime, now: datetime) -> str:
    """Return a moment as one says it: 今天 14:32, 昨天 17:05, 2025-11-20 17:05."""
    days = (now.date() - at.date()).days
    day = {0: "今天", 1: "昨天"}.get(days, f"{at:%Y-%m-%d}")
    return f"{day} {at:%H:%M}"


def free_folder(folder: Path, now: datetime) -> Path:
    """Return the name of a new folder beside this one to restore into."""
    stem = f"{folder.name}-恢复-{now:%Y%m%d}"
    names = [stem, *(f"{stem}-{number}" for number in range(2, 1000))]
    return next(folder.with_name(name) for name in names if not folder.with_name(name).exists())
