"""Reading the State Council's yearly notice as it is printed: which days are off, which weekends are worked.

一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
A festival that is named twice takes the later words, as an adjusting notice behind the first one means it; 延长…假期至…
lengthens one. What a sentence says of weekday and number of days is held against the calendar. A sentence with a date
that is neither, such as the advice to rest on 除夕, counts as nothing and is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from models.domain.partial_date import PartialDate

SATURDAY = 5
_NAME = "元旦|春节|清明节?|劳动节|端午节?|中秋节?|国庆节?"
_ENTRY = re.compile(rf"({_NAME})(?:[、和]({_NAME}))?(?:假期(?:调整)?安排通知如下)?[：:]")
_SAID = r"(?:[（(](?P<{0}_said>[^）)]*)[）)])?"
_DAY = r"(?:(?P<{0}_year>\d{{4}})年)?(?:(?P<{0}_month>\d{{1,2}})月)?(?P<{0}_day>\d{{1,2}})日" + _SAID
_OFF = re.compile(rf"{_DAY.format('first')}(?:(?:至|到|—|-){_DAY.format('last')})?放假(?P<tail>.*)")
_ONE = re.compile(_DAY.format("one"))
_SOME_DAY = r"(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日(?:[（(][^）)]*[）)])?"
_WORKED = re.compile(rf"((?:{_SOME_DAY}[、，,和及]?)+)(?:照常|正常)?上班")
_LONGER = re.compile(rf"延长(?:\d{{4}}年)?({_NAME})假期至{_DAY.format('last')}")
_TOTAL = re.compile(r"(?:共|放假)(\d{1,2})天|^(\d{1,2})天")
_YEAR = re.compile(r"(\d{4})年(?:部分节假日|元旦|放假|节假日)")
_NUMBER = re.compile(r"[\u4e00-\u9fff]{2,12}[〔\[（(【]\d{4}[〕\]）)】]\d{1,4}号")
_DATED = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_WEEKDAY = re.compile(r"(?:周|星期)([一二三四五六日天])")
_WEEKDAYS = "一二三四五六日"
_AFTER = re.compile(r"国务院办公厅|节假日期间|[（(]此件")


@dataclass(frozen=True, slots=True, kw_only=True)
class HolidayPeriod:
    """放假时段: the days off of one festival, and the weekend days worked for them."""

    name: str
    first: date
    last: date
    worked: tuple[date, ...] = ()

    @property
    def days(self) -> int:
        """Return how many days are off."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class HolidayReading:
    """通知读数: what was understood of a notice.

    `unread` are its sentences with a date that count as nothing, `faults` what in it contradicts the calendar.
    """

    year: int | None = None
    document_number: str = ""
    dated_on: PartialDate | None = None
    periods: tuple[HolidayPeriod, ...] = ()
    unread: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()


def read_holiday_notice(text: str, *, year: int | None = None) -> HolidayReading:
    """Read a pasted notice; `year` is meant where the text names none."""
    lines = [line for part in text.splitlines() if (line := "".join(part.split()))]
    plain = "\n".join(lines)
    found = _YEAR.search(plain)
    year = int(found[1]) if found else year
    number, dated = _NUMBER.search(plain), [_DATED.fullmatch(line) for line in lines]
    reading = HolidayReading(
        year=year, document_number=number[0] if number else "",
        dated_on=next((_dated(match) for match in reversed(dated) if match), None),
    )
    return _with_periods(reading, plain, year) if year else reading


def as_table(year: int, periods: Iterable[HolidayPeriod]) -> dict[str, object]:
    """Return a year as the built-in tables hold it."""
    rows = [{"name": item.name, "first": item.first.isoformat(), "last": item.last.isoformat(),
             "worked": [day.isoformat() for day in item.worked]} for item in periods]
    return {"year": year, "notices": [], "periods": rows}


def missing_festivals(periods: tuple[HolidayPeriod, ...]) -> list[str]:
    """Return the festivals of a year that no period is named after."""
    names = "".join(item.name for item in periods)
    return [name for name in ("元旦", "春节", "清明", "劳动节", "端午", "中秋", "国庆") if name not in names]


