"""Indicators as records: confirmed, measured with evidence, checked, and told in the goal completion."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from exporters.forms.sections import paper_findings
from models.actions import evidence, indicators, papers, trash
from models.actions.closures import save_acceptance
from models.actions.indicators import IndicatorInput, ValueInput
from models.actions.measures import remove_measure
from models.actions.tasks import remove_task, revise_task
from models.assembly import (
    acceptance_of,
    check_task,
    chosen_form,
    closure_dossier,
    closures_of,
    paper_of,
    statement_dossier,
    to_do,
)
from models.assembly.indicators import (
    demands_of_measures,
    due_of,
    evidence_of_task,
    goal_draft,
    indicator_views,
    measured_indicators,
    open_demands,
)
from models.domain.closure import StatementKind
from models.domain.evidence import Evidence, EvidenceId
from models.domain.finding import Level
from models.domain.indicator import Indicator, IndicatorId, IndicatorValue
from models.domain.partial_date import PartialDate
from models.domain.plan import Measure, Task
from models.domain.statements import StatementState, draft
from models.errors import InputError
from models.workspace import Workspace
from tests.builders import FILE, add_task, measures_of

GOAL = "到2025年，污水集中收集率达到70%以上，新建管网12公里。"
HELD = PartialDate(year=2025, month=11, day=18)


@pytest.fixture
def task(ws: Workspace) -> Task:
    made = add_task(ws, "3", ("成立专班。", "改造雨污合流管网6公里。"))
    revise_task(ws, task=replace(made, goal=GOAL))
    return ws.need(Task, made.id)


@pytest.fixture
def rate(ws: Workspace, task: Task) -> IndicatorId:
    """Give the first indicator of the goal, confirmed."""
    reading = open_demands(ws, task)[0]
    changes = indicators.add_indicators(ws, task_id=task.id, indicators=[IndicatorInput.of(reading)])
    return IndicatorId(changes.new_id("indicators"))


def piece(ws: Workspace, measure: Measure | None, title: str = "检测报告") -> EvidenceId:
    pieces = (evidence.EvidenceInput(files=(FILE,), title=title),)
    changes = evidence.attach_evidence(ws, pieces=pieces, measure_id=measure.id if measure else None)
    return EvidenceId(changes.new_id("evidence"))


def measure(ws: Workspace, rate: IndicatorId, number: str, year: int, month: int | None = None) -> IndicatorValue:
    """Return a value with evidence of it."""
    proof = piece(ws, ws.find(Measure, task_id=ws.need(Indicator, rate).task_id)[0])
    value = ValueInput(number=number, dated_on=PartialDate(year=year, month=month), evidence_id=proof)
    return ws.need(
        IndicatorValue, indicators.add_value(ws, indicator_id=rate, value=value).new_id("indicator_values")
    )


def codes(ws: Workspace, task: Task) -> list[str]:
    return [finding.code for finding in check_task(ws, task.id) if finding.code.startswith("indicator")]


def test_what_the_goal_demands_is_confirmed_with_its_time_and_no_longer_open(ws: Workspace, task: Task) -> None:
    readings = open_demands(ws, task)
    indicators.add_indicators(ws, task_id=task.id, indicators=[IndicatorInput.of(item) for item in readings])
    found = ws.find(Indicator, task_id=task.id)
    assert [(item.label, item.target, item.unit, str(item.due_on)) for item in found] == [
        ("污水集中收集率", "70", "%", "2025年"), ("新建管网", "12", "公里", "2025年"),
    ]
    assert [item.position for item in found] == [0, 1] and open_demands(ws, task) == ()
    assert ws.next_undo is not None and "污水集中收集率不低于70%" in ws.next_undo.label


def test_what_a_measure_demands_is_offered_with_the_measure_and_its_deadline(ws: Workspace, task: Task) -> None:
    (of, reading), = demands_of_measures(ws, task.id)
    assert (of.number, reading.label, reading.target) == ("2", "改造雨污合流管网", "6")
    due = due_of(replace(task, deadline=PartialDate(year=2027)), replace(of, deadline=PartialDate(year=2026)))
    item = IndicatorInput.of(reading, due_on=due, measure_id=of.id)
    indicators.add_indicators(ws, task_id=task.id, indicators=[item])
    assert str(ws.find(Indicator)[0].due_on) == "2026年"
    remove_measure(ws, measure_id=of.id)
    assert [item.measure_id for item in ws.find(Indicator)] == [None]


@pytest.mark.parametrize(
    ("item", "said"),
    [
        (IndicatorInput(label=" ", target="70"), "还没有填写名称"),
        (IndicatorInput(label="收集率", target="七成"), "目标“七成”不是一个数"),
    ],
)
def test_an_indicator_needs_a_name_and_a_number(ws: Workspace, task: Task, item: IndicatorInput, said: str) -> None:
    with pytest.raises(InputError, match=said) as refused:
        indicators.add_indicators(ws, task_id=task.id, indicators=[item])
    assert refused.value.where == "任务 3 · 目标指标" and refused.value.remedy
    assert ws.find(Indicator) == []


def test_an_indicator_of_another_tasks_measure_is_refused(ws: Workspace, task: Task) -> None:
    other = measures_of(ws, add_task(ws, "4", ("别处的措施。",)).id)[0]
    item = IndicatorInput(label="收集率", target="70", measure_id=other.id)
    with pytest.raises(InputError, match="不是本任务的"):
        indicators.add_indicators(ws, task_id=task.id, indicators=[item])


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (ValueInput(number="约70", dated_on=PartialDate(year=2025)), "“约70”不是一个数"),
        (ValueInput(number="71.2", dated_on=None), "还没有填写日期"),
    ],
)
def test_a_value_needs_a_number_and_a_date(ws: Workspace, rate: IndicatorId, value: ValueInput, said: str) -> None:
    with pytest.raises(InputError, match=said) as refused:
        indicators.add_value(ws, indicator_id=rate, value=value)
    assert refused.value.where == "指标 污水集中收集率 · 数值" and ws.find(IndicatorValue) == []


def test_evidence_of_a_value_is_of_the_task(ws: Workspace, task: Task, rate: IndicatorId) -> None:
    own, foreign = piece(ws, measures_of(ws, task.id)[0]), piece(ws, None, "别的材料")
    with pytest.raises(InputError, match="“别的材料”不是本任务的佐证"):
        indicators.add_value(ws, indicator_id=rate, value=ValueInput(
            number="71.2", dated_on=PartialDate(year=2025), evidence_id=foreign
        ))
    indicators.add_value(ws, indicator_id=rate, value=ValueInput(
        number="71.2", dated_on=PartialDate(year=2025, month=9), evidence_id=own
    ))
    assert [title.split(" ")[-1] for title in evidence_of_task(ws, task.id).values()] == ["检测报告"]
    view, = indicator_views(ws, task.id)
    assert view.titles == {own: "检测报告"} and view.standing.is_reached


def test_a_value_whose_evidence_left_the_task_may_still_be_corrected(
    ws: Workspace, task: Task, rate: IndicatorId
) -> None:
    own = piece(ws, measures_of(ws, task.id)[0])
    changes = indicators.add_value(ws, indicator_id=rate, value=ValueInput(
        number="71.2", dated_on=PartialDate(year=2025), evidence_id=own
    ))
    trash.trash_evidence(ws, evidence_ids=[own])
    value = ws.need(IndicatorValue, changes.new_id("indicator_values"))
    indicators.revise_value(ws, value=replace(value, number="71.3"))
    now = ws.need(IndicatorValue, value.id)
    assert (now.number, now.evidence_id) == ("71.3", own)
    with pytest.raises(InputError, match="不是本任务的佐证"):
        indicators.revise_value(ws, value=replace(now, evidence_id=piece(ws, None)))


def test_values_go_with_their_indicator_and_indicators_with_their_task(
    ws: Workspace, task: Task, rate: IndicatorId
) -> None:
    measure(ws, rate, "56.3", 2024)
    indicators.remove_indicator(ws, indicator_id=rate)
    assert ws.find(IndicatorValue) == []
    ws.undo()
    remove_task(ws, task_id=task.id)
    assert ws.find(Indicator) == [] and ws.find(IndicatorValue) == []
    ws.undo()
    assert [len(item.values) for item in measured_indicators(ws, task.id)] == [1]


def test_the_checks_follow_an_indicator_from_suggestion_to_target(ws: Workspace, task: Task) -> None:
    assert codes(ws, task) == ["indicator_unconfirmed"] * 2
    inputs = [IndicatorInput.of(item) for item in open_demands(ws, task)]
    indicators.add_indicators(ws, task_id=task.id, indicators=inputs)
    rate, sewer = (item.id for item in ws.find(Indicator))
    assert codes(ws, task) == ["indicator_without_value"] * 2
    measure(ws, rate, "56.3", 2024)
    measure(ws, sewer, "12.0", 2025, 6)
    assert codes(ws, task) == ["indicator_short"]
    measure(ws, rate, "71.2", 2025, 9)
    assert codes(ws, task) == []
    revise_task(ws, task=replace(task, goal=GOAL.replace("70%", "75%")))
    assert codes(ws, task) == ["indicator_differs"]


def test_what_waits_on_the_task_tells_what_is_short_and_leads_to_it(
    ws: Workspace, task: Task, rate: IndicatorId
) -> None:
    measure(ws, rate, "56.3", 2024)
    found, = (item for item in to_do(ws, task.id).waiting if item.code.startswith("indicator"))
    assert found.text == "“污水集中收集率”不低于70%，2024年为56.3%，差13.7个百分点"
    assert found.target is not None and (found.target.table, found.target.id) == ("indicators", rate)


@pytest.fixture
def completed(ws: Workspace, task: Task) -> Callable[[str], list[tuple[str, Level]]]:
    """Give a way to write the goal completion and hear what the paper has against it, by code and level."""
    closure = closures_of(ws, task.id)[-1]

    def say(text: str) -> list[tuple[str, Level]]:
        acceptance = replace(acceptance_of(ws, closure.id), held_on=(HELD,), goal_completion=text)
        save_acceptance(ws, acceptance=acceptance)
        form = chosen_form(ws, paper_of(ws, closure.id)).definition
        found = paper_findings(form, closure_dossier(ws, closure.id), issuing=True)
        return [(item.code, item.level) for item in found if item.code.startswith("indicator")]

    return say


def test_the_goal_completion_is_drafted_of_what_was_reached_by_the_acceptance(
    ws: Workspace, task: Task, rate: IndicatorId, completed: Callable[[str], object]
) -> None:
    completed("")
    closure = closures_of(ws, task.id)[-1].id
    measure(ws, rate, "56.3", 2024)
    assert goal_draft(closure_dossier(ws, closure), date(2025, 12, 1)) == ""
    measure(ws, rate, "71.2", 2025, 9)
    measure(ws, rate, "80", 2025, 12)
    text = goal_draft(closure_dossier(ws, closure), date(2025, 12, 31))
    assert text == "污水集中收集率由56.3%提高到71.2%，达到目标70%。"
    assert completed(text) == []


def test_a_paper_that_claims_a_target_not_reached_may_not_be_issued(
    ws: Workspace, task: Task, rate: IndicatorId, completed: Callable[[str], list[tuple[str, Level]]]
) -> None:
    measure(ws, rate, "61.8", 2025, 9)
    assert completed("污水集中收集率提高到61.8%，尚未达到目标。") == []
    assert completed("污水集中收集率达到目标70%。") == [("indicator_claimed", Level.STOP)]
    assert "indicator_claimed" in codes(ws, task)
    measure(ws, rate, "71.2", 2025, 10)
    assert completed("污水集中收集率达到目标70%。") == []
    assert completed("污水集中收集率提高到70.9%，达到目标70%。") == [("indicator_stale", Level.WARN)]


def test_what_a_measure_reached_stands_in_its_proof_and_a_new_value_calls_for_a_look(ws: Workspace, task: Task) -> None:
    (of, reading), = demands_of_measures(ws, task.id)
    closure = closures_of(ws, task.id)[-1].id
    item = IndicatorInput.of(reading, measure_id=of.id)
    sewer = IndicatorId(indicators.add_indicators(ws, task_id=task.id, indicators=[item]).new_id("indicators"))
    digest = ws.sources(of).digest
    measure(ws, sewer, "4", 2025, 3)
    assert draft(StatementKind.PROOF, ws.sources(of), on=ws.now().date()) == ""
    measure(ws, sewer, "6.2", 2025, 9)
    papers.draft_statement(ws, closure_id=closure, measure_id=of.id, kind=StatementKind.PROOF)
    papers.confirm_statement(ws, closure_id=closure, measure_id=of.id, kind=StatementKind.PROOF)
    stated = statement_dossier(ws, closure, StatementKind.PROOF, ws.sources(of))
    assert stated.text == "改造雨污合流管网6.2公里，达到目标6公里，佐证材料与整改措施2相对应。"
    assert stated.state is StatementState.CONFIRMED and ws.sources(of).digest != digest
    value = ws.find(IndicatorValue)[-1]
    indicators.revise_value(ws, value=replace(value, number="5.8"))
    assert statement_dossier(ws, closure, StatementKind.PROOF, ws.sources(of)).state is StatementState.STALE
    said = next(item for item in check_task(ws, task.id) if item.code == "indicator_claimed")
    assert said.text == "对应说明说改造雨污合流管网已达到目标，但按登记的数值差0.2公里"


def test_frozen_records_of_a_paper_do_not_hold_indicators(ws: Workspace, task: Task, rate: IndicatorId) -> None:
    from models.assembly.issued import frozen_text

    closure = closures_of(ws, task.id)[-1].id
    before = frozen_text(closure_dossier(ws, closure), "own")
    value = ValueInput(number="61.8", dated_on=PartialDate(year=2025))
    indicators.add_value(ws, indicator_id=rate, value=value)
    assert frozen_text(closure_dossier(ws, closure), "own") == before


def test_the_sample_shows_indicators_and_what_its_goals_still_suggest(sample_ws: Workspace) -> None:
    ws = sample_ws
    sewage, wetland = (ws.find(Task, number=number)[0] for number in ("12-02", "18"))
    rate, sewers = indicator_views(ws, sewage.id)
    assert (rate.standing.indicator.label, len(rate.item.values), str(rate.standing.indicator.due_on)) == (
        "生活污水集中收集率", 4, "2027年"
    )
    assert list(sewers.titles.values()) == [ws.need(Evidence, next(iter(sewers.titles))).title]
    assert [item.label for item in open_demands(ws, wetland)] == ["恢复湿地"]
