"""Dates as a text writes them: days that do not exist, weekdays that disagree, spans that end before they begin.

GB/T 9704-2012, 7.3.5.4 and GB/T 15835-2011: a date is 2022年3月5日, the year with four digits, month and day without
a leading 0, in one kind of digits. What a text leaves open is not guessed; a date without a year is asked about only
where no year stands before it in the same paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from models.domain.checks.slips import Slip, slip

_DATE = re.compile(r"(?<!\d)(?:(?P<year>\d{4})年)?(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})[日号])?")
_SPAN = re.compile(
    r"(?<!\d)(?:(?P<year>\d{4})年)(?P<month>\d{1,2})月(?P<day>\d{1,2})日?(?:至|到|—|－|-|~|～)"
    r"(?:(?P<year2>\d{4})年)?(?:(?P<month2>\d{1,2})月)?(?P<day2>\d{1,2})日"
)
_WEEKDAY = re.compile(
    r"(?<!\d)(?P<year>\d{4})年(?P<month>\d{1,2})月(?P<day>\d{1,2})日[（(，,]?\s*(?:星期|周|礼拜)(?P<name>[一二三四五六日天])"
)
_WEEKDAYS = "一二三四五六日"
_IN_FIGURES = re.compile(r"(?<![\d〔/.\-])(?:19|20)\d\d([/.\-])\d{1,2}\1\d{1,2}(?![\d/.\-])")
_MONTHS = re.compile(
    r"(?<!\d)(?P<year>\d{4})年(?P<month>\d{1,2})月(?:至|到|—|－|-|~|～)(?:(?P<year2>\d{4})年)?(?P<month2>\d{1,2})月(?!\d)"
)
_SHORT_YEAR = re.compile(r"(?<![\d近约满逾])(?P<year>\d{2})年(?=\d{1,2}月)")
_LEADING_ZERO = re.compile(r"(?<=年)0\d月(?:0?\d日)?|(?<=月)0\d日")
_DAY_AS_NUMBER = re.compile(r"(?<=月)\d{1,2}号(?![楼院文门车线])")
_MIXED = re.compile(
    r"(?<!\d)\d{4}年[一二三四五六七八九十]{1,3}月(?!份?[一二三四五六七八九十]+中)|[〇一二三四五六七八九○零]{4}年\d{1,2}月"
)
_WRONG_ZERO = re.compile(r"[一二][一二三四五六七八九零〇○0ＯO]{3}年")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?:年|\.|-|〕|全)|今年|去年|当年|同年|次年|每年|上年|本年|年度|历年|翌年|近年")
_NO_ONE_DAY = re.compile(r"每|各|历|逐")


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenDay:
    """文中日期: a date as a line writes it, and where."""

    day: date
    start: int
    end: int


def written_days(line: str) -> Iterator[WrittenDay]:
    """Yield the full dates of a line that exist, in order."""
    for match in _DATE.finditer(line):
        if match["year"] and match["day"] and (day := _day(match["year"], match["month"], match["day"])):
            yield WrittenDay(day=day, start=match.start(), end=match.end())


def written_months(line: str) -> Iterator[WrittenDay]:
    """Yield the first day of each month a line names with its year and without a day, in order."""
    for match in _DATE.finditer(line):
        if match["year"] and not match["day"] and (day := _day(match["year"], match["month"], "1")):
            yield WrittenDay(day=day, start=match.start(), end=match.end())


def wrong_dates(line: str, *, needs_year: bool = True) -> Iterator[Slip]:
    """Yield what is wrong with the dates of a line by themselves.

    `needs_year` asks for the year of a day; switch it off where an earlier paragraph of the section names it.
    """
    for match in _DATE.finditer(line):
        yield from _impossible(line, match)
    yield from _weekdays(line)
    yield from _spans(line)
    yield from _spelling(line)
    if needs_year:
        yield from _without_year(line)


def names_year(line: str) -> bool:
    """Return whether a line says of which year it speaks."""
    return _YEAR.search(line) is not None


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _impossible(line: str, match: re.Match[str]) -> Iterator[Slip]:
    month = int(match["month"])
    # Without a year the 29th of February may be.
    year = match["year"] or "2000"
    if not 1 <= month <= 12:
        yield slip(line, match.span(), "impossible_date", f"没有{month}月", "改正月份")
    elif match["day"] and _day(year, match["month"], match["day"]) is None:
        text = f"{match['year'] + '年' if match['year'] else ''}{month}月没有{int(match['day'])}日"
        yield slip(line, match.span(), "impossible_date", text, "改正日期")


def _weekdays(line: str) -> Iterator[Slip]:
    for match in _WEEKDAY.finditer(line):
        day = _day(match["year"], match["month"], match["day"])
        if day is None or _WEEKDAYS[day.weekday()] == match["name"].replace("天", "日"):
            continue
        text = f"这一天是星期{_WEEKDAYS[day.weekday()]}"
        yield slip(line, match.span(), "weekday_differs", text, "核对日期和星期")


def _spans(line: str) -> Iterator[Slip]:
    for match in _SPAN.finditer(line):
        year, month = match["year2"] or match["year"], match["month2"] or match["month"]
        first, last = _day(match["year"], match["month"], match["day"]), _day(year, month, match["day2"])
        if first is not None and last is not None and last < first:
            yield slip(line, match.span(), "span_reversed", "结束早于开始", "核对起止日期")
    for match in _MONTHS.finditer(line):
        begin = (int(match["year"]), int(match["month"]))
        if (int(match["year2"] or match["year"]), int(match["month2"])) < begin:
            yield slip(line, match.span(), "span_reversed", "结束早于开始", "核对起止月份")


def _spelling(line: str) -> Iterator[Slip]:
    for match in _SHORT_YEAR.finditer(line):
        yield slip(line, match.span(), "short_year", "年份没有写全", f"写成20{match['year']}年")
    for match in _IN_FIGURES.finditer(line):
        yield slip(line, match.span(), "date_in_figures", "日期没有写年、月、日", "写成2021年3月5日的样子")
    for match in _LEADING_ZERO.finditer(line):
        yield slip(line, match.span(), "leading_zero", "月、日前面有 0", "公文的月、日不编虚位，删去 0")
    for match in _DAY_AS_NUMBER.finditer(line):
        yield slip(line, match.span(), "day_as_number", "日写成了号", "改成日")
    for match in _MIXED.finditer(line):
        yield slip(line, match.span(), "mixed_digits", "一个日期用了两种数字", "都用阿拉伯数字")
    for match in _WRONG_ZERO.finditer(line):
        if any(char in "零○0ＯO" for char in match[0]):
            yield slip(line, match.span(), "mixed_digits", "年份里零写得不对", "都用阿拉伯数字")


def _without_year(line: str) -> Iterator[Slip]:
    for match in _DATE.finditer(line):
        before = line[: match.start()]
        if match["year"] or not match["day"] or names_year(before) or _NO_ONE_DAY.search(before[-4:]):
            continue
        if _SHORT_YEAR.search(line[max(0, match.start() - 3) : match.end()]):
            continue
        yield slip(line, match.span(), "year_left_out", "没有写年份", "写上年份")
        return
