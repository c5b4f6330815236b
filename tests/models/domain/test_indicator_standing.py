"""An indicator stands as its latest value by the day does; what is said of it is true."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.domain.checks.indicators import false_completion, indicator_doubts, indicator_gaps
from models.domain.evidence import EvidenceId
from models.domain.finding import Finding, Level, Target
from models.domain.indicator import Bound, Indicator, IndicatorId, IndicatorValue, IndicatorValueId
from models.domain.indicator_standing import (
    IndicatorState,
    MeasuredIndicator,
    measured,
    number_of,
    reaches,
    standing,
)
from models.domain.indicator_suggestions import differing, suggested_indicators
from models.domain.indicator_words import completion, demand, lacking_words
from models.domain.partial_date import PartialDate, when_from_iso
from models.domain.plan import PlanId, Task, TaskId
from models.domain.reading.phrases.indicators import read_indicators

TODAY = date(2026, 11, 22)
DAYS = st.dates(min_value=date(2020, 1, 1), max_value=date(2030, 12, 31))
TENTHS = st.integers(0, 2000).map(lambda number: f"{number / 10:.1f}")


def indicator(target: str = "70", unit: str = "%", due: str = "", **more: object) -> Indicator:
    values: dict[str, object] = {"label": "污水集中收集率", **more}
    return Indicator(
        id=IndicatorId(str(values["label"])), task_id=TaskId("t"), target=target, unit=unit,
        due_on=PartialDate.from_iso(due) if due else None, **values,  # type: ignore[arg-type]
    )


def value(when: str | date | None, number: str, evidence: str = "e") -> IndicatorValue:
    text = when.isoformat() if isinstance(when, date) else when
    return IndicatorValue(
        id=IndicatorValueId(f"{text}-{number}"), indicator_id=IndicatorId("i"), number=number,
        dated_on=when_from_iso(text) if text else None, evidence_id=EvidenceId(evidence) if evidence else None,
    )


def of(item: Indicator, *values: tuple[str | date | None, str] | tuple[str, str, str]) -> MeasuredIndicator:
    """Return an indicator with values; the evidence e of those that name none stands, other evidence does not."""
    return measured(item, [value(*parts) for parts in values], [EvidenceId("e")])


def task(goal: str = "") -> Task:
    return Task(id=TaskId("t"), plan_id=PlanId("p"), number="3", goal=goal, problem="问题")


def codes(found: list[Finding]) -> list[str]:
    return [finding.code for finding in found]


@pytest.mark.parametrize(
    ("text", "number"),
    [("84.5", "84.5"), ("８４.５", "84.5"), ("1,200", "1200"), (" 12.0 ", "12.0"), ("约70", None), ("", None),
     ("1e9", None), ("-3", None), ("7.", None), ("٣", None), ("9" * 80, None)],
)
def test_a_number_is_read_as_it_is_printed(text: str, number: str | None) -> None:
    assert number_of(text) == (Decimal(number) if number else None)


@given(TENTHS, TENTHS, st.sampled_from(list(Bound)))
def test_a_target_is_reached_as_its_decimal_number_says(target: str, number: str, bound: Bound) -> None:
    exact = Decimal(number) - Decimal(target)
    assert reaches(indicator(target, bound=bound), number) == (exact >= 0 if bound is Bound.AT_LEAST else exact <= 0)


def test_numbers_are_not_compared_as_floats() -> None:
    assert reaches(indicator("0.30"), "0.3") and not reaches(indicator("0.3"), "0.2999999999999999999")


@given(st.lists(st.tuples(DAYS, TENTHS), max_size=8, unique_by=lambda pair: pair[0]), DAYS, TENTHS)
def test_the_latest_value_by_the_day_decides(values: list[tuple[date, str]], on: date, target: str) -> None:
    found = standing(of(indicator(target), *values), on=on)
    known = sorted(pair for pair in values if pair[0] <= on)
    if not known:
        assert found.latest is None and found.state is IndicatorState.NO_VALUE
    else:
        assert found.latest is not None and found.latest.number == known[-1][1]
        assert found.is_reached == (Decimal(known[-1][1]) >= Decimal(target))
        assert (found.lacking is None) == found.is_reached


@given(DAYS, DAYS, st.booleans())
def test_a_target_not_reached_is_overdue_from_the_day_after_its_time(due: date, on: date, is_measured: bool) -> None:
    values = [(on, "10")] if is_measured else []
    found = standing(of(indicator("70", due=due.isoformat()), *values), on=on)
    assert (found.state is IndicatorState.OVERDUE) == (due < on)
    late = standing(of(indicator("70", due=due.isoformat()), (due, "70")), on=due + timedelta(days=900))
    assert late.state is IndicatorState.REACHED


def test_a_value_without_a_date_proves_nothing_and_one_of_a_month_counts_once_it_is_over() -> None:
    assert standing(of(indicator(), (None, "90")), on=TODAY).state is IndicatorState.NO_VALUE
    assert standing(of(indicator(), ("2026-10", "90")), on=TODAY).is_reached
    running = standing(of(indicator(), ("2026-11", "90")), on=TODAY)
    assert running.state is IndicatorState.NO_VALUE and len(running.pending) == 1
    assert standing(of(indicator(), ("2026-10", "90")), on=TODAY).pending == ()


def test_a_target_and_what_lacks_are_told_in_its_unit() -> None:
    assert demand(indicator("84.5")) == "不低于84.5%"
    assert lacking_words(standing(of(indicator(), ("2026-10", "68.8")), on=TODAY)) == "差1.2个百分点"
    sewer = indicator("18", "公里", label="新建管网")
    assert lacking_words(standing(of(sewer, ("2026-10", "8.0")), on=TODAY)) == "差10公里"
    load = indicator("100", "吨", label="排放量", bound=Bound.AT_MOST)
    assert lacking_words(standing(of(load, ("2026-10", "103")), on=TODAY)) == "超出3吨"
    assert lacking_words(standing(of(load, ("2026-10", "97")), on=TODAY)) == ""


def test_the_goal_completion_says_what_was_reached_and_how_it_came_there() -> None:
    rate = of(indicator(), ("2023", "56.3"), ("2024", "64"), ("2026-09", "71.2"))
    load = of(indicator("35", "微克/立方米", label="PM2.5浓度", bound=Bound.AT_MOST), ("2023", "42"), ("2026-10", "33"))
    sewer = of(indicator("18", "公里", label="新建管网"), ("2025", "7"), ("2026-06", "18.4"))
    once = of(indicator("90", label="利用率"), ("2026-10", "90"))
    short = of(indicator("80", label="处理率"), ("2026-10", "79.9"))
    found = [standing(item, on=TODAY) for item in (rate, load, sewer, once, short)]
    assert completion(found) == (
        "污水集中收集率由56.3%提高到71.2%，达到目标70%；"
        "PM2.5浓度由42微克/立方米下降到33微克/立方米，符合目标（不高于35微克/立方米）；"
        "新建管网18.4公里，达到目标18公里；利用率为90%，达到目标90%。"
    )
    assert completion([standing(short, on=TODAY)]) == ""


@pytest.mark.parametrize("evidence", ["", "in the trash"])
def test_a_target_reached_without_evidence_is_a_gap_and_not_said_to_be_reached(evidence: str) -> None:
    item = of(indicator(due="2027"), ("2024", "64", evidence), ("2026-09", "71.2", evidence))
    found = standing(item, on=TODAY)
    assert (found.state.label, found.is_reached, found.lacking) == ("已达到（没有佐证）", True, None)
    assert completion([found]) == ""
    (gap,) = indicator_gaps(task(), [item], on=TODAY)
    assert (gap.level, gap.code, gap.target) == (
        Level.WARN, "indicator_unproven", Target(table="indicator_values", id="2026-09-71.2")
    )
    assert gap.text == "“污水集中收集率”不低于70%，2026年9月为71.2%，数值没有佐证"
    assert list(indicator_doubts(task(), [item], on=TODAY)) == []
    proven = of(indicator(), ("2023", "46", evidence), ("2024", "64"), ("2026-09", "71.2"))
    assert completion([standing(proven, on=TODAY)]) == "污水集中收集率由64%提高到71.2%，达到目标70%。"


@given(st.lists(st.tuples(DAYS, TENTHS), min_size=1, max_size=6), TENTHS, st.sampled_from(list(Bound)), DAYS)
def test_what_the_goal_completion_says_is_true_and_no_false_claim(
    values: list[tuple[date, str]], target: str, bound: Bound, on: date
) -> None:
    item = of(indicator(target, bound=bound), *values)
    text = completion([standing(item, on=on)])
    latest = standing(item, on=on).latest
    assert bool(text) == (latest is not None and reaches(item.indicator, latest.number))
    assert list(false_completion(task(), text, [item], on=on)) == []
    if latest is not None and "提高到" in text:
        assert Decimal(latest.number) > min(Decimal(number) for _, number in values)


def test_a_goal_suggests_what_no_indicator_says_yet() -> None:
    goal = "到2025年污水集中收集率达到70%，再生水利用率达到25%。"
    assert [found.label for found in suggested_indicators(goal, [])] == ["污水集中收集率", "再生水利用率"]
    assert [found.label for found in suggested_indicators(goal, [indicator("70")])] == ["再生水利用率"]
    # Another number is a difference, not one more indicator.
    assert [found.label for found in suggested_indicators(goal, [indicator("75")])] == ["再生水利用率"]
    twice = "2025年收集率达到70%，2030年收集率达到80%"
    assert [found.target for found in suggested_indicators(twice, [indicator("80", label="收集率")])] == ["70"]


def test_a_goal_that_names_another_number_is_found_and_one_that_says_it_otherwise_is_not() -> None:
    assert [reading.target for _, reading in differing("污水集中收集率达到75%", [indicator("70")])] == ["75"]
    assert list(differing("污水集中收集率达到70.0%以上", [indicator("70")])) == []
    assert list(differing("基本实现全收集", [indicator("70")])) == []


@given(st.lists(st.tuples(TENTHS, TENTHS), min_size=1, max_size=5))
def test_those_short_of_their_targets_are_found_and_no_others(planted: list[tuple[str, str]]) -> None:
    items = [of(indicator(target, label=f"第{place}率甲"), ("2026-09", number))
             for place, (target, number) in enumerate(planted)]
    found = [finding for finding in indicator_doubts(task(), items, on=TODAY) if finding.code == "indicator_short"]
    wanted = [item.indicator.id for item, (target, number) in zip(items, planted, strict=True)
              if Decimal(number) < Decimal(target)]
    assert [finding.target.id for finding in found if finding.target] == wanted


def test_what_lacks_is_told_with_place_and_remedy() -> None:
    items = [of(indicator("70", due="2025"), ("2024", "61.8")), of(indicator("18", "公里", label="新建管网"))]
    short, = indicator_gaps(task(), items, on=TODAY)
    missing, told = indicator_doubts(task("再生水利用率达到25%。"), items, on=TODAY)
    assert (short.level, short.where) == (Level.WARN, "任务 3 目标指标")
    assert short.text == "“污水集中收集率”不低于70%，2024年为61.8%，差8.2个百分点，2025年已过"
    assert short.remedy == "登记最近的数值和佐证" and short.target is not None and short.target.table == "indicators"
    assert (missing.code, missing.text) == ("indicator_without_value", "“新建管网”不低于18公里，还没有数值")
    assert (told.level, told.code) == (Level.NOTE, "indicator_unconfirmed")
    other, = indicator_doubts(task("污水集中收集率达到75%"), [of(indicator(), ("2026-10", "71"))], on=TODAY)
    assert other.text == "整改目标写“污水集中收集率达到75%”，指标登记的目标是70%"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("污水集中收集率达到目标70%。", "indicator_claimed"), ("污水集中收集率提高到71.2%。", "indicator_claimed"),
        ("污水集中收集率已达标。", "indicator_claimed"), ("污水集中收集率等指标均已完成。", "indicator_claimed"),
        ("污水集中收集率为60%。", "indicator_stale"), ("污水集中收集率达到61.8%，仍在提高。", None),
        ("污水集中收集率由46%提高到61.8%，尚未达到目标70%。", None), ("管网已建成。", None), ("", None),
    ],
)
def test_a_completion_that_claims_too_much_stops_the_paper(text: str, code: str | None) -> None:
    item = of(indicator(), ("2024", "46"), ("2026-09", "61.8"))
    assert codes(list(false_completion(task(), text, [item], on=TODAY))) == [code] * bool(code)


def test_a_value_of_a_year_proves_nothing_before_the_year_is_over() -> None:
    item = of(indicator(due="2026"), ("2025", "61.8"), ("2026", "72"))
    early = standing(item, on=date(2026, 11, 22))
    assert (early.state, early.latest and early.latest.number) == (IndicatorState.SHORT, "61.8")
    assert standing(item, on=date(2026, 12, 31)).is_reached
    _, pending = indicator_doubts(task(), [item], on=TODAY)
    assert pending.text == "“污水集中收集率”2026年的数值还不能算，这段时间没有过完"
    (claim,) = false_completion(task(), "污水集中收集率达到72%。", [item], on=TODAY)
    assert claim.code == "indicator_claimed"


def test_a_completion_waits_for_a_look_once_the_value_changed() -> None:
    text = completion([standing(of(indicator(), ("2026-06", "71.2")), on=TODAY)])
    later = of(indicator(), ("2026-06", "71.2"), ("2026-09", "72"))
    found, = false_completion(task(), text, [later], on=TODAY)
    assert found.text == "目标完成情况写污水集中收集率为71.2%，登记的最近数值是72%"
    fallen = of(indicator(), ("2026-06", "71.2"), ("2026-09", "69"))
    assert codes(list(false_completion(task(), text, [fallen], on=TODAY))) == ["indicator_claimed"]
    # On the day of the acceptance the later value was not there yet.
    assert list(false_completion(task(), text, [fallen], on=date(2026, 7, 1))) == []


def test_what_is_confirmed_from_a_goal_is_not_suggested_again() -> None:
    text = "到2025年，粪污综合利用率达到84.5%，新建管网12公里。"
    confirmed = [indicator(found.target, found.unit, label=found.label) for found in read_indicators(text)]
    assert suggested_indicators(text, confirmed) == () and list(differing(text, confirmed)) == []
