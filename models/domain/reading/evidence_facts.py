"""What the name and the first page of a piece of evidence say of it: kind, date, issuing body, 文号.

These are suggestions, never facts: each tells where it was read and in which words, and a person takes it or not.
Nothing is made up: a value is what stands there, or its usual form (20210315 is 2021年3月15日, [2021] becomes 〔2021〕
as GB/T 9704-2012, 7.2.5 has it, 关于…的通知 is a 文件). Where two dates or two numbers compete nothing is suggested. A
first page is believed only where a paper states its own facts: the head …文件, a 文号 alone on its line, the signature,
a date alone on its line or behind 时间：. What it cites of others is none of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePath
from typing import Generic, TypeVar

from models.domain.partial_date import PartialDate, parse_date, plain_date_text
from models.domain.reading.evidence_kinds import kind_in_title, kind_on_page
from models.domain.reading.phrases.units import looks_like_unit
from models.errors import InputError

V_co = TypeVar("V_co", covariant=True)
_HALF_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")
_FIRST_PAGE = 2_000
_HEAD_LINES = 12
_YEAR = r"(?:19|20)\d\d"
_MONTH, _DAY = r"(?:0?[1-9]|1[0-2])", r"(?:0?[1-9]|[12]\d|3[01])"
_NUMBER = re.compile(
    rf"(?P<code>[\u4e00-\u9fff]{{2,40}})[ ]*[〔\[［【（(][ ]*(?P<year>{_YEAR})[ ]*[〕\]］】）)][ ]*第?[ ]*"
    r"(?P<count>\d{1,5})[ ]*号"
)
# The title of a file may run into the number: …的通知示委办发〔2021〕3号.
_TITLE_BEFORE = re.compile(
    r".*(?:通知|意见|方案|报告|批复|决定|纪要|通报|请示|公告|办法|细则|规定|根据|按照|关于)(?=..)"
)
_LONGEST_CODE = 12
_SIGNER = re.compile(r"签发人[:：]?.{0,20}$")
_TILL = r"[-—–~～至到、和]{1,2}"
# The time behind the date is a camera's: 20210315093000.
_DIGITS = re.compile(
    rf"(?<!\d)(?P<date>{_YEAR}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])?)(?:[0-2]\d[0-5]\d[0-5]\d)?(?!\d|{_TILL}{_YEAR})"
)
_PARTED = re.compile(
    rf"(?<!\d)(?P<date>{_YEAR}(?P<by>[-_.]){_MONTH}(?:(?P=by){_DAY}|(?!(?P=by)\d)))(?!\d|{_TILL}{_YEAR})"
)
_IN_WORDS = re.compile(rf"(?<!\d)(?P<date>{_YEAR}年{_MONTH}月(?:{_DAY}[日号])?)(?!\d|{_TILL}\d)")
_FROM = re.compile(rf"(?:\d{{4}}|\d[日号月]|[-_.]\d\d?){_TILL}$")
_HAN_DIGITS = "〇○零一二三四五六七八九"
_DATE_ALONE = re.compile(
    rf"[（(]?(?P<date>[\d{_HAN_DIGITS}]{{4}}年[\d十{_HAN_DIGITS}]{{1,3}}月[\d十{_HAN_DIGITS}]{{1,3}}日)[）)]?"
)
_DATE_LABELLED = re.compile(
    r"(?:会议|开会|活动|检查|采样|监测|填报|填表|制表|报告|编制|拍摄|签订|验收)?(?:时间|日期)[:：]"
    rf"(?P<date>{_YEAR}年{_MONTH}月{_DAY}日)"
)
_RED_HEAD = re.compile(r"(?P<unit>.{4,40}?)文件")
_BODY_LABELLED = re.compile(r"(?:发文|制发|编制|填报|报送|监测|检测|印发)(?:单位|机构|机关)[:：](?P<unit>.{4,40})")
_BODY_BEFORE = re.compile(r"^[\d\s._、（()）-]*(?P<unit>[\u4e00-\u9fff（）]{4,40}?)关于")


class Origin(StrEnum):
    """出处 of a suggestion."""

    NAME = "name"
    PAGE = "page"
    PHOTO = "photo"

    @property
    def label(self) -> str:
        return {"name": "文件名", "page": "首页", "photo": "照片自带"}[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggested(Generic[V_co]):
    """建议值: a value, where it was read, and the words that stood there."""

    value: V_co
    origin: Origin
    read: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestions:
    """建议 for one piece of evidence; None where nothing was read, or nothing clear."""

    kind: Suggested[str] | None = None
    dated_on: Suggested[PartialDate] | None = None
    issuing_body: Suggested[str] | None = None
    document_number: Suggested[str] | None = None


def suggest(name: str, first_page_text: str = "", taken_on: PartialDate | None = None) -> Suggestions:
    """Return what a file's name, its first page and the date a photo says of itself suggest.

    Of the text only what a first page holds is read; the page is believed before the name.
    """
    stem = PurePath(name).stem.translate(_HALF_WIDTH)
    lines = _lines(first_page_text)
    return Suggestions(
        kind=_kind(stem, lines, taken_on),
        dated_on=_photo(taken_on) or _first(_dates_on(lines), Origin.PAGE) or _first(_dates_in(stem), Origin.NAME),
        issuing_body=_first(_bodies_on(lines), Origin.PAGE) or _first(_bodies_in(stem), Origin.NAME),
        document_number=_first(_numbers_on(lines), Origin.PAGE) or _first(_numbers_in(stem), Origin.NAME),
    )


def _lines(text: str) -> list[str]:
    """Return the lines of the first page, without the blanks that spread words; where no end is told, its beginning."""
    page, ends, _ = text.partition("\f")
    page = (page if ends else page[:_FIRST_PAGE]).translate(_HALF_WIDTH)
    return [line for part in page.splitlines() if (line := "".join(part.split()))]


def _first(found: Iterable[tuple[V_co, str]], origin: Origin) -> Suggested[V_co] | None:
    """Return what was found, if all that was found is one value."""
    by_value = {str(value): (value, read) for value, read in found}
    if len(by_value) != 1:
        return None
    ((value, read),) = by_value.values()
    return Suggested(value=value, origin=origin, read=read)


def _kind(stem: str, lines: list[str], taken_on: PartialDate | None) -> Suggested[str] | None:
    named = kind_in_title(stem)
    if named is not None:
        return Suggested(value=named[0], origin=Origin.NAME, read=named[1])
    if taken_on is not None:
        return Suggested(value="照片", origin=Origin.PHOTO, read=taken_on.iso)
    told = kind_on_page(lines[:_HEAD_LINES])
    return Suggested(value=told[0], origin=Origin.PAGE, read=told[1]) if told is not None else None


# Dates


def _photo(taken_on: PartialDate | None) -> Suggested[PartialDate] | None:
    return Suggested(value=taken_on, origin=Origin.PHOTO, read=taken_on.iso) if taken_on is not None else None


def _dates_in(stem: str) -> Iterator[tuple[PartialDate, str]]:
    """Yield the dates of a file's name, only the full ones where there is one."""
    found = [
        (date, match["date"])
        for form in (_IN_WORDS, _PARTED, _DIGITS)
        for match in form.finditer(stem)
        if not _FROM.search(stem[: match.start()]) and (date := _date(match["date"])) is not None
    ]
    full = [item for item in found if item[0].is_full]
    yield from full or found


