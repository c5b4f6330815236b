"""What a paper says against the records: numbers of task and measures, figures, titles, places and units.

What the plan demands is quoted as the plan has it; figures and places are asked about only where the paper says what
was done. Two sections are held against each other where they speak of the same measure, or one of them of the whole.
What a line shows by itself is remembered, because a paper is read again at every key a person presses.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from exporters.proofreading.passage import Complaint, Passage, Reader
from models.domain.checks.citations import cited_after, wrong_task_numbers, wrong_titles
from models.domain.checks.names import foreign_places, misspelt_units
from models.domain.checks.quantities import (
    cites_another,
    misstated,
    unknown_measures,
    wrong_measure_count,
)
from models.domain.checks.slips import Slip, slip
from models.domain.closure import ClosureSubject
from models.domain.figures import Reading, recognise
from models.domain.form import ContentKind
from models.domain.levels import read_level
from models.domain.statements import StatementState
from models.dossiers import ClosureDossier, MeasureDossier

Found = Iterator[tuple[str, Slip]]

# Characters that may stand around the statement in a line about one measure: its number, 关于第1项整改措施落实情况。
LONGEST_LEAD = 40


def facts(passages: tuple[Passage, ...], reader: Reader) -> Iterator[Complaint]:
    """Yield what each section says otherwise than the records, and two sections otherwise than each other."""
    dossier = reader.dossier
    names = known_names(dossier)
    for passage in passages:
        if passage.is_table:
            continue
        found = [*_citations(passage, dossier)]
        if not passage.is_of_plan:
            found += [*_places(passage, names)]
        lines = reader.result_lines(passage)
        found += [*_measures(passage, lines, dossier), *_figures(passage, lines, dossier)]
        yield from reader.complaints(passage, found)
    yield from _between_sections(passages, reader)


def known_names(dossier: ClosureDossier) -> tuple[str, ...]:
    """Return every name of a unit that the workspace or this closure knows."""
    issuer = dossier.issuer
    own = (issuer.name, issuer.leading_group, issuer.addressee, issuer.printing_office) if issuer else ()
    members = [member.unit for member in dossier.members]
    bodies = [item.evidence.issuing_body for measure in dossier.measures for item in measure.evidence]
    units = [unit for measure in dossier.measures for unit in measure.units]
    named = [
        *dossier.known_units, *own, *members, *bodies, *units, *dossier.responsible_units, *dossier.joint_units,
        *(name for _, name in dossier.units), dossier.plan.issuer, dossier.plan.title, dossier.acceptance.place,
    ]
    return tuple(dict.fromkeys(name.strip() for name in named if name.strip()))


def _citations(passage: Passage, dossier: ClosureDossier) -> Found:
    external = [name for item in dossier.numbers for name in (item.full, item.number)]
    numbers = (dossier.task.number, *external)
    known = _titles(dossier)
    alike = (dossier.plan.title, *(item.title for item in dossier.instruments))
    dated_on = dossier.paper.dated_on
    for line in passage.lines:
        if not passage.is_of_plan:
            yield from ((line, found) for found in wrong_task_numbers(line, numbers))
        yield from ((line, found) for found in wrong_titles(line, known, alike))
        if dated_on is not None and passage.is_running_text:
            yield from ((line, found) for found in cited_after(line, dated_on.year))


def _titles(dossier: ClosureDossier) -> dict[str, str]:
    """Return the titles the records hold, each with its document number where one is known."""
    evidence = [item.evidence for measure in dossier.measures for item in measure.evidence]
    named = [(dossier.plan.title, dossier.plan.document_number)]
    named += [(item.title, item.document_number) for item in dossier.instruments]
    named += [(item.title, item.document_number) for item in evidence]
    known = {title: "" for title in (dossier.plan.short_title, dossier.task.title) if title.strip()}
    for title, number in named:
        if title.strip():
            known[title] = known.get(title) or number
    return known


def _places(passage: Passage, names: tuple[str, ...]) -> Found:
    for line in passage.lines:
        yield from ((line, found) for found in _places_of_line(line, names))


@lru_cache(maxsize=2048)
def _places_of_line(line: str, names: tuple[str, ...]) -> tuple[Slip, ...]:
    return (*foreign_places(line, names), *misspelt_units(line, names))


def _measures(passage: Passage, lines: tuple[str, ...], dossier: ClosureDossier) -> Found:
    numbers = [item.measure.number for item in dossier.measures]
    whole = dossier.closure.subject_kind is ClosureSubject.TASK
    for line in lines:
        yield from ((line, found) for found in unknown_measures(line, numbers))
        if whole and numbers:
            yield from ((line, found) for found in wrong_measure_count(line, len(numbers)))
    if ContentKind.EVIDENCE_MAPPING in passage.says and not passage.is_edited:
        for item in dossier.measures:
            text = item.proof.text
            yield from ((text, found) for found in cites_another(text, item.measure.number, numbers))


def _figures(passage: Passage, lines: tuple[str, ...], dossier: ClosureDossier) -> Found:
    """A section by measures is held against the figures of the measure of each line, any other against them all.

    A statement that is 待核 is asked about as a whole already.
    """
    everything = _stated(dossier.measures)
    for line in lines:
        own = _measure_of(line, dossier)
        if own and not passage.is_edited and StatementState.STALE in (own.implementation.state, own.proof.state):
            continue
        for (label, unit), numbers in (_stated([own]) if own else everything).items():
            yield from ((line, found) for found in misstated(line, label=label, unit=unit, numbers=numbers))


def _stated(measures: Iterable[MeasureDossier]) -> dict[tuple[str, str], tuple[str, ...]]:
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for figure in (figure for item in measures for figure in item.sources.figures):
        key = (figure.label.strip(), figure.unit.strip())
        found[key] = tuple(dict.fromkeys((*found.get(key, ()), figure.number)))
    return found


def _measure_of(line: str, dossier: ClosureDossier) -> MeasureDossier | None:
    """Return the measure a line is about: the one whose statement it prints, else the one of its number.

    A line that runs several measures together (一是…二是…) is about none of them.
    """
    for item in dossier.measures:
        for text in (item.implementation.text, item.proof.text):
            first = text.strip().split("\n")[0]
            if first and first in line and len(line) - len(first) <= LONGEST_LEAD:
                return item
    return next((item for item in dossier.measures if line.startswith(f"{item.measure.number}.")), None)


def _between_sections(passages: tuple[Passage, ...], reader: Reader) -> Iterator[Complaint]:
    """Tell of a quantity that a section states otherwise than an earlier one of the same measure or of the whole.

    Quantities the records hold as figures are held against those.
    """
    recorded = {label for label, _ in _stated(reader.dossier.measures)}
    before: list[_Stated] = []
    for passage in passages:
        for line in reader.result_lines(passage):
            own = _measure_of(line, reader.dossier)
            for reading in _readings(line):
                if len(reading.label) < 3 or reading.label in recorded:
                    continue
                stated = _Stated(passage=passage, line=line, number=own.measure.number if own else "", reading=reading)
                yield from reader.complaints(passage, _otherwise(stated, before))
                before.append(stated)


@lru_cache(maxsize=2048)
def _readings(line: str) -> tuple[Reading, ...]:
    return tuple(recognise(read_level(line).text))


class _Stated(NamedTuple):
    """A quantity with the section and the line that state it, and the number of the measure they are about."""

    passage: Passage
    line: str
    number: str
    reading: Reading


def _otherwise(stated: _Stated, before: list[_Stated]) -> Found:
    passage, line, number, reading = stated
    others = [
        item for item in before
        if (item.reading.label, item.reading.unit) == (reading.label, reading.unit)
        and item.passage.key != passage.key and (not number or item.number in ("", number))
    ]
    numbers = {item.reading.number for item in others}
    if len(numbers) != 1 or reading.number in numbers:
        return
    said = f"{reading.number}{reading.unit}"
    at = max(line.find(said), 0)
    text = f"“{others[0].passage.name}”里{reading.label}是{numbers.pop()}{reading.unit}"
    yield line, slip(line, (at, at + len(said)), "quantity_differs", text, "核对数据")
