"""Checking the store against its own chain.

The operations that touched a row, one after the other, give it as it must stand; whatever stands otherwise is named by
table, record and field. The chain itself is checked link by link, and its head against what the operations give;
before both, the structure of the store against the program's own. Texts that are no UTF-8 any more are read all the
same. One row at a time is held, so that a store of any size is checked in little memory and the window beside it stays
quick.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, TypeVar

from models.domain.finding import Finding, Level, Target
from models.errors import StoreDamaged
from models.reporting import Report, unheard
from models.store.chain import GENESIS, Image, Operation, cells_of, head, link, operations
from models.store.database import META_TABLE, TABLES, VERSION, Store, connect, in_words, version_of
from models.store.naming import every_text, is_whole, label_of, name_of, short_of_two, shown
from models.store.schema import name_now, names_of, with_added, without_dropped
from models.store.structure import LOST, META_COLUMNS, differences
from models.store.tables import BY_NAME

T = TypeVar("T")
UNREADABLE = LOST | {"damaged"}
_TABLES = {**{name: table.column_names for name, table in BY_NAME.items()}, META_TABLE: META_COLUMNS}
_OF_INDEX = re.compile(r"(?:missing from|wrong # of entries in) index (\w+)")
_OF_TABLE = re.compile(r" in (\w+)(?:\.\w+)?$")
CHECKING = "校验记录"
TOLD = 500
REMEDY = "请从最近的备份恢复，或查明是谁用别的程序改了数据库"
RESTORE = "请从最近的备份恢复"
COPY_REMEDY = f"{RESTORE}；要留下现在这份，请把整个工作区文件夹复制到别处"


def verify_store(store: Store, report: Report = unheard) -> tuple[list[Finding], int, int]:
    """Return the findings of a full check, the number of records and the number of operations checked.

    `report` is called all the time and may raise Cancelled.
    """
    try:
        return _verified(store.con, report)
    except sqlite3.OperationalError as error:
        if hasattr(error, "sqlite_errorcode"):
            raise
    # A text is none; reading so takes longer, so only then.
    with every_text(store.con):
        return _verified(store.con, report)


def check_copy(path: Path, report: Report = unheard, *, refusal: str) -> tuple[Finding, ...]:
    """Return what is altered in a copy of the store; `refusal` says in words what is not done with a damaged one.

    Raises StoreDamaged where the structure does not hold, so that the records could not be read again.
    """
    with in_words(path), closing(connect(path)) as con:
        findings, _, _ = verify_store(Store(con, path), report)
    for finding in findings:
        if finding.code in UNREADABLE:
            raise StoreDamaged(f"{finding.text}，{refusal}", where=finding.where, remedy=COPY_REMEDY)
    return tuple(findings)


def in_lines(findings: Iterable[Finding]) -> tuple[str, ...]:
    """Return findings as the lines by which a backup knows them again."""
    return tuple(sorted(f"{finding.where}：{finding.text}" for finding in findings))


def _verified(con: sqlite3.Connection, report: Report) -> tuple[list[Finding], int, int]:
    report(0, 0, CHECKING)
    findings = [*_damage(con), *_structure(con)]
    if any(finding.code in UNREADABLE for finding in findings):
        return findings, 0, 0
    findings += _dangling(con)
    previous, sequence, count = GENESIS, 0, 0
    for operation in operations(con):
        findings += _link_findings(con, operation, sequence + 1, previous, report)
        previous, sequence, count = operation.hash, operation.sequence, count + 1
    findings += _head_findings(con, sequence, previous)
    findings += _stray_rows(con)
    records = 0
    for table in _TABLES:
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
        if getattr(error, "sqlite_errorcode", 0) & 0xFF not in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            raise
        # So badly that the check itself does not get through.
        told.append("")
    # What SQLite says of it is English; of an index it says which.
    indexes = [found[1] if (found := _OF_INDEX.search(text)) else "" for text in told]
    if told and not all(_is_of_records(con, index) for index in indexes):
        tables = sorted({found[1] for text in told if (found := _OF_TABLE.search(text)) and found[1] in TABLES})
        more = f"，{'、'.join(map(label_of, tables))}里有不合规定的值" if tables else ""
        yield _finding("damaged", "数据库文件", f"文件结构已损坏，部分记录可能读不出来{more}", remedy=RESTORE)
        return
    for index in sorted(set(indexes)):
        yield _finding("index_damaged", "数据库文件", f"索引 {index} 和它的记录对不上", remedy=RESTORE)


def _is_of_records(con: sqlite3.Connection, index: str) -> bool:
    """Return whether an index leads to records only, which are checked without it."""
    row = con.execute("select tbl_name from sqlite_master where type = 'index' and name = ?", (index,)).fetchone()
    return row is not None and row[0] in BY_NAME


def _structure(con: sqlite3.Connection) -> Iterator[Finding]:
    version = version_of(con)
    if version != VERSION:
        yield _finding("version", "数据库版本号（user_version）", f"应为{VERSION}，现为{version}")
    for item in differences(con):
        yield _finding(item.code, item.where, item.text)


def _dangling(con: sqlite3.Connection) -> Iterator[Finding]:
    for table, _, parent, _ in con.execute("pragma foreign_key_check"):
        yield _finding("dangling", label_of(table), f"有一条记录引用了不存在的{label_of(parent)}")


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
    names = _TABLES[table]
    # In the order of the table, not of an index that may be damaged.
    cursor = con.execute(f"select {', '.join(names)} from {table} not indexed")
    return (dict(zip(names, cells, strict=True)) for cells in cursor)


def _expected(con: sqlite3.Connection, table: str, row_id: str) -> Image | None:
    """Return a row as its operations left it, None where they left none or cannot be read."""
    if not is_whole(row_id):
        return None
    image: Image | None = None
    names = names_of(table)
    query = f"""select after from operation_rows where row_id = ? and table_name in ({", ".join("?" * len(names))})
        order by sequence, position"""
    for (after,) in con.execute(query, (row_id, *names)):
        try:
            image = None if after is None else {**(image or with_added(table, {})), **json.loads(after)}
        except (ValueError, TypeError):
            # The broken link is already named; the row it made will be named as a stranger.
            return None
    return image and without_dropped(table, image)


def _row_findings(con: sqlite3.Connection, table: str, standing: Image) -> Iterator[Finding]:
    row_id = str(standing["id"])
    row = _expected(con, table, row_id)
    if row is None:
        where = f"{label_of(table)} {name_of(standing)}"
        yield _finding("row_added", where, "这条记录是别的程序加进来的", table, row_id)
        return
    for field in _differing(row, standing) if row != standing else ():
        meant, found = short_of_two(row.get(field), standing.get(field))
        yield _finding(
            "field_altered", f"{label_of(table)} {name_of(row)} 的 {field}",
            f"应为“{meant}”，现为“{found}”，不是由本程序改的",
            table, row_id, field,
        )


def _missing_rows(con: sqlite3.Connection) -> Iterator[Finding]:
    """Yield the rows that operations left and that do not stand."""
    stands = " ".join(
        f"when '{name}' then exists (select 1 from {table} where id = o.row_id)"
        for table in _TABLES for name in names_of(table)
    )
    query = f"""select distinct table_name, row_id from operation_rows o
        where after is not null and not (case table_name {stands} else 0 end)"""
    unknown = set()
    for name, row_id in con.execute(query):
        table = name_now(name)
        row = _expected(con, table, row_id) if table in _TABLES else None
        if table not in _TABLES:
            unknown.add(table)
        elif row is not None:
            text = "这条记录被别的程序删掉了"
            yield _finding("row_missing", f"{label_of(table)} {name_of(row)}", text, table, row_id)
    for table in sorted(unknown):
        yield _finding("unknown_table", table, "操作记录提到一张不认识的表")


def _differing(expected: Image, standing: Image) -> list[str]:
    names = [*expected, *(name for name in standing if name not in expected)]
    return [name for name in names if expected.get(name) != standing.get(name)]


def _finding(
    code: str, where: str, text: str, table: str = "", row_id: str = "", field: str = "", *, remedy: str = REMEDY
) -> Finding:
    target = Target(table=table, id=shown(row_id), field=field) if table else None
    return Finding(level=Level.STOP, code=code, where=shown(where), text=shown(text), remedy=remedy, target=target)
