"""The directory of a compound file (OLE: .doc, .xls, .et, .wps, and what an encrypted .docx is wrapped in).

Only the directory and the beginning of a stream are read, after [MS-CFB]: a header, a table of sectors, entries of 128
bytes. Every chain is followed at most as far as the file has sectors, so that one that bites its tail ends.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from models.errors import ForeignFileError
from models.intake.gate.refusals import damaged

MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENTRY = 128
_HEADER_SECTORS = 109
_LAST_SECTOR = 0xFFFFFFFA
_STREAM, _ROOT = 2, 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry of the directory; `kind` 1 is a folder, 2 a stream, 5 the root."""

    name: str
    kind: int
    start: int
    size: int


class CompoundFile:
    """The sectors of a compound file; raises ForeignFileError where its own numbers do not hold together."""

    def __init__(self, data: bytes, name: str) -> None:
        self._data = data
        self._name = name
        if len(data) < 512:
            raise self._broken()
        self._shift, self._mini_shift = struct.unpack_from("<HH", data, 30)
        if self._shift not in (9, 12) or self._mini_shift != 6:
            raise self._broken()
        self._size = 1 << self._shift
        directory, self._cutoff, mini = struct.unpack_from("<I4xII", data, 48)
        self._next = self._table()
        self.entries = tuple(self._entries(self._chained(directory)))
        self._mini_next = _numbers(self._chained(mini) if mini < _LAST_SECTOR else b"")

    def has(self, *names: str) -> bool:
        """Return whether there is an entry of one of these names."""
        return any(entry.name in names for entry in self.entries)

    def stream(self, name: str) -> bytes | None:
        """Return the bytes of the first stream of this name, None where there is none."""
        entry = next((entry for entry in self.entries if entry.name == name and entry.kind == _STREAM), None)
        if entry is None:
            return None
        found = self._chained(entry.start) if entry.size >= self._cutoff else self._small(entry.start)
        if len(found) < entry.size:
            raise self._broken()
        return found[: entry.size]

    def _small(self, start: int) -> bytes:
        root = next((entry for entry in self.entries if entry.kind == _ROOT), None)
        if root is None:
            raise self._broken()
        container = self._chained(root.start)
        size = 1 << self._mini_shift
        return b"".join(container[at * size : (at + 1) * size] for at in self._chain(start, self._mini_next))

    def _table(self) -> tuple[int, ...]:
        """Return of every sector the one that follows it."""
        first, count = struct.unpack_from("<II", self._data, 68)
        places = list(struct.unpack_from(f"<{_HEADER_SECTORS}I", self._data, 76))
        # What a table of all sectors of this file takes, twice over; a chain that bites its tail would have no end.
        enough = len(self._data) // self._size * 8 // self._size + _HEADER_SECTORS
        for _ in range(min(count, enough)):
            *more, first = _numbers(self._sector(first))
            places += more
        used = [at for at in places if at < _LAST_SECTOR][:enough]
        return tuple(number for at in used for number in _numbers(self._sector(at)))

    def _entries(self, data: bytes) -> Iterator[Entry]:
        for at in range(0, len(data) - _ENTRY + 1, _ENTRY):
            length, kind = struct.unpack_from("<HB", data, at + 64)
            if kind:
                name = data[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
                start, size = struct.unpack_from("<II", data, at + 116)
                yield Entry(name=name, kind=kind, start=start, size=size)

    def _chained(self, start: int) -> bytes:
        return b"".join(self._sector(at) for at in self._chain(start, self._next))

    def _chain(self, start: int, following: tuple[int, ...]) -> Iterator[int]:
        at, left = start, len(following)
        while at < _LAST_SECTOR:
            if at >= len(following) or not left:
                raise self._broken()
            yield at
            at, left = following[at], left - 1

    def _sector(self, at: int) -> bytes:
        begin = (at + 1) << self._shift
        # The last sector of a file may be cut short.
        if begin >= len(self._data):
            raise self._broken()
        return self._data[begin : begin + self._size].ljust(self._size, b"\0")

    def _broken(self) -> ForeignFileError:
        return damaged(self._name, "里面的目录对不上，可能没有下载完或复制完")


def _numbers(data: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(data) // 4}I", data)
