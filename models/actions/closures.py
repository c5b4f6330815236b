"""Closure 销号: rounds, acceptance, team, instruments and joint departments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from models.actions.directory import new_names, remember_person, remember_units, unit_named
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
    InstrumentId,
    InstrumentRole,
    JointUnit,
    JointUnitId,
    Member,
    MemberId,
)
from models.domain.ordering import each_once, place_behind
from models.domain.plan import MeasureId, Task, TaskId
from models.domain.wording import bare_title
from models.errors import InputError
from models.store.change import Change, Changes
from models.workspace import Workspace, new_id


def open_closure(
    ws: Workspace, *, task_id: TaskId, subject_kind: ClosureSubject = ClosureSubject.TASK, subject: str = "",
    responsible_units: Sequence[str] = (), measure_ids: Sequence[MeasureId] = (),
) -> Changes:
    """Begin a further closure of a task: the next round, or one for a site, a measure or one responsible unit."""
    task = ws.need(Task, task_id)
    same = ws.find(Closure, task_id=task_id, subject_kind=subject_kind, subject=subject)
    closure = Closure(
        id=ClosureId(new_id()), task_id=task_id, subject_kind=subject_kind, subject=subject,
        round=max((item.round for item in same), default=0) + 1,
    )
    with ws.change(f"任务 {task.number} 新建销号") as change:
        change.insert(closure)
        _insert_units(ws, change, closure.id, responsible_units)
        change.insert_all(_covers(closure.id, measure_ids))
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
        _insert_units(ws, change, closure_id, names)
    return change.result


def save_acceptance(ws: Workspace, *, acceptance: Acceptance, step: str = "") -> Changes:
    """Write when, how and with what result the team checked."""
    with ws.change("修改验收情况", step=step) as change:
        change.put(acceptance)
    return change.result


def set_instruments(
    ws: Workspace, *, closure_id: ClosureId, role: InstrumentRole, titles: Sequence[str]
) -> Changes:
    """Set the instruments the acceptance rests on or is measured against, in order; 《》 need not be typed."""
    with ws.change(f"修改{role.label}") as change:
        for old in ws.find(Instrument, closure_id=closure_id, role=role):
            change.delete(old)
        for place, title in enumerate(each_once(titles)):
            change.insert(
                Instrument(
                    id=InstrumentId(new_id()), closure_id=closure_id, role=role, title=bare_title(title), position=place
                )
            )
    return change.result


def set_joint_units(ws: Workspace, *, closure_id: ClosureId, names: Sequence[str]) -> Changes:
    """Set the departments that accept together with the office."""
    with ws.change("修改会同部门") as change:
        for old in ws.find(JointUnit, closure_id=closure_id):
            change.delete(old)
        unit_ids = dict.fromkeys(unit_named(ws, change, name) for name in each_once(names))
        for place, unit_id in enumerate(unit_ids):
            change.insert(
                JointUnit(id=JointUnitId(new_id()), closure_id=closure_id, unit_id=unit_id, position=place)
            )
    return change.result


def save_member(ws: Workspace, *, member: Member) -> Changes:
    """Add a team member or change the cells of one; the roster keeps the person."""
    return save_members(ws, members=(member,))


def save_members(ws: Workspace, *, members: Sequence[Member]) -> Changes:
    """Add or change several members in one step, as when a block is pasted from a spreadsheet.

    A row may still lack its name: what was typed is kept, and the paper is told. The directory keeps the persons and
    their units.
    """
    label = "保存验收组成员" if len(members) == 1 else f"保存 {len(members)} 名验收组成员"
    with ws.change(label) as change:
        for member in members:
            remember_units(ws, change, new_names(ws.get(Member, member.id), member, "unit"))
            change.put(member)
            if member.name.strip():
                remember_person(
                    ws, change, name=member.name, unit=member.unit, post=member.post, phone=member.phone
                )
    return change.result


def remove_member(ws: Workspace, *, member_id: MemberId) -> Changes:
    """Take a member off the team; if this was the contact, the contact is open again."""
    member = ws.need(Member, member_id)
    with ws.change("删除验收组成员") as change:
        for acceptance in ws.find(Acceptance, contact_id=member_id):
            change.put(replace(acceptance, contact_id=None))
        change.delete(member)
    return change.result


def copy_team(ws: Workspace, *, source_id: ClosureId, closure_id: ClosureId) -> Changes:
    """Copy the team of another closure behind the members that stand."""
    team = ws.find(Member, closure_id=source_id)
    if not team:
        raise InputError("那个销号还没有验收组", where="验收组", remedy="请另选一个，或直接录入")
    place = place_behind(ws.find(Member, closure_id=closure_id))
    with ws.change(f"复制验收组（{len(team)} 人）") as change:
        change.insert_all(
            replace(member, id=MemberId(new_id()), closure_id=closure_id, position=place + offset)
            for offset, member in enumerate(team)
        )
    return change.result


def _insert_units(ws: Workspace, change: Change, closure_id: ClosureId, names: Sequence[str]) -> None:
    unit_ids = dict.fromkeys(unit_named(ws, change, name) for name in each_once(names))
    for place, unit_id in enumerate(unit_ids):
        change.insert(ClosureUnit(id=ClosureUnitId(new_id()), closure_id=closure_id, unit_id=unit_id, position=place))


def _covers(closure_id: ClosureId, measure_ids: Sequence[MeasureId]) -> list[ClosureMeasure]:
    return [
        ClosureMeasure(
            id=ClosureMeasureId(new_id()), closure_id=closure_id, measure_id=measure_id, position=place
        )
        for place, measure_id in enumerate(measure_ids)
    ]
