"""The disk: bytes that are still there after a power cut, and words for what the system says.

A file is safe when its bytes, hashed while they are copied, and the entry of its folder are flushed. What goes wrong is
told by number, because the system's own texts are English on most computers and mean nothing to a clerk.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import IO, Protocol

from models.reporting import Meter

CHUNK = 1 << 20
AHEAD = 8 << 20
FULL = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)})
_BUSY_ON_WINDOWS = frozenset({5, 32, 33})
NOT_ALLOWED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_WORDS = {
    **dict.fromkeys(FULL, "磁盘满了"),
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "只读",
    errno.ENOENT: "找不到",
    errno.EIO: "磁盘读写出错",
    errno.ENAMETOOLONG: "路径太长",
    errno.ENODEV: "设备已断开",
    errno.ENXIO: "设备已断开",
    errno.EBUSY: "正被占用",
    errno.ETXTBSY: "正被占用",
    errno.ELOOP: "快捷方式绕成了圈",
    errno.ENOTDIR: "上级不是文件夹",
    errno.EISDIR: "这是文件夹",
    errno.EEXIST: "已经存在",
    errno.EMFILE: "打开的文件太多",
    errno.EFBIG: "文件太大",
}


def said(error: OSError) -> str:
    """Return what the system says in Chinese; what we have no words for keeps its number."""
    return _WORDS.get(error.errno or 0, f"系统错误 {getattr(error, 'winerror', None) or error.errno}")


def flush(file: IO[bytes]) -> None:
    """Bring a file's bytes to the disk."""
    file.flush()
    os.fsync(file.fileno())


def flush_folder(folder: Path) -> None:
    """Bring a folder's entries to the disk."""
    # Windows has no fsync of a folder; its rename is journalled.
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class SentAhead:
    """A file of which the disk gets what is written while more of it comes, so that its flush finds little left."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._written = self._sent = 0

    def write(self, chunk: bytes, /) -> int:
        """Write bytes behind those before."""
        self._written += self._file.write(chunk)
        if self._written - self._sent >= AHEAD:
            self._send()
        return len(chunk)

    def _send(self) -> None:
        # What is not needed any more Linux writes at once; other systems just have more to flush at the end.
        if sys.platform == "linux":
            length = self._written - self._sent
            os.posix_fadvise(self._file.fileno(), self._sent, length, os.POSIX_FADV_DONTNEED)
        self._sent = self._written


class Writable(Protocol):
    """What bytes are written to."""

    def write(self, chunk: bytes, /) -> int:
        """Take bytes behind those before."""
        ...


class Readable(Protocol):
    """What bytes are read from; an empty answer is the end."""

    def read(self, size: int, /) -> bytes:
        """Return up to `size` bytes, all that are left for -1."""
        ...


def pump(source: Readable, target: Writable | None, meter: Meter, text: str, *, limit: int = -1) -> tuple[str, int]:
    """Read to the end, writing where there is a target; returns SHA-256 and size. Stops one chunk beyond `limit`."""
    # OpenSSL is loaded with the first copy, not with the window.
    import hashlib

    digest, size = hashlib.sha256(), 0
    while chunk := source.read(CHUNK):
        digest.update(chunk)
        size += len(chunk)
        if target is not None:
            target.write(chunk)
        meter.add(len(chunk), text)
        if 0 <= limit < size:
            break
    return digest.hexdigest(), size


def hash_of(path: Path) -> str:
    """Return the SHA-256 of a file."""
    # OpenSSL is loaded with the first file, not with the window.
    import hashlib

    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def rename(path: Path, target: Path) -> None:
    """Rename, waiting up to two and a half seconds where Windows says that another program holds the file."""
    for wait in (0.05, 0.1, 0.2, 0.4, 0.7, 1.0, None):
        try:
            path.replace(target)
        except OSError as error:
            if wait is None or getattr(error, "winerror", None) not in _BUSY_ON_WINDOWS:
                raise
            time.sleep(wait)
        else:
            return


def drop(path: Path) -> None:
    """Remove a file that is no longer wanted, as far as it can be reached."""
    with suppress(OSError):
        if path.exists():
            # Windows deletes no read-only file.
            path.chmod(stat.S_IRUSR | stat.S_IWUSR)
            path.unlink()
