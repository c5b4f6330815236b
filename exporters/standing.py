"""How far the papers of a closure are: not begun, lacking, ready, issued, issued with records that have moved on.

A paper is begun with its first entry; before that nothing is asked of it. What it lacks is what would stop its export.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from exporters.registry import ExportKind, kind_of
from models.assembly import chosen_form, standing_closures
from models.assembly.forms import known_forms
from models.assembly.issued import issued_differences
from models.domain.closure import Closure, ClosureId, IssuedPaper, Paper, PaperKind, SectionEdit
from models.domain.finding import Level
from models.workspace import Workspace


class PaperState(StrEnum):
    """文书状态: how far a paper is."""

    NOT_BEGUN = "not_begun"
    LACKING = "lacking"
    READY = "ready"
    ISSUED = "issued"
    DIFFERS = "differs"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How far one paper is; `lacks` counts what has to be dealt with before it may leave."""

    kind: PaperKind
    state: PaperState
    lacks: int = 0
    is_signed: bool = True

    @property
    def label(self) -> str:
        """Return the state in words: 未开始, 缺 3, 可签发, 可导出 for what nobody signs, 已签发, 与签发稿不一致."""
        match self.state:
            case PaperState.NOT_BEGUN:
                return "未开始"
            case PaperState.LACKING:
                return f"缺 {self.lacks}"
            case PaperState.READY:
                return "可签发" if self.is_signed else "可导出"
            case PaperState.ISSUED:
                return "已签发"
            case PaperState.DIFFERS:
                return "与签发稿不一致"


def standing_of(ws: Workspace, closure_id: ClosureId, kind: PaperKind) -> Standing:
    """Return how far the closure's paper of a kind is; a begun one is built and checked for it."""
    papers = ws.find(Paper, closure_id=closure_id, kind=kind)
    for issued in ws.find(IssuedPaper, paper_id=papers[0].id) if papers else ():
        moved = _is_standing(ws, closure_id) and bool(issued_differences(ws, issued))
        return Standing(kind=kind, state=PaperState.DIFFERS if moved else PaperState.ISSUED)
    if not papers and not _is_edited(ws, closure_id, kind):
        return Standing(kind=kind, state=PaperState.NOT_BEGUN)
    return _checked(ws, closure_id, kind_of(kind))


def _is_standing(ws: Workspace, closure_id: ClosureId) -> bool:
    """Return whether no later round has begun; what an earlier one signed need not agree with the records for ever."""
    task_id = ws.need(Closure, closure_id).task_id
    return any(closure.id == closure_id for closure in standing_closures(ws, task_id))


def _is_edited(ws: Workspace, closure_id: ClosureId, kind: PaperKind) -> bool:
    edited = {edit.form for edit in ws.find(SectionEdit, closure_id=closure_id)}
    return bool(edited) and any(form.key in edited for form in known_forms(ws, kind))


def _checked(ws: Workspace, closure_id: ClosureId, kind: ExportKind) -> Standing:
    dossier = kind.assemble(ws, closure_id, kind.form_kind)
    chosen = chosen_form(ws, dossier.paper)
    found = dict.fromkeys((*chosen.findings, *kind.check(chosen.definition, dossier)))
    lacks = sum(finding.level is Level.STOP for finding in found)
    return Standing(
        kind=kind.kind, state=PaperState.LACKING if lacks else PaperState.READY, lacks=lacks,
        is_signed=bool(chosen.definition.sign_off),
    )
