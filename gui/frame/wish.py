"""What a start of the program may come to: the answer of the first-run page and of the page of troubles."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is to be opened: a folder as it is, a new workspace in it, or one restored into it from `backup`."""

    folder: Path
    is_new: bool = False
    clerk: str = ""
    office: str = ""
    sample: bool = False
    backup: Path | None = None
