"""Checks of an acceptance team 验收组: what the signature table would print wrongly, or not at all.

The table beside which they are typed and the paper that prints them are told the same. A mobile number has eleven
digits from 13 to 19; a landline seven or eight from 2 on, with or without its area code and extension.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from models.domain.closure import ClosureId, Member, MemberRole
from models.domain.finding import Finding, Level, Target

PLACE = "验收组"
_PHONE = re.compile(r"(?:\+?86-?)?1[3-9]\d-?\d{4}-?\d{4}|(?:0\d{2,3}-?)?[2-9]\d{6,7}(?:(?:-|转)\d{1,6})?")
_MOBILE = re.compile(r"1[3-9]\d{9}")
_BETWEEN = re.compile(r"[、，,;；/／\n]")


def is_phone(text: str) -> bool:
    """Return whether a text is one phone number, or several parted by 、 or /."""
    numbers = ["".join(part.split()) for part in _BETWEEN.split(text)]
    return all(_PHONE.fullmatch(number) for number in numbers)


def team_findings(closure_id: ClosureId, members: Sequence[Member]) -> Iterator[Finding]:
    """Yield what is wrong with a team: first with its leaders, then row by row; one finding a cell."""
    if not members:
        target = Target(table="members", id=closure_id, field="name")
        yield Finding(level=Level.STOP, code="no_members", where=PLACE, text="还没有成员", remedy="填写验收组",
                      target=target)
        return
    yield from _leaders(members)
    seen: dict[tuple[str, str], int] = {}
    for place, member in enumerate(members, 1):
        where = f"{PLACE} 第 {place} 行 {member.name}".rstrip()
        yield from _row(member, where)
        key = ("".join(member.name.split()), member.unit.strip())
        if key in seen and key[0]:
            text = f"与第 {seen[key]} 行是同一个人"
            yield _warn("member_twice", member, "name", where, text, "删除其中一行，或写清单位")
        seen.setdefault(key, place)
    yield from _shared_phones(members)


def _shared_phones(members: Sequence[Member]) -> Iterator[Finding]:
    """Yield each mobile number that stands beside two names; an office may well share its landline."""
    owners: dict[str, tuple[int, str]] = {}
    for place, member in enumerate(members, 1):
        phone = "".join(member.phone.split())
        owner = owners.setdefault(phone, (place, member.name)) if _MOBILE.fullmatch(phone) else (place, member.name)
        if owner[1] != member.name:
            where = f"{PLACE} 第 {place} 行 {member.name}".rstrip()
            text = f"电话与第 {owner[0]} 行 {owner[1]}的相同"
            yield _warn("member_phone_twice", member, "phone", where, text, "核对电话")


def _leaders(members: Sequence[Member]) -> Iterator[Finding]:
    leaders = [member for member in members if member.role is MemberRole.LEADER]
    if not leaders:
        yield _warn("no_leader", members[0], "role", PLACE, "没有组长", "把一行的职务改为组长")
    elif len(leaders) > 1:
        text = f"有 {len(leaders)} 名组长"
        yield _warn("several_leaders", leaders[1], "role", PLACE, text, "留一名组长，其余改为副组长或成员")


def _row(member: Member, where: str) -> Iterator[Finding]:
    if not member.name.strip():
        target = Target(table="members", id=member.id, field="name")
        yield Finding(level=Level.STOP, code="no_member_name", where=where, text="成员缺姓名",
                      remedy="填写姓名，或删除这一行", target=target)
    if not member.unit.strip():
        yield _warn("member_without_unit", member, "unit", where, "没有单位", "填写单位，签字表上印全称")
    if not member.phone.strip():
        yield _warn("member_without_phone", member, "phone", where, "没有联系电话", "填写联系电话")
    elif not is_phone(member.phone):
        yield _warn("member_phone", member, "phone", where, f"“{member.phone}”不像电话号码", "手机 11 位，座机可带区号")


def _warn(code: str, member: Member, field: str, where: str, text: str, remedy: str) -> Finding:
    target = Target(table="members", id=member.id, field=field)
    return Finding(level=Level.WARN, code=code, where=where, text=text, remedy=remedy, target=target)
