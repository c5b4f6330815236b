"""Targets that are told in turn: 城市、县城污水处理率分别达到98%、95% sets two, one for each name.

The word 分别 may be left out. Names and numbers have to be as many; else nothing is read. 城市 alone is no name of a
rate; it stands behind that of all, 城市、县城污水处理率（城市）.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from models.domain.reading.phrases.amounts import FIGURE, UNIT, WORD
from models.domain.reading.phrases.target_words import (
    AT_LEAST,
    AT_MOST,
    BEHIND,
    CHANGES,
    FALLING,
    RISING,
    STOOD,
    Demand,
    bound_of,
    label_of,
)

_ONE = rf"(?:{FIGURE}{UNIT}(?:及?以上|及?以下|以内|之内|左右)?)"
_ONE_OF_EACH = re.compile(rf"(?P<target>{FIGURE})(?P<unit>{UNIT}){BEHIND}")
_AND = re.compile("、|以及|[和及与]")
_WISH = "(?:要|应|须|均|力争|确保)?"
_IN_TURN = re.compile(
    rf"(?P<names>[{WORD}\d.．]{{2,80}}?){_WISH}(?:分别)?{_WISH}"
    rf"(?P<reach>(?:{RISING}|{FALLING}|(?P<change>{CHANGES}))(?:{AT_MOST}|{AT_LEAST})?|{AT_MOST}|{AT_LEAST})"
    rf"(?P<numbers>{_ONE}(?:(?:、|以及|[和及与]){_ONE})+)"
)
_IS_MEASURE = re.compile("(?:率|比例|占比|比重|浓度|量|面积|能力|度|指数|水平)$")


def turn_in(plain: str, start: int, end: int) -> re.Match[str] | None:
    """Return where a clause tells several numbers one behind the other, if it does."""
    return _IN_TURN.search(plain, start, end)


def told_in(turn: re.Match[str], start: int, dates: Sequence[tuple[int, int]]) -> Iterator[Demand]:
    """Yield the targets of such a clause, one for each name; `start` is that of the clause, `dates` are no names."""
    first, last = turn.span("names")
    if STOOD.search(turn.string, start, last):
        return
    names = turn.string[max([first, *(stop for _, stop in dates if stop <= last)]) : last]
    numbers = list(_ONE_OF_EACH.finditer(turn["numbers"]))
    for name, number in zip(_names(names, len(numbers)), numbers, strict=False):
        if label := _label(name, names, turn["change"] or ""):
            said = f"{turn['reach']} {number['behind'] or numbers[-1]['behind'] or ''}"
            yield Demand(label, number["target"], number["unit"], bound_of(said), *turn.span())


def _names(text: str, count: int) -> list[str]:
    """Return so many names, parted by 、 and 和 or by 、 alone; none where they are more or fewer."""
    return next((names for names in (_AND.split(text), text.split("、")) if len(names) == count), [])


def _label(name: str, names: str, change: str) -> str:
    """Return what a name measures: where only the last says it, with that (公交车占比) or in the name of all."""
    of_all = _IS_MEASURE.search(names)
    if of_all is None or _IS_MEASURE.search(name):
        return label_of(name + change)
    if len(of_all[0]) > 1:
        return label_of(name + of_all[0] + change)
    return f"{label_of(names + change)}（{name}）"
