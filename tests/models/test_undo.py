"""Every action of the program can be undone, survives closing, and can be done again."""

from __future__ import annotations

import inspect
import pkgutil
import shutil
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import pytest

import models.actions
from models.actions import evidence, measures, tasks, trash
from models.checking import verify_workspace
from models.domain.evidence import Evidence
from models.domain.partial_date import PartialDate
from models.errors import UndoRefused
from models.workspace import Workspace
from tests.builders import Clock, add_task, fill, measures_of, open_workspace, rows_digest
from tests.models.undo_cases import CASES, FINAL, the

# They read, or are the same in steps.
PARTS = {
    "attaching_evidence", "emptying_trash", "linking_pairs", "revising_links", "unlinking_pairs", "sealing",
    "new_measures", "deadline_of", "edited_sections", "new_names", "revising_several",
    "sift", "sifting", "told_of", "doubles_named", "title_of", "stored_files", "new_links",
}


def public_actions() -> set[str]:
    names = set()
    for module in pkgutil.iter_modules(models.actions.__path__, "models.actions."):
        for name, function in inspect.getmembers(import_module(module.name), inspect.isfunction):
            if function.__module__ == module.name and not name.startswith("_") and not is_part(function):
                names.add(name)
    return names - PARTS


def is_part(function: Callable[..., object]) -> bool:
    """Whether it writes within a change somebody else has opened."""
    return "change" in inspect.signature(function).parameters


def test_every_action_has_a_case() -> None:
    assert public_actions() == set(CASES) | set(FINAL)


