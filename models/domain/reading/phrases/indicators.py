"""目标指标 in the wording of a goal: 污水集中收集率达到70%以上, 浓度控制在35微克/立方米以内, 新建管网12公里.

An indicator is a name, a number and a unit the number is measured in. Years, numbers of documents and of articles have
no such unit; what stands in 《》 is a title; how often something is done is a duty. A number that says how things stood
(由56%, 仅为40%) is no target. What is read is a suggestion: a person confirms it. Numbers stay as they are printed,
but for those in Chinese (百分之七十).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from models.domain.deadline import read_deadline
from models.domain.indicator import Bound
from models.domain.partial_date import PartialDate
from models.domain.reading.phrases.amounts import FIGURE, PARTS, UNIT, WORD, in_figures
from models.domain.reading.phrases.in_turn import told_in, turn_in
from models.domain.reading.phrases.target_words import (
    AT_LEAST,
    AT_MOST,
    BEHIND,
    CHANGES,
    FALLING,
    LONGEST_LABEL,
    RISING,
    STOOD,
    Demand,
    bound_of,
    label_of,
)

LONGEST_WORDING = 80
# What is longer is a whole document that was pasted, and nobody waits for a list of its numbers.
LONGEST_TEXT = 8000
KEPT = 128

# The number of a target, never of an article or a document.
_NUMBER = rf"(?:约|近)?(?<![第〔〕\d０-９.．—–~～〇-])(?<!\d[至到])(?P<target>{FIGURE})(?:余|多)?(?P<unit>{UNIT})"
_TARGET = re.compile(_NUMBER)
# 由56.3%提高到70%: the first number tells how it stood.
_FROM = re.compile(r"(?:从|由)(?:\d{4}年的?)?$")
_PLAIN_NUMBER = rf"{FIGURE}(?:{UNIT})"
_REACH = re.compile(
    rf"(?P<label>[{WORD}\d.．]{{2,60}}?)(?:(?:从|由)(?:\d{{4}}年的?)?{_PLAIN_NUMBER})?[要应须]?"
    rf"(?P<reach>(?:{RISING}|{FALLING})?(?:{AT_MOST}|{AT_LEAST})?){_NUMBER}{BEHIND}"
)
# Without a verb only a rate says that its number is what is to be reached: 达标率100%.
_IS_RATE = re.compile(r"(?:率|比例|占比|比重)$")
_MAKE = (
    "新建|新增|建成|建设|改造|完成|整治|治理|恢复|修复|清退|拆除|关停|关闭|取缔|清理|清运|处置|削减|压减|减少|种植|造林|"
    "补植|铺设|敷设|更换|搬迁|退出|淘汰|绿化|植树|收回|复垦|复绿|疏浚|清淤|配套|安装|配备|购置|打造|培育|封堵|排查|腾退"
)
# What names of indicators begin with that count what was done: 新建管网.
MADE = tuple(_MAKE.split("|"))
RATES = tuple(PARTS.split("|"))
_DO = re.compile(
    rf"(?P<label>(?:{_MAKE})[了]?(?P<thing>[{WORD}]{{0,24}}?))(?P<reach>{AT_MOST}|{AT_LEAST})?{_NUMBER}{BEHIND}"
    rf"(?P<after>的?[A-Za-z㐀-鿿]{{0,16}})"
)
# 处置率100% and 修复面积达到 name what is measured, not what is done.
_NO_THING = re.compile(rf"率|比例|{RISING}|{FALLING}")
_IS_PLACE = re.compile(r"(?:^|内|中|里|上|县|区|市|镇|乡|村|沿线|沿岸|范围|了)$")
_CHANGE = re.compile(
    rf"(?P<label>[{WORD}\d.．]{{2,60}}?(?P<change>{CHANGES}))(?P<reach>{AT_LEAST})?"
    rf"{_NUMBER}{BEHIND}"
)
_TITLE = re.compile(r"《[^《》]*》|〔\d{2,4}〕\d*号?")
_SENTENCE = re.compile(r"[^。！!\n]+")
_CLAUSE = re.compile(r"(?:[^，,；;：:]|(?<=\d)[,，](?=\d{3}(?!\d)))+")
_DATE = (
    r"(?:\d{4}年(?:\d{1,2}月(?:\d{1,2}[日号])?|上半年|下半年)?"
    r"|[“\"]?十[二三四五六]五[”\"]?(?:规划)?(?:期间|时期|期)?)"
)
_DUE = re.compile(
    rf"(?:到|至|截至|在|于|力争)?(?P<date>{_DATE})(?P<end>年?[底末内中]|期末)?(?P<before>以?前|之前)?"
)
_NOT_DUE_BEFORE = re.compile(r"(?:较|比|以|自|从|由|与|对照)$")
_NOT_DUE_AFTER = re.compile(r"起|以来|基础|相比|同期|水平|[—–~～至到-]|建成|的(?=\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorReading:
    """读出的指标: a number a text demands, from `start` to `end` of it; `due_on` where the sentence names a time."""

    label: str
    target: str
    unit: str
    bound: Bound
    wording: str
    start: int
    end: int
    due_on: PartialDate | None = None


@lru_cache(maxsize=KEPT)
def read_indicators(text: str) -> tuple[IndicatorReading, ...]:
    """Return every target a text sets in numbers, in order, each with the place of its wording.

    Of more than `LONGEST_TEXT` characters the first are read. Kept for the texts read last: a page asks for the same
    goal with every change.
    """
    text = text[:LONGEST_TEXT]
    places = [place for place, char in enumerate(text) if not char.isspace() or _parts_numbers(text, place)]
    plain = _TITLE.sub(lambda title: "\uffff" * len(title[0]), "".join(text[place] for place in places))
    plain, places = in_figures(plain, places)
    if not any(char.isdecimal() for char in plain):
        return ()
    return tuple(
        IndicatorReading(
            label=found.label, target=found.target, unit=found.unit, bound=found.bound, due_on=due_on,
            wording=text[places[found.start] : places[found.end - 1] + 1], start=places[found.start],
            end=places[found.end - 1] + 1,
        )
        for sentence in _SENTENCE.finditer(plain) for found, due_on in _in_sentence(plain, sentence)
    )


def _parts_numbers(text: str, place: int) -> bool:
    """Return whether a blank or line end stands for something: the end of a line, or what parts two numbers."""
    if text[place] == "\n":
        return True
    return text[place - 1 : place].isdecimal() and text[place + 1 : place + 2].isdecimal()


def _in_sentence(plain: str, sentence: re.Match[str]) -> Iterator[tuple[Demand, PartialDate | None]]:
    due_on: PartialDate | None = None
    for clause in _CLAUSE.finditer(plain, *sentence.span()):
        start, end = clause.span()
        dates = [(date.span(), read) for date in _DUE.finditer(plain, start, end) if (read := _due(plain, date))]
        spans = [span for span, _ in dates]
        turn = turn_in(plain, start, end)
        told = told_in(turn, start, spans) if turn else ()
        for found in (*told, *_single(plain, turn.end() if turn else start, end, spans)):
            due_on = next((read for span, read in reversed(dates) if span[1] <= found.end), due_on)
            yield found, due_on
        due_on = dates[-1][1] if dates else due_on


def _single(plain: str, start: int, end: int, dates: list[tuple[int, int]]) -> Iterator[Demand]:
    for match in _matches(plain, start, end):
        if label := _label(plain, match, dates, start):
            said = f"{match['reach'] or ''} {match['behind'] or ''}"
            yield Demand(label, match["target"], match["unit"], bound_of(said), *_span(match, label, plain))


def _matches(plain: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Yield the targets of one clause, one for a number at most; a verb of doing says more than one of reaching."""
    for number in _TARGET.finditer(plain, start, end):
        first = max(start, number.start() - LONGEST_WORDING)
        # Behind its number stand a few words of a target, never all of a long clause.
        last = min(end, number.end() + LONGEST_LABEL)
        if _FROM.search(plain, first, number.start()):
            continue
        tried = (pattern.search(plain, first, last) for pattern in (_DO, _CHANGE, _REACH))
        found = (match for match in tried if match and match.start("target") == number.start("target"))
        if (match := next(filter(_is_target, found), None)) is not None:
            start = match.end("unit")
            yield match


