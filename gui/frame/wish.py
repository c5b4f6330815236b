"""What a start of the program may come to: the answer of the first-run page and of the page of troubles."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple


class Wish(NamedTuple):
    """What is to be opened: a folder as it is, a new workspace in it, or one restored into it from `backup`."""

    folder: Path
    is_new: bool = False
    clerk: str = ""
    office: str = ""
    sample: bool = False
    backup: Path | None = None
