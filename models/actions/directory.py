"""Units, persons, issuers and settings: facts typed once and completed everywhere."""

from __future__ import annotations

from dataclasses import replace

from models.domain.directory import Issuer, Person, PersonId, Unit, UnitId
from models.domain.settings import Setting, SettingId, SettingKey
from models.errors import InputError
from models.store.change import Change, Changes
from models.workspace import Workspace, new_id


def save_unit(ws: Workspace, *, unit: Unit) -> Changes:
    """Add a unit or change its names."""
    _require_name(unit.name, "单位名称")
    with ws.change(f"保存单位：{unit.name}") as change:
        change.put(unit)
    return change.result


def remove_unit(ws: Workspace, *, unit_id: UnitId) -> Changes:
    """Remove a unit that nothing refers to."""
    unit = ws.need(Unit, unit_id)
    with ws.change(f"删除单位：{unit.name}") as change:
        change.delete(unit)
    return change.result


def save_person(ws: Workspace, *, person: Person) -> Changes:
    """Add a person or change unit, post and phone."""
    _require_name(person.name, "姓名")
    with ws.change("保存人员") as change:
        change.put(person)
    return change.result


def remove_person(ws: Workspace, *, person_id: PersonId) -> Changes:
    """Remove a person from the roster; teams keep what they print."""
    with ws.change("删除人员") as change:
        change.delete(ws.need(Person, person_id))
    return change.result


def save_issuer(ws: Workspace, *, issuer: Issuer) -> Changes:
    """Add an issuer or change how it signs; only one of them is the office itself."""
    _require_name(issuer.name, "发文主体名称")
    others = [other for other in ws.find(Issuer, is_own=True) if other.id != issuer.id and issuer.is_own]
    with ws.change(f"保存发文主体：{issuer.name}") as change:
        change.put(issuer)
        for other in others:
            change.put(replace(other, is_own=False))
    return change.result


def remove_issuer(ws: Workspace, *, issuer: Issuer) -> Changes:
    """Remove an issuer no opinion uses."""
    with ws.change(f"删除发文主体：{issuer.name}") as change:
        change.delete(issuer)
    return change.result


def change_setting(ws: Workspace, *, key: SettingKey, value: str) -> Changes:
    """Set one declared setting of the office."""
    with ws.change(f"设置：{key.label}") as change:
        change.put(Setting(id=SettingId(key.key), value=value))
    return change.result


def unit_named(ws: Workspace, change: Change, name: str) -> UnitId:
    """Return the unit with this full or short name, added within the open change where it is new."""
    name = name.strip()
    _require_name(name, "单位名称")
    known = ws.find(Unit, name=name) or ws.find(Unit, short_name=name)
    if known:
        return known[0].id
    unit = Unit(id=UnitId(new_id()), name=name)
    change.insert(unit)
    return unit.id


def remember_person(ws: Workspace, change: Change, *, name: str, unit: str, post: str, phone: str) -> None:
    """Keep a team member in the roster, or complete what the roster lacks of the same person."""
    known = [person for person in ws.find(Person, name=name) if not person.unit or not unit or person.unit == unit]
    found = known[0] if known else None
    change.put(
        Person(
            id=found.id if found else PersonId(new_id()),
            name=name,
            unit=unit or (found.unit if found else ""),
            post=post or (found.post if found else ""),
            phone=phone or (found.phone if found else ""),
        )
    )


def _require_name(name: str, field: str) -> None:
    if not name.strip():
        raise InputError("还没有填写", where=field, remedy=f"请填写{field}")
