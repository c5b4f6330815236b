"""Names in a bound file: readable, and the same on every system it is copied to.

A bag travels: from Linux to Windows, to a stick, to the city. So a name is one Windows takes, in composed characters
(NFC), short enough for a path of 240, and in its folder like no other, however a system counts capitals. Of % BagIt
and sha256sum have different ideas, so it is written wide. The library that checks bags judges paths by the system it
runs on; the names are settled here, before it sees them.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from pathlib import PurePath

from models.domain.file_names import safe_name
from models.errors import ExportError

LONGEST_PATH = 240
LONGEST_FOLDER, LONGEST_FILE = 36, 64
SHORTEST_FILE = 36
NAMELESS = "未命名"
_BETWEEN = len("/data//")
_WIDE = str.maketrans({"%": "％", "~": "～"})
_LONGEST_ENDING = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """名称长度: how many characters the names of folders and of files may have under a target."""

    folder: int = LONGEST_FOLDER
    file: int = LONGEST_FILE

    @classmethod
    def under(cls, target: str) -> Room:
        """Return the room that a path of 240 leaves under a target; ExportError where it is too deep."""
        left = LONGEST_PATH - _length(target) - _BETWEEN
        folder = min(LONGEST_FOLDER, left // 3)
        if left - folder < SHORTEST_FILE:
            raise ExportError("这个文件夹太深，档内的文件名放不下", where=target, remedy="请换一个路径短一些的文件夹")
        return cls(folder=folder, file=min(LONGEST_FILE, left - folder))


@dataclass(slots=True)
class Names:
    """The names given in one folder; `cut` counts those that had to be shortened."""

    most: int
    taken: set[str] = field(default_factory=set)
    cut: int = 0

    def take(self, stem: str, ending: str = "") -> str:
        """Return the name a file or folder gets: like no other here, （2） behind the second of a name."""
        plain = _plain(stem)
        for count in range(1, len(self.taken) + 2):
            tail = (f"（{count}）" if count > 1 else "") + ending
            name = safe_name(_shortened(plain, self.most - _length(tail)) + tail)
            if _key(name) not in self.taken:
                break
        self.taken.add(_key(name))
        self.cut += _length(plain + tail) > self.most
        return name


def ending_of(name: str) -> str:
    """Return the ending of a file's name, in small letters; empty where what stands behind the dot is none."""
    ending = PurePath(name).suffix.lower()
    return ending if ending[1:].isascii() and ending[1:].isalnum() and len(ending) <= _LONGEST_ENDING else ""


def _plain(text: str) -> str:
    """Return a text on one line, composed, without signs nobody sees and without the dots of a hidden file."""
    seen = "".join(char for char in unicodedata.normalize("NFC", text) if unicodedata.category(char) != "Cf")
    return " ".join(seen.translate(_WIDE).split()).lstrip(".- ") or NAMELESS


def _shortened(text: str, most: int) -> str:
    while _length(text) > most:
        text = text[:-1]
    return text.rstrip(" .")


def _length(text: str) -> int:
    """Return the length as Windows counts it: a character beyond the first 65,536 is two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _key(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
