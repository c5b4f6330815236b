"""Which rows of which table hang on a task, and all of them as records: for its history and for what is given out."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import Any

from models.store.database import Store
from models.store.records import table_named

_MEASURES = "select id from measures where task_id = :task"
_CLOSURES = "select id from closures where task_id = :task"
_EVIDENCE = f"select evidence_id from evidence_links where measure_id in ({_MEASURES})"
_SEALINGS = f"select id from sealings where closure_id in ({_CLOSURES})"
_OF_TASK = (
    "task_numbers", "task_units", "sub_items", "measures", "closures", "common_values", "evidence_numbers",
    "photo_pairs", "indicators",
)
_OF_MEASURES = ("measure_units", "progress", "evidence_links", "duties")
_OF_CLOSURES = (
    "closure_units", "closure_measures", "statements", "members", "acceptances", "instruments", "joint_units",
    "papers", "section_edits", "self_checks", "publicities", "issued_papers", "sealings",
)
# What holds of the rows of each table that hang on the task with the id :task.
HANGING: Mapping[str, str] = {
    "tasks": "id = :task",
    **dict.fromkeys(_OF_TASK, "task_id = :task"),
    **dict.fromkeys(_OF_MEASURES, f"measure_id in ({_MEASURES})"),
    **dict.fromkeys(_OF_CLOSURES, f"closure_id in ({_CLOSURES})"),
    "figures": f"progress_id in (select id from progress where measure_id in ({_MEASURES}))",
    "duty_counts": f"duty_id in (select id from duties where measure_id in ({_MEASURES}))",
    "indicator_values": "indicator_id in (select id from indicators where task_id = :task)",
    "objections": f"publicity_id in (select id from publicities where closure_id in ({_CLOSURES}))",
    "evidence": f"id in ({_EVIDENCE})",
    "stored_files": f"evidence_id in ({_EVIDENCE})",
    "sealed_items": f"sealing_id in ({_SEALINGS})",
    "sealed_files": f"sealed_item_id in (select id from sealed_items where sealing_id in ({_SEALINGS}))",
}
# What they name and what does not hang on the task alone.
_NAMED: Mapping[str, str] = {
    "inspections": """id in (select inspection_id from plans where id in
        (select plan_id from tasks where id = :task))""",
    "plans": "id in (select plan_id from tasks where id = :task)",
    "units": f"""id in (select unit_id from task_units where task_id = :task
        union select unit_id from measure_units where measure_id in ({_MEASURES})
        union select unit_id from closure_units where closure_id in ({_CLOSURES})
        union select unit_id from joint_units where closure_id in ({_CLOSURES}))""",
    "issuers": f"id in (select issuer_id from papers where closure_id in ({_CLOSURES}))",
}


def ids_at_task(con: sqlite3.Connection, task_id: str) -> set[str]:
    """Return the ids of all rows that hang on a task, its own among them."""
    sql = " union all ".join(f"select id from {table} where {where}" for table, where in HANGING.items())
    return {task_id, *(str(row[0]) for row in con.execute(sql, {"task": task_id}))}


def records_at_task(store: Store, task_id: str) -> dict[str, tuple[Any, ...]]:
    """Return the records of a task by table: those that hang on it, and the plan, units and issuers they name."""
    found: dict[str, tuple[Any, ...]] = {}
    for name, where in {**_NAMED, **HANGING}.items():
        table = table_named(name)
        order = "position, rowid" if "position" in table.column_names else "rowid"
        sql = f"select {', '.join(table.column_names)} from {name} where {where} order by {order}"
        rows = store.con.execute(sql, {"task": task_id})
        found[name] = tuple(table.from_cells(tuple(cells)) for cells in rows)
    return found
