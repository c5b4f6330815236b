"""What completes a name: the units, persons and offices of the directory that hold what was typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from gui.parts.completer_field import Suggestion
from models.domain.directory import Person, Unit
from models.workspace import Workspace

MOST = 20
Suggest = Callable[[str], Sequence[Suggestion]]


def units(ws: Workspace) -> Suggest:
    """Return a completion over units by full or short name; those that begin with the words stand first."""

    def suggest(typed: str) -> Sequence[Suggestion]:
        word = typed.casefold()
        found = [unit for unit in ws.find(Unit) if word in f"{unit.name}\n{unit.short_name}".casefold()]
        found.sort(key=lambda unit: not (unit.name.startswith(typed) or unit.short_name.startswith(typed)))
        return [Suggestion(text=unit.name, detail=unit.short_name, record=unit) for unit in found[:MOST]]

    return suggest


def persons(ws: Workspace) -> Suggest:
    """Return a completion over persons by name, unit or post."""

    def suggest(typed: str) -> Sequence[Suggestion]:
        word = typed.casefold()
        found = [person for person in ws.find(Person) if word in f"{person.name}\n{person.unit}".casefold()]
        found.sort(key=lambda person: not person.name.startswith(typed))
        return [
            Suggestion(text=person.name, detail="　".join(part for part in (person.unit, person.post) if part),
                       record=person)
            for person in found[:MOST]
        ]

    return suggest
