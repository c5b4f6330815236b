"""Whatever another program does to the store is named by table, record and field."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.domain.finding import Finding
from models.store.tables import TABLES
from models.store.verify import verify_store
from models.workspace import Workspace
from tests.builders import fill, open_workspace

RECORDS = [(table.name, column) for table in TABLES for column in table.column_names]
CHAIN = {
    "operations": ("sequence", "id", "at", "actor", "label", "kind", "reverses", "final", "previous", "hash"),
    "operation_rows": ("sequence", "position", "table_name", "row_id", "before", "after"),
    "chain": ("sequence", "hash"),
    "_sqlite_migrations": ("id", "migration_set", "name", "applied_at"),
}


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("filled") / "ws"
    workspace = open_workspace(folder)
    fill(workspace)
    workspace.undo()
    workspace.close()
    yield folder / "store.db"


@pytest.fixture
def tampered(filled: Path, tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """Give a foreign connection to a copy of a filled store, as another program would have it."""
    folder = tmp_path / "ws"
    folder.mkdir()
    (folder / "store.db").write_bytes(filled.read_bytes())
    con = sqlite3.connect(folder / "store.db", isolation_level=None)
    yield con
    con.close()


def findings_after(con: sqlite3.Connection, tmp_path: Path) -> list[Finding]:
    con.close()
    workspace = open_workspace(tmp_path / "ws")
    findings, _, _ = verify_store(workspace.store)
    workspace.close()
    return findings


def test_an_untouched_store_has_no_findings(ws: Workspace) -> None:
    fill(ws)
    findings, records, operations = verify_store(ws.store)
    assert findings == []
    assert records > 40
    assert operations == ws.last_sequence


def test_every_table_of_records_is_filled_for_these_tests(tampered: sqlite3.Connection) -> None:
    empty = [table.name for table in TABLES if not tampered.execute(f"select 1 from {table.name}").fetchone()]
    assert empty == []


@pytest.mark.parametrize(("table", "column"), RECORDS, ids=lambda value: str(value))
def test_one_altered_value_of_a_record_is_named(
    table: str, column: str, tampered: sqlite3.Connection, tmp_path: Path
) -> None:
    tampered.execute(f"update {table} set {column} = {_other(tampered, table, column)} where rowid = "
                     f"(select min(rowid) from {table})")
    findings = findings_after(tampered, tmp_path)
    assert any(finding.target is not None and finding.target.table == table for finding in findings)
    if column != "id":
        assert any(finding.target and finding.target.field == column for finding in findings)


@pytest.mark.parametrize(("table", "column"), [(t, c) for t, columns in CHAIN.items() for c in columns])
def test_one_altered_value_of_the_chain_is_named(
    table: str, column: str, tampered: sqlite3.Connection, tmp_path: Path
) -> None:
    tampered.execute(f"update {table} set {column} = {_other(tampered, table, column)} where rowid = "
                     f"(select max(rowid) from {table})")
    findings = findings_after(tampered, tmp_path)
    assert any(table in finding.where + finding.text for finding in findings)


@pytest.mark.parametrize("table", [table.name for table in TABLES])
def test_a_removed_row_is_named(table: str, tampered: sqlite3.Connection, tmp_path: Path) -> None:
    tampered.execute(f"delete from {table} where rowid = (select max(rowid) from {table})")
    findings = findings_after(tampered, tmp_path)
    assert any(finding.code == "row_missing" and table in finding.where for finding in findings)


@pytest.mark.parametrize("table", [table.name for table in TABLES if table.name not in ("acceptances", "opinions")])
def test_an_added_row_is_named(table: str, tampered: sqlite3.Connection, tmp_path: Path) -> None:
    names = [row[1] for row in tampered.execute(f"pragma table_info({table})") if row[1] != "id"]
    clash = {"statements": "kind", "section_edits": "section"}.get(table)
    values = [f"'另一个' || {name}" if name == clash else name for name in names]
    tampered.execute(f"insert into {table} (id, {', '.join(names)}) select 'foreign', {', '.join(values)} "
                     f"from {table} limit 1")
    findings = findings_after(tampered, tmp_path)
    assert any(finding.code == "row_added" and table in finding.where for finding in findings)


@pytest.mark.parametrize("table", ["acceptances", "opinions"])
def test_an_added_row_of_a_closure_without_one_is_named(
    table: str, tampered: sqlite3.Connection, tmp_path: Path
) -> None:
    names = [row[1] for row in tampered.execute(f"pragma table_info({table})") if row[1] not in ("id", "closure_id")]
    tampered.execute(f"""insert into {table} (id, closure_id, {', '.join(names)})
        select 'foreign', (select id from closures where id not in (select closure_id from {table})),
        {', '.join(names)} from {table} limit 1""")
    findings = findings_after(tampered, tmp_path)
    assert any(finding.code == "row_added" and table in finding.where for finding in findings)


def test_a_removed_last_operation_is_named(tampered: sqlite3.Connection, tmp_path: Path) -> None:
    tampered.execute("delete from operation_rows where sequence = (select max(sequence) from operations)")
    tampered.execute("delete from operations where sequence = (select max(sequence) from operations)")
    assert any(finding.code == "chain_head" for finding in findings_after(tampered, tmp_path))


def test_two_swapped_operations_are_named(tampered: sqlite3.Connection, tmp_path: Path) -> None:
    for table in ("operations", "operation_rows"):
        for old, new in ((5, -5), (6, 5), (-5, 6)):
            tampered.execute(f"update {table} set sequence = {new} where sequence = {old}")
    findings = findings_after(tampered, tmp_path)
    assert {"操作记录（operations）第5条", "操作记录（operations）第6条"} <= {finding.where for finding in findings}


def test_an_added_operation_is_named(tampered: sqlite3.Connection, tmp_path: Path) -> None:
    tampered.execute("insert into operations select sequence + 1, 'foreign', at, actor, label, kind, reverses, final, "
                     "hash, hash from operations order by sequence desc limit 1")
    assert any(finding.code.startswith("chain") for finding in findings_after(tampered, tmp_path))


def _other(con: sqlite3.Connection, table: str, column: str) -> str:
    """Return an SQL value of the column's type that differs from the one that stands."""
    kind = next(row[2] for row in con.execute(f"pragma table_info({table})") if row[1] == column)
    if kind == "INTEGER":
        return f"coalesce({column}, 0) + 1000"
    if column in ("before", "after"):
        return f"coalesce({column}, '{{}}') || ' '"
    return f"coalesce({column}, '') || '改'"


def test_a_damaged_page_is_told_in_chinese_before_what_sqlite_says(filled: Path, tmp_path: Path) -> None:
    data = bytearray(filled.read_bytes())
    # The head of the page that holds the newest rows.
    data[-4096:-4088] = b"\xff" * 8
    (tmp_path / "ws").mkdir()
    (tmp_path / "ws" / "store.db").write_bytes(data)
    workspace = open_workspace(tmp_path / "ws")
    findings, records, operations = verify_store(workspace.store)
    workspace.leave()
    assert [(finding.code, finding.where) for finding in findings] == [("damaged", "数据库文件")]
    assert findings[0].text.startswith("文件结构已损坏，部分记录可能读不出来") and (records, operations) == (0, 0)
