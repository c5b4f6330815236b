"""Checks of an acceptance team: what the signature table would print wrongly.

A mobile number has eleven digits from 13 to 19; a landline seven or eight from 2 on, with or without its area code and
extension.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from models.domain.closure import Member, MemberRole
from models.domain.finding import Finding, Level, Target

_PHONE = re.compile(r"(?:\+?86-?)?1[3-9]\d{9}|(?:0\d{2,3}-?)?[2-9]\d{6,7}(?:(?:-|转)\d{1,6})?")
_BETWEEN = re.compile(r"[、，,;；/／\n]")


def is_phone(text: str) -> bool:
    """Return whether a text is one phone number, or several parted by 、 or /."""
    numbers = ["".join(part.split()) for part in _BETWEEN.split(text)]
    return all(_PHONE.fullmatch(number) for number in numbers)


def team_findings(members: Sequence[Member]) -> Iterator[Finding]:
    """Yield what is wrong with the rows of a team, in the order of the rows; one finding a cell."""
    seen: dict[tuple[str, str], int] = {}
    for place, member in enumerate(members, 1):
        where = f"验收组 · 第 {place} 行 {member.name}"
        if not member.unit.strip():
            yield _finding(member, "unit", where, "没有单位", "填写单位，签字表上印全称")
        if member.phone.strip() and not is_phone(member.phone):
            yield _finding(member, "phone", where, f"“{member.phone}”不像电话号码", "手机 11 位，座机可带区号")
        key = ("".join(member.name.split()), member.unit.strip())
        if key in seen:
            yield _finding(member, "name", where, f"与第 {seen[key]} 行是同一个人", "删除其中一行，或写清单位")
        seen.setdefault(key, place)
    if members and not any(member.role is MemberRole.LEADER for member in members):
        yield _finding(members[0], "role", "验收组", "没有组长", "把一行的职务改为组长")


def _finding(member: Member, field: str, where: str, text: str, remedy: str) -> Finding:
    target = Target(table="members", id=member.id, field=field)
    return Finding(level=Level.WARN, code=f"team_{field}", where=where, text=text, remedy=remedy, target=target)
