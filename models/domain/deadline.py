"""Deadlines in the wording of rectification plans.

A plan writes 2025年底前, 2023—2025年, “十四五”末 or 立行立改，长期坚持 where a ledger needs a day. The deadline is the
last day of the wording; 立行立改 and 长期坚持 are properties that stand beside a day or alone without one. The wording
itself is kept by the record: this only reads it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from models.domain.partial_date import (
    PART_OF_YEAR,
    PartialDate,
    Period,
    When,
    from_digits,
    part_of_year,
    plain_date_text,
    written_date,
)


class DeadlineReading(NamedTuple):
    """整改时限 as read: the date or period whose last day is the deadline, and the two properties without a day."""

    until: When | None
    is_immediate: bool
    is_ongoing: bool


_SPAN = r"(?:\d{1,2}[月日]?(?:至|到|[-—–~～])+)?"
_DAY = rf"(?:{_SPAN}(?P<day>\d{{1,2}})[日号]|(?P<ten>[上中下])旬)"
_DEADLINE = re.compile(
    r"(?P<plan>十[二三四五六]五)"
    r"|(?P<from>\d{4})年?(?:至|到|[-—–~～])+(?P<to>\d{4})(?:年(?!\d)|(?![\d年]))"
    r"|(?P<part>(?<!\d)\d{4}年?(?:[上下]半年|第?[一二三四1-4]季度))"
    rf"|(?<!\d)(?P<year>\d{{4}})年{_SPAN}(?P<month>\d{{1,2}})月{_DAY}?"
    r"|(?<!\d)(?P<y>\d{4})(?P<mark>[-./])(?P<m>\d{1,2})(?:(?P=mark)(?P<d>\d{1,2}))?(?!\d)"
    rf"|(?<!\d)(?P<bare>\d{{1,2}})月{_DAY.replace('day', 'bareday').replace('ten', 'bareten')}?"
    r"|(?<!\d)(?P<only>\d{4})年(?!\d)"
)
# 24年6月底前
_SHORT_YEAR = re.compile(r"(?<![\d年])['’]?(?P<year>[23]\d年)(?=\d{1,2}月|年?[底末])")
# 6月底前（2024年）
_YEAR_BEHIND = re.compile(r"(?<!\d)(?P<month>\d{1,2}月[^（()）\d]{0,6})[（(](?P<year>\d{4}年?)[）)]")
# 第一、二季度 and 前三季度 end with the last they name.
_QUARTERS_BEFORE = re.compile(r"(?<=\d年)(?:前|第?[一二三四1-4](?:季度)?[、至到和—–~～-]+第?)+(?=[一二三四1-4]季度)")
_IMMEDIATE = re.compile(r"立行立改|即知即改|立知立改|立查立改|立整立改|立即整改")
_ONGOING = re.compile(r"长期|持续坚持|持续推进|持续整改|常态化|常态长效|常年坚持")
_NOT_THE_END = re.compile(r"起|开始|以来|启动")
_NO_DAY_KNOWN = re.compile(r"年?(?:以前|之前|前|中(?!旬|央)|春|夏|秋|冬|元旦|汛|国庆|五一|[采供]暖|枯水|丰水)")
_TENTHS = {"上": 10, "中": 20, "下": None}
_PLAN_ENDS = {"十二五": 2015, "十三五": 2020, "十四五": 2025, "十五五": 2030, "十六五": 2035}


def read_deadline(text: str) -> DeadlineReading:
    """Read a deadline in the wording of a plan: its last date, and whether it says 立行立改 or 长期坚持.

    2025年底前 is the year 2025 (last day 31 December), 2023—2025年 a period, “十四五”末 the year 2025; of several dates
    the latest counts. A month without a year belongs to the year before it. Wording without a year, or one that no
    calendar fixes (汛期前), has no date. Raises InputError for an impossible date.
    """
    plain = _YEAR_BEHIND.sub(r"\g<year>\g<month>", _SHORT_YEAR.sub(r"20\g<year>", plain_date_text(text)))
    plain = _QUARTERS_BEFORE.sub("", plain) if "季度" in plain else plain
    flags = bool(_IMMEDIATE.search(plain)), bool(_ONGOING.search(plain))
    if plain.isdecimal():
        return DeadlineReading(from_digits(plain), *flags)
    dates: list[When] = []
    for match in _DEADLINE.finditer(plain):
        if _NOT_THE_END.match(plain, match.end()):
            continue
        if match["only"] and _NO_DAY_KNOWN.match(plain, match.end()):
            continue
        reading = _deadline_date(match, dates[-1].last_day.year if dates else None)
        dates += [reading] if reading else []
    return DeadlineReading(max(dates, key=lambda when: when.last_day, default=None), *flags)


def _deadline_date(match: re.Match[str], year: int | None) -> When | None:
    if match["plan"]:
        return PartialDate(year=_PLAN_ENDS[match["plan"]])
    if match["from"]:
        return Period(first=PartialDate(year=int(match["from"])), last=PartialDate(year=int(match["to"])))
    if match["part"] and (part := PART_OF_YEAR.fullmatch(match["part"])):
        return part_of_year(part, 0)
    if match["year"]:
        return _in_month(int(match["year"]), match["month"], match["day"], match["ten"])
    if match["y"]:
        return written_date(match["y"], match["m"], match["d"])
    if match["bare"]:
        return _in_month(year, match["bare"], match["bareday"], match["bareten"]) if year else None
    return PartialDate(year=int(match["only"]))


def _in_month(year: int, month: str, day: str | None, ten: str | None) -> PartialDate:
    return PartialDate(year=year, month=int(month), day=_TENTHS[ten] if ten else int(day) if day else None)
