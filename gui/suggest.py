"""What completes a name, a post or a number: the units and persons of the directory that hold what was typed.

What begins with the words stands first. A name that is new joins the directory with the record it is typed for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from gui.parts.completer_field import Suggestion
from models.domain.directory import Person, Unit
from models.workspace import Workspace

MOST = 20
SCHEMES = ("国家反馈", "国家方案", "省反馈", "省方案", "省序号", "市方案", "市序号", "信访件")
Suggest = Callable[[str], Sequence[Suggestion]]


def units(ws: Workspace) -> Suggest:
    """Return a completion over units by full or short name."""

    def suggest(typed: str) -> Sequence[Suggestion]:
        word = typed.casefold()
        found = [unit for unit in ws.find(Unit) if word in f"{unit.name}\n{unit.short_name}".casefold()]
        found.sort(key=lambda unit: not (unit.name.startswith(typed) or unit.short_name.startswith(typed)))
        return [Suggestion(text=unit.name, detail=unit.short_name, record=unit) for unit in found[:MOST]]

    return suggest


def persons(ws: Workspace) -> Suggest:
    """Return a completion over persons by name or unit."""

    def suggest(typed: str) -> Sequence[Suggestion]:
        word = typed.casefold()
        found = [person for person in ws.find(Person) if word in f"{person.name}\n{person.unit}".casefold()]
        found.sort(key=lambda person: not person.name.startswith(typed))
        return [
            Suggestion(text=person.name, detail=_together(person.unit, person.post), record=person)
            for person in found[:MOST]
        ]

    return suggest


def posts(ws: Workspace) -> Suggest:
    """Return a completion over the posts persons hold, each once."""
    return lambda typed: _texts(typed, ((person.post, "") for person in ws.find(Person)))


def phones(ws: Workspace) -> Suggest:
    """Return a completion over the telephone numbers of persons, each with whose it is."""
    return lambda typed: _texts(
        typed, ((person.phone, _together(person.name, person.unit)) for person in ws.find(Person))
    )


def schemes(ws: Workspace) -> Suggest:
    """Return a completion over whose number an external one is: those in use, and the usual ones."""
    return lambda typed: _texts(typed, ((scheme, "") for scheme in (*ws.look.number_schemes(), *SCHEMES)))


def _texts(typed: str, known: Iterable[tuple[str, str]]) -> Sequence[Suggestion]:
    word = typed.casefold()
    found = {text: detail for text, detail in known if word in text.casefold()}
    texts = sorted(found, key=lambda text: not text.startswith(typed))
    return [Suggestion(text=text, detail=found[text]) for text in texts[:MOST]]


def _together(*parts: str) -> str:
    return "　".join(part for part in parts if part)
