"""What is damaged where SQLite itself sees nothing wrong: a text that is no text, a lost table, a broken detail.

A single bit may turn 汉字 into bytes that are no UTF-8; SQLite keeps them like any others and Python refuses to read
them. What was being read is not told with the error, so the place is looked for, once for each error.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from functools import lru_cache
from pathlib import Path

from models.errors import StoreDamaged
from models.store.database import TABLES, lost_tables
from models.store.naming import label_of, name_of, shown
from models.store.structure import LOST, differences

# What SQLite says where a function of ours, called in the midst of a query, could not read the store.
FROM_FUNCTION = "user-defined function raised exception"
REMEDY = "请运行“校验”（verify）查看范围，并从最近的备份恢复"


def damage_of(error: sqlite3.DatabaseError, path: Path) -> StoreDamaged | None:
    """Return what is damaged in the store when this error came of it; None for a mistake of the program's own."""
    if not isinstance(error, sqlite3.OperationalError):
        return None
    code = getattr(error, "sqlite_errorcode", None)
    if code is None or str(error) == FROM_FUNCTION:
        # Python's own refusal: SQLite has given out a text and knows of no error; a function of ours may have read it.
        return _unreadable(path, str(error))
    return _lost_or_broken(path) if code == sqlite3.SQLITE_ERROR else None


@lru_cache(maxsize=32)
def _unreadable(path: Path, _words: str) -> StoreDamaged | None:
    # A list is painted again and again, with the same error each time.
    with closing(_look_into(path)) as con:
        standing = set(TABLES) - set(lost_tables(con))
        for table in sorted(standing, key=lambda name: (name.startswith("operation"), name)):
            if not _is_readable(con, table):
                return _told(con, table)
    return None


def _lost_or_broken(path: Path) -> StoreDamaged | None:
    with closing(_look_into(path)) as con:
        lost = [item for item in differences(con) if item.code in LOST]
        if lost:
            return StoreDamaged(f"{lost[0].where}{lost[0].text}", where=str(path), remedy=REMEDY)
        query = "select sequence from operation_rows where not json_valid(coalesce(after, before, '{}')) limit 1"
        broken = con.execute(query).fetchone()
    if broken is None:
        return None
    text = f"第{broken[0]}条操作的明细（operation_rows）已损坏，读不出来"
    return StoreDamaged(text, where=str(path), remedy=REMEDY)


def _look_into(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)


def _is_readable(con: sqlite3.Connection, table: str) -> bool:
    try:
        for _ in con.execute(f"select * from {table}"):
            pass
    except sqlite3.OperationalError as error:
        if getattr(error, "sqlite_errorcode", None) is not None:
            raise
        return False
    return True


def _told(con: sqlite3.Connection, table: str) -> StoreDamaged | None:
    """Return the first text of a table that is no text."""
    con.text_factory = bytes
    cursor = con.execute(f"select * from {table}")
    names = [item[0] for item in cursor.description]
    for cells in cursor:
        for name, cell in zip(names, cells, strict=True):
            if isinstance(cell, bytes) and not _is_text(cell):
                row = {key: _words(value) for key, value in zip(names, cells, strict=True)}
                text = f"{label_of(table)}{name_of(row)}的 {name} 里有文字已损坏，读不出来"
                return StoreDamaged(text, where=f"数据库 {table}", remedy=REMEDY)
    return None


def _is_text(cell: bytes) -> bool:
    try:
        cell.decode()
    except UnicodeDecodeError:
        return False
    return True


def _words(cell: object) -> object:
    return shown(cell.decode("utf-8", "replace")) if isinstance(cell, bytes) else cell
