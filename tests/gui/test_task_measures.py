"""The measures of a task on its page: pasted, chosen, entered, corrected, moved, removed, undone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtWidgets import QApplication, QWidget

from gui.pages.task.measure_detail import MeasureDetail
from gui.pages.task.measures import MeasuresTab
from gui.pages.task.page import TaskPage
from gui.places import TASK, TASKS, TaskPlace
from gui.session import Session
from gui.window import MainWindow
from models.actions import evidence, measures, papers, progress
from models.assembly import statement_dossier
from models.domain.closure import StatementKind
from models.domain.directory import Unit
from models.domain.partial_date import PartialDate
from models.domain.plan import Figure, Measure, MeasureUnit, Progress, Task
from models.domain.statements import StatementState
from models.workspace import Workspace
from tests.builders import FILE, add_task, closure_of, measures_of
from tests.gui.conftest import window_on

Type = Callable[[QWidget, str], None]


@pytest.fixture
def task(ws: Workspace) -> Task:
    return add_task(ws, "12-02", ("成立专班，定期会商。", "完善配套管网。"))


@pytest.fixture
def window(session: Session, task: Task, qtbot: Any) -> Iterator[MainWindow]:
    """Give the window on the page of the task."""
    with window_on(TaskPlace(task_id=task.id), session, qtbot) as window:
        yield window


@pytest.fixture
def page(window: MainWindow) -> TaskPage:
    page = window.page()
    assert isinstance(page, TaskPage)
    return page


@pytest.fixture
def tab(page: TaskPage) -> MeasuresTab:
    inside = page.holders["measures"].inside
    assert isinstance(inside, MeasuresTab)
    return inside


@pytest.fixture
def detail(tab: MeasuresTab) -> MeasureDetail:
    return tab.detail


def paste(widget: QWidget, qtbot: Any, text: str) -> None:
    data = QMimeData()
    data.setText(text)
    QApplication.clipboard().setMimeData(data)
    qtbot.keyClick(widget, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def listed(tab: MeasuresTab) -> list[tuple[object, ...]]:
    return [tuple(tab.list.model.values(row)) for row in range(tab.list.model.rowCount())]


def record(ws: Workspace, measure: Measure, text: str) -> Progress:
    changes = progress.record_progress(
        ws, measure_id=measure.id,
        entry=progress.ProgressInput(text=text, done_on=PartialDate(year=2025, month=3, day=28)),
    )
    return ws.need(Progress, changes.new_id("progress"))


# The list


def test_the_first_measure_is_chosen_and_shown(tab: MeasuresTab, detail: MeasureDetail) -> None:
    assert [(row[0], row[2]) for row in listed(tab)] == [("1", "成立专班，定期会商。"), ("2", "完善配套管网。")]
    assert detail.name.text() == "措施 1"
    assert detail.text.text() == "成立专班，定期会商。"


def test_a_pasted_list_becomes_as_many_measures_in_one_step(
    ws: Workspace, task: Task, tab: MeasuresTab, window: MainWindow, qtbot: Any
) -> None:
    qtbot.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert tab.list.line.edit.hasFocus()
    paste(tab.list.line.edit, qtbot, "1. 甲措施。2. 乙措施。3. 丙措施。")
    assert [row[0] for row in listed(tab)] == ["1", "2", "3", "4", "5"]
    assert [measure.text for measure in measures_of(ws, task.id)][2:] == ["甲措施。", "乙措施。", "丙措施。"]
    assert "3 条措施" in window.strip.text()
    window.undo()
    assert [row[0] for row in listed(tab)] == ["1", "2"]


def test_a_measure_typed_with_an_input_method_is_added_with_enter(
    ws: Workspace, task: Task, tab: MeasuresTab, qtbot: Any, commit_text: Type, preedit: Type
) -> None:
    tab.list.begin()
    line = tab.list.line.edit
    preedit(line, "shishi")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert len(measures_of(ws, task.id)) == 2
    commit_text(line, "实施厂区提标改造。")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert measures_of(ws, task.id)[-1].text == "实施厂区提标改造。"
    assert tab.list.line.text() == ""
    assert tab.list.chosen_id() == measures_of(ws, task.id)[-1].id


def test_alt_and_an_arrow_move_a_measure_and_its_number_stays(
    ws: Workspace, task: Task, tab: MeasuresTab, qtbot: Any
) -> None:
    qtbot.keyClick(tab.list.table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert [measure.number for measure in measures_of(ws, task.id)] == ["2", "1"]
    assert [row[0] for row in listed(tab)] == ["2", "1"]


def test_delete_asks_and_names_what_goes(
    ws: Workspace, task: Task, tab: MeasuresTab, qtbot: Any, answers: dict[str, Any]
) -> None:
    record(ws, measures_of(ws, task.id)[0], "召开调度会3次。")
    answers["confirm"] = False
    qtbot.keyClick(tab.list.table, Qt.Key.Key_Delete)
    assert "1 条落实情况" in answers["asked"][0][1][1]
    assert len(measures_of(ws, task.id)) == 2
    answers["confirm"] = True
    qtbot.keyClick(tab.list.table, Qt.Key.Key_Delete)
    assert [measure.number for measure in measures_of(ws, task.id)] == ["2"]


def test_arrows_choose_and_enter_goes_to_the_entry_line(tab: MeasuresTab, detail: MeasureDetail, qtbot: Any) -> None:
    tab.list.table.setFocus()
    qtbot.keyClick(tab.list.table, Qt.Key.Key_Down)
    assert detail.name.text() == "措施 2"
    qtbot.keyClick(tab.list.table, Qt.Key.Key_Return)
    assert detail.entry.text.edit.hasFocus()


# Entering progress


def test_many_entries_come_a_few_at_a_time_and_one_that_is_sought_at_once(
    ws: Workspace, task: Task, page: TaskPage, detail: MeasureDetail, session: Session, qtbot: Any
) -> None:
    measure = measures_of(ws, task.id)[1]
    for day in range(1, 10):
        entry = progress.ProgressInput(text=f"第{day}次调度。", done_on=PartialDate(year=2025, month=3, day=day))
        progress.record_progress(ws, measure_id=measure.id, entry=entry)
    session.go(TASK, TaskPlace(task_id=task.id, measure_id=measure.id))
    assert len(detail.progress.shown()) < 9
    qtbot.waitUntil(lambda: len(detail.progress.shown()) == 9)
    assert [row.text.text() for row in detail.progress.shown()] == [f"第{day}次调度。" for day in range(1, 10)]
    detail.show_measure(measures_of(ws, task.id)[0].id)
    detail.show_measure(measure.id)
    last = ws.sources(measure).entries[-1].id
    session.go(TASK, TaskPlace(task_id=task.id, measure_id=measure.id, focus=last))
    assert detail.progress.shown()[-1].progress_id == last and detail.progress.shown()[-1].text.shown.hasFocus()


def test_progress_is_entered_in_chinese_with_its_date_and_figures(
    ws: Workspace, task: Task, tab: MeasuresTab, detail: MeasureDetail, qtbot: Any, commit_text: Type
) -> None:
    qtbot.keyClick(tab, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    detail.entry.date.edit.setText("2025-9-26")
    commit_text(detail.entry.text.edit, "共召开县委常委会 7 次。")
    qtbot.keyClick(detail.entry.text.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (entry,) = ws.find(Progress)
    assert (entry.text, entry.done_on) == ("共召开县委常委会7次。", PartialDate(year=2025, month=9, day=26))
    assert [(figure.label, figure.number, figure.unit) for figure in ws.find(Figure)] == [("县委常委会", "7", "次")]
    (row,) = detail.progress.shown()
    assert row.text.text() == "共召开县委常委会7次。"
    assert row.date.text() == "2025-09-26"
    assert listed(tab)[0][3] == 1
    assert detail.entry.text.text() == ""


def test_a_date_that_does_not_exist_stays_as_typed_and_nothing_is_entered(
    ws: Workspace, detail: MeasureDetail, commit_text: Type
) -> None:
    detail.entry.date.edit.setText("2025-2-30")
    commit_text(detail.entry.text.edit, "召开调度会。")
    assert not detail.entry.record()
    assert "没有 30 日" in detail.entry.date.problem()
    assert ws.find(Progress) == []
    assert detail.entry.text.text() == "召开调度会。"


def test_what_stands_in_the_entry_line_becomes_an_entry_when_the_measure_is_left(
    ws: Workspace, task: Task, tab: MeasuresTab, detail: MeasureDetail, commit_text: Type
) -> None:
    first, second = measures_of(ws, task.id)
    commit_text(detail.entry.text.edit, "召开调度会。")
    tab.list.choose(second.id)
    assert [entry.measure_id for entry in ws.find(Progress)] == [first.id]
    assert detail.entry.text.text() == ""


def test_leaving_the_page_keeps_what_stands_in_the_open_lines(
    ws: Workspace, task: Task, tab: MeasuresTab, detail: MeasureDetail, window: MainWindow, commit_text: Type
) -> None:
    commit_text(detail.entry.text.edit, "召开调度会。")
    commit_text(tab.list.line.edit, "整治沿河直排口。")
    window.go(TASKS)
    assert [entry.text for entry in ws.find(Progress)] == ["召开调度会。"]
    assert [measure.text for measure in measures_of(ws, task.id)][-1] == "整治沿河直排口。"


def test_a_sentence_is_edited_where_it_stands_and_undone_as_one_step(
    ws: Workspace, task: Task, detail: MeasureDetail, window: MainWindow, session: Session, qtbot: Any,
    commit_text: Type,
) -> None:
    record(ws, measures_of(ws, task.id)[0], "召开调度会。")
    detail.refresh()
    (row,) = detail.progress.shown()
    row.setFocus()
    qtbot.keyClick(row.text.shown, Qt.Key.Key_Return)
    assert row.text.is_open()
    commit_text(row.text.field.edit, "明确了路由。")
    qtbot.keyClick(row.text.field.edit, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: not row.text.is_open())
    assert ws.find(Progress)[0].text == "召开调度会。明确了路由。"
    window.undo()
    assert row.text.text() == "召开调度会。"


def test_escape_forgets_what_was_typed_into_a_sentence(ws: Workspace, task: Task, detail: MeasureDetail, qtbot: Any,
                                                       commit_text: Type) -> None:
    record(ws, measures_of(ws, task.id)[0], "召开调度会。")
    detail.refresh()
    (row,) = detail.progress.shown()
    row.text.edit()
    commit_text(row.text.field.edit, "写错了")
    qtbot.keyClick(row.text.field.edit, Qt.Key.Key_Escape)
    assert not row.text.is_open()
    assert ws.find(Progress)[0].text == "召开调度会。"


def test_a_date_is_edited_where_it_stands(ws: Workspace, task: Task, detail: MeasureDetail, qtbot: Any) -> None:
    record(ws, measures_of(ws, task.id)[0], "召开调度会。")
    detail.refresh()
    (row,) = detail.progress.shown()
    qtbot.mouseClick(row.date, Qt.MouseButton.LeftButton)
    row.date_field.edit.setText("")
    qtbot.keyClicks(row.date_field.edit, "20250630")
    qtbot.keyClick(row.date_field.edit, Qt.Key.Key_Return)
    assert ws.find(Progress)[0].done_on == PartialDate(year=2025, month=6, day=30)
    assert row.date.text() == "2025-06-30"
    assert not row.date.isHidden()


def test_delete_on_an_entry_asks_and_removes_it(
    ws: Workspace, task: Task, detail: MeasureDetail, qtbot: Any, answers: dict[str, Any]
) -> None:
    record(ws, measures_of(ws, task.id)[0], "召开调度会。")
    detail.refresh()
    (row,) = detail.progress.shown()
    answers["confirm"] = True
    qtbot.keyClick(row.text.shown, Qt.Key.Key_Delete)
    assert ws.find(Progress) == []
    assert detail.progress.shown() == []


# Figures and statements


def proven(ws: Workspace, measure: Measure) -> None:
    record(ws, measure, "共召开县委常委会7次。")
    piece = evidence.EvidenceInput(files=(FILE,), title="会议纪要")
    evidence.attach_evidence(ws, pieces=(piece,), measure_id=measure.id, proves="召开了县委常委会7次。")


def states(ws: Workspace, task: Task) -> list[StatementState]:
    closure = closure_of(ws, task.id)
    return [
        statement_dossier(ws, closure.id, kind, ws.sources(measure)).state
        for measure in measures_of(ws, task.id) for kind in StatementKind
    ]


def confirm_all(ws: Workspace, task: Task) -> None:
    for measure in measures_of(ws, task.id):
        proven(ws, measure)
        for kind in StatementKind:
            closure_id = closure_of(ws, task.id).id
            papers.draft_statement(ws, closure_id=closure_id, measure_id=measure.id, kind=kind)
            papers.confirm_statement(ws, closure_id=closure_id, measure_id=measure.id, kind=kind)


def test_a_corrected_figure_corrects_its_sentences_and_turns_its_two_statements_and_no_others(
    ws: Workspace, task: Task, page: TaskPage, tab: MeasuresTab, detail: MeasureDetail, qtbot: Any
) -> None:
    confirm_all(ws, task)
    page.refresh(None)
    assert states(ws, task) == [StatementState.CONFIRMED] * 4
    (row,) = detail.progress.shown()
    box = row.chips.boxes()[0]
    qtbot.mouseClick(row.chips, Qt.MouseButton.LeftButton, pos=box.center())
    assert "落实情况 1 句、证明 1 句" in row.figure.told.text()
    row.figure.number.edit.setText("")
    qtbot.keyClicks(row.figure.number.edit, "8")
    qtbot.keyClick(row.figure.number.edit, Qt.Key.Key_Return)
    assert row.text.text() == "共召开县委常委会8次。"
    assert states(ws, task) == [StatementState.STALE] * 2 + [StatementState.CONFIRMED] * 2
    block = detail.statements.blocks[StatementKind.IMPLEMENTATION]
    assert (block.text.text(), block.now.text()) == ("共召开县委常委会7次。", "共召开县委常委会8次。")
    assert not block.now.isHidden()
    assert detail.jump.text() == "两段陈述待核"
    assert [str(row[1]) for row in listed(tab)] == ["○", "✓"]
    block.adopt.click()
    block.confirm.click()
    assert block.text.text() == "共召开县委常委会8次。"
    assert states(ws, task)[0] is StatementState.CONFIRMED


def test_a_stale_statement_can_be_kept_and_confirmed(
    ws: Workspace, task: Task, page: TaskPage, detail: MeasureDetail
) -> None:
    confirm_all(ws, task)
    record(ws, measures_of(ws, task.id)[0], "又召开一次。")
    page.refresh(None)
    block = detail.statements.blocks[StatementKind.PROOF]
    before = block.text.text()
    assert block.state is StatementState.STALE
    block.keep.click()
    assert block.state is StatementState.CONFIRMED
    assert block.text.text() == before


def test_a_missing_statement_shows_what_the_records_would_give(
    ws: Workspace, task: Task, page: TaskPage, detail: MeasureDetail, qtbot: Any
) -> None:
    block = detail.statements.blocks[StatementKind.IMPLEMENTATION]
    assert not block.draft.isEnabled()
    proven(ws, measures_of(ws, task.id)[0])
    page.refresh(None)
    assert block.text.shown.text() == "共召开县委常委会7次。"
    assert block.text.text() == ""
    assert block.label.text() == "第三部分将写"
    block.draft.click()
    qtbot.waitUntil(block.confirm.hasFocus)
    assert block.state is StatementState.DRAFT
    qtbot.keyClick(block.confirm, Qt.Key.Key_Space)
    assert block.state is StatementState.CONFIRMED


def test_a_statement_rewritten_by_hand_has_to_be_confirmed_again(
    ws: Workspace, task: Task, page: TaskPage, detail: MeasureDetail, qtbot: Any, commit_text: Type
) -> None:
    confirm_all(ws, task)
    page.refresh(None)
    block = detail.statements.blocks[StatementKind.PROOF]
    block.text.edit()
    commit_text(block.text.field.edit, "另有台账。")
    qtbot.keyClick(block.text.field.edit, Qt.Key.Key_Tab)
    assert block.state is StatementState.DRAFT
    assert block.text.text().endswith("另有台账。")


# The measure itself


def test_f2_edits_the_measure_and_its_facts_are_shown_after_escape(
    ws: Workspace, task: Task, tab: MeasuresTab, detail: MeasureDetail, window: MainWindow, qtbot: Any,
    commit_text: Type,
) -> None:
    tab.list.table.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_F2)
    form = detail.form
    assert form.text.edit.hasFocus()
    form.short_name.setFocus()
    commit_text(form.short_name.edit, "成立专班")
    form.deadline.setFocus()
    commit_text(form.deadline.edit, "2025年底前")
    assert form.deadline.reading() == "读作 2025-12-31"
    form.units.setFocus()
    commit_text(form.units.edit, "示例县住建局")
    qtbot.keyClick(form.units.edit, Qt.Key.Key_Escape)
    measure = measures_of(ws, task.id)[0]
    assert (measure.short_name, measure.deadline, measure.deadline_text) == (
        "成立专班", PartialDate(year=2025), "2025年底前"
    )
    unit_ids = [item.unit_id for item in ws.find(MeasureUnit, measure_id=measure.id)]
    assert [ws.need(Unit, unit_id).name for unit_id in unit_ids] == ["示例县住建局"]
    assert detail.form.isHidden()
    assert detail.short.text() == "成立专班"


def test_unsaved_typing_survives_a_change_made_elsewhere(
    ws: Workspace, task: Task, detail: MeasureDetail, session: Session, commit_text: Type
) -> None:
    first, second = measures_of(ws, task.id)
    detail.edit()
    commit_text(detail.form.text.edit, "（半句）")
    session.apply(lambda ws: measures.revise_measure(ws, measure=replace(second, short_name="管网")))
    assert detail.form.text.text().startswith("（半句）")
    assert ws.need(Measure, first.id).text == "成立专班，定期会商。"


def test_a_task_that_is_undone_away_leads_back_to_the_list(
    ws: Workspace, window: MainWindow, session: Session, qtbot: Any
) -> None:
    changes = add_task(ws, "99")
    window.go(TASK, TaskPlace(task_id=changes.id))
    session.undo()
    qtbot.waitUntil(lambda: window.page_key() == TASKS)
