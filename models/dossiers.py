"""Dossiers: frozen read models, everything an exporter or a screen may know of the records.

They leave the main thread, the store does not. The lines of the lists stand in `models.lists`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from models.domain.closure import (
    Acceptance,
    Closure,
    ClosureId,
    Instrument,
    InstrumentRole,
    Member,
    Paper,
    SectionEdit,
    SelfCheck,
    Statement,
)
from models.domain.directory import Issuer
from models.domain.evidence import Evidence, EvidenceLink, StoredFile
from models.domain.finding import Finding
from models.domain.plan import Inspection, Measure, Plan, SubItem, Task, TaskNumber, UnitRole
from models.domain.publicity import Objection, Publicity
from models.domain.statements import Sources, StatementState


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceDossier:
    """One piece of evidence as linked to one measure, with its files."""

    link: EvidenceLink
    evidence: Evidence
    files: tuple[StoredFile, ...] = ()


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
    """Everything the papers of one closure print; `known_units` are all names of units the workspace knows."""

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
class Produced:
    """A paper that was written: where it lies, its hash, and what has to be said of it."""

    files: tuple[Path, ...]
    sha256: str
    findings: tuple[Finding, ...] = ()
