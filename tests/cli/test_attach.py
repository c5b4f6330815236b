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


def test_attach_uses_again_what_is_there_and_names_what_it_left_out_of_several(
    here: Run, folder: Path, tmp_path: Path
) -> None:
    for name in ("处罚决定书 副本.txt", "处罚决定书20210618.txt"):
        (tmp_path / name).write_text("一", encoding="utf-8")
    files = (tmp_path / "处罚决定书 副本.txt", tmp_path / "处罚决定书20210618.txt")
    first = here("attach", *files, "--task", "18", "--measure", "3", "--json").json
    assert [(item["where"], item["code"]) for item in first["findings"]] == [
        ("处罚决定书 副本.txt（同“处罚决定书20210618.txt”）", "file_same")
    ]
    again = here("attach", files[0], "--task", "18", "--measure", "3", "--measure", "2")
    assert "早已入库，用在任务 18 措施 3" in again.out and "对应任务 18 措施 3、2" in again.out
    workspace = open_workspace(folder)
    (item,) = workspace.find(Evidence, title="处罚决定书20210618")
    assert first["evidence"] == [{"id": item.id, "sha256": first["evidence"][0]["sha256"], "stored": True}]
    assert len(workspace.find(EvidenceLink, evidence_id=item.id)) == 2
    workspace.close()


def test_attach_links_to_no_measure_that_is_not_named(here: Run, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "纪要.txt").write_text("一", encoding="utf-8")
    refused(here("attach", tmp_path / "纪要.txt", "--task", "18"), "没有写对应哪条措施", "1、2、3", "不写 --task")
    refused(here("attach", tmp_path / "纪要.txt", "--measure", "1"), "没有写是哪项任务")
    said = here("attach", tmp_path / "纪要.txt")
    assert "还没有对应措施" in said.out
    workspace = open_workspace(folder)
    (item,) = workspace.find(Evidence, title="纪要")
    assert workspace.find(EvidenceLink, evidence_id=item.id) == []
    workspace.close()


def test_attach_takes_all_files_or_none(here: Run, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "纪要.txt").write_text("一", encoding="utf-8")
    before, files = rows_digest(folder / "store.db"), stored(folder)
    refused(here("attach", tmp_path / "纪要.txt", tmp_path / "没有.txt"), "没有.txt", "找不到")
    assert rows_digest(folder / "store.db") == before
    assert stored(folder) == files


def test_attach_refuses_an_unknown_task_or_measure_before_it_copies(here: Run, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "纪要.txt").write_text("一", encoding="utf-8")
    files = stored(folder)
    refused(here("attach", tmp_path / "纪要.txt", "--task", "99", "--measure", "1"), "没有编号为“99”的任务")
    refused(here("attach", tmp_path / "纪要.txt", "--task", "1", "--measure", "9"), "没有措施“9”", "1、2、3、4")
    assert stored(folder) == files


def test_attach_refuses_empty_files_and_programs(here: Run, tmp_path: Path) -> None:
    (tmp_path / "空.pdf").write_bytes(b"")
    (tmp_path / "a.exe").write_bytes(b"MZ" + b"\0" * 100)
    refused(here("attach", tmp_path / "空.pdf"), "空.pdf", "0 字节")
    refused(here("attach", tmp_path / "a.exe"), "a.exe", "程序")


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
