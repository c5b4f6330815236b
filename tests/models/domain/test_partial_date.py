"""Dates keep the precision they were typed with, print and sort by it, and impossible ones are named."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.domain.partial_date import PartialDate, Period, When, parse_date, parse_period, when_from_iso
from models.domain.workdays import Holidays
from models.errors import InputError

ON = date(2024, 5, 6)
WEEKENDS = Holidays()


def full_dates() -> st.SearchStrategy[PartialDate]:
    return st.dates(date(1900, 1, 1), date(2099, 12, 31)).map(PartialDate.of)


def partial_dates() -> st.SearchStrategy[PartialDate]:
    years = st.builds(PartialDate, year=st.integers(1900, 2099))
    months = st.builds(PartialDate, year=st.integers(1900, 2099), month=st.integers(1, 12))
    return st.one_of(years, months, full_dates())


@st.composite
def periods(draw: st.DrawFn) -> Period:
    ends = sorted([draw(partial_dates()), draw(partial_dates())], key=lambda end: end.last_day)
    return Period(first=ends[0], last=ends[1])


def whens() -> st.SearchStrategy[When]:
    return st.one_of(partial_dates(), periods())


@pytest.mark.parametrize(
    ("typed", "iso"),
    [
        ("20240703", "2024-07-03"),
        ("2024-7-3", "2024-07-03"),
        ("2024/7/3", "2024-07-03"),
        ("2024.7.3", "2024-07-03"),
        ("2024年7月3日", "2024-07-03"),
        ("2024年7月3号", "2024-07-03"),
        (" 2024 年 7 月 3 日 ", "2024-07-03"),
        ("２０２４年７月３日", "2024-07-03"),
        ("二〇二四年七月三日", "2024-07-03"),
        ("二○二四年十二月三十一日", "2024-12-31"),
        ("2024年7月", "2024-07"),
        ("202407", "2024-07"),
        ("2024-07", "2024-07"),
        ("2024.7", "2024-07"),
        ("2024", "2024"),
        ("2024年", "2024"),
        ("7.3", "2024-07-03"),
        ("7月3日", "2024-07-03"),
        ("7-3", "2024-07-03"),
        ("7月", "2024-07"),
        ("+10", "2024-05-16"),
        ("+10天", "2024-05-16"),
        ("今天", "2024-05-06"),
        ("昨天", "2024-05-05"),
        ("2024-2-29", "2024-02-29"),
    ],
    ids=lambda value: str(value),
)
def test_a_date_is_read_in_every_form_a_clerk_types(typed: str, iso: str) -> None:
    read = parse_date(typed, on=ON)
    assert read is not None
    assert read.iso == iso


@pytest.mark.parametrize("typed", ["", "  ", "\u3000\n"], ids=repr)
def test_nothing_typed_stays_nothing(typed: str) -> None:
    assert parse_date(typed, on=ON) is None
    assert parse_period(typed, on=ON) is None


def test_ten_working_days_count_the_first_day() -> None:
    assert str(parse_date("+10工", on=ON, calendar=WEEKENDS)) == "2024年5月17日"
    assert str(parse_date("+1个工作日", on=ON, calendar=WEEKENDS)) == "2024年5月6日"


def test_working_days_without_a_calendar_are_refused_and_not_guessed() -> None:
    with pytest.raises(InputError, match="工作日"):
        parse_date("+10工", on=ON)


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ("2023-02-30", "2023年2月没有 30 日"),
        ("2023年2月29日", "2023年2月没有 29 日"),
        ("20240431", "2024年4月没有 31 日"),
        ("2024年13月", "没有 13 月"),
        ("2024-0-1", "没有 0 月"),
        ("2-30", "2024年2月没有 30 日"),
        ("7月0日", "没有 0 日"),
        ("0021", "年份 0021"),
        ("0021-1-1", "年份 0021"),
        ("99999", "99999"),
        ("99999-1-1", "年份 99999"),
        ("24.7.3", "年份 24"),
        ("21年3月", "年份 21"),
        ("2024703", "2024703"),
        ("5", "5"),
        ("下周五", "下周五"),
        ("2024-7/3", "2024-7/3"),
        ("1" * 5000, "位数"),
        ("2024年" + "1" * 5000 + "月", "月"),
        ("甲" * 50000, "甲甲甲"),
    ],
    ids=lambda value: value[:20],
)
def test_an_impossible_date_is_refused_with_its_part_and_a_remedy(typed: str, named: str) -> None:
    with pytest.raises(InputError) as refused:
        parse_date(typed, on=ON)
    assert named in refused.value.text
    assert refused.value.remedy
    assert len(str(refused.value)) < 120


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("全年", "2024年全年"),
        ("2021全年", "2021年全年"),
        ("2021年全年", "2021年全年"),
        ("2021年1月至6月", "2021年1月至6月"),
        ("2021年1-6月", "2021年1月至6月"),
        ("1-6月", "2024年1月至6月"),
        ("2021.1-2021.6", "2021年1月至6月"),
        ("202101-202106", "2021年1月至6月"),
        ("2022年9月28日至30日", "2022年9月28日至30日"),
        ("2022年9月28—30日", "2022年9月28日至30日"),
        ("2022.9.28-30", "2022年9月28日至30日"),
        ("2022-9-28~2022-9-30", "2022年9月28日至30日"),
        ("2022-09-28-2022-09-30", "2022年9月28日至30日"),
        ("20220928～20220930", "2022年9月28日至30日"),
        ("9.28-10.3", "2024年9月28日至10月3日"),
        ("9月28日到10月3日", "2024年9月28日至10月3日"),
        ("2023—2025年", "2023年至2025年"),
        ("2021-2023", "2021年至2023年"),
        ("2021年12月至2022年3月", "2021年12月至2022年3月"),
        ("上半年", "2024年1月至6月"),
        ("2023年下半年", "2023年7月至12月"),
        ("2024年第一季度", "2024年1月至3月"),
        ("四季度", "2024年10月至12月"),
        ("2021-03", "2021年3月"),
        ("2024-7-3", "2024年7月3日"),
        ("2021年3月至3月", "2021年3月"),
    ],
    ids=lambda value: str(value),
)
def test_a_period_is_read_and_prints_what_was_meant(typed: str, printed: str) -> None:
    assert str(parse_period(typed, on=ON)) == printed


@pytest.mark.parametrize("typed", ["至6月", "1月至", "6月至1月", "2021年2月28日至30日", "甲至乙", "1-2-3-4-5"], ids=str)
def test_a_period_that_cannot_be_is_refused_with_a_remedy(typed: str) -> None:
    with pytest.raises(InputError) as refused:
        parse_period(typed, on=ON)
    assert refused.value.remedy


def test_a_period_over_new_year_asks_for_both_years() -> None:
    with pytest.raises(InputError, match="早于") as refused:
        parse_period("2021年12月28日至1月3日", on=ON)
    assert "两个年份" in refused.value.remedy


@given(partial_dates())
def test_a_printed_date_is_read_as_itself(when: PartialDate) -> None:
    assert parse_date(str(when), on=ON) == when
    assert parse_period(str(when), on=ON) == when
    assert parse_date(when.iso, on=ON) == when


@given(periods())
def test_a_printed_period_is_read_as_itself(period: Period) -> None:
    alone = period.first == period.last and period.first.month is not None
    assert parse_period(str(period), on=ON) == (period.first if alone else period)


@given(whens())
def test_the_stored_form_is_read_back(when: When) -> None:
    assert when_from_iso(when.iso) == when


@given(st.lists(whens()))
def test_dates_sort_here_as_their_stored_text_sorts_in_sql(dates: list[When]) -> None:
    assert [when.iso for when in sorted(dates)] == sorted(when.iso for when in dates)


@given(full_dates(), full_dates())
def test_full_dates_sort_as_the_calendar_does(one: PartialDate, other: PartialDate) -> None:
    assert (one < other) == (one.first_day < other.first_day)
    assert (one <= other) == (one.first_day <= other.first_day)


@given(whens())
def test_the_first_day_is_not_after_the_last(when: When) -> None:
    assert when.first_day <= when.last_day


@given(st.text(alphabet="0123456789年月日至-/.+工天 ", max_size=14))
def test_any_typing_is_read_or_refused_in_words(typed: str) -> None:
    try:
        read = parse_period(typed, on=ON, calendar=WEEKENDS)
    except InputError as refused:
        assert refused.remedy
    else:
        assert (read is None) == (not typed.strip())


def test_the_last_day_of_a_month_is_known() -> None:
    assert PartialDate(year=2024, month=2).last_day == date(2024, 2, 29)
    assert PartialDate(year=2025).last_day == date(2025, 12, 31)
    assert PartialDate(year=2025, month=3, day=5).last_day == date(2025, 3, 5)


@pytest.mark.parametrize("stored", ["2021-3", "21", "", "2021-03-05T00", "2021/", "/2021", "2021-13"], ids=repr)
def test_a_stored_text_that_is_no_date_is_refused(stored: str) -> None:
    with pytest.raises(InputError):
        when_from_iso(stored)


def test_a_day_without_its_month_is_a_mistake_of_the_program() -> None:
    with pytest.raises(ValueError, match="month"):
        PartialDate(year=2024, day=3)
