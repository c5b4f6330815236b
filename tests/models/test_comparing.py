"""A draft beside the records: three values decide, a silent file changes nothing, names are compared as units."""

from __future__ import annotations

import pytest

from models.actions import measures, tasks
from models.actions.adopting import adopt
from models.actions.directory import save_unit
from models.assembly.comparing import compare, unit_questions
from models.domain.directory import Unit, UnitId
from models.domain.drafts.comparing import are_alike
from models.domain.drafts.comparison import FieldChange, RowState
from models.domain.drafts.draft import Draft, DraftMeasure, DraftTask, SourceKind
from models.domain.drafts.values import measure_key, numbered
from models.domain.plan import Duty, DutyPer, Plan, Task, TaskStatus, UnitRole
from models.reporting import to_the_end
from models.workspace import Workspace, new_id
from tests.builders import add_task, measures_of
from tests.drafts import TASK, draft_of, ledger


def the_plan(ws: Workspace) -> Plan:
    return ws.find(Plan)[0]


def only(ws: Workspace, draft: Draft) -> tuple[RowState, dict[str, FieldChange]]:
    """Return state and changes of the one row of a draft."""
    (row,) = compare(ws, draft, the_plan(ws).id)
    return row.state, {change.key: change for change in row.changes}


def take(ws: Workspace, draft: Draft) -> None:
    plan = ws.find(Plan)
    rows = compare(ws, draft, plan[0].id if plan else None)
    to_the_end(adopt(ws, draft, rows, {}, plan_id=plan[0].id if plan else None))


def test_without_a_plan_every_row_is_new(ws: Workspace) -> None:
    assert [row.state for row in compare(ws, ledger(3), None)] == [RowState.NEW] * 3


def test_what_was_taken_over_is_the_same_the_second_time(ws: Workspace) -> None:
    take(ws, draft_of(TASK))
    assert only(ws, draft_of(TASK)) == (RowState.SAME, {})


@pytest.mark.parametrize(("name", "value", "key", "shown"), [
    ("goal", "另一个目标。", "goal", "另一个目标。"),
    ("deadline_text", "2026年6月底前", "deadline", "2026年6月底前"),
    ("implementation", "已建成污水管网9公里。", "progress", "已建成污水管网9公里。"),
    ("status", TaskStatus.DONE, "status", "已完成"),
    ("leader", "戊某某", "leader", "戊某某"),
    ("external_numbers", (("省序号", "29"),), "numbers.省序号", "29"),
    ("units", {UnitRole.LEAD: ("示例县财政局",)}, "units.lead", "示例县财政局"),
])
def test_a_cell_changed_since_it_was_taken_over_is_an_update(
    name: str, value: object, key: str, shown: str, ws: Workspace
) -> None:
    take(ws, draft_of(TASK))
    state, changes = only(ws, draft_of(TASK, **{name: value}))
    assert (state, list(changes)) == (RowState.UPDATE, [key])
    assert (changes[key].theirs, changes[key].is_conflict) == (shown, False)


def test_what_was_typed_since_stays_where_the_file_is_unchanged(ws: Workspace) -> None:
    take(ws, draft_of(TASK))
    task = ws.find(Task)[0]
    tasks.set_deadline(ws, task_id=task.id, text="2027年底前")
    assert only(ws, draft_of(TASK)) == (RowState.SAME, {})


def test_a_value_changed_on_both_sides_is_a_conflict_with_its_place(ws: Workspace) -> None:
    take(ws, draft_of(TASK))
    tasks.set_deadline(ws, task_id=ws.find(Task)[0].id, text="2027年底前")
    state, changes = only(ws, draft_of(TASK, deadline_text="2028年底前", places={"deadline": "Sheet1 第3行 F列"}))
    assert state is RowState.CONFLICT
    assert changes["deadline"] == FieldChange(
        key="deadline", label="整改时限", ours="2027年底前", theirs="2028年底前", place="Sheet1 第3行 F列",
        is_conflict=True,
    )


