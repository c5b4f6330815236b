"""The rows of one task, by which its operations are found: its own, those that hang on it, those that once did."""

from __future__ import annotations

import json
import sqlite3

from models.store.task_rows import ids_at_task

# A removed row is known by the record its last image names; nothing of a task is removed before it was made.
_REMOVED = """select row_id from operation_rows where after is null and before is not null
    and sequence > (select min(sequence) from operation_rows where row_id = :task)
    and exists (select 1 from json_each(:ids) x where instr(before, x.value) > 0)"""


def rows_at_task(con: sqlite3.Connection, task_id: str, *, removed: bool = False) -> set[str]:
    """Return the ids of the rows that hang on a task, with `removed` also of those that hung on it once.

    Looking for the removed ones reads through the chain, so it is for the page that shows the history and no other.
    """
    ids = ids_at_task(con, task_id)
    if not removed:
        return ids
    gone = _removed(con, task_id, {task_id})
    return ids | gone | (_removed(con, task_id, gone) if gone else set())


def _removed(con: sqlite3.Connection, task_id: str, owners: set[str]) -> set[str]:
    values = {"task": task_id, "ids": json.dumps(sorted(owners))}
    return {str(row[0]) for row in con.execute(_REMOVED, values)}
