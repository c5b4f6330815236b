"""From the workspace to a paper on disk: `prepare` reads on the main thread, `Job.run` builds and writes in a worker.

A paper with STOP findings is refused, or saved as a draft that says so in its name and marks every gap. The file's name
is 任务号-文种-日期; it is written beside, opened again and counted, and only then named. A form that the records name
and nobody knows is never passed over for another in silence.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from exporters.blocks import Document
from exporters.forms.build import public_notes
from exporters.forms.masking import masked, masked_words
from exporters.forms.photos import dated, placed
from exporters.pdf import Pages, convert_bytes
from exporters.photos import NONE as NO_PHOTOS
from exporters.photos import PhotoShelf, ReadPhotos, read_photos
from exporters.recount import recount
from exporters.registry import ExportKind, kind_of
from exporters.saving import save
from exporters.signed_file import SignedFile
from exporters.table_sheet import table_sheet
from models.assembly import (
    closure_dossier,
    dossier_of_kind,
    standing_closures,
)
from models.assembly.by_number import tasks_numbered
from models.assembly.forms import ChosenForm, chosen_form, default_form, known_forms
from models.assembly.issued import frozen_paper
from models.disk import said
from models.domain.closure import Closure, ClosureId, ClosureSubject, IssuedPaper, PaperKind
from models.domain.file_names import safe_name
from models.domain.finding import Finding, Level, Target
from models.domain.form import ContentKind, FormDefinition
from models.domain.issue_code import grouped
from models.domain.numbering import natural_key
from models.domain.office_forms import OfficeTemplate
from models.domain.plan import Plan, Task, TaskId
from models.domain.wording import bare_title
from models.dossiers import ClosureDossier, Produced
from models.errors import ExportError, InputError
from models.looking import Looking
from models.reporting import Report, unheard
from models.workspace import Workspace

if TYPE_CHECKING:
    from exporters.template.names import TemplateNames
    from exporters.template.of_dossier import Annexes, Template

FOLDER = "文书"
SHEET_SUFFIX = ".xlsx"
NO_PAGES_OF_SHEET = "Excel 表格没有版式预览"
OPINION = PaperKind.CLOSURE_OPINION
LONGEST_STEM = 80
LONGEST_STEM_BYTES = 200


_WITH_TABLES = (PaperKind.CLOSURE_OPINION, PaperKind.EVIDENCE_CATALOGUE, PaperKind.MAPPING_TABLE)


class PaperRefused(ExportError):
    """A paper that may not leave yet; `findings` are all that was found, STOP and others."""

    def __init__(
        self, label: str, findings: Sequence[Finding], *, text: str = "还有 {} 处须处理，没有导出",
        remedy: str = "请逐处处理，或先存为草稿。",
    ) -> None:
        stops = sum(finding.level is Level.STOP for finding in findings)
        super().__init__(text.format(stops), where=label, remedy=remedy)
        self.findings = tuple(findings)


class TemplateRefused(PaperRefused):
    """A template that no paper can be filled into, not even a draft; `findings` are its faults."""

    def __init__(self, label: str, faults: Sequence[Finding]) -> None:
        remedy = "请在 Word 或 WPS 里改好模板，再导出。"
        super().__init__(label, faults, text="模板有 {} 处须改，没有导出", remedy=remedy)


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What is to be exported: one closure, one task, or the task with this number (of the plan with this title)."""

    closure_id: ClosureId | None = None
    task_id: TaskId | None = None
    task: str = ""
    plan: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One export, ready to run in a worker: frozen values only.

    `path` is written exactly, over what is there; without it the paper goes into `folder` under the first free name.
    What was `signed` is given out as it was signed.
    """

    kind: ExportKind
    form: FormDefinition
    dossier: ClosureDossier
    name: str
    folder: Path
    cache: Path
    path: Path | None = None
    public: bool = False
    draft: bool = False
    code: str = ""
    about_form: tuple[Finding, ...] = ()
    template: Template | None = None
    signed: SignedFile | None = None
    shelf: PhotoShelf | None = None

    @property
    def suffix(self) -> str:
        """Return how the name of its file ends."""
        return SHEET_SUFFIX if self.form.is_sheet and self.template is None else self.kind.suffix

    def findings(self) -> tuple[Finding, ...]:
        """Return what has to be said of the paper, masked places of a public copy included."""
        if self.signed is not None:
            return self.about_form
        found = self.about_form + self.kind.check(self.form, self.dossier)
        if not self.public:
            return found
        return found + masked(self.kind.build(self.form, self.dossier)).findings + public_notes(self.form)

    def document(self, read: ReadPhotos | None = None) -> Document:
        """Return the paper as blocks, gaps marked; photos that were not `read` yet are, in a worker."""
        photos = (self.photos() if read is None else read).photos
        dossier = dated(self.dossier, photos)
        return placed(self.kind.build(self.form, dossier, public=self.public, code=self.code), photos)

    def photos(self, report: Report = unheard) -> ReadPhotos:
        """Return the photos the paper prints, read for printing; for a worker."""
        if self.shelf is None or not self.form.prints(ContentKind.PHOTO_PAIRS):
            return NO_PHOTOS
        return read_photos(self.dossier, self.shelf, report)

    def run(self, report: Report = unheard) -> Produced:
        """Build, check, write beside, open again and count, then name the file; `report` may raise Cancelled.

        Raises PaperRefused for STOP findings unless this is a draft, and ExportError for what the disk refuses.
        """
        report(0, 3, "正在核对")
        paper = self._made(report)
        if any(finding.level is Level.STOP for finding in paper.faults):
            raise TemplateRefused(self.kind.label, paper.faults)
        findings = paper.faults + paper.findings
        if not self.draft and any(finding.level is Level.STOP for finding in findings):
            raise PaperRefused(self.kind.label, findings)
        report(1, 3, "正在排版")
        content = paper.content()
        # The last moment to stop: what has its name is there.
        report(2, 3, "正在保存")
        placed = self._save(content, paper.check)
        return Produced(files=(placed,), sha256=hashlib.sha256(content).hexdigest(), findings=findings)

    def pages(self, report: Report = unheard) -> Pages:
        """Return the paper as it will be printed, gaps marked; made by the office program, kept in the cache.

        Raises ExportError for a sheet, which Excel or WPS prints.
        """
        if self.suffix == SHEET_SUFFIX:
            raise ExportError(NO_PAGES_OF_SHEET, where=self.form.label, remedy="请导出后在 WPS 或 Excel 里看和打印。")
        report(0, 2, "正在排版")
        content = self._made(report).content()
        report(1, 2, "正在排出页面")
        return convert_bytes(content, self.cache / "pages")

    def _made(self, report: Report) -> _Made:
        if self.signed is not None:
            return _Made(findings=self.about_form, content=self.signed.content, check=lambda _: None)
        if self.suffix == SHEET_SUFFIX:
            return self._as_sheet()
        return self._by_form(report) if self.template is None else self._by_template(self.template, report)

    def _by_form(self, report: Report) -> _Made:
        from exporters import word

        read = self.photos(report)
        job = replace(self, dossier=dated(self.dossier, read.photos))
        document = job.document(read)
        return _Made(
            findings=job.findings() + read.findings, content=lambda: word.to_bytes(document),
            check=lambda path: recount(document, path),
        )

    def _as_sheet(self) -> _Made:
        made = table_sheet(self.document(), self.form)
        return _Made(findings=self.findings() + made.findings, content=made.content, check=made.check)

    def _by_template(self, template: Template, report: Report) -> _Made:
        from exporters.template.paper import filled_paper

        def heard(_done: int, _total: int, text: str) -> None:
            report(0, 3, text)

        paper = filled_paper(
            template, self.form, self.dossier, public=self.public, code=self.code, report=heard
        )
        return _Made(
            faults=paper.faults, findings=self.about_form + paper.findings, content=paper.content,
            check=paper.refuse_incomplete,
        )

    def _save(self, content: bytes, check: Callable[[Path], None]) -> Path:
        if self.path is None and self.folder == self.cache.parent / FOLDER:
            make_folder(self.folder)
        target = self.path or self.folder / self.name
        return save(content, target, replace=self.path is not None, check=check)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Made:
    """A paper on its way to the disk: what has to be said of it, its bytes when asked for, and how it is counted.

    `faults` are those of a template, with which there is not even a draft.
    """

    findings: tuple[Finding, ...]
    content: Callable[[], bytes]
    check: Callable[[Path], None]
    faults: tuple[Finding, ...] = ()


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
    if path is not None:
        refuse_own_files(ws, path)
    dossier = wanted.assemble(ws, closure_of(ws, selection), wanted.form_kind)
    job = _plain_job(ws, wanted, dossier, form)
    made_by = _template(ws, template, job.form)
    if made_by is None:
        job = _as_issued(ws, job, form, public=public)
    job = replace(
        job, folder=folder or job.folder, path=path, public=public, draft=draft and job.signed is None,
        template=made_by,
    )
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


def refuse_own_files(ws: Workspace, path: Path) -> None:
    """Refuse a path where the paper would take the place of the store or of evidence."""
    own, place = ws.folder.resolve(), Path(os.path.realpath(path))
    if place.is_relative_to(own) and not place.is_relative_to(own / FOLDER):
        raise InputError("文书不能写进工作区自己的文件里", where=str(path), remedy="请写到别的文件夹")


def file_name(job: Job, today: date) -> str:
    """Return 任务号-文种-日期 with what sets this copy apart, fit for a Windows disk.

    The date is the paper's own, or `today` while it has none to the day.
    """
    dated_on = job.dossier.paper.dated_on
    day = dated_on.first_day if dated_on is not None and dated_on.is_full else today
    whole = job.dossier.closure.subject_kind is ClosureSubject.TASK
    parts = (f"任务{job.dossier.task.number}", "" if whole else job.dossier.closure.subject, job.kind.label,
             "公开版" if job.public else "")
    ending = f"-{day:%Y%m%d}" + ("-草稿" if job.draft else "")
    stem = "-".join(part for part in parts if part)
    return _cut(safe_name(masked_words(stem) if job.public else stem), ending) + ending + job.suffix


def _cut(stem: str, ending: str) -> str:
    stem = stem[: LONGEST_STEM - len(ending)]
    while len((stem + ending).encode()) > LONGEST_STEM_BYTES:
        stem = stem[:-1]
    return stem.rstrip(" .-")


def make_folder(folder: Path) -> None:
    """Make the workspace's own folder for what is exported; raises ExportError where the disk refuses."""
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise ExportError(
            f"建不了文书文件夹（{said(error)}）", where=str(folder), remedy="请另选一个可写的文件夹。"
        ) from error


