"""The acceptance of a closure 销号: its facts, its instruments and joint departments, its team."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from models.actions.directory import new_names, remember_units, unit_named
from models.actions.roster import remember_member
from models.domain.citation import read_citations
from models.domain.closure import (
    Acceptance,
    ClosureId,
    Instrument,
    InstrumentId,
    InstrumentRole,
    JointUnit,
    JointUnitId,
    Member,
    MemberId,
)
from models.domain.ordering import each_once, matched, place_behind
from models.errors import InputError
from models.store.change import Change, Changes
from models.workspace import Workspace, new_id


def save_acceptance(ws: Workspace, *, acceptance: Acceptance, step: str = "") -> Changes:
    """Write when, how and with what result the team checked."""
    with ws.change("修改验收情况", step=step) as change:
        change.put(acceptance)
    return change.result


def set_instruments(
    ws: Workspace, *, closure_id: ClosureId, role: InstrumentRole, titles: Sequence[str]
) -> Changes:
    """Set the instruments the acceptance rests on or is measured against, in order, each as an office cites it.

    《》 need not be typed; a 文号 stands in brackets behind the title: 整改任务验收销号办法（示环发〔2021〕3号）.
    """
    with ws.change(f"修改{role.label}") as change:
        _set_instruments(ws, change, closure_id, role, titles)
    return change.result


def take_over_instruments(
    ws: Workspace, *, closure_id: ClosureId, titles: Mapping[InstrumentRole, Sequence[str]]
) -> Changes:
    """Set the instruments of several roles in one step, as another acceptance had them."""
    with ws.change("填入依据文件") as change:
        for role, lines in titles.items():
            _set_instruments(ws, change, closure_id, role, lines)
    return change.result


def _set_instruments(
    ws: Workspace, change: Change, closure_id: ClosureId, role: InstrumentRole, titles: Sequence[str]
) -> None:
    wanted = read_citations(titles)
    standing = ws.find(Instrument, closure_id=closure_id, role=role)
    kept, left = matched(standing, wanted, lambda item: (item.title, item.document_number))
    for old in left:
        change.delete(old)
    for place, ((title, number), same) in enumerate(zip(wanted, kept, strict=True)):
        change.put(
            Instrument(
                id=same.id if same else InstrumentId(new_id()), closure_id=closure_id, role=role, title=title,
                document_number=number, position=place,
            )
        )


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


def save_members(ws: Workspace, *, members: Sequence[Member]) -> Changes:
    """Add or change several members in one step, as when a block is pasted from a spreadsheet.

    A row may still lack its name: what was typed is kept, and the paper is told. The directory keeps the persons and
    their units.
    """
    label = "保存验收组成员" if len(members) == 1 else f"保存 {len(members)} 名验收组成员"
    with ws.change(label) as change:
        for member in members:
            before = ws.get(Member, member.id)
            remember_units(ws, change, new_names(before, member, "unit"))
            change.put(member)
            if member.name.strip():
                remember_member(ws, change, member=member, before=before)
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
