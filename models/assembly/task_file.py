"""一问一档: everything the bound file of a task holds, read on the main thread; what lies in the trash is left out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from models.domain.closure import Closure, IssuedPaper, Paper
from models.domain.evidence import Evidence, EvidenceId, EvidenceLink, StoredFile
from models.domain.numbering import natural_key
from models.domain.plan import Measure, MeasureUnit, TaskId, TaskUnit, UnitRole
from models.domain.settings import FONT_SET, OFFICE_NAME
from models.dossiers import FiledMeasure, FiledPaper, FiledPiece, TaskFileDossier
from models.workspace import Workspace

Records = Mapping[str, tuple[Any, ...]]
# What belongs to a piece of evidence, and the field that names it.
_OF_EVIDENCE = {"evidence": "id", "stored_files": "evidence_id", "evidence_links": "evidence_id"}


def task_file_dossier(ws: Workspace, task_id: TaskId) -> TaskFileDossier:
    """Return everything the bound file of a task holds, as the records stand now."""
    records = _standing(ws.task_records(task_id))
    numbers = ws.evidence_numbers(task_id)
    return TaskFileDossier(
        inspection=next(iter(records["inspections"]), None), plan=records["plans"][0], task=records["tasks"][0],
        units=_units(records), measures=_measures(records), pieces=tuple(_pieces(records, numbers)),
        papers=tuple(_papers(records)), sealings=records["sealings"], records=records,
        office=ws.setting(OFFICE_NAME), font_set=ws.setting(FONT_SET), on=ws.now().date(),
    )


def _standing(records: Records) -> dict[str, tuple[Any, ...]]:
    """Return the records without what hangs on evidence in the trash."""
    trashed = {item.id for item in records["evidence"] if item.trashed_at is not None}
    left = {
        name: tuple(item for item in records[name] if getattr(item, field) not in trashed)
        for name, field in _OF_EVIDENCE.items()
    }
    return {**records, **left}


def _units(records: Records) -> tuple[tuple[UnitRole, str], ...]:
    names = _unit_names(records)
    roles: tuple[TaskUnit, ...] = records["task_units"]
    return tuple((item.role, names[item.unit_id]) for item in roles)


def _unit_names(records: Records) -> dict[str, str]:
    return {unit.id: unit.name for unit in records["units"]}


def _measures(records: Records) -> tuple[FiledMeasure, ...]:
    names = _unit_names(records)
    measures: tuple[Measure, ...] = records["measures"]
    units: tuple[MeasureUnit, ...] = records["measure_units"]
    links: tuple[EvidenceLink, ...] = records["evidence_links"]
    return tuple(
        FiledMeasure(
            measure=measure, units=tuple(names[item.unit_id] for item in units if item.measure_id == measure.id),
            links=tuple(link for link in links if link.measure_id == measure.id),
        )
        for measure in measures
    )


def _pieces(records: Records, numbers: Mapping[EvidenceId, str]) -> list[FiledPiece]:
    """Return the pieces in the order of their numbers, each under the first measure it answers."""
    place = {measure.id: place for place, measure in enumerate(records["measures"])}
    links = sorted(records["evidence_links"], key=lambda link: -place[link.measure_id])
    first = {link.evidence_id: link.measure_id for link in links}
    sealed = {file.stored_file_id for file in records["sealed_files"]}
    pieces: tuple[Evidence, ...] = records["evidence"]
    files = _by_evidence(records["stored_files"])
    return sorted(
        (
            FiledPiece(
                evidence=piece, number=numbers[piece.id], measure_id=first[piece.id],
                files=tuple(file for file in files.get(piece.id, ()) if file.superseded_by is None),
                kept=tuple(
                    file for file in files.get(piece.id, ()) if file.superseded_by is not None and file.id in sealed
                ),
            )
            for piece in pieces
        ),
        key=lambda piece: natural_key(piece.number),
    )


def _by_evidence(files: tuple[StoredFile, ...]) -> dict[EvidenceId, list[StoredFile]]:
    found: dict[EvidenceId, list[StoredFile]] = {}
    for file in files:
        found.setdefault(file.evidence_id, []).append(file)
    return found


def _papers(records: Records) -> list[FiledPaper]:
    kinds: dict[str, Paper] = {paper.id: paper for paper in records["papers"]}
    closures: dict[str, Closure] = {closure.id: closure for closure in records["closures"]}
    issued: list[IssuedPaper] = sorted(records["issued_papers"], key=lambda item: item.issued_at)
    return [
        FiledPaper(issued=item, label=kinds[item.paper_id].kind.label, closure=closures[item.closure_id].name)
        for item in issued
    ]
