"""The schema, step by step: sqlite-utils keeps the list of steps that ran.

A released step is never changed: a new one is added, and `database.VERSION` with it, so that a store of a newer
program is refused before it is touched. The steps that ran are noted in the chain too, like any other row, and so are
the rows a step wrote into a new table.
"""

from __future__ import annotations

import sqlite3

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from models.store.chain import OperationKind, RowChange, append
from models.store.schema import FILLED, STEPS

migrations = Migrations("store")


@migrations()
def first_schema(db: Database) -> None:
    """Create every table of the first schema."""
    _run(db, STEPS[0])


@migrations()
def second_schema(db: Database) -> None:
    """Make opinions one kind of paper; add publicity, self-checks, the office's forms and what was issued."""
    _run(db, STEPS[1])


@migrations()
def third_schema(db: Database) -> None:
    """Give tasks a standing by hand; add mapping profiles and the last common values."""
    _run(db, STEPS[2])


@migrations()
def fourth_schema(db: Database) -> None:
    """Add versions, numbers and pairs of evidence, duties, indicators and sealing."""
    _run(db, STEPS[3])


@migrations()
def fifth_schema(db: Database) -> None:
    """Note which intake a piece of evidence came in with."""
    _run(db, STEPS[4])


def _run(db: Database, sql: str) -> None:
    for statement in sql.split(";"):
        if statement.strip():
            db.execute(statement.strip())


def migrate(con: sqlite3.Connection, version: int, *, at: str, actor: str) -> None:
    """Bring the store to `version`: all pending steps and their entry in the chain, in one transaction."""
    con.execute("begin immediate")
    try:
        before = _applied(con)
        migrations.apply(Database(con, execute_plugins=False))
        rows = [row for row in _applied(con) if row not in before]
        entries = [_entry(row) for row in rows]
        entries += [entry for row in rows for table in FILLED.get(row[2], ()) for entry in _rows_in(con, table)]
        append(con, entries, at=at, actor=actor, label="建立数据库结构",
               kind=OperationKind.MIGRATION, final="数据库结构升级不能撤销")
        con.execute(f"pragma user_version={version}")
    except BaseException:
        con.execute("rollback")
        raise
    con.execute("commit")


def _applied(con: sqlite3.Connection) -> list[tuple[int, str, str, str]]:
    known = con.execute("select 1 from sqlite_master where name = '_sqlite_migrations'").fetchone()
    if not known:
        return []
    return con.execute("select id, migration_set, name, applied_at from _sqlite_migrations order by id").fetchall()


def _rows_in(con: sqlite3.Connection, table: str) -> list[RowChange]:
    cursor = con.execute(f"select * from {table}")
    names = [column[0] for column in cursor.description]
    images = [dict(zip(names, cells, strict=True)) for cells in cursor]
    return [RowChange(table=table, row_id=str(image["id"]), before=None, after=image) for image in images]


def _entry(row: tuple[int, str, str, str]) -> RowChange:
    names = ("id", "migration_set", "name", "applied_at")
    image = dict(zip(names, row, strict=True))
    return RowChange(table="_sqlite_migrations", row_id=str(row[0]), before=None, after=image)
