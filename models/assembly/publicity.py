"""Holding the publicity of each standing closure, and what its notice writes, against days, acceptance and calendar."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from models.assembly.closure import publicity_of, self_check_of, standing_closures
from models.assembly.forms import chosen_form, known_forms
from models.assembly.holidays import holidays_of
from models.domain.checks.publicity import PublicityFacts, publicity_findings, written_window
from models.domain.closure import Acceptance, Closure, ClosureId, Paper, PaperKind, SectionEdit
from models.domain.finding import Finding, Target
from models.domain.partial_date import When
from models.domain.plan import Task, TaskId
from models.domain.publicity import Objection, Publicity
from models.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """公示进度: whether what stands of a task was checked by itself, hangs out today, or has hung out."""

    is_checked: bool = False
    is_publishing: bool = False
    is_published: bool = False


NOTICES = (PaperKind.PUBLIC_NOTICE, PaperKind.NOTICE_TABLE)


def check_publicity(ws: Workspace, task: Task) -> Iterator[Finding]:
    """Yield what is wrong with the publicity of each standing closure of a task; nothing where none was entered."""
    for closure in standing_closures(ws, task.id):
        for publicity in ws.find(Publicity, closure_id=closure.id):
            where = f"任务 {task.number}" + (f" · {closure.subject}" if closure.subject else "") + " · 公示"
            yield from publicity_findings(_facts(ws, closure, publicity), holidays_of(ws), where)
            yield from _edited(ws, closure, publicity, where)


def standing_of(ws: Workspace, task_id: TaskId, on: date) -> Standing:
    """Return how far self-check and publicity of the standing closures of a task are on a day."""
    closures = standing_closures(ws, task_id)
    shown = [publicity_of(ws, closure.id) for closure in closures]
    checks = [self_check_of(ws, closure.id) for closure in closures]
    return Standing(
        is_checked=bool(checks) and all(item.held_on or item.conclusion.strip() for item in checks),
        is_publishing=any(hangs_on(item, on) for item in shown),
        is_published=bool(shown) and all(
            item.starts_on is not None and item.ends_on is not None and item.ends_on.last_day < on for item in shown),
    )


def hangs_on(publicity: Publicity, on: date) -> bool:
    """Return whether a publicity has begun and is not over on a day; one without an end is not."""
    start, end = publicity.starts_on, publicity.ends_on
    return start is not None and start.first_day <= on and (end is None or on <= end.last_day)


def publicity_findings_of(ws: Workspace, closure_id: ClosureId) -> list[Finding]:
    """Return what is wrong with the publicity of one closure, whether or not a newer round stands."""
    closure = ws.need(Closure, closure_id)
    return [finding for publicity in ws.find(Publicity, closure_id=closure_id)
            for finding in publicity_findings(_facts(ws, closure, publicity), holidays_of(ws))]


def _facts(ws: Workspace, closure: Closure, publicity: Publicity) -> PublicityFacts:
    papers = [paper for kind in NOTICES for paper in ws.find(Paper, closure_id=closure.id, kind=kind)]
    dated = next((paper for paper in papers if paper.dated_on is not None), None)
    held: tuple[When, ...] = ()
    if any(chosen_form(ws, paper).definition.uses("验收日期") for paper in papers):
        held = tuple(when for item in ws.find(Acceptance, closure_id=closure.id) for when in item.held_on)
    return PublicityFacts(
        publicity=publicity, objections=ws.find(Objection, publicity_id=publicity.id),
        noticed_on=dated.dated_on if dated else None, accepted_on=held,
    )


def _edited(ws: Workspace, closure: Closure, publicity: Publicity, where: str) -> Iterator[Finding]:
    """Yield what is wrong with the window in the parts of a notice that a person has rewritten."""
    keys = {form.key for kind in NOTICES for form in known_forms(ws, kind)}
    for edit in ws.find(SectionEdit, closure_id=closure.id):
        if edit.form in keys:
            target = Target(table="publicities", id=publicity.id, field="ends_on")
            yield from written_window(edit.text, publicity, holidays_of(ws), f"{where} · 改写的文字", target)
