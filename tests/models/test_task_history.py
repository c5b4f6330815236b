"""The history of one task: its own operations and no others', and an older one undone among later ones."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.actions import evidence, measures, progress, tasks
from models.actions.evidence_files import add_files
from models.actions.evidence_numbers import fix_numbers
from models.domain.evidence import Evidence
from models.domain.plan import Task
from models.errors import UndoRefused
from models.store.tables import BY_NAME
from models.store.task_rows import HANGING
from models.store.verify import verify_store
from models.workspace import Workspace
from tests.builders import FILE, add_task, measures_of


def labels(ws: Workspace, task: Task) -> list[str]:
    return [operation.label for operation in ws.history_of_task(task.id)]


def test_operations_on_the_rows_of_a_task_are_its_history_and_those_of_another_are_not(ws: Workspace) -> None:
    task, other = add_task(ws, "1", ("甲措施。",)), add_task(ws, "2", ("乙措施。",))
    (measure,) = measures_of(ws, task.id)
    progress.record_progress(ws, measure_id=measure.id, entry=progress.ProgressInput(text="召开调度会3次。"))
    piece = evidence.EvidenceInput(files=(FILE,), title="会议纪要")
    evidence.attach_evidence(ws, pieces=(piece,), measure_id=measure.id)
    evidence.revise_evidence(ws, evidence=replace(ws.find(Evidence)[0], title="调度会纪要"))
    assert labels(ws, task) == ["修改佐证：调度会纪要", "添加佐证：会议纪要", "登记措施 1 落实情况", "新建任务 1"]
    assert labels(ws, other) == ["新建任务 2"]


def test_what_was_removed_with_a_measure_stays_in_the_history_that_looks_for_it(ws: Workspace) -> None:
    task = add_task(ws, "1", ("甲措施。", "乙措施。"))
    first = measures_of(ws, task.id)[0]
    progress.record_progress(ws, measure_id=first.id, entry=progress.ProgressInput(text="召开调度会。"))
    measures.remove_measure(ws, measure_id=first.id)
    ids = ws.task_rows(task.id, removed=True)
    found = [operation.label for operation in ws.history_of_rows(ids)]
    assert found == ["删除措施 1", "登记措施 1 落实情况", "新建任务 1"]
    removal = ws.history_of_rows(ids)[0]
    assert {row.table for row in ws.history_rows(removal.sequence, ids)} == {"measures", "progress"}


def test_an_older_step_is_undone_although_another_field_was_changed_since(ws: Workspace) -> None:
    task = add_task(ws)
    goal = tasks.revise_task(ws, task=replace(task, goal="甲目标。"))
    tasks.revise_task(ws, task=replace(ws.need(Task, task.id), note="备注。"))
    ws.reverse(goal.sequence or 0)
    now = ws.need(Task, task.id)
    assert (now.goal, now.note) == ("", "备注。")
    assert [hit.id for hit in ws.look.search("备注")] == [task.id]
    assert ws.look.search("甲目标") == []
    assert verify_store(ws.store)[0] == []


def test_an_older_step_is_refused_when_the_same_field_was_changed_since(ws: Workspace) -> None:
    task = add_task(ws)
    goal = tasks.revise_task(ws, task=replace(task, goal="甲目标。"))
    tasks.revise_task(ws, task=replace(ws.need(Task, task.id), goal="乙目标。"))
    with pytest.raises(UndoRefused, match="后来又被改过"):
        ws.reverse(goal.sequence or 0)
    assert ws.need(Task, task.id).goal == "乙目标。"


def test_every_kind_of_record_hangs_on_a_task_or_is_the_offices_own() -> None:
    own = {
        "settings", "units", "persons", "issuers", "inspections", "plans", "holiday_notices", "office_forms",
        "office_templates", "mapping_profiles",
    }
    assert set(BY_NAME) - own == set(HANGING)


def test_files_added_and_numbers_given_belong_to_the_history_of_the_task(ws: Workspace) -> None:
    task = add_task(ws, "1", ("甲措施。",))
    (measure,) = measures_of(ws, task.id)
    piece = evidence.EvidenceInput(files=(FILE,), title="会议纪要")
    evidence.attach_evidence(ws, pieces=(piece,), measure_id=measure.id)
    add_files(ws, evidence_id=ws.find(Evidence)[0].id, files=(FILE,))
    with ws.change("固定编号") as change:
        fix_numbers(ws, change, task.id)
    assert labels(ws, task)[:2] == ["固定编号", "添加文件：会议纪要"]
