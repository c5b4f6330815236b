"""The schema as it stands after every step, and what older entries of the chain must be read by.

A table that was renamed is known by its former name; a column that came later has, in an older image of a row, the
value the step gave to the rows that stood; one that went is left out, and what it told is read as the row it became.
So undo, history and `verify` reach back over every step.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from models.store import schema_1, schema_2, schema_3, schema_4, schema_5

STEPS = (schema_1.SQL, schema_2.SQL, schema_3.SQL, schema_4.SQL, schema_5.SQL)
SQL = ";\n".join(step.strip().rstrip(";") for step in STEPS)
_DROPPED = set(re.findall(r"DROP TABLE (\w+)", SQL))
TABLES = tuple(name for name in re.findall(r"CREATE TABLE (\w+)", SQL) if name not in _DROPPED)
ADDED: dict[str, dict[str, Any]] = {}
for _step in (schema_2.ADDED, schema_3.ADDED, schema_4.ADDED, schema_5.ADDED):
    for _table, _columns in _step.items():
        ADDED[_table] = {**ADDED.get(_table, {}), **_columns}
FILLED = schema_4.FILLED
_FORMER = dict(schema_2.FORMER_NAMES)
_GONE: frozenset[str] = frozenset()
Image = dict[str, Any]


def name_now(table: str) -> str:
    """Return what a table is called now."""
    return _FORMER.get(table, table)


def names_of(table: str) -> tuple[str, ...]:
    """Return every name the chain knows a table by, the present one first."""
    return (table, *(former for former, now in _FORMER.items() if now == table))


def with_added(table: str, image: Image) -> Image:
    """Return the whole image of a row with the columns that came after it was written."""
    return {**ADDED.get(name_now(table), {}), **image}


def without_dropped(table: str, image: Image) -> Image:
    """Return an image without the columns that went after it was written."""
    gone = schema_4.DROPPED.get(name_now(table), _GONE)
    return {name: value for name, value in image.items() if name not in gone} if gone else image


def as_now(
    table: str, row_id: str, before: Image | None, after: Image | None
) -> Iterator[tuple[str, str, Image | None, Image | None]]:
    """Yield a change as it would be written today: table, row, before and after, an owner before what hangs on it.

    A whole row has today's columns, an update only those it wrote; one that wrote what moved is a change of that row.
    """
    if before is None or after is None:
        before, after = (image and with_added(table, image) for image in (before, after))
    told = [(name_now(table), row_id, _bare(table, before), _bare(table, after))]
    if table in schema_4.DROPPED:
        told.append(("duties", row_id, *schema_4.duty_of(row_id, before, after)))
    yield from (change for change in (told if after is not None else told[::-1]) if any(change[2:]))


def _bare(table: str, image: Image | None) -> Image | None:
    return None if image is None else without_dropped(table, image)
