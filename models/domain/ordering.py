"""Where new records stand: behind those that are there, and each name once.

A position is not the number of records before it: records that were taken away leave gaps.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol


class Placed(Protocol):
    """A record with a place among its like."""

    @property
    def position(self) -> int:
        """Return the place; the lowest stands first."""


def place_behind(records: Iterable[Placed]) -> int:
    """Return the position behind all of the records, 0 where there are none."""
    return max((record.position for record in records), default=-1) + 1


def each_once(names: Iterable[str]) -> list[str]:
    """Return the names in their order without blanks around them, without empty ones, each once."""
    return list(dict.fromkeys(name.strip() for name in names if name.strip()))
