"""The values of one table of a TOML file, taken key by key; each that cannot be taken is a fault with place and remedy.

A fault leaves a value behind that a form can hold, so that one look finds them all. Where there is none (a key nobody
knows, a word where a list belongs), something of the text would be lost: the form cannot stand for it then.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, TypeVar

from models.domain.finding import Finding, Level, Target

E = TypeVar("E", bound=StrEnum)
LARGEST_WIDTH = 156.0
SMALLEST_WIDTH = 5.0
LONGEST_TEXT = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """位置: a place of a definition, in words and as the way to it: head/0/columns/2/width."""

    words: str
    way: str = ""

    def at(self, key: str, words: str = "") -> Spot:
        """Return a place inside this one."""
        said = f"{self.words} {words}".strip() if words else self.words
        return Spot(words=said, way=f"{self.way}/{key}".strip("/"))


@dataclass(slots=True)
class Faults:
    """What is wrong so far; `is_whole` tells whether a form can stand for the text all the same."""

    found: list[Finding] = field(default_factory=list)
    is_whole: bool = True

    def add(self, spot: Spot, text: str, remedy: str, *, code: str = "form_wrong", level: Level = Level.STOP) -> None:
        """Note a fault that a form can hold."""
        target = Target(table="office_forms", id="", field=spot.way)
        self.found.append(
            Finding(level=level, code=code, where=spot.words, text=text, remedy=remedy, target=target)
        )

    def lose(self, spot: Spot, text: str, remedy: str) -> None:
        """Note a fault that no form can hold."""
        self.is_whole = False
        self.add(spot, text, remedy)


class Values:
    """One table of the file; what nobody has taken in the end is unknown."""

    def __init__(self, data: Mapping[str, Any], spot: Spot, faults: Faults) -> None:
        self.spot = spot
        self.faults = faults
        self._data = data
        self._taken: list[str] = []

    def named(self, words: str) -> None:
        """Give the place other words, once its name is known."""
        self.spot = replace(self.spot, words=words)

    def has(self, key: str) -> bool:
        """Return whether something stands under the key."""
        return key in self._data

    def text(self, key: str, default: str = "") -> str:
        """Take a text."""
        value = self._take(key, default)
        if isinstance(value, str) and len(value) > LONGEST_TEXT:
            self.faults.lose(self.spot.at(key), f"{key} 有 {len(value)} 个字", f"最多 {LONGEST_TEXT} 个字，请写短")
            return default
        if isinstance(value, str):
            return value
        self.faults.lose(self.spot.at(key), f"{key} 不是文字", "请用引号把它括起来")
        return default

    def need(self, key: str) -> str:
        """Take a text that has to be there."""
        before = len(self.faults.found)
        value = self.text(key)
        if not value.strip() and len(self.faults.found) == before:
            self.faults.add(self.spot.at(key), f"缺 {key}", f'请写上 {key} = "…"')
        return value

    def flag(self, key: str, *, default: bool = False) -> bool:
        """Take a yes or no."""
        value = self._take(key, default)
        if isinstance(value, bool):
            return value
        self.faults.lose(self.spot.at(key), f"{key} 不是 true 或 false", "请写 true 或 false，不加引号")
        return default

    def width(self, key: str, default: float | None = None) -> float:
        """Take a width in millimetres."""
        value = self._take(key, default)
        remedy = f"请写 {SMALLEST_WIDTH:g} 到 {LARGEST_WIDTH:g} 之间的毫米数"
        if isinstance(value, bool) or not isinstance(value, int | float) or abs(value) > 1e6 or value != value:
            said = f"缺 {key}" if value is None else f"{key} 不能是“{value}”"
            self.faults.lose(self.spot.at(key), said, remedy)
            return SMALLEST_WIDTH
        if not SMALLEST_WIDTH <= value <= LARGEST_WIDTH:
            self.faults.add(self.spot.at(key), f"{key} 不能是“{value:g}”", remedy)
        return float(value)

    def choice(self, kind: type[E], key: str, default: E | None = None) -> E:
        """Take one of the words of a kind; without a default it has to be there."""
        value = self._take(key, default.value if default is not None else "")
        if isinstance(value, str) and value in set(kind):
            return kind(value)
        self.faults.lose(self.spot.at(key), f"{key} 不认识“{value}”", f"可用的有：{known(kind)}")
        return default if default is not None else next(iter(kind))

    def texts(self, key: str) -> tuple[str, ...]:
        """Take a list of texts."""
        items = self._take(key, [])
        if isinstance(items, list) and all(isinstance(item, str) for item in items):
            return tuple(items)
        self.faults.lose(self.spot.at(key), f"{key} 不是一组文字", f'请写成 {key} = ["…", "…"]')
        return ()

    def tables(self, key: str, words: str = "", *, most: int) -> list[Values]:
        """Take a list of at most so many tables; `words` begin the name of each place."""
        items = self._take(key, [])
        if not isinstance(items, list) or not all(isinstance(item, Mapping) for item in items):
            self.faults.lose(self.spot.at(key), f"{key} 不是一组", f"请每个写成一段 [[{key}]]")
            return []
        if len(items) > most:
            self.faults.lose(self.spot.at(key), f"{key} 有 {len(items)} 段", f"最多 {most} 段，请删去多余的")
            return []
        return [
            Values(item, self.spot.at(f"{key}/{place}", f"{words}{place + 1}"), self.faults)
            for place, item in enumerate(items)
        ]

    def pairs(self, key: str, kind: type[E]) -> tuple[tuple[E, str], ...]:
        """Take a table that gives some words of a kind a text."""
        items = self._take(key, {})
        if not isinstance(items, Mapping):
            self.faults.lose(self.spot.at(key), f"{key} 不是一段", f"请写成一段 {key}")
            return ()
        found = []
        for name, text in items.items():
            if name not in set(kind):
                self.faults.lose(self.spot.at(key), f"{key} 不认识“{name}”", f"可用的有：{known(kind)}")
            elif not isinstance(text, str):
                self.faults.lose(self.spot.at(f"{key}/{name}"), f"{name} 不是文字", "请用引号把它括起来")
            else:
                found.append((kind(name), text))
        return tuple(found)

    def end(self) -> None:
        """Refuse what nobody has taken."""
        for name in self._data:
            if name not in self._taken:
                remedy = f"可用的有：{'、'.join(sorted(self._taken))}"
                self.faults.lose(self.spot.at(name), f"不认识的键 {name}", remedy)

    def _take(self, key: str, default: object) -> object:
        self._taken.append(key)
        return self._data.get(key, default)


def known(kind: Iterable[StrEnum]) -> str:
    """Return the words of a kind, for a remedy."""
    return "、".join(f"“{item}”" for item in kind)
