"""Facts 事实 in running text: dates, document numbers, figures with their unit, and names the records know.

Two texts are laid over each other word by word; a fact of the one that stands otherwise in the other is a change, and
so is a fact that only one of them has. What merely moved stands in both and is none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from models.domain.merging import parts_of

NONE = "（没有）"
AROUND = 12
_DAY = r"\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?)?|(?<![\d年])\d{1,2}月\d{1,2}日"
_PATTERNS = (
    r"(?P<document>[\u4e00-\u9fff]{0,12}〔\d{4}〕\d+号)",
    rf"(?P<date>{_DAY})",
    r"(?P<number>\d+(?:\.\d+)?[%％]?[\u4e00-\u9fff]?)",
)


class Fact(StrEnum):
    """事实类别."""

    NAME = "name"
    DATE = "date"
    DOCUMENT = "document"
    NUMBER = "number"

    @property
    def label(self) -> str:
        return {"name": "名称", "date": "日期", "document": "文号", "number": "数字"}[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class FactChange:
    """事实改动: which kind of fact, where and in which section, and how it stood and stands.

    `around` is our text up to the fact, which tells which of several records gave it.
    """

    where: str
    kind: Fact
    before: str
    after: str
    section: str = ""
    around: str = ""


@dataclass(frozen=True, slots=True)
class _Found:
    kind: Fact
    text: str
    start: int
    end: int


def changed_facts(
    where: str, before: str, after: str, names: Sequence[str] = (), *, section: str = ""
) -> list[FactChange]:
    """Return the facts in which two texts differ, in their order; `names` are looked for as they stand."""
    old, new = _facts(before, names), _facts(after, names)
    kept = Counter((fact.kind, fact.text) for fact in old) & Counter((fact.kind, fact.text) for fact in new)
    ahead, back = _Map(before, after), _Map(after, before)
    lost = _beyond(old, kept, lambda fact: after[ahead(fact.start) : ahead(fact.end)] == fact.text)
    came = _beyond(new, kept, lambda fact: before[back(fact.start) : back(fact.end)] == fact.text)
    found = []
    for fact in lost:
        start, end = ahead(fact.start), ahead(fact.end)
        found.append(FactChange(
            where=where, kind=fact.kind, before=fact.text, after=after[start:end] or NONE, section=section,
            around=before[max(0, fact.start - AROUND) : fact.end],
        ))
    covered = [(ahead(fact.start), ahead(fact.end)) for fact in lost]
    for fact in came:
        if not any(fact.start < end and start < fact.end for start, end in covered):
            place = back(fact.start)
            found.append(FactChange(
                where=where, kind=fact.kind, before=before[place : back(fact.end)] or NONE, after=fact.text,
                section=section, around=before[max(0, place - AROUND) : place],
            ))
    return found


def _facts(text: str, names: Sequence[str]) -> list[_Found]:
    """Return the facts of a text in order; a longer name is seen before the shorter one in it."""
    known = sorted({name for name in names if len(name) > 1}, key=len, reverse=True)
    patterns = [*([f"(?P<name>{'|'.join(map(re.escape, known))})"] if known else []), *_PATTERNS]
    return [
        _Found(Fact(match.lastgroup or ""), match[0], match.start(), match.end())
        for match in re.finditer("|".join(patterns), text)
    ]


def _beyond(
    facts: Sequence[_Found], kept: Counter[tuple[Fact, str]], stays: Callable[[_Found], bool]
) -> list[_Found]:
    """Return the facts that the other text does not have as often; of several alike those that stay are not meant."""
    left = Counter(kept)
    found = set(facts)
    for fact in sorted(facts, key=lambda fact: not stays(fact)):
        if left[fact.kind, fact.text] > 0:
            left[fact.kind, fact.text] -= 1
            found.remove(fact)
    return [fact for fact in facts if fact in found]


class _Map:
    """Leads a place of one text to the same place of the other."""

    def __init__(self, before: str, after: str) -> None:
        one, other = parts_of(before, after)
        starts, ends = _places(one), _places(other)
        self._blocks = [
            (tag == "equal", starts[i1], starts[i2], ends[j1], ends[j2])
            for tag, i1, i2, j1, j2 in SequenceMatcher(a=one, b=other, autojunk=False).get_opcodes()
        ]

    def __call__(self, place: int) -> int:
        for is_equal, start, end, to_start, to_end in self._blocks:
            if start <= place <= end:
                if is_equal:
                    return to_start + place - start
                return to_start if place == start else to_end
        return 0


def _places(parts: Sequence[str]) -> list[int]:
    places = [0]
    for part in parts:
        places.append(places[-1] + len(part))
    return places
