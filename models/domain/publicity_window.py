"""The window of a publicity: first day, number of days and last day, and whether the three agree.

Any two of them give the third. The first day is day 1, as every real notice counts; working days follow 调休, calendar
days the calendar. `read_window` takes the three out of a notice's words: 2024年9月29日至2024年10月9日，共10个工作日.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from models.domain.numerals import read_chinese_number
from models.domain.partial_date import PartialDate
from models.domain.publicity import DayCounting, Publicity
from models.domain.workdays import Holidays

LONGEST = 366
_FULL = r"(\d{4})年(\d{1,2})月(\d{1,2})日(?:[（(][^）)]{0,12}[）)])?"
_END = r"(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日"
_SPAN = re.compile(rf"{_FULL}(?:起)?(?:至|到|—+|－|-|~|～){_END}")
_START = re.compile(rf"{_FULL}")
_DAYS = re.compile(r"(\d{1,3}|[一二三四五六七八九十]{1,3})个?(工作日|自然日|天|日)(?![期前内后])")
_SENTENCE = re.compile(r"[^。；;]+")
_OF_PUBLICITY = re.compile("公示|异议")


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """公示期: what is known of first day, last day and number of days."""

    start: date | None = None
    end: date | None = None
    days: int | None = None
    counting: DayCounting = DayCounting.WORKING

    @property
    def is_reversed(self) -> bool:
        """Return whether it ends before it starts."""
        return self.start is not None and self.end is not None and self.end < self.start

    def counted(self, holidays: Holidays) -> int | None:
        """Return the days from start to end, both included; None while one is missing or they are no window."""
        if self.start is None or self.end is None or not 0 <= (self.end - self.start).days < LONGEST:
            return None
        if self.counting is DayCounting.WORKING:
            return holidays.count(self.start, self.end)
        return (self.end - self.start).days + 1

    def end_by_days(self, holidays: Holidays) -> date | None:
        """Return the last day that the number of days gives, None while start or number is missing."""
        if self.start is None or self.days is None or not 1 <= self.days <= LONGEST:
            return None
        if self.counting is DayCounting.WORKING:
            return holidays.end(self.start, self.days)
        return self.start + timedelta(days=self.days - 1)

    def agrees(self, holidays: Holidays) -> bool:
        """Return whether start, end and days do not contradict each other; true while one of them is missing."""
        return self.days is None or self.counted(holidays) in (None, self.days)

    def unknown_years(self, holidays: Holidays) -> tuple[int, ...]:
        """Return the years whose notice is not known, of those whose working days were counted."""
        last = self.end or self.end_by_days(holidays)
        if self.start is None or last is None or self.counting is DayCounting.CALENDAR:
            return ()
        return holidays.unknown_years(self.start, last)


class DayKind(StrEnum):
    """日子: what a day is to an office."""

    WORK = "work"
    SHIFTED = "shifted"
    WEEKEND = "weekend"
    OFF = "off"

    @property
    def mark(self) -> str:
        """Return the mark a calendar puts beside the day: 班, 休."""
        return {"shifted": "班", "off": "休"}.get(self.value, "")

    @property
    def is_worked(self) -> bool:
        """Return whether offices work on such a day."""
        return self in (DayKind.WORK, DayKind.SHIFTED)


def kind_of(day: date, holidays: Holidays) -> DayKind:
    """Return what a day is: a weekend that is worked and a day off of a festival are told from the usual week."""
    if day in holidays.worked:
        return DayKind.SHIFTED
    if day in holidays.off:
        return DayKind.OFF
    return DayKind.WORK if holidays.is_working_day(day) else DayKind.WEEKEND


def days_in(window: Window, holidays: Holidays) -> list[tuple[date, DayKind]]:
    """Return the days of a window with their kinds, to its end or to where its days end; none where it has no end."""
    end = window.end or window.end_by_days(holidays)
    if window.start is None or end is None or not 0 <= (end - window.start).days < LONGEST:
        return []
    days = [window.start + timedelta(days=n) for n in range((end - window.start).days + 1)]
    return [(day, kind_of(day, holidays)) for day in days]


def counts_in_words(days: Sequence[tuple[date, DayKind]]) -> str:
    """Return how many days of each kind there are: 10 个工作日（含调休上班 2 天），放假 8 天，周末 1 天，共 19 天."""
    kinds = [kind for _, kind in days]
    shifted, off, weekend = (kinds.count(kind) for kind in (DayKind.SHIFTED, DayKind.OFF, DayKind.WEEKEND))
    worked = sum(kind.is_worked for kind in kinds)
    parts = [f"{worked} 个工作日" + (f"（含调休上班 {shifted} 天）" if shifted else "")]
    parts += [f"{name} {count} 天" for name, count in (("放假", off), ("周末", weekend)) if count]
    return "，".join([*parts, f"共 {len(kinds)} 天"])


def window_of(publicity: Publicity) -> Window:
    """Return the window of a record; a date without its day is none."""
    start, end = (when.first_day if when is not None and when.is_full else None
                  for when in (publicity.starts_on, publicity.ends_on))
    return Window(start=start, end=end, days=publicity.days, counting=publicity.counting)


def following(before: Publicity, after: Publicity, holidays: Holidays) -> Publicity:
    """Return a changed record with its end where the days now end, unless a person has set another end.

    An end follows while it is open, or while it was where start and days said; one that a person moved stays.
    """
    was, now = window_of(before), window_of(after)
    is_moved = (was.start, was.days, was.counting) != (now.start, now.days, now.counting)
    is_own = before.ends_on is not None and was.end != was.end_by_days(holidays)
    end = now.end_by_days(holidays)
    if not is_moved or is_own or end is None or after.ends_on != before.ends_on:
        return after
    return replace(after, ends_on=PartialDate.of(end))


def day_words(day: date) -> str:
    """Return a day without its year: 10月16日."""
    return f"{day.month}月{day.day}日"


def read_window(text: str) -> Window | None:
    """Return the first publicity window a text writes, None where it writes none; an impossible date is none."""
    found = (_read(match[0]) for match in _SENTENCE.finditer("".join(text.split())))
    return next((window for window in found if window is not None), None)


def _read(sentence: str) -> Window | None:
    if _OF_PUBLICITY.search(sentence) is None:
        return None
    span = _SPAN.search(sentence)
    start = span or _START.search(sentence)
    rest = sentence[: span.start()] + sentence[span.end() :] if span else _START.sub("", sentence)
    days = _DAYS.search(rest)
    if span is None and days is None:
        return None
    try:
        first = _date(start[1], start[2], start[3]) if start else None
        last = _date(span[4] or span[1], span[5] or span[2], span[6]) if span else None
    except ValueError:
        return None
    if days is None:
        return Window(start=first, end=last)
    number = int(days[1]) if days[1].isdecimal() else read_chinese_number(days[1])
    counting = DayCounting.WORKING if days[2] == "工作日" else DayCounting.CALENDAR
    return Window(start=first, end=last, days=number, counting=counting)


def _date(year: str, month: str, day: str) -> date:
    return date(int(year), int(month), int(day))
