"""Running the checks: records → findings, for a task, and for the evidence no task uses.

What is wrong with the paper of a closure beside this is asked of the paper itself, by `exporters.check`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from models.assembly.closure import acceptance_of, standing_closures, task_units
from models.assembly.indicators import measured_indicators
from models.assembly.photo_pairs import shown_pairs
from models.assembly.publicity import check_publicity
from models.closure_evidence import covered_measures
from models.domain.checks.dates import date_order
from models.domain.checks.duties import duty_doubts, duty_gaps, false_claims
from models.domain.checks.indicators import false_completion, indicator_doubts, indicator_gaps
from models.domain.checks.photo_pairs import pair_findings
from models.domain.checks.readiness import measure_place, statement_gaps, task_gaps
from models.domain.closure import Acceptance, Closure, Statement, StatementKind
from models.domain.evidence import Evidence, EvidenceId, EvidenceLink
from models.domain.finding import Finding, Level, Target
from models.domain.indicator_standing import MeasuredIndicator
from models.domain.plan import Inspection, Measure, Plan, Task, TaskId, UnitRole
from models.domain.statements import Sources, StatementState, day_of_counting, state_of
from models.vault import FileState
from models.workspace import Workspace

_WRITTEN = (StatementState.DRAFT, StatementState.STALE)


@dataclass(frozen=True, slots=True, kw_only=True)
class ToDo:
    """待办: what a task lacks, and what in it waits for a person; `sources` are the records of its measures."""

    gaps: tuple[Finding, ...]
    waiting: tuple[Finding, ...]
    sources: tuple[Sources, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What is known of a task: its records measure by measure, its indicators and standing closures."""

    task: Task
    sources: list[Sources]
    indicators: tuple[MeasuredIndicator, ...]
    closures: list[Closure]


def gaps(ws: Workspace, task_id: TaskId) -> list[Finding]:
    """Return what a task lacks: in its records, in the periods of its duties, of its indicators that are due."""
    return _gaps(ws, _read(ws, task_id))


def to_do(ws: Workspace, task_id: TaskId) -> ToDo:
    """Return the gaps of a task, and what in it waits for a person.

    These are the statements that are 待确认 or 待核, the duties that cannot be counted, the indicators still short of
    their targets, the dates that cannot be, and what is wrong with its publicity. A statement nobody has written yet
    does not wait: it is written when the measure is done.
    """
    known = _read(ws, task_id)
    others = (item for item in _doubts(ws, known) if item.level is not Level.NOTE)
    return ToDo(
        gaps=tuple(_gaps(ws, known)), waiting=(*_statements(ws, known, _WRITTEN), *others),
        sources=tuple(known.sources),
    )


def check_task(ws: Workspace, task_id: TaskId) -> list[Finding]:
    """Return every finding over a task's records and the files of its evidence, the gaps first."""
    known = _read(ws, task_id)
    findings = [
        *_gaps(ws, known),
        *_statements(ws, known, tuple(StatementState)),
        *_doubts(ws, known),
        *pair_findings(shown_pairs(ws, task_id)),
    ]
    for item in known.sources:
        findings += _files_of_measure(ws, known.task, item)
    return findings


def check_unlinked(ws: Workspace) -> list[Finding]:
    """Return which files are not on disk of the evidence that no check of a task looks at: unused, or in the trash."""
    used: set[EvidenceId] = {link.evidence_id for link in ws.find(EvidenceLink)}
    findings: list[Finding] = []
    for item in ws.find(Evidence, order="rowid"):
        if item.trashed_at is not None:
            findings += _lost_files(ws, item, "回收站", Level.WARN, Target(table="evidence", id=item.id))
        elif item.id not in used:
            findings += _lost_files(ws, item, "佐证 · 未用", Level.STOP, Target(table="evidence", id=item.id))
    return findings


def tasks_in_order(ws: Workspace) -> list[Task]:
    """Return every task, plan by plan, in the order of their numbers."""
    return sorted(ws.find(Task, order="sort_key, rowid"), key=lambda task: task.plan_id)


