"""Units, persons, issuers and settings: facts typed once and completed everywhere."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from models.domain.closure import Closure, ClosureSubject
from models.domain.directory import LONGEST_NAME, Issuer, Person, PersonId, Unit, UnitId
from models.domain.evidence_numbers import NumberPattern
from models.domain.ordering import each_once
from models.domain.settings import EVIDENCE_NUMBER, Setting, SettingId, SettingKey
from models.domain.wording import split_names
from models.errors import InputError
from models.store.change import Change, Changes
from models.workspace import Workspace, new_id


def save_unit(ws: Workspace, *, unit: Unit) -> Changes:
    """Add a unit or change its names; closures of its share of a task take the new name."""
    _require_name(unit.name, "单位名称")
    before = ws.get(Unit, unit.id)
    own = ws.find(Closure, subject_kind=ClosureSubject.TASK_UNIT, subject=before.name) if before else []
    with ws.change(f"保存单位：{unit.name}") as change:
        change.put(unit)
        for closure in own:
            change.put(replace(closure, subject=unit.name))
    return change.result


def remove_unit(ws: Workspace, *, unit_id: UnitId) -> Changes:
    """Remove a unit that nothing refers to."""
    unit = ws.need(Unit, unit_id)
    with ws.change(f"删除单位：{unit.name}") as change:
        change.delete(unit)
    return change.result


def save_person(ws: Workspace, *, person: Person) -> Changes:
    """Add a person or change unit, post and phone; a unit that is new joins the directory."""
    _require_name(person.name, "姓名")
    with ws.change(f"保存人员：{person.name}") as change:
        remember_units(ws, change, new_names(ws.get(Person, person.id), person, "unit"))
        change.put(person)
    return change.result


def remove_person(ws: Workspace, *, person_id: PersonId) -> Changes:
    """Remove a person from the roster; teams keep what they print."""
    person = ws.need(Person, person_id)
    with ws.change(f"删除人员：{person.name}") as change:
        change.delete(person)
    return change.result


def save_issuer(ws: Workspace, *, issuer: Issuer) -> Changes:
    """Add an issuer or change how it signs; only one of them is the office itself. Offices it names are units."""
    _require_name(issuer.name, "发文主体名称")
    others = [other for other in ws.find(Issuer, is_own=True) if other.id != issuer.id and issuer.is_own]
    with ws.change(f"保存发文主体：{issuer.name}") as change:
        named = new_names(ws.get(Issuer, issuer.id), issuer, "name", "addressee", "leading_group", "printing_office")
        remember_units(ws, change, named)
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
    """Set one declared setting of the office; InputError for a pattern of numbers that gives none."""
    if key is EVIDENCE_NUMBER:
        value = NumberPattern.read(value or key.default).text
    with ws.change(f"设置：{key.label}") as change:
        change.put(Setting(id=SettingId(key.key), value=value))
    return change.result


def unit_named(ws: Workspace, change: Change, name: str) -> UnitId:
    """Return the unit with this full or short name or alias, added within the open change where it is new."""
    name = name.strip()
    _require_name(name, "单位名称")
    known = ws.find(Unit, name=name) or ws.find(Unit, short_name=name) or _called(ws, name)
    if known:
        return known[0].id
    unit = Unit(id=UnitId(new_id()), name=name)
    change.insert(unit)
    return unit.id


def _called(ws: Workspace, alias: str) -> list[Unit]:
    found = [unit for unit in ws.find(Unit) if alias in split_names(unit.aliases)]
    return found if len(found) == 1 else []


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


def remember_units(ws: Workspace, change: Change, names: Iterable[str]) -> None:
    """Let units named in a text field join the directory; a text too long to be a name joins nothing."""
    for name in each_once(names):
        if len(name) <= LONGEST_NAME:
            unit_named(ws, change, name)


def remember_persons(ws: Workspace, change: Change, names: Iterable[str]) -> None:
    """Let persons named in a text field join the roster; a text too long to be a name joins nothing."""
    for name in each_once(names):
        if len(name) <= LONGEST_NAME and not ws.find(Person, name=name):
            change.insert(Person(id=PersonId(new_id()), name=name))


def new_names(before: object, after: object, *fields: str) -> list[str]:
    """Return the names these fields of a record list that they did not list before; `before` may be None."""
    known = _listed(before, fields) if before else []
    return [name for name in _listed(after, fields) if name not in known]


def _listed(record: object, fields: Iterable[str]) -> list[str]:
    """Return the names some fields list, without the marks a paper puts around them: 抄送：…。 and 主送机关："""
    names = (name for field in fields for name in split_names(str(getattr(record, field)).removeprefix("抄送：")))
    return [bare for name in names if (bare := name.strip("：:。 "))]


def _require_name(name: str, field: str) -> None:
    if not name.strip():
        raise InputError("还没有填写", where=field, remedy=f"请填写{field}")
