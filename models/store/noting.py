"""Temporary triggers that note which records a written row belongs to, so that only those are counted or read again.

They are no part of the store: SQLite keeps them for this connection alone, and follows with them every way of writing
(an action, its undo, a change rolled back). What another program wrote they cannot see; `pragma data_version` tells it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

_ROWS_OF = {"insert": ("new",), "update": ("old", "new"), "delete": ("old",)}


def note_writes(con: sqlite3.Connection, into: str, owners: Mapping[str, str]) -> None:
    """Note into a temporary table the owners of every row written from now on.

    `owners` are the queries that name them, by table, with {row} for the row. Keys restrict, so what a removed row hung
    on is still there.
    """
    for table, query in owners.items():
        for event, rows in _ROWS_OF.items():
            notes = " ".join(f"insert or ignore into {into} {query.format(row=row)};" for row in rows)
            name = f"{table}_{event}_into_{into}"
            con.execute(f"create temp trigger {name} after {event} on main.{table} begin {notes} end")
