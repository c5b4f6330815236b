"""The working days of an office: the built-in tables, and the notices it entered for years they do not have."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from models.domain.holiday_notice import HolidayPeriod, as_table, read_holiday_notice
from models.domain.office_forms import HolidayNotice, HolidayNoticeId
from models.domain.partial_date import PartialDate
from models.domain.workdays import Holidays, holidays_from
from models.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class HolidayYear:
    """一年的放假安排: its notice, what it says, and why it is not used, where it is not.

    `notice_id` is None for a year the program brings along.
    """

    year: int
    document_number: str
    dated_on: PartialDate | None
    periods: tuple[HolidayPeriod, ...]
    notice_id: HolidayNoticeId | None = None
    unused: str = ""

    @property
    def days_off(self) -> int:
        """Return how many days are off, the weekends among them included."""
        return sum(period.days for period in self.periods)

    @property
    def days_worked(self) -> int:
        """Return how many weekend days are worked."""
        return sum(len(period.worked) for period in self.periods)


def holidays_of(ws: Workspace) -> Holidays:
    """Return the working days by the built-in tables and the notices of the office's own that are used."""
    built_in = ws.reference.holidays
    own = [year for year in _own_years(ws) if not year.unused]
    if not own:
        return built_in
    found = [holidays_from(as_table(item.year, item.periods)) for item in own]
    return Holidays(
        off=built_in.off.union(*(item.off for item in found)),
        worked=built_in.worked.union(*(item.worked for item in found)),
        years=built_in.years.union(*(item.years for item in found)),
    )


def holiday_years(ws: Workspace) -> list[HolidayYear]:
    """Return every year that is known, the newest first; one that is given twice stands twice."""
    found = [*_own_years(ws), *_built_in(ws)]
    return sorted(found, key=lambda item: item.year, reverse=True)


def _own_years(ws: Workspace) -> Iterator[HolidayYear]:
    known = set(ws.reference.holidays.years) if (notices := ws.find(HolidayNotice)) else set()
    for notice in notices:
        reading = read_holiday_notice(notice.text, year=notice.year)
        reason = _unused(notice, known)
        if not reason and (reading.faults or not reading.periods):
            reason = "读不懂，未用"
        if not reason:
            known.add(notice.year)
        yield HolidayYear(
            year=notice.year, document_number=notice.document_number, dated_on=notice.dated_on,
            periods=reading.periods, notice_id=notice.id, unused=reason,
        )


def _unused(notice: HolidayNotice, known: set[int]) -> str:
    return f"{notice.year} 年另有一份，未用" if notice.year in known else ""


def _built_in(ws: Workspace) -> Iterator[HolidayYear]:
    for table in ws.reference.holiday_tables:
        last = table["notices"][-1]
        yield HolidayYear(
            year=table["year"], document_number="、".join(item["number"] for item in table["notices"]),
            dated_on=PartialDate.of(date.fromisoformat(last["issued_on"])),
            periods=tuple(_period(row) for row in table["periods"]),
        )


def _period(row: dict[str, object]) -> HolidayPeriod:
    worked = row["worked"] if isinstance(row["worked"], list) else []
    return HolidayPeriod(
        name=str(row["name"]), first=date.fromisoformat(str(row["first"])), last=date.fromisoformat(str(row["last"])),
        worked=tuple(date.fromisoformat(day) for day in worked),
    )

