"""The chain of operations: what was done, by whom, when, with every row before and after.

Each operation's hash covers its rows and the hash before it; `chain` keeps the head, so that a removed tail shows.
Replaying the chain gives every row as it must stand now: SQLite does not notice a flipped bit in a record, a replay
does, and names table, record and field.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from models.errors import StoreDamaged
from models.store.schema import as_now

if TYPE_CHECKING:
    from hashlib import _Hash as Digest

GENESIS = "0" * 64
# What is said before the label of the step that is undone or done again.
TOLD = {"undo": "撤销：", "redo": "重做："}
# Made once: a folder of 500 files is 3,000 texts.
_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
_PLAIN = json.JSONEncoder(ensure_ascii=False)
# By name: a column another program added must not stand in for one of ours.
COLUMNS = "sequence, id, at, actor, label, kind, reverses, final, previous, hash"
Image = dict[str, Any]
Cells = tuple[int, str, str, str | None, str | None]


class OperationKind(StrEnum):
    """操作类别."""

    DO = "do"
    UNDO = "undo"
    REDO = "redo"
    MIGRATION = "migration"


@dataclass(frozen=True, slots=True, kw_only=True)
class RowChange:
    """One row before and after; updates hold only the columns that differ, None stands for no row."""

    table: str
    row_id: str
    before: Image | None
    after: Image | None

    def inverse(self) -> RowChange:
        """Return the change that takes this one back."""
        return RowChange(table=self.table, row_id=self.row_id, before=self.after, after=self.before)


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """操作: one entry of the chain; `reverses` lists what it undoes or redoes, `final` why it is not undoable.

    Held as the text that stands in the store, so that an altered entry can still be read and named.
    """

    sequence: int
    id: str
    at: str
    actor: str
    label: str
    kind: str
    reverses: str
    final: str
    previous: str
    hash: str

    @property
    def told(self) -> str:
        """Return what was done, in words: 修改任务 1, or 撤销：修改任务 1."""
        return TOLD.get(self.kind, "") + self.label


def dumps(image: Image | None) -> str | None:
    """Return the canonical JSON of a row image."""
    if image is None:
        return None
    return _CANONICAL.encode(image)


def link(fields: list[Any], rows: Iterable[Cells]) -> str:
    """Return the hash of an operation: its own fields and the cells of its rows, as they stand in the store."""
    digest = _begin(fields)
    for cells in rows:
        digest.update(_bytes(cells))
    return digest.hexdigest()


def _begin(fields: list[Any]) -> Digest:
    # OpenSSL is loaded with the first write, not with the window.
    import hashlib

    return hashlib.sha256(_bytes(fields))


def _bytes(values: Sequence[Any]) -> bytes:
    return _PLAIN.encode(values).encode("utf-8", "surrogatepass")


def head(con: sqlite3.Connection) -> tuple[int, str]:
    """Return sequence and hash of the last operation, (0, zeros) for a new store."""
    row = con.execute("select sequence, hash from chain where id = 1").fetchone()
    return (int(row[0]), str(row[1])) if row else (0, GENESIS)


class Entry:
    """An operation on its way into the chain: its rows are written and hashed as they come, the end is one short step.

    Needs a transaction. Nothing stands before the first row comes, or before it is ended.
    """

    def __init__(
        self, con: sqlite3.Connection, *, at: str, actor: str, label: str, kind: OperationKind = OperationKind.DO,
        reverses: tuple[int, ...] = (), final: str = "",
    ) -> None:
        self._con = con
        self._own = [at, actor, label, kind.value, ",".join(map(str, reverses)), final]
        self._sequence = 0
        self._rows = 0
        self._digest: Digest | None = None

    def add(self, rows: Iterable[RowChange]) -> None:
        """Write further rows of the operation."""
        digest = self._digest or self._open()
        cells = [
            (place, row.table, row.row_id, dumps(row.before), dumps(row.after))
            for place, row in enumerate(rows, self._rows)
        ]
        self._rows += len(cells)
        for row in cells:
            digest.update(_bytes(row))
        self._con.executemany(
            "insert into operation_rows (sequence, position, table_name, row_id, before, after) values (?,?,?,?,?,?)",
            ((self._sequence, *row) for row in cells),
        )

    def end(self) -> int:
        """Seal the operation with its hash and move the head of the chain; returns its sequence."""
        digest = (self._digest or self._open()).hexdigest()
        self._con.execute("update operations set hash = ? where sequence = ?", (digest, self._sequence))
        self._con.execute(
            "insert or replace into chain (id, sequence, hash) values (1, ?, ?)", (self._sequence, digest)
        )
        return self._sequence

    def _open(self) -> Digest:
        last, previous = head(self._con)
        self._sequence = last + 1
        fields = [self._sequence, str(uuid4()), *self._own, previous]
        self._con.execute(f"insert into operations ({COLUMNS}) values (?,?,?,?,?,?,?,?,?,'')", fields)
        self._digest = _begin(fields)
        return self._digest


def append(
    con: sqlite3.Connection, rows: Iterable[RowChange], *, at: str, actor: str, label: str, kind: OperationKind,
    final: str,
) -> int:
    """Add one operation with all its rows to the chain; returns its sequence. Needs a transaction."""
    entry = Entry(con, at=at, actor=actor, label=label, kind=kind, final=final)
    entry.add(rows)
    return entry.end()


def operations(con: sqlite3.Connection, *, newest_first: bool = False) -> Iterator[Operation]:
    """Yield the operations in order."""
    order = "desc" if newest_first else "asc"
    for cells in con.execute(f"select {COLUMNS} from operations order by sequence {order}"):
        yield operation_of(cells)


def operation_of(cells: tuple[Any, ...]) -> Operation:
    """Return the operation whose cells stand in the order of `COLUMNS`."""
    sequence, operation_id, at, actor, label, kind, reverses, final, previous, digest = cells
    return Operation(
        sequence=sequence, id=operation_id, at=at, actor=actor, label=label, kind=kind, reverses=reverses, final=final,
        previous=previous, hash=digest,
    )


def cells_of(con: sqlite3.Connection, sequence: int) -> Iterator[Cells]:
    """Return the rows of one operation as they stand in the store, in order."""
    return con.execute(
        "select position, table_name, row_id, before, after from operation_rows where sequence = ? order by position",
        (sequence,),
    )


def rows_of(con: sqlite3.Connection, sequence: int) -> list[RowChange]:
    """Return the row changes of one operation in the order they were made; raises StoreDamaged."""
    return row_changes(sequence, cells_of(con, sequence))


def slices_of(con: sqlite3.Connection, sequence: int, size: int) -> Iterator[list[RowChange]]:
    """Yield the row changes of one operation from the last to the first, so many at a time; raises StoreDamaged."""
    sql = "select coalesce(max(position) + 1, 0) from operation_rows where sequence = ?"
    (end,) = con.execute(sql, (sequence,)).fetchone()
    while end > 0:
        cells = con.execute(
            "select position, table_name, row_id, before, after from operation_rows "
            "where sequence = ? and position >= ? and position < ? order by position", (sequence, end - size, end),
        )
        yield row_changes(sequence, cells)[::-1]
        end -= size


def row_changes(sequence: int, cells: Iterable[Cells]) -> list[RowChange]:
    """Return the cells of rows of one operation as row changes, in today's names; raises StoreDamaged."""
    try:
        return [
            RowChange(table=name, row_id=row, before=old, after=new)
            for _, table, row_id, before, after in cells
            for name, row, old, new in as_now(table, row_id, _loads(before), _loads(after))
        ]
    except ValueError as error:
        raise StoreDamaged(
            f"第{sequence}条操作的明细被改坏", where="数据库 operation_rows", remedy="请从最近的备份恢复"
        ) from error


def _loads(text: str | None) -> Image | None:
    return None if text is None else json.loads(text)
