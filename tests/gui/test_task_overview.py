"""What is known of a task: its fields and where they are printed, its plan, its head, and its history."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from gui import suggest
from gui.history.words import told_rows
from gui.pages.task.overview import OverviewTab
from gui.pages.task.page import TaskPage
from gui.pages.tasks import TasksPage
from gui.parts.labels import Meta
from gui.parts.signs import Shape
from gui.places import HISTORY, MEASURES, OVERVIEW, TASK, TaskPlace
from gui.session import Session
from gui.task.gap_lines import GapLine, alike
from gui.window import MainWindow
from models.actions import closures, measures, progress, tasks
from models.actions.papers import save_paper
from models.actions.publicity import save_publicity
from models.assembly import acceptance_of, closures_of, publicity_of, task_units
from models.domain.closure import AcceptanceResult, Paper
from models.domain.directory import Unit
from models.domain.partial_date import PartialDate
from models.domain.plan import (
    Inspection,
    InspectionLevel,
    Plan,
    SubItem,
    SubItemKind,
    Task,
    TaskId,
    TaskNumber,
    UnitRole,
)
from models.workspace import Workspace
from tests.builders import add_task, fill, measures_of
from tests.gui.conftest import window_on

Type = Callable[[QWidget, str], None]


@pytest.fixture
def task(ws: Workspace) -> Task:
    return add_task(ws, "1", ("成立专班。", "完善管网。"))


@pytest.fixture
def window(session: Session, task: Task, qtbot: Any) -> Iterator[MainWindow]:
    """Give the window on the overview of the task."""
    with window_on(TaskPlace(task_id=task.id, tab=OVERVIEW), session, qtbot) as window:
        yield window


@pytest.fixture
def page(window: MainWindow) -> TaskPage:
    return window.page()


@pytest.fixture
def tab(page: TaskPage) -> OverviewTab:
    return page.holders[OVERVIEW].inside


def typed(field: Any, qtbot: Any, commit_text: Type, text: str) -> None:
    field.setFocus()
    field.editor.selectAll()
    commit_text(field.editor, text)
    qtbot.keyClick(field.editor, Qt.Key.Key_Tab)


def test_goal_and_problem_are_saved_when_they_are_left(
    ws: Workspace, task: Task, tab: OverviewTab, qtbot: Any, commit_text: Type
) -> None:
    typed(tab.fields["goal"], qtbot, commit_text, "2025 年底前，新建管网 18 公里。")
    assert ws.need(Task, task.id).goal == "2025年底前，新建管网18公里。"
    assert tab.fields["goal"].note() == "已整理 3 处"


def test_a_deadline_is_read_from_its_wording_and_shown_in_the_head(
    ws: Workspace, task: Task, page: TaskPage, tab: OverviewTab, qtbot: Any, commit_text: Type
) -> None:
    typed(tab.fields["deadline"], qtbot, commit_text, "2025年底前，长期坚持")
    assert tab.fields["deadline"].reading() == "读作 2025-12-31、长期坚持"
    now = ws.need(Task, task.id)
    assert (now.deadline, now.deadline_text, now.is_ongoing) == (PartialDate(year=2025), "2025年底前，长期坚持", True)
    assert page.top.deadline.text() == "2025-12-31"
    qtbot.waitUntil(lambda: str(page.top.sign.value) == "◆ 还有 39 天")


def test_a_deadline_before_the_plan_is_told_at_the_field(
    ws: Workspace, tab: OverviewTab, qtbot: Any, commit_text: Type
) -> None:
    typed(tab.plan.fields["dated_on"], qtbot, commit_text, "2025-5-1")
    typed(tab.fields["deadline"], qtbot, commit_text, "2024年底前")
    assert "早于方案印发日期 2025年5月1日" in tab.fields["deadline"].note()
    typed(tab.fields["deadline"], qtbot, commit_text, "2026年底前")
    assert tab.fields["deadline"].note() == ""


def test_units_complete_from_the_directory_and_join_it(
    ws: Workspace, task: Task, tab: OverviewTab, qtbot: Any, commit_text: Type
) -> None:
    typed(tab.units[UnitRole.ACCEPTANCE], qtbot, commit_text, "示例市住建局、示例市水利局")
    assert (UnitRole.ACCEPTANCE, "示例市水利局") in task_units(ws, task.id)
    assert [item.text for item in tab.units[UnitRole.RESPONSIBLE]._suggest("水利")] == ["示例市水利局"]
    assert len(ws.find(Unit, name="示例市住建局")) == 1


def external(ws: Workspace, task: Task) -> list[tuple[str, str]]:
    return [(item.scheme, item.number) for item in ws.find(TaskNumber, task_id=task.id)]


def test_external_numbers_and_persons_lie_under_more(
    ws: Workspace, task: Task, tab: OverviewTab, qtbot: Any, commit_text: Type
) -> None:
    assert tab.numbers is None
    tab.more.link.click()
    row = tab.numbers.rows[0]
    qtbot.waitUntil(row.isVisible)
    typed(row.scheme, qtbot, commit_text, "省序号")
    assert external(ws, task) == [] and row.scheme.text() == "省序号"
    typed(row.number, qtbot, commit_text, "28")
    typed(tab.numbers.rows[1].number, qtbot, commit_text, "364 (35-11)、12-01")
    typed(tab.fields["leader"], qtbot, commit_text, "甲某某")
    assert external(ws, task) == [("省序号", "28"), ("", "364(35-11)"), ("", "12-01")]
    assert [row.number.text() for row in tab.numbers.rows if row.isVisible()] == ["28", "364(35-11)", "12-01", ""]
    assert ws.need(Task, task.id).leader == "甲某某"


def test_an_external_number_is_corrected_and_taken_away(
    ws: Workspace, task: Task, tab: OverviewTab, qtbot: Any, commit_text: Type
) -> None:
    tasks.set_external_numbers(ws, task_id=task.id, numbers=(("省序号", "28"), ("", "364(35-11)")))
    ids = [item.id for item in ws.find(TaskNumber)]
    tab.more.link.click()
    typed(tab.numbers.rows[1].scheme, qtbot, commit_text, "国家反馈")
    assert external(ws, task) == [("省序号", "28"), ("国家反馈", "364(35-11)")]
    assert [item.id for item in ws.find(TaskNumber)] == ids
    assert [item.text for item in suggest.schemes(ws)("国家")] == ["国家反馈", "国家方案"]
    tab.numbers.rows[0].remove.click()
    assert external(ws, task) == [("国家反馈", "364(35-11)")]
    assert [row.isHidden() for row in tab.numbers.rows] == [False, False, True]


def test_a_site_is_added_renamed_and_removed(
    ws: Workspace, task: Task, tab: OverviewTab, qtbot: Any, commit_text: Type
) -> None:
    tab.more.link.click()
    tab.sub_items.name.setFocus()
    commit_text(tab.sub_items.name.edit, "河东泵站")
    qtbot.keyClick(tab.sub_items.name.edit, Qt.Key.Key_Return)
    (item,) = ws.find(SubItem)
    assert (item.name, item.kind) == ("河东泵站", SubItemKind.SITE)
    (row,) = tab.sub_items.rows
    typed(row.number, qtbot, commit_text, "1-1")
    assert ws.find(SubItem)[0].number == "1-1"
    row.removed.emit(item.id)
    assert ws.find(SubItem) == []


def test_plan_and_inspection_are_edited_and_told_to_be_shared(
    ws: Workspace, task: Task, page: TaskPage, tab: OverviewTab, qtbot: Any, commit_text: Type
) -> None:
    add_task(ws, "2")
    page.refresh(None)
    tab.show_task(task.id)
    assert "共 2 项任务" in tab.plan.told.text()
    typed(tab.plan.fields["short_title"], qtbot, commit_text, "中央第二轮")
    typed(tab.plan.round, qtbot, commit_text, "二")
    tab.plan.level.combo.setCurrentIndex(1)
    tab.plan.level.combo.activated.emit(1)
    tab.plan.look_back.box.click()
    plan = ws.find(Plan)[0]
    inspection = ws.need(Inspection, plan.inspection_id)
    assert plan.short_title == "中央第二轮"
    assert (inspection.round, inspection.level, inspection.is_look_back) == (2, InspectionLevel.PROVINCE, True)


def test_the_days_of_the_inspection_are_typed_in_part_and_told_where_they_cannot_be(
    ws: Workspace, page: TaskPage, tab: OverviewTab, qtbot: Any, commit_text: Type
) -> None:
    start, end = tab.plan.days["started_on"], tab.plan.days["ended_on"]
    typed(start, qtbot, commit_text, "2024年5月")
    typed(end, qtbot, commit_text, "20240403")
    inspection = ws.find(Inspection)[0]
    assert inspection.started_on == PartialDate(year=2024, month=5)
    assert inspection.ended_on == PartialDate(year=2024, month=4, day=3)
    assert end.note() == "督察结束日期2024年4月3日早于进驻日期2024年5月，请核对督察日期"
    qtbot.waitUntil(lambda: page.top.gap.menu_of.actions()[-1].text() == (
        "方案　督察结束日期2024年4月3日早于进驻日期2024年5月\t核对督察日期"
    ))
    typed(end, qtbot, commit_text, "2024-6-3")
    typed(tab.plan.fields["dated_on"], qtbot, commit_text, "2024-5-20")
    assert end.note() == ""
    assert "早于督察日期2024年6月3日" in tab.plan.fields["dated_on"].note()
    typed(tab.plan.fields["dated_on"], qtbot, commit_text, "2024-12")
    assert tab.plan.fields["dated_on"].note() == ""
    (operation,) = ws.history_of_rows({inspection.id}, limit=1)
    assert operation.told


def test_a_date_of_the_plan_that_cannot_be_leads_to_its_field(
    ws: Workspace, task: Task, window: MainWindow, page: TaskPage, tab: OverviewTab, qtbot: Any, commit_text: Type
) -> None:
    typed(tab.plan.days["ended_on"], qtbot, commit_text, "2024-6-3")
    typed(tab.plan.fields["dated_on"], qtbot, commit_text, "2024-5-20")
    window.go(TASK, TaskPlace(task_id=task.id, tab=MEASURES))
    qtbot.waitUntil(lambda: page.top.gap.menu_of.actions()[-1].text().startswith("方案"))
    page.top.gap.menu_of.actions()[-1].trigger()
    assert page.tabs.open_key() == OVERVIEW
    assert tab.plan.fields["dated_on"].editor.hasFocus()


def test_each_printed_field_says_where(tab: OverviewTab) -> None:
    told = {label.text() for label in tab.findChildren(Meta)}
    assert {"印在 第一部分", "印在 第四部分", "印在 标题、引言", "印在 引言、结论"} <= told


# The head


def test_the_title_is_edited_with_f2_and_enter(
    ws: Workspace, task: Task, page: TaskPage, window: MainWindow, qtbot: Any, commit_text: Type
) -> None:
    assert page.top.title.whole() == "河东污水处理厂配套管网建设滞后。"
    page.tabs.bar.setFocus()
    qtbot.keyClick(page.tabs.bar, Qt.Key.Key_F2)
    assert page.top.title_field.edit.hasFocus()
    commit_text(page.top.title_field.edit, "管网滞后")
    qtbot.keyClick(page.top.title_field.edit, Qt.Key.Key_Return)
    assert ws.need(Task, task.id).title == "管网滞后"
    assert page.top.title.whole() == "管网滞后"
    assert not page.top.is_editing()


def test_esc_gives_up_another_title(
    ws: Workspace, task: Task, page: TaskPage, window: MainWindow, qtbot: Any, commit_text: Type
) -> None:
    qtbot.mouseClick(page.top.title, Qt.MouseButton.LeftButton)
    page.top.title_field.edit.clear()
    commit_text(page.top.title_field.edit, "别的名称")
    qtbot.keyClick(page.top.title_field.edit, Qt.Key.Key_Escape)
    assert not page.top.is_editing()
    assert ws.need(Task, task.id).title == task.title


def test_a_title_that_is_left_is_saved_and_read_again(
    ws: Workspace, task: Task, page: TaskPage, window: MainWindow, qtbot: Any, commit_text: Type
) -> None:
    page.top.edit()
    commit_text(page.top.title_field.edit, "管网滞后")
    page.tabs.bar.setFocus()
    qtbot.waitUntil(lambda: not page.top.is_editing())
    assert ws.need(Task, task.id).title == "管网滞后"


def test_a_number_another_task_has_is_refused_where_it_is_typed(
    ws: Workspace, task: Task, page: TaskPage, qtbot: Any
) -> None:
    add_task(ws, "2")
    page.top.edit()
    page.top.number_field.edit.setText("2")
    page.top.number_field.typed()
    assert not page.top.number_field.commit()
    assert "已有编号为“2”的任务" in page.top.number_field.problem()
    assert ws.need(Task, task.id).number == "1"


def test_forty_files_that_lack_a_sentence_are_one_line_of_the_gaps() -> None:
    goes = TaskPlace(task_id=TaskId("a"))
    lines = [
        GapLine(place="措施 1", name="巡查", what=what, detail=str(place), remedy="写证明内容", goes=goes)
        for place, what in enumerate(["没有落实情况", *["没有写证明什么"] * 40])
    ]
    assert [(line.detail, count) for line, count in alike(lines)] == [("0", 1), ("1", 40)]


def test_the_gap_button_lists_what_lacks_and_each_line_goes_there(
    ws: Workspace, task: Task, page: TaskPage, window: MainWindow, qtbot: Any
) -> None:
    qtbot.waitUntil(lambda: page.top.gap.text() == "缺口 4")
    lines = [action.text() for action in page.top.gap.menu_of.actions()]
    assert lines[0].startswith("措施 1") and lines[0].endswith("\t登记落实")
    page.top.gap.menu_of.actions()[2].trigger()
    body = page.holders["measures"].inside
    assert page.tabs.open_key() == "measures"
    assert body.detail.name.text() == "措施 2"


def test_what_waits_is_in_sight_when_nothing_lacks(
    ws: Workspace, page: TaskPage, window: MainWindow, qtbot: Any
) -> None:
    other = fill_second(ws)
    page.go_to(TaskPlace(task_id=other.id))
    qtbot.waitUntil(lambda: page.top.gap.text() == "没有缺口")
    assert page.top.gap.mark is None
    measure = measures_of(ws, other.id)[0]
    entry = progress.ProgressInput(text="又召开1次。")
    window.session.apply(lambda at: progress.record_progress(at, measure_id=measure.id, entry=entry))
    qtbot.waitUntil(lambda: (page.top.gap.text(), page.top.gap.mark) == ("待核 2", Shape.RING))
    lines = [action.text() for action in page.top.gap.menu_of.actions()]
    assert [line.partition("　")[2] for line in lines] == [
        "落实情况确认后记录又改过，待核\t核对落实情况", "对应说明确认后记录又改过，待核\t核对对应说明"
    ]
    window.session.apply(lambda at: measures.add_measures(at, task_id=other.id, texts=("三。",)))
    qtbot.waitUntil(lambda: (page.top.gap.text(), page.top.gap.mark) == ("缺口 2　待核 2", Shape.TRIANGLE))


def test_the_stages_tick_what_the_records_prove(
    ws: Workspace, page: TaskPage, session: Session, qtbot: Any
) -> None:
    qtbot.waitUntil(lambda: page.top.stages.accessibleName() == "现在：整改")
    other = fill_second(ws)
    page.go_to(TaskPlace(task_id=other.id))
    qtbot.waitUntil(lambda: page.top.stages.accessibleName() == "现在：验收")
    part = closures_of(ws, other.id)[-1].id
    acceptance = replace(acceptance_of(ws, part), result=AcceptanceResult.PASSED)
    session.apply(lambda ws: closures.save_acceptance(ws, acceptance=acceptance))
    page.refresh(None)
    qtbot.waitUntil(lambda: page.top.stages.accessibleName() == "全部完成")
    first, last = (PartialDate(year=2025, month=month, day=day) for month, day in ((11, 20), (12, 3)))
    shown = replace(publicity_of(ws, part), starts_on=first, days=10, ends_on=last)
    session.apply(lambda ws: save_publicity(ws, publicity=shown))
    page.refresh(None)
    qtbot.waitUntil(lambda: page.top.stages.accessibleName() == "现在：公示")


def fill_second(ws: Workspace) -> Task:
    first = ws.find(Task)[0]
    tasks.remove_task(ws, task_id=first.id)
    return fill(ws)


# The history


def test_the_history_tells_before_and_after_and_an_older_step_is_undone_after_a_question(
    ws: Workspace, task: Task, page: TaskPage, session: Session, answers: dict[str, Any], qtbot: Any
) -> None:
    session.apply(lambda ws: tasks.revise_task(ws, task=replace(ws.need(Task, task.id), goal="甲目标。")))
    session.apply(lambda ws: tasks.revise_task(ws, task=replace(ws.need(Task, task.id), note="备注。")))
    add_task(ws, "2")
    page.tabs.open(HISTORY)
    tab = page.holders[HISTORY].inside
    labels = [tab.model.values(row)[2] for row in range(tab.model.rowCount())]
    assert labels == ["修改任务 1", "修改任务 1", "新建任务 1"]
    tab.table.choose(tab.model.id_at(1))
    assert [widget.text() for widget in tab._shown] == ["整改任务 · 整改目标", "原来：（空）", "改为：甲目标。"]
    answers["confirm"] = True
    tab.undo.click()
    assert "修改任务 1" in answers["asked"][0][1][1]
    now = ws.need(Task, task.id)
    assert (now.goal, now.note) == ("", "备注。")


def test_the_history_tells_every_field_of_an_opinion_in_chinese(sample_ws: Workspace) -> None:
    closure = closures_of(sample_ws, sample_ws.find(Task, number="1")[0].id)[-1]
    paper = sample_ws.find(Paper, closure_id=closure.id)[0]
    changed = replace(
        paper, form="closure-opinion-liaoning", document_word="示督", document_year=2023, document_sequence=19,
        is_upward=not paper.is_upward, has_red_head=not paper.has_red_head, is_sealed=not paper.is_sealed,
        printing_office="示例市督改办", printed_on=None, title_lines="甲\n乙", head_lines="丙",
    )
    save_paper(sample_ws, paper=changed)
    ids = sample_ws.task_rows(closure.task_id)
    (operation,) = sample_ws.history_of_rows(ids, limit=1)
    told = [row for row in told_rows(sample_ws, operation.sequence, ids) if not row.is_before]
    assert len(told) == 11
    assert not re.search("[a-z]{2}", "".join(row.text + row.head for row in told))


def test_the_history_keeps_what_was_removed(ws: Workspace, task: Task, page: TaskPage) -> None:
    first = measures_of(ws, task.id)[0]
    measures.revise_measure(ws, measure=replace(first, short_name="专班"))
    measures.remove_measure(ws, measure_id=first.id)
    page.tabs.open(HISTORY)
    tab = page.holders[HISTORY].inside
    labels = [tab.model.values(row)[2] for row in range(tab.model.rowCount())]
    assert labels == ["删除措施 1", "修改措施 1", "新建任务 1"]


def test_a_step_changed_since_is_refused_in_words(
    ws: Workspace, task: Task, page: TaskPage, window: MainWindow, session: Session, answers: dict[str, Any]
) -> None:
    session.apply(lambda ws: tasks.revise_task(ws, task=replace(ws.need(Task, task.id), goal="甲目标。")))
    session.apply(lambda ws: tasks.revise_task(ws, task=replace(ws.need(Task, task.id), goal="乙目标。")))
    page.tabs.open(HISTORY)
    tab = page.holders[HISTORY].inside
    tab.table.choose(tab.model.id_at(1))
    answers["confirm"] = True
    tab.undo.click()
    assert "整改任务：后来又被改过，不能单独撤销这一步。请先撤销后来的改动" in window.strip.text()
    assert ws.need(Task, task.id).goal == "乙目标。"


def test_a_task_is_deleted_after_a_question_and_comes_back_with_undo(
    window: MainWindow, tab: OverviewTab, ws: Workspace, qtbot: Any, answers: dict[str, Any]
) -> None:
    answers["confirm"] = False
    qtbot.mouseClick(tab.remove, Qt.MouseButton.LeftButton)
    assert len(ws.find(Task)) == 1
    answers["confirm"] = True
    qtbot.mouseClick(tab.remove, Qt.MouseButton.LeftButton)
    assert ws.find(Task) == []
    qtbot.waitUntil(lambda: isinstance(window.page(), TasksPage))
    window.undo()
    assert len(measures_of(ws, ws.find(Task)[0].id)) == 2
