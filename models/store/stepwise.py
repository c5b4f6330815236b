"""A change made in short steps, so that a window goes on meanwhile; whoever has no window runs it to its end.

The steps yield (done, total, text) between two pieces of a few milliseconds, all within one transaction.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import TypeAlias

from models.store.change import Changes

Stepwise: TypeAlias = Generator[tuple[int, int, str], None, Changes]


def to_the_end(steps: Stepwise) -> Changes:
    """Make all steps of a change and return what it changed."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            changes: Changes = end.value
            return changes
