"""Whatever another program or a worn disk does to the store is named by table, record and field."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from models.actions.directory import change_setting
from models.checking import verify_folder
from models.domain.finding import Finding
from models.domain.plan import Task
from models.domain.settings import OFFICE_NAME
from models.errors import StoreDamaged
from models.store.database import TABLES as EVERY_TABLE
from models.store.naming import short_of_two
from models.store.tables import TABLES
from models.store.verify import verify_store
from models.workspace import Workspace
from tests.builders import Clock, add_task, fill, issue, open_workspace, seal

RECORDS = [(table.name, column) for table in TABLES for column in table.column_names]
UNIQUE = {
    "statements": ("kind",), "section_edits": ("section",), "office_forms": ("key",), "issued_papers": ("code",),
    "mapping_profiles": ("name",), "common_values": ("task_id",), "evidence_numbers": ("number", "evidence_id"),
    "sealings": ("position",),
}
ONCE_A_CLOSURE = ("acceptances", "papers", "self_checks", "publicities")
CHAIN = {
    "operations": ("sequence", "id", "at", "actor", "label", "kind", "reverses", "final", "previous", "hash"),
    "operation_rows": ("sequence", "position", "table_name", "row_id", "before", "after"),
    "chain": ("id", "sequence", "hash"),
    "_sqlite_migrations": ("id", "migration_set", "name", "applied_at"),
}


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("filled") / "ws"
    workspace = open_workspace(folder)
    fill(workspace)
    issue(workspace)
    seal(workspace)
    change_setting(workspace, key=OFFICE_NAME, value="示例区整改办")
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
    return list(verify_folder(tmp_path / "ws", at=Clock()()).findings)


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


def test_two_long_values_are_told_from_where_they_differ() -> None:
    text = "该县连续两年没有完成污水管网建设任务，生活污水直排河道，群众反映强烈。"
    assert short_of_two(text + "完", text + "未完") == ("…，群众反映强烈。完", "…，群众反映强烈。未完")
    assert short_of_two(text, None) == ("该县连续两年没有完成污水管网建设任务，生活污水…", "")
    assert short_of_two("3", "4") == ("3", "4")


@pytest.mark.parametrize(("table", "column"), [(t, c) for t, columns in CHAIN.items() for c in columns])
def test_one_altered_value_of_the_chain_is_named(
    table: str, column: str, tampered: sqlite3.Connection, tmp_path: Path
) -> None:
    tampered.execute("pragma ignore_check_constraints = on")
    tampered.execute(f"update {table} set {column} = {_other(tampered, table, column)} where rowid = "
                     f"(select max(rowid) from {table})")
    findings = findings_after(tampered, tmp_path)
    assert any(table in finding.where + finding.text for finding in findings)


@pytest.mark.parametrize("table", CHAIN)
def test_a_row_removed_from_the_chain_is_named(table: str, tampered: sqlite3.Connection, tmp_path: Path) -> None:
    tampered.execute(f"delete from {table} where rowid = (select max(rowid) from {table})")
    findings = findings_after(tampered, tmp_path)
    assert any(table in finding.where + finding.text for finding in findings)


@pytest.mark.parametrize("table", CHAIN)
def test_a_row_added_to_the_chain_is_named(table: str, tampered: sqlite3.Connection, tmp_path: Path) -> None:
    tampered.execute("pragma ignore_check_constraints = on")
    names = [row[1] for row in tampered.execute(f"pragma table_info({table})")]
    other = {"id": "id || '9'", "position": "position + 1000", "name": "name || '改'"}
    if table == "operations":
        other["sequence"] = "sequence + 1"
    values = [other.get(name, name) for name in names]
    tampered.execute(f"insert into {table} ({', '.join(names)}) select {', '.join(values)} from {table} "
                     "order by rowid desc limit 1")
    findings = findings_after(tampered, tmp_path)
    assert any(table in finding.where + finding.text for finding in findings)


@pytest.mark.parametrize("table", [table.name for table in TABLES])
def test_a_removed_row_is_named(table: str, tampered: sqlite3.Connection, tmp_path: Path) -> None:
    tampered.execute(f"delete from {table} where rowid = (select max(rowid) from {table})")
    findings = findings_after(tampered, tmp_path)
    assert any(finding.code == "row_missing" and table in finding.where for finding in findings)


@pytest.mark.parametrize("table", [table.name for table in TABLES if table.name not in ONCE_A_CLOSURE])
def test_an_added_row_is_named(table: str, tampered: sqlite3.Connection, tmp_path: Path) -> None:
    names = [row[1] for row in tampered.execute(f"pragma table_info({table})") if row[1] != "id"]
    values = [_other(tampered, table, name) if name in UNIQUE.get(table, ()) else name for name in names]
    tampered.execute(f"insert into {table} (id, {', '.join(names)}) select 'foreign', {', '.join(values)} "
                     f"from {table} limit 1")
    findings = findings_after(tampered, tmp_path)
    assert any(finding.code == "row_added" and table in finding.where for finding in findings)


@pytest.mark.parametrize("table", ONCE_A_CLOSURE)
def test_an_added_row_of_a_closure_without_one_is_named(
    table: str, tampered: sqlite3.Connection, tmp_path: Path
) -> None:
    names = [row[1] for row in tampered.execute(f"pragma table_info({table})") if row[1] not in ("id", "closure_id")]
    tampered.execute(f"""insert into {table} (id, closure_id, {', '.join(names)})
        select 'foreign', (select id from closures where id not in (select closure_id from {table}) limit 1),
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


