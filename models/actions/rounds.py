"""Rounds of closure 销号: beginning one, discarding one begun by mistake, and what it is about.

A task has a closure of its own from the start. It is closed as a whole, by measure, by site or sub-problem, or for one
responsible unit alone (a city accepts each county's share of a task); each of these counts its own rounds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from models.actions.directory import unit_named
from models.domain.closure import (
    Acceptance,
    Closure,
    ClosureId,
    ClosureMeasure,
    ClosureMeasureId,
    ClosureSubject,
    ClosureUnit,
    ClosureUnitId,
    Instrument,
    IssuedPaper,
    JointUnit,
    Member,
    Paper,
    SectionEdit,
    SelfCheck,
    Statement,
    measure_subject,
)
from models.domain.directory import Unit, UnitId
from models.domain.ordering import each_once
from models.domain.plan import Measure, MeasureId, MeasureUnit, SubItem, SubItemId, Task, TaskId
from models.domain.publicity import Objection, Publicity
from models.errors import InputError
from models.store.change import Change, Changes
from models.workspace import Workspace, new_id

# In the order in which they may be deleted: what refers to another stands before it.
PARTS = (
    IssuedPaper, SectionEdit, Paper, SelfCheck, Publicity, Acceptance, Member, Instrument, JointUnit, Statement,
    ClosureMeasure, ClosureUnit,
)


def open_closure(
    ws: Workspace, *, task_id: TaskId, measure_id: MeasureId | None = None, sub_item_id: SubItemId | None = None,
    unit: str = "",
) -> Changes:
    """Begin a closure of a task, or of the one measure, site or sub-problem, or responsible unit that is given.

    A unit's closure covers the measures that name it or no unit at all.
    """
    task = ws.need(Task, task_id)
    with ws.change(f"任务 {task.number} 新建销号") as change:
        if measure_id is not None:
            subject = measure_subject(ws.need(Measure, measure_id).number)
            closure = _begin(ws, change, task_id, ClosureSubject.MEASURE, subject)
            change.insert_all(_covers(closure.id, (measure_id,)))
        elif sub_item_id is not None:
            _begin(ws, change, task_id, ClosureSubject.SITE, ws.need(SubItem, sub_item_id).name, sub_item_id)
        elif unit:
            unit_id = unit_named(ws, change, unit)
            closure = _begin(ws, change, task_id, ClosureSubject.TASK_UNIT, ws.need(Unit, unit_id).name)
            change.insert_all(_responsible(closure.id, (unit_id,)))
            change.insert_all(_covers(closure.id, _measures_of(ws, task_id, unit_id)))
        else:
            _begin(ws, change, task_id, ClosureSubject.TASK, "")
    return change.result


def open_next_round(ws: Workspace, *, closure_id: ClosureId) -> Changes:
    """Begin the next round of a closure: of the same subject, for the same units, over the same measures."""
    before = ws.need(Closure, closure_id)
    task = ws.need(Task, before.task_id)
    with ws.change(f"任务 {task.number} 再验一轮") as change:
        closure = _begin(ws, change, task.id, before.subject_kind, before.subject, before.sub_item_id)
        units = ws.find(ClosureUnit, closure_id=closure_id)
        change.insert_all(_responsible(closure.id, [item.unit_id for item in units]))
        covered = ws.find(ClosureMeasure, closure_id=closure_id)
        change.insert_all(_covers(closure.id, [item.measure_id for item in covered]))
    return change.result


def discard_closure(ws: Workspace, *, closure_id: ClosureId) -> Changes:
    """Delete a closure begun by mistake, with its acceptance, team, statements and opinion.

    Refused for the last one of a task, and while its opinion bears a 发文字号: such a paper may be out.
    """
    closure = ws.need(Closure, closure_id)
    task = ws.need(Task, closure.task_id)
    where = f"任务 {task.number} · {closure.name}"
    if len(ws.find(Closure, task_id=task.id)) == 1:
        raise InputError("一项任务至少留一次销号", where=where, remedy="请改正这一次的内容，或删除整项任务")
    if ws.find(IssuedPaper, closure_id=closure_id):
        raise InputError("它的文书已经签发，不能删除", where=where, remedy="要重新验收的，请用“再验一轮”")
    for paper in ws.find(Paper, closure_id=closure_id):
        if paper.document_number:
            raise InputError(
                f"它的意见已编号 {paper.document_number}，不能删除", where=where,
                remedy="确实没有发出的，请先在文书里清空发文字号",
            )
    with ws.change(f"删除任务 {task.number} 的销号：{closure.name}") as change:
        delete_closure(ws, change, closure)
    return change.result


def delete_closure(ws: Workspace, change: Change, closure: Closure) -> None:
    """Delete a closure and what belongs to it within an open change, children first."""
    for publicity in ws.find(Publicity, closure_id=closure.id):
        for objection in ws.find(Objection, publicity_id=publicity.id):
            change.delete(objection)
    for cls in PARTS:
        for record in ws.find(cls, closure_id=closure.id):
            change.delete(record)
    change.delete(closure)


def number_closure(ws: Workspace, *, closure_id: ClosureId, number: str, step: str = "") -> Changes:
    """Set the number the office keeps a closure under in its own ledger."""
    closure = ws.need(Closure, closure_id)
    with ws.change("修改销号编号", step=step) as change:
        change.put(replace(closure, number=number.strip()))
    return change.result


def cover_measures(ws: Workspace, *, closure_id: ClosureId, measure_ids: Sequence[MeasureId]) -> Changes:
    """Choose the measures a closure covers; none chosen means all of the task's."""
    with ws.change("选择销号覆盖的措施") as change:
        for old in ws.find(ClosureMeasure, closure_id=closure_id):
            change.delete(old)
        change.insert_all(_covers(closure_id, measure_ids))
    return change.result


