"""Stores that are damaged, newer than the program or held by another: told by every verb and not touched."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

import main
from tests.cli.running import NOW, ROOT, Run, refused


@pytest.mark.parametrize("verb", [["check"], ["verify"], ["search", "管"], ["backup", "b.zip"]])
@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda path: path.write_bytes(b"not a database" * 100), "已损坏"),
        (lambda path: path.write_bytes(path.read_bytes()[:5000]), "已损坏"),
    ],
    ids=["no database", "cut off"],
)
def test_a_damaged_store_is_told_and_not_touched(
    here: Run, folder: Path, damage: Callable[[Path], int], said: str, verb: list[str], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    damage(folder / "store.db")
    before = (folder / "store.db").read_bytes()
    answer = here(*verb)
    assert answer.code == 1
    assert said in answer.err + answer.out
    assert (folder / "store.db").read_bytes() == before


def test_a_damaged_page_in_the_middle_never_ends_in_a_traceback(here: Run, folder: Path) -> None:
    content = bytearray((folder / "store.db").read_bytes())
    for page in range(2, len(content) // 4096, 3):
        content[page * 4096 : page * 4096 + 100] = b"\xff" * 100
    (folder / "store.db").write_bytes(content)
    for verb in (["check"], ["verify"], ["search", "管"]):
        said = here(*verb)
        assert said.code == 1
        assert "损坏" in said.err + said.out


@pytest.fixture
def spoil(folder: Path) -> Callable[..., None]:
    """Let another program do something to the store."""

    def run_sql(*statements: str) -> None:
        with closing(sqlite3.connect(folder / "store.db")) as con:
            for statement in statements:
                con.execute(statement)
            con.commit()

    return run_sql


def test_bytes_that_are_no_text_are_named_by_verify_and_told_by_every_other_verb(
    here: Run, run: Run, spoil: Callable[..., None], tmp_path: Path, home: Path
) -> None:
    spoil("update tasks set problem = cast(x'e4bd' as text) where number = '1'")
    said = here("verify", "--json")
    assert said.code == 1
    assert [(item["code"], item["where"]) for item in said.json["findings"]] == [
        ("field_altered", "整改任务（tasks） “1” 的 problem")
    ]
    paper = ("export", "signature_table", "--task", "1", "--out", tmp_path / "a.docx")
    for verb in (("check",), ("search", "管"), paper):
        refused(here(*verb), "数据库 tasks：整改任务（tasks）“1”的 problem 里有文字已损坏", "verify", "备份")
    said = here("backup", tmp_path / "b.zip")
    assert said.code == 1
    assert "注意：记录有 1 处被改动或损坏，备份里也是这样。" in said.out and "problem" in said.out
    said = run("restore", tmp_path / "b.zip", tmp_path / "恢复")
    assert said.code == 1
    assert "已恢复" in said.out and "problem" in said.out
    assert not list(home.rglob("errors.log"))


@pytest.mark.parametrize("table", ["tasks", "chain", "operations", "stored_files", "_sqlite_migrations"])
def test_a_lost_table_is_named_by_verify_and_told_by_every_other_verb(
    here: Run, spoil: Callable[..., None], tmp_path: Path, table: str, home: Path
) -> None:
    spoil(f"drop table {table}")
    said = here("verify")
    assert said.code == 1
    assert table in said.out and "整张表不见了" in said.out
    paper = ("export", "signature_table", "--task", "1", "--out", tmp_path / "a.docx")
    for verb in (("check",), ("search", "管"), paper, ("backup", tmp_path / "b.zip")):
        refused(here(*verb), f"数据库里少了表 {table}", "请从最近的备份恢复")
    assert not (tmp_path / "b.zip").exists() and not list(home.rglob("errors.log"))


def test_data_of_a_newer_program_is_refused_and_not_touched(here: Run, folder: Path) -> None:
    with closing(sqlite3.connect(folder / "store.db")) as con:
        con.execute("pragma user_version = 99")
    before = (folder / "store.db").read_bytes()
    refused(here("verify"), "更新的版本", "请安装新版程序")
    assert (folder / "store.db").read_bytes() == before


HOLD = """
import sys, time
from datetime import datetime
from pathlib import Path
from models.reference import Reference
from models.workspace import Workspace
ws = Workspace.open(Path(sys.argv[1]), reference=Reference(), actor="乙某某", now=lambda: datetime(2025, 11, 22, 9, 5))
print("held", flush=True)
sys.stdin.read()
ws.close()
"""


@pytest.fixture
def holder(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the workspace until its input is closed."""
    child = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None and child.stdin is not None
    assert child.stdout.readline() == "held\n"
    yield child
    child.stdin.close()
    child.wait(10)
    child.stdout.close()


def test_a_held_workspace_is_told_with_holder_and_time(holder: subprocess.Popen[str], here: Run) -> None:
    refused(here("verify"), "正由", "2025-11-22 09:05", "请先关闭那个窗口")


def test_a_verb_waits_for_the_other_to_end(
    holder: subprocess.Popen[str], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert holder.stdin is not None
    holder.stdin.close()
    assert main.main(["--workspace", str(folder), "check", "--task", "1"], now=lambda: NOW, wait=10.0) == 0
