"""The schema as it stands after every step, and what older entries of the chain must be read by.

A table that was renamed is known by its former name, and a column that came later has, in an older image of a row, the
value the step gave to the rows that stood. With both, undo, history and `verify` reach back over every step.
"""

from __future__ import annotations

import re
from typing import Any

from models.store import schema_1, schema_2, schema_3, schema_4

STEPS = (schema_1.SQL, schema_2.SQL, schema_3.SQL, schema_4.SQL)
SQL = ";\n".join(step.strip().rstrip(";") for step in STEPS)
_DROPPED = set(re.findall(r"DROP TABLE (\w+)", SQL))
TABLES = tuple(name for name in re.findall(r"CREATE TABLE (\w+)", SQL) if name not in _DROPPED)
ADDED: dict[str, dict[str, Any]] = {**schema_2.ADDED, **schema_3.ADDED, **schema_4.ADDED}
_FORMER = dict(schema_2.FORMER_NAMES)


def name_now(table: str) -> str:
    """Return what a table is called now."""
    return _FORMER.get(table, table)


def names_of(table: str) -> tuple[str, ...]:
    """Return every name the chain knows a table by, the present one first."""
    return (table, *(former for former, now in _FORMER.items() if now == table))


def with_added(table: str, image: dict[str, Any]) -> dict[str, Any]:
    """Return the whole image of a row with the columns that came after it was written."""
    return {**ADDED.get(name_now(table), {}), **image}