def test_filled_on_both_sides_without_a_known_beginning_is_a_conflict(ws: Workspace) -> None:
    add_task(ws)
    row = DraftTask(number="1", problem="河东污水处理厂配套管网建设比较滞后。", goal="建成。")
    state, changes = only(ws, draft_of(row))
    assert state is RowState.CONFLICT
    assert {key: change.is_conflict for key, change in changes.items()} == {"problem": True, "goal": False}


def test_an_empty_value_of_the_record_is_filled(ws: Workspace) -> None:
    add_task(ws)
    state, changes = only(ws, draft_of(DraftTask(number="１", goal="建成管网。")))
    assert (state, list(changes), changes["goal"].ours) == (RowState.UPDATE, ["goal"], "")


def test_a_silent_file_changes_nothing(ws: Workspace) -> None:
    take(ws, draft_of(TASK))
    assert only(ws, draft_of(DraftTask(number="1"))) == (RowState.SAME, {})


@pytest.mark.parametrize("problem", [
    "河东污水处理厂　配套管网建设滞后。", "河东污水处理厂\n配套管网建设滞后。", " 河东污水处理厂配套管网建设滞后。 ",
])
def test_blanks_and_line_ends_are_no_difference(problem: str, ws: Workspace) -> None:
    add_task(ws)
    assert only(ws, draft_of(DraftTask(number="1", problem=problem)))[0] is RowState.SAME


def test_the_width_of_signs_is_no_difference(ws: Workspace) -> None:
    take(ws, draft_of(DraftTask(number="1", problem="建设管网(7.2公里),验收。")))
    assert only(ws, draft_of(DraftTask(number="1", problem="建设管网（７．２公里），验收。")))[0] is RowState.SAME


def test_another_wording_of_the_same_day_is_no_conflict(ws: Workspace) -> None:
    tasks.set_deadline(ws, task_id=add_task(ws).id, text="2025年底前")
    assert only(ws, draft_of(DraftTask(number="1", deadline_text="2025-12-31")))[0] is RowState.SAME
    assert only(ws, draft_of(DraftTask(number="1", deadline_text="2025-12-30")))[0] is RowState.CONFLICT


def test_units_are_the_same_in_any_order_and_by_their_short_names(ws: Workspace) -> None:
    save_unit(ws, unit=Unit(id=UnitId(new_id()), name="示例县住房和城乡建设局", short_name="县住建局"))
    task = add_task(ws)
    tasks.set_task_units(
        ws, task_id=task.id, role=UnitRole.LEAD, names=("示例县住房和城乡建设局", "示例县水利局")
    )
    same = draft_of(DraftTask(number="1", units={UnitRole.LEAD: ("示例县水利局", "县住建局")}))
    assert only(ws, same)[0] is RowState.SAME


def test_measures_are_matched_by_number_and_added_ones_are_an_update(ws: Workspace) -> None:
    task = add_task(ws)
    draft = DraftTask(number="1", measures=(
        DraftMeasure(number="1", text="成立专班。", deadline_text="2025年6月底前"),
        DraftMeasure(number="3", text="每季度巡查1次。", duty=Duty(times=1, per=DutyPer.QUARTER), place="第8段"),
    ))
    state, changes = only(ws, draft_of(draft))
    assert state is RowState.UPDATE
    assert {key: change.label for key, change in changes.items()} == {
        "measures.1.deadline": "措施1 时限", "measures.3.text": "措施3 内容",
    }
    assert changes["measures.3.text"].place == "第8段"
    (row,) = compare(ws, draft_of(draft), the_plan(ws).id)
    assert [(finding.code, "措施 2" in finding.text) for finding in row.findings] == [("measure_not_in_file", True)]
    assert len(measures_of(ws, task.id)) == 2


def test_a_measure_without_number_is_known_by_its_text(ws: Workspace) -> None:
    add_task(ws)
    draft = DraftTask(number="1", measures=(DraftMeasure(text="完善管网。"), DraftMeasure(text="新的一条。")))
    assert [change.key for change in compare(ws, draft_of(draft), the_plan(ws).id)[0].changes] == ["measures.3.text"]


