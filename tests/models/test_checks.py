"""The checks over a task: which closures and measures are judged, what is wrong with their statements and files."""

from __future__ import annotations

import pytest

from models.actions import evidence, papers, progress, rounds, trash
from models.assembly import check_task, check_unlinked, to_do
from models.domain.closure import Closure, ClosureId, StatementKind
from models.domain.evidence import Evidence, EvidenceLink
from models.domain.finding import Level
from models.domain.partial_date import PartialDate
from models.domain.plan import Task
from models.workspace import Workspace
from tests.builders import FILE, add_task, closure_of, fill, measures_of


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
        papers.write_statement(ws, closure_id=closure_id, measure_id=measure.id, kind=kind, text="已完成。")


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


def test_a_file_of_unused_evidence_that_is_gone_is_named_and_in_the_trash_only_asked_about(ws: Workspace) -> None:
    taken = ws.vault.take_in_bytes("完好.txt", b"whole")
    pieces = [evidence.EvidenceInput(files=(FILE,), title=title) for title in ("没用上", "扔掉的")]
    pieces.append(evidence.EvidenceInput(files=((taken.sha256, taken.name, taken.size),), title="完好的"))
    evidence.attach_evidence(ws, pieces=pieces, measure_id=None)
    trash.trash_evidence(ws, evidence_ids=[ws.find(Evidence, title="扔掉的")[0].id])
    assert [(item.level, item.where, item.text) for item in check_unlinked(ws)] == [
        (Level.STOP, "佐证 · 未用", "佐证“没用上”的文件“会议纪要.docx”不在磁盘上或大小不符"),
        (Level.WARN, "回收站", "佐证“扔掉的”的文件“会议纪要.docx”不在磁盘上或大小不符"),
    ]


def test_evidence_of_a_measure_is_named_there_and_not_once_more(ws: Workspace) -> None:
    fill(ws)
    assert ws.find(EvidenceLink)
    assert check_unlinked(ws) == []


def test_a_statement_waits_once_it_is_written_and_until_it_is_confirmed(ws: Workspace) -> None:
    task = add_task(ws)
    assert to_do(ws, task.id).waiting == ()
    closure_id = closure_of(ws, task.id).id
    write(ws, closure_id, task, 1)
    assert [item.text for item in to_do(ws, task.id).waiting] == ["落实情况还没有确认", "对应说明还没有确认"]
    measure = measures_of(ws, task.id)[0]
    for kind in StatementKind:
        papers.confirm_statement(ws, closure_id=closure_id, measure_id=measure.id, kind=kind)
    assert to_do(ws, task.id).waiting == ()


@pytest.mark.parametrize(("year", "waits"), [(2020, True), (2026, False)])
def test_a_day_of_progress_that_cannot_be_waits_too(ws: Workspace, year: int, waits: bool) -> None:
    task = fill(ws)
    measure = measures_of(ws, task.id)[0]
    entry = progress.ProgressInput(text="又召开1次。", done_on=PartialDate(year=year, month=5))
    progress.record_progress(ws, measure_id=measure.id, entry=entry)
    codes = [item.code for item in to_do(ws, task.id).waiting]
    assert ("progress_before_inspection" in codes) is waits
