"""签发稿: the issued papers of a closure, found by code, and how the records differ from them now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from models.assembly.closure import closure_dossier
from models.domain.canonical import canonical, restored
from models.domain.closure import Closure, ClosureId, IssuedPaper, Paper, PaperId, PaperKind
from models.domain.finding import Finding, Level, Target
from models.domain.form import FormDefinition
from models.domain.issue_code import grouped, read_code
from models.domain.issue_differences import RecordDifference, differences
from models.domain.issuing import differs
from models.domain.plan import Task
from models.dossiers import ClosureDossier
from models.errors import AppError, ReferenceDataError
from models.form_files import read_form
from models.vault import FileState
from models.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenPaper:
    """签发时的文书: the form and the records an issued paper was printed from."""

    form: FormDefinition
    dossier: ClosureDossier


def frozen_text(dossier: ClosureDossier, form: str) -> str:
    """Return what an issued paper keeps of its dossier: all but the edits of other forms and what it does not print."""
    edits = tuple(edit for edit in dossier.edits if edit.form == form)
    return canonical(replace(dossier, edits=edits, known_units=(), indicators=(), unsealed=()))


def issued_of(ws: Workspace, closure_id: ClosureId) -> list[IssuedPaper]:
    """Return the issued papers of a closure in the order they were issued."""
    return ws.find(IssuedPaper, order="issued_at", closure_id=closure_id)


def issued_as(ws: Workspace, closure_id: ClosureId, kind: PaperKind) -> IssuedPaper | None:
    """Return the closure's issued paper of one kind; None where it is not issued."""
    papers = {paper.id for paper in ws.find(Paper, closure_id=closure_id, kind=kind)}
    return next((item for item in issued_of(ws, closure_id) if item.paper_id in papers), None)


def frozen_paper(issued: IssuedPaper) -> FrozenPaper:
    """Return what an issued paper was printed from; raises AppError where another program froze it otherwise."""
    try:
        form = read_form(issued.definition, where=issued.form)
        return FrozenPaper(form=form, dossier=restored(ClosureDossier, issued.dossier))
    except (ReferenceDataError, ValueError) as error:
        raise AppError(
            "这份签发稿是别的版本签发的，这里看不了它的正文", where=grouped(issued.code), remedy="请打开签发稿查看。"
        ) from error


def issued_by_code(ws: Workspace, typed: str) -> IssuedPaper | None:
    """Return the issued paper with the code a person typed or a scan carries; None where there is none."""
    code = read_code(typed)
    found = ws.find(IssuedPaper, code=code) if code else []
    return found[0] if found else None


def issued_elsewhere(ws: Workspace, code: str, paper_id: PaperId) -> Iterator[Finding]:
    """Yield that a code on a file taken back is that of another paper, which is issued; says which one."""
    issued = issued_by_code(ws, code)
    if issued is None or issued.paper_id == paper_id:
        return
    closure = ws.need(Closure, issued.closure_id)
    task = ws.need(Task, closure.task_id)
    kind = ws.need(Paper, issued.paper_id).kind
    yield Finding(
        level=Level.STOP, code="taken_back_issued", where="取回稿 · 签发编号",
        text=f"编号 {grouped(code)} 是任务 {task.number} 已签发的{kind.label}（{closure.name}）的",
        remedy="核对是不是拿错了文件；要从那份改起的，请先删去文件里的签发编号",
    )


def issued_differences(ws: Workspace, issued: IssuedPaper) -> tuple[RecordDifference, ...]:
    """Return what the records say now and did not say when the paper was issued."""
    kind = ws.need(Paper, issued.paper_id).kind
    now = frozen_text(closure_dossier(ws, issued.closure_id, kind), issued.form)
    return differences(issued.dossier, now, issued.definition)


def issued_findings(ws: Workspace, closure_id: ClosureId) -> Iterator[Finding]:
    """Yield which files of a closure's issued papers are gone, and 与签发稿不一致 where the records have moved on."""
    for issued in issued_of(ws, closure_id):
        yield from _lost_files(ws, issued)
        paper = ws.need(Paper, issued.paper_id)
        finding = differs(issued, paper.kind.label, issued_differences(ws, issued))
        if finding is not None:
            yield finding


def _lost_files(ws: Workspace, issued: IssuedPaper) -> Iterator[Finding]:
    """Yield which of the files of an issued paper are not on disk with their size, each once."""
    named = {
        issued.own_sha256: (issued.own_size, issued.own_name), issued.file_sha256: (issued.file_size, issued.file_name),
        issued.scan_sha256: (issued.scan_size, issued.scan_name),
    }
    for sha256, (size, name) in named.items():
        if sha256 and ws.vault.check_size(sha256, size) is not FileState.INTACT:
            yield Finding(
                level=Level.STOP, code="file_missing", where=f"签发稿 {grouped(issued.code)}",
                text=f"文件“{name}”不在磁盘上或大小不符", remedy="从备份恢复，或查看杀毒软件隔离区",
                target=Target(table="issued_papers", id=issued.id),
            )
