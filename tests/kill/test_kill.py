"""Killed at random instants: whatever was acknowledged is there, whole, and the workspace opens without a question."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

from models.domain.evidence import StoredFile
from models.domain.plan import Progress
from models.store.verify import verify_store
from models.vault import FileState
from tests.builders import add_task, open_workspace

ROUNDS = 20
# Several times as long as one change takes, so that the kill falls anywhere within one.
LONGEST = 0.02
ROOT = Path(__file__).resolve().parents[2]


def run_until_killed(folder: Path, files: Path, lines: int, seconds: float) -> list[str]:
    """Let the victim acknowledge some changes, kill it a moment later, return all lines it got out."""
    command = [sys.executable, "-m", "tests.kill.worker", str(folder), str(files)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8", cwd=ROOT) as victim:
        assert victim.stdout is not None
        assert victim.stdout.readline() == "ready\n"
        heard = [victim.stdout.readline() for _ in range(lines)]
        time.sleep(seconds)
        victim.kill()
        rest, _ = victim.communicate()
    # The last line may have been cut in two by the kill: it was not acknowledged.
    return "".join([*heard, rest]).split("\n")[:-1]


def test_nothing_acknowledged_is_lost(tmp_path: Path) -> None:
    folder, files = tmp_path / "ws", tmp_path / "files"
    files.mkdir()
    workspace = open_workspace(folder)
    add_task(workspace)
    workspace.close()
    dice = random.Random(9704)
    acknowledged: list[str] = []
    for _ in range(ROUNDS):
        acknowledged += run_until_killed(folder, files, dice.randrange(40), dice.uniform(0.0, LONGEST))
        workspace = open_workspace(folder)
        texts = {entry.text for entry in workspace.find(Progress)}
        hashes = {file.sha256 for file in workspace.find(StoredFile)}
        assert {line[6:] for line in acknowledged if line.startswith("saved ")} <= texts
        assert {line[6:] for line in acknowledged if line.startswith("taken ")} <= hashes
        assert all(workspace.vault.verify(sha256) is FileState.INTACT for sha256 in hashes)
        assert verify_store(workspace.store)[0] == []
        assert list((folder / "vault" / "staging").glob("*")) == []
        assert set(workspace.vault.stored()) == hashes
        workspace.close()
    assert len(acknowledged) >= ROUNDS
