"""Holding the publicity of each standing closure, and what its notice writes, against days, acceptance and calendar."""

from __future__ import annotations

from collections.abc import Iterator

from models.assembly.closure import standing_closures
from models.assembly.forms import chosen_form, known_forms
from models.assembly.holidays import holidays_of
from models.domain.checks.publicity import PublicityFacts, publicity_findings, written_window
from models.domain.closure import Acceptance, Closure, Paper, PaperKind, SectionEdit
from models.domain.finding import Finding, Target
from models.domain.partial_date import When
from models.domain.plan import Task
from models.domain.publicity import Objection, Publicity
from models.workspace import Workspace

NOTICES = (PaperKind.PUBLIC_NOTICE, PaperKind.NOTICE_TABLE)


def check_publicity(ws: Workspace, task: Task) -> Iterator[Finding]:
    """Yield what is wrong with the publicity of each standing closure of a task; nothing where none was entered."""
    for closure in standing_closures(ws, task.id):
        for publicity in ws.find(Publicity, closure_id=closure.id):
            where = f"任务 {task.number}" + (f" · {closure.subject}" if closure.subject else "") + " · 公示"
            yield from publicity_findings(_facts(ws, closure, publicity), holidays_of(ws), where)
            yield from _edited(ws, closure, publicity, where)


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
