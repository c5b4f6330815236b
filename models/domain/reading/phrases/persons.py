"""Units and persons under one head: 责任单位及责任人 names the unit, and whoever answers there.

The person stands behind a comma or a blank (县水利局，甲某某), in a bracket (县水利局（甲某某）), behind a post
(县水利局局长甲某某) or behind a label of its own (责任人：甲某某).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from models.domain.reading.phrases.units import looks_like_unit

_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]{1,8}·[\u4e00-\u9fff]{1,8}")
_IN_BRACKETS = re.compile(r"[（(]([^（()）]*)[)）]")
_LABELLED = re.compile(
    r"(?<!任单位及)(?<!任单位和)责任人(?:员)?\s*[:：]\s*([^；;，,。\n（()）]+(?:[（(][^（()）]*[)）])?)"
)
_WITH_POST = re.compile(
    r"(?P<unit>.+?(?:局|委|办|府|室|会|处|院|所|公司|中心|站|队|集团|乡|镇|街道))"
    r"(?P<person>(?:党组|党委|党工委)?(?:主要|分管|有关)?"
    r"(?:书记|局长|副?主任|[省市县区镇乡]长|负责人|领导|经理|董事长|院长|所长|站长|队长|处长|科长).{0,8})"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Holders:
    """责任单位和责任人: the units, the persons, and the words that read like neither."""

    units: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


def told_apart(names: Iterable[str], text: str) -> Holders:
    """Return the names listed under such a head told apart; `text` is all that stands there, with its labels."""
    units: list[str] = []
    persons = list(labelled(text))
    others: list[str] = []
    for name in names:
        unit, person = _parted(name)
        if unit and looks_like_unit(unit):
            units.append(unit)
        elif unit:
            (persons if _NAME.fullmatch(unit) else others).append(unit)
        persons += [person] if person else []
    return Holders(
        units=tuple(dict.fromkeys(units)), persons=tuple(dict.fromkeys(persons)), others=tuple(dict.fromkeys(others))
    )


def labelled(text: str) -> tuple[str, ...]:
    """Return the persons that a text of units names behind 责任人：."""
    return tuple(dict.fromkeys(match[1].strip() for match in _LABELLED.finditer(text)))


def _parted(name: str) -> tuple[str, str]:
    """Return a unit and the person named with it."""
    inside = [text for text in _IN_BRACKETS.findall(name) if text and not looks_like_unit(text)]
    bare = _IN_BRACKETS.sub(lambda bracket: bracket[0] if looks_like_unit(bracket[1]) else "", name).strip()
    match = _WITH_POST.fullmatch(bare)
    if match:
        return match["unit"], " ".join([match["person"], *inside])
    if inside and _NAME.fullmatch(bare) and not looks_like_unit(bare):
        return "", f"{bare}（{'，'.join(inside)}）"
    return bare, " ".join(inside)
