"""A file from outside: somebody else may lock it, change it or pull its stick while it is read.

Every error is told under the file's own name, with what to do; what is no evidence (nothing at all, a program) is
refused before a byte is kept.
"""

from __future__ import annotations

import io
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias

from models.disk import said
from models.domain.file_names import readable_name
from models.domain.programs import program_kind
from models.errors import FileFault, VaultError

Source: TypeAlias = io.FileIO | io.BytesIO | io.BufferedReader

_HEAD = 4096


def refuse_unfit(source: Source, name: str) -> None:
    """Raise VaultError for an empty file and for a program, told by its first bytes and its name."""
    with reading(name):
        head = source.read(_HEAD)
        source.seek(0)
    if not head:
        raise VaultError("文件是空的（0 字节）", where=name, remedy="请核对来源，重新下载或导出后再添加。")
    if kind := program_kind(name, head):
        raise VaultError(
            f"不收程序和脚本：{kind}", where=name, remedy="佐证请用文档、表格、图片、PDF、音视频或压缩包。"
        )


@contextmanager
def opened_fit(path: Path) -> Iterator[io.FileIO]:
    """Open a file from outside; raises VaultError for what is no file, cannot be read, is empty or a program."""
    name = readable_name(path.name)
    with reading(name):
        mode = path.stat().st_mode
    if not stat.S_ISREG(mode):
        # To open a pipe is to wait for who writes into it.
        raise VaultError("这不是文件", where=name, remedy="请选择普通文件。")
    with reading(name), path.open("rb", buffering=0) as source:
        refuse_unfit(source, name)
        yield source


class OutsideFile:
    """A file from outside whose errors are told under its name."""

    def __init__(self, source: Source, name: str) -> None:
        self._source = source
        self._name = name

    @property
    def size(self) -> int:
        """Return how many bytes the file has on disk."""
        return os.fstat(self._source.fileno()).st_size

    def read(self, size: int, /) -> bytes:
        """Return up to `size` bytes; raises the error of the file in words."""
        with reading(self._name):
            return self._source.read(size)


@contextmanager
def opened(path: Path, name: str) -> Iterator[OutsideFile]:
    """Open a file for reading; what the system says of it, and only that, is told under its name."""
    with reading(name):
        source = path.open("rb", buffering=0)
    with source:
        yield OutsideFile(source, name)


def refuse_changed(path: Path, name: str, before: os.stat_result, size: int) -> None:
    """Raise VaultError where a file is no longer what it was when its copying began."""
    with reading(name):
        after = path.stat()
    same = (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns)
    if not same or size != before.st_size:
        raise VaultError(
            "复制的时候文件被改动了，没有收入", where=name, remedy="请在别的程序里保存并关闭它，再添加一次。"
        )


@contextmanager
def reading(name: str) -> Iterator[None]:
    """Turn what the system says about a file from outside into a FileFault under its name."""
    try:
        yield
    except FileNotFoundError as error:
        raise FileFault(
            "找不到这个文件", where=name, remedy="它可能已被移走、改名，U盘可能已拔出；请重新选择。"
        ) from error
    except PermissionError as error:
        raise FileFault(
            "没有读这个文件的权限，或者别的程序正占用它", where=name, remedy="请关闭打开它的程序，或复制一份再添加。"
        ) from error
    except OSError as error:
        raise FileFault(
            f"读不出这个文件（{said(error)}）", where=name, remedy="请检查U盘或磁盘，再试一次。"
        ) from error