def test_numbers_of_measures_mean_the_same_in_every_dress(ws: Workspace) -> None:
    assert len({measure_key(number) for number in ("1", "1.", "（1）", "（一）", "①", "一、", "１")}) == 1
    twice = (DraftMeasure(number="1", text="甲"), DraftMeasure(number="1", text="乙"), DraftMeasure(text="丙"))
    found = numbered(twice)
    assert [(number, measure.text) for number, measure in found] == [("1", "甲"), ("2", "乙"), ("3", "丙")]


def test_the_same_number_over_another_problem_is_told(ws: Workspace) -> None:
    add_task(ws)
    other = DraftTask(number="1", problem="西山采石场未按方案开展生态修复，边坡裸露。")
    (row,) = compare(ws, draft_of(other), the_plan(ws).id)
    assert [finding.code for finding in row.findings] == ["other_problem"]
    assert row.state is RowState.CONFLICT
    assert are_alike("河东污水处理厂配套管网建设滞后。", "河东污水处理厂的配套管网建设严重滞后。")


def test_a_row_without_number_is_known_by_its_text(ws: Workspace) -> None:
    take(ws, draft_of(DraftTask(problem="西山采石场未按方案修复。"), DraftTask(problem="北湖水质不达标。")))
    assert [task.number for task in ws.find(Task)] == ["1", "2"]
    rows = compare(ws, draft_of(DraftTask(problem="北湖水质不达标。", goal="达标。")), the_plan(ws).id)
    assert (rows[0].state, rows[0].task_id) == (RowState.UPDATE, ws.find(Task, number="2")[0].id)


def test_what_a_ledger_gave_out_counts_before_what_the_store_remembers(ws: Workspace) -> None:
    add_task(ws)
    tasks.set_deadline(ws, task_id=ws.find(Task)[0].id, text="2025年底前")
    given = DraftTask(number="1", deadline_text="2025年底前")
    changed = DraftTask(number="1", deadline_text="2026年底前")
    back = Draft(kind=SourceKind.LEDGER, source="台账.xlsx", tasks=(changed,), given_out=(given,))
    assert only(ws, back)[0] is RowState.UPDATE
    tasks.set_deadline(ws, task_id=ws.find(Task)[0].id, text="2024年底前")
    assert only(ws, back)[0] is RowState.CONFLICT
    unchanged = Draft(kind=SourceKind.LEDGER, source="台账.xlsx", tasks=(given,), given_out=(given,))
    assert only(ws, unchanged)[0] is RowState.SAME


def test_units_that_are_nearly_known_are_asked_about_once(ws: Workspace) -> None:
    for name in ("示例县住房和城乡建设局", "示例县水利局", "示例县委"):
        save_unit(ws, unit=Unit(id=UnitId(new_id()), name=name))
    first = DraftTask(number="1", place="第1行", units={
        UnitRole.LEAD: ("县住建局",), UnitRole.RESPONSIBLE: ("示例县水利局", "示例县水力局", "示例县教育局", "示例县"),
    })
    second = DraftTask(number="2", units={UnitRole.RESPONSIBLE: ("县住建局",)})
    asked = unit_questions(ws, draft_of(first, second))
    assert [(item.name, [unit.name for unit in item.candidates], item.place) for item in asked] == [
        ("县住建局", ["示例县住房和城乡建设局"], "第1行"), ("示例县水力局", ["示例县水利局"], "第1行"),
    ]


def test_a_measures_own_units_are_compared(ws: Workspace) -> None:
    task = add_task(ws)
    measures.set_measure_units(ws, measure_id=measures_of(ws, task.id)[0].id, names=("示例县水利局",))
    draft = DraftTask(number="1", measures=(DraftMeasure(number="1", text="成立专班。", units=("示例县财政局",)),))
    assert list(only(ws, draft_of(draft))[1]) == ["measures.1.units"]
