"""Where records stand: new ones behind those that are there, each name once, what was done in the order of its dates.

A position is not the number of records before it: records that were taken away leave gaps.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Protocol, TypeVar

from models.domain.partial_date import When


class Placed(Protocol):
    """有次序的记录: a record with a place among its like."""

    @property
    def position(self) -> int:
        """Return the place; the lowest stands first."""


class Dated(Protocol):
    """有日期的记录: a record of something done on a day or in a period, or on a day not yet known."""

    @property
    def done_on(self) -> When | None:
        """Return when it was done."""


D = TypeVar("D", bound=Dated)
R = TypeVar("R")
K = TypeVar("K")


def place_behind(records: Iterable[Placed]) -> int:
    """Return the position behind all of the records, 0 where there are none."""
    return max((record.position for record in records), default=-1) + 1


def moved(items: Sequence[R], place: int, by: int) -> tuple[R, ...]:
    """Return the items with one of them moved; beyond the ends it stays at the end."""
    rest = [*items[:place], *items[place + 1 :]]
    rest.insert(max(0, min(place + by, len(rest))), items[place])
    return tuple(rest)


def each_once(names: Iterable[str]) -> list[str]:
    """Return the names in their order without blanks around them, without empty ones, each once."""
    return list(dict.fromkeys(name.strip() for name in names if name.strip()))


def by_date(records: Iterable[D]) -> list[D]:
    """Return records in the order in which they were done, those of one day as they were, undated ones last.

    What took a month or a year was done at its end: 2021年全年 stands behind 2021年3月.
    """
    return sorted(records, key=lambda record: _day_done(record.done_on))


def _day_done(when: When | None) -> tuple[date, date]:
    return (when.last_day, when.first_day) if when is not None else (date.max, date.max)


def matched(standing: Sequence[R], wanted: Sequence[K], key: Callable[[R], K]) -> tuple[list[R | None], list[R]]:
    """Return for each wanted value the record that is to hold it, None for a new one, and the records left over.

    A record keeps the value it has; the others take over, in order, from those whose value is no longer wanted, so
    that a corrected line is a change of its record and not another record.
    """
    free = list(standing)
    kept: list[R | None] = []
    for value in wanted:
        same = next((record for record in free if key(record) == value), None)
        kept.append(same)
        if same is not None:
            free.remove(same)
    for place, record in enumerate(kept):
        if record is None and free:
            kept[place] = free.pop(0)
    return kept, free
