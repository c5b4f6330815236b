"""The marks that number the lines of a plan: 一、 （一） 1. （1） ①, 问题三： and 第12项.

A mark has a kind, so that the problems of a plan can be told from the measures under them, and a value to count by. One
office writes 1. where the next writes 1、 or １．: these are one kind.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import IntEnum

from models.domain.numerals import read_chinese_number

_HAN = r"[〇零一二三四五六七八九十百]{1,5}"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿"
_BULLETS = " \t\u3000*★☆●○◆◇■□▲△▪•·►➢➤√—–-"
_BLANK = r"[ \t\u3000]*"


class Kind(IntEnum):
    """标号种类: in the order in which papers nest them, the outermost first."""

    PART = 1
    NAMED = 2
    HAN = 3
    HAN_ROUND = 4
    FIGURE = 5
    DOTTED = 6
    ROUND = 7
    CIRCLE = 8
    STEP = 9


_FORMS = (
    (Kind.PART, re.compile(rf"第(?P<n>{_HAN}|\d{{1,3}})(?:部分|章|节|编|篇)[、：:]?{_BLANK}")),
    (Kind.NAMED, re.compile(
        rf"(?:(?:反馈|整改|具体|督察|主要)?(?:任务|问题|事项|清单)(?:清单)?|序号|编号){_BLANK}"
        rf"(?P<n>{_HAN}(?=[、.．：:\s\u3000（(【]|$)|\d{{1,4}}(?:[-—–]\d{{1,3}})*(?=[、.．：:\s\u3000（(【]|$))"
        rf"{_BLANK}[、.．：:]?{_BLANK}"
    )),
    # 问题（一）, and 1-2 before a blank: the number offices give a part of another one.
    (Kind.NAMED, re.compile(
        rf"(?:反馈|整改|具体|督察|主要)?(?:任务|问题|事项){_BLANK}"
        rf"[（(](?P<n>{_HAN}|\d{{1,4}})[)）]{_BLANK}[、.．：:]?{_BLANK}"
    )),
    (Kind.NAMED, re.compile(
        r"(?P<n>(?!(?:19|20)\d\d)\d{1,3}(?:[-—–]\d{1,3}){1,2})[ \t\u3000]+(?=[\u4e00-\u9fff])"
    )),
    (Kind.NAMED, re.compile(
        rf"第{_BLANK}(?P<n>{_HAN}|\d{{1,4}}(?:[-—–]\d{{1,3}})?){_BLANK}[项号个条]"
        rf"(?:(?:整改|反馈|具体)?(?:任务|问题|事项))?{_BLANK}[、.．：:，]?{_BLANK}"
    )),
    (Kind.HAN, re.compile(rf"(?P<n>{_HAN})(?:{_BLANK}(?:[、，,]|[.．](?!\d))|[ \u3000](?=\S)){_BLANK}")),
    (Kind.HAN_ROUND, re.compile(rf"[（(〔]{_BLANK}(?P<n>{_HAN}){_BLANK}[)）〕][、.．]?{_BLANK}")),
    # 1.5 and 2022.3 are figures; 1.2021年 is the first item; 12-01 is a number as offices give them.
    (Kind.FIGURE, re.compile(
        rf"(?P<n>(?!(?:19|20)\d\d)\d{{1,4}}(?:-\d{{1,3}})?){_BLANK}"
        rf"(?:[.．](?!\d)|[.．](?=(?:19|20)\d\d年)|[、，]){_BLANK}"
    )),
    (Kind.DOTTED, re.compile(
        rf"\d{{1,2}}(?:[.．]\d{{1,2}}){{0,2}}[.．](?P<n>\d{{1,2}})(?:[、.．]|(?=[\s\u3000])"
        rf"|(?=[\u4e00-\u9fff])(?![万亿千百元吨公里米个倍年月日度平亩家户人次处条]))(?!\d){_BLANK}"
    )),
    (Kind.ROUND, re.compile(
        rf"[（(]{_BLANK}(?P<n>\d{{1,3}}){_BLANK}[)）][、.．]?{_BLANK}|(?P<m>\d{{1,3}})[)）]{_BLANK}"
    )),
    (Kind.CIRCLE, re.compile(rf"(?P<n>[{_CIRCLED}])[、.．]?{_BLANK}")),
    (Kind.STEP, re.compile(rf"(?:整改)?(?:措施|举措){_BLANK}(?P<n>{_HAN}|\d{{1,3}}){_BLANK}[：:、.．]{_BLANK}")),
)
# One sign for a number with its bracket or its point: ㈠ ⑴ ⒈.
_SINGLE = re.compile(r"[㈠-㈩⑴-⒇⒈-⒛]")
_FIRST = frozenset(
    "第任问事整反具督主清序编措举（(〔0123456789０１２３４５６７８９〇零一二三四五六七八九十百" + _CIRCLED
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """标号: its kind, what it counts, and the number as it is taken over (十二 as 12, 01 as 01)."""

    kind: Kind
    value: int
    number: str


def read_mark(text: str) -> tuple[Mark | None, str]:
    """Return the mark a line begins with and what follows it; None and the line where it has none."""
    plain = text.lstrip(_BULLETS)
    if _SINGLE.match(plain):
        plain = unicodedata.normalize("NFKC", plain[0]) + plain[1:]
    if plain[:1] not in _FIRST:
        return None, plain
    for kind, form in _FORMS:
        match = form.match(plain)
        if match is None:
            continue
        written = match["n"] or match["m"] if kind is Kind.ROUND else match["n"]
        number = arabic(written)
        return Mark(kind=kind, value=_value(number), number=number), plain[match.end() :]
    return None, plain


def _value(number: str) -> int:
    """Return what a number counts: 12-03 counts on to 12-04, and never to 13."""
    value = 0
    parts = re.findall(r"\d+", number)
    for part in parts:
        value = value * 1000 + int(part)
    return value


def arabic(written: str) -> str:
    """Return a number in figures where it is written in Chinese or in a circle; other numbers as they are printed."""
    if written in _CIRCLED:
        return str(_CIRCLED.index(written) + 1)
    value = read_chinese_number(written)
    return unicodedata.normalize("NFKC", written) if value is None else str(value)
