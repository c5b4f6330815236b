"""The checks over a task: which closures and measures are judged, and what is wrong with their statements and files."""

from __future__ import annotations

from models.actions import opinions, progress, rounds
from models.assembly import check_task
from models.domain.closure import Closure, ClosureId, StatementKind
from models.domain.plan import Task
from models.workspace import Workspace
from tests.builders import add_task, closure_of, fill, measures_of


def unwritten(ws: Workspace, task: Task) -> list[str]:
    """Return the places of the statements that are missing, each once."""
    return list(dict.fromkeys(item.where for item in check_task(ws, task.id) if item.code == "statement_missing"))


def part(ws: Workspace, task: Task, number: int) -> Closure:
    measure = measures_of(ws, task.id)[number - 1]
    changes = rounds.open_closure(ws, task_id=task.id, measure_id=measure.id)
    return ws.need(Closure, changes.new_id("closures"))


def write(ws: Workspace, closure_id: ClosureId, task: Task, number: int) -> None:
    measure = measures_of(ws, task.id)[number - 1]
    for kind in StatementKind:
        opinions.write_statement(ws, closure_id=closure_id, measure_id=measure.id, kind=kind, text="已完成。")


def test_a_closure_is_asked_only_for_the_measures_it_covers(ws: Workspace) -> None:
    task = add_task(ws)
    assert unwritten(ws, task) == ["任务 1 措施 1", "任务 1 措施 2"]
    measure = measures_of(ws, task.id)[1]
    rounds.cover_measures(ws, closure_id=closure_of(ws, task.id).id, measure_ids=(measure.id,))
    assert unwritten(ws, task) == ["任务 1 措施 2"]


def test_a_task_closed_in_parts_is_asked_for_each_part_and_not_for_the_whole(ws: Workspace) -> None:
    task = add_task(ws)
    first, _ = part(ws, task, 1), part(ws, task, 2)
    assert unwritten(ws, task) == ["任务 1 措施 1 · 第1条整改措施", "任务 1 措施 2 · 第2条整改措施"]
    write(ws, first.id, task, 1)
    assert unwritten(ws, task) == ["任务 1 措施 2 · 第2条整改措施"]


def test_a_whole_task_that_was_written_for_is_asked_beside_its_parts(ws: Workspace) -> None:
    task = add_task(ws)
    write(ws, closure_of(ws, task.id).id, task, 1)
    part(ws, task, 1)
    assert unwritten(ws, task) == ["任务 1 措施 2", "任务 1 措施 1 · 第1条整改措施"]


def test_of_two_rounds_the_newer_is_asked(ws: Workspace) -> None:
    task = add_task(ws)
    write(ws, closure_of(ws, task.id).id, task, 1)
    rounds.open_closure(ws, task_id=task.id)
    assert unwritten(ws, task) == ["任务 1 措施 1", "任务 1 措施 2"]


def test_a_file_that_is_gone_is_named_at_each_measure_it_proves(ws: Workspace) -> None:
    task = fill(ws)
    gone = [item.where for item in check_task(ws, task.id) if item.code == "file_missing"]
    assert gone == ["任务 1 措施 1", "任务 1 措施 2"]


def test_two_texts_of_one_measure_are_judged_by_the_same_records(ws: Workspace) -> None:
    task = fill(ws)
    measure = measures_of(ws, task.id)[0]
    progress.record_progress(ws, measure_id=measure.id, entry=progress.ProgressInput(text="又召开1次。"))
    stale = [(item.where, item.text) for item in check_task(ws, task.id) if item.code == "statement_stale"]
    assert stale == [
        ("任务 1 措施 1", "落实情况确认后记录又改过，待核"), ("任务 1 措施 1", "对应说明确认后记录又改过，待核")
    ]
