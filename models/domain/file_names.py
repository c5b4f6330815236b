"""Names of files: what other systems send as a name, and what every system takes as one.

A name is data: it is kept as it came, however long. Only where a file is written under its name (a copy to open, an
export) must it suit Windows as well: no <>:"/\\|?*, no control or direction signs, none of the device names, no dot or
blank at the end, and short enough for a path of 260.
"""

from __future__ import annotations

import os
import re
from pathlib import PurePath

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]+')
_DEVICES = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)
_MOST_BYTES = 200
_MOST_ENDING = 20


def safe_name(name: str) -> str:
    """Return a name every system takes: forbidden signs become _, device names get one before, long ones are cut."""
    plain = _FORBIDDEN.sub("_", name).strip().rstrip(". ") or "_"
    plain = f"_{plain}" if _DEVICES.fullmatch(plain) else plain
    ending = PurePath(plain).suffix
    ending = ending if len(ending.encode()) <= _MOST_ENDING else ""
    stem = plain.removesuffix(ending).encode()[: _MOST_BYTES - len(ending.encode())].decode(errors="ignore")
    return stem.rstrip(". ") + ending


def readable_name(name: str) -> str:
    """Return a name of the file system as text that can be stored: its bytes may be GB 18030 or no text at all."""
    if not any("\ud800" <= char <= "\udfff" for char in name):
        return name
    raw = os.fsencode(name)
    try:
        return raw.decode("gb18030")
    except UnicodeDecodeError:
        return raw.decode(errors="replace")
