"""频次要求 in the wording of a measure: 每半年至少组织1次, 每两个月至少研究一次, 一年不少于2次.

A duty is a number of times in a period. 每年举办专题培训班 names no number, 不少于4次 no period: what they mean is
offered, never counted as said. 每月5日前报送 names a day of each period, and so once. 每两周一次 has a period that the
records do not know and is left to people. 每年春秋两季各1次 is twice a year: of moments within the period each counts;
units (县、乡各1次) do not. What is read is a suggestion: a person confirms it, and says who has to do what.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from models.domain.numerals import read_chinese_number
from models.domain.plan import Duty, DutyPer

_NUMBER = r"(?:\d{1,3}|[一二三四五六七八九十百两]{1,4})"
_TIMES = (
    rf"(?<![第\d.\-—~～首])(?P<times>{_NUMBER})(?:[-—~～至到]{_NUMBER})?"
    r"(?:[场轮]次|次(?![性数日])|[场轮期遍回](?![次馆合]))"
)
_MONTHS = {
    "1": DutyPer.MONTH, "2": DutyPer.TWO_MONTHS, "3": DutyPer.QUARTER, "6": DutyPer.HALF_YEAR, "12": DutyPer.YEAR,
}
_PERIOD = (
    rf"[每逐按](?P<each>(?P<count>{_NUMBER})?个?(?P<unit>半年|季度|季|月|周|星期|旬|年|天|日)|双月)度?"
    r"|(?P<halves>上(?:半年)?[、和及]?下半年)各"
    r"|(?<![年第上下前后\d一二三四五六七八九十])"
    r"(?:(?P<within>一季度?(?=[一1]次)|一月(?=[一1]次)|一年|年度|年均|全年|年内|半年|两个?月|一个月|一个季度|一周|一旬)(?:内|中|里)?"
    r"|(?<![每逐按本当次个半首末上下\d〇一二三四五六七八九十])(?P<bare>月|季度|周|旬)(?=调度|通报|督导|巡查|检查|监测|研判|会商|评估|至少|不少于))"
)
_MOMENT = r"(?:[春夏秋冬]季?|汛[前中后]|非?汛期|[枯丰平]水期|[上中下](?:半年|旬)?|\d{1,2}月份?|非?采暖[季期])"
_EACH_OF_MOMENTS = re.compile(
    rf"(?:(?P<around>前后)|(?P<moments>{_MOMENT}(?:[、和及与]?{_MOMENT})+)|四季)(?:[两三四]?[季期])?[^，。；、各]{{0,10}}各"
)
_BETWEEN = r"(?:(?!每|\d{4}年|[已共]|累计)[^。；;！\n]){0,40}?"
_DUTY = re.compile(rf"(?:{_PERIOD}){_BETWEEN}{_TIMES}")
_OPENING = re.compile(rf"(?:{_PERIOD})")
_PER = re.compile(rf"{_TIMES}[/／每](?P<unit>半年|季度|季|月|周|旬|年)")
_MAY_COUNT = re.compile(r"[次场轮期遍回]")
_UNITS = {
    "半年": DutyPer.HALF_YEAR, "季度": DutyPer.QUARTER, "季": DutyPer.QUARTER, "月": DutyPer.MONTH, "周": DutyPer.WEEK,
    "星期": DutyPer.WEEK, "旬": DutyPer.TEN_DAYS, "年": DutyPer.YEAR, "双月": DutyPer.TWO_MONTHS,
    "两月": DutyPer.TWO_MONTHS, "两个月": DutyPer.TWO_MONTHS,
}
_WITHIN = {
    "一年": DutyPer.YEAR, "年度": DutyPer.YEAR, "年均": DutyPer.YEAR, "全年": DutyPer.YEAR, "年内": DutyPer.YEAR,
    "半年": DutyPer.HALF_YEAR, "两个月": DutyPer.TWO_MONTHS, "两月": DutyPer.TWO_MONTHS, "一个月": DutyPer.MONTH,
    "一个季度": DutyPer.QUARTER, "一周": DutyPer.WEEK, "一旬": DutyPer.TEN_DAYS, "一季": DutyPer.QUARTER,
    "一季度": DutyPer.QUARTER, "一月": DutyPer.MONTH,
}


# 每年签订责任状 says no number, and means once; 每季度一调度 says it, and so do 每月5日前, 每季度末, 每年12月底前.
_DONE = (
    "举办|召开|组织|开展|签订|报告|汇报|报送|上报|填报|反馈|报(?=[省市县区州本])|研究|听取|调度|通报|巡查|检查|抽查|督导|督办|督查"
    "|会商|监测|评估|公布|发布|排查"
)
_DAY = rf"{_NUMBER}[日号]"
_BY = (
    rf"的?(?:(?:(?:[首末次下]|第?[一二三1-3]个)月的?)?{_DAY}(?:[、和]{_DAY})*|(?:年|月|季度?)?[底末初]"
    rf"|{_NUMBER}月(?:{_DAY}|[底末初])?|结束后{_NUMBER}(?:个?工作日|日|天|周|个月)[之以]?内"
    r"|(?<=周)[一二三四五六日天](?![至到、和]))(?:之?前|以前)?"
)
_OPENING_DAY = re.compile(f"^{_BY}")
_BARE = re.compile(
    r"(?:[每逐按](?P<unit>半年|季度|季|月|周|旬|年)度?|(?<![第每逐按个\d一二三四五六七八九十])"
    rf"(?:一(?P<once>季度?|月|周|旬|年)(?=一(?:{_DONE}))|(?P<other>双月度?|(?:半年|两个?月)(?=一(?:{_DONE})))))"
    rf"(?P<by>{_BY})?(?P<done>(?:(?P<one>一)(?=(?:{_DONE})))?[^，。；;！\n\d每次]{{0,24}}?"
    rf"(?:{_DONE})[^，。；;！\n\d每次]{{0,30}}?)"
    r"(?=[，。；;！\n]|[、和](?:[每逐按]|半年|季|月|年|双月|一[季月周旬年])|$)"
)
# 培训不少于4次: in which time, a person has to say.
_NO_PERIOD = re.compile(rf"(?:不少于|不低于|至少){_BETWEEN}{_TIMES}")
# In the order of how much they say of the same words.
_PATTERNS = (_DUTY, _PER, _NO_PERIOD, _BARE)
_STOPS = "，。；;！\n：:"
_AFTER = re.compile(rf"(?:及?以上)?([^{_STOPS}]{{0,30}})")
_MODAL = re.compile(
    r"至少|不少于|不低于|不得少于|原则上|定期|确保|坚持|做到|实行|实施|按照?|(?<![主纲必需])要(?!求|点|素|闻)|必须|应当?|需要?(?!求)|各$"
)
_GENERIC = re.compile(r"(?:组织|开展|进行)了?$")
_ANOTHER = re.compile(r"[、（(](?:其中)?(?:[每逐按]|全年|年度)")
_IS_COUNTED = re.compile(r"(?:频[次率]|次数)$")
LONGEST_SUBJECT = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyReading:
    """读出的频次: a duty as a text words it, from `start` to `end` of the text, and what is to be done.

    `says_times` is whether the wording names a number of times and their period; 每年签订责任状 and 不少于4次 do not.
    """

    duty: Duty
    subject: str
    wording: str
    start: int
    end: int
    says_times: bool = True


def read_duty(text: str) -> Duty | None:
    """Return the first duty a text names, None where no period has a number of times."""
    return next((reading.duty for reading in read_duties(text) if reading.says_times), None)


# The checks of a task ask it of every measure behind each change.
@lru_cache(maxsize=512)
def read_duties(text: str) -> tuple[DutyReading, ...]:
    """Return every duty a text names, in order, each with its subject and the place of its wording."""
    places = [place for place, char in enumerate(text) if not char.isspace()]
    plain = "".join(text[place] for place in places)
    found: list[DutyReading] = []
    done = 0
    for match in sorted(_matches(plain), key=lambda match: (match.start(), _PATTERNS.index(match.re))):
        start, end = match.span()
        duty = _duty(match)
        if duty is None or start < done:
            continue
        found.append(DutyReading(
            duty=duty, subject=_subject(plain, match, done), wording=match[0], start=places[start],
            end=places[end - 1] + 1, says_times=_says_times(match),
        ))
        done = end
    return tuple(found)


def _matches(plain: str) -> Iterator[re.Match[str]]:
    yield from _BARE.finditer(plain)
    if _MAY_COUNT.search(plain):
        periods = [match for pattern in (_DUTY, _PER) for match in pattern.finditer(plain)]
        yield from periods
        yield from (match for match in _NO_PERIOD.finditer(plain) if not _has_period(plain, match))


def _has_period(plain: str, match: re.Match[str]) -> bool:
    """Return whether a period stands in the sentence of a number of times, be it one the records do not know."""
    start = max(plain.rfind(stop, 0, match.start()) for stop in "。；;！\n") + 1
    return bool(re.search(r"[每逐按/／年]|[季月周旬日天]", plain[start : match.end() + 2]))


def _says_times(match: re.Match[str]) -> bool:
    return match.re in (_DUTY, _PER) or (match.re is _BARE and bool(match["one"] or match["by"]))


def _subject(plain: str, match: re.Match[str], done: int) -> str:
    """Return who does what: what stands before the wording in its clause, between period and number, and behind.

    What stands before `done` belongs to another duty.
    """
    start, end = match.span()
    before = plain[max(done, *(plain.rfind(stop, 0, start) + 1 for stop in _STOPS)) : start]
    between, behind = _between(match), None if match.re is _BARE else _AFTER.match(plain, end)
    after = _ANOTHER.split(behind[1])[0] if behind else ""
    before, between = _MODAL.sub("", before), _MODAL.sub("", between)
    if after and before:
        between = _GENERIC.sub("", between)
    return _IS_COUNTED.sub("", (before + between + after).strip("的、“”\"（）()"))[-LONGEST_SUBJECT:]


def _between(match: re.Match[str]) -> str:
    """Return what stands between the period and the number; a wording like 2次/年 has nothing there."""
    if match.re is _BARE:
        return match["done"].removeprefix("一")
    opening = _OPENING.match(match[0])
    between = match[0][opening.end() : match.start("times") - match.start()] if opening and match.re is _DUTY else ""
    return _OPENING_DAY.sub("", between)


def _duty(match: re.Match[str]) -> Duty | None:
    if match.re is _BARE:
        unit = match["unit"] or match["once"] or match["other"].removesuffix("度")
        return Duty(times=max(1, len(re.findall("[日号]", match["by"] or ""))), per=_UNITS[unit])
    if match.re is _NO_PERIOD:
        per: DutyPer | None = DutyPer.YEAR
    else:
        per = _per(match.groupdict())
    times = _number(match["times"]) * _moments(match)
    return Duty(times=times, per=per) if per and times else None


def _moments(match: re.Match[str]) -> int:
    """Return at how many moments of its period something is done: 春秋两季各, 汛期前后各; 1 where none are told."""
    each = _EACH_OF_MOMENTS.search(match[0])
    if each is None or match.groupdict().get("halves"):
        return 1
    if each["around"]:
        return 2
    return len(re.findall(_MOMENT, each["moments"])) if each["moments"] else 4


def _per(parts: dict[str, str | None]) -> DutyPer | None:
    if within := parts.get("within"):
        return _WITHIN[within]
    if parts.get("halves"):
        return DutyPer.HALF_YEAR
    if parts.get("each") == "双月":
        return DutyPer.TWO_MONTHS
    unit, count = parts["unit"] or parts.get("bare") or "", str(_number(parts.get("count") or "1"))
    if unit == "月":
        return _MONTHS.get(count)
    if unit in ("天", "日"):
        return DutyPer.TEN_DAYS if count == "10" else None
    return _UNITS.get(unit) if count == "1" else None


def _number(digits: str) -> int:
    return int(digits) if digits.isdecimal() else read_chinese_number(digits) or 0