def _known(ws: Workspace, key: str, kind: ExportKind) -> ChosenForm:
    forms = known_forms(ws, kind.form_kind)
    for form in forms:
        if form.key == key:
            return ChosenForm(definition=form)
    known = "、".join(f"{form.key}（{form.label}）" for form in forms)
    raise ExportError(f"{kind.label}没有叫“{key}”的样式", remedy=f"可用的有：{known}")


def closure_of(ws: Workspace, selection: Selection) -> ClosureId:
    """Return the closure that is meant; raises InputError where none or several could be."""
    if selection.closure_id is not None:
        return ws.need(Closure, selection.closure_id).id
    task = task_of(ws, selection)
    closures = standing_closures(ws, task.id)
    if not closures:
        raise InputError("这个任务还没有销号", where=f"任务 {task.number}", remedy="请先新建销号")
    whole = closures[0].subject_kind is ClosureSubject.TASK
    if len(closures) > 1 and not whole:
        parts = "、".join(closure.subject for closure in closures)
        where, remedy = f"任务 {task.number}", "请在程序里打开要导出的那一份"
        raise InputError(f"这个任务分开销号（{parts}），不知道要导出哪一份", where=where, remedy=remedy)
    return closures[0].id


def task_of(ws: Workspace, selection: Selection) -> Task:
    """Return the one task that is meant; refuse to guess between several."""
    if selection.task_id is not None:
        return ws.need(Task, selection.task_id)
    plans = {plan.id: plan for plan in ws.find(Plan)}
    tasks = tasks_numbered(ws, selection.task) if selection.task else ws.find(Task)
    if selection.plan:
        tasks = [task for task in tasks if plan_titled(plans[task.plan_id], selection.plan)]
    if len(tasks) == 1:
        return tasks[0]
    asked = f"任务 {selection.task}" if selection.task else "任务"
    if not tasks:
        raise InputError("没有这个任务", where=asked, remedy="请核对任务编号和方案名称")
    if not selection.task:
        numbers = "、".join(sorted({task.number for task in tasks}, key=natural_key)[:20])
        raise InputError("有好几个任务，不知道要导出哪一个", where=asked, remedy=f"请写明任务编号，现有：{numbers}")
    titles = "、".join(f"《{plans[task.plan_id].title}》" for task in tasks)
    raise InputError("有好几个方案都有这个编号", where=asked, remedy=f"请写明方案名称：{titles}")


def plan_titled(plan: Plan, title: str) -> bool:
    """Return whether a plan is called so, in full or in short, with 《》 or without."""
    return bare_title(title) in (bare_title(plan.title), bare_title(plan.short_title))
