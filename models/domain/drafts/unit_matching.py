"""Names of units in a file against the directory of the office.

A name means a unit when it is its full name, its short name or an alias; 县住建局 is 示例县住房和城乡建设局 only where
the directory says so. A name that is nearly one of the directory (one sign differs, or it shortens the other) is asked
about, all of them together; what nobody answers joins the directory as it stands in the file and is never merged
unseen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from models.domain.directory import Unit, UnitId, is_slip
from models.domain.drafts.draft import Draft
from models.domain.drafts.values import plain
from models.domain.wording import split_names

# Of a clerk's answers: the unit that a name means, None for a unit of its own.
UnitAnswers = Mapping[str, UnitId | None]
MOST = 5
# Shorter names shorten too much, and differ by one sign without being the same.
SHORTENED, SLIPPED = 3, 5


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitQuestion:
    """单位待确认: a name of the file that is nearly one of the directory, with the units it could mean."""

    name: str
    candidates: tuple[Unit, ...]
    place: str = ""


class Directory:
    """单位名录: the units of the office by their names, for reading the names of a file."""

    def __init__(self, units: Iterable[Unit], answers: UnitAnswers | None = None) -> None:
        self._units = tuple(units)
        by_id = {unit.id: unit for unit in self._units}
        self._known: dict[str, Unit] = {}
        self._asked: dict[str, Unit | None] = {}
        for name, unit in (*_unlike(self._units), *((plain(unit.name), unit) for unit in self._units)):
            self._known[name] = unit
        for name, unit_id in (answers or {}).items():
            if unit_id is not None and unit_id in by_id:
                self._known.setdefault(plain(name), by_id[unit_id])
        self._by_end: dict[str, list[tuple[str, Unit]]] = {}
        for unit in self._units:
            for name in (plain(unit.name), plain(unit.short_name)):
                self._by_end.setdefault(name[-1:], []).append((name, unit))

    def unit_of(self, name: str) -> Unit | None:
        """Return the unit a name means, None where the directory does not say."""
        if name not in self._asked:
            self._asked[name] = self._known.get(plain(name))
        return self._asked[name]

    def named(self, name: str) -> str:
        """Return the full name of the unit a name means, else the name itself."""
        unit = self.unit_of(name)
        return name.strip() if unit is None else unit.name

    def add(self, unit: Unit) -> None:
        """Let a unit that is new be known by its name."""
        self._known[plain(unit.name)] = unit
        self._asked.clear()

    def near(self, name: str) -> tuple[Unit, ...]:
        """Return the units a name that is none of theirs could mean, the likeliest first."""
        wanted = plain(name)
        found = {unit.id: (abs(len(other) - len(wanted)), unit)
                 for other, unit in self._by_end.get(wanted[-1:], ()) if is_near(wanted, other)}
        return tuple(unit for _, unit in sorted(found.values(), key=lambda pair: pair[0])[:MOST])


def is_near(name: str, other: str) -> bool:
    """Return whether two names that end alike could be one: a slip of one sign, or the one shortens the other."""
    short, long = sorted((name, other), key=len)
    if len(short) >= SLIPPED and len(long) - len(short) < 2 and is_slip(name, other):
        return True
    return len(long) > len(short) >= SHORTENED and _is_within(short, long)


def questions(draft: Draft, directory: Directory) -> tuple[UnitQuestion, ...]:
    """Return the names of a draft that have to be asked about, each once, in the order of the file."""
    places = names_of(draft)
    asked = ((name, place, directory.near(name)) for name, place in places.items() if directory.unit_of(name) is None)
    return tuple(UnitQuestion(name=name, candidates=near, place=place) for name, place, near in asked if near)


def with_answers(units: Sequence[Unit], answers: UnitAnswers) -> Iterator[Unit]:
    """Yield the units whose aliases grow by the names they were answered to mean."""
    directory = Directory(units)
    meant: dict[UnitId, list[str]] = {}
    for name, unit_id in answers.items():
        if unit_id is not None and directory.unit_of(name) is None:
            meant.setdefault(unit_id, []).append(name.strip())
    return (
        replace(unit, aliases="、".join([*split_names(unit.aliases), *meant[unit.id]]))
        for unit in units if unit.id in meant
    )


def names_of(draft: Draft) -> dict[str, str]:
    """Return every name of a unit in a draft with the place it stands at first."""
    places: dict[str, str] = {}
    for task in draft.tasks:
        for role, names in task.units.items():
            if fresh := [name.strip() for name in names if name.strip() not in places]:
                places |= dict.fromkeys(fresh, task.places.get(role.value, task.place))
        for measure in task.measures:
            fresh = [name.strip() for name in measure.units if name.strip() not in places]
            places |= dict.fromkeys(fresh, task.place_of(measure))
    return places


def _unlike(units: Iterable[Unit]) -> Iterator[tuple[str, Unit]]:
    """Yield the short names and aliases that mean one unit only."""
    found: dict[str, list[Unit]] = {}
    for unit in units:
        for name in {plain(unit.short_name), *map(plain, split_names(unit.aliases))}:
            found.setdefault(name, []).append(unit)
    return ((name, units[0]) for name, units in found.items() if name and len(units) == 1)


def _is_within(short: str, long: str) -> bool:
    """Return whether the signs of one name stand in the other in their order."""
    at = -1
    for sign in short:
        at = long.find(sign, at + 1)
        if at < 0:
            return False
    return True
