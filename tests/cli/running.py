"""How the tests of the command line run a verb: in this process, and what it said."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import main

ROOT = Path(main.__file__).parent
NOW = datetime(2025, 11, 22, 14, 32)


class Said:
    """What one run of the command line gave."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    @property
    def json(self) -> Any:
        assert self.out.count("\n") == 1
        return json.loads(self.out)


Run = Callable[..., Said]


def refused(said: Said, *parts: str) -> None:
    """The verb refused: one Chinese line with these parts, nothing on stdout."""
    assert (said.code, said.out) == (1, "")
    assert said.err.count("\n") == 1
    for part in parts:
        assert part in said.err


def stored(folder: Path) -> list[Path]:
    return sorted(path for path in (folder / "vault").rglob("*") if path.is_file())
