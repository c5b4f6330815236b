"""A change made in short steps, so that a window goes on meanwhile; whoever has no window runs it to its end.

The steps yield (done, total, text) between two pieces of a few milliseconds, all within one transaction.
"""

from __future__ import annotations

from typing import TypeAlias

from models.reporting import Steps
from models.store.change import Changes

Stepwise: TypeAlias = Steps[Changes]
