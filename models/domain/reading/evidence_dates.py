"""The dates a file's name and a first page state of themselves, by what they are: held, stated, signed, printed.

A page states a date behind a label (会议时间：, 填报日期：), alone on its line, behind the body that signs
(示例县水利局 2021年4月12日), and in its imprint (…办公室 2021年5月21日印发; GB/T 9704-2012, 7.4.2). A date that begins
a period or ends a term (至, 前) is no date of the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from models.domain.partial_date import PartialDate, parse_date, plain_date_text
from models.domain.reading.phrases.units import looks_like_unit
from models.errors import InputError

Read: TypeAlias = tuple[PartialDate, str]
Rows: TypeAlias = Sequence[Sequence[str]]
YEAR = r"(?:19|20)\d\d"
_MONTH, _DAY = r"(?:0?[1-9]|1[0-2])", r"(?:0?[1-9]|[12]\d|3[01])"
_TILL = r"[-—–~～至到、和]{1,2}"
# The time behind the date is a camera's: 20210315093000.
_DIGITS = re.compile(
    rf"(?<!\d)(?P<date>{YEAR}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])?)(?:[0-2]\d[0-5]\d[0-5]\d)?(?!\d|{_TILL}{YEAR})"
)
_PARTED = re.compile(
    rf"(?<!\d)(?P<date>{YEAR}(?P<by>[-_.]){_MONTH}(?:(?P=by){_DAY}|(?!(?P=by)\d)))(?!\d|{_TILL}{YEAR})"
)
_IN_WORDS = re.compile(rf"(?<!\d)(?P<date>{YEAR}年{_MONTH}月(?:{_DAY}[日号])?)(?!\d|{_TILL}\d)")
_FROM = re.compile(rf"(?:\d{{4}}|\d[日号月]|[-_.]\d\d?){_TILL}$")
_HAN = "〇○零一二三四五六七八九"
_WRITTEN = rf"[\d{_HAN}]{{4}}年[\d十{_HAN}]{{1,3}}月[\d十{_HAN}]{{1,3}}[日号]"
_ALONE = re.compile(rf"[（(]?(?P<date>{_WRITTEN})[）)]?")
_SIGNED = re.compile(rf"(?P<unit>\D{{4,40}}?)[,，]?(?P<date>{_WRITTEN})")
_PRINTED = re.compile(rf".{{0,40}}?(?P<date>{_WRITTEN})印(?:发|制)")
_FIGURES = rf"{YEAR}(?P<by>[-./]){_MONTH}(?P=by){_DAY}(?!\d)"
# Minutes begin: 2021年3月15日上午，县委书记主持召开….
_OPENING = re.compile(rf"(?P<date>{_WRITTEN})(?:[上下]午|晚上?)?[,，].*(?:会|召开|主持|研究|学习|听取)")
_OPENING_ROWS = 12
_HELD = r"(?:会议|开会|召开|活动|学习|签到)?时间|(?:会议|召开|签到)日期"
_STATED = (
    r"(?:检查|采样|监测|检测|填报|填表|制表|报告|编制|拍摄|签订|签约|验收|开票|交易|支付|付款|记账|委托|登记|报送)"
    r"(?:时间|日期)|日期"
)
_LABELLED = re.compile(
    rf"(?:(?P<held>{_HELD})|{_STATED})[:：]?(?P<date>{_WRITTEN}|{_FIGURES})(?!{_TILL}[\d{_HAN}]|[之以]?前|止)"
)
# All forms here name their year, so no day of today's is needed.
_ANY_DAY = PartialDate(year=2000, month=1, day=1).first_day


@dataclass(frozen=True, slots=True, kw_only=True)
class PageDates:
    """首页日期, by what each is: the day of a meeting, of the paper itself, of its signature, of its printing.

    `opening` is the day a sentence near its head begins with; in minutes that is the day of the meeting.
    """

    held: list[Read] = field(default_factory=list)
    opening: list[Read] = field(default_factory=list)
    stated: list[Read] = field(default_factory=list)
    signed: list[Read] = field(default_factory=list)
    printed: list[Read] = field(default_factory=list)


def dates_in(stem: str) -> Iterator[Read]:
    """Yield the dates of a file's name, only the full ones where there is one."""
    found = [
        (date, match["date"])
        for form in (_IN_WORDS, _PARTED, _DIGITS)
        for match in form.finditer(stem)
        if not _FROM.search(stem[: match.start()]) and (date := _date(match["date"])) is not None
    ]
    full = [item for item in found if item[0].is_full]
    yield from full or found


def dates_on(rows: Rows) -> PageDates:
    """Return the dates a page states of itself; of a row of several cells only those behind a label."""
    found = PageDates()
    for place, row in enumerate(rows):
        if place < _OPENING_ROWS and (match := _OPENING.match("".join(row))):
            _add(found.opening, match)
        for cell in row:
            if match := _LABELLED.match(cell):
                _add(found.held if match["held"] else found.stated, match)
        if len(row) == 1 and (match := signature(row[0])):
            _add(found.signed, match)
        elif match := _PRINTED.fullmatch("".join(row)):
            _add(found.printed, match)
    return found


def signature(line: str) -> re.Match[str] | None:
    """Return the date a paper ends with, alone on its line or behind its `unit`."""
    if alone := _ALONE.fullmatch(line):
        return alone
    signed = _SIGNED.fullmatch(line)
    return signed if signed and looks_like_unit(signed["unit"]) else None


def _add(found: list[Read], match: re.Match[str]) -> None:
    date = _date(match["date"])
    if date is not None:
        found.append((date, match["date"]))


def _date(text: str) -> PartialDate | None:
    plain = plain_date_text(text).replace("_", "-")
    try:
        return parse_date(plain, on=_ANY_DAY)
    except InputError:
        return None