def test_a_damaged_page_is_told_in_chinese(filled: Path, tmp_path: Path) -> None:
    data = bytearray(filled.read_bytes())
    # The head of the page that holds the newest rows.
    data[-4096:-4088] = b"\xff" * 8
    (tmp_path / "ws").mkdir()
    (tmp_path / "ws" / "store.db").write_bytes(data)
    result = verify_folder(tmp_path / "ws", at=Clock()())
    assert [(finding.code, finding.where) for finding in result.findings] == [("damaged", "数据库文件")]
    assert result.findings[0].text == "文件结构已损坏，部分记录可能读不出来"
    assert (result.records, result.operations) == (0, 0)


# Bits and bytes


def flips(data: bytes, text: str) -> Iterator[tuple[int, int]]:
    """Yield places and bits within every copy of a text in a file, another bit for each byte and each copy."""
    needle, start, copy = text.encode(), data.find(text.encode()), 0
    while start >= 0:
        for offset in range(0, len(needle), 2):
            yield start + offset, (offset + copy) % 8
        start, copy = data.find(needle, start + 1), copy + 1


@pytest.mark.parametrize("column", ["problem", "number", "note"])
def test_every_flipped_bit_of_a_text_is_named(column: str, filled: Path, tmp_path: Path) -> None:
    workspace = open_workspace(filled.parent)
    task = workspace.find(Task)[0]
    text = {"problem": task.problem, "number": "河东污水", "note": "管网"}[column]
    workspace.close()
    data = filled.read_bytes()
    (tmp_path / "ws").mkdir()
    unseen, broken = [], 0
    for place, bit in flips(data, text):
        flipped = bytearray(data)
        flipped[place] ^= 1 << bit
        (tmp_path / "ws" / "store.db").write_bytes(flipped)
        findings = verify_folder(tmp_path / "ws", at=Clock()()).findings
        told = [finding for finding in findings if not finding.code.startswith("file_")]
        broken += any("\ufffd" in finding.text for finding in told)
        if not any("（" in finding.where for finding in told):
            unseen.append((place, bit))
    assert unseen == []
    assert broken > 3


def records_in(path: Path) -> dict[str, list[tuple[bytes | int | None, ...]]]:
    """Return every row of every table as bytes."""
    with closing(sqlite3.connect(path)) as con:
        con.text_factory = bytes
        return {table: con.execute(f"select * from {table}").fetchall() for table in EVERY_TABLE}


def test_a_bit_flipped_anywhere_in_the_file_is_told_or_has_changed_no_record(filled: Path, tmp_path: Path) -> None:
    data, untouched = filled.read_bytes(), records_in(filled)
    (tmp_path / "ws").mkdir()
    path, chance, told, silent = tmp_path / "ws" / "store.db", random.Random(7), 0, []
    for _ in range(60):
        place, bit = chance.randrange(100, len(data)), chance.randrange(8)
        flipped = bytearray(data)
        flipped[place] ^= 1 << bit
        path.write_bytes(flipped)
        try:
            is_told = bool(verify_folder(tmp_path / "ws", at=Clock()()).findings)
        except StoreDamaged:
            is_told = True
        told += is_told
        if not is_told and records_in(path) != untouched:
            silent.append((place, bit))
    assert silent == []
    assert told > 8


@pytest.mark.parametrize("offset", range(0, 18, 3))
def test_a_definition_that_cannot_be_read_is_a_damaged_file(offset: int, filled: Path, tmp_path: Path) -> None:
    data = bytearray(filled.read_bytes())
    data[data.index(b"CREATE TABLE tasks") + offset] ^= 1 << 7
    (tmp_path / "ws").mkdir()
    (tmp_path / "ws" / "store.db").write_bytes(data)
    for look in (lambda: verify_folder(tmp_path / "ws", at=Clock()()), lambda: open_workspace(tmp_path / "ws")):
        with pytest.raises(StoreDamaged, match="备份"):
            look()


