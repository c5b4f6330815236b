"""The five levels of numbering in a paper.

GB/T 9704-2012 clause 7.3.3 numbers the levels 一、（一） 1. （1）; ① is the customary fifth. A line that begins with
such a mark takes that level and is renumbered, so that a paper's numbers are consecutive whatever was typed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from models.domain.numerals import chinese_number

HAN_NUMBER = "[一二三四五六七八九十百]{1,4}"
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿"
# 1.2021年 is the first item; 1.5 and 2022.3 are figures.
AFTER_POINT = r"(?!\d)|(?=(?:19|20)\d\d年)"


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
                return CIRCLED[number - 1] if number <= len(CIRCLED) else f"（{number}）"


_LEVEL_MARKS = (
    (Level.FIRST, re.compile(rf"{HAN_NUMBER}、[ \u3000]*")),
    (Level.SECOND, re.compile(rf"[（(]{HAN_NUMBER}[）)][、.．]?[ \u3000]*")),
    (Level.THIRD, re.compile(rf"\d{{1,3}}[.．](?:{AFTER_POINT})[ \u3000]*")),
    (Level.FOURTH, re.compile(r"[（(]\d{1,3}[）)][、.．]?[ \u3000]*")),
    (Level.FIFTH, re.compile(rf"[{CIRCLED}][、.．]?[ \u3000]*")),
)
_FIRST_SIGNS = frozenset(f"（(一二三四五六七八九十百0123456789０１２３４５６７８９{CIRCLED}")


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
