"""频次要求 in the wording of a measure: 每半年至少组织1次, 每两个月至少研究一次, 一年不少于2次.

A duty is a number of times in a period. 每年举办专题培训班 names no number and is none; 每两周一次 has a period that
the records do not know and is left to people. 每年春秋两季各1次 is twice a year: of moments within the period each
counts; units (县、乡各1次) do not.
"""

from __future__ import annotations

import re

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
    r"|(?<![年第上下前后\d一二三四五六七八九十])"
    r"(?:(?P<within>一年|年度|全年|年内|半年|两个月|一个月|一个季度|一周|一旬)(?:内|中|里)?"
    r"|(?<![每逐按本当次个半首末上下\d〇一二三四五六七八九十])(?P<bare>月|季度|周|旬)(?=调度|通报|督导|巡查|检查|监测|研判|会商|评估))"
)
_MOMENT = r"(?:[春夏秋冬]季?|汛[前中后]|非?汛期|[枯丰平]水期|[上中下](?:半年|旬)?|\d{1,2}月份?|非?采暖[季期])"
_EACH_OF_MOMENTS = re.compile(
    rf"(?:(?P<around>前后)|(?P<moments>{_MOMENT}(?:[、和及与]?{_MOMENT})+)|四季)(?:[两三四]?[季期])?[^，。；、各]{{0,10}}各"
)
_BETWEEN = r"(?:(?!每|\d{4}年|[已共]|累计)[^。；;！\n]){0,40}?"
_DUTY = re.compile(rf"(?:{_PERIOD}){_BETWEEN}{_TIMES}")
_PER = re.compile(rf"{_TIMES}[/／每](?P<unit>半年|季度|季|月|周|旬|年)")
_MAY_COUNT = re.compile(r"[次场轮期遍回]")
_UNITS = {
    "半年": DutyPer.HALF_YEAR, "季度": DutyPer.QUARTER, "季": DutyPer.QUARTER, "月": DutyPer.MONTH, "周": DutyPer.WEEK,
    "星期": DutyPer.WEEK, "旬": DutyPer.TEN_DAYS, "年": DutyPer.YEAR,
}
_WITHIN = {
    "一年": DutyPer.YEAR, "年度": DutyPer.YEAR, "全年": DutyPer.YEAR, "年内": DutyPer.YEAR, "半年": DutyPer.HALF_YEAR,
    "两个月": DutyPer.TWO_MONTHS, "一个月": DutyPer.MONTH, "一个季度": DutyPer.QUARTER, "一周": DutyPer.WEEK,
    "一旬": DutyPer.TEN_DAYS,
}


def read_duty(text: str) -> Duty | None:
    """Return the first duty a text names, None where no period has a number of times."""
    if not _MAY_COUNT.search(text):
        return None
    plain = re.sub(r"\s+", "", text)
    readings = [(match.start(), _duty(match)) for pattern in (_DUTY, _PER) for match in pattern.finditer(plain)]
    return next((duty for _, duty in sorted(readings, key=lambda reading: reading[0]) if duty), None)


def _duty(match: re.Match[str]) -> Duty | None:
    per, times = _per(match.groupdict()), _number(match["times"]) * _moments(match[0])
    return Duty(times=times, per=per) if per and times else None


def _moments(text: str) -> int:
    """Return at how many moments of its period something is done: 春秋两季各, 汛期前后各; 1 where none are told."""
    each = _EACH_OF_MOMENTS.search(text)
    if each is None:
        return 1
    if each["around"]:
        return 2
    return len(re.findall(_MOMENT, each["moments"])) if each["moments"] else 4


def _per(parts: dict[str, str | None]) -> DutyPer | None:
    if within := parts.get("within"):
        return _WITHIN[within]
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
