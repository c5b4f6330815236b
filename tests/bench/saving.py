"""A save through the write door against the same INSERT with the same pragmas, in turn."""

from __future__ import annotations

from pathlib import Path
from statistics import median
from time import perf_counter

from models.actions import progress
from models.store.database import connect
from models.store.tables import BY_NAME
from tests.builders import add_task, measures_of, open_workspace


def measure(folder: Path, rounds: int) -> tuple[float, float, float]:
    """Return the median ratio of pairs, and the medians of ours and of the plain INSERT in seconds."""
    ws = open_workspace(folder)
    measure_id = measures_of(ws, add_task(ws).id)[0].id
    table = BY_NAME["progress"]
    plain = connect(folder / "plain.db")
    plain.execute(f"create table progress (id text primary key not null, {', '.join(table.column_names[1:])})")
    marks = ", ".join("?" * len(table.column_names))
    ours, theirs = [], []
    for number in range(rounds):
        start = perf_counter()
        entry = progress.ProgressInput(text=f"召开调度会{number}次。")
        progress.record_progress(ws, measure_id=measure_id, entry=entry)
        ours.append(perf_counter() - start)
        row = ws.store.con.execute("select * from progress order by rowid desc limit 1").fetchone()
        start = perf_counter()
        plain.execute("begin immediate")
        plain.execute(f"insert into progress values ({marks})", tuple(row))
        plain.execute("commit")
        theirs.append(perf_counter() - start)
    plain.close()
    ws.close()
    ratio = median(a / b for a, b in zip(ours, theirs, strict=True))
    return ratio, median(ours), median(theirs)