@pytest.fixture(scope="module")
def filled_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of a workspace with rows in every table, made once and closed; tests work on copies."""
    folder = tmp_path_factory.mktemp("filled") / "ws"
    workspace = open_workspace(folder)
    fill(workspace)
    workspace.close()
    return folder


@pytest.mark.parametrize("name", sorted(CASES))
def test_an_action_is_undone_to_the_row_and_done_again_after_reopening(
    name: str, filled_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, clock = tmp_path / "ws", Clock()
    shutil.copytree(filled_folder, folder)
    workspace = open_workspace(folder, clock)
    before_each = rows_before_each_change(monkeypatch)
    changes = CASES[name](workspace)
    after = rows_digest(folder / "store.db")
    workspace.undo()
    before = rows_digest(folder / "store.db")
    assert changes.sequence is not None
    assert before == before_each[changes.sequence - 1] != after
    workspace.close()

    workspace = open_workspace(folder, clock)
    workspace.redo()
    assert rows_digest(folder / "store.db") == after
    workspace.undo()
    assert rows_digest(folder / "store.db") == before
    workspace.close()


def rows_before_each_change(monkeypatch: pytest.MonkeyPatch) -> dict[int, str]:
    """Note the digest of all rows before every change from now on, by the last operation there was."""
    digests: dict[int, str] = {}
    original = Workspace.change

    def noted(self: Workspace, label: str, **options: str) -> object:
        digests[self.last_sequence] = rows_digest(self.folder / "store.db")
        return original(self, label, **options)

    monkeypatch.setattr(Workspace, "change", noted)
    return digests


@pytest.mark.parametrize("name", sorted(FINAL))
def test_a_final_action_refuses_undo_in_words(name: str, ws: Workspace) -> None:
    fill(ws)
    trash.trash_evidence(ws, evidence_ids=[ws.find(Evidence)[0].id])
    FINAL[name](ws)
    with pytest.raises(UndoRefused, match="不能撤销"):
        ws.undo()
    with pytest.raises(UndoRefused, match="不能撤销"):
        ws.reverse(ws.last_sequence)


def test_the_migration_refuses_undo_in_words(ws: Workspace) -> None:
    with pytest.raises(UndoRefused, match="不能撤销"):
        ws.reverse(1)


def test_typing_in_one_field_is_one_step(ws: Workspace) -> None:
    fill(ws)
    task = the(ws)
    for goal in ("目", "目标", "目标完成"):
        tasks.revise_task(ws, task=replace(task, goal=goal), step=f"tasks/{task.id}/goal")
    ws.end_typing()
    tasks.revise_task(ws, task=replace(task, goal="目标完成了"), step=f"tasks/{task.id}/goal")
    ws.undo()
    assert the(ws).goal == "目标完成"
    ws.undo()
    assert the(ws).goal == task.goal


def test_an_older_operation_is_undone_from_the_list(ws: Workspace) -> None:
    fill(ws)
    changes = tasks.revise_task(ws, task=replace(the(ws), leader="甲某某"))
    tasks.revise_task(ws, task=replace(the(ws), goal="别的目标。"))
    ws.reverse(changes.sequence or 0)
    assert the(ws).leader == ""
    assert the(ws).goal == "别的目标。"


def test_an_older_operation_whose_rows_changed_since_is_refused(ws: Workspace) -> None:
    fill(ws)
    changes = tasks.revise_task(ws, task=replace(the(ws), leader="甲某某"))
    tasks.revise_task(ws, task=replace(the(ws), leader="乙某某"))
    with pytest.raises(UndoRefused, match="后来又被改过"):
        ws.reverse(changes.sequence or 0)
    assert the(ws).leader == "乙某某"


def test_undoing_a_creation_that_was_built_on_is_refused_in_its_own_words(ws: Workspace) -> None:
    changes = tasks.add_task(ws, plan_id=None, plan_title="甲方案", task=tasks.TaskInput(number="1", problem="甲。"))
    measures.add_measures(ws, task_id=the(ws).id, texts=("一。",))
    with pytest.raises(UndoRefused) as refused:
        ws.reverse(changes.sequence or 0)
    assert str(refused.value) == (
        "整改任务：后来的记录已经用到这一步新增的内容，不能单独撤销。请先撤销或删除后来用到它的记录"
    )


def test_undoing_a_removal_whose_owner_is_gone_is_refused_in_its_own_words(ws: Workspace) -> None:
    changes = measures.remove_measure(ws, measure_id=measures_of(ws, add_task(ws).id)[1].id)
    tasks.remove_task(ws, task_id=the(ws).id)
    with pytest.raises(UndoRefused, match="它所属的记录后来已删除，这一步回不去。请先撤销后来的那次删除"):
        ws.reverse(changes.sequence or 0)


def test_a_change_that_changes_nothing_leaves_no_operation(ws: Workspace) -> None:
    fill(ws)
    before = ws.last_sequence
    changes = tasks.revise_task(ws, task=the(ws))
    assert not changes
    assert ws.last_sequence == before


def test_a_date_of_a_sitting_before_is_not_offered_for_undo(tmp_path: Path) -> None:
    workspace = open_workspace(tmp_path / "ws")
    fill(workspace)
    workspace.close()
    workspace = open_workspace(tmp_path / "ws")
    assert workspace.next_undo is None
    with pytest.raises(UndoRefused, match="还没有可以撤销的操作"):
        workspace.undo()
    workspace.close()


def test_deadline_wording_sets_day_and_properties(ws: Workspace) -> None:
    task = fill(ws)
    tasks.set_deadline(ws, task_id=task.id, text="2025年底前，长期坚持")
    changed = the(ws)
    assert (changed.deadline_text, changed.is_ongoing, changed.is_immediate) == ("2025年底前，长期坚持", True, False)
    assert changed.deadline is not None
    assert changed.deadline.last_day == PartialDate(year=2025, month=12, day=31).last_day


def test_evidence_does_not_come_back_without_its_bytes(ws: Workspace) -> None:
    measure = measures_of(ws, add_task(ws).id)[0]
    taken = ws.vault.take_in_bytes("纪要.txt", "会议".encode())
    piece = evidence.EvidenceInput(files=((taken.sha256, taken.name, taken.size),), title="纪要")
    evidence.attach_evidence(ws, pieces=(piece,), measure_id=measure.id)
    undone = ws.undo()
    evidence.attach_evidence(ws, pieces=(piece,), measure_id=measure.id)
    trash.trash_evidence(ws, evidence_ids=[item.id for item in ws.find(Evidence)])
    trash.empty_trash(ws)
    with pytest.raises(UndoRefused, match=r"文件“纪要\.txt”已不在保管库里"):
        ws.reverse(undone.sequence or 0)
    assert ws.find(Evidence) == []
    assert verify_workspace(ws).ok
