"""`export task_file`: a task of the sample bound into a folder that any Linux checks with its own tools."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.cli.running import Run, refused

needs_coreutils = pytest.mark.skipif(shutil.which("sha256sum") is None, reason="sha256sum is not on this system")


@needs_coreutils
def test_the_bound_file_of_a_task_is_checked_by_sha256sum_alone(here: Run, tmp_path: Path) -> None:
    out = tmp_path / "任务18"
    said = here("export", "task_file", "--task", "18", "--out", out, "--json")
    found = [item["text"] for item in said.json["findings"]]
    assert (said.code, found) == (0, ["没有佐证", "没有佐证", "佐证还没有封卷"])
    assert said.json["files"][0] == str(out / "data" / "01 卷内目录.docx")
    assert sorted(said.json["files"]) == sorted(str(path) for path in out.rglob("*") if path.is_file())
    for manifest in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        checked = subprocess.run(["sha256sum", "--strict", "--quiet", "-c", manifest], cwd=out, capture_output=True)
        assert (checked.returncode, checked.stdout) == (0, b"")
    (out / "data" / "00 封面.docx").write_bytes(b"x")
    assert subprocess.run(["sha256sum", "-c", "manifest-sha256.txt"], cwd=out, capture_output=True).returncode == 1


def test_a_bound_file_has_no_form_and_no_public_copy(here: Run, tmp_path: Path) -> None:
    refused(here("export", "task_file", "--task", "1", "--public", "--out", tmp_path / "档"), "不出公开版")
    assert here("export", "task_file", "--task", "1", "--form", "x", "--out", tmp_path / "档").code == 2
    said = here("export", "task_file", "--task", "12-02", "--out", tmp_path / "档")
    assert said.out.startswith(f"已导出：{tmp_path / '档'}（") and said.code == 0
