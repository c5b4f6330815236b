"""The write door: transaction, audit, undo step and refresh scope out of one recorded before and after.

Nothing else writes to the store. A change that turns out to change nothing leaves no operation behind.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from models.errors import AppError, InputError, Kept, UndoRefused
from models.store.chain import Entry, Image, RowChange
from models.store.database import Store
from models.store.records import Table, table_named, table_of
from models.store.sealed import Guard


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What a change did: its label, its place in the chain, and which rows the screen has to look at again."""

    label: str = ""
    sequence: int | None = None
    rows: frozenset[tuple[str, str]] = frozenset()
    created: tuple[tuple[str, str], ...] = ()

    def new_id(self, table: str) -> str:
        """Return the id of the first row the change added to a table; raises StopIteration where it added none."""
        return next(row_id for name, row_id in self.created if name == table)

    def touches(self, table: str, row_id: str | None = None) -> bool:
        """Return whether a row of the table, or just the one row, was written."""
        if row_id is not None:
            return (table, row_id) in self.rows
        return any(name == table for name, _ in self.rows)

    def __bool__(self) -> bool:
        return bool(self.rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Refusal:
    """What is said where the keys between records forbid a step."""

    kind: type[AppError]
    text: str
    remedy: str


_NO_OWNER = _Refusal(kind=InputError, text="它所属的记录已经不在，没有保存", remedy="请回到列表重新打开")
_IN_USE = _Refusal(kind=InputError, text="还有别的记录用着它，不能删除", remedy="请先删除或改掉用着它的记录")
_USED_SINCE = _Refusal(
    kind=UndoRefused, text="后来的记录已经用到这一步新增的内容，不能单独撤销", remedy="请先撤销或删除后来用到它的记录"
)
_OWNER_GONE = _Refusal(
    kind=UndoRefused, text="它所属的记录后来已删除，这一步回不去", remedy="请先撤销后来的那次删除"
)


class Change:
    """One open change: records go in here and nowhere else."""

    def __init__(self, store: Store, label: str, entry: Entry) -> None:
        self.label = label
        self._rows: set[tuple[str, str]] = set()
        self._created: list[tuple[str, str]] = []
        self.result = Changes(label=label)
        self._store = store
        self._entry = entry
        self._guard = Guard(store.con)

    def insert(self, record: Any) -> None:
        """Add a new record."""
        table = table_of(type(record))
        self._insert(table, table.to_row(record), _NO_OWNER)

    def insert_all(self, records: Iterable[Any]) -> None:
        """Add new records; those of one table go to the store together."""
        batches: dict[str, list[Image]] = {}
        for record in records:
            table = table_of(type(record))
            batches.setdefault(table.name, []).append(table.to_row(record))
        for name, rows in batches.items():
            written = [RowChange(table=name, row_id=str(row["id"]), before=None, after=row) for row in rows]
            self._guard.refuse(written)
            names, marks = ", ".join(rows[0]), ", ".join("?" * len(rows[0]))
            with _told(table_named(name), _NO_OWNER):
                # sqlite-utils looks the table up with every call, which tells where thousands of rows come in slices.
                self._store.db.conn.executemany(
                    f"insert into {name} ({names}) values ({marks})", (tuple(row.values()) for row in rows)
                )
            self._note(written)

    def put(self, record: Any) -> bool:
        """Add the record, or write what differs from the one that stands; returns whether anything did."""
        table = table_of(type(record))
        before = image(self._store, table, record.id)
        if before is None:
            self.insert(record)
            return True
        after = table.to_row(record)
        changed = [name for name in after if after[name] != before[name]]
        if changed:
            self._update(table, record.id, {n: before[n] for n in changed}, {n: after[n] for n in changed})
        return bool(changed)

    def delete(self, record: Any) -> None:
        """Remove a record; refused in words while others refer to it, and where it is sealed."""
        table = table_of(type(record))
        before = image(self._store, table, record.id)
        if before is not None:
            self._delete(table, record.id, before)

    def end(self) -> None:
        """Seal the operation; `result` tells then what it did."""
        self._guard.end()
        self.result = Changes(
            label=self.label, sequence=self._entry.end(), rows=frozenset(self._rows), created=tuple(self._created)
        )

    @property
    def is_empty(self) -> bool:
        """Return whether nothing was written yet."""
        return not self._rows

    def reverse(self, rows: Iterable[RowChange]) -> None:
        """Put rows back to what they were before; refuses when one no longer stands as it was left, or is sealed."""
        for row in rows:
            self._apply(row.inverse())

    def _apply(self, row: RowChange) -> None:
        table = table_named(row.table)
        standing = image(self._store, table, row.row_id)
        if not _agrees(standing, row.before, table):
            raise UndoRefused("后来又被改过，不能单独撤销这一步", where=table.label, remedy="请先撤销后来的改动")
        if row.after is None:
            self._delete(table, row.row_id, row.before or {}, _USED_SINCE)
        elif row.before is None:
            self._insert(table, row.after, _OWNER_GONE)
        elif standing is not None:
            self._put_back(table, row, standing)

    def _put_back(self, table: Table, row: RowChange, standing: Image) -> None:
        """Write the fields of an operation back; what is derived follows the whole row as it stands then."""
        wanted = {name: value for name, value in (row.after or {}).items() if name not in table.derived}
        merged = {**standing, **wanted}
        after = table.to_row(table.from_cells(tuple(merged[name] for name in table.column_names)))
        changed = [name for name in after if after[name] != standing[name]]
        if changed:
            before, after = ({name: cells[name] for name in changed} for cells in (standing, after))
            self._update(table, row.row_id, before, after, _OWNER_GONE)

    def _insert(self, table: Table, after: Image, refusal: _Refusal) -> None:
        row = RowChange(table=table.name, row_id=str(after["id"]), before=None, after=after)
        self._guard.refuse((row,))
        with _told(table, refusal):
            self._store.db.table(table.name).insert(after)
        self._note((row,))

    def _update(
        self, table: Table, row_id: str, before: Image, after: Image, refusal: _Refusal = _NO_OWNER
    ) -> None:
        row = RowChange(table=table.name, row_id=row_id, before=before, after=after)
        self._guard.refuse((row,))
        with _told(table, refusal):
            fields = ", ".join(f"{name} = :{name}" for name in after)
            self._store.db.execute(f"update {table.name} set {fields} where id = :_row", {**after, "_row": row_id})
        self._note((row,))

    def _delete(self, table: Table, row_id: str, before: Image, refusal: _Refusal = _IN_USE) -> None:
        row = RowChange(table=table.name, row_id=row_id, before=before, after=None)
        self._guard.refuse((row,))
        with _told(table, refusal):
            self._store.db.execute(f"delete from {table.name} where id = ?", (row_id,))
        self._note((row,))

    def _note(self, rows: Iterable[RowChange]) -> None:
        """Put down what was written at once: a long change has its rows in the chain before it is ended."""
        rows = list(rows)
        self._entry.add(rows)
        self._rows.update((row.table, row.row_id) for row in rows)
        self._created += [(row.table, row.row_id) for row in rows if row.before is None]


def image(store: Store, table: Table, row_id: str) -> Image | None:
    """Return a row as it stands, by column name."""
    cells = store.row(table, row_id)
    return None if cells is None else dict(zip(table.column_names, cells, strict=True))


def _agrees(standing: Image | None, expected: Image | None, table: Table) -> bool:
    """Return whether a row stands as it was left; what is derived changes with any field and does not count."""
    if standing is None or expected is None:
        return standing is None and expected is None
    return all(standing[name] == value for name, value in expected.items() if name not in table.derived)


@contextmanager
def kept_is_no_undo() -> Iterator[None]:
    """Say of an undo that it is refused, where it would change or remove what is kept."""
    try:
        yield
    except Kept as error:
        raise UndoRefused(error.text, where=error.where, remedy=error.remedy) from error


@contextmanager
def _told(table: Table, refusal: _Refusal) -> Iterator[None]:
    """Say in the clerk's words why a row was refused: what it refers to or is used by, or a text not to be stored."""
    try:
        yield
    except sqlite3.IntegrityError as error:
        if "FOREIGN KEY" not in str(error):
            raise
        raise refusal.kind(refusal.text, where=table.label, remedy=refusal.remedy) from error
    except UnicodeEncodeError as error:
        text = "文字里有半个字符，多半是粘贴时切断的，没有保存"
        raise InputError(text, where=table.label, remedy="请删去那个显示不出来的字符再试") from error
