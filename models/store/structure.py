"""The structure of the store, held against the one this program makes: tables, columns, indexes, and nothing besides.

Anything that opens SQLite files can drop a table or add a trigger, and neither the pages nor the chain of operations
show it. The steps that ran (`_sqlite_migrations`) are kept by sqlite-utils in a form of its own, so of that table only
its columns are held to.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass

from models.store.database import META_TABLE
from models.store.naming import every_text, label_of, shown
from models.store.schema import SQL

META_COLUMNS = ("id", "migration_set", "name", "applied_at")
LOST = frozenset({"table_lost", "column_lost"})
_KINDS = {"table": "表", "index": "索引", "trigger": "触发器", "view": "视图"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One way in which the structure is not the program's own: code, place and what is wrong, in words."""

    code: str
    where: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """One table, index, trigger or view as SQLite lists it."""

    kind: str
    table: str
    sql: str


def differences(con: sqlite3.Connection) -> list[Difference]:
    """Return how the structure of an open store differs from the program's own, what is lost first."""
    with every_text(con), closing(sqlite3.connect(":memory:")) as own:
        own.executescript(SQL)
        expected, found = _parts(own), _parts(con)
        result = [_lost(name, part) for name, part in expected.items() if name not in found]
        if META_TABLE not in found:
            result.append(_lost(META_TABLE, _Part(kind="table", table=META_TABLE, sql="")))
        for name, part in found.items():
            if name in expected:
                result += _altered(own, con, name, expected[name], part)
            elif name == META_TABLE:
                result += _column_differences(META_TABLE, set(META_COLUMNS), _columns(con, META_TABLE))
            elif not (part.kind == "index" and part.table == META_TABLE):
                result.append(_foreign(name, part))
    return sorted(result, key=lambda item: item.code not in LOST)


def _parts(con: sqlite3.Connection) -> dict[str, _Part]:
    with every_text(con):
        rows = con.execute("select name, type, tbl_name, coalesce(sql, '') from sqlite_master").fetchall()
    # What SQLite keeps for itself, such as the indexes of the keys, cannot be dropped alone.
    listed = [row for row in rows if not row[0].startswith("sqlite_")]
    return {name: _Part(kind=kind, table=table, sql=sql) for name, kind, table, sql in listed}


def _lost(name: str, part: _Part) -> Difference:
    if part.kind == "table":
        return Difference(code="table_lost", where=label_of(name), text="整张表不见了，里面的记录都没有了")
    return Difference(code="index_lost", where=label_of(part.table), text=f"索引 {name} 不见了")


def _foreign(name: str, part: _Part) -> Difference:
    on = f"（在{label_of(shown(part.table))}上）" if part.table != name else ""
    text = f"多出一个别的程序加的{_KINDS.get(part.kind, part.kind)} {shown(name)}{on}"
    return Difference(code="structure_foreign", where="数据库结构", text=text)


def _altered(
    own: sqlite3.Connection, con: sqlite3.Connection, name: str, expected: _Part, found: _Part
) -> Iterator[Difference]:
    if found == expected:
        return
    told = []
    if expected.kind == found.kind == "table":
        told = list(_column_differences(name, _columns(own, name), _columns(con, name)))
    if not told:
        what = "定义被别的程序改过" if expected.kind == "table" else f"索引 {name} 的定义被别的程序改过"
        told = [Difference(code="structure_altered", where=label_of(expected.table), text=what)]
    yield from told


def _column_differences(table: str, expected: set[str], found: set[str]) -> Iterator[Difference]:
    for name in sorted(expected - found):
        yield Difference(code="column_lost", where=label_of(table), text=f"少了一列 {name}")
    for name in sorted(found - expected):
        yield Difference(code="column_foreign", where=label_of(table), text=f"多出一列别的程序加的 {shown(name)}")


def _columns(con: sqlite3.Connection, table: str) -> set[str]:
    return {str(row[1]) for row in con.execute(f"pragma table_xinfo({table})")}
