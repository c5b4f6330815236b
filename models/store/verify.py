"""Checking the store against its own chain.

The operations that touched a row, one after the other, give it as it must stand; whatever stands otherwise is named by
table, record and field. The chain itself is checked link by link, and its head against what the operations give. One
row at a time is held, so that a store of any size is checked in little memory and the window beside it stays quick.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from models.domain.finding import Finding, Level, Target
from models.reporting import Report, unheard
from models.store.chain import GENESIS, Image, Operation, cells_of, head, link, operations
from models.store.database import Store
from models.store.tables import BY_NAME

T = TypeVar("T")
META_TABLE = "_sqlite_migrations"
CHECKING = "校验记录"
TOLD = 500
REMEDY = "请从最近的备份恢复，或查明是谁用别的程序改了数据库"


def verify_store(store: Store, report: Report = unheard) -> tuple[list[Finding], int, int]:
    """Return the findings of a full check, the number of records and the number of operations checked.

    `report` is called all the time and may raise Cancelled.
    """
    con = store.con
    report(0, 0, CHECKING)
    findings = list(_damage(con))
    if findings:
        return findings, 0, 0
    findings += _dangling(con)
    previous, sequence, count = GENESIS, 0, 0
    for operation in operations(con):
        findings += _link_findings(con, operation, sequence + 1, previous, report)
        previous, sequence, count = operation.hash, operation.sequence, count + 1
    findings += _head_findings(con, sequence, previous)
    findings += _stray_rows(con)
    records = 0
    for table in (*BY_NAME, META_TABLE):
        for image in _heard(_standing(con, table), report):
            findings += _row_findings(con, table, image)
            records += 1
    findings += _missing_rows(con)
    return findings, records, count


def _heard(items: Iterable[T], report: Report) -> Iterator[T]:
    """Yield the items, telling the listener now and then."""
    for place, item in enumerate(items):
        if place % TOLD == 0:
            report(0, 0, CHECKING)
        yield item


def _damage(con: sqlite3.Connection) -> Iterator[Finding]:
    told: list[str] = []
    try:
        told += [str(text) for (text,) in con.execute("pragma integrity_check(20)") if text != "ok"]
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            raise
        # So badly that the check itself does not get through.
        told.append(str(error))
    if told:
        text = f"文件结构已损坏，部分记录可能读不出来（数据库程序说：{told[0]}）"
        yield _finding("damaged", "数据库文件", text, remedy="请从最近的备份恢复")


def _dangling(con: sqlite3.Connection) -> Iterator[Finding]:
    for table, _, parent, _ in con.execute("pragma foreign_key_check"):
        yield _finding("dangling", _label(table), f"有一条记录引用了不存在的{_label(parent)}")


def _link_findings(
    con: sqlite3.Connection, operation: Operation, sequence: int, previous: str, report: Report
) -> Iterator[Finding]:
    where = f"操作记录（operations）第{operation.sequence}条"
    if operation.sequence != sequence:
        yield _finding("chain", where, f"操作记录不连续，第{sequence}条不见了")
    if operation.previous != previous:
        yield _finding("chain", where, "与前一条的校验值（previous）接不上，顺序或内容被改过")
    fields: list[Any] = [
        operation.sequence, operation.id, operation.at, operation.actor, operation.label, operation.kind,
        operation.reverses, operation.final, operation.previous,
    ]
    if link(fields, _heard(cells_of(con, operation.sequence), report)) != operation.hash:
        yield _finding("chain", where, "这条操作或它的明细（operation_rows）被改过，校验值（hash）不符")


def _head_findings(con: sqlite3.Connection, sequence: int, digest: str) -> Iterator[Finding]:
    kept = head(con)
    if kept != (sequence, digest):
        yield _finding(
            "chain_head", "操作记录末尾（chain）", f"应有{kept[0]}条操作，现有{sequence}条，末尾被删、被加或被改过"
        )


def _stray_rows(con: sqlite3.Connection) -> Iterator[Finding]:
    query = "select distinct sequence from operation_rows where sequence not in (select sequence from operations)"
    for (sequence,) in con.execute(query):
        yield _finding("chain", f"操作明细（operation_rows）第{sequence}条", "明细所属的操作不见了")


def _standing(con: sqlite3.Connection, table: str) -> Iterator[Image]:
    """Yield every row of a table by column name."""
    cursor = con.execute(f"select * from {table}")
    names = [item[0] for item in cursor.description]
    return (dict(zip(names, cells, strict=True)) for cells in cursor)


def _expected(con: sqlite3.Connection, table: str, row_id: str) -> Image | None:
    """Return a row as its operations left it, None where they left none or cannot be read."""
    image: Image | None = None
    query = "select after from operation_rows where row_id = ? and table_name = ? order by sequence, position"
    for (after,) in con.execute(query, (row_id, table)):
        try:
            image = None if after is None else {**(image or {}), **json.loads(after)}
        except (ValueError, TypeError):
            # The broken link is already named; the row it made will be named as a stranger.
            return None
    return image


def _row_findings(con: sqlite3.Connection, table: str, standing: Image) -> Iterator[Finding]:
    row_id = str(standing["id"])
    row = _expected(con, table, row_id)
    if row is None:
        where = f"{_label(table)} {_name(standing)}"
        yield _finding("row_added", where, "这条记录是别的程序加进来的", table, row_id)
        return
    for field in _differing(row, standing):
        yield _finding(
            "field_altered", f"{_label(table)} {_name(row)} 的 {field}",
            f"应为“{_short(row.get(field))}”，现为“{_short(standing.get(field))}”，不是由本程序改的",
            table, row_id, field,
        )


def _missing_rows(con: sqlite3.Connection) -> Iterator[Finding]:
    """Yield the rows that operations left and that do not stand."""
    stands = " ".join(
        f"when '{table}' then exists (select 1 from {table} where id = o.row_id)" for table in (*BY_NAME, META_TABLE)
    )
    query = f"""select distinct table_name, row_id from operation_rows o
        where after is not null and not (case table_name {stands} else 0 end)"""
    unknown = set()
    for table, row_id in con.execute(query):
        row = _expected(con, table, row_id)
        if table not in BY_NAME and table != META_TABLE:
            unknown.add(table)
        elif row is not None:
            text = "这条记录被别的程序删掉了"
            yield _finding("row_missing", f"{_label(table)} {_name(row)}", text, table, row_id)
    for table in sorted(unknown):
        yield _finding("unknown_table", table, "操作记录提到一张不认识的表")


def _differing(expected: Image, standing: Image) -> list[str]:
    names = [*expected, *(name for name in standing if name not in expected)]
    return [name for name in names if expected.get(name) != standing.get(name)]


def _label(table: str) -> str:
    return f"{BY_NAME[table].label}（{table}）" if table in BY_NAME else f"表 {table}"


def _name(row: Image) -> str:
    name = row.get("number") or row.get("title") or row.get("name") or row.get("text") or row.get("id")
    return f"“{_short(name)}”"


def _short(value: object) -> str:
    text = "" if value is None else str(value)
    return text if len(text) <= 24 else text[:23] + "…"


def _finding(
    code: str, where: str, text: str, table: str = "", row_id: str = "", field: str = "", *, remedy: str = REMEDY
) -> Finding:
    target = Target(table=table, id=row_id, field=field) if table else None
    return Finding(level=Level.STOP, code=code, where=where, text=text, remedy=remedy, target=target)
