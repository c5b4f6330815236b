"""Recovery at the start and the end: no file lies in the vault that no record names, and none is lost that one does."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.actions.evidence import EvidenceInput, attach_evidence
from models.actions.trash import emptying_trash, trash_evidence
from models.checking import verify_workspace
from models.domain.evidence import Evidence, StoredFile
from models.errors import Cancelled
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


# Emptying the trash: the records first, then their files, a few at a time


def put_in_trash(ws: Workspace, *names: str) -> list[TakenIn]:
    taken = take_in(ws, *names)
    for item in taken:
        record(ws, item)
    trash_evidence(ws, evidence_ids=[item.id for item in ws.find(Evidence)])
    return taken


def rowless(ws: Workspace) -> bool:
    return not ws.store.con.in_transaction and ws.find(Evidence) == []


def test_whatever_a_crash_leaves_of_an_emptied_trash_goes_with_the_next_start(tmp_path: Path) -> None:
    for step in range(1, 7):
        ws = open_workspace(tmp_path / str(step) / "ws")
        put_in_trash(ws, "一", "二", "三")
        steps = emptying_trash(ws)
        for _ in range(step):
            next(steps)
        # The transaction a crash ends is rolled back.
        steps.close()
        is_emptied = rowless(ws)
        again = open_workspace(crash(ws))
        assert len(again.find(Evidence)) == len(list(again.vault.stored())) == (0 if is_emptied else 3)
        assert verify_workspace(again).ok and not list((again.folder / "vault").glob("*.txt"))
        again.close()
        assert is_emptied is (step > 3)


def test_an_emptying_that_is_cancelled_among_the_files_has_emptied_the_trash_all_the_same(sitting: Workspace) -> None:
    put_in_trash(sitting, "一", "二", "三")
    steps = emptying_trash(sitting)
    for _ in range(5):
        next(steps)
    with pytest.raises(StopIteration) as end:
        steps.throw(Cancelled())
    assert end.value.value.touches("evidence") and sitting.find(Evidence) == []
    assert len(list(sitting.vault.stored())) == 2
    sitting.close()
    assert list(sitting.vault.stored()) == []


def test_an_emptying_that_is_cancelled_among_the_records_changes_nothing(sitting: Workspace) -> None:
    taken = put_in_trash(sitting, "一", "二")
    steps = emptying_trash(sitting)
    next(steps)
    with pytest.raises(Cancelled):
        steps.throw(Cancelled())
    assert len(sitting.find(Evidence)) == 2
    sitting.close()
    assert set(sitting.vault.stored()) == {item.sha256 for item in taken}


def test_bytes_that_come_in_again_while_the_trash_is_emptied_stay(sitting: Workspace) -> None:
    first, second = sorted(put_in_trash(sitting, "一", "二"), key=lambda item: item.sha256)
    steps = emptying_trash(sitting)
    for _ in range(3):
        next(steps)
    (again,) = [sitting.vault.take_in_bytes(second.name, second.name.removesuffix(".txt").encode())]
    assert (again.sha256, again.stored) == (second.sha256, False)
    assert list(steps)
    record(sitting, again)
    sitting.close()
    assert list(sitting.vault.stored()) == [second.sha256] != [first.sha256]
    reopened = open_workspace(sitting.folder)
    assert verify_workspace(reopened).ok
    reopened.close()


def test_bytes_an_undone_deletion_brings_back_while_the_trash_is_emptied_stay(sitting: Workspace) -> None:
    (taken,) = put_in_trash(sitting, "一")
    steps = emptying_trash(sitting)
    next(steps)
    next(steps)
    record(sitting, taken)
    assert list(steps) == []
    assert list(sitting.vault.stored()) == [taken.sha256]
    sitting.close()
    assert list(sitting.vault.stored()) == [taken.sha256]


# Two intakes of the same bytes


def test_bytes_another_intake_took_too_are_not_deleted_with_the_one_that_was_cancelled(sitting: Workspace) -> None:
    (first,) = take_in(sitting, "同一份")
    (second,) = take_in(sitting, "同一份")
    assert (first.stored, second.stored) == (True, False)
    sitting.vault.give_back([first])
    record(sitting, second)
    sitting.close()
    assert list(sitting.vault.stored()) == [second.sha256]


def test_bytes_no_other_intake_took_go_with_the_one_that_was_cancelled(sitting: Workspace) -> None:
    twice = take_in(sitting, "同一份", "同一份", "另一份")
    sitting.vault.give_back(twice)
    assert list(sitting.vault.stored()) == []
    (again,) = take_in(sitting, "同一份")
    assert again.stored
    sitting.vault.give_back([again])
    assert list(sitting.vault.stored()) == []
    sitting.close()


def test_bytes_that_two_intakes_gave_up_are_gone_when_the_workspace_is_closed(sitting: Workspace) -> None:
    (first,), (second,) = take_in(sitting, "同一份"), take_in(sitting, "同一份")
    sitting.vault.give_back([first])
    sitting.vault.give_back([second])
    sitting.close()
    assert list(sitting.vault.stored()) == []
