"""What another program or a worn disk did to the store before it was backed up."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from models.domain.evidence import StoredFile
from models.errors import StoreDamaged
from models.workspace import Workspace
from tests.builders import Clock, open_workspace
from tests.models.backup.backups import contents, sit


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


def _page_of(store: Path, table: str) -> int:
    """Return where in the file the first page of a table begins."""
    with closing(sqlite3.connect(store)) as con:
        (size,) = con.execute("pragma page_size").fetchone()
        (page,) = con.execute("select rootpage from sqlite_master where name = ?", (table,)).fetchone()
    return int(size) * (int(page) - 1)


def test_a_store_whose_structure_is_damaged_is_not_backed_up(sample_folder: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(sample_folder, tmp_path / "sample"))
    data = bytearray((folder / "store.db").read_bytes())
    at = _page_of(folder / "store.db", "tasks")
    data[at : at + 8] = b"\xff" * 8
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
