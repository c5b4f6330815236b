"""Killed at system calls: whatever is written leaves what was good, and itself whole or not at all."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from models.actions.trash import empty_trash, trash_evidence
from models.domain.evidence import Evidence
from tests.builders import Clock, open_workspace
from tests.kill.crashes import KILLS, NOT_PERMITTED
from tests.models.backup.backups import attach, sit

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("what", ["change", "intake", "backup", "restore", "file"])
def test_a_kill_at_any_system_call_leaves_what_was_good(
    tmp_path: Path, clock: Clock, what: str, request: pytest.FixtureRequest
) -> None:
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
    more = ["--every-call"] if request.config.getoption("--full") else []
    command = [sys.executable, "-m", "tests.kill.crashes", what, str(folder), *more]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    if done.returncode == NOT_PERMITTED:
        pytest.skip("this system lets no process trace its own child")
    assert done.returncode == 0, done.stderr
    *faults, kills = done.stdout.split("\n")[:-1]
    assert faults == []
    assert int(kills.split()[0]) >= KILLS
