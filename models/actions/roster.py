"""The roster of persons follows the teams: who is typed into a row is kept, and a corrected name corrects him."""

from __future__ import annotations

from dataclasses import replace

from models.actions.directory import remember_person
from models.domain.closure import Member
from models.domain.directory import Person, is_slip
from models.domain.plan import Task
from models.store.change import Change
from models.workspace import Workspace


def remember_member(ws: Workspace, change: Change, *, member: Member, before: Member | None) -> None:
    """Keep a team member in the roster within an open change; `before` is the row as saved so far.

    Where only the name was corrected, the person whom this row brought into the roster is corrected, as long as nothing
    else names him.
    """
    slip = None if before is None else _slip(ws, before, member)
    if slip is not None and _namesakes(ws, member.name, member.unit):
        change.delete(slip)
    elif slip is not None:
        change.put(replace(slip, name=member.name))
    remember_person(ws, change, name=member.name, unit=member.unit, post=member.post, phone=member.phone)


def _slip(ws: Workspace, before: Member, member: Member) -> Person | None:
    """Return the person who is only a slip of the member's name, None where another person was meant."""
    if not is_slip(before.name, member.name):
        return None
    others = [item for item in ws.find(Member, name=before.name) if item.id != member.id]
    roles = ("leader", "responsible_person", "liaison")
    if others or any(ws.find(Task, **{role: before.name}) for role in roles):
        return None
    return next((person for person in _namesakes(ws, before.name, before.unit) if _is_of(ws, person, member)), None)


def _namesakes(ws: Workspace, name: str, unit: str) -> list[Person]:
    return [person for person in ws.find(Person, name=name) if not person.unit or not unit or person.unit == unit]


def _is_of(ws: Workspace, person: Person, member: Member) -> bool:
    """Return whether a person came into the roster by this row of a team, and not by a hand in 设置."""
    first = ws.history_of_rows({person.id}, limit=10_000)[-1]
    return any(row.row_id == member.id for row in ws.history_rows(first.sequence))
