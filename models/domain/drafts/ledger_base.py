"""What a ledger gave out 给出时的值: a copy of its own cells in a sheet that no office program shows.

An exported ledger carries its rows a second time, in a very hidden sheet of the same shape: a title row (with 《方案》
where all rows are of one plan), the head row, the rows. So the reader that reads the ledger reads this sheet as well,
and a field that the two sheets tell alike was not changed outside, whatever the record says by now. Only our own
program writes the sheet; a ledger of another origin has none.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from models.domain.drafts.draft import Draft, DraftTask
from models.domain.drafts.source import Grid
from models.domain.numbering import natural_key

# A name that nobody gives a sheet of his own.
SHEET = "_given_out"


def parted(grids: Iterable[Grid]) -> tuple[tuple[Grid, ...], tuple[Grid, ...]]:
    """Return the sheets that are the ledger's, and that which holds what it gave out."""
    held = tuple(grids)
    return tuple(grid for grid in held if grid.name != SHEET), tuple(grid for grid in held if grid.name == SHEET)


def with_given_out(draft: Draft, base: Draft) -> Draft:
    """Return the draft of a ledger with the tasks as it gave them out; `base` is the draft read of the hidden sheet."""
    return replace(draft, given_out=base.tasks, plan_title=base.plan_title or draft.plan_title)


def by_number(given_out: Iterable[DraftTask]) -> dict[str, DraftTask]:
    """Return the tasks as the ledger gave them out by natural_key of their numbers; a number given twice tells nothing.
    """
    found: dict[str, list[DraftTask]] = {}
    for task in given_out:
        found.setdefault(natural_key(task.number), []).append(task)
    return {key: tasks[0] for key, tasks in found.items() if len(tasks) == 1}