def _is_target(match: re.Match[str]) -> bool:
    if match.re is _CHANGE:
        return True
    if match.re is _DO:
        is_named = bool(match["thing"] or match["after"])
        return is_named and match["unit"] not in RATES and not _NO_THING.search(match["thing"])
    return bool(match["reach"]) or (match["unit"] in "%％" and bool(_IS_RATE.search(match["label"])))


def _label(plain: str, match: re.Match[str], dates: list[tuple[int, int]], clause: int) -> str:
    """Return what is measured; empty where that cannot be said, or the number only tells how it stood."""
    start, end = match.span("label")
    if STOOD.search(plain, clause, match.start("target")):
        return ""
    for first, last in reversed([span for span in dates if start < span[1] and span[0] < end]):
        end = end if last <= end else max(first, start)
        kept = plain[start : max(first, start)] + plain[min(last, end) : end]
        return label_of(_with_thing(match, kept))
    return label_of(_with_thing(match, plain[start:end]))


def _with_thing(match: re.Match[str], label: str) -> str:
    """Return 新建管网 for 新建12公里管网 too: what is made may stand behind its number."""
    if match.re is not _DO or not _IS_PLACE.search(match["thing"]):
        return label
    return label + match["after"].removeprefix("的")


def _span(match: re.Match[str], label: str, plain: str) -> tuple[int, int]:
    """Return from where the name begins to where the demand ends."""
    parts = match.groupdict()
    end = match.end("after") if parts.get("after") and label.endswith(parts["after"].removeprefix("的")) else -1
    if end < 0:
        end = match.end("behind") if match["behind"] else match.end("unit")
    begin = plain.find(label, match.start(), end)
    return (begin if begin >= 0 else match.start("label")), end


def _due(plain: str, date: re.Match[str]) -> PartialDate | None:
    """Return till when, None where the date only says since when or compared to what."""
    if _NOT_DUE_BEFORE.search(plain, 0, date.start()) or _NOT_DUE_AFTER.match(plain, date.end()):
        return None
    until = read_deadline(date["date"].strip("“”\"") + (date["end"] or "") + (date["before"] or "")).until
    if until is None:
        return None
    return until if isinstance(until, PartialDate) else until.last
