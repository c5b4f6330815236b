"""Disks that are full or read-only: one may look, nothing is written by halves."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.cli.running import Run, refused, stored
from tests.disks import fill_up, make_read_only, needs_mounts, small_disk


@needs_mounts
def test_a_read_only_workspace_is_told(sample_folder: Path, run: Run, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 4000) as disk:
        shutil.copytree(sample_folder, disk / "ws")
        make_read_only(disk)
        for verb in (["check"], ["verify"], ["search", "管"], ["backup", tmp_path / "b.zip"]):
            refused(run("--workspace", disk / "ws", *verb), "只读", "请换一个可写的文件夹")
        refused(run("demo", disk / "new"), "只读")


@needs_mounts
def test_a_full_disk_lets_one_look_and_refuses_to_half_write(sample_folder: Path, run: Run, tmp_path: Path) -> None:
    (tmp_path / "纪要.txt").write_text("一", encoding="utf-8")
    with small_disk(tmp_path / "disk", 4000) as disk:
        folder = Path(shutil.copytree(sample_folder, disk / "ws"))
        before = stored(folder)
        filler = fill_up(disk)
        assert run("--workspace", folder, "check", "--task", "1").code == 0
        assert run("--workspace", folder, "search", "管网").code == 0
        refused(run("--workspace", folder, "attach", tmp_path / "纪要.txt"), "磁盘", "腾出空间")
        assert run("--workspace", folder, "backup", tmp_path / "b.zip").code == 0
        refused(run("demo", disk / "new"), "磁盘")
        out = disk / "意见.docx"
        refused(run("--workspace", folder, "export", "closure_opinion", "--task", "1", "--out", out), "磁盘")
        filler.unlink()
        assert [path.name for path in disk.iterdir()] == ["ws"]
        assert stored(folder) == before
        assert run("--workspace", folder, "verify").code == 0
