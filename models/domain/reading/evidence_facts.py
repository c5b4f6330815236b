"""What the name and the first page of a piece of evidence say of it: kind, date, issuing body, 文号.

These are suggestions, never facts: each tells where it was read and in which words, and a person takes it or not.
Nothing is made up: a value is what stands there, or its usual form (20210315 is 2021年3月15日, [2021] becomes 〔2021〕
as GB/T 9704-2012, 7.2.5 has it, 关于…的通知 is a 文件). Where two numbers, or two dates of one sort, compete nothing is
suggested; where the name's date and the page's, or the day of a meeting and that of its signature differ both are. A
first page is believed only where a paper states its own facts: the head …文件, a 文号 alone in its cell, a label, the
signature. What it cites of others is none of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePath
from typing import Generic, TypeVar

from models.domain.partial_date import PartialDate
from models.domain.reading.evidence_dates import YEAR, Rows, dates_in, dates_on, signature
from models.domain.reading.evidence_kinds import kind_in_title, kind_on_page
from models.domain.reading.phrases.units import looks_like_unit

V_co = TypeVar("V_co", covariant=True)
_HALF_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")
_FIRST_PAGE = 2_000
_HEAD_LINES = 12
_MINUTES = "会议纪要"
_STAMP = r"(?:[（(](?:公章|盖章|签章|章)[）)])?"
# Cells of a row, and what stands in one line behind blanks: 填报单位：…　填报日期：…, 示委办发〔2021〕3号 签发人：….
_CELL_END = re.compile(rf"[\t|｜]|(?<!\s)\s+(?=[\u4e00-\u9fff]{{2,10}}{_STAMP}[:：])|(?=签发人)")
_LABEL = re.compile(rf"[\u4e00-\u9fff]{{0,4}}(?:时间|日期|单位|机构|机关){_STAMP}[:：]?")
_NUMBER = re.compile(
    rf"(?P<code>[\u4e00-\u9fff]{{2,40}})[ ]*[〔\[［【（(][ ]*(?P<year>{YEAR})[ ]*[〕\]］】）)][ ]*第?[ ]*"
    r"(?P<count>\d{1,5})[ ]*号"
)
# The title of a file may run into the number: …的通知示委办发〔2021〕3号.
_TITLE_BEFORE = re.compile(
    r".*(?:通知|意见|方案|报告|批复|决定|纪要|通报|请示|公告|办法|细则|规定|根据|按照|关于)(?=..)"
)
_NUMBER_LABEL = re.compile(r"^(?:发文字号|文号|(?:报告|文件)?编号)[:：]")
_LONGEST_CODE = 12
_RED_HEAD = re.compile(r"(?P<unit>.{4,40}?)文件")
_BODY_LABELLED = re.compile(
    rf"(?:发文|制发|编制|填报|填表|制表|报送|监测|检测|验收|印发)(?:单位|机构|机关){_STAMP}[:：]?(?P<unit>.{{4,40}})"
)
_STAMPED = re.compile(rf"{_STAMP}$")
_BODY_BEFORE = re.compile(r"^[\d\s._、（()）-]*(?P<unit>[\u4e00-\u9fff（）]{4,40}?)关于")
# The head of a column beside a label names nobody.
_NOBODY = re.compile(r".{0,4}(?:单位|部门|机构|机关)")


class Origin(StrEnum):
    """出处 of a suggestion."""

    NAME = "name"
    PAGE = "page"
    MEETING = "meeting"
    SIGNATURE = "signature"
    IMPRINT = "imprint"
    PHOTO = "photo"

    @property
    def label(self) -> str:
        return {
            "name": "文件名", "page": "首页", "meeting": "会议时间", "signature": "落款", "imprint": "印发日期",
            "photo": "照片自带",
        }[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggested(Generic[V_co]):
    """建议值: a value, where it was read, and the words that stood there."""

    value: V_co
    origin: Origin
    read: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestions:
    """建议 for one piece of evidence; None where nothing was read, or nothing clear.

    `other_date` is a second date, where what was read does not agree.
    """

    kind: Suggested[str] | None = None
    dated_on: Suggested[PartialDate] | None = None
    other_date: Suggested[PartialDate] | None = None
    issuing_body: Suggested[str] | None = None
    document_number: Suggested[str] | None = None


def suggest(name: str, first_page_text: str = "", taken_on: PartialDate | None = None) -> Suggestions:
    """Return what a file's name, its first page and the date a photo says of itself suggest.

    Of the text only what a first page holds is read; the page is believed before the name.
    """
    stem = PurePath(name).stem.translate(_HALF_WIDTH)
    rows = _rows(first_page_text)
    kind = _kind(stem, rows, taken_on)
    dates = _dates(stem, rows, taken_on, is_of_meeting=kind is not None and kind.value == _MINUTES)
    return Suggestions(
        kind=kind,
        dated_on=dates[0] if dates else None,
        other_date=dates[1] if len(dates) > 1 else None,
        issuing_body=_first(_bodies_on(rows), Origin.PAGE) or _first(_bodies_in(stem), Origin.NAME),
        document_number=_first(_numbers_on(rows), Origin.PAGE) or _first(_numbers_in(stem), Origin.NAME),
    )


def _rows(text: str) -> list[list[str]]:
    """Return the cells of each line of the first page, without the blanks that spread words.

    Where no end of the page is told it is the beginning of the text; a label alone in its cell belongs to the next one.
    """
    page, ends, _ = text.partition("\f")
    page = (page if ends else page[:_FIRST_PAGE]).translate(_HALF_WIDTH)
    cut = (["".join(cell.split()) for cell in _CELL_END.split(line)] for line in page.splitlines())
    return [row for cells in cut if (row := _labelled([cell for cell in cells if cell]))]


def _labelled(cells: Sequence[str]) -> list[str]:
    row: list[str] = []
    for place, cell in enumerate(cells):
        if place and _LABEL.fullmatch(cells[place - 1]):
            row[-1] += cell
        else:
            row.append(cell)
    return row


def _first(found: Iterable[tuple[V_co, str]], origin: Origin) -> Suggested[V_co] | None:
    """Return what was found, if all that was found is one value."""
    by_value = {str(value): (value, read) for value, read in found}
    if len(by_value) != 1:
        return None
    ((value, read),) = by_value.values()
    return Suggested(value=value, origin=origin, read=read)


def _kind(stem: str, rows: Rows, taken_on: PartialDate | None) -> Suggested[str] | None:
    named = kind_in_title(stem)
    if named is not None:
        return Suggested(value=named[0], origin=Origin.NAME, read=named[1])
    if taken_on is not None:
        return Suggested(value="照片", origin=Origin.PHOTO, read=taken_on.iso)
    told = kind_on_page("".join(row) for row in rows[:_HEAD_LINES])
    return Suggested(value=told[0], origin=Origin.PAGE, read=told[1]) if told is not None else None


# Dates


def _dates(
    stem: str, rows: Rows, taken_on: PartialDate | None, *, is_of_meeting: bool
) -> list[Suggested[PartialDate]]:
    """Return the dates that differ, the likeliest first: of minutes the day of the meeting, not of its signature."""
    on = dates_on(rows)
    stated, signed = _first(on.stated, Origin.PAGE), _first(on.signed, Origin.SIGNATURE)
    held = _first(on.held or (on.opening if is_of_meeting else []), Origin.MEETING)
    named = _first(dates_in(stem), Origin.NAME)
    order = (held, named, signed, stated) if is_of_meeting else (signed, stated, held, named)
    found = [item for item in (_photo(taken_on), *order) if item is not None]
    if not found and (imprint := _first(on.printed, Origin.IMPRINT)) is not None:
        return [imprint]
    return _differing(found)


def _photo(taken_on: PartialDate | None) -> Suggested[PartialDate] | None:
    return Suggested(value=taken_on, origin=Origin.PHOTO, read=taken_on.iso) if taken_on is not None else None


def _differing(found: Sequence[Suggested[PartialDate]]) -> list[Suggested[PartialDate]]:
    """Return each date once, and none of a month of which another one names the day."""
    isos = [item.value.iso for item in found]
    return [
        item for place, item in enumerate(found)
        if isos[place] not in isos[:place] and not any(iso.startswith(f"{isos[place]}-") for iso in isos)
    ]


# Document numbers


def _numbers_in(stem: str) -> Iterator[tuple[str, str]]:
    for match in _NUMBER.finditer(stem):
        number = _number(match)
        if number:
            yield number


def _numbers_on(rows: Rows) -> Iterator[tuple[str, str]]:
    for cell in (cell for row in rows[:_HEAD_LINES] for cell in row):
        match = _NUMBER.fullmatch(_NUMBER_LABEL.sub("", cell))
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


def _bodies_on(rows: Rows) -> Iterator[tuple[str, str]]:
    """Yield the bodies a page names as its own: in its head, behind a label, with or over the date it ends with."""
    for place, row in enumerate(rows):
        heads = [match for cell in row if place < _HEAD_LINES and (match := _RED_HEAD.fullmatch(cell))]
        labelled = [match for cell in row if (match := _BODY_LABELLED.fullmatch(cell))]
        units = [match["unit"] for match in (*heads, *labelled)]
        if place > 1 and (match := _signature_of(row)):
            units.append(match.groupdict().get("unit") or "".join(rows[place - 1]))
        yield from ((unit, unit) for stamped in units if _names_body(unit := _STAMPED.sub("", stamped)))


def _signature_of(row: Sequence[str]) -> re.Match[str] | None:
    return signature(row[0]) if len(row) == 1 else None


def _names_body(unit: str) -> bool:
    return 4 <= len(unit) <= 40 and not _NOBODY.fullmatch(unit) and looks_like_unit(unit)
