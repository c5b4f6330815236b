"""Opening the store: one connection, one set of pragmas, the version gate before anything is touched.

DELETE journal with `synchronous=EXTRA` keeps the store one file that survives a power cut; `isolation_level=None`
means that no transaction begins unseen. sqlite-utils is imported only when something is written or migrated, because
the window must paint first.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.errors import StoreDamaged, StoreError, StoreTooNew
from models.store.records import Table, table_of
from models.store.schema import TABLES as OWN_TABLES

if TYPE_CHECKING:
    from sqlite_utils import Database

VERSION = 5
META_TABLE = "_sqlite_migrations"
TABLES = (*OWN_TABLES, META_TABLE)
PRAGMAS = (
    "journal_mode=delete",
    "synchronous=extra",
    "foreign_keys=on",
    "trusted_schema=off",
    "cell_size_check=on",
    "mmap_size=0",
    "temp_store=memory",
)
_RESTORE = "请从最近的备份恢复"
_DAMAGED = "数据库文件已损坏，未作任何改动"


class Store:
    """The open database file of a workspace; reads rows as records, and gives `Change` its hands."""

    def __init__(self, con: sqlite3.Connection, path: Path) -> None:
        self.con = con
        self.path = path
        self._db: Database | None = None

    @property
    def db(self) -> Database:
        """Return the sqlite-utils view of the same connection, imported at the first write."""
        if self._db is None:
            from sqlite_utils import Database

            self._db = Database(self.con, recursive_triggers=False, execute_plugins=False)
        return self._db

    def row(self, table: Table, row_id: str) -> tuple[Any, ...] | None:
        """Return the cells of one row in the order of the table's columns, None where there is none."""
        columns = ", ".join(table.column_names)
        found = self.con.execute(f"select {columns} from {table.name} where id = ?", (row_id,)).fetchone()
        return tuple(found) if found else None

    def get(self, cls: type[Any], row_id: str) -> Any | None:
        """Return one record, None where there is none."""
        table = table_of(cls)
        cells = self.row(table, row_id)
        return None if cells is None else table.from_cells(cells)

    def many(self, cls: type[Any], row_ids: Iterable[str]) -> dict[str, Any]:
        """Return the records with these ids by id, in one query; those that are gone are left out."""
        table = table_of(cls)
        sql = f"select {', '.join(table.column_names)} from {table.name} where id in (select value from json_each(?))"
        rows = self.con.execute(sql, (json.dumps(list(row_ids)),))
        return {record.id: record for record in (table.from_cells(tuple(cells)) for cells in rows)}

    def among(self, cls: type[Any], column: str, values: Iterable[str]) -> list[Any]:
        """Return the records of which one text column holds one of the values, by position where they have one."""
        table = table_of(cls)
        if column not in table.column_names:
            raise ValueError(f"{table.name} has no column {column}")
        order = "position, rowid" if "position" in table.column_names else "rowid"
        sql = f"""select {', '.join(table.column_names)} from {table.name}
            where {column} in (select value from json_each(?)) order by {order}"""
        return [table.from_cells(tuple(cells)) for cells in self.con.execute(sql, (json.dumps(list(values)),))]

    def find(self, cls: type[Any], order: str = "", **equals: Any) -> list[Any]:
        """Return the records whose fields equal the given values, by position where they have one."""
        table = table_of(cls)
        unknown = set(equals) - set(table.column_names)
        if unknown:
            raise ValueError(f"{table.name} has no column {sorted(unknown)}")
        encoders = {column.name: column.encode for column in table.columns}
        where = " and ".join(f"{name} is ?" for name in equals) or "1"
        order = order or ("position, rowid" if "position" in table.column_names else "rowid")
        sql = f"select {', '.join(table.column_names)} from {table.name} where {where} order by {order}"
        values = [encoders.get(name, str)(value) if value is not None else None for name, value in equals.items()]
        return [table.from_cells(tuple(cells)) for cells in self.con.execute(sql, values)]

    def close(self) -> None:
        """Close the connection; the store is of no use afterwards."""
        self.con.close()


def connect(path: Path) -> sqlite3.Connection:
    """Open the file with the pragmas of the house; raises StoreError in the clerk's words."""
    with in_words(path):
        con = sqlite3.connect(path, isolation_level=None, timeout=5.0)
        try:
            for pragma in PRAGMAS:
                con.execute(f"pragma {pragma}").fetchone()
            con.execute("select count(*) from sqlite_master").fetchone()
        except UnicodeDecodeError as error:
            con.close()
            # SQLite quotes a definition it cannot read, and the quotation is no text either.
            raise StoreDamaged(_DAMAGED, where=str(path), remedy=_RESTORE) from error
        except BaseException:
            con.close()
            raise
    return con


