"""Backups: what was saved comes back byte for byte; what is damaged, cut or foreign is refused by name."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from models.actions.evidence import EvidenceInput, attach_evidence, empty_trash, trash_evidence
from models.checking import verify_workspace
from models.domain.evidence import Evidence, StoredFile
from models.errors import AppError, Cancelled, InputError, StoreDamaged, StoreError, StoreTooNew
from models.intake.files import take_in_files
from models.store import backup
from models.store.copying import evidence_member
from models.vault import FileState, TakenIn
from models.workspace import Workspace
from tests.builders import Clock, add_task, measures_of, open_workspace, rows_digest
from tests.disks import fill_up, make_read_only, needs_mounts, small_disk

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def sample(sample_folder: Path, tmp_path: Path, clock: Clock) -> Iterator[Workspace]:
    shutil.copytree(sample_folder, tmp_path / "sample")
    workspace = open_workspace(tmp_path / "sample", clock)
    yield workspace
    workspace.close()


@pytest.fixture
def sitting(sample_folder: Path, tmp_path: Path, clock: Clock) -> Workspace:
    """An open copy of the sample that the test closes itself."""
    shutil.copytree(sample_folder, tmp_path / "sample")
    return open_workspace(tmp_path / "sample", clock)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Callable[[int], Path]]:
    """Give a small disk of so many kilobytes."""
    with ExitStack() as stack:
        yield lambda kilobytes: stack.enter_context(small_disk(tmp_path / "disk", kilobytes))


def digest(folder: Path) -> str:
    return rows_digest(folder / "store.db")


def contents(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def verified(folder: Path) -> bool:
    workspace = open_workspace(folder)
    try:
        return verify_workspace(workspace).ok
    finally:
        workspace.close()


def written(workspace: Workspace, name: str = "备份.zip") -> Path:
    target = workspace.folder.parent / name
    workspace.snapshot().write(target)
    return target


def attach(workspace: Workspace, name: str) -> TakenIn:
    taken = workspace.vault.take_in_bytes(name, name.encode())
    attach_evidence(workspace, pieces=[EvidenceInput(files=[(taken.sha256, taken.name, taken.size)])], measure_id=None)
    return taken


# A backup file


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


# Files that are refused


def test_every_truncated_backup_is_refused(sample: Workspace, tmp_path: Path) -> None:
    whole = written(sample).read_bytes()
    cut = tmp_path / "cut.zip"
    for length in [*range(0, len(whole), 16384), len(whole) - 1]:
        cut.write_bytes(whole[:length])
        with pytest.raises(AppError, match="没有恢复"):
            Workspace.restore(cut, tmp_path / "restored")
        assert not (tmp_path / "restored").exists()
    assert [path for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def repacked(source: Path, change: Callable[[str, bytes], bytes | None]) -> Path:
    """Write the zip again with members changed; None leaves one out."""
    target = source.with_name("repacked.zip")
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            content = change(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
    return target


def test_a_tampered_evidence_file_is_named_by_the_name_people_know(sample: Workspace, tmp_path: Path) -> None:
    file = sample.find(StoredFile)[0]
    member = evidence_member(file.sha256)
    target = repacked(written(sample), lambda name, content: content[::-1] if name == member else content)
    with pytest.raises(StoreDamaged, match="损坏或被改过") as refused:
        Workspace.restore(target, tmp_path / "restored")
    assert file.sha256 in refused.value.text
    assert file.name in refused.value.text
    assert not (tmp_path / "restored").exists()


def test_every_tampered_member_is_named(sample: Workspace, tmp_path: Path) -> None:
    chosen = sorted({file.sha256 for file in sample.find(StoredFile)})[:3]
    names = {evidence_member(sha256) for sha256 in chosen}
    target = repacked(written(sample), lambda name, content: content[::-1] if name in names else content)
    with pytest.raises(StoreDamaged) as refused:
        Workspace.restore(target, tmp_path / "restored")
    assert all(sha256 in refused.value.text for sha256 in chosen)


def test_a_flipped_bit_in_the_zip_is_named(sample: Workspace, tmp_path: Path) -> None:
    target = written(sample)
    file = sample.find(StoredFile)[0]
    needle = sample.vault.path_of(file.sha256).read_bytes()
    content = bytearray(target.read_bytes())
    content[content.find(needle) + 20] ^= 1
    target.write_bytes(content)
    with pytest.raises(StoreDamaged, match=file.sha256):
        Workspace.restore(target, tmp_path / "restored")


def test_a_record_changed_inside_the_backup_is_named_even_with_a_new_manifest(
    sample: Workspace, tmp_path: Path
) -> None:
    source = written(sample)
    with zipfile.ZipFile(source) as archive:
        (tmp_path / "store.db").write_bytes(archive.read("store.db"))
        manifest = json.loads(archive.read("manifest.json"))
    with closing(sqlite3.connect(tmp_path / "store.db")) as con:
        con.execute("update tasks set goal = '别的目标' where number = '1'")
        con.commit()
    forged = tmp_path / "store.db"
    manifest["members"]["store.db"] = {"size": forged.stat().st_size, "sha256": backup.hash_of(forged)}
    new = {"store.db": forged.read_bytes(), "manifest.json": json.dumps(manifest).encode()}
    with pytest.raises(StoreDamaged, match="goal"):
        Workspace.restore(repacked(source, lambda name, content: new.get(name, content)), tmp_path / "restored")


def test_a_missing_member_is_named(sample: Workspace, tmp_path: Path) -> None:
    member = evidence_member(sample.find(StoredFile)[0].sha256)
    target = repacked(written(sample), lambda name, content: None if name == member else content)
    with pytest.raises(StoreDamaged, match=member):
        Workspace.restore(target, tmp_path / "restored")


FOREIGN = (
    "../outside.txt", "/etc/x", "C:\\x", "vault/store/../../x", "vault/store/ab/", "store.db.lnk", "Store.db",
    "备注.txt",
)


@pytest.mark.parametrize("name", FOREIGN)
def test_a_name_outside_the_layout_refuses_the_whole_file(sample: Workspace, tmp_path: Path, name: str) -> None:
    target = written(sample)
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr(name, "x")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(StoreDamaged, match="不属于备份的内容"):
        Workspace.restore(target, tmp_path / "restored")
    assert sorted(tmp_path.rglob("*")) == before


def test_a_link_is_refused(sample: Workspace, tmp_path: Path) -> None:
    target = written(sample)
    info = zipfile.ZipInfo("vault/store/ab/ab" + "0" * 62)
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr(info, "/etc/passwd")
    with pytest.raises(StoreDamaged, match="不属于备份的内容"):
        Workspace.restore(target, tmp_path / "restored")


def test_a_member_that_comes_twice_is_refused(sample: Workspace, tmp_path: Path) -> None:
    target = written(sample)
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(target, "a") as archive:
        archive.writestr("store.db", "x")
    with pytest.raises(StoreDamaged, match=r"不属于备份的内容：store\.db"):
        Workspace.restore(target, tmp_path / "restored")


def test_a_member_larger_than_the_zip_says_is_refused(sample: Workspace, tmp_path: Path) -> None:
    source = written(sample)
    with zipfile.ZipFile(source) as archive:
        manifest = json.loads(archive.read("manifest.json"))
    name = next(name for name in manifest["members"] if name.startswith("vault/"))
    target = repacked(source, lambda member, content: content * 3 if member == name else content)
    with pytest.raises(StoreDamaged, match="内容和清单不一致"):
        Workspace.restore(target, tmp_path / "restored")


def test_a_bomb_is_refused_by_its_own_numbers(sample: Workspace, tmp_path: Path) -> None:
    source = written(sample)
    with zipfile.ZipFile(source) as archive:
        manifest = json.loads(archive.read("manifest.json"))
    bomb = "vault/store/00/" + "0" * 64
    manifest["members"][bomb] = {"size": 1 << 60, "sha256": "0" * 64}
    target = tmp_path / "bomb.zip"
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(name, json.dumps(manifest) if name == "manifest.json" else old.read(name))
        info = zipfile.ZipInfo(bomb)
        new.writestr(info, b"x")
        info.file_size = 1 << 60
    with pytest.raises(StoreError, match="空间不够"):
        Workspace.restore(target, tmp_path / "restored")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"hello", b"\x00" * 4096])
def test_a_file_that_is_no_backup_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.zip").write_bytes(content)
    with pytest.raises(StoreDamaged, match="不是完整的备份文件"):
        Workspace.restore(tmp_path / "x.zip", tmp_path / "restored")


def test_a_backup_of_a_newer_program_is_refused(sample: Workspace, tmp_path: Path) -> None:
    sample.store.con.execute("pragma user_version = 99")
    target = written(sample)
    sample.store.con.execute("pragma user_version = 1")
    with pytest.raises(StoreTooNew, match="更新的版本"):
        Workspace.restore(target, tmp_path / "restored")
    assert not (tmp_path / "restored").exists()


def test_a_folder_that_holds_something_is_not_touched(sample: Workspace, tmp_path: Path) -> None:
    target = written(sample)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "own.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match="新的或空的文件夹"):
        Workspace.restore(target, tmp_path / "full")
    assert contents(tmp_path / "full") == ["own.txt"]


def test_an_empty_folder_is_filled(sample: Workspace, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    Workspace.restore(written(sample), tmp_path / "empty")
    assert digest(tmp_path / "empty") == digest(sample.folder)


@pytest.mark.parametrize("share", [0.0, 0.5, 1.0])
def test_a_cancelled_restore_leaves_nothing(sample: Workspace, tmp_path: Path, share: float) -> None:
    target = written(sample)
    before = sorted(tmp_path.rglob("*"))

    def report(done: int, total: int, text: str) -> None:
        if done >= total * share:
            raise Cancelled

    with pytest.raises(Cancelled):
        Workspace.restore(target, tmp_path / "restored", report)
    assert sorted(tmp_path.rglob("*")) == before


@needs_mounts
def test_a_restore_onto_a_disk_without_room_leaves_nothing(sample: Workspace, disk: Callable[[int], Path]) -> None:
    target, small = written(sample), disk(500)
    with pytest.raises(StoreError, match="空间不够"):
        Workspace.restore(target, small / "restored")
    assert contents(small) == []


# Automatic backups


def sit(folder: Path, clock: Clock, number: str) -> None:
    """Open, add a task, close an hour later."""
    workspace = open_workspace(folder, clock)
    add_task(workspace, number)
    clock.move(hours=1)
    workspace.close()


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


def test_a_missing_evidence_file_does_not_keep_the_rest_from_being_backed_up(
    sitting: Workspace, tmp_path: Path, clock: Clock
) -> None:
    taken = attach(sitting, "新材料.txt")
    sitting.vault.discard(taken.sha256)
    clock.move(hours=1)
    sitting.close()
    newest = sitting.backups()[0]
    assert newest.missing == 1
    assert Workspace.restore(newest.path, tmp_path / "restored").missing == (taken.sha256,)


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
    folder = disk(2600) / "ws"
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


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the crashes are made in forked children")
@pytest.mark.parametrize("what", ["intake", "backup", "restore", "file"])
def test_a_crash_at_any_step_leaves_what_was_good(tmp_path: Path, clock: Clock, what: str) -> None:
    folder = tmp_path / "ws"
    workspace = open_workspace(folder, clock)
    for name in ("一.txt", "二.txt"):
        attach(workspace, name)
    workspace.close()
    workspace = open_workspace(folder, clock)
    trash_evidence(workspace, evidence_ids=[workspace.find(Evidence)[0].id])
    empty_trash(workspace)
    workspace.close()
    for number in range(8 if what == "backup" else 0):
        clock.move(days=1)
        sit(folder, clock, str(number))
    command = [sys.executable, "-m", "tests.models.crashes", what, str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    *faults, points = done.stdout.split("\n")[:-1]
    assert faults == []
    assert int(points) > 20


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


# What another program or a worn disk did to the store before it was backed up


def flip(folder: Path, text: str, offset: int, bit: int) -> None:
    """Flip one bit in the first copy of a text in the store."""
    data = bytearray((folder / "store.db").read_bytes())
    data[data.index(text.encode()) + offset] ^= 1 << bit
    (folder / "store.db").write_bytes(data)


# A character that becomes another, and bytes that are no text any more.
FLIPS = pytest.mark.parametrize(("offset", "bit"), [(2, 0), (0, 7), (1, 7)])


@FLIPS
def test_a_store_with_a_flipped_bit_is_backed_up_and_restored_with_its_findings(
    sample_folder: Path, tmp_path: Path, offset: int, bit: int
) -> None:
    folder = Path(shutil.copytree(sample_folder, tmp_path / "sample"))
    flip(folder, "管网", offset, bit)
    workspace = open_workspace(folder)
    told = workspace.snapshot().write(tmp_path / "备份.zip").findings
    workspace.leave()
    assert told and all("数据库文件" not in finding.where for finding in told)
    restored = Workspace.restore(tmp_path / "备份.zip", tmp_path / "restored")
    assert restored.findings == told
    assert (tmp_path / "restored" / "vault").is_dir()


@FLIPS
def test_a_file_hash_or_a_detail_that_is_spoilt_does_not_stop_the_backup(
    sitting: Workspace, tmp_path: Path, offset: int, bit: int
) -> None:
    sha256 = sitting.find(StoredFile)[0].sha256
    folder = sitting.folder
    sitting.close()
    flip(folder, sha256, offset + 3, bit)
    with closing(sqlite3.connect(folder / "store.db")) as con:
        con.execute("update operation_rows set after = '{' where table_name = 'stored_files' and rowid = "
                    "(select max(rowid) from operation_rows where table_name = 'stored_files')")
        con.commit()
    workspace = open_workspace(folder)
    assert workspace.snapshot().write(tmp_path / "备份.zip").findings
    workspace.leave()
    assert Workspace.restore(tmp_path / "备份.zip", tmp_path / "restored").findings


def test_a_store_whose_structure_is_damaged_is_not_backed_up(sample_folder: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(sample_folder, tmp_path / "sample"))
    data = bytearray((folder / "store.db").read_bytes())
    data[-4096:-4088] = b"\xff" * 8
    workspace = open_workspace(folder)
    earlier = workspace.backups()
    (folder / "store.db").write_bytes(data)
    with pytest.raises(StoreDamaged, match="备份没有做成") as refused:
        workspace.snapshot().write(tmp_path / "备份.zip")
    assert refused.value.where == "数据库文件" and "复制到别处" in refused.value.remedy
    with pytest.raises(StoreDamaged, match="没有做自动备份，以前的备份都还在"):
        workspace.snapshot(kept=True).keep()
    workspace.leave()
    assert contents(tmp_path) == ["sample"]
    assert workspace.backups() == earlier
    assert [path for path in (folder / "backups").iterdir() if path.suffix == ".part"] == []


def test_backups_of_an_altered_store_never_push_out_a_sound_one(tmp_path: Path, clock: Clock) -> None:
    folder = tmp_path / "ws"
    for number in range(10):
        clock.move(days=1)
        sit(folder, clock, f"好{number}")
    sound = {item.path for item in Workspace.backups_in(folder)}
    with closing(sqlite3.connect(folder / "store.db")) as con:
        con.execute("update tasks set goal = '别的目标' where number = '好3'")
        con.commit()
    for number in range(12):
        clock.move(days=1)
        sit(folder, clock, f"改{number}")
    found = Workspace.backups_in(folder)
    assert {item.path for item in found if not item.altered} == sound
    assert [item.altered for item in found[:10]] == [1] * 10 and len(found) == 20
    (told,) = Workspace.restore(found[0].path, tmp_path / "restored").findings
    assert "goal" in told.where