def _dates_on(lines: list[str]) -> Iterator[tuple[PartialDate, str]]:
    for line in lines:
        match = _DATE_ALONE.fullmatch(line) or _DATE_LABELLED.match(line)
        date = _date(match["date"]) if match else None
        if match and date is not None:
            yield date, match["date"]


def _date(text: str) -> PartialDate | None:
    plain = plain_date_text(text).replace("_", "-")
    try:
        # All forms here name their year, so no day of today's is needed.
        return parse_date(plain, on=_ANY_DAY)
    except InputError:
        return None


_ANY_DAY = PartialDate(year=2000, month=1, day=1).first_day


# Document numbers


def _numbers_in(stem: str) -> Iterator[tuple[str, str]]:
    for match in _NUMBER.finditer(stem):
        number = _number(match)
        if number:
            yield number


def _numbers_on(lines: list[str]) -> Iterator[tuple[str, str]]:
    for line in lines[:_HEAD_LINES]:
        match = _NUMBER.fullmatch(_SIGNER.sub("", line))
        number = _number(match) if match else None
        if number:
            yield number


def _number(match: re.Match[str]) -> tuple[str, str] | None:
    """Return the number in its usual form and as it stood; None where what stands before it is no code."""
    before = _TITLE_BEFORE.match(match["code"])
    begin = before.end() if before else 0
    code = match["code"][begin:]
    if len(code) > _LONGEST_CODE:
        return None
    return f"{code}〔{match['year']}〕{match['count']}号", match[0][begin:]


# Issuing bodies


def _bodies_in(stem: str) -> Iterator[tuple[str, str]]:
    match = _BODY_BEFORE.match(stem)
    if match and looks_like_unit(match["unit"]):
        yield match["unit"], match["unit"]


def _bodies_on(lines: list[str]) -> Iterator[tuple[str, str]]:
    """Yield the bodies a page names as its own: in its head, behind a label, over the date it ends with."""
    for place, line in enumerate(lines):
        head = _RED_HEAD.fullmatch(line) if place < _HEAD_LINES else None
        match = head or _BODY_LABELLED.fullmatch(line)
        signed = place + 1 < len(lines) and place > 1 and _DATE_ALONE.fullmatch(lines[place + 1])
        unit = match["unit"] if match else line if signed else ""
        if 4 <= len(unit) <= 40 and looks_like_unit(unit):
            yield unit, unit
