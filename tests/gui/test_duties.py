"""Duties on the page of a task: confirmed from the text, edited, counted from rows, walked period by period."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from gui.pages.task.duty_list import DutyList
from gui.pages.task.duty_panel import DutyPanel
from gui.pages.task.evidence_list import EvidenceList
from gui.pages.task.measure_detail import MeasureDetail
from gui.parts.cell_strip import Cell, CellStrip, Look
from gui.places import TASK, TaskPlace
from gui.session import Session
from gui.task.gap_lines import gap_lines
from gui.window import MainWindow
from models.actions import duties, evidence, progress, tasks
from models.domain.duty import DutyCount, MeasureDuty
from models.domain.partial_date import PartialDate, when_from_iso
from models.domain.plan import DutyPer, Measure, Plan, Task
from models.workspace import Workspace
from tests.builders import FILE, add_task, measures_of
from tests.gui.conftest import window_on

Type = Callable[[QWidget, str], None]
YEAR = PartialDate(year=2024)


@pytest.fixture
def task(ws: Workspace) -> Task:
    task = add_task(ws, "12-02", ("县委常委会每季度至少研究1次整改。", "完善配套管网。"))
    plan = ws.find(Plan)[0]
    tasks.save_plan(ws, plan=Plan(id=plan.id, title=plan.title, dated_on=YEAR))
    return task


@pytest.fixture
def window(session: Session, task: Task, qtbot: Any) -> Iterator[MainWindow]:
    with window_on(TaskPlace(task_id=task.id), session, qtbot) as window:
        yield window


@pytest.fixture
def shown(window: MainWindow) -> DutyList:
    return window.findChild(DutyList)


@pytest.fixture
def measure(ws: Workspace, task: Task) -> Measure:
    return measures_of(ws, task.id)[0]


def confirm(session: Session, measure: Measure) -> MeasureDuty:
    entry = duties.DutyInput(times=1, per=DutyPer.QUARTER, subject="县委常委会研究整改", starts_on=YEAR, ends_on=YEAR)
    session.apply(lambda ws: duties.add_duty(ws, measure_id=measure.id, duty=entry))
    return session.workspace.find(MeasureDuty)[0]


def meet(session: Session, measure: Measure, *days: str) -> None:
    for day in days:
        entry = progress.ProgressInput(text="县委常委会研究整改。", done_on=when_from_iso(day))
        session.apply(lambda ws, entry=entry: progress.record_progress(ws, measure_id=measure.id, entry=entry))


def prove(session: Session, measure: Measure) -> None:
    """Hang a piece of evidence on every entry."""
    piece = evidence.EvidenceInput(files=(FILE,), title="纪要")
    for entry in session.workspace.sources(measure).entries:
        session.apply(lambda ws, entry=entry: evidence.attach_evidence(
            ws, pieces=(piece,), measure_id=measure.id, progress_id=entry.id
        ))


def test_what_the_text_demands_is_confirmed_with_one_click(
    session: Session, shown: DutyList, qtbot: Any
) -> None:
    (reading,) = shown.readings.shown()
    assert reading.words.whole() == "原文“每季度至少研究1次”，读作 每季度至少1次　县委常委会研究整改"
    assert reading.span.text() == "2024年起，长期坚持"
    qtbot.mouseClick(reading.confirm, Qt.MouseButton.LeftButton)
    (duty,) = session.workspace.find(MeasureDuty)
    assert (str(duty.duty), duty.subject, duty.starts_on, duty.ends_on) == (
        "每季度至少1次", "县委常委会研究整改", YEAR, None
    )
    assert reading.isHidden()
    assert shown.lines.shown()[0].demand.text() == "每季度至少1次"
    session.undo()
    assert not reading.isHidden()
    assert shown.lines.shown() == []


def test_suggested_records_are_counted_in_one_step(
    session: Session, shown: DutyList, measure: Measure, qtbot: Any
) -> None:
    confirm(session, measure)
    meet(session, measure, "2024-02-03", "2024-05-06", "2024-11-10")
    (line,) = shown.lines.shown()
    assert line.accept.text() == "计入 3 条"
    qtbot.mouseClick(line.accept, Qt.MouseButton.LeftButton)
    assert (line.counts.text(), line.told.whole()) == ("应4 实3", "缺 第三季度　无佐证 第一季度、第二季度、第四季度")
    assert [cell.look for cell in line.strip.cells()] == [Look.HALF, Look.HALF, Look.EMPTY, Look.HALF]
    prove(session, measure)
    assert line.told.whole() == "缺 第三季度"
    assert [cell.look for cell in line.strip.cells()] == [Look.FULL, Look.FULL, Look.EMPTY, Look.FULL]
    assert "缺 第三季度" in line.strip.accessibleName()
    assert line.accept.isHidden()
    for _ in range(4):
        session.undo()
    assert session.workspace.find(DutyCount) == []


def test_periods_are_walked_by_keyboard_and_lead_to_their_records(
    session: Session, shown: DutyList, measure: Measure, window: MainWindow, qtbot: Any
) -> None:
    duty = confirm(session, measure)
    meet(session, measure, "2024-02-03")
    entry = session.workspace.sources(measure).entries[0]
    session.apply(lambda ws: duties.count_entry(ws, duty_id=duty.id, progress_id=entry.id))
    (line,) = shown.lines.shown()
    window.activateWindow()
    line.strip.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(line.strip, Qt.Key.Key_Right)
    qtbot.keyClick(line.strip, Qt.Key.Key_Left)
    assert line.told.whole() == "2024年第一季度 有记录、没有佐证 应1 实1 有佐证0：2024-02-03 县委常委会研究整改。"
    prove(session, measure)
    qtbot.keyClick(line.strip, Qt.Key.Key_Left)
    assert line.told.whole() == "2024年第一季度 已做到 应1 实1：2024-02-03 县委常委会研究整改。"
    qtbot.keyClick(line.strip, Qt.Key.Key_Return)
    detail = window.findChild(MeasureDetail)
    assert detail.progress.rows[0].isAncestorOf(detail.focusWidget()) or detail.progress.rows[0].hasFocus()
    line.strip.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(line.strip, Qt.Key.Key_Right)
    qtbot.keyClick(line.strip, Qt.Key.Key_Return)
    assert detail.entry.isAncestorOf(detail.focusWidget())


def test_a_click_on_a_period_leads_to_one_record_after_the_other(
    session: Session, shown: DutyList, measure: Measure, qtbot: Any
) -> None:
    duty = confirm(session, measure)
    meet(session, measure, "2024-02-03", "2024-03-04")
    first, second = session.workspace.sources(measure).entries
    for entry in (first, second):
        session.apply(lambda ws, entry=entry: duties.count_entry(ws, duty_id=duty.id, progress_id=entry.id))
    gone: list[str] = []
    shown.wanted.connect(gone.append)
    strip = shown.lines.shown()[0].strip
    for _ in range(3):
        qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=strip.boxes()[0].center())
    assert gone == [first.id, second.id, first.id]


def test_a_period_leads_to_a_piece_far_down_the_list(
    session: Session, shown: DutyList, measure: Measure, window: MainWindow, qtbot: Any
) -> None:
    duty = confirm(session, measure)
    pieces = [
        evidence.EvidenceInput(files=(FILE,), title=f"纪要{place}", dated_on=PartialDate(year=2024, month=11, day=6))
        for place in range(44)
    ]
    session.apply(lambda ws: evidence.attach_evidence(ws, pieces=pieces, measure_id=measure.id))
    last = session.workspace.sources(measure).links[-1][1]
    session.apply(lambda ws: duties.count_evidence(ws, duty_id=duty.id, evidence_id=last.id))
    strip = shown.lines.shown()[0].strip
    qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=strip.boxes()[3].center())
    rows = window.findChild(EvidenceList).rows
    qtbot.waitUntil(lambda: len(rows) > 43 and rows[43].proves.is_open())


def test_a_row_is_counted_and_taken_off_again(
    session: Session, window: MainWindow, measure: Measure, qtbot: Any
) -> None:
    detail = window.findChild(MeasureDetail)
    meet(session, measure, "2024-02-03")
    piece = evidence.EvidenceInput(files=(FILE,), title="简报", dated_on=PartialDate(year=2024, month=5, day=6))
    session.apply(lambda ws: evidence.attach_evidence(ws, pieces=(piece,), measure_id=measure.id))
    marks = (detail.progress.rows[0].count, detail.evidence.rows[0].count)
    assert all(mark.isHidden() for mark in marks)
    confirm(session, measure)
    for mark in marks:
        qtbot.mouseClick(mark, Qt.MouseButton.LeftButton)
        assert mark.text() == "计 1 次"
    offered = marks[1].offers()
    (times,) = offered.findChildren(QMenu)
    assert [action.text() for action in times.actions() if action.isChecked()] == ["计 1 次"]
    times.actions()[2].trigger()
    assert marks[1].text() == "计 3 次"
    assert [count.times for count in session.workspace.find(DutyCount)] == [1, 3]
    next(action for action in marks[1].offers().findChildren(QMenu)[0].actions() if action.text() == "不计入").trigger()
    assert marks[1].text() == "计入"


def test_a_duty_is_edited_where_it_stands_and_removed(
    session: Session, shown: DutyList, measure: Measure, commit_text: Type, qtbot: Any
) -> None:
    confirm(session, measure)
    (line,) = shown.lines.shown()
    qtbot.mouseClick(line.edit, Qt.MouseButton.LeftButton)
    panel = shown.panel
    assert isinstance(panel, DutyPanel)
    assert panel.subject.edit.hasFocus()
    panel.times.setFocus()
    panel.times.edit.selectAll()
    qtbot.keyClicks(panel.times.edit, "2")
    qtbot.keyClick(panel.times.edit, Qt.Key.Key_Return)
    panel.per.fill(DutyPer.MONTH)
    panel.per.saved.emit(DutyPer.MONTH)
    panel.subject.setFocus()
    panel.subject.edit.clear()
    commit_text(panel.subject.edit, "县政府常务会研究整改")
    qtbot.mouseClick(panel.done, Qt.MouseButton.LeftButton)
    duty = session.workspace.find(MeasureDuty)[0]
    assert (str(duty.duty), duty.subject) == ("每月至少2次", "县政府常务会研究整改")
    assert panel.isHidden()
    qtbot.mouseClick(line.edit, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(panel.remove, Qt.MouseButton.LeftButton)
    assert (session.workspace.find(MeasureDuty), panel.isHidden()) == ([], True)


def test_a_number_that_is_none_stays_in_the_field_with_its_reason(
    session: Session, shown: DutyList, measure: Measure, qtbot: Any
) -> None:
    confirm(session, measure)
    qtbot.mouseClick(shown.lines.shown()[0].edit, Qt.MouseButton.LeftButton)
    panel = shown.panel
    assert panel is not None
    panel.times.setFocus()
    panel.times.edit.selectAll()
    qtbot.keyClicks(panel.times.edit, "0")
    qtbot.mouseClick(panel.done, Qt.MouseButton.LeftButton)
    assert not panel.isHidden()
    assert "不是次数" in str(panel.times.problem())


def test_a_finding_leads_to_its_duty(session: Session, window: MainWindow, shown: DutyList, measure: Measure) -> None:
    confirm(session, measure)
    line = next(line for line in gap_lines(session.workspace, measure.task_id) if "第一季度" in line.what)
    assert (line.place, line.waits) == ("措施 1", False)
    window.go(TASK, line.goes)
    assert shown.lines.shown()[0].strip.hasFocus()


def test_a_duty_without_a_start_asks_for_it(session: Session, shown: DutyList, measure: Measure) -> None:
    entry = duties.DutyInput(times=1, per=DutyPer.QUARTER)
    session.apply(lambda ws: duties.add_duty(ws, measure_id=measure.id, duty=entry))
    (line,) = shown.lines.shown()
    assert line.told.whole() == "没有填从何时起"
    assert line.strip.isHidden()


def test_a_duty_the_text_does_not_name_is_picked_and_filled_in(
    session: Session, shown: DutyList, measure: Measure, qtbot: Any
) -> None:
    actions = {action.text(): action for action in shown.offers().actions()}
    assert "原文“每季度至少研究1次”，读作 每季度至少1次　县委常委会研究整改　2024年起，长期坚持" in actions
    actions["每月至少1次…"].trigger()
    assert str(session.workspace.find(MeasureDuty)[0].duty) == "每月至少1次"
    assert shown.panel.subject.edit.hasFocus()
    qtbot.keyClick(shown.panel.subject.edit, Qt.Key.Key_Return)
    assert shown.panel.isHidden() and shown.lines.shown()[0].isAncestorOf(shown.focusWidget())


def test_where_the_plan_has_no_date_the_start_is_asked_for_at_once(
    session: Session, shown: DutyList, qtbot: Any
) -> None:
    plan = session.workspace.find(Plan)[0]
    session.apply(lambda ws: tasks.save_plan(ws, plan=Plan(id=plan.id, title=plan.title)))
    qtbot.mouseClick(shown.readings.shown()[0].confirm, Qt.MouseButton.LeftButton)
    assert shown.panel.starts_on.edit.hasFocus()
    shown.panel.starts_on.edit.setText("2024")
    shown.panel.starts_on.typed()
    assert shown.panel.starts_on.commit(leaving=True)
    assert session.workspace.find(MeasureDuty)[0].starts_on == YEAR


def test_another_measure_shows_its_own_duties(
    session: Session, window: MainWindow, shown: DutyList, measure: Measure
) -> None:
    confirm(session, measure)
    second = measures_of(session.workspace, measure.task_id)[1]
    window.go(TASK, TaskPlace(task_id=measure.task_id, measure_id=second.id))
    assert shown.lines.shown() == []
    assert shown.isHidden()


@pytest.mark.parametrize(("count", "rows"), [(3, 1), (12, 1), (60, 5), (600, 50)])
def test_cells_stay_within_the_width_and_do_not_overlap(qtbot: Any, count: int, rows: int) -> None:
    strip = CellStrip()
    qtbot.addWidget(strip)
    strip.show_cells([Cell(Look.FULL, "", str(2000 + place // 12)) for place in range(count)], "频次")
    strip.resize(700, strip.heightForWidth(700))
    boxes = strip.boxes()
    assert len({box.top() for box in boxes}) == rows
    assert all(box.left() >= 0 and box.right() < 700 and box.bottom() < strip.height() for box in boxes)
    for before, after in pairwise(boxes):
        assert after.left() > before.right() or after.top() > before.bottom()


def test_the_mouse_tells_each_cell(qtbot: Any) -> None:
    strip = CellStrip()
    qtbot.addWidget(strip)
    strip.show_cells([Cell(Look.EMPTY, f"第{place}期") for place in range(4)], "频次")
    strip.resize(strip.sizeHint())
    told: list[int] = []
    strip.pointed.connect(told.append)
    for box in strip.boxes()[1:3]:
        at = QPointF(box.center())
        event = QMouseEvent(
            QEvent.Type.MouseMove, at, at, Qt.MouseButton.NoButton, Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(strip, event)
    assert (told, strip.toolTip()) == ([1, 2], "第2期")
    QApplication.sendEvent(strip, QEvent(QEvent.Type.Leave))
    assert (told, strip.toolTip()) == ([1, 2, -1], "")
