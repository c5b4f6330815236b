"""Working days with 调休.

The State Council's yearly notice names the days off of each festival and the weekend days worked instead; every other
day follows the week. Counting includes the first day: a publicity that opens on Monday for five working days ends on
Friday. A year whose notice is not known counts its weekends only and is named by `unknown_years`, so that whoever
depends on such a date can say so. No table is read here: the facts come in as plain data.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from models.errors import InputError, ReferenceDataError

_SATURDAY = 5
_LONGEST_COUNT = 3660
_KEYS = frozenset({"year", "notices", "periods"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Holidays:
    """节假日安排: days off, weekend days worked, and the years whose notice is known."""

    off: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()
    years: frozenset[int] = frozenset()

    def is_working_day(self, day: date) -> bool:
        """Tell whether offices work on `day`."""
        if day in self.worked:
            return True
        return day not in self.off and day.weekday() < _SATURDAY

    def count(self, first: date, last: date) -> int:
        """Return the working days from `first` to `last`, both included."""
        if last < first:
            raise InputError(
                f"结束日期 {last.isoformat()} 早于开始日期 {first.isoformat()}", remedy="请把两个日期的先后改过来。"
            )
        if (last - first).days > _LONGEST_COUNT:
            raise InputError("两个日期相隔超过十年", remedy="请检查年份。")
        return sum(self.is_working_day(first + timedelta(days=n)) for n in range((last - first).days + 1))

    def end(self, first: date, days: int) -> date:
        """Return the day on which `days` working days end, `first` being day 1 if it is a working day."""
        if not 1 <= days <= _LONGEST_COUNT:
            raise InputError(f"工作日天数 {days} 不对", remedy=f"请写 1 到 {_LONGEST_COUNT} 之间的整数。")
        day, left = first, days
        while True:
            left -= self.is_working_day(day)
            if left == 0:
                return day
            day += timedelta(days=1)

    def unknown_years(self, first: date, last: date) -> tuple[int, ...]:
        """Return the years between `first` and `last` that have no notice, so that only weekends were counted."""
        return tuple(year for year in range(first.year, last.year + 1) if year not in self.years)


def holidays_from(*tables: Mapping[str, object]) -> Holidays:
    """Build `Holidays` from the tables of one or more years.

    A table has `year`, `notices` (title, number, issued_on; may be empty) and `periods`: name, first and last day off,
    and `worked`, the weekend days worked for it. Dates are ISO text. Raises ReferenceDataError naming what is wrong.
    """
    off: set[date] = set()
    worked: set[date] = set()
    years: set[int] = set()
    for table in tables:
        year = _year(table)
        if year in years:
            raise ReferenceDataError(f"{year} 年的节假日表出现了两次", where="节假日表")
        years.add(year)
        for period in _rows(table, year):
            _read_period(period, year, off, worked)
    if clash := off & worked:
        raise ReferenceDataError(f"{min(clash).isoformat()} 既放假又上班", where="节假日表")
    return Holidays(off=frozenset(off), worked=frozenset(worked), years=frozenset(years))


def _year(table: Mapping[str, object]) -> int:
    if unknown := set(table) - _KEYS:
        raise ReferenceDataError(f"不认识的项目 {min(unknown)}", where="节假日表", remedy="请改正或删去这一项。")
    year = table.get("year")
    if not isinstance(year, int):
        raise ReferenceDataError("缺少年份 year", where="节假日表")
    return year


def _rows(table: Mapping[str, object], year: int) -> Sequence[Mapping[str, object]]:
    rows = table.get("periods")
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise ReferenceDataError("缺少放假时段 periods", where=f"{year} 年节假日表")
    return rows


def _read_period(row: Mapping[str, object], year: int, off: set[date], worked: set[date]) -> None:
    where = f"{year} 年节假日表“{row.get('name', '')}”"
    if unknown := set(row) - {"name", "first", "last", "worked"}:
        raise ReferenceDataError(f"不认识的项目 {min(unknown)}", where=where, remedy="请改正或删去这一项。")
    first, last = _day(row.get("first"), where), _day(row.get("last"), where)
    if last < first or (last - first).days > 15:
        raise ReferenceDataError("放假的首日和末日对不上", where=where)
    off.update(first + timedelta(days=n) for n in range((last - first).days + 1))
    days = row.get("worked", [])
    if not isinstance(days, list):
        raise ReferenceDataError("worked 应是日期的列表", where=where)
    worked.update(_worked_day(value, where) for value in days)


def _worked_day(value: object, where: str) -> date:
    day = _day(value, where)
    if day.weekday() < _SATURDAY:
        raise ReferenceDataError(f"调休上班的 {day.isoformat()} 不是周末", where=where)
    return day


def _day(value: object, where: str) -> date:
    if not isinstance(value, str):
        raise ReferenceDataError("日期应写成 2024-10-01 的样子", where=where)
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise ReferenceDataError(f"没有 {value} 这一天", where=where) from error
