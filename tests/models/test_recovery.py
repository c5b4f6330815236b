"""Recovery at the start and the end: no file lies in the vault that no record names, and none is lost that one does."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.actions.evidence import EvidenceInput, attach_evidence
from models.checking import verify_workspace
from models.domain.evidence import StoredFile
from models.vault import TakenIn
from models.workspace import Workspace
from tests.builders import add_task, open_workspace


@pytest.fixture
def sitting(tmp_path: Path) -> Workspace:
    """An open workspace with a task, which the test ends itself."""
    ws = open_workspace(tmp_path / "ws")
    add_task(ws)
    return ws


def take_in(ws: Workspace, *names: str) -> list[TakenIn]:
    return [ws.vault.take_in_bytes(f"{name}.txt", name.encode()) for name in names]


def record(ws: Workspace, taken: TakenIn) -> None:
    piece = EvidenceInput(files=((taken.sha256, taken.name, taken.size),))
    attach_evidence(ws, pieces=(piece,), measure_id=None)


def crash(ws: Workspace) -> Path:
    """Let go of the workspace as the end of the process does: nothing is written any more."""
    ws.store.close()
    ws._lock.release()
    return ws.folder


def test_files_a_crash_left_without_a_record_are_gone_after_the_next_start(sitting: Workspace) -> None:
    recorded, undone, _ = take_in(sitting, "登记了", "撤销了", "没有登记")
    record(sitting, recorded)
    record(sitting, undone)
    sitting.undo()
    again = open_workspace(crash(sitting))
    assert set(again.vault.stored()) == {recorded.sha256, undone.sha256}
    again.redo()
    assert verify_workspace(again).ok and len(again.find(StoredFile)) == 2
    again.close()


def test_files_taken_in_and_never_recorded_are_gone_when_the_workspace_is_closed(sitting: Workspace) -> None:
    recorded, _ = take_in(sitting, "登记了", "没有登记")
    record(sitting, recorded)
    sitting.close()
    assert list(sitting.vault.stored()) == [recorded.sha256]


def test_bytes_that_were_there_before_stay_though_they_came_in_again(sitting: Workspace) -> None:
    (first,) = take_in(sitting, "登记了")
    record(sitting, first)
    sitting.close()
    again = open_workspace(sitting.folder)
    (second,) = take_in(again, "登记了")
    assert not second.stored
    again = open_workspace(crash(again))
    assert list(again.vault.stored()) == [first.sha256]
    again.close()


def test_a_file_another_person_put_into_the_vault_is_left_alone(sitting: Workspace) -> None:
    sitting.close()
    foreign = sitting.vault.path_of("ab" * 32)
    foreign.parent.mkdir(parents=True)
    foreign.write_bytes(b"foreign")
    again = open_workspace(sitting.folder)
    again.close()
    assert foreign.exists()