@pytest.mark.parametrize(
    ("table", "column", "named"),
    [
        ("tasks", "problem", "整改任务（tasks） “1” 的 problem"),
        ("tasks", "id", "整改任务（tasks）"),
        ("operations", "label", "操作记录（operations）"),
        ("operation_rows", "after", "操作记录（operations）"),
        ("operation_rows", "row_id", "操作记录（operations）"),
        ("stored_files", "name", "佐证文件（stored_files）"),
        ("stored_files", "sha256", "佐证文件（stored_files）"),
        ("chain", "hash", "操作记录末尾（chain）"),
    ],
)
def test_bytes_that_are_no_text_are_named(
    table: str, column: str, named: str, tampered: sqlite3.Connection, tmp_path: Path
) -> None:
    tampered.execute(f"update {table} set {column} = cast(x'e4bd' as text) where rowid = "
                     f"(select max(rowid) from {table} where {column} is not null)")
    findings = findings_after(tampered, tmp_path)
    assert any(finding.where.startswith(named) for finding in findings)
    for finding in findings:
        (finding.where + finding.text).encode()


def test_a_text_that_is_none_is_told_with_table_record_and_field_wherever_it_is_read(
    tampered: sqlite3.Connection, tmp_path: Path
) -> None:
    tampered.execute("update tasks set goal = cast(x'e4bd' as text)")
    tampered.close()
    workspace = open_workspace(tmp_path / "ws")
    with pytest.raises(StoreDamaged, match="整改任务（tasks）“1”的 goal 里有文字已损坏") as told, workspace.in_words():
        workspace.find(Task)
    assert "备份" in told.value.remedy
    workspace.leave()


# The structure


@pytest.mark.parametrize("table", EVERY_TABLE)
def test_a_lost_table_is_named_and_the_workspace_not_opened(
    table: str, tampered: sqlite3.Connection, tmp_path: Path
) -> None:
    tampered.execute(f"drop table {table}")
    findings = findings_after(tampered, tmp_path)
    assert any(finding.code == "table_lost" and table in finding.where for finding in findings)
    with pytest.raises(StoreDamaged, match=f"表 {table}"):
        open_workspace(tmp_path / "ws")


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("create trigger t after update on tasks begin delete from figures; end", "触发器 t（在整改任务（tasks）上）"),
        ("create view v as select 1", "视图 v"),
        ("create index i on tasks (title)", "索引 i（在整改任务（tasks）上）"),
        ("create table invoices (id)", "表 invoices"),
        ("drop index tasks_sort_key", "索引 tasks_sort_key 不见了"),
        ("alter table tasks add column colour text default 'red'", "多出一列别的程序加的 colour"),
        ("alter table operations add column colour text", "多出一列别的程序加的 colour"),
        ("alter table _sqlite_migrations add column colour text", "多出一列别的程序加的 colour"),
        ("alter table tasks drop column note", "少了一列 note"),
        ("alter table figures rename to numbers", "整张表不见了"),
        ("pragma user_version = 0", "应为5，现为0"),
    ],
)
def test_a_changed_structure_is_named(
    statement: str, named: str, tampered: sqlite3.Connection, tmp_path: Path
) -> None:
    tampered.execute(statement)
    assert any(named in finding.text for finding in findings_after(tampered, tmp_path))


def test_a_table_another_program_widened_does_not_keep_one_from_working(
    tampered: sqlite3.Connection, tmp_path: Path
) -> None:
    for table in ("operations", "operation_rows", "tasks"):
        tampered.execute(f"alter table {table} add column colour text default 'red'")
    tampered.close()
    workspace = open_workspace(tmp_path / "ws")
    before = workspace.last_sequence
    add_task(workspace, "2")
    assert workspace.last_sequence > before and workspace.operations([workspace.last_sequence])
    codes = {finding.code for finding in verify_store(workspace.store)[0]}
    assert codes == {"column_foreign"}
    workspace.leave()


def test_a_lost_column_is_told_where_it_is_missed(tampered: sqlite3.Connection, tmp_path: Path) -> None:
    tampered.execute("alter table tasks drop column note")
    tampered.close()
    workspace = open_workspace(tmp_path / "ws")
    with pytest.raises(StoreDamaged, match="整改任务（tasks）少了一列 note"), workspace.in_words():
        workspace.find(Task)
    workspace.leave()
