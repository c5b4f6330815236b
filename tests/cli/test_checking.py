"""`demo`, `check` and `verify`: what is missing or altered, each with its place."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from models.actions.sealing import seal
from models.assembly import closures_of
from models.closure_evidence import check_files, draft_seal
from models.domain.evidence import StoredFile
from models.domain.plan import Task
from models.domain.sealing import SealedItem
from tests.builders import open_workspace
from tests.cli.running import Run, refused


def test_demo_makes_a_workspace_that_checks_and_verifies(run: Run, tmp_path: Path) -> None:
    said = run("demo", tmp_path / "示例", "--json")
    assert said.json == {"workspace": str(tmp_path / "示例")}
    assert run("check", "--task", "1", "--json").json == {"findings": []}
    said = run("verify", "--json")
    assert said.code == 0
    assert said.json["ok"] is True
    assert said.json["findings"] == []
    assert set(said.json) == {"ok", "checked", "findings"}
    assert all(said.json["checked"][name] > 20 for name in ("records", "files", "operations"))


def test_demo_refuses_a_folder_that_holds_something(run: Run, tmp_path: Path) -> None:
    (tmp_path / "own.txt").write_text("mine", encoding="utf-8")
    refused(run("demo", tmp_path), "不是空的", "请换一个新的或空的文件夹")
    assert [path.name for path in tmp_path.iterdir()] == ["own.txt"]


def test_demo_refuses_a_place_where_no_folder_can_be(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    refused(run("demo", tmp_path / "file" / "ws"), "file", "文件夹")
    refused(run("demo", tmp_path / "file"), "file", "文件夹")


def test_check_names_each_gap_with_place_and_remedy(here: Run) -> None:
    said = here("check", "--json")
    assert said.code == 1
    assert all(set(item) == {"level", "code", "where", "text", "remedy"} for item in said.json["findings"])
    assert {
        "level": "STOP", "code": "no_evidence", "where": "任务 12-02 措施 3", "text": "没有佐证", "remedy": "添加佐证",
    } in said.json["findings"]
    assert "须处理　任务 12-02 措施 3：没有佐证。添加佐证。\n" in here("check").out


def test_check_of_a_finished_task_finds_nothing(here: Run) -> None:
    said = here("check", "--task", "1")
    assert (said.code, said.out, said.err) == (0, "没有发现问题。\n", "")


def test_check_finds_a_task_by_another_levels_number(here: Run) -> None:
    assert "任务 18" in here("check", "--task", "364(35-11)").out


def test_check_names_a_file_that_is_gone(here: Run, folder: Path) -> None:
    for path in list((folder / "vault" / "store").glob("*/*")):
        path.unlink()
    said = here("check", "--task", "1", "--json")
    assert said.code == 1
    assert {item["code"] for item in said.json["findings"]} == {"file_missing"}


def test_verify_names_altered_fields_and_files(here: Run, folder: Path) -> None:
    with closing(sqlite3.connect(folder / "store.db")) as con:
        con.execute("update measures set text = '别的措施' where number = '2'")
        con.commit()
    path = next((folder / "vault" / "store").glob("*/*"))
    path.chmod(0o600)
    path.write_bytes(b"altered")
    said = here("verify", "--json")
    assert said.code == 1
    assert said.json["ok"] is False
    assert {item["code"] for item in said.json["findings"]} == {"field_altered", "file_altered"}
    assert any("measures" in item["where"] and "text" in item["where"] for item in said.json["findings"])


def test_verify_holds_a_seal_against_its_files_and_its_digest(here: Run, folder: Path) -> None:
    ws = open_workspace(folder)
    closure = closures_of(ws, ws.find(Task, number="1")[0].id)[-1]
    seal(ws, draft=check_files(draft_seal(ws, closure.id), ws.vault))
    item = ws.find(SealedItem)[0]
    path = ws.vault.path_of(ws.find(StoredFile, evidence_id=item.evidence_id)[0].sha256)
    ws.leave()
    assert here("verify").code == 0
    path.unlink()
    with closing(sqlite3.connect(folder / "store.db")) as con:
        con.execute("update sealings set digest = ?", ("0" * 64,))
        con.commit()
    said = here("verify", "--json")
    assert (said.code, said.json["ok"]) == (1, False)
    found = {finding["code"]: finding for finding in said.json["findings"]}
    assert set(found) == {"field_altered", "file_missing", "seal_digest", "seal_file_missing"}
    assert found["seal_file_missing"]["where"] == f"任务 1 · 封卷 · {item.number} {item.title}"
    assert "对不上" in found["seal_digest"]["text"]


def test_verify_writes_nothing(here: Run, folder: Path) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file() and "lock" not in path.name}
    assert here("verify").code == 0
    after = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file() and "lock" not in path.name}
    assert after == before
