"""Indicators 目标指标: confirmed by a person, measured by a person, gone when their task goes.

A number is kept as it is typed, but for its unit, and has to be one: 84.5, 1,200. A value has a date, because the
latest is what counts, and evidence that is linked to the task, because without it nobody believes the number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from models.domain.evidence import Evidence, EvidenceId, EvidenceLink
from models.domain.indicator import Bound, Indicator, IndicatorId, IndicatorValue, IndicatorValueId
from models.domain.indicator_standing import number_of
from models.domain.indicator_words import demand
from models.domain.ordering import place_behind
from models.domain.partial_date import PartialDate, When
from models.domain.plan import Measure, MeasureId, Task, TaskId
from models.domain.reading.phrases.indicators import IndicatorReading
from models.errors import InputError
from models.store.change import Change, Changes
from models.workspace import Workspace, new_id


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorInput:
    """What is entered for one indicator."""

    label: str
    target: str
    unit: str = ""
    bound: Bound = Bound.AT_LEAST
    due_on: PartialDate | None = None
    measure_id: MeasureId | None = None

    @classmethod
    def of(
        cls, reading: IndicatorReading, *, due_on: PartialDate | None = None, measure_id: MeasureId | None = None
    ) -> IndicatorInput:
        """Return what a text demands as it is entered, due by `due_on` where the text names no time."""
        return cls(
            label=reading.label, target=reading.target, unit=reading.unit, bound=reading.bound,
            due_on=reading.due_on or due_on, measure_id=measure_id,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueInput:
    """What is entered for one value."""

    number: str
    dated_on: When | None
    evidence_id: EvidenceId | None = None
    note: str = ""


def add_indicators(ws: Workspace, *, task_id: TaskId, indicators: Sequence[IndicatorInput]) -> Changes:
    """Confirm numbers a goal demands, read from its text or entered by hand, in one step."""
    task = ws.need(Task, task_id)
    first = place_behind(ws.find(Indicator, task_id=task_id))
    records = [
        Indicator(
            id=IndicatorId(new_id()), task_id=task_id, measure_id=item.measure_id, label=item.label.strip(),
            target=_bare(item.target, item.unit), unit=item.unit.strip(), bound=item.bound, due_on=item.due_on,
            position=place,
        )
        for place, item in enumerate(indicators, first)
    ]
    for record in records:
        _require_sound(ws, task, record)
    with ws.change(f"确认任务 {task.number} 指标：{'、'.join(_told(record) for record in records)[:60]}") as change:
        change.insert_all(records)
    return change.result


def revise_indicator(ws: Workspace, *, indicator: Indicator, step: str = "") -> Changes:
    """Change name, target, unit, direction or time of an indicator; its values stay."""
    task = ws.need(Task, ws.need(Indicator, indicator.id).task_id)
    unit = indicator.unit.strip()
    record = replace(indicator, label=indicator.label.strip(), target=_bare(indicator.target, unit), unit=unit)
    _require_sound(ws, task, record)
    with ws.change(f"修改任务 {task.number} 指标：{record.label[:20]}", step=step) as change:
        change.put(record)
    return change.result


def remove_indicator(ws: Workspace, *, indicator_id: IndicatorId) -> Changes:
    """Remove an indicator with its values; the evidence of them stays."""
    indicator = ws.need(Indicator, indicator_id)
    task = ws.need(Task, indicator.task_id)
    with ws.change(f"删除任务 {task.number} 指标：{indicator.label[:20]}") as change:
        _delete(ws, change, indicator)
    return change.result


def add_value(ws: Workspace, *, indicator_id: IndicatorId, value: ValueInput) -> Changes:
    """Record what an indicator was measured to be at a time, with the evidence of it."""
    indicator = ws.need(Indicator, indicator_id)
    record = IndicatorValue(
        id=IndicatorValueId(new_id()), indicator_id=indicator_id, dated_on=value.dated_on,
        number=_bare(value.number, indicator.unit), evidence_id=value.evidence_id, note=value.note.strip(),
    )
    _require_measured(indicator, record)
    _require_of_task(ws, indicator, record)
    with ws.change(f"登记{indicator.label[:20]}：{record.number}{indicator.unit}") as change:
        change.insert(record)
    return change.result


def revise_value(ws: Workspace, *, value: IndicatorValue, step: str = "") -> Changes:
    """Change date, number, evidence or note of a value."""
    standing = ws.need(IndicatorValue, value.id)
    indicator = ws.need(Indicator, standing.indicator_id)
    record = replace(value, number=_bare(value.number, indicator.unit), note=value.note.strip())
    _require_measured(indicator, record)
    if record.evidence_id != standing.evidence_id:
        _require_of_task(ws, indicator, record)
    with ws.change(f"修改{indicator.label[:20]}的数值", step=step) as change:
        change.put(record)
    return change.result


def remove_value(ws: Workspace, *, value_id: IndicatorValueId) -> Changes:
    """Remove a value; its evidence stays."""
    value = ws.need(IndicatorValue, value_id)
    indicator = ws.need(Indicator, value.indicator_id)
    with ws.change(f"删除{indicator.label[:20]}的数值 {value.number}") as change:
        change.delete(value)
    return change.result


def delete_indicators(ws: Workspace, change: Change, task_id: TaskId) -> None:
    """Delete the indicators of a task with their values within an open change."""
    for indicator in ws.find(Indicator, task_id=task_id):
        _delete(ws, change, indicator)


def leave_measure(ws: Workspace, change: Change, measure_id: MeasureId) -> None:
    """Let the indicators of a measure that goes be the task's alone."""
    for indicator in ws.find(Indicator, measure_id=measure_id):
        change.put(replace(indicator, measure_id=None))


