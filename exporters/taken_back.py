"""Where a fact of a paper taken back is mended: the record it was printed from, else the section it stands in.

A number stands in a statement or in the words of a measure, a date in the paper or the acceptance, a name in the team:
the one whose words hold the fact in its surroundings is the one that is meant.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from exporters.forms.slots import designation
from exporters.proofreading.passage import origins
from models.domain.facts import NONE, Fact, FactChange
from models.domain.finding import Finding, Level, Target
from models.domain.paper_lines import bare
from models.domain.taking_back import Comparison, RowChange, SectionChange
from models.dossiers import ClosureDossier

LEAST = 2
_NAMING_THE_TASK = ("title", "opening")


def findings_of(comparison: Comparison, dossier: ClosureDossier) -> tuple[Finding, ...]:
    """Return the findings of a comparison, each with the record it is about where that is known."""
    if comparison.is_another:
        return comparison.findings
    told = tuple(_placed(change, finding, dossier) for change, finding in comparison.told())
    return (*_of_another_task(comparison, dossier), *told)


def _of_another_task(comparison: Comparison, dossier: ClosureDossier) -> Iterator[Finding]:
    """Yield that title or opening no longer speak of our task: such a file is most likely another task's."""
    ours = designation(dossier.task.number)
    lost = [change for change in comparison.sections if change.section in _NAMING_THE_TASK
            and ours in bare(change.ours) and ours not in bare(change.theirs)]
    for change in lost[:1]:
        yield Finding(
            level=Level.STOP, code="taken_back_another_task", where=f"取回稿 · {change.name}",
            text=f"没有写“{ours}”，像是别的任务的文书", remedy="核对是不是拿错了文件，或在文书里改回来再取回",
            target=Target(table="section_edits", id="", field=change.section),
        )


def _placed(
    change: FactChange | RowChange | SectionChange, finding: Finding, dossier: ClosureDossier
) -> Finding:
    target = None
    if isinstance(change, RowChange):
        target = _of_row(change, dossier)
    elif isinstance(change, FactChange):
        target = _of_fact(change, dossier)
    return replace(finding, target=target) if target is not None else finding


def _of_row(change: RowChange, dossier: ClosureDossier) -> Target | None:
    """Return the member or the measure a row of a table is about; a row that came anew belongs to the whole list."""
    for member in dossier.members:
        if change.section == "signature_table" and _names(change, member.name):
            return Target(table="members", id=member.id, field="name")
    if change.section == "signature_table":
        return Target(table="members", id=dossier.closure.id, field="name")
    for item in dossier.measures:
        if change.is_record and _names(change, item.measure.text):
            return Target(table="measures", id=item.measure.id)
    return None


def _names(change: RowChange, name: str) -> bool:
    return bool(name.strip()) and bare(name) in bare(f"{change.place}{change.ours}")


def _of_fact(change: FactChange, dossier: ClosureDossier) -> Target | None:
    if change.before == NONE:
        return None
    if change.kind is Fact.NAME:
        return next((Target(table="members", id=item.id, field="name") for item in dossier.members
                     if bare(item.name) == change.before), None) or _in_texts(change, dossier)
    if change.kind is Fact.DATE:
        found = [target for text, target in _dates(dossier, change.section) if bare(text) == change.before]
        return found[0] if found else _in_texts(change, dossier)
    if change.kind is Fact.DOCUMENT and bare(dossier.paper.document_number) == change.before:
        return Target(table="papers", id=dossier.paper.id, field="document_sequence")
    return _in_texts(change, dossier)


def _dates(dossier: ClosureDossier, section: str) -> Iterator[tuple[str, Target]]:
    """Yield the dates a paper prints by themselves; that of the paper first where it is signed."""
    paper, acceptance = dossier.paper, dossier.acceptance
    own = [(paper.dated_on.chinese, Target(table="papers", id=paper.id, field="dated_on"))] if paper.dated_on else []
    held = Target(table="acceptances", id=acceptance.id, field="held_on")
    accepted = [(when.chinese, held) for when in acceptance.held_on]
    yield from (*own, *accepted) if section == "sign_off" else (*accepted, *own)


def _in_texts(change: FactChange, dossier: ClosureDossier) -> Target | None:
    """Return the record whose words hold the fact as it stands on the paper, with as much around it as possible."""
    texts = [(bare(origin.text), origin.target) for origin in origins(dossier)]
    around = change.around
    while len(around) >= max(LEAST, len(change.before)):
        found = [target for text, target in texts if around in text]
        if found:
            return found[0]
        around = around[1:]
    return None