def set_closure_units(ws: Workspace, *, closure_id: ClosureId, names: Sequence[str]) -> Changes:
    """Set the responsible units a closure is about, in this order; none means all of the task's."""
    with ws.change("修改销号责任单位") as change:
        for old in ws.find(ClosureUnit, closure_id=closure_id):
            change.delete(old)
        unit_ids = dict.fromkeys(unit_named(ws, change, name) for name in each_once(names))
        change.insert_all(_responsible(closure_id, list(unit_ids)))
    return change.result


def _begin(
    ws: Workspace, change: Change, task_id: TaskId, kind: ClosureSubject, subject: str,
    sub_item_id: SubItemId | None = None,
) -> Closure:
    same = ws.find(Closure, task_id=task_id, subject_kind=kind, subject=subject)
    closure = Closure(
        id=ClosureId(new_id()), task_id=task_id, subject_kind=kind, subject=subject, sub_item_id=sub_item_id,
        round=max((item.round for item in same), default=0) + 1,
    )
    change.insert(closure)
    return closure


def _responsible(closure_id: ClosureId, unit_ids: Sequence[UnitId]) -> list[ClosureUnit]:
    return [
        ClosureUnit(id=ClosureUnitId(new_id()), closure_id=closure_id, unit_id=unit_id, position=place)
        for place, unit_id in enumerate(unit_ids)
    ]


def _covers(closure_id: ClosureId, measure_ids: Sequence[MeasureId]) -> list[ClosureMeasure]:
    return [
        ClosureMeasure(
            id=ClosureMeasureId(new_id()), closure_id=closure_id, measure_id=measure_id, position=place
        )
        for place, measure_id in enumerate(measure_ids)
    ]


def _measures_of(ws: Workspace, task_id: TaskId, unit_id: UnitId) -> list[MeasureId]:
    """Return the measures a unit answers for; none where these are all of them."""
    measures = ws.find(Measure, task_id=task_id)
    named = {measure.id: {item.unit_id for item in ws.find(MeasureUnit, measure_id=measure.id)} for measure in measures}
    own = [measure.id for measure in measures if not named[measure.id] or unit_id in named[measure.id]]
    return own if len(own) < len(measures) else []
