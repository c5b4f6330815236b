"""Lists that stand in running text with their numbers: 1. 2、 （1） 一、 （一） ① 一是 第一，.

A list is taken apart only where its numbers really count up: 2022.3 and 1.5 are no list numbers. The first mark decides
what counts as a number of the list, so that ① under 1. stays inside its item.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from models.domain.levels import AFTER_POINT, CIRCLED, HAN_NUMBER
from models.domain.numerals import read_chinese_number


class ListItem(NamedTuple):
    """列表项: its number in digits as it counts (01 stays 01), and its words without the mark."""

    number: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListReading:
    """列表: what stands before the first number, and the items; a text that is no list is all `lead`."""

    lead: str
    items: tuple[ListItem, ...] = ()


class _Mark(NamedTuple):
    kind: str
    # A number before a figure (3.13个) counts only behind the one before it.
    is_weak: bool
    number: int
    printed: str
    start: int
    end: int
    text: str

    @property
    def is_line_start(self) -> bool:
        """Whether nothing but blanks stands before it on its line."""
        # A few blanks of indent are looked at, no more: the whole must stay linear.
        before = self.text[max(0, self.start - 8) : self.start].rstrip(" \t\u3000")
        return not before or before.endswith("\n")


# 1.5, 1：2 and 2022-1 are figures; 一、二期 and 1、2号 count things, not lines.
_BEFORE_DIGIT = r"(?<![\d.．/\-])(?<!\d[:：])"
_LIST_MARK = re.compile(
    # Few signs can begin a mark; looking for them first keeps long texts quick.
    rf"(?=[\d（(一二三四五六七八九十百第措举{CIRCLED}㈠-㈩⑴-⒇⒈-⒛])(?:"
    rf"(?P<point>{_BEFORE_DIGIT}\d{{1,3}}[.．](?:{AFTER_POINT})|(?<![^\n])\d{{1,3}} [.．、](?!\d))"
    rf"|(?P<named>(?:措施|举措)(?:\d{{1,2}}|{HAN_NUMBER})[：:、])"
    rf"|(?P<comma>{_BEFORE_DIGIT}\d{{1,3}}、(?:{AFTER_POINT}))"
    r"|(?P<weak>(?<![^\n])\d{1,3}[.．、](?=\d))"
    r"|(?P<round>[（(]\d{1,3}[）)])"
    r"|(?P<half>(?<![\d（(.．])\d{1,3}[）)])"
    rf"|(?P<hanround>[（(]{HAN_NUMBER}[）)])"
    rf"|(?P<han>{HAN_NUMBER}、(?![一二三四五六七八九十]{{1,3}}[、期类级号标轮批]))"
    rf"|(?P<are>{HAN_NUMBER}(?:是(?!否)|要(?=[\u4e00-\u9fff\d])))"
    rf"|(?P<ordinal>第{HAN_NUMBER}[，,、])"
    rf"|(?P<circle>[{CIRCLED}㈠-㈩⑴-⒇⒈-⒛]))"
)
_MIXED = {"point", "comma"}
_MEASURES_HEAD = re.compile(r"\s*(?:[一二三四五六七八九十]、)?(?:主要|重点|整改)?措施[:：]\s*")
_ENDS_A_PIECE = frozenset("。；;！!？?.）)”:：\n \t\u3000")
_LONGEST_JUMP = 9
_WIDE_FIGURE = re.compile("[０-９]")
_FIGURES = str.maketrans("０１２３４５６７８９", "0123456789")


def list_items(text: str, before: str = "") -> ListReading:
    """Return the items of the list a text holds, with what stands before it; a lone number must stand first.

    `before` is the number of an item above the text, where it goes on with a list.
    """
    marks = _counted(_marks(text), int(before) if before.isdecimal() else None)
    lead = text[: marks[0].start].strip() if marks else text.strip()
    if not marks or (len(marks) == 1 and lead):
        return ListReading(lead=text.strip())
    ends = [mark.start for mark in marks[1:]] + [len(text)]
    items = [
        ListItem(number=mark.printed, text=text[mark.end : end].strip()) for mark, end in zip(marks, ends, strict=True)
    ]
    if not all(item.text for item in items):
        return ListReading(lead=text.strip())
    return ListReading(lead=lead, items=tuple(items))


def split_numbered(text: str) -> list[str]:
    """Return the items of a pasted list without their numbers, or [text] where it is no list.

    Items may stand one a line or run together. Nothing but the numbers and the blanks around an item is dropped.
    """
    reading = list_items(text)
    if reading.lead or len(reading.items) < 2:
        return [text]
    return [item.text for item in reading.items]


def split_measures(text: str) -> list[str]:
    """Return the measures of a passage copied from a plan, without its head 整改措施： and without their numbers."""
    return split_numbered(_MEASURES_HEAD.sub("", text, count=1) if _MEASURES_HEAD.match(text) else text)


def with_plain_figures(text: str) -> str:
    """Return a text of the same length whose full-width figures are half-width ones."""
    return text.translate(_FIGURES) if _WIDE_FIGURE.search(text) else text


def _marks(text: str) -> list[_Mark]:
    text = with_plain_figures(text)
    return [_mark(text, match) for match in _LIST_MARK.finditer(text) if _may_begin_an_item(text, match)]


def _mark(text: str, match: re.Match[str]) -> _Mark:
    return _Mark(*_told(match[0], match.lastgroup or ""), match.start(), match.end(), text)


@lru_cache(maxsize=1024)
def _told(mark: str, kind: str) -> tuple[str, bool, int, str]:
    """Return the kind of a mark, whether it is weak, and its number, also as it is printed."""
    printed = _printed(mark)
    if kind == "weak":
        return "comma" if mark.endswith("、") else "point", True, int(printed), printed
    return kind, False, int(printed), printed


def _may_begin_an_item(text: str, match: re.Match[str]) -> bool:
    start = match.start()
    before = text[start - 1] if start else "\n"
    if before in _ENDS_A_PIECE or match.lastgroup == "circle":
        return True
    if match.lastgroup in ("are", "ordinal"):
        return before in "，,"
    # …1次2.将…: a point between two 汉字 is no decimal point.
    return match.lastgroup == "point" and _is_han(before) and _is_han(text[match.end() : match.end() + 1])


def _is_han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff" and char != "第"


def _printed(mark: str) -> str:
    """Return the digits of a mark: 01. is 01, （十） 10, ② 2, 三是 3."""
    bare = unicodedata.normalize("NFKC", mark).strip("()、.，,:是要第措施举 ")
    return bare if bare.isdecimal() else str(read_chinese_number(bare) or 0)


def _of_one_list(marks: Sequence[_Mark]) -> list[_Mark]:
    """Return the marks of the first one's kind; 1. and 2、 each on a line are one list where no 2. stands."""
    first = marks[0]
    if len({mark.kind for mark in marks}) == 1:
        return list(marks)
    numbers = {mark.number for mark in marks if mark.kind == first.kind}
    return [
        mark for mark in marks
        if mark.kind == first.kind
        or (mark.is_line_start and first.is_line_start and {mark.kind, first.kind} == _MIXED
            and mark.number not in numbers)
    ]


def _counted(marks: Sequence[_Mark], before: int | None) -> list[_Mark]:
    """Keep the marks of the first one's kind that count on: inside a line by one, at its start also over a gap."""
    first = next((at for at, mark in enumerate(marks) if not mark.is_weak or mark.number - 1 == before), None)
    if first is None:
        return []
    counted = [marks[first]]
    for mark in _of_one_list(marks[first:])[1:]:
        step = mark.number - counted[-1].number
        if step == 1 or (mark.is_line_start and not mark.is_weak and 1 < step <= _LONGEST_JUMP):
            counted.append(mark)
    return counted
