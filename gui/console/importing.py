"""The verb `import`: a file read in the child, set beside the records, taken over but for what is in conflict.

The file is read before the workspace is opened, so that one refused as a whole leaves everything as it was.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from gui.console.answer import Answer, told
from gui.console.desk import Desk
from models.errors import InputError

if TYPE_CHECKING:
    from models.domain.drafts.adoption import AdoptionReport
    from models.domain.drafts.comparison import RowComparison
    from models.domain.drafts.draft import Draft, SourceKind
    from models.domain.drafts.unit_matching import UnitQuestion
    from models.domain.finding import Finding
    from models.workspace import Workspace


def import_file(desk: Desk, file: Path, *, kind: str | None, plan: str, mapping: str, dry_run: bool) -> Answer:
    """Return what was read, and what became of it; with `dry_run` what would."""
    from models.assembly.comparing import new_rows
    from models.domain.drafts.adoption import report_of
    from models.domain.drafts.draft import SourceKind
    from models.intake.reading import read_draft

    if not dry_run or desk.workspace is not None or mapping:
        desk.place()
    wanted = SourceKind(kind) if kind else None
    draft = read_draft(file, wanted, needs_tasks=not mapping)
    if dry_run and desk.workspace is None and not mapping:
        rows = new_rows(draft.tasks)
        return _answer(draft, rows, report_of(rows, {}, draft.left_out), (), f"会新建方案：{title_of(draft, plan)}")
    with desk.open() as ws:
        if mapping:
            draft = _meant_as(ws, file, draft, mapping, wanted)
        return _set_beside(ws, draft, plan, is_dry=dry_run)


def title_of(draft: Draft, plan: str) -> str:
    """Return what a new plan is named: as asked for, else as the file says, else after the file."""
    return plan or draft.plan_title or Path(draft.source).stem


def _set_beside(ws: Workspace, draft: Draft, title: str, *, is_dry: bool) -> Answer:
    from models.actions.adopting import adopt_at_once
    from models.assembly.comparing import compare, unit_questions
    from models.assembly.target_plan import plan_named
    from models.domain.drafts.adoption import report_of

    plan = plan_named(ws, title_of(draft, title))
    rows = compare(ws, draft, plan.id if plan else None)
    asked = unit_questions(ws, draft)
    if not is_dry:
        adopt_at_once(ws, draft, rows, plan_id=plan.id if plan else None, plan_title=title)
    verb = "会" if is_dry else "已"
    into = f"{verb}导入方案：{plan.title}" if plan else f"{verb}新建方案：{title_of(draft, title)}"
    return _answer(draft, rows, report_of(rows, {}, draft.left_out), [_as_new(question) for question in asked], into)


def _meant_as(ws: Workspace, file: Path, draft: Draft, name: str, kind: SourceKind | None) -> Draft:
    """Return the draft of the file with its columns meant as a kept mapping says."""
    from models.domain.drafts.mapping_profile import MappingProfile
    from models.intake.reading import read_draft

    found = ws.find(MappingProfile, name=name)
    if not found:
        known = "、".join(item.name for item in ws.find(MappingProfile)) or "还没有保存过"
        raise InputError("没有这个名称的对应方案", where=f"--mapping {name}", remedy=f"现有：{known}")
    return read_draft(file, kind or draft.kind, [found[0].mapping])


def _answer(
    draft: Draft, rows: Sequence[RowComparison], report: AdoptionReport, asked: Sequence[Finding], into: str
) -> Answer:
    from models.domain.drafts.dry_run import dry_run_json

    named = (*draft.findings, *report.findings, *asked)
    findings = [replace(finding, where=finding.where or draft.source) for finding in named]
    heads = [f"表头：{item.grid} {item.header_place}" for item in draft.mappings if item.header_place]
    count = len(rows) + len(draft.left_out)
    lines = [f"{draft.kind.label}：{draft.source}", *heads, into, f"任务 {count} 项：{report}"]
    document = dry_run_json(draft, [row.state for row in rows], findings)
    # The file was taken, whatever was left out of it.
    return replace(told(findings, *lines), document=document, code=0)


def _as_new(question: UnitQuestion) -> Finding:
    from models.domain.finding import Finding, Level

    likely = "、".join(unit.name for unit in question.candidates)
    return Finding(
        level=Level.WARN, code="unit_unsure", where=question.place or question.name,
        text=f"“{question.name}”和名录里的{likely}相近，没有合并，作为新单位",
        remedy="是同一个单位的，请在单位目录里给它写上别称，或在窗口里导入时选定",
    )
