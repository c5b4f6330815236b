"""Counting duties: planted gaps are found, all of them and no others, whatever the span and the day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.domain.duty import DutyCountId, MeasureDuty, MeasureDutyId
from models.domain.duty_occasions import CountedRecord, occasions
from models.domain.duty_periods import DutyPeriod, periods_between
from models.domain.duty_tally import CountedDuty, DutyTally, PeriodState, tally
from models.domain.duty_words import counted_words, missing_words, sentence
from models.domain.evidence import EvidenceId
from models.domain.partial_date import PartialDate, when_from_iso
from models.domain.plan import DutyPer, MeasureId, ProgressId

DAYS = st.dates(min_value=date(2016, 1, 1), max_value=date(2030, 12, 31))
PERS = st.sampled_from(list(DutyPer))


def record(when: str | date | None, times: int = 1, **of: str) -> CountedRecord:
    text = when.isoformat() if isinstance(when, date) else when
    return CountedRecord(
        id=DutyCountId(f"{text}{times}{of}"), when=when_from_iso(text) if text else None, title="会议纪要", times=times,
        progress_id=ProgressId(of["entry"]) if "entry" in of else None,
        evidence_id=EvidenceId(of.get("evidence", "e")) if "entry" not in of else None,
        hangs_on=ProgressId(of["on"]) if "on" in of else None, is_proven="bare" not in of,
    )


def duty(
    per: DutyPer = DutyPer.QUARTER, times: int = 1, start: date | None = None, end: date | None = None,
    subject: str = "县委常委会研究生态环境保护工作",
) -> MeasureDuty:
    return MeasureDuty(
        id=MeasureDutyId("d"), measure_id=MeasureId("m"), times=times, per=per, subject=subject,
        starts_on=PartialDate.of(start) if start else None, ends_on=PartialDate.of(end) if end else None,
    )


def counted(of: MeasureDuty, *records: CountedRecord, on: date = date(2026, 11, 22)) -> DutyTally:
    return tally(CountedDuty(duty=of, records=records), on=on)


@dataclass(frozen=True)
class Planted:
    """A duty with records in all whole periods but some."""

    tally: DutyTally
    missing: list[DutyPeriod]
    whole: list[DutyPeriod]
    on: date


@st.composite
def planted(draw: st.DrawFn) -> Planted:
    per, times, start = draw(PERS), draw(st.integers(1, 3)), draw(DAYS)
    length = draw(st.integers(0, 60 if per in (DutyPer.WEEK, DutyPer.TEN_DAYS) else 1500))
    stop, is_open = start + timedelta(days=length), draw(st.booleans())
    on = stop if is_open else stop + timedelta(days=draw(st.integers(0, 400)))
    whole = [
        period for period in periods_between(per, start, stop)
        if start <= period.first_day and period.last_day <= stop and period.last_day < on
    ]
    missing = [period for period in whole if draw(st.booleans())]
    records: list[CountedRecord] = []
    for period in whole:
        done = draw(st.integers(0, times - 1)) if period in missing else times + draw(st.integers(0, 1))
        days = draw(st.permutations(range((period.last_day - period.first_day).days + 1)))[:done]
        records += [record(period.first_day + timedelta(days=day)) for day in days]
    found = counted(duty(per, times, start, None if is_open else stop), *draw(st.permutations(records)), on=on)
    return Planted(found, missing, whole, on)


@given(planted())
def test_every_planted_gap_is_found_and_nothing_else(case: Planted) -> None:
    assert [item.period for item in case.tally.missing] == case.missing
    assert [item.period for item in case.tally.ended] == case.whole
    assert case.tally.due == len(case.whole) * case.tally.duty.times
    assert case.tally.is_fulfilled is (bool(case.whole) and not case.missing)
    assert bool(sentence([(case.tally, "要求")])) is case.tally.is_fulfilled


@given(planted(), st.data())
def test_papers_of_the_same_day_never_count_twice(case: Planted, data: st.DataObject) -> None:
    records = [item for period in case.tally.periods for found in period.occasions for item in found.records]
    copies = [record(str(item.when.iso) if item.when else None) for item in records if data.draw(st.booleans())]
    again = counted(case.tally.duty, *records, *copies, on=case.on)
    assert [item.done for item in again.periods] == [item.done for item in case.tally.periods]


@given(planted(), st.data())
def test_a_period_is_proven_by_no_more_than_was_counted_and_claimed_only_if_all_are(
    case: Planted, data: st.DataObject
) -> None:
    records = [item for period in case.tally.periods for found in period.occasions for item in found.records]
    mixed = [
        replace(item, evidence_id=None, progress_id=ProgressId(str(place)), is_proven=data.draw(st.booleans()))
        if data.draw(st.booleans()) else item for place, item in enumerate(records)
    ]
    found = counted(case.tally.duty, *mixed, on=case.on)
    assert [item.period for item in found.missing] == case.missing
    assert [item.done for item in found.periods] == [item.done for item in case.tally.periods]
    bare = {item.when for item in mixed if not item.is_proven}
    for item in found.periods:
        assert item.proven == sum(each.times for each in item.occasions if each.when not in bare) <= item.done
    times = found.duty.times
    assert [item for item in found.ended if item.proven < times <= item.done] == list(found.unproven)
    assert bool(sentence([(found, "要求")])) is (bool(found.ended) and all(p.proven >= times for p in found.ended))


@given(PERS, DAYS, st.integers(0, 700), st.integers(-400, 400))
def test_nothing_is_demanded_of_parts_of_a_period_nor_of_time_to_come(
    per: DutyPer, start: date, length: int, later: int
) -> None:
    stop = start + timedelta(days=length)
    on = stop + timedelta(days=later)
    found = counted(duty(per, start=start, end=stop), on=on)
    for item in found.periods:
        is_whole = start <= item.period.first_day and item.period.last_day <= stop
        assert (item.state is PeriodState.PARTIAL) is not is_whole
        assert (item.state is PeriodState.MISSING) == (is_whole and item.period.last_day < on)
        assert item.state is not PeriodState.RUNNING or item.period.first_day <= on <= item.period.last_day
    assert found.due == len(found.missing)


def test_a_duty_without_end_goes_on_till_today_and_does_not_lack_the_running_period() -> None:
    found = counted(duty(start=date(2026, 1, 1)), record("2026-02-03"), record("2026-05-06"), record("2026-08-07"))
    assert [item.state.label for item in found.periods] == ["已做到", "已做到", "已做到", "进行中"]
    assert (counted_words(found), missing_words(found), found.is_fulfilled) == ("应3 实3", "", True)


def test_the_missing_period_is_named_as_on_the_desk() -> None:
    whole_year = duty(start=date(2025, 1, 1), end=date(2025, 12, 31))
    found = counted(whole_year, *map(record, ("2025-02", "2025-04", "2025-09")))
    assert (counted_words(found), missing_words(found)) == ("应4 实3", "第四季度")


def test_more_in_one_period_does_not_make_up_for_another() -> None:
    whole_year = duty(DutyPer.HALF_YEAR, start=date(2025, 1, 1), end=date(2025, 12, 31))
    found = counted(whole_year, record("2025-02-03"), record("2025-03-04"))
    assert (counted_words(found), missing_words(found)) == ("应2 实1 共2次", "下半年")


def test_missing_periods_of_several_years_are_named_with_their_years() -> None:
    found = counted(duty(DutyPer.MONTH, start=date(2024, 11, 1), end=date(2025, 5, 31)), record("2025-02-01"))
    assert missing_words(found) == "2024年11月、12月、2025年1月、3月等6期"


def test_a_period_that_began_before_the_duty_demands_nothing_but_shows_what_was_done() -> None:
    found = counted(duty(start=date(2025, 2, 10), end=date(2025, 6, 30)), record("2025-03-01"), record("2025-05-01"))
    assert [(item.state.label, item.done) for item in found.periods] == [("不足一期", 1), ("已做到", 1)]
    assert (found.due, found.done) == (1, 1)


def test_undated_and_coarse_records_are_told_and_prove_nothing() -> None:
    found = counted(duty(start=date(2025, 1, 1), end=date(2025, 3, 31)), record(None), record("2025", 4))
    assert [item.times for item in found.unclear] == [4, 1]
    assert [item.state for item in found.periods] == [PeriodState.MISSING]


def test_a_record_outside_the_span_is_told_as_such() -> None:
    found = counted(duty(start=date(2025, 1, 1), end=date(2025, 3, 31)), record("2024-12-30"))
    assert ([item.times for item in found.outside], found.done) == ([1], 0)


def test_without_a_start_the_first_count_begins_and_nothing_is_claimed() -> None:
    found = counted(duty(end=date(2025, 12, 31)), record("2025-07-01"), record("2025-11-01"))
    assert [item.state for item in found.periods] == [PeriodState.MET, PeriodState.MET]
    assert not found.is_fulfilled
    assert counted(duty()).periods == ()


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        # Minutes that hang on the entry of the meeting, printed three days later.
        ([record("2025-06-30", entry="p"), record("2025-07-03", on="p")], [("2025-06-30", 1)]),
        # An entry for the year that sums up, and the minutes of each meeting.
        ([record("2025", 3, entry="p"), record("2025-02-01", on="p"), record("2025-05-01", on="p")],
         [("2025", 1), ("2025-02-01", 1), ("2025-05-01", 1)]),
        ([record("2025", 1, entry="p"), record("2025-02-01", on="p"), record("2025-05-01", on="p")],
         [("2025-02-01", 1), ("2025-05-01", 1)]),
        # Evidence that hangs on an entry which was not counted stands for itself.
        ([record("2025-02-01", on="q"), record("2025-02-01", 2, evidence="f")], [("2025-02-01", 2)]),
        # Two of one month may be two meetings.
        ([record("2025-02"), record("2025-02", evidence="f")], [("2025-02", 1), ("2025-02", 1)]),
        ([record(None, entry="p"), record("2025-02-01", on="p")], [("2025-02-01", 1)]),
    ],
    ids=range(6),
)
def test_one_occasion_counts_once(records: list[CountedRecord], expected: list[tuple[str, int]]) -> None:
    assert [(item.when and item.when.iso, item.times) for item in occasions(DutyPer.QUARTER, records)] == expected


@pytest.mark.parametrize(
    ("records", "proven"),
    [
        ([record("2025-02-01", 2, entry="p", bare="")], 0),
        # The minutes of the same day prove the one meeting they are of.
        ([record("2025-02-01", 2, entry="p", bare=""), record("2025-02-01")], 1),
        ([record("2025", 3, entry="p"), record("2025-02-01", on="p")], 3),
    ],
    ids=range(3),
)
def test_what_evidence_tells_of_is_proven(records: list[CountedRecord], proven: int) -> None:
    assert sum(item.proven for item in occasions(DutyPer.YEAR, records)) == proven


@pytest.mark.parametrize(
    ("subjects", "told"),
    [
        (["县委常委会研究生态环境保护工作", "县政府常务会研究生态环境保护工作"],
         "2025年共召开2次县委常委会、2次县政府常务会研究生态环境保护工作，满足每半年至少研究1次的要求"),
        (["县委常委会研究", "县政府常务会听取汇报"],
         "2025年共召开2次县委常委会研究、2次县政府常务会听取汇报，满足每半年至少研究1次的要求"),
        (["召开县生态环境保护委员会会议"], "2025年共召开2次县生态环境保护委员会会议，满足每半年至少研究1次的要求"),
        (["县委理论学习中心组学习"], "2025年县委理论学习中心组学习2次，满足每半年至少研究1次的要求"),
        ([""], "2025年共完成2次，满足每半年至少研究1次的要求"),
    ],
    ids=range(5),
)
def test_what_was_done_is_said_as_opinions_say_it(subjects: list[str], told: str) -> None:
    tallies = [
        counted(duty(DutyPer.HALF_YEAR, 1, date(2025, 1, 1), date(2025, 12, 31), subject),
                record("2025-03-01"), record("2025-10-01"))
        for subject in subjects
    ]
    assert sentence([(found, "每半年至少研究1次") for found in tallies]) == told


@pytest.mark.parametrize(
    ("start", "end", "span"),
    [
        ("2024-01-01", "2025-12-31", "2024年至2025年"), ("2025-01-01", "2025-06-30", "2025年1月至6月"),
        ("2024-07-01", "2025-06-30", "2024年7月至2025年6月"), ("2025-02-15", "2025-07-15", "2025年4月至6月"),
    ],
)
def test_the_sentence_names_the_time_of_its_whole_periods(start: str, end: str, span: str) -> None:
    found = duty(DutyPer.QUARTER, 1, date.fromisoformat(start), date.fromisoformat(end), "调度")
    days = [f"{year}-{month:02}-03" for year in (2024, 2025) for month in (2, 5, 8, 11)]
    assert sentence([(counted(found, *map(record, days)), "要求")]).startswith(f"{span}调度")
