"""Opening a workspace: one writer, the right place, no newer and no damaged store touched."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from models.actions import directory, tasks
from models.domain.directory import Unit, UnitId
from models.domain.plan import Task
from models.errors import InputError, StoreDamaged, StoreError, StoreLocked, StoreTooNew
from models.store.database import VERSION
from models.store.place import refuse_unsuitable
from models.store.tables import TABLES
from models.workspace import Workspace
from tests.builders import add_task, fill, open_workspace, rows_digest

ROOT = Path(__file__).resolve().parents[3]
HOLD = """
import sys
from pathlib import Path
from tests.builders import open_workspace
ws = open_workspace(Path(sys.argv[1]))
print("open", flush=True)
sys.stdin.read()
"""


def test_columns_are_the_fields_of_the_records(ws: Workspace) -> None:
    for table in TABLES:
        columns = [row[1] for row in ws.store.con.execute(f"pragma table_info({table.name})")]
        # A column that came later stands behind the derived ones.
        assert sorted(columns) == sorted(table.column_names)


def test_every_table_is_strict_and_no_trigger_stands_on_it(ws: Workspace) -> None:
    tables = {row[1]: row for row in ws.store.con.execute("pragma table_list") if row[0] == "main"}
    assert all(tables[table.name][5] == 1 for table in TABLES)
    assert ws.store.con.execute("select count(*) from sqlite_master where type = 'trigger'").fetchone() == (0,)


def test_a_second_writer_is_refused_and_told_who_holds_it(ws: Workspace) -> None:
    with pytest.raises(StoreLocked, match="2025-11-22 14:32起"):
        open_workspace(ws.folder)


def test_a_killed_holder_does_not_keep_the_workspace(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLD, str(tmp_path / "ws")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "open\n"
        with pytest.raises(StoreLocked):
            open_workspace(tmp_path / "ws")
        holder.kill()
        holder.wait()
    open_workspace(tmp_path / "ws").close()


def test_a_newer_store_is_refused_byte_for_byte_the_same(tmp_path: Path) -> None:
    open_workspace(tmp_path / "ws").close()
    path = tmp_path / "ws" / "store.db"
    with sqlite3.connect(path) as con:
        con.execute(f"pragma user_version={VERSION + 1}")
    con.close()
    before = path.read_bytes()
    with pytest.raises(StoreTooNew, match="请安装新版程序"):
        open_workspace(tmp_path / "ws")
    assert path.read_bytes() == before


@pytest.mark.parametrize("damage", ["head", "text"])
def test_a_damaged_store_is_never_opened_as_good(damage: str, tmp_path: Path) -> None:
    workspace = open_workspace(tmp_path / "ws")
    fill(workspace)
    workspace.close()
    path = tmp_path / "ws" / "store.db"
    content = bytearray(path.read_bytes())
    content[0:64] = b"\x00" * 64 if damage == "head" else "这不是数据库".encode().ljust(64, b" ")
    path.write_bytes(bytes(content))
    with pytest.raises(StoreDamaged, match="恢复"):
        open_workspace(tmp_path / "ws")
    assert path.read_bytes() == bytes(content)


def test_an_emptied_store_is_not_taken_for_a_new_one(tmp_path: Path) -> None:
    workspace = open_workspace(tmp_path / "ws")
    add_task(workspace)
    workspace.close()
    store = tmp_path / "ws" / "store.db"
    store.write_bytes(b"")
    with pytest.raises(StoreDamaged, match="备份"):
        open_workspace(tmp_path / "ws")
    assert store.read_bytes() == b""
    assert len(Workspace.backups_in(tmp_path / "ws")) == 1


def test_a_beginning_that_was_interrupted_is_begun_again(tmp_path: Path) -> None:
    (tmp_path / "ws" / "backups").mkdir(parents=True)
    (tmp_path / "ws" / "store.db").write_bytes(b"")
    workspace = open_workspace(tmp_path / "ws")
    add_task(workspace)
    workspace.close()


def test_the_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "ws").mkdir()
    con = sqlite3.connect(tmp_path / "ws" / "store.db")
    con.execute("create table invoices (id)")
    con.close()
    before = (tmp_path / "ws" / "store.db").read_bytes()
    with pytest.raises(StoreDamaged, match="别的程序"):
        open_workspace(tmp_path / "ws")
    assert (tmp_path / "ws" / "store.db").read_bytes() == before


def test_a_row_another_program_spoilt_is_named_when_it_is_read(tmp_path: Path) -> None:
    workspace = open_workspace(tmp_path / "ws")
    task = add_task(workspace)
    workspace.store.con.execute("update tasks set deadline = '某天'")
    with pytest.raises(StoreDamaged, match="deadline"):
        workspace.need(Task, task.id)
    workspace.close()


def test_an_error_in_the_middle_leaves_nothing(ws: Workspace) -> None:
    task = add_task(ws)
    before = rows_digest(ws.folder / "store.db")
    with pytest.raises(RuntimeError), ws.change("半截") as change:
        change.put(replace(task, goal="新目标。"))
        change.insert(Unit(id=UnitId("u9"), name="单位"))
        raise RuntimeError
    assert rows_digest(ws.folder / "store.db") == before
    assert ws.next_undo is not None
    assert ws.next_undo.label == "新建任务 1"


def test_what_others_refer_to_is_not_deleted_and_the_clerk_is_told(ws: Workspace) -> None:
    add_task(ws)
    with pytest.raises(InputError, match="还有别的记录用着它"):
        directory.remove_unit(ws, unit_id=ws.find(Unit)[0].id)
    assert len(ws.find(Unit)) == 1


def test_no_second_change_is_taken_while_one_is_open(ws: Workspace) -> None:
    with ws.change("导入"), pytest.raises(StoreError, match="“导入”还没有结束"), ws.change("另一个"):
        pass


@pytest.mark.parametrize("name", ["OneDrive", "坚果云", "OneDrive - 示例县", "Dropbox"])
def test_a_synced_folder_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="自动同步"):
        refuse_unsuitable(tmp_path / name / "工作区")


def test_a_network_mount_is_refused(tmp_path: Path) -> None:
    mounts = ["/dev/sda1 / ext4 rw 0 0", f"//server/share {tmp_path} cifs rw 0 0"]
    with pytest.raises(StoreError, match="网络共享"):
        refuse_unsuitable(tmp_path / "工作区", mounts=mounts)
    refuse_unsuitable(tmp_path / "工作区", mounts=mounts[:1])


def test_a_windows_share_is_refused() -> None:
    with pytest.raises(StoreError, match="网络共享"):
        refuse_unsuitable(Path("//server/share/工作区"), mounts=[])


def test_a_file_in_the_place_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "ws").write_text("x", encoding="utf-8")
    with pytest.raises(StoreError, match="不能在这里建立工作区"):
        open_workspace(tmp_path / "ws")


def test_a_full_disk_is_told_and_nothing_is_half_written(ws: Workspace) -> None:
    task = add_task(ws)
    before = rows_digest(ws.folder / "store.db")
    # SQLite answers a full page limit as it answers a full disk.
    pages = ws.store.con.execute("pragma page_count").fetchone()[0]
    ws.store.con.execute(f"pragma max_page_count={pages}")
    with pytest.raises(StoreError, match="磁盘已满"):
        tasks.revise_task(ws, task=replace(task, goal="目标" * 50_000))
    assert rows_digest(ws.folder / "store.db") == before
    ws.store.con.execute("pragma max_page_count=1073741823")
    tasks.revise_task(ws, task=replace(task, goal="目标" * 50_000))
    assert ws.need(Task, task.id).goal == "目标" * 50_000


@pytest.mark.parametrize("text", ["𬭊", "😀", "A&B <科技>", "=1+1", "第一行\n第二行", "'; drop table tasks; --"])
def test_text_is_kept_as_typed(text: str, ws: Workspace) -> None:
    task = add_task(ws)
    tasks.revise_task(ws, task=replace(task, problem=text))
    assert ws.need(Task, task.id).problem == text


def test_a_mistake_in_our_own_sql_is_no_trouble_of_the_disk(ws: Workspace) -> None:
    with pytest.raises(sqlite3.OperationalError, match="no such column"), ws.in_words():
        ws.store.con.execute("select wrong from tasks")


def test_half_a_character_is_refused_in_words_and_nothing_is_lost(ws: Workspace) -> None:
    task = add_task(ws)
    with pytest.raises(InputError, match="半个字符"):
        tasks.revise_task(ws, task=replace(task, problem="整改\ud83d"))
    assert ws.need(Task, task.id) == task
