"""What is restored is checked first: a file cut off, altered, foreign or too new is refused and named."""

from __future__ import annotations

import json
import sqlite3
import stat
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from models.domain.evidence import StoredFile
from models.errors import AppError, Cancelled, InputError, StoreDamaged, StoreError, StoreTooNew
from models.store import backup
from models.store.copying import evidence_member
from models.workspace import Workspace
from tests.disks import needs_mounts
from tests.models.backup.backups import contents, digest, repacked, written


def test_every_truncated_backup_is_refused(sample: Workspace, tmp_path: Path) -> None:
    whole = written(sample).read_bytes()
    cut = tmp_path / "cut.zip"
    for length in [*range(0, len(whole), 16384), len(whole) - 1]:
        cut.write_bytes(whole[:length])
        with pytest.raises(AppError, match="没有恢复"):
            Workspace.restore(cut, tmp_path / "restored")
        assert not (tmp_path / "restored").exists()
    assert [path for path in tmp_path.iterdir() if path.name.startswith(".")] == []


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