@contextmanager
def in_words(path: Path) -> Iterator[None]:
    """Turn what SQLite says of the world into a StoreError; a mistake in our own SQL stays what it is."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        told = _told(getattr(error, "sqlite_errorcode", 0) & 0xFF, path) or _damage_of(error, path)
        if told is None:
            raise
        raise told from error


def _damage_of(error: sqlite3.DatabaseError, path: Path) -> StoreError | None:
    # Only after an error, for it knows every table.
    from models.store.damage import damage_of

    return damage_of(error, path)


def _told(code: int, path: Path) -> StoreError | None:
    """Return the error with this primary result code in the words of the clerk, None for one of our own making."""
    here, folder = str(path), str(path.parent)
    match code:
        case sqlite3.SQLITE_NOTADB | sqlite3.SQLITE_CORRUPT:
            return StoreDamaged(_DAMAGED, where=here, remedy=_RESTORE)
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM | sqlite3.SQLITE_AUTH:
            remedy = "请换一个可写的文件夹，或请管理员开放写权限"
            return StoreError("文件夹只读或无权写入，未保存", where=folder, remedy=remedy)
        case sqlite3.SQLITE_FULL:
            return StoreError("磁盘已满，未保存", where=folder, remedy="请腾出空间后重试，已保存的内容不受影响")
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED | sqlite3.SQLITE_PROTOCOL:
            return StoreError("数据正被另一个程序占用，未保存", where=here, remedy="请关闭那个程序后重试")
        case sqlite3.SQLITE_IOERR | sqlite3.SQLITE_NOLFS:
            return StoreError("磁盘读写出错，未保存", where=here, remedy="请检查磁盘，再重新打开本程序")
        case _:
            return None


def version_of(con: sqlite3.Connection) -> int:
    """Return the schema version of an open store; 0 for a new file."""
    return int(con.execute("pragma user_version").fetchone()[0])


def open_store(path: Path, *, before_migration: Callable[[Path], object], at: str, actor: str) -> Store:
    """Open, pass the version gate, and migrate after `before_migration` has made its backup.

    `at` and `actor` are noted with the migration. Raises StoreTooNew, StoreDamaged, StoreError.
    """
    _refuse_emptied(path)
    con = connect(path)
    try:
        found = version_of(con)
        refuse_other_files(con, path)
        if found < VERSION:
            if found > 0:
                before_migration(path)
            with in_words(path):
                _migrate(con, at=at, actor=actor)
        _refuse_lost(con, path)
        return Store(con, path)
    except BaseException:
        con.close()
        raise


def _refuse_emptied(path: Path) -> None:
    """Raise StoreDamaged for a file without a byte where backups show that it once held records.

    SQLite takes it for a new database; the window would open on nothing and the backups of nothing push out the good.
    """
    if path.is_file() and path.stat().st_size == 0 and any((path.parent / "backups").glob("*.json")):
        raise StoreDamaged("数据库文件是空的，里面的记录不见了，未作任何改动", where=str(path), remedy=_RESTORE)


def refuse_other_files(con: sqlite3.Connection, path: Path) -> None:
    """Raise StoreTooNew for the database of a newer program, StoreDamaged for one of another program."""
    found = version_of(con)
    if found > VERSION:
        raise StoreTooNew(
            f"这份数据由更新的版本（{found}）写成，本程序只认到第 {VERSION} 版，没有打开",
            where=str(path),
            remedy="请安装新版程序后再打开",
        )
    if found == 0:
        _refuse_foreign(con, path)


def _refuse_foreign(con: sqlite3.Connection, path: Path) -> None:
    tables = {name for (name,) in con.execute("select name from sqlite_master where type = 'table'")}
    if tables and "_sqlite_migrations" not in tables:
        remedy = "请把它移走，再从备份恢复，或打开别的工作区"
        raise StoreDamaged("这是别的程序的数据库，未作任何改动", where=str(path), remedy=remedy)


def lost_tables(con: sqlite3.Connection) -> list[str]:
    """Return the names of the tables that are gone from an open store."""
    query = "select value from json_each(?) where value not in (select name from sqlite_master where type = 'table')"
    return [str(name) for (name,) in con.execute(query, (json.dumps(TABLES),))]


def _refuse_lost(con: sqlite3.Connection, path: Path) -> None:
    if lost := lost_tables(con):
        text = f"数据库里少了{'、'.join(f'表 {name}' for name in lost)}，未作任何改动"
        raise StoreDamaged(text, where=str(path), remedy=_RESTORE)


def _migrate(con: sqlite3.Connection, *, at: str, actor: str) -> None:
    from models.store.migrations import migrate

    migrate(con, VERSION, at=at, actor=actor)


@contextmanager
def transaction(store: Store) -> Iterator[None]:
    """Begin at once, commit on leaving, roll back whatever goes wrong; the store's only begin."""
    with in_words(store.path):
        store.con.execute("begin immediate")
        try:
            yield
            store.con.execute("commit")
        except BaseException:
            _roll_back(store)
            raise


def _roll_back(store: Store) -> None:
    # A full disk or an I/O error may already have rolled the transaction back.
    if store.con.in_transaction:
        store.con.execute("rollback")
