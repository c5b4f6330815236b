"""Indicators 目标指标: the goal's numbers are what an acceptance team asks for first, and so does this check.

A target whose time is over and that is not reached, or that nobody measured, is a gap 缺口 of the task; while there is
time, it waits. One that is reached by a value without evidence is a gap at any time. All are WARN: a paper that says so
honestly may go out. To claim it was reached while the values say otherwise gets a closed task reopened: that is a STOP.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from models.domain.finding import Finding, Level, Target
from models.domain.indicator import Indicator
from models.domain.indicator_standing import (
    IndicatorStanding,
    IndicatorState,
    MeasuredIndicator,
    number_of,
    reaches,
    standing,
)
from models.domain.indicator_suggestions import differing, suggested_indicators
from models.domain.indicator_words import demand, lacking_words
from models.domain.plan import Task

# What is a gap of the task; other states wait.
_GAPS = (IndicatorState.OVERDUE, IndicatorState.UNPROVEN)
_MEASURE_IT = "登记最近的数值和佐证"
_CLAIM = re.compile(
    r"(?:达到|完成|实现|满足|符合)[^，；;]{0,12}(?:目标|要求|任务)|(?:已|均|全部)(?:达标|达到|完成|实现)"
)
_DENIAL = re.compile(r"未|没有|尚|还差|仍差|距离|不足|力争|确保|预计|正在|推进|目标[为是]")
_REWRITE = "核对数值，或改写这段话"
_CLAUSES = re.compile(r"[^。；;！\n]+")


def indicator_gaps(task: Task, found: Sequence[MeasuredIndicator], *, on: date) -> Iterator[Finding]:
    """Yield which of a task's indicators miss their target on a day though its time is over, or reach it unproven."""
    for shown in _missed(found, on):
        if shown.state in _GAPS:
            yield _gap(task, shown)


def indicator_doubts(task: Task, found: Sequence[MeasuredIndicator], *, on: date) -> Iterator[Finding]:
    """Yield which of a task's indicators miss their target on a day while there is time, and what is doubtful of them.

    Doubtful are values that do not count yet and targets the goal tells otherwise; what it demands and nobody confirmed
    is a NOTE.
    """
    for shown in _missed(found, on):
        if shown.state not in _GAPS:
            yield _gap(task, shown)
        for value in shown.pending:
            text = f"“{shown.indicator.label}”{value.dated_on}的数值还不能算，这段时间没有过完"
            yield _finding(Level.WARN, "indicator_pending", task, shown.indicator, text, "把日期填到测得的那一天")
    indicators = [item.indicator for item in found]
    for indicator, reading in differing(task.goal, indicators):
        text = f"整改目标写“{reading.wording}”，指标登记的目标是{indicator.target}{indicator.unit}"
        yield _finding(Level.WARN, "indicator_differs", task, indicator, text, "核对目标和指标")
    for reading in suggested_indicators(task.goal, indicators):
        yield Finding(
            level=Level.NOTE, code="indicator_unconfirmed", where=f"任务 {task.number} 整改目标",
            text=f"整改目标要求“{reading.wording}”，还没有确认指标", remedy="确认指标",
            target=Target(table="tasks", id=task.id, field="indicators"),
        )


def false_completion(
    task: Task, text: str, found: Sequence[MeasuredIndicator], *, on: date, subject: str = "",
    label: str = "目标完成情况",
) -> Iterator[Finding]:
    """Yield the indicators a text claims though they were not reached by a day, or tells with other numbers.

    The text is the goal completion, or another its `label` names; `subject` is the closure it belongs to where that is
    not the whole task.
    """
    for item in found:
        shown, name = standing(item, on=on), item.indicator.label
        clauses = [clause for clause in _CLAUSES.findall(text) if name in clause]
        if not shown.is_reached and any(_claims(clause, item.indicator) for clause in clauses):
            known = lacking_words(shown) or "还没有数值"
            said = f"{label}说{name}已达到目标，但按登记的数值{known}"
            yield _finding(Level.STOP, "indicator_claimed", task, item.indicator, said, _REWRITE, subject)
        elif number := next((other for clause in clauses if (other := _other_number(clause, shown))), ""):
            latest = shown.latest.number if shown.latest else ""
            said = f"{label}写{name}为{number}，登记的最近数值是{latest}{item.indicator.unit}"
            yield _finding(Level.WARN, "indicator_stale", task, item.indicator, said, _REWRITE, subject)


def _claims(clause: str, indicator: Indicator) -> bool:
    """Return whether a clause says that the target was reached, in words or by a number that reaches it."""
    behind = clause[clause.index(indicator.label) + len(indicator.label) :]
    if _DENIAL.search(clause):
        return False
    return bool(_CLAIM.search(behind)) or any(reaches(indicator, number) for number in _numbers(clause, indicator))


def _other_number(clause: str, shown: IndicatorStanding) -> str:
    """Return a number a clause gives an indicator where its latest value is another; nothing where it gives that too.

    Numbers of earlier days may stand beside the latest, and so may the target.
    """
    latest, target = shown.latest, number_of(shown.indicator.target)
    said = _numbers(clause, shown.indicator)
    if latest is None or any(number_of(number) == number_of(latest.number) for number in said):
        return ""
    others = [number for number in said if number_of(number) != target]
    return others[-1] + shown.indicator.unit if others else ""


def _numbers(clause: str, indicator: Indicator) -> list[str]:
    """Return the numbers in the indicator's unit that a clause names behind its name."""
    behind = clause[clause.index(indicator.label) + len(indicator.label) :]
    if not indicator.unit:
        return []
    return re.findall(rf"(?<![\d.])(\d+(?:[.,]\d+)*)\s*{re.escape(indicator.unit)}", behind)


def _missed(found: Sequence[MeasuredIndicator], on: date) -> Iterator[IndicatorStanding]:
    return (shown for item in found if (shown := standing(item, on=on)).state is not IndicatorState.REACHED)


def _gap(task: Task, found: IndicatorStanding) -> Finding:
    indicator = found.indicator
    name = f"“{indicator.label}”{demand(indicator)}"
    due = f"，{indicator.due_on}已过" if found.state is IndicatorState.OVERDUE else ""
    if found.latest is None:
        return _finding(Level.WARN, "indicator_without_value", task, indicator, f"{name}，还没有数值{due}", _MEASURE_IT)
    told = f"{name}，{found.latest.dated_on}为{found.latest.number}{indicator.unit}"
    if found.is_reached:
        finding = _finding(Level.WARN, "indicator_unproven", task, indicator, f"{told}，数值没有佐证", "给数值选佐证")
        return replace(finding, target=Target(table="indicator_values", id=found.latest.id))
    text = f"{told}，{lacking_words(found)}{due}"
    return _finding(Level.WARN, "indicator_short", task, indicator, text, _MEASURE_IT)


def _finding(
    level: Level, code: str, task: Task, indicator: Indicator, text: str, remedy: str, subject: str = ""
) -> Finding:
    return Finding(
        level=level, code=code, where=f"任务 {task.number} 目标指标" + (f" · {subject}" if subject else ""), text=text,
        remedy=remedy, target=Target(table="indicators", id=indicator.id),
    )
