"""A backup file holds every record and every file, is written whole or not at all, and says what it lacks."""

from __future__ import annotations

import json
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from models.actions.trash import trash_evidence
from models.checking import verify_workspace
from models.domain.evidence import Evidence, StoredFile
from models.errors import Cancelled, InputError, StoreError
from models.workspace import Workspace
from tests.builders import add_task, open_workspace
from tests.disks import fill_up, make_read_only, needs_mounts
from tests.models.backup.backups import contents, digest, verified, written


def test_a_backup_file_restores_every_row_and_every_file(sample: Workspace, tmp_path: Path) -> None:
    target = written(sample)
    restored = Workspace.restore(target, tmp_path / "restored")
    assert (restored.missing, restored.findings) == ((), ())
    assert restored.files == len({file.sha256 for file in sample.find(StoredFile)})
    assert digest(tmp_path / "restored") == digest(sample.folder)
    assert verified(tmp_path / "restored")
    again = open_workspace(tmp_path / "restored")
    assert again.operations(again.history()) == sample.operations(sample.history())
    again.close()


def test_evidence_lies_plain_in_the_zip_and_every_member_is_listed(sample: Workspace) -> None:
    with zipfile.ZipFile(written(sample)) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        assert set(archive.namelist()) == {*manifest["members"], "manifest.json"}
        evidence = [entry for entry in archive.infolist() if entry.filename.startswith("vault/")]
        assert {entry.compress_type for entry in evidence} == {zipfile.ZIP_STORED}


def test_a_restored_workspace_can_be_worked_in(sample: Workspace, tmp_path: Path) -> None:
    Workspace.restore(written(sample), tmp_path / "restored")
    again = open_workspace(tmp_path / "restored")
    add_task(again, "20")
    assert verify_workspace(again).ok
    again.close()


def test_evidence_in_the_trash_is_backed_up_too(sample: Workspace, tmp_path: Path) -> None:
    trash_evidence(sample, evidence_ids=[item.id for item in sample.find(Evidence)])
    restored = Workspace.restore(written(sample), tmp_path / "restored")
    assert restored.files == len({file.sha256 for file in sample.find(StoredFile)})


def test_a_backup_leaves_nothing_beside_it(sample: Workspace, tmp_path: Path) -> None:
    stick = tmp_path / "U盘"
    stick.mkdir()
    before = contents(sample.folder / "backups")
    sample.snapshot().write(stick / ("长" * 70 + ".zip"))
    assert len(contents(stick)) == 1
    assert contents(sample.folder / "backups") == before


def test_progress_counts_to_the_end(sample: Workspace, tmp_path: Path) -> None:
    heard: list[tuple[int, int]] = []
    sample.snapshot().write(tmp_path / "b.zip", lambda done, total, _: heard.append((done, total)))
    assert heard == sorted(heard)
    assert heard[-1][0] == heard[-1][1] > 0


@pytest.mark.parametrize("at", ["first", "middle", "last"])
def test_a_cancelled_backup_leaves_the_one_before(sample: Workspace, tmp_path: Path, at: str) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    (stick / "b.zip").write_bytes(b"earlier")
    share = {"first": 0.0, "middle": 0.5, "last": 1.0}[at]

    def report(done: int, total: int, text: str) -> None:
        if done >= total * share:
            raise Cancelled

    with pytest.raises(Cancelled):
        sample.snapshot().write(stick / "b.zip", report)
    assert contents(stick) == ["b.zip"]
    assert (stick / "b.zip").read_bytes() == b"earlier"


def test_a_missing_or_altered_file_is_left_out_and_named(sample: Workspace, tmp_path: Path) -> None:
    first, second = sorted({file.sha256 for file in sample.find(StoredFile)})[:2]
    sample.vault.path_of(first).unlink()
    sample.vault.path_of(second).chmod(stat.S_IRUSR | stat.S_IWUSR)
    sample.vault.path_of(second).write_bytes(b"other")
    done = sample.snapshot().write(tmp_path / "b.zip")
    assert done.missing == (first, second)
    restored = Workspace.restore(tmp_path / "b.zip", tmp_path / "restored")
    assert restored.missing == (first, second)
    assert digest(tmp_path / "restored") == digest(sample.folder)


def test_a_fault_that_was_there_before_the_backup_does_not_keep_it_from_being_restored(
    sample: Workspace, tmp_path: Path
) -> None:
    sample.store.con.execute("update tasks set goal = '别的目标' where number = '1'")
    target = written(sample)
    restored = Workspace.restore(target, tmp_path / "restored")
    assert any("goal" in finding.where for finding in restored.findings)


@pytest.mark.parametrize(
    ("place", "said"),
    [("nowhere/b.zip", "没有这个文件夹"), (".", "这是一个文件夹"), ("sample/b.zip", "不能放在工作区自己里面")],
)
def test_a_wrong_place_is_refused_before_anything_is_written(
    sample: Workspace, tmp_path: Path, place: str, said: str
) -> None:
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(InputError, match=said):
        sample.snapshot().write(tmp_path / place)
    assert sorted(tmp_path.rglob("*")) == before


@needs_mounts
def test_a_disk_without_room_is_told_before_writing(sample: Workspace, disk: Callable[[int], Path]) -> None:
    stick = disk(200)
    with pytest.raises(StoreError, match="空间不够"):
        sample.snapshot().write(stick / "b.zip")
    assert contents(stick) == []


@needs_mounts
def test_a_disk_that_fills_up_while_writing_keeps_nothing_half(
    sample: Workspace, disk: Callable[[int], Path]
) -> None:
    stick = disk(3000)

    def report(done: int, total: int, text: str) -> None:
        if text == "写入" and not (stick / "filler").exists():
            fill_up(stick, left=8192)

    with pytest.raises(StoreError, match="磁盘已满，备份没有做成"):
        sample.snapshot().write(stick / "b.zip", report)
    assert contents(stick) == ["filler"]


@needs_mounts
def test_a_read_only_stick_is_told(sample: Workspace, disk: Callable[[int], Path]) -> None:
    stick = disk(3000)
    make_read_only(stick)
    with pytest.raises(StoreError, match="只读或没有权限，备份没有做成"):
        sample.snapshot().write(stick / "b.zip")