def _with_periods(reading: HolidayReading, plain: str, year: int) -> HolidayReading:
    periods: dict[str, HolidayPeriod] = {}
    unread: list[str] = []
    faults: list[str] = []
    for name, sentence in _sentences(plain):
        try:
            if not _take(name, sentence, year, periods, faults) and re.search(r"\d日", sentence):
                unread.append(sentence)
        except ValueError:
            faults.append(f"“{sentence}”里有不存在的日期")
    faults += _clashes(periods)
    return replace(reading, periods=tuple(sorted(periods.values(), key=lambda item: item.first)),
                   unread=tuple(unread), faults=tuple(faults))


def _sentences(plain: str) -> Iterator[tuple[str, str]]:
    """Yield the sentences from the first festival on, each with the festivals it stands under."""
    starts = list(_ENTRY.finditer(plain))
    longer = [(match[1], match[0]) for match in _LONGER.finditer(plain)]
    for match, after in zip(starts, [*starts[1:], None], strict=True):
        body = plain[match.end() : after.start() if after else len(plain)]
        if end := _AFTER.search(body):
            body = body[: end.start()]
        name = "、".join(part for part in match.groups() if part)
        for sentence in re.split(r"[。；;\n]", body):
            # What is left of the number before the next festival: 二、
            if words := re.sub(r"^[一二三四五六七八九十]+、$", "", sentence):
                yield name, words
    yield from longer


def _take(name: str, sentence: str, year: int, periods: dict[str, HolidayPeriod], faults: list[str]) -> bool:
    """Take what a sentence says of a festival; returns whether it was understood."""
    if longer := _LONGER.fullmatch(sentence):
        return _lengthen(longer, year, periods, faults)
    if off := _OFF.fullmatch(sentence):
        first = _day(off, "first", year, None, faults)
        last = _day(off, "last", year, first, faults) if off["last_day"] else first
        periods[name] = HolidayPeriod(name=name, first=first, last=last)
        _hold_against(periods[name], off["tail"], faults)
        return True
    worked = _WORKED.fullmatch(sentence)
    if worked is None or name not in periods:
        return False
    days: list[date] = []
    for one in _ONE.finditer(worked[1]):
        days.append(_day(one, "one", year, days[-1] if days else None, faults))
    faults += [f"{day.isoformat()} 写作上班，却不是周末" for day in days if day.weekday() < SATURDAY]
    periods[name] = replace(periods[name], worked=tuple(sorted({*periods[name].worked, *days})))
    return True


def _lengthen(match: re.Match[str], year: int, periods: dict[str, HolidayPeriod], faults: list[str]) -> bool:
    name = next((key for key in periods if match[1] in key), None)
    if name is None:
        return False
    period = periods[name]
    last = _day(match, "last", year, period.first, faults)
    kept = tuple(day for day in period.worked if not period.first <= day <= last)
    periods[name] = replace(period, last=last, worked=kept)
    return True


def _day(match: re.Match[str], which: str, year: int, before: date | None, faults: list[str]) -> date:
    """Return the day a match writes; it borrows year and month of the day before it. Raises ValueError for none."""
    month = int(match[f"{which}_month"] or (before.month if before else 0))
    if match[f"{which}_year"]:
        year = int(match[f"{which}_year"])
    elif before is not None:
        year = before.year + (month < before.month)
    day = date(year, month, int(match[f"{which}_day"]))
    said = _WEEKDAY.findall(match[f"{which}_said"] or "")
    if said and _WEEKDAYS.index(said[-1].replace("天", "日")) != day.weekday():
        faults.append(f"{day.isoformat()} 是周{_WEEKDAYS[day.weekday()]}，通知里写的是周{said[-1]}")
    return day


def _hold_against(period: HolidayPeriod, tail: str, faults: list[str]) -> None:
    if not 1 <= period.days <= 15:
        faults.append(f"{period.name}放假的首日和末日对不上")
        return
    total = _TOTAL.search(tail)
    said = int(total[1] or total[2]) if total else period.days
    if said != period.days:
        faults.append(f"{period.name}写的是共{said}天，首日到末日是{period.days}天")


def _clashes(periods: dict[str, HolidayPeriod]) -> list[str]:
    off = {item.first + timedelta(days=n) for item in periods.values() for n in range(min(item.days, 16))}
    return [f"{day.isoformat()} 既放假又上班" for item in periods.values() for day in item.worked if day in off]


def _dated(match: re.Match[str]) -> PartialDate:
    return PartialDate(year=int(match[1]), month=int(match[2]), day=int(match[3]))
