"""A deadline in the running text of a measure, where it holds for the whole of it.

2021年底前制定并印发验收标准 is due in 2021; a measure of three dated steps is done with its last. Where one of several
clauses has no date the text does not say when the whole is due, and nobody guesses: only what is done again and again
(每月至少抽查1次) needs none, and a closing 2022年底前全部完成 speaks for all before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from models.domain.list_items import with_plain_figures
from models.domain.reading.phrases.timing import Timing, read_timing

_DAY = r"(?:第?[一二三四]季度|[上下]半年|\d{1,2}月(?:\d{1,2}日|[上中下]旬)?)"
_DATE = rf"(?:20\d\d年年?{_DAY}?|“?十[四五六]五”?)"
_SHORT_DATE = r"\d{1,2}月(?:\d{1,2}日)?"
_BEFORE = r"(?:之前|以前|前)"
_DUE = re.compile(
    rf"(?:到|至|于|在)?{_DATE}(?:(?:年?[底末]|月[底末])?{_BEFORE}|年?[底末])"
    rf"|到{_DATE}|(?<=[，,；;。])(?<!\d){_SHORT_DATE}[底末]?{_BEFORE}"
)
_YEAR_FIRST = re.compile(rf"{_DATE}(?!度|以来|起|印发|出台|召开)")
# 2020年底前建成的锅炉, 2021年底以前的存量: the date belongs to a thing, not to the work.
_OF_A_THING = re.compile(r"[^，,。；;]{0,6}的")
# 2024年8月基本完成…: a date that begins a clause is when its work is to be done.
_BEGINS = re.compile(rf"{_DATE}(?=(?:基本|全面|全部|力争|确保)*(?:完成|建成|实现|达到|投[用入产]|整改|启用|竣工))")
_OVER_AND_OVER = re.compile(r"每(?:半?年|两?个?[季月周旬日天])|长期|常态|日常|持续|定期|动态")
_AND_THAT_IS_ALL = re.compile(
    r"[，,]?(?:确保|力争|务必|并|须|需|应)?(?:于|在)?(?P<when>.+?)(?:须|需|均|全部|全面|基本|按期)*"
    r"(?:完成|建成|整改|到位|落实|投用|投入使用|整治|任务|工作|建设|销号|验收)*"
)
_LONGEST_CLOSING = 60
_MAY_BE_DATED = re.compile(r"20\d\d年|十[四五六]五")
_OPEN, _CLOSED = "（(〔[《“", "）)〕]》”"


def whole_deadline(text: str) -> Timing:
    """Return the deadline a measure's text gives the whole of it; empty where it gives none, or only to a part."""
    clauses = [clause for clause in _clauses(with_plain_figures(text)) if clause]
    dated = [_dates(clause) for clause in clauses]
    if not any(dated):
        return Timing()
    undated = [clause for clause, dates in zip(clauses, dated, strict=True) if not dates]
    if all(_YEAR_FIRST.match(clause) or _OVER_AND_OVER.search(clause) for clause in undated):
        return read_timing("，".join(date for dates in dated for date in dates))
    closing = _AND_THAT_IS_ALL.fullmatch(clauses[-1]) if len(clauses[-1]) <= _LONGEST_CLOSING else None
    if dated[-1] and closing and _DUE.fullmatch(closing["when"]):
        return read_timing(closing["when"])
    return Timing()


def may_be_dated(text: str) -> bool:
    """Return whether a text names any year; without one it gives no deadline, and need not be taken apart."""
    return _MAY_BE_DATED.search(with_plain_figures(text)) is not None


def _dates(clause: str) -> list[str]:
    begins = _BEGINS.match(clause)
    if begins:
        return [begins[0], *_dates(clause[begins.end() :])]
    return [due[0] for due in _DUE.finditer(clause) if not _OF_A_THING.match(clause, due.end())]


def _clauses(text: str) -> Iterator[str]:
    """Yield what 。 and ； and line breaks part, outside brackets and quotes."""
    clause, depth = "", 0
    for char in text:
        depth = max(0, depth + (char in _OPEN) - (char in _CLOSED))
        if not depth and char in "。；;\n！":
            yield clause.strip()
            clause = ""
        else:
            clause += char
    yield clause.strip()
