"""Copying a workspace: where its parts lie, and what goes wrong with a disk in the clerk's words.

A full stick and a pulled one look alike to a program and not at all to a person.
"""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from models.disk import FULL, NOT_ALLOWED, said
from models.errors import StoreError

MEGABYTE = 1 << 20
STORE_MEMBER = "store.db"


def evidence_member(sha256: str) -> str:
    """Return where a workspace keeps the file with this hash, below its folder; backups use the same names."""
    return f"vault/store/{sha256[:2]}/{sha256}"


@contextmanager
def telling(what: str, where: Path) -> Iterator[None]:
    """Say an error of the disk in the clerk's words; `what` was not done: 备份没有做成."""
    try:
        yield
    except OSError as error:
        raise _words(what, where, error) from error
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0)
        full = code & 0xFF == sqlite3.SQLITE_FULL
        text = f"磁盘已满，{what}" if full else f"{what}（数据库错误 {code}）"
        raise StoreError(text, where=str(where), remedy="请腾出空间后重试" if full else "请检查磁盘后重试") from error


def _words(what: str, where: Path, error: OSError) -> StoreError:
    if error.errno in FULL:
        return StoreError(f"磁盘已满，{what}", where=str(where), remedy="请腾出空间，或换一个盘")
    if error.errno in NOT_ALLOWED:
        return StoreError(f"只读或没有权限，{what}", where=str(where), remedy="请换一个可写的位置；U盘请看写保护开关")
    if error.errno == errno.EFBIG:
        return StoreError(f"这个盘放不下这么大的文件，{what}", where=str(where), remedy="请换 NTFS 或 exFAT 格式的盘")
    if error.errno in (errno.ENOTDIR, errno.EEXIST):
        return StoreError(f"这里已有一个同名的文件，{what}", where=str(where), remedy="请换一个文件夹")
    if error.errno == errno.ENAMETOOLONG:
        return StoreError(f"名字太长，{what}", where=str(where), remedy="请换一个短些的名字")
    if error.errno in (errno.ENOENT, errno.ENODEV, errno.EIO, errno.ENXIO):
        return StoreError(f"读写中断，{what}", where=str(where), remedy="U盘可能已拔出或盘有故障，请插好后重试")
    return StoreError(f"{what}（{said(error)}）", where=str(where), remedy="请检查磁盘后重试")
