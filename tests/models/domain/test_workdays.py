"""Working days agree with the notices: every day, and the publicity periods real offices announced."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

import resources
from models.domain.workdays import Holidays, holidays_from
from models.errors import InputError, ReferenceDataError

YEARS = range(2018, 2027)
FOLDER = Path(resources.__file__).parent / "holidays"
TABLES = {year: json.loads((FOLDER / f"{year}.json").read_text(encoding="utf-8")) for year in YEARS}
HOLIDAYS = holidays_from(*TABLES.values())
DAYS = st.dates(date(2018, 1, 1), date(2026, 12, 31))


def table(**changes: object) -> dict[str, object]:
    row: dict[str, object] = {"name": "元旦", "first": "2024-01-01", "last": "2024-01-01", "worked": []}
    return {"year": 2024, "notices": [], "periods": [row | changes]}


@pytest.mark.parametrize("year", YEARS, ids=str)
def test_every_day_of_the_year_agrees_with_the_oracle(year: int) -> None:
    day, wrong = date(year, 1, 1), []
    while day.year == year:
        if HOLIDAYS.is_working_day(day) != chinese_calendar.is_workday(day):
            wrong.append(day.isoformat())
        day += timedelta(days=1)
    assert wrong == []


@pytest.mark.parametrize("year", YEARS, ids=str)
def test_each_year_names_the_notice_its_days_come_from(year: int) -> None:
    assert TABLES[year]["year"] == year
    assert TABLES[year]["notices"][0]["title"] == f"国务院办公厅关于{year}年部分节假日安排的通知"
    for notice in TABLES[year]["notices"]:
        assert notice["number"].startswith("国办发明电〔")
        assert date.fromisoformat(notice["issued_on"]).year in (year - 1, year)


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        ("2023-07-27", "2023-08-09", 10),
        ("2024-09-29", "2024-10-09", 4),
        ("2025-01-21", "2025-02-08", 10),
        ("2022-11-25", "2022-12-05", 7),
        ("2025-09-28", "2025-10-16", 10),
        ("2020-03-27", "2020-04-02", 5),
        ("2021-12-24", "2021-12-30", 5),
        ("2023-01-09", "2023-01-20", 10),
    ],
    ids=lambda value: str(value),
)
def test_publicity_periods_of_real_notices_have_these_working_days(first: str, last: str, days: int) -> None:
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    assert HOLIDAYS.count(start, end) == days
    assert HOLIDAYS.end(start, days) == end


def test_ten_working_days_from_the_national_day_end_a_week_later_than_announced() -> None:
    assert HOLIDAYS.end(date(2024, 9, 29), 10) == date(2024, 10, 16)


def test_five_working_days_from_monday_end_on_friday() -> None:
    assert HOLIDAYS.end(date(2024, 6, 17), 5) == date(2024, 6, 21)


def test_a_count_that_starts_on_a_day_off_starts_with_the_next_working_day() -> None:
    assert HOLIDAYS.end(date(2024, 6, 15), 1) == date(2024, 6, 17)


@given(first=DAYS, days=st.integers(1, 60))
def test_counting_to_the_end_gives_the_days_back(first: date, days: int) -> None:
    end = HOLIDAYS.end(first, days)
    assert HOLIDAYS.count(first, end) == days
    assert HOLIDAYS.is_working_day(end) or end.year > 2026


@given(first=DAYS, middle=DAYS, last=DAYS)
def test_two_halves_of_a_period_count_as_the_whole(first: date, middle: date, last: date) -> None:
    first, middle, last = sorted([first, middle, last])
    whole = HOLIDAYS.count(first, last)
    assert whole == HOLIDAYS.count(first, middle) + HOLIDAYS.count(middle, last) - HOLIDAYS.is_working_day(middle)


def test_a_year_without_a_notice_counts_its_weekends_and_is_named() -> None:
    assert HOLIDAYS.count(date(2027, 10, 1), date(2027, 10, 7)) == 5
    assert HOLIDAYS.unknown_years(date(2026, 12, 30), date(2028, 1, 1)) == (2027, 2028)
    assert HOLIDAYS.unknown_years(date(2025, 12, 30), date(2026, 1, 1)) == ()
    assert Holidays().count(date(2024, 10, 1), date(2024, 10, 7)) == 5


def test_an_end_before_its_start_is_refused() -> None:
    with pytest.raises(InputError, match="早于") as refused:
        HOLIDAYS.count(date(2024, 2, 1), date(2024, 1, 1))
    assert refused.value.remedy


@pytest.mark.parametrize("days", [0, -3, 10**9], ids=str)
def test_a_number_of_days_that_makes_no_sense_is_refused(days: int) -> None:
    with pytest.raises(InputError, match="天数"):
        HOLIDAYS.end(date(2024, 1, 1), days)


def test_a_period_of_many_years_is_refused_instead_of_counted_for_minutes() -> None:
    with pytest.raises(InputError, match="十年"):
        HOLIDAYS.count(date(1, 1, 1), date(9999, 1, 1))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (table() | {"holidays": []}, "holidays"),
        ({"notices": [], "periods": []}, "year"),
        ({"year": 2024, "periods": {}}, "periods"),
        (table(first="2024-02-30"), "2024-02-30"),
        (table(first=20240101), "2024-10-01"),
        (table(last="2023-12-31"), "首日和末日"),
        (table(worked=["2024-01-03"]), "不是周末"),
        (table(worked="2024-01-06"), "列表"),
        (table(day="2024-01-01"), "day"),
        (table(first="2024-01-06", last="2024-01-07", worked=["2024-01-06"]), "既放假又上班"),
    ],
    ids=range(10),
)
def test_a_wrong_table_is_refused_and_the_place_named(wrong: dict[str, object], said: str) -> None:
    with pytest.raises(ReferenceDataError) as refused:
        holidays_from(wrong)
    assert said in str(refused.value)
    assert "节假日表" in refused.value.where


def test_one_year_cannot_come_twice() -> None:
    with pytest.raises(ReferenceDataError, match="两次"):
        holidays_from(table(), table())