def _read(ws: Workspace, task_id: TaskId) -> _Known:
    """Return what several checks of a task look at, read once."""
    return _Known(
        task=ws.need(Task, task_id), sources=ws.sources_of(ws.find(Measure, task_id=task_id)),
        indicators=measured_indicators(ws, task_id), closures=standing_closures(ws, task_id),
    )


def _responsible(ws: Workspace, task_id: TaskId) -> list[str]:
    return [name for role, name in task_units(ws, task_id) if role is UnitRole.RESPONSIBLE]


def _gaps(ws: Workspace, known: _Known) -> list[Finding]:
    """Return what a task lacks, as `models.store.standings` counts it for the list; a test holds the two together."""
    task, today = known.task, ws.now().date()
    return [
        *task_gaps(task, known.sources, _responsible(ws, task.id)),
        *(finding for item in known.sources for finding in duty_gaps(task, item, on=today)),
        *indicator_gaps(task, known.indicators, on=today),
    ]


def _doubts(ws: Workspace, known: _Known) -> Iterator[Finding]:
    """Yield what a person has to look at beside the statements."""
    task, today = known.task, ws.now().date()
    for item in known.sources:
        yield from duty_doubts(task, item, on=today)
    yield from _indicators(ws, known)
    plan = ws.need(Plan, task.plan_id)
    yield from date_order(ws.get(Inspection, plan.inspection_id), plan, task, known.sources)
    yield from check_publicity(ws, task)


def _indicators(ws: Workspace, known: _Known) -> Iterator[Finding]:
    """Yield what is wrong with the indicators, and with what each standing closure says of them."""
    task, found, today = known.task, known.indicators, ws.now().date()
    yield from indicator_doubts(task, found, on=today)
    for closure in known.closures if found else ():
        acceptance = acceptance_of(ws, closure.id)
        day = day_of_counting((acceptance,), today)
        yield from false_completion(task, acceptance.goal_completion, found, on=day, subject=closure.subject)


def _statements(ws: Workspace, known: _Known, told: Collection[StatementState]) -> list[Finding]:
    """Return the statements in one of the states, of every measure each standing closure covers."""
    task, findings = known.task, list[Finding]()
    for closure in known.closures:
        covered = {measure.id for measure in covered_measures(ws, closure)}
        day = day_of_counting(ws.find(Acceptance, closure_id=closure.id), ws.now().date())
        written = {(item.measure_id, item.kind): item for item in ws.find(Statement, closure_id=closure.id)}
        for item in known.sources:
            if item.measure.id not in covered:
                continue
            own = {kind: written.get((item.measure.id, kind)) for kind in StatementKind}
            # Of a measure nobody has written a statement for, it does not matter what it rests on.
            digest = item.digest if any(own.values()) else ""
            states = [(kind.label, state_of(statement, digest)) for kind, statement in own.items()]
            states = [(label, state) for label, state in states if state in told]
            findings += statement_gaps(task, item.measure, states, subject=closure.subject)
            texts = [(one.kind.label, one.text) for one in own.values() if one is not None]
            findings += false_claims(task, item, texts, on=day, subject=closure.subject)
            for label, text in texts:
                findings += false_completion(task, text, item.indicators, on=day, subject=closure.subject, label=label)
    return findings


def _files_of_measure(ws: Workspace, task: Task, sources: Sources) -> list[Finding]:
    where = measure_place(task, sources.measure)
    return [
        finding
        for link, evidence in sources.links
        for finding in _lost_files(ws, evidence, where, Level.STOP, Target(table="evidence_links", id=link.id))
    ]


def _lost_files(ws: Workspace, evidence: Evidence, where: str, level: Level, target: Target) -> list[Finding]:
    """Return which files of a piece of evidence are not on disk with their size."""
    return [
        Finding(
            level=level, code="file_missing", where=where,
            text=f"佐证“{evidence.title}”的文件“{file.name}”不在磁盘上或大小不符",
            remedy="从备份恢复，或查看杀毒软件隔离区", target=target,
        )
        for file in ws.current_files(evidence.id)
        if ws.vault.check_size(file.sha256, file.size) is not FileState.INTACT
    ]
