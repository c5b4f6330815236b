"""Figures 数据 in running text: one fact, stated once in the records and wherever a sentence repeats it.

A figure is read from a sentence as label, number and unit (“县委常委会7次”, “7次县委常委会”); “第7次县委常委会” says
which one and counts nothing. When its number changes, the sentences of the same measure that state it change with it; a
sentence of another figure is left alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_HAN = "\u3400-\u9fff\U00020000-\U0003ffff“”"
_NUMBER = r"\d+(?:[.,]\d+)*"
_UNITS = (
    "万立方米|立方米|平方公里|平方米|公里|万吨|万元|亿元|公斤|公顷|人次|千米|座次|户次|台套|个百分点|"
    "次|个|户|家|吨|米|亩|元|人|份|处|项|条|座|台|套|场|期|件|名|艘|辆|棵|株|宗|起|%|％"
)
# Neither the end of a longer number nor which one of several it is.
_NO_ORDINAL = r"(?<![\d.第])(?<!第\s)"
# A number ends at a mark, at the end, or where a verb goes on: 县政府常务会7次研究…
_END = r"(?=[、，。；：,;（）()“”]|$|研究|审议|听取|传达|部署|专题|用于|涉及|均|并|和|及|以上)"
_AFTER = re.compile(rf"([{_HAN}]{{2,24}}?)(?<!第)\s*({_NUMBER})\s*({_UNITS}){_END}")
_BEFORE = re.compile(rf"{_NO_ORDINAL}({_NUMBER})\s*({_UNITS})([{_HAN}]{{2,16}}?){_END}")
# What stands before the thing counted and does not belong to its name.
_LEAD = re.compile(
    r"^.*(?:召开了?|举办了?|举行了?|组织了?|完成了?|开展了?|新建|建成|清理|整治|拆除|排查|印发|制定|共|累计|存量|[一二三四五六七八九十]名?是)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """读出的数据: a figure as a sentence states it."""

    label: str
    number: str
    unit: str


def recognise(text: str) -> tuple[Reading, ...]:
    """Return the figures a sentence states, in order; a label stated twice is left out, for it could be either."""
    found = [
        Reading(label=_LEAD.sub("", label), number=number, unit=unit) for label, number, unit in _AFTER.findall(text)
    ]
    if not found:
        found = [Reading(label=label, number=number, unit=unit) for number, unit, label in _BEFORE.findall(text)]
    labels = [reading.label for reading in found]
    return tuple(reading for reading in found if _is_name(reading.label) and labels.count(reading.label) == 1)


def _is_name(label: str) -> bool:
    return 2 <= len(label) <= 16 and not label.startswith(("的", "了", "以", "之", "内", "至少"))


def restate(text: str, *, label: str, number: str, unit: str, new_number: str) -> str:
    """Return the text with this figure's number replaced wherever it stands beside its label."""
    if not (label and number):
        return text
    old, name, measure = re.escape(number), re.escape(label), re.escape(unit)
    after = re.compile(rf"({name}\s*){old}(?=\s*{measure})(?![\d.])")
    before = re.compile(rf"{_NO_ORDINAL}{old}(\s*{measure}\s*{name})")
    text = after.sub(lambda match: match.group(1) + new_number, text)
    return before.sub(lambda match: new_number + match.group(1), text)


def states(text: str, *, label: str, number: str, unit: str) -> bool:
    """Return whether the text states this figure."""
    marker = "\ue000"
    return marker in restate(text, label=label, number=number, unit=unit, new_number=marker)
