"""Backups: a copy of the store by SQLite's own backup, never by copying an open file."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from models.store.database import Store
from models.vault import Vault

KEPT = 10


def back_up_before_migration(path: Path, folder: Path, at: datetime) -> Path:
    """Copy the store beside the other backups before a migration touches it."""
    target = folder / f"{at:%Y%m%d-%H%M%S}-升级前.db"
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)
    return target


def back_up_sitting(store: Store, vault: Vault, folder: Path, at: datetime) -> Path:
    """Copy store and vault on closing."""
    target = folder / f"{at:%Y%m%d-%H%M%S}.db"
    with closing(sqlite3.connect(target)) as copy:
        store.con.backup(copy)
    return target
