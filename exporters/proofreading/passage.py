"""A section as it is read: its lines, and for each spot the record the words came from.

A complaint about words that a record gave leads to that record, because mending the section alone would leave the
record wrong; words a person wrote into the section are mended there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from models.domain.checks.slips import Slip
from models.domain.closure import InstrumentRole
from models.domain.finding import Finding, Target
from models.domain.form import ContentKind
from models.dossiers import ClosureDossier, MeasureDossier

Complaint = tuple[str, Finding]

SHORTEST_ORIGIN = 4
_OF_PLAN = frozenset({ContentKind.PROBLEM, ContentKind.GOAL, ContentKind.MEASURES})
_OF_RESULTS = frozenset({
    ContentKind.IMPLEMENTATION, ContentKind.GOAL_COMPLETION, ContentKind.EVIDENCE_MAPPING, ContentKind.CONCLUSION
})
_FREE = frozenset({ContentKind.WORDS, ContentKind.EACH_MEASURE})
_TEXTS_OF_PLAN = (("tasks", "problem"), ("tasks", "goal"), ("measures", "text"))
_BY_HAND_PLACED = ("title", "sign_off", "attachment_note")


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """一个部分的文字: a section's key, its name in the list, its printed lines, and whether a person wrote them.

    `says` is what its head tells, by its content or the slots of its words; empty for what stands around the heads.
    """

    key: str
    name: str
    lines: tuple[str, ...]
    is_edited: bool = False
    is_table: bool = False
    says: frozenset[ContentKind] = frozenset()

    @property
    def is_running_text(self) -> bool:
        """Return whether the lines are sentences, so that blanks in them are not there to place words."""
        return not self.is_table and self.key not in _BY_HAND_PLACED

    @property
    def is_of_plan(self) -> bool:
        """Return whether the section repeats what the plan demands; its numbers and places are the plan's."""
        told = self.says - _FREE
        return bool(told) and told <= _OF_PLAN

    @property
    def states_results(self) -> bool:
        """Return whether the section says what was done."""
        return not self.says.isdisjoint(_OF_RESULTS)

    @property
    def is_mixed(self) -> bool:
        """Return whether the section says what was done beside what the plan demands."""
        return self.states_results and not self.says.isdisjoint(_OF_PLAN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """文字出处: a record's text, where it is mended, and how the place is called beside the section."""

    text: str
    target: Target
    place: str = ""

    @property
    def is_of_plan(self) -> bool:
        """Return whether the text is what the plan demands of the task."""
        return (self.target.table, self.target.field) in _TEXTS_OF_PLAN

    def is_printed_in(self, line: str) -> bool:
        """Return whether a line prints one of the text's own lines."""
        return any(len(part) >= SHORTEST_ORIGIN and part in line for part in map(str.strip, self.text.split("\n")))


def origins(dossier: ClosureDossier) -> tuple[Origin, ...]:
    """Return every text of the records that a section may print, the longest first."""
    of_measures = [origin for item in dossier.measures for origin in _of_measure(item)]
    found = (*_of_task(dossier), *_of_acceptance(dossier), *of_measures)
    return tuple(sorted(found, key=lambda origin: -len(origin.text)))


def _of_task(dossier: ClosureDossier) -> Iterator[Origin]:
    for field in ("problem", "goal", "title"):
        yield Origin(text=getattr(dossier.task, field), target=Target(table="tasks", id=dossier.task.id, field=field))
    yield Origin(text=dossier.plan.title, target=Target(table="plans", id=dossier.plan.id, field="title"))
    for item in dossier.instruments:
        field = "basis" if item.role is InstrumentRole.BASIS else "standard"
        target = Target(table="instruments", id=dossier.closure.id, field=field)
        yield Origin(text=item.title, target=target)
        yield Origin(text=item.document_number, target=target)


def _of_acceptance(dossier: ClosureDossier) -> Iterator[Origin]:
    for field in ("goal_completion", "next_requirements", "conclusion", "methods", "place"):
        target = Target(table="acceptances", id=dossier.acceptance.id, field=field)
        yield Origin(text=getattr(dossier.acceptance, field), target=target)


def _of_measure(item: MeasureDossier) -> Iterator[Origin]:
    place = f"措施 {item.measure.number}"
    for field in ("text", "short_name"):
        target = Target(table="measures", id=item.measure.id, field=field)
        yield Origin(text=getattr(item.measure, field), target=target, place=place)
    target = Target(table="measures", id=item.measure.id, field="statements")
    for statement in (item.implementation, item.proof):
        yield Origin(text=statement.text, target=target, place=place)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """The records of a dossier as those who look for slips ask them."""

    dossier: ClosureDossier
    origins: tuple[Origin, ...]

    def result_lines(self, passage: Passage) -> tuple[str, ...]:
        """Return the lines that say what was done; the plan's own texts are quoted as the plan has them."""
        if not passage.states_results:
            return ()
        plan = [origin for origin in self.origins if origin.is_of_plan] if passage.is_mixed else []
        return tuple(line for line in passage.lines if not any(origin.is_printed_in(line) for origin in plan))

    def complaints(self, passage: Passage, found: Iterable[tuple[str, Slip]]) -> Iterator[Complaint]:
        """Yield one complaint a kind and record for the slips of a section's lines, the first of them quoted."""
        grouped: dict[tuple[str, Origin | None], list[Slip]] = {}
        for line, slip in found:
            grouped.setdefault((slip.code, self._origin(passage, line, slip)), []).append(slip)
        for (_, origin), slips in grouped.items():
            yield passage.key, _finding(passage, origin, slips)

    def _origin(self, passage: Passage, line: str, slip: Slip) -> Origin | None:
        """Return the longest text of the records that the line prints and that holds the spot."""
        if passage.is_edited:
            return None
        spot = line[slip.start : slip.end].strip()
        return next((item for item in self.origins if spot in item.text and item.is_printed_in(line)), None)


def _finding(passage: Passage, origin: Origin | None, slips: list[Slip]) -> Finding:
    first = slips[0]
    others = len({(slip.start, slip.text) for slip in slips}) - 1
    return Finding(
        level=first.level,
        code=first.code,
        where=" · ".join(part for part in ("文书", passage.name, origin.place if origin else "") if part),
        text=first.text + (f"，另有 {others} 处" if others else ""),
        remedy=first.remedy,
        target=origin.target if origin else Target(table="section_edits", id="", field=passage.key),
    )
