"""What completes a name, a post or a number: the units and persons of the directory that hold what was typed.

What begins with the words stands first. A name that is new joins the directory with the record it is typed for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from gui.parts.completer_field import Suggestion
from models.domain.directory import Person, Unit
from models.domain.evidence import EvidenceId
from models.domain.plan import Measure, MeasureId, Task
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


def evidence(ws: Workspace, is_open: Callable[[EvidenceId], bool]) -> Suggest:
    """Return a completion over pieces of evidence by title, kind, body or number; the newest stand first."""

    def suggest(typed: str) -> Sequence[Suggestion]:
        look = ws.look
        rowids = look.evidence_ids(typed, descending=True)[: MOST * 3]
        rows = look.evidence_rows(rowids)
        found = [rows[rowid] for rowid in rowids if is_open(EvidenceId(rows[rowid].id))]
        return [
            Suggestion(text=row.title, detail=_together(row.kind, row.issuing_body, row.dated_on.replace("/", " 至 ")),
                       record=EvidenceId(row.id))
            for row in found[:MOST]
        ]

    return suggest


def measures(ws: Workspace, is_open: Callable[[MeasureId], bool]) -> Suggest:
    """Return a completion over measures by the number or words of their task, or their own words."""

    def suggest(typed: str) -> Sequence[Suggestion]:
        found: dict[MeasureId, Measure] = {}
        for hit in ws.look.search(typed, MOST):
            wanted = {"task": {"task_id": hit.task_id}, "measure": {"id": hit.id}}.get(hit.kind)
            if wanted is not None:
                found |= {item.id: item for item in ws.find(Measure, **wanted) if is_open(item.id)}
        return [
            Suggestion(text=f"任务 {ws.need(Task, item.task_id).number} 措施 {item.number}", detail=item.name,
                       record=item.id)
            for item in list(found.values())[:MOST]
        ]

    return suggest


def _texts(typed: str, known: Iterable[tuple[str, str]]) -> Sequence[Suggestion]:
    word = typed.casefold()
    found = {text: detail for text, detail in known if word in text.casefold()}
    texts = sorted(found, key=lambda text: not text.startswith(typed))
    return [Suggestion(text=text, detail=found[text]) for text in texts[:MOST]]


def _together(*parts: str) -> str:
    return "　".join(part for part in parts if part)
