"""From the workspace to a job: `prepare` reads what a paper needs on the main thread; a worker runs the job.

A form that the records name and nobody knows is never passed over for another in silence. Of an issued paper the signed
file is given out, or what was frozen is printed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from exporters.paper_job import Job, file_name
from exporters.photos import PhotoShelf
from exporters.registry import ExportKind, kind_of
from exporters.selection import Selection, closure_of
from exporters.signed_file import SignedFile
from exporters.target import FOLDER, refuse_other_ending, refuse_own_files
from models.assembly import closure_dossier, dossier_of_kind
from models.assembly.forms import ChosenForm, chosen_form, default_form, known_forms
from models.assembly.issued import frozen_paper
from models.domain.closure import IssuedPaper, PaperKind
from models.domain.finding import Finding, Level, Target
from models.domain.form import FormDefinition
from models.domain.issue_code import grouped
from models.domain.office_forms import OfficeTemplate
from models.dossiers import ClosureDossier
from models.errors import ExportError
from models.looking import Looking
from models.reporting import Report
from models.workspace import Workspace

if TYPE_CHECKING:
    from exporters.template.names import TemplateNames
    from exporters.template.of_dossier import Annexes, Template

_WITH_TABLES = (PaperKind.CLOSURE_OPINION, PaperKind.EVIDENCE_CATALOGUE, PaperKind.MAPPING_TABLE)


def prepare(
    ws: Workspace,
    kind: str,
    selection: Selection,
    *,
    form: str | None = None,
    template: Path | OfficeTemplate | None = None,
    public: bool = False,
    draft: bool = False,
    path: Path | None = None,
    folder: Path | None = None,
) -> Job:
    """Read what a paper needs from the workspace; the job it returns no longer sees it.

    Without `form` the opinion's own is taken, else the office's default. Without `path` and `folder` the paper goes to
    文书 in the workspace. A `path` among the workspace's own files raises InputError. A `template` is a file or one of
    the office's own; the form then says what its sections print. Of an issued paper the signed file is given out, of
    its public copy and its table alone what was frozen is printed.
    """
    wanted = kind_of(kind)
    refuse_own_files(ws.folder, path)
    dossier = wanted.assemble(ws, closure_of(ws, selection), wanted.form_kind)
    job = _plain_job(ws, wanted, dossier, form)
    made_by = _template(ws, template, job.form)
    if made_by is None:
        job = _as_issued(ws, job, form, public=public)
    job = replace(
        job, folder=folder or job.folder, path=path, public=public, draft=draft and job.signed is None,
        template=made_by,
    )
    if path is not None:
        refuse_other_ending(path, job.suffix, wanted.label)
    return replace(job, name=file_name(job, ws.now().date()))


def prepare_kinds(
    ws: Workspace, kinds: Sequence[ExportKind], selection: Selection, *, public: bool = False
) -> tuple[Job, ...]:
    """Read what several papers of one closure need, the records they share only once; none of them is named yet."""
    dossier = closure_dossier(ws, closure_of(ws, selection))
    of_kind = {kind.form_kind: dossier_of_kind(ws, dossier, kind.form_kind) for kind in kinds}
    jobs = (_plain_job(ws, kind, of_kind[kind.form_kind], None) for kind in kinds)
    return tuple(replace(_as_issued(ws, job, None, public=public), public=public) for job in jobs)


def _as_issued(ws: Workspace, job: Job, form: str | None, *, public: bool) -> Job:
    """Return the export of a paper that is signed: the signed file, else what was frozen; in another form as it is."""
    for issued in ws.find(IssuedPaper, paper_id=job.dossier.paper.id):
        if form not in (None, issued.form):
            return job
        is_file = not public and job.kind.kind is job.kind.form_kind
        note = _of_issued(issued, job.kind.label, is_file=is_file)
        if is_file:
            file = SignedFile(
                path=ws.vault.path_of(issued.file_sha256), name=issued.file_name, sha256=issued.file_sha256
            )
            return replace(job, about_form=(note,), signed=file)
        frozen = frozen_paper(issued)
        code = "" if public else issued.code
        return replace(job, form=frozen.form, dossier=frozen.dossier, code=code, about_form=(note,))
    return job


def _plain_job(ws: Workspace, wanted: ExportKind, dossier: ClosureDossier, form: str | None) -> Job:
    chosen = chosen_form(ws, dossier.paper) if form is None else _known(ws, form, wanted)
    return Job(
        kind=wanted, form=chosen.definition, dossier=dossier, name="", folder=ws.folder / FOLDER,
        cache=ws.folder / "cache", about_form=chosen.findings,
        shelf=PhotoShelf(vault=ws.vault, looking=Looking.in_workspace(ws.folder)),
    )


def _of_issued(issued: IssuedPaper, label: str, *, is_file: bool) -> Finding:
    """Return what is said of an issued paper given out again: a WARN where what was signed was edited elsewhere."""
    is_edited = issued.file_sha256 != issued.own_sha256
    told = "这是签发的文件" if is_file else "按签发时的记录和样式写"
    warn = "；签发的是取回的文件，它在 WPS 里改过的文字这里没有，请逐句核对" if is_edited and not is_file else ""
    return Finding(
        level=Level.WARN if warn else Level.NOTE, code="issued", where=f"{label} · 签发稿 {grouped(issued.code)}",
        text=f"{issued.issued_at:%Y-%m-%d} 已签发，{told}{warn}", remedy="要改的请再验一轮，另行签发",
        target=Target(table="issued_papers", id=issued.id),
    )


def _template(
    ws: Workspace, template: Path | OfficeTemplate | None, form: FormDefinition
) -> Template | None:
    if template is None:
        return None
    # What fills a template is loaded by the worker.
    from exporters.template.of_dossier import Template

    tables = _annexes(ws, form)
    if isinstance(template, Path):
        return Template(path=template.absolute(), label=template.name, tables=tables)
    return Template(path=ws.vault.path_of(template.sha256), label=template.label, tables=tables)


def _annexes(ws: Workspace, form: FormDefinition) -> Annexes:
    from exporters.template.of_dossier import annexes

    return annexes((form, *(default_form(ws, kind) for kind in _WITH_TABLES), *ws.reference.forms))


def prepare_names(ws: Workspace, kind: str, selection: Selection) -> Callable[[Report], TemplateNames]:
    """Return work for a worker: what every name of a template prints for a closure, as the records stand now."""
    from exporters.template.of_dossier import names_of

    job = prepare(ws, kind, selection)
    tables = _annexes(ws, job.form)
    return lambda _: names_of(job.dossier, job.form, tables)


def _known(ws: Workspace, key: str, kind: ExportKind) -> ChosenForm:
    forms = known_forms(ws, kind.form_kind)
    for form in forms:
        if form.key == key:
            return ChosenForm(definition=form)
    known = "、".join(f"{form.key}（{form.label}）" for form in forms)
    raise ExportError(f"{kind.label}没有叫“{key}”的样式", remedy=f"可用的有：{known}")
