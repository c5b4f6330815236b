"""The list of tasks: filtering, choosing, its strip of gaps, and a new task typed from nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from gui.pages.task.page import TaskPage
from gui.pages.tasks import NOTHING_FOUND, NOTHING_YET, TasksPage
from gui.places import TASK, TASKS
from gui.session import Session
from gui.window import MainWindow
from models.actions import evidence, measures, progress, tasks
from models.assembly import gaps, task_units
from models.domain.plan import Inspection, InspectionId, Measure, Plan, Task, TaskId, UnitRole
from models.store.standings import BATCH
from models.workspace import Workspace
from tests.builders import FILE, add_task, fill, measures_of

Type = Callable[[QWidget, str], None]


@pytest.fixture
def window(session: Session, qtbot: Any) -> Iterator[MainWindow]:
    """Give the window with the list and the page of a task."""
    window = MainWindow(session)
    qtbot.addWidget(window)
    window.add_page(TASKS, "任务", "tasks", TasksPage)
    window.add_page(TASK, "任务", "tasks", TaskPage, under=TASKS)
    window.resize(1366, 768)
    window.show()
    yield window
    # What a test left half typed must not be asked about.
    for field in window.page().open_fields() if window.page() else ():
        field.drop()
    window.hide()


@pytest.fixture
def page(window: MainWindow) -> TasksPage:
    """Give the list, shown."""
    window.go(TASKS)
    page = window.page()
    assert isinstance(page, TasksPage)
    return page


def numbers(page: TasksPage) -> list[object]:
    return [page.model.values(row)[0] for row in range(page.model.rowCount())]


def test_an_empty_list_says_what_to_do_first(page: TasksPage) -> None:
    assert page.table.empty == NOTHING_YET
    assert "Ctrl+N" in NOTHING_YET
    assert page.strip.isHidden()


def test_the_list_sorts_two_before_ten_and_upside_down_on_the_second_click(ws: Workspace, page: TasksPage) -> None:
    for number in ("10", "2", "12-01", "1"):
        add_task(ws, number)
    page.refresh(None)
    assert numbers(page) == ["1", "2", "10", "12-01"]
    page.model.sort_by("number")
    page.model.sort_by("number")
    assert numbers(page) == ["12-01", "10", "2", "1"]


def test_what_is_composed_does_not_filter_and_what_is_committed_does(
    ws: Workspace, page: TasksPage, qtbot: Any, commit_text: Type, preedit: Type
) -> None:
    add_task(ws, "1")
    other = add_task(ws, "2")
    tasks.revise_task(ws, task=replace(other, problem="畜禽粪污资源化利用设施闲置。"))
    page.refresh(None)
    preedit(page.filter, "chuqin")
    qtbot.wait(150)
    assert page.model.rowCount() == 2
    commit_text(page.filter, "畜禽")
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)
    assert numbers(page) == ["2"]
    assert page.head.hint.text() == "2 项，列出 1 项"
    page.filters.clear.click()
    assert numbers(page) == ["1", "2"]


def test_a_filter_that_finds_nothing_says_so(ws: Workspace, page: TasksPage, qtbot: Any) -> None:
    add_task(ws)
    page.refresh(None)
    qtbot.keyClicks(page.filter, "zzz")
    qtbot.waitUntil(lambda: page.model.rowCount() == 0)
    assert page.table.empty == NOTHING_FOUND
    qtbot.keyClick(page.filter, Qt.Key.Key_Escape)
    assert page.model.rowCount() == 1


def test_the_chosen_row_stays_chosen_when_the_list_is_narrowed_and_widened(
    ws: Workspace, page: TasksPage, qtbot: Any
) -> None:
    for number in ("1", "2", "3"):
        add_task(ws, number)
    page.refresh(None)
    chosen = page.model.id_at(1)
    page.table.choose(chosen)
    page.filters.status.pick("gaps")
    assert page.table.chosen_id() == chosen
    page.filters.status.pick("")
    assert page.table.chosen_id() == chosen


def test_the_number_of_gaps_in_a_row_is_the_number_of_lines_below(ws: Workspace, page: TasksPage) -> None:
    task = add_task(ws, texts=("成立专班。", "完善管网。"))
    first, second = measures_of(ws, task.id)
    tasks.set_task_units(ws, task_id=task.id, role=UnitRole.RESPONSIBLE, names=())
    measures.revise_measure(ws, measure=replace(second, text=""))
    piece = evidence.EvidenceInput(files=(FILE,), title="会议纪要")
    evidence.attach_evidence(ws, pieces=(piece,), measure_id=first.id)
    page.refresh(None)
    listed = page.model.values(0)[7]
    assert len(page.strip.lines()) == len(gaps(ws, task.id)) == listed.count == 6


def test_what_waits_stands_in_the_strip_and_counts_as_no_gap(ws: Workspace, page: TasksPage) -> None:
    task = fill(ws)
    measure = measures_of(ws, task.id)[0]
    progress.record_progress(ws, measure_id=measure.id, entry=progress.ProgressInput(text="又召开1次。"))
    page.refresh(None)
    assert str(page.model.values(0)[7]) == "—"
    assert (page.strip.word.text(), str(page.strip.gap.value)) == ("待核 2", "○")
    assert page.strip.hint.text() == "核对后可以申请验收"
    assert [line.remedy for line in page.strip.lines()] == ["核对落实情况", "核对对应说明"]
    assert {line.goes.measure_id for line in page.strip.lines()} == {measure.id}


def test_a_remedy_in_the_strip_opens_the_task_at_that_place(
    ws: Workspace, page: TasksPage, window: MainWindow, qtbot: Any
) -> None:
    task = add_task(ws)
    second = measures_of(ws, task.id)[1]
    page.refresh(None)
    place = next(
        index for index, line in enumerate(page.strip.lines())
        if line.place == "措施 2" and line.remedy == "登记落实"
    )
    page.strip.table.opened.emit(place)
    shown = window.page()
    assert isinstance(shown, TaskPage)
    body = shown.holders["measures"].inside
    assert body.list.chosen_id() == second.id
    qtbot.waitUntil(lambda: body.detail.entry.text.edit.hasFocus())


def test_enter_opens_the_task_and_back_is_the_same_row(
    ws: Workspace, page: TasksPage, window: MainWindow, qtbot: Any
) -> None:
    for number in ("1", "2", "3"):
        add_task(ws, number)
    page.refresh(None)
    page.table.choose(page.model.id_at(2))
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert window.page_key() == TASK
    assert window.page().top.number.text() == "3"
    window.back()
    assert window.page() is page
    assert page.model.values(page.table.currentIndex().row())[0] == "3"


def test_a_task_is_typed_and_made_with_the_keyboard_alone(
    ws: Workspace, page: TasksPage, window: MainWindow, qtbot: Any, commit_text: Type
) -> None:
    qtbot.keyClick(page, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    panel = page.panel
    qtbot.waitUntil(lambda: panel.plan_title.edit.hasFocus())
    commit_text(panel.plan_title.edit, "示例市生态环境保护督察整改方案")
    qtbot.keyClick(panel.plan_title.edit, Qt.Key.Key_Return)
    qtbot.keyClicks(panel.number.edit, "1")
    qtbot.keyClick(panel.number.edit, Qt.Key.Key_Return)
    commit_text(panel.units.edit, "示例县、示例镇")
    qtbot.keyClick(panel.units.edit, Qt.Key.Key_Return)
    commit_text(panel.problem.edit, "对“两高”项目管控不力。")
    qtbot.keyClick(panel.problem.edit, Qt.Key.Key_Tab)
    commit_text(panel.measures.edit, "1. 深入学习。2. 定期研究。3. 排查梳理。4. 落实责任。")
    assert panel.told.text().startswith("将建立 4 条措施")
    qtbot.keyClick(panel.measures.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (task,) = ws.find(Task)
    assert (task.number, task.problem) == ("1", "对“两高”项目管控不力。")
    assert ws.find(Plan)[0].title == "示例市生态环境保护督察整改方案"
    assert [measure.text for measure in ws.find(Measure)] == ["深入学习。", "定期研究。", "排查梳理。", "落实责任。"]
    assert task_units(ws, task.id) == ((UnitRole.RESPONSIBLE, "示例县"), (UnitRole.RESPONSIBLE, "示例镇"))
    assert window.page_key() == TASK


def test_what_is_lacking_is_said_at_its_field_and_nothing_is_made(ws: Workspace, page: TasksPage) -> None:
    page.begin_task()
    page.panel.plan_title.edit.setText("整改方案")
    page.panel.number.edit.setText("1")
    page.panel.units.edit.setText("示例县")
    page.panel.create()
    assert "还没有填写" in page.panel.problem.problem()
    assert ws.find(Task) == []
    page.panel.begin()


def test_an_empty_form_says_at_once_everything_it_asks_for(page: TasksPage, window: MainWindow) -> None:
    page.begin_task()
    panel = page.panel
    panel.create()
    for field in (panel.plan_title, panel.number, panel.units, panel.problem):
        assert "还没有填写" in field.problem()
    assert panel.plan_title.edit.hasFocus()


def test_a_form_given_up_on_leaving_makes_room_for_the_list(
    page: TasksPage, window: MainWindow, answers: dict[str, Any], commit_text: Type
) -> None:
    page.begin_task()
    commit_text(page.panel.measures.edit, "1. 深入学习。2. 定期研究。")
    answers["confirm"] = True
    assert window.go(TASKS)
    assert page.stack.currentIndex() == 0
    page.begin_task()
    assert page.panel.measures.text() == ""
    assert page.panel.told.text() == "没有措施也可以先建立，以后再加。"


def test_a_number_the_plan_has_already_is_refused_at_the_number(ws: Workspace, page: TasksPage) -> None:
    add_task(ws, "1")
    page.refresh(None)
    page.begin_task()
    page.panel.number.edit.setText("1")
    page.panel.units.edit.setText("示例县")
    page.panel.problem.edit.setPlainText("又一个问题。")
    page.panel.create()
    assert "已有编号为“1”的任务" in page.panel.number.problem()
    page.panel.begin()


def test_the_next_task_is_begun_at_once_under_the_same_plan(ws: Workspace, page: TasksPage) -> None:
    add_task(ws, "12-01")
    page.refresh(None)
    page.begin_task()
    assert page.panel.plan_title.isHidden()
    assert page.panel.number.edit.placeholderText() == "如 12-02"
    page.panel.number.edit.setText("12-02")
    page.panel.units.edit.setText("示例县")
    page.panel.problem.edit.setPlainText("又一个问题。")
    page.panel.create(again=True)
    assert len(ws.find(Task)) == 2
    assert page.stack.currentWidget() is page.panel
    assert page.panel.number.text() == ""
    assert page.panel.number.edit.placeholderText() == "如 12-03"


def test_plans_are_told_apart_by_their_full_titles_and_a_new_one_is_typed_at_once(
    ws: Workspace, page: TasksPage, qtbot: Any
) -> None:
    add_task(ws, "12-01")
    tasks.save_plan(ws, plan=replace(ws.find(Plan)[0], short_title="整改方案"))
    page.refresh(None)
    page.begin_task()
    combo = page.panel.plan.combo
    assert [combo.itemText(at) for at in range(combo.count())] == ["示例市生态环境保护督察整改方案", "新的方案…"]
    combo.setCurrentIndex(1)
    combo.activated.emit(1)
    qtbot.waitUntil(lambda: page.panel.plan_title.edit.hasFocus())


def test_measures_pasted_with_their_head_are_taken_apart(ws: Workspace, page: TasksPage) -> None:
    page.begin_task()
    page.panel.measures.edit.setPlainText("整改措施：1.编制方案。\n2. 开展核查。\n3、加强督办。")
    assert page.panel._texts() == ["编制方案。", "开展核查。", "加强督办。"]
    page.panel.measures.edit.setPlainText("整改措施：\n编制方案。\n开展核查。")
    assert page.panel._texts() == ["编制方案。", "开展核查。"]
    page.panel.begin()


def test_a_task_half_typed_is_not_left_without_a_word(
    page: TasksPage, window: MainWindow, answers: dict[str, Any]
) -> None:
    page.begin_task()
    page.panel.number.edit.setText("1")
    answers["confirm"] = False
    assert not window.go(TASKS)
    assert "还没有建立" in answers["asked"][0][1][1]
    assert page.panel.number.text() == "1"
    answers["confirm"] = True
    assert window.go(TASKS)
    assert page.panel.number.text() == ""


def test_progress_and_evidence_fill_the_row_and_close_the_gap(ws: Workspace, page: TasksPage, session: Session) -> None:
    task = add_task(ws, texts=("成立专班。",))
    (measure,) = measures_of(ws, task.id)
    page.refresh(None)
    assert str(page.model.values(0)[7]) == "2 ▲"
    entry = progress.ProgressInput(text="召开调度会3次。")
    session.apply(lambda ws: progress.record_progress(ws, measure_id=measure.id, entry=entry))
    piece = evidence.EvidenceInput(files=(FILE,), title="会议纪要")
    session.apply(
        lambda ws: evidence.attach_evidence(ws, pieces=(piece,), measure_id=measure.id, proves="召开了调度会。")
    )
    assert (page.model.values(0)[5], str(page.model.values(0)[7])) == ("1/1", "—")
    assert page.strip.word.text() == "没有缺口"
    assert "添加佐证" in page.strip.last.text()
    session.apply(lambda ws: tasks.revise_task(ws, task=replace(task, goal="建成管网。")))
    session.undo()
    assert f"撤销：修改任务 {task.number}" in page.strip.last.text()


def test_the_list_is_narrowed_to_a_batch_of_inspections(ws: Workspace, session: Session, page: TasksPage) -> None:
    for number, turn in (("1", 1), ("2", 2)):
        task = tasks.TaskInput(number=number, problem="甲。")
        session.apply(lambda ws, task=task: tasks.add_task(ws, plan_id=None, plan_title=task.number, task=task))
        inspection = Inspection(id=InspectionId(number), round=turn)
        plan_id = ws.find(Plan, title=number)[0].id
        session.apply(lambda ws, inspection=inspection, plan_id=plan_id: tasks.save_inspection(
            ws, inspection=inspection, plan_id=plan_id))
    offered = [words for _, words in page.filters.batch._choices]
    assert offered == ["全部", "中央第一轮", "中央第二轮"]
    page.filters.batch.pick(page.filters.batch._choices[2][0])
    assert numbers(page) == ["2"]
    page.filters.clear.click()
    assert numbers(page) == ["1", "2"]


def test_of_many_tasks_a_sort_by_their_standing_arrives_when_it_is_counted(
    ws: Workspace, page: TasksPage, qtbot: Any
) -> None:
    first = add_task(ws, "1")
    many = [replace(first, id=TaskId(f"t{number}"), number=str(number)) for number in range(2, 3 * BATCH)]
    with ws.change("很多任务") as change:
        change.insert_all(many)
    page.refresh(None)
    page.model.sort_by("measures")
    assert numbers(page)[:2] == ["1", "2"]
    qtbot.waitUntil(lambda: numbers(page)[0] == "2")
    assert (numbers(page)[-1], len(numbers(page))) == ("1", 3 * BATCH - 1)
    page.model.sort_by("measures")
    assert numbers(page)[0] == "1"
