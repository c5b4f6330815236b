"""签发稿: the issued papers of a closure, found by code, and how the records differ from them now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from models.assembly.closure import closure_dossier
from models.domain.canonical import canonical
from models.domain.closure import ClosureId, IssuedPaper, Paper
from models.domain.finding import Finding
from models.domain.issue_code import read_code
from models.domain.issue_differences import RecordDifference, differences
from models.domain.issuing import differs
from models.dossiers import ClosureDossier
from models.workspace import Workspace


def frozen_text(dossier: ClosureDossier, form: str) -> str:
    """Return what an issued paper keeps of its dossier: all of it but the edits of other forms and the directory."""
    edits = tuple(edit for edit in dossier.edits if edit.form == form)
    return canonical(replace(dossier, edits=edits, known_units=()))


def issued_of(ws: Workspace, closure_id: ClosureId) -> list[IssuedPaper]:
    """Return the issued papers of a closure in the order they were issued."""
    return ws.find(IssuedPaper, order="issued_at", closure_id=closure_id)


def issued_by_code(ws: Workspace, typed: str) -> IssuedPaper | None:
    """Return the issued paper with the code a person typed or a scan carries; None where there is none."""
    code = read_code(typed)
    found = ws.find(IssuedPaper, code=code) if code else []
    return found[0] if found else None


def issued_differences(ws: Workspace, issued: IssuedPaper) -> tuple[RecordDifference, ...]:
    """Return what the records say now and did not say when the paper was issued."""
    kind = ws.need(Paper, issued.paper_id).kind
    now = frozen_text(closure_dossier(ws, issued.closure_id, kind), issued.form)
    return differences(issued.dossier, now, issued.definition)


def issued_findings(ws: Workspace, closure_id: ClosureId) -> Iterator[Finding]:
    """Yield 与签发稿不一致 for each issued paper of a closure whose records have moved on."""
    for issued in issued_of(ws, closure_id):
        paper = ws.need(Paper, issued.paper_id)
        finding = differs(issued, paper.kind.label, issued_differences(ws, issued))
        if finding is not None:
            yield finding
