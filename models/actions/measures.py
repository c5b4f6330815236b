"""Measures of a task: added singly or pasted as a numbered list, renumbered by nobody but the clerk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from models.actions import indicators, photo_pairs
from models.actions.directory import unit_named
from models.actions.duties import delete_duties
from models.actions.progress import delete_entry
from models.domain.closure import Closure, ClosureMeasure, ClosureSubject, Statement, measure_subject
from models.domain.evidence import EvidenceLink
from models.domain.numbering import next_number, tidy_number
from models.domain.ordering import each_once, moved, place_behind
from models.domain.plan import Measure, MeasureId, MeasureUnit, MeasureUnitId, Progress, Task, TaskId
from models.errors import InputError
from models.store.change import Change, Changes
from models.workspace import Workspace, new_id


def new_measures(task_id: TaskId, texts: Sequence[str], *, after: Sequence[Measure] = ()) -> list[Measure]:
    """Return measures for the texts, numbered on from those that stand."""
    numbers = [measure.number for measure in after]
    measures = []
    for position, text in enumerate((text.strip() for text in texts if text.strip()), start=place_behind(after)):
        number = next_number(numbers)
        numbers.append(number)
        measures.append(Measure(id=MeasureId(new_id()), task_id=task_id, number=number, text=text, position=position))
    return measures


def add_measures(ws: Workspace, *, task_id: TaskId, texts: Sequence[str]) -> Changes:
    """Add measures at the end of a task."""
    task = ws.need(Task, task_id)
    measures = new_measures(task_id, texts, after=ws.find(Measure, task_id=task_id))
    if not measures:
        raise InputError("措施内容是空的", where=f"任务 {task.number} · 措施", remedy="请输入或粘贴措施原文")
    label = f"新增措施 {measures[0].number}" if len(measures) == 1 else f"新增 {len(measures)} 条措施"
    with ws.change(label) as change:
        change.insert_all(measures)
    return change.result


def revise_measure(ws: Workspace, *, measure: Measure, step: str = "") -> Changes:
    """Change number, name, text or deadline of a measure; a closure of its own takes the new number."""
    measure = replace(measure, number=tidy_number(measure.number))
    if not measure.number:
        raise InputError("编号不能为空", where="措施 · 编号", remedy="请填写措施编号")
    twins = ws.find(Measure, task_id=measure.task_id, number=measure.number)
    if any(item.id != measure.id for item in twins):
        raise InputError(f"本任务已有措施 {measure.number}", where="措施 · 编号", remedy="请换一个编号")
    subject = measure_subject(ws.need(Measure, measure.id).number)
    own = ws.find(Closure, task_id=measure.task_id, subject_kind=ClosureSubject.MEASURE, subject=subject)
    with ws.change(f"修改措施 {measure.number}", step=step) as change:
        change.put(measure)
        for closure in own:
            change.put(replace(closure, subject=measure_subject(measure.number)))
    return change.result


def set_measure_units(ws: Workspace, *, measure_id: MeasureId, names: Sequence[str]) -> Changes:
    """Set a measure's own responsible units."""
    measure = ws.need(Measure, measure_id)
    with ws.change(f"修改措施 {measure.number} 责任单位") as change:
        for old in ws.find(MeasureUnit, measure_id=measure_id):
            change.delete(old)
        unit_ids = dict.fromkeys(unit_named(ws, change, name) for name in each_once(names))
        for place, unit_id in enumerate(unit_ids):
            change.insert(
                MeasureUnit(id=MeasureUnitId(new_id()), measure_id=measure_id, unit_id=unit_id, position=place)
            )
    return change.result


def move_measure(ws: Workspace, *, measure_id: MeasureId, by: int) -> Changes:
    """Move a measure up or down; numbers stay, because papers cite them."""
    measure = ws.need(Measure, measure_id)
    order = ws.find(Measure, task_id=measure.task_id)
    place = next(index for index, item in enumerate(order) if item.id == measure_id)
    with ws.change(f"移动措施 {measure.number}") as change:
        for position, item in enumerate(moved(order, place, by)):
            change.put(replace(item, position=position))
    return change.result


def remove_measure(ws: Workspace, *, measure_id: MeasureId) -> Changes:
    """Remove a measure with its progress and statements; its evidence stays in the list of evidence.

    Refused while a closure covers nothing else, because without it that closure would cover the whole task.
    """
    measure = ws.need(Measure, measure_id)
    for covered in ws.find(ClosureMeasure, measure_id=measure_id):
        if len(ws.find(ClosureMeasure, closure_id=covered.closure_id)) == 1:
            closure = ws.need(Closure, covered.closure_id)
            raise InputError(
                f"“{closure.name}”这次销号只覆盖这条措施，不能删除它", where=f"措施 {measure.number}",
                remedy="请先在“验收”里删除那次销号，或改选它覆盖的措施",
            )
    with ws.change(f"删除措施 {measure.number}") as change:
        delete_measure(ws, change, measure)
    return change.result


def delete_measure(ws: Workspace, change: Change, measure: Measure) -> None:
    """Delete a measure and what hangs on it within an open change, children first."""
    for cls in (Statement, ClosureMeasure, EvidenceLink, MeasureUnit):
        for record in ws.find(cls, measure_id=measure.id):
            change.delete(record)
    for entry in ws.find(Progress, measure_id=measure.id):
        delete_entry(ws, change, entry)
    delete_duties(ws, change, measure.id)
    indicators.leave_measure(ws, change, measure.id)
    photo_pairs.leave_measure(ws, change, measure.id)
    change.delete(measure)
