"""How long work tells its progress: one kind of listener for everything that may take more than a moment.

Work calls it with what is done, how much there is in all (0 where nobody knows) and what it is at. The listener may
raise `Cancelled`; the work then leaves nothing behind and lets it through.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import TypeAlias, TypeVar

T = TypeVar("T")
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
