"""The calendar periods of duties: every day lies in exactly one, and they follow each other without a gap."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.domain.duty_periods import period_of, period_with, periods_between
from models.domain.partial_date import when_from_iso
from models.domain.plan import DutyPer

DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2060, 12, 31))
PERS = st.sampled_from(list(DutyPer))
ONE_DAY = timedelta(days=1)


@given(PERS, DAYS)
def test_a_day_lies_in_the_period_named_by_it_and_so_do_its_ends(per: DutyPer, day: date) -> None:
    period = period_of(per, day)
    assert period.first_day <= day <= period.last_day
    assert period_of(per, period.first_day) == period_of(per, period.last_day) == period


@given(PERS, DAYS, st.integers(0, 800))
def test_periods_follow_each_other_without_gap_or_overlap(per: DutyPer, first: date, length: int) -> None:
    last = first + timedelta(days=length)
    found = list(periods_between(per, first, last))
    assert found[0] == period_of(per, first)
    assert found[-1] == period_of(per, last)
    for before, after in pairwise(found):
        assert before.last_day + ONE_DAY == after.first_day
    assert len({period.label for period in found}) == len(found)


@given(PERS, DAYS)
def test_nothing_lies_between_a_day_and_the_one_before(per: DutyPer, day: date) -> None:
    assert list(periods_between(per, day, day - ONE_DAY)) == []


@given(DAYS)
def test_a_week_is_that_of_the_standard(day: date) -> None:
    year, week, _ = day.isocalendar()
    assert period_of(DutyPer.WEEK, day).label == f"{year}年第{week}周"


@pytest.mark.parametrize(
    ("per", "day", "label", "last"),
    [
        ("ten-days", "2024-02-29", "2024年2月下旬", "2024-02-29"),
        ("ten-days", "2023-02-21", "2023年2月下旬", "2023-02-28"),
        ("ten-days", "2023-02-20", "2023年2月中旬", "2023-02-20"),
        ("ten-days", "2023-01-10", "2023年1月上旬", "2023-01-10"),
        ("ten-days", "2023-01-31", "2023年1月下旬", "2023-01-31"),
        ("month", "2024-02-01", "2024年2月", "2024-02-29"),
        ("two-months", "2024-02-29", "2024年1—2月", "2024-02-29"),
        ("two-months", "2021-12-31", "2021年11—12月", "2021-12-31"),
        ("quarter", "2021-10-01", "2021年第四季度", "2021-12-31"),
        ("half-year", "2021-06-30", "2021年上半年", "2021-06-30"),
        ("half-year", "2021-07-01", "2021年下半年", "2021-12-31"),
        ("year", "2021-12-31", "2021年", "2021-12-31"),
        # The first days of 2021 belong to the last week of 2020.
        ("week", "2021-01-03", "2020年第53周", "2021-01-03"),
        ("week", "2024-12-30", "2025年第1周", "2025-01-05"),
    ],
)
def test_periods_have_their_names_and_ends(per: str, day: str, label: str, last: str) -> None:
    period = period_of(DutyPer(per), date.fromisoformat(day))
    assert (period.label, period.last_day.isoformat()) == (label, last)


@pytest.mark.parametrize(
    ("per", "when", "label"),
    [
        ("quarter", "2021-03", "2021年第一季度"), ("month", "2021-03", "2021年3月"), ("week", "2021-03", None),
        ("two-months", "2021-01/2021-02", "2021年1—2月"), ("two-months", "2021-02/2021-03", None),
        ("year", "2021", "2021年"), ("half-year", "2021", None), ("month", "2022-09-28/2022-09-30", "2022年9月"),
        ("month", "2022-09-28/2022-10-02", None),
    ],
)
def test_a_date_belongs_to_the_period_it_lies_in_whole(per: str, when: str, label: str | None) -> None:
    period = period_with(DutyPer(per), when_from_iso(when))
    assert (period and period.label) == label
