"""Taking a ledger of 5,000 rows over against a plain executemany of the rows it writes, in turn.

The plain side writes the same rows to the same tables with the same indexes and pragmas in one transaction, and nothing
else: no chain of operations, nothing that could be undone.
"""

from __future__ import annotations

from pathlib import Path
from statistics import median
from time import perf_counter

from models.actions.adopting import adopt
from models.assembly.comparing import comparing
from models.store.database import open_store
from models.store.tables import TABLES
from models.workspace import Workspace
from tests.builders import open_workspace
from tests.drafts import ledger

ROWS = 5_000


def measure(folder: Path, rounds: int) -> tuple[float, float, float, float, int]:
    """Return the median ratio of pairs, the medians of both in seconds, the longest step, and the rows written."""
    ours, theirs, longest, count = [], [], 0.0, 0
    for number in range(rounds):
        ws = open_workspace(folder / f"ours-{number}")
        seconds, step = _adopt(ws)
        ours.append(seconds)
        longest = max(longest, step)
        plain, count = _plain(ws, folder / f"plain-{number}.db")
        theirs.append(plain)
        ws.close()
    ratio = median(a / b for a, b in zip(ours, theirs, strict=True))
    return ratio, median(ours), median(theirs), longest, count


def _adopt(ws: Workspace) -> tuple[float, float]:
    """Return the seconds of the whole and of its longest step; comparing the rows is no part of it."""
    draft = ledger(ROWS)
    rows = None
    steps = comparing(ws, draft, None)
    while rows is None:
        try:
            next(steps)
        except StopIteration as end:
            rows = end.value
    longest, begun = 0.0, perf_counter()
    adoption = adopt(ws, draft, rows, {})
    while True:
        start = perf_counter()
        try:
            next(adoption)
        except StopIteration:
            return perf_counter() - begun, max(longest, perf_counter() - start)
        longest = max(longest, perf_counter() - start)


def _plain(ws: Workspace, path: Path) -> tuple[float, int]:
    """Return the seconds of writing every record of a workspace to another store, and how many they are."""
    store = open_store(path, before_migration=lambda _: None, at="2025-11-22T14:32:00", actor="甲某某")
    written = {table.name: ws.store.con.execute(f"select * from {table.name}").fetchall() for table in TABLES}
    start = perf_counter()
    store.con.execute("begin immediate")
    for name, rows in written.items():
        if rows:
            store.con.executemany(f"insert into {name} values ({', '.join('?' * len(rows[0]))})", rows)
    store.con.execute("commit")
    seconds = perf_counter() - start
    store.close()
    return seconds, sum(map(len, written.values()))
