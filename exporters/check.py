"""What is wrong with the records and with the papers printed from them, said together and each thing once.

The rules over records are those of the acceptance team (`models.assembly.check_task`); a paper is asked what would stop
it from going out, an issued one where the records have left what was signed.
"""

from __future__ import annotations

from dataclasses import replace

from exporters.registry import kind_of
from models.assembly import (
    acceptance_of,
    check_task,
    check_unlinked,
    paper_of,
    standing_closures,
    tasks_in_order,
)
from models.assembly.forms import chosen_form, form_faults
from models.assembly.issued import issued_findings
from models.domain.closure import Closure, IssuedPaper, Paper, PaperKind
from models.domain.finding import Finding
from models.domain.plan import Task, TaskId
from models.workspace import Workspace

OPINION = PaperKind.CLOSURE_OPINION


def check(ws: Workspace, task_id: TaskId | None = None) -> list[Finding]:
    """Return every finding over one task, else over all tasks, the evidence no task uses and the own forms, each once.

    Of a closure whose acceptance has begun everything is said that its paper would be told; before, only that the
    paper's form is unknown, so that a task half done is not asked for a team.
    """
    if task_id is not None:
        return _of_task(ws, ws.need(Task, task_id))
    found = [finding for task in tasks_in_order(ws) for finding in _of_task(ws, task)]
    return [*dict.fromkeys(found), *check_unlinked(ws), *form_faults(ws)]


def _of_task(ws: Workspace, task: Task) -> list[Finding]:
    """Return the findings of the records, and of the papers those about something nothing named before them."""
    found = check_task(ws, task.id)
    gaps = {finding.target for finding in found}
    for closure in standing_closures(ws, task.id):
        place = f"任务 {task.number}" + (f" · {closure.subject}" if closure.subject else "")
        for paper in _begun_papers(ws, closure):
            named = {(finding.target, finding.code) for finding in found}
            found += [
                _placed(finding, task, place) for finding in _of_paper(ws, paper)
                if (finding.target, finding.code) not in named
                and not (finding.code == "missing_slot" and finding.target in gaps)
            ]
        found += [_placed(finding, task, place) for finding in issued_findings(ws, closure.id)]
    return found


def _begun_papers(ws: Workspace, closure: Closure) -> list[Paper]:
    """Return the opinion, and of the other kinds the papers somebody has begun and nobody has issued yet."""
    issued = {item.paper_id for item in ws.find(IssuedPaper, closure_id=closure.id)}
    begun = [paper for paper in ws.find(Paper, closure_id=closure.id) if paper.kind is not OPINION]
    return [paper for paper in (paper_of(ws, closure.id), *begun) if paper.id not in issued]


def _of_paper(ws: Workspace, paper: Paper) -> tuple[Finding, ...]:
    chosen = chosen_form(ws, paper)
    if paper.kind is not OPINION or acceptance_of(ws, paper.closure_id).has_begun:
        kind = kind_of(paper.kind)
        return chosen.findings + kind.check(chosen.definition, kind.assemble(ws, paper.closure_id, paper.kind))
    return chosen.findings if paper.form else ()


def _placed(finding: Finding, task: Task, place: str) -> Finding:
    """Return what a paper is told with the task named, where it is not yet and has to do with it."""
    is_of_office = finding.target is not None and finding.target.table == "settings"
    if is_of_office or finding.where.startswith(f"任务 {task.number}"):
        return finding
    return replace(finding, where=f"{place} · {finding.where}")
