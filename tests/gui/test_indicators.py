"""Indicators in the window: confirmed from the goal, measured with evidence, painted on their way to the target."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QMenu, QWidget

from gui.charts import Point, Way, WayChart
from gui.pages.acceptance import AcceptancePanel
from gui.pages.task.indicator_list import IndicatorList
from gui.pages.task.overview import OverviewTab, building
from gui.parts import palette
from gui.parts.palette import DARK, LIGHT, Tones, tone
from gui.places import OVERVIEW, TaskPlace, place_of
from gui.session import Session
from gui.task.gap_lines import gap_lines
from gui.window import MainWindow
from models.actions import evidence, indicators
from models.actions.indicators import IndicatorInput, ValueInput
from models.actions.tasks import revise_task
from models.assembly import acceptance_of, closures_of
from models.domain.evidence import EvidenceId
from models.domain.finding import Target
from models.domain.indicator import Bound, Indicator, IndicatorId, IndicatorValue
from models.domain.partial_date import PartialDate
from models.domain.plan import Measure, Task
from models.workspace import Workspace
from tests.builders import FILE, add_task, measures_of
from tests.gui.conftest import on_screen, window_on

Type = Callable[[QWidget, str], None]
GOAL = "到2025年，污水集中收集率达到70%以上，再生水利用率达到25%。"


@pytest.fixture
def task(ws: Workspace) -> Task:
    made = add_task(ws, "3", ("成立专班。", "新建管网12公里。"))
    revise_task(ws, task=replace(made, goal=GOAL))
    return ws.need(Task, made.id)


@pytest.fixture
def proof(ws: Workspace, task: Task) -> EvidenceId:
    """Give a piece of evidence of the task."""
    pieces = (evidence.EvidenceInput(files=(FILE,), title="检测报告"),)
    changes = evidence.attach_evidence(ws, pieces=pieces, measure_id=measures_of(ws, task.id)[0].id)
    return EvidenceId(changes.new_id("evidence"))


@pytest.fixture
def window(session: Session, task: Task, proof: EvidenceId, qtbot: Any) -> Iterator[MainWindow]:
    with window_on(TaskPlace(task_id=task.id, tab=OVERVIEW), session, qtbot) as window:
        yield window


@pytest.fixture
def listed(window: MainWindow) -> IndicatorList:
    tab: OverviewTab = window.page().holders[OVERVIEW].inside
    return tab.indicators


def shown(listed: IndicatorList) -> list[tuple[str, str, str, str]]:
    return [
        (line.name.whole(), line.demand.whole(), line.latest.whole(), str(line.state.value))
        for line in listed.lines.shown()
    ]


def suggested(listed: IndicatorList) -> list[str]:
    return [row.words.whole() for row in listed.readings.shown()]


def enter(listed: IndicatorList, qtbot: Any, when: str, number: str) -> None:
    line = listed.panel.line
    line.date.edit.setFocus()
    line.date.edit.selectAll()
    qtbot.keyClick(line.date.edit, Qt.Key.Key_Delete)
    qtbot.keyClicks(line.date.edit, when)
    qtbot.keyClick(line.date.edit, Qt.Key.Key_Return)
    line.number.edit.clear()
    qtbot.keyClicks(line.number.edit, number)
    qtbot.keyClick(line.number.edit, Qt.Key.Key_Return)


def confirm(listed: IndicatorList, qtbot: Any) -> IndicatorId:
    qtbot.mouseClick(listed.readings.shown()[0].confirm, Qt.MouseButton.LeftButton)
    return listed.views[0].standing.indicator.id


def test_what_the_goal_demands_is_offered_and_confirmed_one_by_one(
    ws: Workspace, window: MainWindow, listed: IndicatorList, qtbot: Any
) -> None:
    assert suggested(listed) == [
        "原文“污水集中收集率达到70%以上”，读作 污水集中收集率 不低于70%，至2025年",
        "原文“再生水利用率达到25%”，读作 再生水利用率 不低于25%，至2025年",
    ]
    confirm(listed, qtbot)
    assert shown(listed) == [("污水集中收集率", "不低于70%", "", "○ 还没有数值")]
    assert len(suggested(listed)) == 1 and listed.all.isHidden()
    window.session.undo()
    assert shown(listed) == [] and len(suggested(listed)) == 2


def test_an_indicator_may_be_given_to_a_measure_and_taken_back(
    ws: Workspace, window: MainWindow, listed: IndicatorList, qtbot: Any
) -> None:
    indicator_id = confirm(listed, qtbot)
    listed.open(indicator_id)
    measure = listed.panel.measure
    sewers = ws.find(Measure)[1].id
    assert (measure.read(), measure.combo.currentText()) == (None, "整个目标")
    measure.combo.setFocus()
    qtbot.keyClick(measure.combo, Qt.Key.Key_End)
    measure.combo.activated.emit(measure.combo.currentIndex())
    assert ws.need(Indicator, indicator_id).measure_id == sewers
    assert [item.indicator.id for item in ws.sources(ws.need(Measure, sewers)).indicators] == [indicator_id]
    window.session.undo()
    assert ws.need(Indicator, indicator_id).measure_id is None and measure.combo.currentText() == "整个目标"


def test_all_the_goal_demands_is_confirmed_in_one_step(ws: Workspace, listed: IndicatorList, qtbot: Any) -> None:
    assert listed.all.text() == "确认全部 2 项"
    qtbot.mouseClick(listed.all, Qt.MouseButton.LeftButton)
    assert [item.label for item in ws.find(Indicator)] == ["污水集中收集率", "再生水利用率"]
    ws.undo()
    assert ws.find(Indicator) == []


def test_a_goal_that_is_rewritten_is_read_anew(listed: IndicatorList, task: Task) -> None:
    now = listed.session.workspace.need(Task, task.id)
    listed.session.apply(lambda ws: revise_task(ws, task=replace(now, goal="新建管网12公里。")))
    assert suggested(listed) == ["原文“新建管网12公里”，读作 新建管网 不低于12公里"]


def test_values_are_entered_one_after_the_other_and_the_state_follows(
    ws: Workspace, listed: IndicatorList, proof: EvidenceId, qtbot: Any
) -> None:
    listed.open(confirm(listed, qtbot))
    line = listed.panel.line
    enter(listed, qtbot, "2024", "56.3")
    assert shown(listed)[0][2:] == ("56.3%（2024）", "○ 未达到，差13.7个百分点")
    assert (line.date.edit.text(), line.number.text(), line.enter.text()) == ("", "", "登记")
    line.evidence.combo.setCurrentIndex(1)
    enter(listed, qtbot, "2025.9", "71.2")
    assert shown(listed)[0][2:] == ("71.2%（2025-09）", "✓ 已达到")
    assert [value.evidence_id for value in ws.find(IndicatorValue)] == [None, proof]
    assert [row[0:3] for row in (listed.panel._model.values(place) for place in range(2))] == [
        ("2025-09", "71.2", "检测报告"), ("2024", "56.3", ""),
    ]


def test_an_impatient_double_click_enters_once_and_complains_of_nothing(
    ws: Workspace, listed: IndicatorList, qtbot: Any
) -> None:
    listed.open(confirm(listed, qtbot))
    line = listed.panel.line
    qtbot.keyClicks(line.date.edit, "2024")
    qtbot.keyClicks(line.number.edit, "56.3")
    for step in (qtbot.mousePress, qtbot.mouseRelease, qtbot.mouseDClick, qtbot.mouseRelease):
        step(line.enter, Qt.MouseButton.LeftButton)
    assert len(ws.find(IndicatorValue)) == 1 and line.number.problem() == ""


def test_a_target_reached_without_evidence_is_told_and_leads_to_its_value(
    window: MainWindow, listed: IndicatorList, task: Task, proof: EvidenceId, qtbot: Any
) -> None:
    listed.open(confirm(listed, qtbot))
    enter(listed, qtbot, "2025.9", "71.2")
    assert shown(listed)[0][3] == "▲ 已达到（没有佐证）"
    (line,) = (line for line in gap_lines(window.session.workspace, task.id) if "数值没有佐证" in line.what)
    assert not line.waits
    listed.panel.hide()
    window.page().go_to(line.goes)
    assert listed.panel.line.value is not None and listed.panel.line.evidence.combo.hasFocus()
    listed.panel.line.evidence.combo.setCurrentIndex(1)
    qtbot.mouseClick(listed.panel.line.enter, Qt.MouseButton.LeftButton)
    assert shown(listed)[0][3] == "✓ 已达到"


def test_a_value_that_is_no_number_is_told_in_its_place(ws: Workspace, listed: IndicatorList, qtbot: Any) -> None:
    listed.open(confirm(listed, qtbot))
    enter(listed, qtbot, "2024", "abc")
    assert "“abc”不是一个数" in listed.panel.line.number.problem()
    enter(listed, qtbot, "2024", "")
    assert "还没有填写数值" in listed.panel.line.number.problem()
    enter(listed, qtbot, "", "70")
    assert "还没有填写日期" in listed.panel.line.date.problem()
    assert ws.find(IndicatorValue) == []
    listed.panel.line.show_new(listed.panel.line.indicator_id or IndicatorId(""))


def test_a_value_is_corrected_and_taken_away(ws: Workspace, listed: IndicatorList, qtbot: Any) -> None:
    listed.open(confirm(listed, qtbot))
    enter(listed, qtbot, "2024", "56.3")
    value = ws.find(IndicatorValue)[0]
    listed.panel.table.choose(value.id)
    line = listed.panel.line
    assert (line.number.text(), line.enter.text(), line.remove.isHidden()) == ("56.3", "更正", False)
    enter(listed, qtbot, "2024", "57")
    assert [item.number for item in ws.find(IndicatorValue)] == ["57"]
    listed.panel.table.choose(value.id)
    qtbot.mouseClick(line.remove, Qt.MouseButton.LeftButton)
    assert ws.find(IndicatorValue) == [] and line.value is None


def test_a_correction_half_typed_outlives_a_change_elsewhere(ws: Workspace, listed: IndicatorList, qtbot: Any) -> None:
    indicator_id = confirm(listed, qtbot)
    listed.open(indicator_id)
    listed.panel.line.number.edit.setFocus()
    qtbot.keyClicks(listed.panel.line.number.edit, "61.")
    value = ValueInput(number="50", dated_on=PartialDate(year=2023))
    listed.session.apply(lambda ws: indicators.add_value(ws, indicator_id=indicator_id, value=value))
    assert listed.panel.line.number.text() == "61." and not listed.panel.isHidden()
    listed.panel.line.number.fill("")


def test_the_fields_of_an_indicator_are_saved_as_they_are_left(
    ws: Workspace, listed: IndicatorList, qtbot: Any, commit_text: Type
) -> None:
    listed.open(confirm(listed, qtbot))
    fields = listed.panel.fields
    for name, text in (("target", "84.5"), ("due_on", "2026.6")):
        fields[name].setFocus()
        fields[name].editor.selectAll()
        qtbot.keyClicks(fields[name].editor, text)
        qtbot.keyClick(fields[name].editor, Qt.Key.Key_Tab)
    found = ws.find(Indicator)[0]
    assert (found.target, str(found.due_on)) == ("84.5", "2026年6月")
    fields["target"].setFocus()
    fields["target"].editor.selectAll()
    commit_text(fields["target"].editor, "大部分")
    qtbot.keyClick(fields["target"].editor, Qt.Key.Key_Tab)
    assert "不是一个数" in fields["target"].problem() and ws.find(Indicator)[0].target == "84.5"
    fields["target"].drop()
    fields["bound"].combo.setCurrentIndex(1)
    fields["bound"].combo.activated.emit(1)
    assert ws.find(Indicator)[0].bound is Bound.AT_MOST


def test_an_indicator_is_removed_with_its_values_and_found_again(
    ws: Workspace, listed: IndicatorList, qtbot: Any
) -> None:
    listed.open(confirm(listed, qtbot))
    enter(listed, qtbot, "2024", "56.3")
    qtbot.mouseClick(listed.panel.remove, Qt.MouseButton.LeftButton)
    assert shown(listed) == [] and listed.panel.isHidden()
    listed.session.undo()
    assert shown(listed)[0][2] == "56.3%（2024）"


def test_an_indicator_of_ones_own_needs_a_name_and_a_number(
    ws: Workspace, listed: IndicatorList, qtbot: Any, commit_text: Type
) -> None:
    listed.new.begin()
    qtbot.mouseClick(listed.new.enter, Qt.MouseButton.LeftButton)
    assert "名称" in listed.new.label.problem()
    commit_text(listed.new.label.edit, "森林覆盖率")
    qtbot.keyClick(listed.new.label.edit, Qt.Key.Key_Return)
    qtbot.keyClicks(listed.new.target.edit, "40")
    qtbot.keyClicks(listed.new.unit.edit, "%")
    qtbot.keyClick(listed.new.unit.edit, Qt.Key.Key_Return)
    assert [(item.label, item.target, item.unit) for item in ws.find(Indicator)] == [("森林覆盖率", "40", "%")]
    assert listed.new.isHidden() and listed.panel.record_id == ws.find(Indicator)[0].id


def test_what_measures_demand_is_offered_behind_the_link(ws: Workspace, listed: IndicatorList, qtbot: Any) -> None:
    qtbot.mouseClick(listed.add, Qt.MouseButton.LeftButton)
    menu = next(menu for menu in listed.findChildren(QMenu) if menu.isVisible())
    assert [action.text() for action in menu.actions()] == ["措施 2：新建管网 不低于12公里", "", "自己填写…"]
    menu.actions()[0].trigger()
    menu.close()
    assert ws.find(Indicator)[0].measure_id == measures_of(ws, listed.views[0].standing.indicator.task_id)[1].id


def test_a_gap_leads_to_its_indicator_and_one_line_is_open_at_a_time(
    window: MainWindow, listed: IndicatorList, task: Task, qtbot: Any
) -> None:
    qtbot.mouseClick(listed.all, Qt.MouseButton.LeftButton)
    ws, (first, second) = window.session.workspace, (view.standing.indicator.id for view in listed.views)
    line = next(line for line in gap_lines(ws, task.id) if line.goes.focus == second)
    assert line.what == "“再生水利用率”不低于25%，还没有数值" and line.waits
    listed.open(first)
    window.page().go_to(line.goes)
    assert listed.panel.record_id == second and not listed.panel.isHidden()
    assert [row.turn.text() for row in listed.lines.shown()] == ["展开", "收起"]
    assert listed.lines.column.indexOf(listed.panel) == listed.lines.column.indexOf(listed.lines.shown()[1]) + 1
    window.session.apply(lambda ws: indicators.remove_indicator(ws, indicator_id=first))
    assert listed.lines.column.indexOf(listed.panel) == listed.lines.column.indexOf(listed.lines.shown()[0]) + 1
    window.session.undo()
    assert listed.lines.column.indexOf(listed.panel) == listed.lines.column.indexOf(listed.lines.shown()[1]) + 1
    listed.open(first)
    assert listed.lines.column.indexOf(listed.panel) == listed.lines.column.indexOf(listed.lines.shown()[0]) + 1
    qtbot.mouseClick(listed.lines.shown()[0].turn, Qt.MouseButton.LeftButton)
    assert listed.panel.isHidden()


def test_another_task_shows_its_own_indicators_and_nothing_open(
    window: MainWindow, listed: IndicatorList, qtbot: Any
) -> None:
    other = add_task(window.session.workspace, "4", ("别的。",))
    listed.open(confirm(listed, qtbot))
    window.page().go_to(TaskPlace(task_id=other.id, tab=OVERVIEW))
    assert shown(listed) == [] and suggested(listed) == [] and listed.panel.isHidden()


def test_the_tab_is_built_in_parts_and_shows_its_indicators(session: Session, task: Task, qtbot: Any) -> None:
    parts = building(session, task.id)
    while True:
        try:
            next(parts)
        except StopIteration as end:
            tab: OverviewTab = end.value
            break
    qtbot.addWidget(tab)
    assert len(suggested(tab.indicators)) == 2


def test_a_place_of_the_findings_is_the_indicator(ws: Workspace, task: Task) -> None:
    item = IndicatorInput(label="收集率", target="70", unit="%")
    indicator_id = indicators.add_indicators(ws, task_id=task.id, indicators=[item]).new_id("indicators")
    place = TaskPlace(task_id=task.id, tab=OVERVIEW, focus=indicator_id)
    assert place_of(ws, Target(table="indicators", id=indicator_id)) == place


def test_the_goal_completion_takes_what_was_reached(
    ws: Workspace, session: Session, task: Task, proof: EvidenceId, qtbot: Any
) -> None:
    item = IndicatorInput(label="污水集中收集率", target="70", unit="%")
    rate = IndicatorId(indicators.add_indicators(ws, task_id=task.id, indicators=[item]).new_id("indicators"))
    panel = AcceptancePanel(session, task.id)
    on_screen(panel, session, qtbot, 1100, 700)
    assert panel.completion.isHidden()
    for year, number in ((2023, "56.3"), (2024, "71.2")):
        value = ValueInput(number=number, dated_on=PartialDate(year=year), evidence_id=proof)
        session.apply(lambda ws, value=value: indicators.add_value(ws, indicator_id=rate, value=value))
    assert not panel.completion.isHidden()
    qtbot.mouseClick(panel.completion.take, Qt.MouseButton.LeftButton)
    written = acceptance_of(ws, closures_of(ws, task.id)[-1].id).goal_completion
    assert written == "污水集中收集率由56.3%提高到71.2%，达到目标70%。"
    assert panel.fields["goal_completion"].read() == written and panel.completion.isHidden()


# The chart


@pytest.fixture
def chart(qtbot: Any) -> WayChart:
    chart = WayChart()
    qtbot.addWidget(chart)
    chart.resize(372, 148)
    return chart


def painted(chart: WayChart) -> QImage:
    return chart.grab().toImage()


def way(*numbers: float, target: float = 70, due: date | None = None) -> Way:
    points = [Point(date(2023, 1, 1).replace(year=2023 + place), number, f"{number:g}")
              for place, number in enumerate(numbers)]
    return Way(points=points, target=target, target_words=f"目标 {target:g}%", due=due)


def test_higher_numbers_and_later_days_stand_where_one_looks_for_them(chart: WayChart) -> None:
    chart.show_way(way(41.5, 54.3, 61.8, due=date(2027, 12, 31)), "收集率")
    places = [chart.place_of(place) for place in range(3)]
    assert [place.x() for place in places] == sorted(place.x() for place in places)
    assert [place.y() for place in places] == sorted((place.y() for place in places), reverse=True)
    assert chart.height_of(70) < places[-1].y()
    assert chart.accessibleName() == "收集率"


@pytest.mark.parametrize("numbers", [(), (71.2,), (0.0,), (70.0, 70.0), tuple(range(40)), (1e9, 3.0)])
def test_every_way_lies_within_the_chart(chart: WayChart, numbers: tuple[float, ...]) -> None:
    chart.show_way(Way(points=[Point(date(2020 + place // 12, place % 12 + 1, 1), number, f"{number:g}")
                               for place, number in enumerate(numbers)], target=0.0, target_words="目标 0"), "")
    painted(chart)
    for place in range(len(numbers)):
        at = chart.place_of(place)
        assert 0 <= at.x() <= chart.width() and 0 <= at.y() <= chart.height()


@pytest.mark.parametrize("tones", [LIGHT, DARK], ids=["light", "dark"])
def test_the_chart_wears_the_colours_of_the_window(
    chart: WayChart, monkeypatch: pytest.MonkeyPatch, tones: Tones
) -> None:
    chart.show_way(way(41.5, 61.8), "")
    with monkeypatch.context() as patch:
        patch.setattr(palette, "_current", tones)
        found = set(memoryview(painted(chart).convertToFormat(QImage.Format.Format_RGB32).constBits()).cast("I"))
        assert {tone(name).rgb() for name in ("accent", "ink", "line_strong")} <= found
