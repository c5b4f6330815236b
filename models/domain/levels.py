"""The five levels of numbering in a paper, and lists pasted with their numbers.

GB/T 9704-2012 clause 7.3.3 numbers the levels 一、（一） 1. （1）; ① is the customary fifth. A line that begins with
such a mark takes that level and is renumbered, so that a paper's numbers are consecutive whatever was typed. A pasted
list is taken apart only where its numbers really count up: 2022.3 and 1.5 are no list numbers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from models.domain.numerals import chinese_number, read_chinese_number

_HAN_NUMBER = "[一二三四五六七八九十百]{1,4}"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿"
# 1.2021年 is the first item; 1.5 and 2022.3 are figures.
_AFTER_POINT = r"(?!\d)|(?=(?:19|20)\d\d年)"


class Level(IntEnum):
    """层次 of a numbered line."""

    FIRST = 1
    SECOND = 2
    THIRD = 3
    FOURTH = 4
    FIFTH = 5

    def mark(self, number: int) -> str:
        """Return the mark of this level: 一、 （一） 1. （1） ①; beyond ㊿ the fifth level prints （51）."""
        match self:
            case Level.FIRST:
                return f"{chinese_number(number)}、"
            case Level.SECOND:
                return f"（{chinese_number(number)}）"
            case Level.THIRD:
                return f"{number}."
            case Level.FOURTH:
                return f"（{number}）"
            case Level.FIFTH:
                return _CIRCLED[number - 1] if number <= len(_CIRCLED) else f"（{number}）"


_LEVEL_MARKS = (
    (Level.FIRST, re.compile(rf"{_HAN_NUMBER}、[ \u3000]*")),
    (Level.SECOND, re.compile(rf"[（(]{_HAN_NUMBER}[）)][、.．]?[ \u3000]*")),
    (Level.THIRD, re.compile(rf"\d{{1,3}}[.．](?:{_AFTER_POINT})[ \u3000]*")),
    (Level.FOURTH, re.compile(r"[（(]\d{1,3}[）)][、.．]?[ \u3000]*")),
    (Level.FIFTH, re.compile(rf"[{_CIRCLED}][、.．]?[ \u3000]*")),
)
_FIRST_SIGNS = frozenset(f"（(一二三四五六七八九十百0123456789０１２３４５６７８９{_CIRCLED}")


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelLine:
    """层次行: a line taken apart, its level (None for plain text) and the words after the mark."""

    level: Level | None
    text: str


def read_level(line: str) -> LevelLine:
    """Return the level a line's mark gives it, and its words."""
    plain = line.lstrip(" \u3000")
    if plain[:1] not in _FIRST_SIGNS:
        return LevelLine(level=None, text=line)
    for level, pattern in _LEVEL_MARKS:
        if match := pattern.match(plain):
            return LevelLine(level=level, text=plain[match.end() :])
    return LevelLine(level=None, text=line)


def renumber(lines: Sequence[str]) -> list[str]:
    """Return the lines with the marks of each level counted from one; a higher level starts the lower ones again."""
    counts = dict.fromkeys(Level, 0)
    numbered: list[str] = []
    for line in lines:
        read = read_level(line)
        if read.level is None:
            numbered.append(line)
            continue
        counts = {level: 0 if level > read.level else count for level, count in counts.items()}
        counts[read.level] += 1
        numbered.append(read.level.mark(counts[read.level]) + read.text)
    return numbered


@dataclass(frozen=True, slots=True)
class _Mark:
    kind: str
    number: int
    start: int
    end: int
    is_line_start: bool


_LIST_MARK = re.compile(
    rf"(?P<point>(?<![\d.．:：/\-])\d{{1,3}}[.．](?:{_AFTER_POINT}))"
    r"|(?P<comma>(?<![\d.．:：/\-])\d{1,3}、)"
    r"|(?P<round>[（(]\d{1,3}[）)])"
    r"|(?P<half>(?<![\d（(])\d{1,3}[）)])"
    rf"|(?P<hanround>[（(]{_HAN_NUMBER}[）)])"
    rf"|(?P<han>{_HAN_NUMBER}、)"
    rf"|(?P<circle>[{_CIRCLED}])"
)
_MIXED = {"point", "comma"}
_MEASURES_HEAD = re.compile(r"\s*(?:[一二三四五六七八九十]、)?(?:主要|重点|整改)?措施[:：]\s*")
_ENDS_A_PIECE = frozenset("。；;！!？?.）)”\n \t\u3000")
_LONGEST_JUMP = 9


def split_numbered(text: str) -> list[str]:
    """Return the items of a pasted list without their numbers, or [text] where it is no list.

    Items may stand one a line or run together; the first mark decides what counts as a number, and what is numbered
    otherwise (① under 1.) stays inside its item. Nothing but the numbers and the blanks around an item is dropped.
    """
    marks = _counted(_marks(text))
    if len(marks) < 2 or text[: marks[0].start].strip():
        return [text]
    ends = [mark.start for mark in marks[1:]] + [len(text)]
    items = [text[mark.end : end].strip() for mark, end in zip(marks, ends, strict=True)]
    return items if all(items) else [text]


def split_measures(text: str) -> list[str]:
    """Return the measures of a passage copied from a plan, without its head 整改措施： and without their numbers."""
    return split_numbered(_MEASURES_HEAD.sub("", text, count=1) if _MEASURES_HEAD.match(text) else text)


def _marks(text: str) -> list[_Mark]:
    return [
        _Mark(match.lastgroup or "", _number(match[0]), match.start(), match.end(), _starts_line(text, match.start()))
        for match in _LIST_MARK.finditer(text)
        if _may_begin_an_item(text, match)
    ]


def _may_begin_an_item(text: str, match: re.Match[str]) -> bool:
    if match.start() == 0 or match.lastgroup == "circle" or text[match.start() - 1] in _ENDS_A_PIECE:
        return True
    # …1次2.将…: a point between two 汉字 is no decimal point.
    return (
        match.lastgroup == "point" and _is_han(text[match.start() - 1]) and _is_han(text[match.end() : match.end() + 1])
    )


def _is_han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff" and char != "第"


def _starts_line(text: str, at: int) -> bool:
    # A few blanks of indent are looked at, no more: the whole must stay linear.
    before = text[max(0, at - 8) : at].rstrip(" \t\u3000")
    return not before or before.endswith("\n")


def _number(mark: str) -> int:
    bare = mark.strip("（()）、.．")
    if bare in _CIRCLED:
        return _CIRCLED.index(bare) + 1
    return int(bare) if bare.isdecimal() else read_chinese_number(bare) or 0


def _of_one_list(marks: Sequence[_Mark]) -> list[_Mark]:
    """Return the marks of the first one's kind; 1. and 2、 each on a line are one list where no 2. stands."""
    first = marks[0]
    numbers = {mark.number for mark in marks if mark.kind == first.kind}
    return [
        mark for mark in marks
        if mark.kind == first.kind
        or (mark.is_line_start and first.is_line_start and {mark.kind, first.kind} == _MIXED
            and mark.number not in numbers)
    ]


def _counted(marks: Sequence[_Mark]) -> list[_Mark]:
    """Keep the marks of the first one's kind that count on: inside a line by one, at its start also over a gap."""
    if not marks:
        return []
    counted = [marks[0]]
    for mark in _of_one_list(marks)[1:]:
        step = mark.number - counted[-1].number
        if step == 1 or (mark.is_line_start and 1 < step <= _LONGEST_JUMP):
            counted.append(mark)
    return counted
