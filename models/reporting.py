"""How long work tells its progress: one kind of listener for everything that may take more than a moment.

Work calls it with what is done, how much there is in all (0 where nobody knows) and what it is at. The listener may
raise `Cancelled`; the work then leaves nothing behind and lets it through.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Iterable, Mapping
from typing import TypeAlias, TypeVar

T = TypeVar("T")
# From this mean size on a count of files would stand still for seconds.
LARGE = 64 << 20
# So many records at a time keep a step below what one notices.
BATCH = 25
Report = Callable[[int, int, str], None]
# Work in short steps, so that a window goes on meanwhile; it yields what a listener hears.
Steps: TypeAlias = Generator[tuple[int, int, str], None, T]


def unheard(done: int, total: int, text: str) -> None:
    """Listen to the progress of work that nobody watches."""


def to_the_end(steps: Steps[T], report: Report = unheard) -> T:
    """Make all steps of a piece of work, telling each, and return what it came to."""
    while True:
        try:
            told = next(steps)
        except StopIteration as end:
            result: T = end.value
            return result
        report(*told)


class Meter:
    """Tells how many bytes of a long piece of work are done; the listener may raise Cancelled."""

    def __init__(self, report: Report, total: int) -> None:
        self._report = report
        self._total = total
        self._done = 0

    def add(self, count: int, text: str) -> None:
        """Count bytes and say what they belong to."""
        self._done += count
        self._report(min(self._done, self._total), self._total, text)


class Tally:
    """Counts files for one listener, also from several threads; or bytes, where a single file takes long."""

    def __init__(self, report: Report, sizes: Iterable[int]) -> None:
        known = list(sizes)
        self._report = report
        self._in_bytes = sum(known) > LARGE * len(known)
        self._total = sum(known) if self._in_bytes else len(known)
        self._done = 0
        self._counting = threading.Lock()

    def count(self) -> None:
        """Count one file that is through."""
        self._add(not self._in_bytes)

    def tell(self, name: str) -> None:
        """Tell the listener where the work is; it may raise Cancelled."""
        self._report(min(self._done, self._total), self._total, name)

    def finish(self, text: str = "") -> None:
        """Tell that everything is through."""
        self._report(self._total, self._total, text)

    def listener(self, name: str) -> Report:
        """Return who listens to the work on one file, in bytes."""
        before = 0

        def hear(done: int, _total: int, _text: str) -> None:
            nonlocal before
            self._add((done - before) * self._in_bytes)
            before = done
            self.tell(name)

        return hear

    def _add(self, count: int) -> None:
        with self._counting:
            self._done += count


def one_by_one(
    files: Mapping[str, tuple[str, int]], work: Callable[[str, Report], T], report: Report, end: str = ""
) -> dict[str, T]:
    """Do the same work with each of several files, given as key to name and size, and return what each came to.

    `work` gets the key and a listener for its bytes; `report` hears files, or bytes where a single one takes long.
    """
    tally, results = Tally(report, (size for _, size in files.values())), {}
    for key, (name, _) in files.items():
        tally.tell(name)
        results[key] = work(key, tally.listener(name))
        tally.count()
    tally.finish(end)
    return results
