"""Running the checks: records → findings, for a task, for a closure, for the whole workspace."""

from __future__ import annotations

from models.assembly.closure import covered_measures, standing_closures, statement_dossier, task_units
from models.domain.checks.readiness import date_order, measure_place, statement_gaps, task_gaps
from models.domain.closure import Closure, StatementKind
from models.domain.evidence import StoredFile
from models.domain.finding import Finding, Level, Target
from models.domain.plan import Measure, Plan, Task, TaskId, UnitRole
from models.domain.statements import Sources
from models.vault import FileState
from models.workspace import Workspace


def gaps(ws: Workspace, task_id: TaskId) -> list[Finding]:
    """Return what the records of a task lack, in the order of its measures."""
    task = ws.need(Task, task_id)
    return list(task_gaps(task, _sources(ws, task_id), _responsible(ws, task_id)))


def check_task(ws: Workspace, task_id: TaskId) -> list[Finding]:
    """Return every finding over the records of one task: gaps, statements of its standing closures, dates, files."""
    task = ws.need(Task, task_id)
    sources = _sources(ws, task_id)
    findings = list(task_gaps(task, sources, _responsible(ws, task_id)))
    for closure in standing_closures(ws, task_id):
        findings += _statements(ws, task, closure, sources)
    findings += date_order(ws.need(Plan, task.plan_id), task, sources)
    for item in sources:
        findings += _files(ws, task, item)
    return findings


def check_all(ws: Workspace) -> list[Finding]:
    """Return the findings over every task, in the order of their numbers."""
    tasks = sorted(ws.find(Task, order="sort_key, rowid"), key=lambda task: task.plan_id)
    return [finding for task in tasks for finding in check_task(ws, task.id)]


def _sources(ws: Workspace, task_id: TaskId) -> list[Sources]:
    return [ws.sources(measure) for measure in ws.find(Measure, task_id=task_id)]


def _responsible(ws: Workspace, task_id: TaskId) -> list[str]:
    return [name for role, name in task_units(ws, task_id) if role is UnitRole.RESPONSIBLE]


def _statements(ws: Workspace, task: Task, closure: Closure, sources: list[Sources]) -> list[Finding]:
    covered = {measure.id for measure in covered_measures(ws, closure)}
    findings: list[Finding] = []
    for item in sources:
        if item.measure.id in covered:
            states = [(kind.label, statement_dossier(ws, closure.id, kind, item).state) for kind in StatementKind]
            findings += statement_gaps(task, item.measure, states, subject=closure.subject)
    return findings


def _files(ws: Workspace, task: Task, sources: Sources) -> list[Finding]:
    """Return which files of a measure's evidence are not on disk with their size."""
    findings = []
    for link, evidence in sources.links:
        for file in ws.find(StoredFile, evidence_id=evidence.id):
            if ws.vault.check_size(file.sha256, file.size) is FileState.INTACT:
                continue
            findings.append(
                Finding(
                    level=Level.STOP, code="file_missing", where=measure_place(task, sources.measure),
                    text=f"佐证“{evidence.title}”的文件“{file.name}”不在磁盘上或大小不符",
                    remedy="从备份恢复，或查看杀毒软件隔离区",
                    target=Target(table="evidence_links", id=link.id),
                )
            )
    return findings
