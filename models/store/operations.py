"""The operations as they are listed: found by their words or by the rows they touched, fetched a page at a time.

A list of 100,000 operations is one list of numbers, newest first; the operations are read when they are looked at, and
of one that touched 100,000 rows only as many rows as are shown.
"""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Iterable, Sequence
from typing import Any

from models.store.asking import like
from models.store.chain import COLUMNS, TOLD, Operation, RowChange, operation_of, row_changes

_TOUCHING = "sequence in (select sequence from operation_rows where row_id in (select value from json_each(:ids)))"
# What stands before a label in the list is not part of it in the store.
_WORDS = " or ".join((
    *(f"{column} like :pattern escape '\\'" for column in ("label", "actor")),
    "at like :moment escape '\\'",
    *(f"kind = '{kind}' and '{said}' || label like :pattern escape '\\'" for kind, said in TOLD.items()),
))
_ROWS = """from operation_rows where sequence = :sequence
    and (:ids is null or row_id in (select value from json_each(:ids)))"""


def sequences(con: sqlite3.Connection, words: str = "", row_ids: Iterable[str] | None = None) -> Sequence[int]:
    """Return the numbers of the operations, newest first.

    With `words` those that hold them in what was done, by whom or when (as 2025-11-22 14:32); with `row_ids` those that
    touched one of these rows.
    """
    where, values = ["1"], dict[str, str]()
    if words.strip():
        where.append(f"({_WORDS})")
        values |= {"pattern": like(words.strip()), "moment": like(words.strip().replace(" ", "T"))}
    if row_ids is not None:
        where.append(_TOUCHING)
        values["ids"] = json.dumps(sorted(row_ids))
    sql = f"select sequence from operations where {' and '.join(where)} order by sequence desc"
    return array("q", (sequence for (sequence,) in con.execute(sql, values)))


def rows_in(con: sqlite3.Connection, numbers: Iterable[int]) -> int:
    """Return how many rows the operations with these numbers wrote."""
    sql = "select count(*) from operation_rows where sequence in (select value from json_each(?))"
    return int(con.execute(sql, (json.dumps(list(numbers)),)).fetchone()[0])


def operations_at(con: sqlite3.Connection, numbers: Iterable[int]) -> dict[int, Operation]:
    """Return the operations with these numbers; those that are not there are left out."""
    sql = f"select {COLUMNS} from operations where sequence in (select value from json_each(?))"
    found = (operation_of(cells) for cells in con.execute(sql, (json.dumps(list(numbers)),)))
    return {operation.sequence: operation for operation in found}


def operations_on(con: sqlite3.Connection, row_ids: Iterable[str], limit: int) -> list[Operation]:
    """Return the newest operations that touched one of the rows, newest first."""
    sql = f"select {COLUMNS} from operations where {_TOUCHING} order by sequence desc limit :limit"
    found = con.execute(sql, {"ids": json.dumps(sorted(row_ids)), "limit": limit})
    return [operation_of(cells) for cells in found]


def rows_on(
    con: sqlite3.Connection, sequence: int, row_ids: Iterable[str] | None = None, limit: int = -1
) -> list[RowChange]:
    """Return what one operation changed, of the given rows only where some are given.

    What it removed comes first and an owner before what hung on it, the rest in the order of the changes.
    """
    sql = f"""select position, table_name, row_id, before, after {_ROWS}
        order by iif(after is null, -position - 1, position) limit :limit"""
    return row_changes(sequence, con.execute(sql, {**_values(sequence, row_ids), "limit": limit}))


def counts_on(
    con: sqlite3.Connection, sequence: int, row_ids: Iterable[str] | None = None
) -> list[tuple[str, int, int, int]]:
    """Return of each table how many rows one operation added, changed and removed, of the given rows only.

    In the order of the tables, which is that of the records: a task before its measures.
    """
    from models.store.schema import name_now
    from models.store.tables import BY_NAME

    sql = f"""select table_name, sum(before is null), sum(before is not null and after is not null), sum(after is null)
        {_ROWS} group by table_name"""
    order = {name: place for place, name in enumerate(BY_NAME)}
    found = [(name_now(name), *counts) for name, *counts in con.execute(sql, _values(sequence, row_ids))]
    return sorted(found, key=lambda counted: order.get(counted[0], -1))


def _values(sequence: int, row_ids: Iterable[str] | None) -> dict[str, Any]:
    return {"sequence": sequence, "ids": None if row_ids is None else json.dumps(sorted(row_ids))}
