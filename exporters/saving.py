"""Writing a file that is either there as a whole or not at all.

The bytes go to a name beside the target, to the disk, are read again and judged, and only then take the target's name.
A file of the clerk's is never overwritten: the next free name （2） is taken, unless exactly this path was asked for.
On Windows a paper that is open in WPS cannot be replaced; that is tried for a moment and then told with a free name.
"""

from __future__ import annotations

import errno
import os
import shutil
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from models.disk import flush, flush_folder, said
from models.errors import ExportError

LOCK_WAIT_S = 2.5
_LOCK_STEP_S = 0.25
_LOCKED = {errno.EACCES, errno.EPERM, errno.EBUSY, errno.ETXTBSY}
_LOCKED_ON_WINDOWS = {5, 32, 33}
_NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EXDEV}
_CAUSES = {
    errno.ENOSPC: ("磁盘空间不够，没有写成", "请清理磁盘，或换一个盘保存。"),
    errno.EDQUOT: ("磁盘配额用完了，没有写成", "请清理文件，或换一个盘保存。"),
    errno.EFBIG: ("这个盘放不下这么大的文件，没有写成", "请换一个盘保存。"),
    errno.EROFS: ("这个文件夹是只读的，没有写成", "请换一个可写的文件夹保存。"),
    errno.EACCES: ("没有写入这个文件夹的权限，没有写成", "请换一个可写的文件夹保存。"),
    errno.EPERM: ("没有写入这个文件夹的权限，没有写成", "请换一个可写的文件夹保存。"),
    errno.ENOENT: ("这个文件夹不存在，没有写成", "请先建好文件夹，或换一个文件夹保存。"),
    errno.ENOTDIR: ("路径中间有一段不是文件夹，没有写成", "请核对路径。"),
    errno.ENAMETOOLONG: ("文件名太长，没有写成", "请把文件名改短一些。"),
    errno.EISDIR: ("这个名字已是一个文件夹，没有写成", "请换一个文件名。"),
}


def save(
    content: bytes, target: Path, *, replace: bool, check: Callable[[Path], None], wait_s: float = LOCK_WAIT_S
) -> Path:
    """Write the bytes and return where they lie: `target` itself with `replace`, else the first free name from it on.

    `check` reads the finished file and raises what is wrong with it; then, as after any error of the disk, nothing
    remains. A link is followed. Raises ExportError with place and remedy.
    """
    if replace:
        target = Path(os.path.realpath(target))
    beside = target.parent / f".{uuid4().hex[:12]}.tmp"
    try:
        if replace:
            _refuse_other_than_file(target)
        _write(content, beside)
        check(beside)
        placed = _replace(beside, target, wait_s) if replace else _take_free_name(beside, target)
        flush_folder(target.parent)
    except OSError as error:
        raise _told(error, target) from error
    finally:
        if beside.exists():
            beside.unlink()
    return placed


def free_name(target: Path) -> Path:
    """Return `target`, or the first of its names （2）, （3） … that no file bears."""
    return next(name for name in _names(target) if not name.exists())


@contextmanager
def new_folder(target: Path) -> Iterator[Path]:
    """Give a folder to fill, which takes the name of `target` when all is in it.

    After an error, and after a cancel, nothing remains. The target may be an empty folder; one that holds something is
    refused. Raises ExportError with place and remedy.
    """
    beside = target.parent / f".{uuid4().hex[:12]}.tmp"
    try:
        if _holds_something(target):
            raise ExportError("这个文件夹里已有东西，没有写", where=str(target), remedy="请换一个新的或空的文件夹。")
        beside.mkdir()
        yield beside
        flush_folder(beside)
        _name_folder(beside, target)
        flush_folder(target.parent)
    except OSError as error:
        raise _told(error, target) from error
    finally:
        if beside.exists():
            shutil.rmtree(beside)


def _holds_something(target: Path) -> bool:
    return target.exists() and (not target.is_dir() or any(target.iterdir()))


def _name_folder(beside: Path, target: Path) -> None:
    if target.exists():
        target.rmdir()
    beside.rename(target)


def _names(target: Path) -> Iterator[Path]:
    yield target
    yield from (target.with_name(f"{target.stem}（{number}）{target.suffix}") for number in range(2, 1000))


def _refuse_other_than_file(target: Path) -> None:
    """Refuse a folder, a file that is read-only, and a device or pipe, whose place a renamed file would take."""
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if target.exists() and not target.is_file():
        raise ExportError("这不是普通文件，没有写成", where=str(target), remedy="请换一个文件名。")
    # A rename asks for no right to the file it replaces; whoever made it read-only wants it kept.
    if target.exists() and not target.stat().st_mode & stat.S_IWUSR:
        text, remedy = "这个文件是只读的，没有写成", "请换一个文件名，或先取消它的只读属性。"
        raise ExportError(text, where=str(target), remedy=remedy)


def _write(content: bytes, path: Path) -> None:
    with path.open("xb") as file:
        file.write(content)
        flush(file)


def _take_free_name(beside: Path, target: Path) -> Path:
    for name in _names(target):
        try:
            _rename_new(beside, name)
        except FileExistsError:
            continue
        return name
    raise ExportError("同名的文件太多了", where=str(target), remedy="请换一个文件夹，或清理旧文件。")


def _rename_new(beside: Path, name: Path) -> None:
    """Rename without overwriting: Windows refuses by itself, elsewhere a link does, where the disk knows links."""
    if os.name == "nt":
        beside.rename(name)
        return
    try:
        os.link(beside, name)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        if name.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(name)) from error
        beside.rename(name)


def _replace(beside: Path, target: Path, wait_s: float) -> Path:
    tries = max(1, round(wait_s / _LOCK_STEP_S))
    for left in range(tries, 0, -1):
        try:
            return beside.replace(target)
        except OSError as error:
            if not _is_locked(error):
                raise
            if left == 1:
                raise _told_locked(target) from error
        time.sleep(_LOCK_STEP_S)
    raise AssertionError("the loop returns or raises")


def _is_locked(error: OSError) -> bool:
    windows = getattr(error, "winerror", None)
    return windows in _LOCKED_ON_WINDOWS if windows is not None else error.errno in _LOCKED


def _told_locked(target: Path) -> ExportError:
    return ExportError(
        f"“{target.name}”正被别的程序打开，换不了",
        where=str(target.parent),
        remedy=f"请先在 WPS 或 Word 里关闭它，或另存为“{free_name(target).name}”。",
    )


def _told(error: OSError, target: Path) -> ExportError:
    cause = f"写不进去（{said(error)}）", "请换一个文件夹保存。"
    text, remedy = _CAUSES.get(error.errno or 0, cause)
    return ExportError(text, where=str(target), remedy=remedy)
