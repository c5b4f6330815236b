"""Dates and times of a workbook as a format writes them, token by token: yyyy is the year, aaaa 星期三.

The letters are those of ECMA-376 part 1, 18.8.31; n stands for minutes, which the format writes as m too.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from typing import TypeAlias

from models.domain.numerals import chinese_number

Moment: TypeAlias = date | datetime | time | timedelta
Token: TypeAlias = tuple[str, str]
_HAN_DIGITS = str.maketrans("0123456789", "〇一二三四五六七八九")


def iso(value: Moment) -> str:
    """Return a date as 2025-12-31, with its time where it has one; a time or a span as it is written."""
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes") if value.time() != time() else value.date().isoformat()
    return value.isoformat() if isinstance(value, (date, time)) else _span(value)


def written(section: Sequence[Token], value: Moment, is_han: bool) -> str:
    """Return a moment as the tokens of a format write it, `is_han` in Chinese numerals."""
    halves = any(kind == "half" for kind, _ in section)
    return "".join(_piece(kind, text, value, halves, is_han) for kind, text in section)


def _piece(kind: str, text: str, value: Moment, halves: bool, is_han: bool) -> str:
    if kind == "half":
        is_late = _seconds(value) % 86_400 >= 43_200
        return ("下午" if is_late else "上午") if text.startswith("上") else ("PM" if is_late else "AM")
    if kind != "date":
        return text if kind == "text" else ""
    figures = _TELLERS[text[:2] if text[0] == "[" else text[0]](value, len(text), halves)
    return _in_han(figures, text) if is_han and text[0] in "yemd" and figures.isdigit() else figures


def _in_han(figures: str, text: str) -> str:
    """Return a year figure by figure, everything else as a number: 二〇二五年十二月三十一日."""
    return figures.translate(_HAN_DIGITS) if text[0] in "ye" else chinese_number(int(figures)) or "〇"


def _day(value: Moment) -> date:
    return value if isinstance(value, date) else date(1900, 1, 1)


def _seconds(value: Moment) -> int:
    if isinstance(value, timedelta):
        return round(value.total_seconds())
    return value.hour * 3600 + value.minute * 60 + value.second if isinstance(value, (datetime, time)) else 0


def _span(value: timedelta) -> str:
    seconds = _seconds(value)
    return f"{seconds // 3600}:{seconds // 60 % 60:02d}"


def _two(number: int, length: int) -> str:
    return f"{number:02d}" if length > 1 else str(number)


def _year(value: Moment, length: int, _: bool) -> str:
    year = _day(value).year
    return f"{year:04d}" if length > 2 else f"{year % 100:02d}"


def _hour(value: Moment, length: int, halves: bool) -> str:
    hour = _seconds(value) // 3600 % 24
    return _two((hour - 1) % 12 + 1 if halves else hour, length)


def _weekday(value: Moment, length: int, _: bool) -> str:
    return ("星期" if length > 3 else "周") + "一二三四五六日"[_day(value).weekday()]


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _month(value: Moment, length: int, _: bool) -> str:
    month = _day(value).month
    return _MONTHS[month - 1] if length > 2 else _two(month, length)


def _day_or_weekday(value: Moment, length: int, halves: bool) -> str:
    return _two(_day(value).day, length) if length < 3 else _weekday(value, length, halves)


_TELLERS: dict[str, Callable[[Moment, int, bool], str]] = {
    "y": _year,
    "e": lambda value, _length, halves: _year(value, 4, halves),
    "m": _month,
    "d": _day_or_weekday,
    "a": _weekday,
    "h": _hour,
    "n": lambda value, length, _: _two(_seconds(value) // 60 % 60, length),
    "s": lambda value, length, _: _two(_seconds(value) % 60, length),
    "[h": lambda value, _length, _halves: str(_seconds(value) // 3600),
    "[m": lambda value, _length, _halves: str(_seconds(value) // 60),
    "[s": lambda value, _length, _halves: str(_seconds(value)),
}
