"""Taking a draft over: one step, taken back and done again as one, and a report of every row."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from models.actions import tasks
from models.actions.adopting import adopt
from models.actions.directory import save_unit
from models.assembly.comparing import compare, unit_questions
from models.checking import verify_workspace
from models.domain.closure import Closure
from models.domain.directory import Person, Unit, UnitId
from models.domain.drafts.adoption import AdoptionReport, report_of
from models.domain.drafts.comparison import Choice, RowComparison, RowState
from models.domain.drafts.draft import Draft, DraftMeasure, DraftTask
from models.domain.drafts.unit_matching import UnitAnswers
from models.domain.duty import MeasureDuty
from models.domain.plan import Duty, DutyPer, Measure, MeasureUnit, Plan, Task, TaskNumber, TaskUnit, UnitRole
from models.errors import InputError
from models.reporting import to_the_end
from models.workspace import Changes, Workspace, new_id
from tests.builders import add_task, measures_of, open_workspace, rows_digest
from tests.drafts import TASK, draft_of, ledger


def rows_of(ws: Workspace, draft: Draft) -> tuple[RowComparison, ...]:
    plans = ws.find(Plan)
    return compare(ws, draft, plans[0].id if plans else None)


def take(
    ws: Workspace, draft: Draft, choices: dict[int, Choice] | None = None, answers: UnitAnswers | None = None
) -> tuple[Changes, AdoptionReport]:
    plans, rows = ws.find(Plan), rows_of(ws, draft)
    steps = adopt(ws, draft, rows, choices or {}, plan_id=plans[0].id if plans else None, unit_answers=answers)
    return to_the_end(steps), report_of(rows, choices or {})


def units_of(ws: Workspace, task: Task, role: UnitRole) -> list[str]:
    return [ws.need(Unit, item.unit_id).name for item in ws.find(TaskUnit, task_id=task.id, role=role)]


def test_a_new_row_becomes_a_task_with_everything_the_file_says(ws: Workspace) -> None:
    take(ws, draft_of(TASK))
    (task,) = ws.find(Task)
    assert ws.need(Plan, task.plan_id).title == "整改台账"
    assert (task.number, task.title, task.goal, task.progress, task.status, task.note) == (
        "1", "管网", "建成配套管网。", "已建成污水管网7公里。", TASK.status, "重点任务"
    )
    assert (task.deadline_text, task.deadline, task.is_ongoing, task.is_immediate) == (
        "2025年底前，长期坚持", TASK.deadline, True, False
    )
    assert units_of(ws, task, UnitRole.RESPONSIBLE) == ["示例县水利局", "示例乡政府"]
    first, second = ws.find(Measure)
    assert (first.number, first.text, first.deadline_text) == ("1", "成立专班。", "2024年6月底前")
    assert (second.text, ws.find(MeasureDuty)) == ("每季度调度1次。", [])
    assert [item.measure_id for item in ws.find(MeasureUnit)] == [first.id]
    assert [(item.scheme, item.number) for item in ws.find(TaskNumber)] == [("省序号", "28")]
    assert [closure.task_id for closure in ws.find(Closure)] == [task.id]
    assert {person.name for person in ws.find(Person)} == {"甲某某", "乙某某", "丙某某"}
    assert verify_workspace(ws).ok


def test_an_import_is_one_step_taken_back_and_done_again(tmp_path: Path) -> None:
    ws = open_workspace(tmp_path / "ws")
    store = tmp_path / "ws" / "store.db"
    before = rows_digest(store)
    changes, _ = take(ws, ledger(60))
    after = rows_digest(store)
    assert changes.sequence == ws.last_sequence
    ws.undo()
    assert rows_digest(store) == before
    ws.redo()
    assert rows_digest(store) == after
    assert verify_workspace(ws).ok
    ws.close()


def test_the_second_import_of_the_same_file_changes_nothing(ws: Workspace) -> None:
    take(ws, ledger(30))
    last = ws.last_sequence
    changes, report = take(ws, ledger(30))
    assert (bool(changes), ws.last_sequence, report) == (False, last, AdoptionReport(same=30))


def test_a_changed_ledger_with_one_conflict_and_the_undo_of_each(ws: Workspace) -> None:
    take(ws, ledger(3))
    tasks.set_deadline(ws, task_id=ws.find(Task, number="2")[0].id, text="2027年底前")
    first, second, third = ledger(3).tasks
    changed = draft_of(
        tasks_with(first, goal="提前完成整改。"), tasks_with(second, deadline_text="2026年底前"), third
    )
    assert [row.state for row in rows_of(ws, changed)] == [RowState.UPDATE, RowState.CONFLICT, RowState.SAME]
    _, report = take(ws, changed)
    assert (report.updated, report.conflicts, report.same) == (1, 1, 1)
    assert [finding.code for finding in report.findings] == ["conflict"]
    assert [ws.find(Task, number=number)[0].goal for number in "12"] == ["提前完成整改。", "按期完成整改。"]
    assert ws.find(Task, number="2")[0].deadline_text == "2027年底前"
    ws.undo()
    assert ws.find(Task, number="1")[0].goal == "按期完成整改。"
    assert rows_of(ws, changed)[0].state is RowState.UPDATE
    ws.undo()
    assert ws.find(Task, number="2")[0].deadline_text == "2025年底前"
    ws.undo()
    assert (ws.find(Task), ws.find(Plan), ws.find(Unit)) == ([], [], [])


def tasks_with(task: DraftTask, **changed: object) -> DraftTask:
    return draft_of(task, **changed).tasks[0]


def test_a_conflict_is_settled_by_choosing_either_side(ws: Workspace) -> None:
    take(ws, draft_of(TASK))
    task = ws.find(Task)[0]
    tasks.set_deadline(ws, task_id=task.id, text="2027年底前")
    changed = draft_of(TASK, deadline_text="2028年底前", goal="别的目标。")
    take(ws, changed, {0: Choice(is_taken=True, fields=frozenset({"goal"}))})
    kept = ws.need(Task, task.id)
    assert (kept.goal, kept.deadline_text) == ("别的目标。", "2027年底前")
    assert rows_of(ws, changed)[0].state is RowState.SAME
    ws.undo()
    take(ws, changed, {0: Choice(is_taken=True, fields=frozenset({"deadline"}))})
    taken = ws.need(Task, task.id)
    assert (taken.goal, taken.deadline_text) == ("建成配套管网。", "2028年底前")


def test_a_row_left_out_stays_as_it_is_and_is_told(ws: Workspace) -> None:
    _, report = take(ws, ledger(3), {1: Choice(is_taken=False)})
    assert [task.number for task in ws.find(Task)] == ["1", "3"]
    assert (report.new, report.left_out) == (2, 1)
    assert str(report) == "新增 2 项，未选 1 项"


def test_values_of_known_tasks_are_written_field_by_field(ws: Workspace) -> None:
    take(ws, draft_of(TASK))
    measures = (
        DraftMeasure(number="1", text="成立工作专班。", units=("示例县财政局",)),
        DraftMeasure(number="2", text="每季度调度1次。", duty=Duty(times=2, per=DutyPer.MONTH)),
        DraftMeasure(number="3", text="验收。", deadline_text="2025年底前", units=("示例县水利局",)),
    )
    changed = draft_of(
        TASK, measures=measures, units={UnitRole.LEAD: ("示例县财政局", "示例县水利局")},
        external_numbers=(("省序号", "29"), ("市序号", "7")),
    )
    take(ws, changed)
    task = ws.find(Task)[0]
    assert units_of(ws, task, UnitRole.LEAD) == ["示例县财政局", "示例县水利局"]
    assert units_of(ws, task, UnitRole.RESPONSIBLE) == ["示例县水利局", "示例乡政府"]
    assert [(item.number, item.text, item.deadline_text) for item in measures_of(ws, task.id)] == [
        ("1", "成立工作专班。", "2024年6月底前"), ("2", "每季度调度1次。", ""), ("3", "验收。", "2025年底前"),
    ]
    assert [(item.scheme, item.number) for item in ws.find(TaskNumber)] == [("省序号", "29"), ("市序号", "7")]
    assert rows_of(ws, changed)[0].state is RowState.SAME
    ws.undo()
    assert rows_of(ws, draft_of(TASK))[0].state is RowState.SAME
    assert verify_workspace(ws).ok


def test_what_stands_in_the_file_and_in_the_records_alike_is_common_from_then_on(ws: Workspace) -> None:
    add_task(ws)
    known = DraftTask(number="1", problem="河东污水处理厂配套管网建设滞后。")
    take(ws, draft_of(known))
    (row,) = rows_of(ws, draft_of(known, problem="河东污水处理厂配套管网建设严重滞后。"))
    assert row.state is RowState.UPDATE


@pytest.mark.parametrize(("rows", "reason"), [
    ((DraftTask(place="第5行"),), "既没有编号，也没有问题、目标、措施等文字"),
    ((DraftTask(number="1", problem="甲。", place="第4行"), DraftTask(number="１", problem="乙。", place="第5行")),
     "编号“１”与第4行重复，只导入前面的"),
    ((DraftTask(problem="甲。", place="第4行"), DraftTask(problem="甲 。", place="第5行")),
     "没有编号，文字与第4行重复，只导入前面的"),
])
def test_a_row_that_cannot_be_taken_over_is_named_with_its_reason(
    rows: tuple[DraftTask, ...], reason: str, ws: Workspace
) -> None:
    draft = draft_of(DraftTask(number="9"), *rows)
    _, report = take(ws, draft)
    assert [(item.task.place, item.reason) for item in report.refused] == [("第5行", reason)]
    assert len(ws.find(Task)) == len(rows)
    assert ("row_refused", "第5行") in {(finding.code, finding.where) for finding in report.findings}


def test_a_number_alone_or_a_text_alone_is_enough(ws: Workspace) -> None:
    take(ws, draft_of(DraftTask(number="7"), DraftTask(goal="建成管网。"), DraftTask(number="08", title="水厂")))
    assert [(task.number, task.goal, task.title) for task in ws.find(Task)] == [
        ("7", "", ""), ("09", "建成管网。", ""), ("08", "", "水厂")
    ]


def test_an_answered_name_means_that_unit_and_an_unanswered_one_joins_the_directory(ws: Workspace) -> None:
    known = Unit(id=UnitId(new_id()), name="示例县住房和城乡建设局")
    save_unit(ws, unit=known)
    draft = draft_of(TASK, units={UnitRole.LEAD: ("县住建局",), UnitRole.RESPONSIBLE: ("县住建分局",)})
    answers = {"县住建局": known.id, "县住建分局": None}
    take(ws, draft, answers=answers)
    assert compare(ws, draft, ws.find(Plan)[0].id, answers)[0].state is RowState.SAME
    task = ws.find(Task)[0]
    assert units_of(ws, task, UnitRole.LEAD) == ["示例县住房和城乡建设局"]
    assert units_of(ws, task, UnitRole.RESPONSIBLE) == ["县住建分局"]
    assert rows_of(ws, draft)[0].state is RowState.SAME


def test_what_was_answered_of_a_unit_is_not_asked_again_until_the_import_is_undone(ws: Workspace) -> None:
    known = Unit(id=UnitId(new_id()), name="示例县住房和城乡建设局", short_name="住建局")
    save_unit(ws, unit=known)
    first = draft_of(TASK, units={UnitRole.LEAD: ("县住建局",)})
    assert [question.name for question in unit_questions(ws, first)] == ["县住建局"]
    take(ws, first, answers={"县住建局": known.id})
    assert ws.need(Unit, known.id) == replace(known, aliases="县住建局")
    second = draft_of(replace(TASK, number="2", problem="西山采石场修复滞后。", units=first.tasks[0].units))
    assert unit_questions(ws, second) == ()
    assert compare(ws, first, ws.find(Plan)[0].id)[0].state is RowState.SAME
    take(ws, second)
    assert units_of(ws, ws.find(Task, number="2")[0], UnitRole.LEAD) == ["示例县住房和城乡建设局"]
    ws.undo()
    ws.undo()
    assert ws.need(Unit, known.id) == known
    assert [question.name for question in unit_questions(ws, second)] == ["县住建局"]


def test_a_sentence_in_place_of_a_unit_joins_nothing_and_is_told(ws: Workspace) -> None:
    sentence = "由各有关单位按照职责分工负责，" * 5
    _, report = take(ws, draft_of(TASK, units={UnitRole.LEAD: (sentence, "示例县水利局")}))
    assert units_of(ws, ws.find(Task)[0], UnitRole.LEAD) == ["示例县水利局"]
    assert [finding.code for finding in report.findings] == ["unit_name_too_long"]


def test_nothing_chosen_is_refused_and_writes_nothing(ws: Workspace) -> None:
    with pytest.raises(InputError, match="没有可以导入的行"):
        take(ws, ledger(1), {0: Choice(is_taken=False)})
    assert ws.find(Plan) == []


def test_a_task_deleted_since_it_was_compared_stops_the_whole_import(ws: Workspace) -> None:
    take(ws, draft_of(TASK))
    rows = rows_of(ws, draft_of(TASK, goal="别的目标。"))
    tasks.remove_task(ws, task_id=ws.find(Task)[0].id)
    with pytest.raises(InputError, match="请重新比对"):
        to_the_end(adopt(ws, draft_of(TASK), rows, {}, plan_id=ws.find(Plan)[0].id))
    assert ws.find(Task) == []


def test_a_number_given_since_the_rows_were_compared_stops_the_whole_import(ws: Workspace) -> None:
    take(ws, draft_of(TASK))
    draft = draft_of(DraftTask(number="2", problem="甲。"), DraftTask(number="3", problem="乙。", place="Sheet1 第4行"))
    rows = rows_of(ws, draft)
    add_task(ws, "３")
    with pytest.raises(InputError, match="刚有了编号为“3”的任务") as told:
        to_the_end(adopt(ws, draft, rows, {}, plan_id=ws.find(Plan)[0].id))
    assert told.value.where == "Sheet1 第4行"
    assert sorted(task.number for task in ws.find(Task)) == ["1", "３"]


def test_a_stopped_import_leaves_nothing(ws: Workspace) -> None:
    draft = ledger(60)
    steps = adopt(ws, draft, compare(ws, draft, None), {})
    assert [next(steps)[:2] for _ in range(3)] == [(0, 60), (0, 60), (12, 60)]
    steps.close()
    assert (ws.find(Task), ws.find(Plan), ws.find(Unit)) == ([], [], [])
    take(ws, draft)
    assert len(ws.find(Task)) == 60


def test_deleting_an_imported_task_deletes_what_is_kept_of_its_file(ws: Workspace) -> None:
    take(ws, draft_of(TASK))
    tasks.remove_task(ws, task_id=ws.find(Task)[0].id)
    ws.undo()
    assert rows_of(ws, draft_of(TASK))[0].state is RowState.SAME
