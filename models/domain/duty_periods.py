"""The periods of a frequency duty: calendar weeks, 旬, months, pairs of months, quarters, half-years, years.

A week is Monday to Sunday and named by its number of GB/T 7408 (ISO 8601); a 旬 is the 1st to 10th, 11th to 20th, 21st
to the end of the month; two months are January and February, March and April and so on.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from models.domain.numerals import chinese_number
from models.domain.partial_date import When
from models.domain.plan import DutyPer

_DAY = timedelta(days=1)
_MONTHS = {DutyPer.MONTH: 1, DutyPer.TWO_MONTHS: 2, DutyPer.QUARTER: 3, DutyPer.HALF_YEAR: 6, DutyPer.YEAR: 12}


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyPeriod:
    """一期: one calendar period from its first to its last day."""

    per: DutyPer
    first_day: date
    last_day: date

    @property
    def year(self) -> int:
        """Return the year it is named by; a week belongs to the year of its Thursday."""
        return self.first_day.isocalendar().year if self.per is DutyPer.WEEK else self.first_day.year

    @property
    def name(self) -> str:
        """Return its name within its year: 第四季度, 3—4月, 2月下旬; nothing for a whole year."""
        month, last = self.first_day.month, self.last_day.month
        match self.per:
            case DutyPer.WEEK:
                return f"第{self.first_day.isocalendar().week}周"
            case DutyPer.TEN_DAYS:
                return f"{month}月{'上中下'[self.first_day.day // 10]}旬"
            case DutyPer.MONTH:
                return f"{month}月"
            case DutyPer.TWO_MONTHS:
                return f"{month}—{last}月"
            case DutyPer.QUARTER:
                return f"第{chinese_number(last // 3)}季度"
            case DutyPer.HALF_YEAR:
                return "上半年" if month == 1 else "下半年"
            case DutyPer.YEAR:
                return ""

    @property
    def label(self) -> str:
        """Return its full name: 2021年第四季度."""
        return f"{self.year}年{self.name}"


def period_of(per: DutyPer, day: date) -> DutyPeriod:
    """Return the period a day lies in."""
    if per is DutyPer.WEEK:
        first = day - timedelta(days=day.weekday())
        return DutyPeriod(per=per, first_day=first, last_day=first + timedelta(days=6))
    end_of_month = calendar.monthrange(day.year, day.month)[1]
    if per is DutyPer.TEN_DAYS:
        begin = (1, 11, 21)[min((day.day - 1) // 10, 2)]
        end = begin + 9 if begin < 21 else end_of_month
        return DutyPeriod(per=per, first_day=day.replace(day=begin), last_day=day.replace(day=end))
    first_month = (day.month - 1) // _MONTHS[per] * _MONTHS[per] + 1
    last_month = first_month + _MONTHS[per] - 1
    return DutyPeriod(
        per=per, first_day=date(day.year, first_month, 1),
        last_day=date(day.year, last_month, calendar.monthrange(day.year, last_month)[1]),
    )


def periods_between(per: DutyPer, first: date, last: date) -> Iterator[DutyPeriod]:
    """Yield the periods from the one with the first day to the one with the last, none where the last comes before."""
    while first <= last:
        period = period_of(per, first)
        yield period
        first = period.last_day + _DAY


def period_with(per: DutyPer, when: When | None) -> DutyPeriod | None:
    """Return the period a date lies in whole, None where it is too coarse to say, or there is none."""
    if when is None:
        return None
    period = period_of(per, when.first_day)
    return period if when.last_day <= period.last_day else None
