"""Checking the store against its own chain.

Replaying the operations gives every row as it must stand; whatever stands otherwise is named by table, record and
field. The chain itself is checked link by link, and its head against what the operations give.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any

from models.domain.finding import Finding, Level, Target
from models.errors import StoreDamaged
from models.reporting import Report, unheard
from models.store.chain import GENESIS, Image, Operation, cells_of, head, link, operations, rows_of
from models.store.database import Store
from models.store.tables import BY_NAME

META_TABLE = "_sqlite_migrations"
CHECKING = "校验记录"
REMEDY = "请从最近的备份恢复，或查明是谁用别的程序改了数据库"


def verify_store(store: Store, report: Report = unheard) -> tuple[list[Finding], int, int]:
    """Return the findings of a full check, the number of records and the number of operations checked.

    `report` hears operations done, and may raise Cancelled.
    """
    report(0, 0, CHECKING)
    findings = list(_damage(store.con))
    if findings:
        return findings, 0, 0
    findings += _dangling(store.con)
    expected: dict[str, dict[str, Image]] = {name: {} for name in (*BY_NAME, META_TABLE)}
    count = 0
    previous, sequence = GENESIS, 0
    for operation in operations(store.con):
        findings += _link_findings(store.con, operation, sequence + 1, previous)
        _replay(store.con, operation, expected)
        previous, sequence, count = operation.hash, operation.sequence, count + 1
        report(0, 0, CHECKING)
    findings += _head_findings(store.con, sequence, previous)
    findings += _stray_rows(store.con)
    records = 0
    for name, rows in expected.items():
        report(0, 0, CHECKING)
        findings += _row_findings(store.con, name, rows)
        records += len(rows)
    return findings, records, count


def _damage(con: sqlite3.Connection) -> Iterator[Finding]:
    for (text,) in con.execute("pragma integrity_check(20)"):
        if text != "ok":
            yield _finding("damaged", "数据库文件", f"文件结构已损坏：{text}", remedy="请从最近的备份恢复")


def _dangling(con: sqlite3.Connection) -> Iterator[Finding]:
    for table, _, parent, _ in con.execute("pragma foreign_key_check"):
        yield _finding("dangling", _label(table), f"有一条记录引用了不存在的{_label(parent)}")


def _link_findings(con: sqlite3.Connection, operation: Operation, sequence: int, previous: str) -> Iterator[Finding]:
    where = f"操作记录（operations）第{operation.sequence}条"
    if operation.sequence != sequence:
        yield _finding("chain", where, f"操作记录不连续，第{sequence}条不见了")
    if operation.previous != previous:
        yield _finding("chain", where, "与前一条的校验值（previous）接不上，顺序或内容被改过")
    fields: list[Any] = [
        operation.sequence, operation.id, operation.at, operation.actor, operation.label, operation.kind,
        operation.reverses, operation.final, operation.previous,
    ]
    if link(fields, cells_of(con, operation.sequence)) != operation.hash:
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


def _replay(con: sqlite3.Connection, operation: Operation, expected: dict[str, dict[str, Image]]) -> None:
    try:
        changes = rows_of(con, operation.sequence)
    except StoreDamaged:
        # Its broken link is already named; the rows it made will be named as strangers.
        return
    for row in changes:
        rows = expected.setdefault(row.table, {})
        if row.after is None:
            rows.pop(row.row_id, None)
        else:
            rows[row.row_id] = {**rows.get(row.row_id, {}), **row.after}


def _row_findings(con: sqlite3.Connection, table: str, expected: dict[str, Image]) -> Iterator[Finding]:
    if table != META_TABLE and table not in BY_NAME:
        yield _finding("unknown_table", table, "操作记录提到一张不认识的表")
        return
    standing = _standing(con, table)
    for row_id, row in expected.items():
        if row_id not in standing:
            yield _finding("row_missing", f"{_label(table)} {_name(row)}", "这条记录被别的程序删掉了", table, row_id)
            continue
        for field in _differing(row, standing[row_id]):
            yield _finding(
                "field_altered", f"{_label(table)} {_name(row)} 的 {field}",
                f"应为“{_short(row.get(field))}”，现为“{_short(standing[row_id].get(field))}”，不是由本程序改的",
                table, row_id, field,
            )
    for row_id in standing.keys() - expected.keys():
        row = standing[row_id]
        yield _finding("row_added", f"{_label(table)} {_name(row)}", "这条记录是别的程序加进来的", table, row_id)


def _standing(con: sqlite3.Connection, table: str) -> dict[str, Image]:
    cursor = con.execute(f"select * from {table}")
    names = [item[0] for item in cursor.description]
    return {str(cells[names.index("id")]): dict(zip(names, cells, strict=True)) for cells in cursor}


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
