"""Who takes part: units, persons, and the issuers an office drafts for.

A county clerk also drafts for the city, so 发文主体 is a set, not one setting.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NewType

UnitId = NewType("UnitId", str)
PersonId = NewType("PersonId", str)
IssuerId = NewType("IssuerId", str)
# What is longer is a sentence and joins no directory.
LONGEST_NAME = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """单位: full name and short name; papers print the name that was chosen.

    `aliases` are what files call it besides, parted by 、; a name in a file means the unit, no paper prints them.
    """

    id: UnitId
    name: str
    short_name: str = ""
    aliases: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """人员: a person one can put on a team or name as contact."""

    id: PersonId
    name: str
    unit: str = ""
    post: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuer:
    """发文主体: the office in whose name a paper is issued.

    `head_lines` is the 发文机关标志 with its line breaks, `self_reference` how it speaks of itself (我办),
    `document_word` its 机关代字 (示督改办).
    """

    id: IssuerId
    name: str
    head_lines: str = ""
    self_reference: str = "我办"
    leading_group: str = ""
    addressee: str = ""
    document_word: str = ""
    printing_office: str = ""
    is_own: bool = False
    position: int = 0


def is_slip(typed: str, meant: str) -> bool:
    """Return whether a name is another one with one character wrong, missing or too many, or only its beginning."""
    if not typed or not meant or typed == meant:
        return False
    if len(typed) == len(meant):
        return len(meant) > 1 and sum(one != other for one, other in zip(typed, meant, strict=True)) == 1
    short, long = sorted((typed, meant), key=len)
    if meant.startswith(typed):
        return True
    return len(long) - len(short) == 1 and any(long[:at] + long[at + 1 :] == short for at in range(len(long)))
