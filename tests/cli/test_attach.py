"""`attach`: files go in whole, linked to measures, or not at all."""

from __future__ import annotations

from pathlib import Path

from models.domain.evidence import Evidence, EvidenceLink
from models.domain.plan import Measure
from tests.builders import open_workspace, rows_digest
from tests.cli.running import Run, refused, stored


def test_attach_takes_files_in_and_links_them(here: Run, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "纪要.txt").write_text("一", encoding="utf-8")
    (tmp_path / "照片.txt").write_text("二", encoding="utf-8")
    before = here("verify", "--json").json["checked"]
    files = (tmp_path / "纪要.txt", tmp_path / "照片.txt")
    said = here("attach", *files, "--task", "12-02", "--measure", "3", "--proves", "已排查", "--json")
    assert said.code == 0
    assert [set(item) for item in said.json["evidence"]] == [{"id", "sha256", "stored"}] * 2
    assert all(item["stored"] is True for item in said.json["evidence"])
    after = here("verify", "--json").json["checked"]
    assert (after["files"] - before["files"], after["operations"] - before["operations"]) == (2, 1)
    workspace = open_workspace(folder)
    for item in said.json["evidence"]:
        (link,) = workspace.find(EvidenceLink, evidence_id=item["id"])
        assert link.proves == "已排查"
        assert workspace.need(Measure, link.measure_id).number == "3"
        assert workspace.vault.path_of(item["sha256"]).is_file()
    workspace.close()


def test_attach_says_where_the_vault_had_the_bytes(here: Run, tmp_path: Path) -> None:
    (tmp_path / "纪要.txt").write_text("一", encoding="utf-8")
    first = here("attach", tmp_path / "纪要.txt", "--task", "18", "--measure", "3", "--json").json
    again = here("attach", tmp_path / "纪要.txt", "--task", "18", "--measure", "2", "--json").json
    assert [first["evidence"][0]["stored"], again["evidence"][0]["stored"]] == [True, False]
    assert first["evidence"][0]["sha256"] == again["evidence"][0]["sha256"]


def test_attach_without_a_measure_links_to_every_measure_in_one_step(here: Run, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "纪要.txt").write_text("一", encoding="utf-8")
    said = here("attach", tmp_path / "纪要.txt", "--task", "18", "--json")
    workspace = open_workspace(folder)
    assert len(workspace.find(EvidenceLink, evidence_id=said.json["evidence"][0]["id"])) == 3
    assert workspace.operations(workspace.history())[workspace.last_sequence].label == "添加佐证：纪要"
    workspace.close()


def test_attach_takes_all_files_or_none(here: Run, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "纪要.txt").write_text("一", encoding="utf-8")
    before, files = rows_digest(folder / "store.db"), stored(folder)
    refused(here("attach", tmp_path / "纪要.txt", tmp_path / "没有.txt", "--task", "18"), "没有.txt", "找不到")
    assert rows_digest(folder / "store.db") == before
    assert stored(folder) == files


def test_attach_refuses_an_unknown_task_or_measure_before_it_copies(here: Run, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "纪要.txt").write_text("一", encoding="utf-8")
    files = stored(folder)
    refused(here("attach", tmp_path / "纪要.txt", "--task", "99"), "没有编号为“99”的任务")
    refused(here("attach", tmp_path / "纪要.txt", "--task", "1", "--measure", "9"), "没有措施“9”", "1、2、3、4")
    assert stored(folder) == files


def test_attach_refuses_empty_files_and_programs(here: Run, tmp_path: Path) -> None:
    (tmp_path / "空.pdf").write_bytes(b"")
    (tmp_path / "a.exe").write_bytes(b"MZ" + b"\0" * 100)
    refused(here("attach", tmp_path / "空.pdf", "--task", "18"), "空.pdf", "0 字节")
    refused(here("attach", tmp_path / "a.exe", "--task", "18"), "a.exe", "程序")


def test_attach_takes_folders_in_order_and_keeps_their_names(here: Run, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "佐证" / "附图").mkdir(parents=True)
    for name in ("10会议.txt", "2会议.txt", "附图/1.txt"):
        (tmp_path / "佐证" / name).write_text(name, encoding="utf-8")
    said = here("attach", tmp_path / "佐证", "--task", "18", "--measure", "3", "--json").json
    workspace = open_workspace(folder)
    items = [workspace.need(Evidence, item["id"]) for item in said["evidence"]]
    assert [(item.title, item.folder) for item in items] == [
        ("2会议", "佐证"), ("10会议", "佐证"), ("1", "佐证/附图")
    ]
    assert [item.position for item in items] == sorted(item.position for item in items)
    workspace.close()


def test_attach_names_what_it_left_out_and_what_cannot_be_opened(here: Run, tmp_path: Path) -> None:
    (tmp_path / "纪要.txt").write_text("一", encoding="utf-8")
    (tmp_path / "空.pdf").write_bytes(b"")
    (tmp_path / "坏.pdf").write_bytes(b"%PDF-1.4 nothing")
    files = [tmp_path / name for name in ("纪要.txt", "空.pdf", "坏.pdf")]
    said = here("attach", *files, "--task", "18", "--measure", "3", "--json")
    assert said.code == 0 and len(said.json["evidence"]) == 2
    found = {item["where"]: item["code"] for item in said.json["findings"]}
    assert found == {"空.pdf": "file_left_out", "坏.pdf": "file_broken"}