def leave_evidence(ws: Workspace, change: Change, evidence_id: EvidenceId) -> None:
    """Let the values a piece of evidence showed stand without it."""
    for value in ws.find(IndicatorValue, evidence_id=evidence_id):
        change.put(replace(value, evidence_id=None))


def _delete(ws: Workspace, change: Change, indicator: Indicator) -> None:
    for value in ws.find(IndicatorValue, indicator_id=indicator.id):
        change.delete(value)
    change.delete(indicator)


def _bare(number: str, unit: str) -> str:
    """Return a number without its unit, where that was typed behind it."""
    for form in filter(None, (unit.strip(), unit.strip().replace("%", "％"))):
        number = number.strip().removesuffix(form)
    return number.strip()


def _told(indicator: Indicator) -> str:
    return f"{indicator.label}{demand(indicator)}"


def _require_sound(ws: Workspace, task: Task, indicator: Indicator) -> None:
    where = f"任务 {task.number} · 目标指标"
    if not indicator.label:
        raise InputError("还没有填写名称", where=where, remedy="请写量的是什么，如 污水集中收集率", field="label")
    if number_of(indicator.target) is None:
        text = f"目标“{indicator.target[:20]}”不是一个数" if indicator.target else "还没有填写目标"
        raise InputError(text, where=where, remedy="请只写数字，如 84.5，单位另填", field="target")
    if indicator.measure_id is not None and ws.need(Measure, indicator.measure_id).task_id != task.id:
        raise InputError("这条措施不是本任务的", where=where, remedy="请选本任务的措施")


def _require_measured(indicator: Indicator, value: IndicatorValue) -> None:
    where = _where(indicator)
    if number_of(value.number) is None:
        text = f"“{value.number[:20]}”不是一个数" if value.number else "还没有填写数值"
        raise InputError(text, where=where, remedy="请只写数字，如 71.2", field="number")
    if value.dated_on is None:
        remedy = "请写数值是哪一天或哪一段时间的，可以只写到月或年"
        raise InputError("还没有填写日期", where=where, remedy=remedy, field="dated_on")


def _require_of_task(ws: Workspace, indicator: Indicator, value: IndicatorValue) -> None:
    if value.evidence_id is not None and not _is_of_task(ws, value.evidence_id, indicator.task_id):
        title = ws.need(Evidence, value.evidence_id).title
        raise InputError(
            f"“{title}”不是本任务的佐证", where=_where(indicator), remedy="请先把它对应到本任务的措施",
            field="evidence_id",
        )


def _where(indicator: Indicator) -> str:
    return f"指标 {indicator.label[:20]} · 数值"


def _is_of_task(ws: Workspace, evidence_id: EvidenceId, task_id: TaskId) -> bool:
    links = ws.find(EvidenceLink, evidence_id=evidence_id)
    of_task = any(ws.need(Measure, link.measure_id).task_id == task_id for link in links)
    return of_task and ws.need(Evidence, evidence_id).trashed_at is None
