"""`backup` and `restore`: the whole workspace, and what of it was lost."""

from __future__ import annotations

from pathlib import Path

from tests.builders import rows_digest
from tests.cli.running import Run, refused


def test_backup_and_restore_give_the_same_workspace(here: Run, run: Run, folder: Path, tmp_path: Path) -> None:
    said = here("backup", tmp_path / "备份.zip", "--json")
    assert said.code == 0
    assert said.json["file"] == str(tmp_path / "备份.zip")
    said = run("restore", tmp_path / "备份.zip", tmp_path / "恢复", "--json")
    assert (said.code, said.json["workspace"], said.json["findings"]) == (0, str(tmp_path / "恢复"), [])
    assert rows_digest(tmp_path / "恢复" / "store.db") == rows_digest(folder / "store.db")
    assert run("--workspace", tmp_path / "恢复", "verify").code == 0


def test_restore_takes_an_automatic_backup_too(run: Run, folder: Path, tmp_path: Path) -> None:
    (manifest,) = (folder / "backups").glob("*.json")
    assert run("restore", manifest, tmp_path / "恢复").code == 0
    assert run("--workspace", tmp_path / "恢复", "check", "--task", "1").code == 0


def test_backup_and_restore_refuse_in_words(here: Run, run: Run, folder: Path, tmp_path: Path) -> None:
    refused(here("backup", tmp_path / "没有" / "b.zip"), "没有这个文件夹")
    refused(run("restore", tmp_path / "没有.zip", tmp_path / "r"), "没有这个备份文件")
    (tmp_path / "x.zip").write_bytes(b"PK")
    refused(run("restore", tmp_path / "x.zip", tmp_path / "r"), "不是完整的备份文件")
    here("backup", tmp_path / "b.zip")
    refused(run("restore", tmp_path / "b.zip", folder), "新的或空的文件夹")


def test_backup_says_which_evidence_it_could_not_take(here: Run, folder: Path, tmp_path: Path) -> None:
    next((folder / "vault" / "store").glob("*/*")).unlink()
    said = here("backup", tmp_path / "b.zip")
    assert said.code == 1
    assert "1 个佐证文件已缺失或损坏" in said.out
