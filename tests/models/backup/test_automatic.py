"""The backups a sitting leaves behind: when one is made, how many are kept, what a crash or a full disk costs."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from models.actions.evidence import EvidenceInput, attach_evidence
from models.actions.trash import empty_trash, trash_evidence
from models.domain.evidence import Evidence, StoredFile
from models.errors import StoreDamaged, StoreError
from models.intake.files import take_in_files
from models.store import backup
from models.vault import FileState
from models.workspace import Workspace
from tests.builders import Clock, add_task, measures_of, open_workspace
from tests.disks import fill_up, needs_mounts
from tests.models.backup.backups import attach, contents, digest, sit, verified


def test_closing_backs_up_only_what_a_sitting_changed(tmp_path: Path, clock: Clock) -> None:
    sit(tmp_path / "ws", clock, "1")
    made = contents(tmp_path / "ws" / "backups")
    workspace = open_workspace(tmp_path / "ws", clock)
    assert [item.at for item in workspace.backups()] == [clock()]
    clock.move(hours=1)
    workspace.close()
    assert contents(tmp_path / "ws" / "backups") == made


def test_an_automatic_backup_is_restored_by_its_date(sample: Workspace, tmp_path: Path) -> None:
    before = digest(sample.folder)
    add_task(sample, "20")
    (item,) = sample.backups()
    restored = Workspace.restore(item.path, tmp_path / "restored")
    assert (restored.files, restored.missing) == (item.files, ())
    assert digest(tmp_path / "restored") == before != digest(sample.folder)
    assert verified(tmp_path / "restored")


def test_ten_are_kept_and_the_pool_drops_what_none_of_them_names(sitting: Workspace, clock: Clock) -> None:
    folder = sitting.folder
    pool = {path.name for path in (folder / "backups" / "vault").glob("*/*")}
    assert pool == {file.sha256 for file in sitting.find(StoredFile)}
    trash_evidence(sitting, evidence_ids=[item.id for item in sitting.find(Evidence)])
    empty_trash(sitting)
    sitting.close()
    for number in range(9):
        assert {path.name for path in (folder / "backups" / "vault").glob("*/*")} == pool
        clock.move(days=1)
        sit(folder, clock, str(100 + number))
    workspace = open_workspace(folder, clock)
    assert len(workspace.backups()) == 10
    assert list((folder / "backups" / "vault").glob("*/*")) == []
    assert len(list((folder / "backups").glob("*.db"))) == 10
    workspace.close()
    for item in workspace.backups():
        Workspace.restore(item.path, folder.parent / item.path.stem)


def test_evidence_is_copied_into_the_pool_once(sitting: Workspace, clock: Clock) -> None:
    folder = sitting.folder / "backups" / "vault"
    before = {path: path.stat().st_mtime_ns for path in folder.glob("*/*")}
    taken = attach(sitting, "新材料.txt")
    heard: list[int] = []
    clock.move(hours=1)
    sitting.close(lambda done, total, text: heard.append(total) if text == "备份佐证" else None)
    after = {path: path.stat().st_mtime_ns for path in folder.glob("*/*")}
    assert set(heard) == {taken.size}
    assert {path: after[path] for path in before} == before
    assert {path.name for path in after.keys() - before.keys()} == {taken.sha256}


def test_two_backups_in_one_second_do_not_meet(tmp_path: Path, clock: Clock) -> None:
    for number in ("1", "2", "3"):
        workspace = open_workspace(tmp_path / "ws", clock)
        add_task(workspace, number)
        workspace.close()
    assert len(workspace.backups()) == 3


def test_a_missing_and_an_unreadable_file_do_not_keep_the_rest_from_being_backed_up(
    sitting: Workspace, tmp_path: Path, clock: Clock
) -> None:
    lost, unreadable = (attach(sitting, name).sha256 for name in ("新材料.txt", "坏道.txt"))
    for sha256 in (lost, unreadable):
        sitting.vault.discard(sha256)
    sitting.vault.path_of(unreadable).mkdir()
    written = sitting.snapshot().write(tmp_path / "备份.zip")
    clock.move(hours=1)
    sitting.close()
    newest = sitting.backups()[0]
    assert newest.missing == 2 and {*written.missing} == {lost, unreadable}
    assert {*Workspace.restore(newest.path, tmp_path / "restored").missing} == {lost, unreadable}


def test_an_unreadable_manifest_is_listed_with_its_fault_and_costs_no_evidence(
    sitting: Workspace, clock: Clock
) -> None:
    folder = sitting.folder / "backups"
    (item,) = sitting.backups()
    item.path.write_text("{", encoding="utf-8")
    pool = sorted((folder / "vault").glob("*/*"))
    trash_evidence(sitting, evidence_ids=[item.id for item in sitting.find(Evidence)])
    empty_trash(sitting)
    clock.move(hours=1)
    sitting.close()
    assert sorted((folder / "vault").glob("*/*")) == pool
    assert [bool(item.fault) for item in sitting.backups()].count(True) == 1
    with pytest.raises(StoreDamaged, match="备份清单读不出来"):
        Workspace.restore(item.path, folder.parent.parent / "restored")


def test_what_a_crash_left_is_swept_at_the_next_backup(sitting: Workspace, clock: Clock) -> None:
    folder = sitting.folder / "backups"
    (folder / "20200101-000000.db").write_bytes(b"no manifest was written")
    (folder / "0123.part").write_bytes(b"half")
    (folder / "vault" / "ab").mkdir(exist_ok=True)
    (folder / "vault" / "ab" / ("ab" + "0" * 62)).write_bytes(b"nobody names it")
    add_task(sitting, "20")
    clock.move(hours=1)
    sitting.close()
    assert len(sitting.backups()) == 2
    assert len(contents(folder)) == 5
    assert not (folder / "vault" / "ab" / ("ab" + "0" * 62)).exists()


@needs_mounts
def test_a_full_disk_at_closing_is_told_and_keeps_the_earlier_backups(
    sample_folder: Path, disk: Callable[[int], Path]
) -> None:
    folder = disk(3600) / "ws"
    shutil.copytree(sample_folder, folder)
    workspace = open_workspace(folder)
    earlier = workspace.backups()
    add_task(workspace, "20")
    filler = fill_up(folder.parent, left=4096)
    with pytest.raises(StoreError, match="磁盘已满，备份没有做成；已保存的内容不受影响"):
        workspace.close()
    filler.unlink()
    assert workspace.backups() == earlier
    assert [path for path in (folder / "backups").iterdir() if path.suffix == ".part"] == []
    assert verified(folder)


def test_a_script_of_many_commands_does_not_push_out_the_days_before(tmp_path: Path, clock: Clock) -> None:
    for number in range(6):
        clock.move(days=1)
        sit(tmp_path / "ws", clock, f"日{number}")
    for number in range(20):
        workspace = open_workspace(tmp_path / "ws", clock)
        add_task(workspace, f"批{number}")
        clock.move(minutes=1)
        workspace.close()
    days = [item.at.date() for item in workspace.backups()]
    assert (len(days), len(set(days))) == (10, 6)
    assert workspace.backups()[0].at == clock()


def test_before_an_upgrade_store_and_evidence_are_backed_up(sitting: Workspace, tmp_path: Path, clock: Clock) -> None:
    folder = sitting.folder
    sitting.close()
    path = backup.back_up_before_migration(folder / "store.db", folder / "backups", clock())
    assert "升级前" in path.name
    assert Workspace.restore(path, tmp_path / "restored").missing == ()
    assert digest(tmp_path / "restored") == digest(folder)


def test_what_was_undone_can_be_done_again_after_a_restore(ws: Workspace, tmp_path: Path) -> None:
    measure = measures_of(ws, add_task(ws).id)[0]
    source = tmp_path / "纪要.txt"
    source.write_text("会议纪要", encoding="utf-8")
    taken = take_in_files(ws.vault, [source], lambda *_: None)[0]
    piece = EvidenceInput(files=((taken.sha256, taken.name, taken.size),))
    attach_evidence(ws, pieces=(piece,), measure_id=measure.id)
    ws.undo()
    ws.snapshot().write(tmp_path / "备份.zip")
    Workspace.restore(tmp_path / "备份.zip", tmp_path / "恢复")
    restored = open_workspace(tmp_path / "恢复")
    restored.redo()
    assert restored.vault.verify(taken.sha256) is FileState.INTACT
    restored.close()
