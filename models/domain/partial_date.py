"""Dates as plans and papers write them: a year, a month or a day, and periods between two of these.

A rectification paper says 2021年3月 or 全年 where nobody knows a day. Such a date keeps the precision that was typed:
it prints it again, is stored as ISO-like text (2021, 2021-03, 2021-03-05, 2021-01/2021-06) that sorts in SQL as it
sorts here, and still knows its first and last day. What cannot be a date is refused by name; nothing is guessed.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import total_ordering
from typing import TYPE_CHECKING, NoReturn, TypeAlias

from models.errors import InputError

if TYPE_CHECKING:
    from models.domain.workdays import Holidays

FIRST_YEAR, LAST_YEAR = 1900, 2099
_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@total_ordering
@dataclass(frozen=True, slots=True, kw_only=True)
class PartialDate:
    """日期 known to the year, the month or the day."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise InputError(
                f"年份 {self.year:04} 不在 {FIRST_YEAR} 到 {LAST_YEAR} 之间", remedy="请写四位年份，例如 2024。"
            )
        if self.month is None:
            if self.day is not None:
                raise ValueError("a day needs its month")
            return
        if not 1 <= self.month <= 12:
            raise InputError(f"没有 {self.month} 月", remedy="月份请写 1 到 12。")
        end = calendar.monthrange(self.year, self.month)[1]
        if self.day is not None and not 1 <= self.day <= end:
            raise InputError(
                f"{self.year}年{self.month}月没有 {self.day} 日", remedy=f"这个月的日子是 1 到 {end}，请改正日。"
            )

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, PartialDate | Period):
            return NotImplemented
        return self.iso < other.iso

    def __str__(self) -> str:
        return self.chinese

    @classmethod
    def of(cls, day: date) -> PartialDate:
        """Return the full date of `day`."""
        return cls(year=day.year, month=day.month, day=day.day)

    @classmethod
    def from_iso(cls, text: str) -> PartialDate:
        """Read the stored form back; raise InputError where it is none."""
        match = _ISO.fullmatch(text)
        if match is None:
            raise InputError(f"存储的日期“{text}”不是 2021、2021-03 或 2021-03-05 的样子")
        year, month, day = (int(part) if part else None for part in match.groups())
        return cls(year=year or 0, month=month, day=day)

    @property
    def iso(self) -> str:
        """The stored form: 2021, 2021-03 or 2021-03-05."""
        month = "" if self.month is None else f"-{self.month:02}"
        day = "" if self.day is None else f"-{self.day:02}"
        return f"{self.year:04}{month}{day}"

    @property
    def chinese(self) -> str:
        """The printed form: 2021年, 2021年3月 or 2021年3月5日."""
        month = "" if self.month is None else f"{self.month}月"
        day = "" if self.day is None else f"{self.day}日"
        return f"{self.year}年{month}{day}"

    @property
    def is_full(self) -> bool:
        """Whether the day is known."""
        return self.day is not None

    @property
    def first_day(self) -> date:
        """The first day that is meant."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> date:
        """The last day that is meant."""
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])


@total_ordering
@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """期间 from one date to another, both included; a year to itself is that 全年."""

    first: PartialDate
    last: PartialDate

    def __post_init__(self) -> None:
        if self.last.last_day < self.first.first_day:
            raise InputError(
                f"期间的结束 {self.last} 早于开始 {self.first}", remedy="请改正先后；跨年的期间请把两个年份都写上。"
            )

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, PartialDate | Period):
            return NotImplemented
        return self.iso < other.iso

    def __str__(self) -> str:
        return self.chinese

    @classmethod
    def from_iso(cls, text: str) -> Period:
        """Read the stored form back; raise InputError where it is none."""
        first, slash, last = text.partition("/")
        if not slash:
            raise InputError(f"存储的期间“{text}”不是 2021-01/2021-06 的样子")
        return cls(first=PartialDate.from_iso(first), last=PartialDate.from_iso(last))

    @property
    def iso(self) -> str:
        """The stored form: 2021-01/2021-06."""
        return f"{self.first.iso}/{self.last.iso}"

    @property
    def chinese(self) -> str:
        """The printed form: 2021年1月至6月, 2022年9月28日至30日, 2021年全年."""
        first, last = self.first, self.last
        if first == last:
            return f"{first}全年" if first.month is None else str(first)
        if first.year != last.year or first.month is None or last.month is None:
            return f"{first}至{last}"
        if first.month == last.month and first.is_full and last.is_full:
            return f"{first}至{last.day}日"
        return f"{first}至{str(last).partition('年')[2]}"

    @property
    def first_day(self) -> date:
        """The first day that is meant."""
        return self.first.first_day

    @property
    def last_day(self) -> date:
        """The last day that is meant."""
        return self.last.last_day


When: TypeAlias = PartialDate | Period


def when_from_iso(text: str) -> When:
    """Read a stored date or period back."""
    return Period.from_iso(text) if "/" in text else PartialDate.from_iso(text)


_HALF_WIDTH = str.maketrans("０１２３４５６７８９．／－＋〇○零", "0123456789./-+〇〇〇")
_DIGITS = "〇一二三四五六七八九"
# 二0二五年: the nought of figures is typed among the Chinese ones.
_HAN_YEAR = re.compile(rf"[{_DIGITS}0]{{4}}(?=年)")
_FIGURES = str.maketrans(_DIGITS, "0123456789")
_HAN_ONES = _DIGITS[1:]
_HAN_NUMBER = re.compile(rf"(?<![{_HAN_ONES}十])([二三]?十[{_HAN_ONES}]?|[{_HAN_ONES}])(?=[月日号])")
_IN_WORDS = re.compile(r"(\d+)年(?:(\d+)月(?:(\d+)[日号]?)?)?")
_THREE_PARTS = re.compile(r"(\d{1,5})([-/.])(\d+)\2(\d+)")
_TWO_PARTS = re.compile(r"(\d{3,5})[-/.](\d{1,2})")
_IN_THIS_YEAR = re.compile(r"(\d{1,2})(?:月(?:(\d{1,2})[日号]?)?|[-/.](\d{1,2}))")
_AHEAD = re.compile(r"\+(\d{1,4})(天|日|个?工作日|工)?")
_NAMED_DAYS = {"前天": -2, "昨天": -1, "昨日": -1, "今天": 0, "今日": 0, "明天": 1, "明日": 1, "后天": 2}
_DASHES = re.compile(r"至|到|[—–~～]+")
PART_OF_YEAR = re.compile(r"(?:(\d{4})年?)?(?:(上|下)半年|第?([一二三四1-4])季度|(全年|年度))")
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}


def parse_date(text: str, *, on: date, calendar: Holidays | None = None) -> PartialDate | None:
    """Read one date as a clerk types it; empty text is None.

    `on` is today: it gives the year of 7.3, and the start of +10 (calendar days) and of +10工 (working days, `on` being
    day 1; needs `calendar`). Raises InputError naming the part that is impossible and what to write instead.
    """
    plain = plain_date_text(text)
    if not plain:
        return None
    if plain in _NAMED_DAYS:
        return PartialDate.of(on + timedelta(days=_NAMED_DAYS[plain]))
    if ahead := _AHEAD.fullmatch(plain):
        return _ahead(int(ahead[1]), ahead[2] or "天", on, calendar)
    return _written(plain, on.year) or _refuse(text)


def parse_period(text: str, *, on: date, calendar: Holidays | None = None) -> When | None:
    """Read one date or a period as a clerk types it (2021年1月至6月, 9.28-30, 上半年, 2021全年); empty text is None.

    The end may leave out what it shares with the start. A bare 上半年, 第一季度 or 全年 is that of `on`.
    """
    plain = plain_date_text(text)
    if part := PART_OF_YEAR.fullmatch(plain):
        return part_of_year(part, on.year)
    if len(ends := _DASHES.split(plain)) == 2:
        return _between(ends[0], ends[1], on.year) or _refuse(text)
    if plain.count("-") and (reading := _hyphenated(plain, on.year)):
        return reading
    return parse_date(text, on=on, calendar=calendar)


def plain_date_text(text: str) -> str:
    """Return a written date without blanks, in half-width signs, with 二〇二二年十月 as 2022年10月."""
    plain = "".join(text.split()).translate(_HALF_WIDTH)
    plain = _HAN_YEAR.sub(lambda match: match[0].translate(_FIGURES), plain)
    return _HAN_NUMBER.sub(lambda match: str(_small_number(match[1])), plain)


def _small_number(han: str) -> int:
    tens, ten, ones = han.rpartition("十")
    return (_DIGITS.index(tens) if tens else 1) * 10 * bool(ten) + (_DIGITS.index(ones) if ones else 0)


def _written(plain: str, year: int) -> PartialDate | None:
    if plain.isdecimal():
        return from_digits(plain)
    if words := _IN_WORDS.fullmatch(plain):
        return written_date(words[1], words[2], words[3])
    if three := _THREE_PARTS.fullmatch(plain):
        return written_date(three[1], three[3], three[4])
    if two := _TWO_PARTS.fullmatch(plain):
        return written_date(two[1], two[2], None)
    if short := _IN_THIS_YEAR.fullmatch(plain):
        return written_date(str(year), short[1], short[2] or short[3])
    return None


def from_digits(digits: str) -> PartialDate:
    """Read 2024, 202407 or 20240703; raises InputError for any other length and for an impossible date."""
    if len(digits) in (4, 6, 8):
        return written_date(digits[:4], digits[4:6], digits[6:])
    raise InputError(
        f"数字 {digits[:20]} 的位数不成日期", remedy="请写 8 位（20240703）、6 位（202407）或 4 位（2024）。"
    )


def written_date(year: str, month: str | None, day: str | None) -> PartialDate:
    """Return the date of these digits; raises InputError for a year that has not four and for an impossible date."""
    if len(year) != 4:
        raise InputError(f"年份 {year[:20]} 不是四位", remedy="请写四位年份，例如 2024。")
    return PartialDate(year=int(year), month=_number(month), day=_number(day))


def _number(digits: str | None) -> int | None:
    # More than nine digits are no part of a date; keep the message short.
    return int(digits[:9]) if digits else None


def _ahead(days: int, unit: str, on: date, holidays: Holidays | None) -> PartialDate:
    if "工" not in unit:
        return PartialDate.of(on + timedelta(days=days))
    if holidays is None:
        raise InputError("这里不能按工作日推算", remedy="请直接写日期。")
    return PartialDate.of(holidays.end(on, days))


def _refuse(text: str) -> NoReturn:
    shown = " ".join(text.split())
    shown = shown if len(shown) <= 20 else shown[:20] + "…"
    raise InputError(
        f"“{shown}”不成日期", remedy="请写成 2024年7月3日、2024-7-3、20240703、2024年7月、7.3 或 +10工 的样子。"
    )


def part_of_year(part: re.Match[str], year: int) -> Period:
    """Return the half-year, quarter or whole year a match of PART_OF_YEAR means, of `year` where it names none."""
    year = int(part[1]) if part[1] else year
    if part[4]:
        whole = PartialDate(year=year)
        return Period(first=whole, last=whole)
    if part[2]:
        first, length = (1 if part[2] == "上" else 7), 6
    else:
        first, length = _QUARTERS[part[3]] * 3 - 2, 3
    return Period(first=PartialDate(year=year, month=first), last=PartialDate(year=year, month=first + length - 1))


def _between(start: str, end: str, year: int) -> When | None:
    """Read two ends of which the start may borrow the unit of the end, and the end the year and month of the start."""
    if start[-1:].isdecimal() and end[-1:] in ("年", "月", "日", "号"):
        start += end[-1]
    first = _written(start, year) if start else None
    last = _end_of(first, end) if first and end else None
    if first is None or last is None:
        return None
    return first if first == last else Period(first=first, last=last)


def _end_of(first: PartialDate, end: str) -> PartialDate | None:
    bare = re.fullmatch(r"(\d{1,2})[月日号]?", end)
    if bare is None:
        return _written(end, first.year)
    if end[-1] == "月" or (first.month and not first.is_full and end.isdecimal()):
        return PartialDate(year=first.year, month=int(bare[1]))
    return PartialDate(year=first.year, month=first.month, day=int(bare[1])) if first.is_full else None


def _hyphenated(plain: str, year: int) -> When | None:
    """Read 2021.1-2021.6 or 2022-9-28-30: of all hyphens the one that leaves two ends of one precision."""
    if any(form.fullmatch(plain) for form in (_THREE_PARTS, _TWO_PARTS, _IN_THIS_YEAR)):
        return None
    readings = {_tried(plain[: mark.start()], plain[mark.end() :], year) for mark in re.finditer("-", plain)}
    found = [reading for reading in readings if reading is not None]
    return found[0] if len(found) == 1 else None


def _tried(start: str, end: str, year: int) -> When | None:
    try:
        reading = _between(start, end, year)
    except InputError:
        return None
    if isinstance(reading, Period) and len(reading.first.iso) != len(reading.last.iso):
        return None
    return reading
