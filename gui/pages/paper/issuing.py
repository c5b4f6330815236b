"""签发 from the page of a paper: checked as for going out, asked once, frozen; or taken back from WPS and then frozen.

Reading the records is the main thread's part, building and comparing a worker's. Until the last moment a cancelled job
leaves nothing, and records that change while the paper is built keep it from being frozen under an old code.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from exporters.forms.sections import generated_sections
from exporters.issuing import IssueJob, TakenBack, prepare_issue
from exporters.paper_job import PaperRefused
from exporters.selection import Selection
from gui import ask, opening
from gui.jobs import Job
from gui.pages.paper.export import Exporter
from gui.paper.scans import give_back
from gui.session import Session
from models.actions.issuing import issue_paper
from models.assembly.issued import issued_elsewhere
from models.domain.closure import ClosureId, IssuedPaper, PaperId, PaperKind
from models.domain.finding import Finding, Level
from models.domain.issue_code import grouped
from models.domain.issuing import ReadyPaper, VaultFile
from models.domain.taking_back import Comparison
from models.dossiers import ClosureDossier, Produced
from models.errors import AppError
from models.reporting import Report
from models.workspace import Workspace

T = TypeVar("T")
CHANGED = AppError("记录在签发时又改了，没有签发", remedy="请再点一次“签发”。")
FOREIGN = "Word 文档 (*.docx)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """取回的文件 beside our paper: how they differ, and what the file and our paper have to be told.

    `generated` holds what the records give for each section of the `form`: what an edit of it comes from.
    """

    taken: TakenBack
    comparison: Comparison
    paper_id: PaperId
    form: str
    generated: Mapping[str, str]
    told: tuple[Finding, ...]
    own: tuple[Finding, ...]

    @property
    def stops(self) -> tuple[Finding, ...]:
        """Return what keeps the file from being issued."""
        return tuple(item for item in (*self.told, *self.own) if item.level is Level.STOP)


class Issuing(QObject):
    """The verbs of one paper.

    `stopped()` where something has to be dealt with first, `compared(Compared)` when a file came back or the records
    under it changed, `asked_back()` where the clerk wants to take a file back.
    """

    stopped = Signal()
    compared = Signal(object)
    asked_back = Signal()

    def __init__(self, session: Session, parent: QWidget, exporter: Exporter) -> None:
        super().__init__(parent)
        self.session = session
        self._parent = parent
        self._exporter = exporter
        self._running: Job | None = None

    # Ours

    def issue(self, closure_id: ClosureId, kind: PaperKind) -> None:
        """Check the paper as for going out, ask once, and freeze it as it stands."""
        job = self._job(closure_id, kind)
        self._begin("正在核对", lambda _: job.findings(), lambda found: self._ask(job, found, None))

    def write(self, closure_id: ClosureId, kind: PaperKind) -> None:
        """Write the paper with its code, to be edited in an office program and taken back."""
        folder = self._exporter.folder()
        if folder is None:
            return
        job = self._job(closure_id, kind)
        name = f"{PurePath(job.job.name).stem}-待签发{PurePath(job.job.name).suffix}"
        job = replace(job, job=replace(job.job, folder=folder, name=name))

        def write(report: Report) -> Produced | None:
            is_ready = not any(item.level is Level.STOP for item in job.findings())
            return job.write(report) if is_ready else None

        self._begin("正在导出", write, self._written)

    # Taken back

    def pick_back(self, closure_id: ClosureId, kind: PaperKind) -> None:
        """Let the clerk pick the file he edited, and compare it."""
        paths = ask.pick_files(self._parent, "取回改过的文件", FOREIGN)
        if paths:
            self.take_back(closure_id, kind, paths[0])

    def take_back(self, closure_id: ClosureId, kind: PaperKind, path: Path) -> None:
        """Take in a file that was edited in an office program, and compare it with our paper."""
        job, vault = self._job(closure_id, kind), self.session.workspace.vault
        self._begin("正在比对", lambda report: _judged(job, job.take_back(path, vault, report)), self._compared)

    def compare_again(self, closure_id: ClosureId, kind: PaperKind, taken: TakenBack) -> None:
        """Compare a file taken back with our paper as the records stand now."""
        job = self._job(closure_id, kind)
        work = self.session.start("正在比对", lambda _: _judged(job, taken), self._compared, quiet=True)
        self._running = work

    def issue_back(self, closure_id: ClosureId, kind: PaperKind, taken: TakenBack) -> None:
        """Check, ask once, and freeze the file that came back beside our own."""
        job = self._job(closure_id, kind).under(taken.code)

        def judge(_: Report) -> Compared:
            return _judged(job, taken)

        def go_on(judged: Compared) -> None:
            found = self._compared(judged)
            self._ask(job, found.stops, found)

        self._begin("正在核对", judge, go_on)

    def drop(self, taken: TakenBack) -> None:
        """Give back a file that was taken in and is not issued."""
        give_back(self.session, taken.file)

    # Own steps

    def _compared(self, judged: Compared) -> Compared:
        """Add that the file bears the code of another paper, and show it."""
        taken_by = issued_elsewhere(self.session.workspace, judged.taken.code, judged.paper_id)
        found = replace(judged, told=(*taken_by, *judged.told))
        self.compared.emit(found)
        return found

    def _job(self, closure_id: ClosureId, kind: PaperKind) -> IssueJob:
        return prepare_issue(self.session.workspace, kind, Selection(closure_id=closure_id))

    def _begin(self, title: str, work: Callable[[Report], T], done: Callable[[T], object]) -> None:
        """Start the work unless some is under way already: an impatient second click is no second wish."""
        if self._running is not None and not self._running.is_over:
            return
        self._running = self.session.start(title, work, lambda result: done(result), failed=self._failed)

    def _failed(self, error: AppError) -> None:
        if isinstance(error, PaperRefused):
            self.stopped.emit()
        else:
            self.session.show(error)

    def _written(self, produced: Produced | None) -> None:
        if produced is None:
            self.stopped.emit()
            return
        path = produced.files[0]
        self.session.tell(
            f"已导出 {path.name}，在 WPS 里改好、存盘后取回", ("打开", lambda: opening.open_path(self.session, path)),
            ("打开文件夹", lambda: opening.reveal_path(self.session, path)), ("取回改过的文件…", self.asked_back.emit),
        )

    def _ask(self, job: IssueJob, found: Sequence[Finding], compared: Compared | None) -> None:
        if any(item.level is Level.STOP for item in found):
            self.stopped.emit()
        elif ask.confirm(self._parent, "签发这份文书？", _question(job, compared), "签发", no="不签发"):
            self._freeze(job, compared)

    def _freeze(self, job: IssueJob, compared: Compared | None) -> None:
        vault, back = self.session.workspace.vault, compared.taken if compared else None
        self._begin(
            "正在签发", lambda report: job.ready(vault, report, back=back), lambda ready: self._issue(job, ready)
        )

    def _issue(self, job: IssueJob, ready: ReadyPaper) -> None:
        ws = self.session.workspace
        if ready.stops:
            self.stopped.emit()
            return
        if self._running is not None and self._running.is_cancelled():
            self._give_up(ready.own, "已取消，没有签发")
        elif ws.chain_head != job.head:
            give_back(self.session, ready.own)
            self.session.show(CHANGED)
        else:
            self._record(ready)

    def _record(self, ready: ReadyPaper) -> None:
        changes = self.session.apply(lambda ws: issue_paper(ws, ready=ready))
        if changes is None:
            give_back(self.session, ready.own)
            return
        issued = self.session.workspace.need(IssuedPaper, changes.new_id("issued_papers"))
        look = ("打开签发稿", lambda: open_issued(self.session, issued))
        self.session.tell(f"已签发，编号 {grouped(issued.code)}", look)

    def _give_up(self, file: VaultFile, words: str) -> None:
        give_back(self.session, file)
        self.session.tell(words)


def open_issued(session: Session, issued: IssuedPaper) -> None:
    """Open a read-only copy of the issued file."""
    opening.open_kept(session, issued.file_sha256, issued.file_name, issued.file_size)


def open_own(session: Session, issued: IssuedPaper) -> None:
    """Open a read-only copy of what the program wrote, where another file was issued."""
    opening.open_kept(session, issued.own_sha256, issued.own_name, issued.own_size)


def open_scan(session: Session, issued: IssuedPaper) -> None:
    """Open a read-only copy of the scan of the signed page."""
    opening.open_kept(session, issued.scan_sha256, issued.scan_name, issued.scan_size)


def next_round_of(ws: Workspace, issued: IssuedPaper) -> ClosureId | None:
    """Return the latest round after the one of an issued paper; None where it is the latest."""
    from models.assembly import closures_of
    from models.domain.closure import Closure

    own = ws.need(Closure, issued.closure_id)
    same = [item for item in closures_of(ws, own.task_id)
            if (item.subject_kind, item.subject) == (own.subject_kind, own.subject)]
    latest = max(same, key=lambda item: item.round)
    return latest.id if latest.round > own.round else None


def _judged(job: IssueJob, taken: TakenBack) -> Compared:
    comparison = job.compare(taken.foreign)
    form, dossier = job.job.form, job.job.dossier
    generated = {section.key: section.generated for section in generated_sections(form, dossier)}
    return Compared(
        taken=taken, comparison=comparison, paper_id=dossier.paper.id, form=form.key, generated=generated,
        told=job.told(comparison), own=job.findings(),
    )


def _question(job: IssueJob, compared: Compared | None) -> str:
    """Return what will be frozen, named so that the wrong paper is noticed, and that there is no way back."""
    dossier, form = job.job.dossier, job.job.form
    paper = dossier.paper
    number = paper.document_number or "没有"
    day = paper.dated_on.chinese if paper.dated_on else "没有"
    lines = [
        f"任务 {dossier.task.number} · {job.job.kind.label}，{dossier.closure.name}",
        f"样式：{form.label}",
        f"发文字号：{number}　成文日期：{day}",
        f"签发编号：{grouped(job.code)}",
        *_of_seal(dossier),
    ]
    if compared is not None:
        lines.append(f"签发的是取回的文件：{compared.taken.file.name}")
        left = sum(change.is_editable for change in compared.comparison.sections)
        lines += [f"有 {left} 处改动没有采用，只在取回的文件里"] * bool(left)
    what = "正文、" + ("签字表、" if form.signature_table is not None else "") + "当时的记录和样式"
    return "\n".join([*lines, "", f"签发后{what}都不再变，不能撤销；要改的只能再验一轮，另行签发。"])


def _of_seal(dossier: ClosureDossier) -> list[str]:
    """Return which sealing of the evidence the paper will name, or that there is none; nothing without evidence."""
    if dossier.sealings:
        last = dossier.sealings[-1]
        more = f"，另有 {len(dossier.unsealed)} 件新材料没有封" if dossier.unsealed else ""
        return [f"佐证{last.label}：{last.sealed_at:%Y-%m-%d %H:%M}　校验码 {last.short}{more}"]
    return ["佐证：还没有封卷"] if any(item.evidence for item in dossier.measures) else []
