"""Dossiers: frozen read models, everything an exporter or a screen may know of the records.

They leave the main thread, the store does not. The lines of the lists stand in `models.lists`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from models.domain.closure import (
    Acceptance,
    Closure,
    ClosureId,
    Instrument,
    InstrumentRole,
    IssuedPaper,
    Member,
    Paper,
    SectionEdit,
    SelfCheck,
    Statement,
)
from models.domain.directory import Issuer
from models.domain.evidence import Evidence, EvidenceLink, StoredFile
from models.domain.finding import Finding
from models.domain.indicator_standing import MeasuredIndicator
from models.domain.photo_pairs import ShownPair
from models.domain.plan import Inspection, Measure, MeasureId, Plan, SubItem, Task, TaskNumber, TaskStatus, UnitRole
from models.domain.publicity import Objection, Publicity
from models.domain.sealing import Sealing
from models.domain.statements import Sources, StatementState
from models.lists import TaskRow


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceDossier:
    """One piece of evidence as linked to one measure, with its current files and its number in the task."""

    link: EvidenceLink
    evidence: Evidence
    files: tuple[StoredFile, ...] = ()
    number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementDossier:
    """A statement with its state; `text` is empty while it is missing."""

    text: str
    state: StatementState
    statement: Statement | None = None
    draft: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureDossier:
    """A covered measure with its two statements and what proves it."""

    measure: Measure
    units: tuple[str, ...]
    implementation: StatementDossier
    proof: StatementDossier
    sources: Sources
    evidence: tuple[EvidenceDossier, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosureDossier:
    """Everything the papers of one closure print; `known_units` are all names of units the workspace knows.

    `unsealed` are the titles of the evidence that came, or was renewed, after the last of its `sealings`. `pairs` are
    the pairs of photos of the covered measures and of the task as a whole.
    """

    inspection: Inspection | None
    plan: Plan
    task: Task
    numbers: tuple[TaskNumber, ...]
    sub_items: tuple[SubItem, ...]
    units: tuple[tuple[UnitRole, str], ...]
    closure: Closure
    responsible_units: tuple[str, ...]
    measures: tuple[MeasureDossier, ...]
    acceptance: Acceptance
    instruments: tuple[Instrument, ...]
    joint_units: tuple[str, ...]
    members: tuple[Member, ...]
    contact: Member | None
    issuer: Issuer | None
    paper: Paper
    edits: tuple[SectionEdit, ...]
    self_check: SelfCheck
    publicity: Publicity
    objections: tuple[Objection, ...] = ()
    office: str = ""
    responsible_phone: str = ""
    font_set: str = "gb2312"
    known_units: tuple[str, ...] = ()
    indicators: tuple[MeasuredIndicator, ...] = ()
    sealings: tuple[Sealing, ...] = ()
    unsealed: tuple[str, ...] = ()
    pairs: tuple[ShownPair, ...] = ()

    @property
    def closure_id(self) -> ClosureId:
        """Return the id of the closure the dossier is about."""
        return self.closure.id

    def units_as(self, role: UnitRole) -> tuple[str, ...]:
        """Return the units in one role at the task."""
        return tuple(name for kind, name in self.units if kind is role)

    def instruments_as(self, role: InstrumentRole) -> tuple[Instrument, ...]:
        """Return the instruments named as basis or as standard."""
        return tuple(item for item in self.instruments if item.role is role)


@dataclass(frozen=True, slots=True, kw_only=True)
class FiledMeasure:
    """A measure as a bound file holds it: its units, and the pieces linked to it in their order."""

    measure: Measure
    units: tuple[str, ...] = ()
    links: tuple[EvidenceLink, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FiledPiece:
    """A piece of evidence as a bound file holds it, under the first measure it answers.

    `kept` are earlier versions of its files that a sealing names.
    """

    evidence: Evidence
    number: str
    measure_id: MeasureId
    files: tuple[StoredFile, ...] = ()
    kept: tuple[StoredFile, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FiledPaper:
    """An issued paper as a bound file holds it; `label` is its kind, `closure` what it closes."""

    issued: IssuedPaper
    label: str
    closure: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskFileDossier:
    """Everything the bound file of a task holds; `records` are all its records by the names of their tables."""

    inspection: Inspection | None
    plan: Plan
    task: Task
    units: tuple[tuple[UnitRole, str], ...]
    measures: tuple[FiledMeasure, ...]
    pieces: tuple[FiledPiece, ...]
    papers: tuple[FiledPaper, ...]
    sealings: tuple[Sealing, ...]
    records: Mapping[str, tuple[Any, ...]]
    office: str = ""
    font_set: str = "gb2312"
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerMeasure:
    """One measure as a ledger tells it: its number, text, own deadline and own units."""

    number: str
    text: str
    deadline_text: str = ""
    units: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerTask:
    """One task as a ledger tells it: its line of the list, and what the list has no room for."""

    row: TaskRow
    plan: str = ""
    batch: str = ""
    title: str = ""
    problem: str = ""
    goal: str = ""
    leader: str = ""
    responsible_person: str = ""
    liaison: str = ""
    progress: str = ""
    status: TaskStatus | None = None
    note: str = ""
    numbers: tuple[str, ...] = ()
    units: Mapping[UnitRole, tuple[str, ...]]
    measures: tuple[LedgerMeasure, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerDossier:
    """The listed tasks in their order, as they stood on a day; `plans` are the titles of their plans."""

    tasks: tuple[LedgerTask, ...]
    plans: tuple[str, ...]
    office: str = ""
    on: date
    font_set: str = "gb2312"


@dataclass(frozen=True, slots=True, kw_only=True)
class Produced:
    """A paper that was written: where it lies, its hash, and what has to be said of it."""

    files: tuple[Path, ...]
    sha256: str
    findings: tuple[Finding, ...] = ()
