"""这个销号的全部文书: every kind of paper of one closure, each by its chosen form, in one folder with a list.

The folder is there as a whole or not at all. A paper with STOP findings is written as a draft where the clerk agreed
to that before, else it is left out; the list says which, and what they lack.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from exporters.blocks import Align, Document, Para, Section, Table
from exporters.forms.masking import masked
from exporters.list_paper import headed, list_paper, table, write
from exporters.paper_job import Job, PaperRefused, file_name
from exporters.produce import prepare_kinds
from exporters.registry import ALL_PAPERS_LABEL, KINDS
from exporters.saving import free_name, new_folder
from exporters.selection import Selection
from exporters.target import FOLDER, refuse_own_files, stem_of
from models.domain.closure import ClosureSubject, PaperKind
from models.domain.finding import Finding, Level
from models.dossiers import Produced
from models.reporting import Report, unheard
from models.workspace import Workspace

LIST_NAME = "文书清单.docx"
LONGEST_NAME = 60
# What a public copy does not show as the paper itself does.
HIDDEN = ("masked", "left_out")
_HEADS = (
    ("序号", 12.0, Align.CENTER), ("文种", 36.0, Align.LEFT), ("文件名", 56.0, Align.LEFT), ("样式", 32.0, Align.LEFT),
    ("状态", 20.0, Align.CENTER),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BundlePaper:
    """One paper of the folder: its export, its findings, and whether it is written."""

    job: Job
    findings: tuple[Finding, ...]
    is_written: bool

    @property
    def stops(self) -> tuple[Finding, ...]:
        """Return what has to be dealt with before it may leave."""
        return tuple(finding for finding in self.findings if finding.level is Level.STOP)

    @property
    def status(self) -> str:
        """Return what the list says of it."""
        if not self.stops:
            return "已导出"
        return f"{'草稿' if self.is_written else '未导出'}，缺{len(self.stops)}处"


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleJob:
    """The papers of one closure, ready to be written in a worker: frozen values only.

    `path` is the very folder that is written, which must be new or empty; without it the first free name in `folder`.
    With `drafts` a paper that lacks something is written as a draft.
    """

    jobs: tuple[Job, ...]
    name: str
    folder: Path
    on: date
    path: Path | None = None
    drafts: bool = False

    def papers(self, report: Report = unheard) -> tuple[BundlePaper, ...]:
        """Return every paper with its findings and whether it will be written."""
        return tuple(self._papers(report))

    def findings(self) -> tuple[Finding, ...]:
        """Return what has to be said of all papers, each with its kind named."""
        return _named(self.papers())

    def run(self, report: Report = unheard) -> Produced:
        """Write the folder; the first file that is returned is the list. `report` may raise Cancelled.

        Raises PaperRefused where not one paper may leave, and ExportError for what the disk refuses.
        """
        papers = self.papers(report)
        findings = _named(papers)
        if not any(paper.is_written for paper in papers):
            raise PaperRefused(ALL_PAPERS_LABEL, findings)
        target = self.path or free_name(self.folder / self.name)
        with new_folder(target) as stage:
            names = self._write(papers, stage, report)
        return Produced(files=tuple(target / name for name in names), sha256="", findings=findings)

    def _papers(self, report: Report) -> Iterator[BundlePaper]:
        for place, job in enumerate(self.jobs):
            report(place, 2 * len(self.jobs), f"正在核对{job.kind.label}")
            findings = job.findings()
            stops = any(finding.level is Level.STOP for finding in findings)
            drafted = replace(job, draft=True) if stops else job
            named = replace(drafted, name=file_name(drafted, self.on))
            yield BundlePaper(job=named, findings=findings, is_written=self.drafts or not stops)

    def _write(self, papers: Sequence[BundlePaper], stage: Path, report: Report) -> list[str]:
        written = [paper for paper in papers if paper.is_written]
        names = []
        for place, paper in enumerate(written):
            words = f"正在写{paper.job.kind.label}"

            def tell(_done: int, _total: int, _text: str, at: int = len(papers) + place, words: str = words) -> None:
                report(at, 2 * len(papers), words)

            names.append(replace(paper.job, folder=stage, path=None).run(tell).files[0].name)
        report(2 * len(papers), 2 * len(papers), "正在写清单")
        write(_listed(papers, names), stage / LIST_NAME)
        return [LIST_NAME, *names]


def prepare_all(
    ws: Workspace,
    selection: Selection,
    *,
    public: bool = False,
    drafts: bool = False,
    path: Path | None = None,
    folder: Path | None = None,
) -> BundleJob:
    """Read what all papers of a closure need; the job it returns no longer sees the workspace.

    Without `path` and `folder` the new folder goes to 文书 in the workspace.
    """
    refuse_own_files(ws.folder, path)
    prepared = prepare_kinds(ws, KINDS, selection, public=public)
    jobs = tuple(job for job in prepared if _is_of_closure(job))
    return BundleJob(
        jobs=jobs, name=_folder_name(jobs[0], public=public, on=ws.now().date()), folder=folder or ws.folder / FOLDER,
        on=ws.now().date(), path=path, drafts=drafts,
    )


def _is_of_closure(job: Job) -> bool:
    """Return whether the closure has such a paper: no table where the form has none, no photos where there are none."""
    if job.kind.kind is PaperKind.PHOTO_PAIRS:
        return bool(job.dossier.pairs)
    return job.kind.kind is job.form.kind or job.form.signature_table is not None


def _folder_name(job: Job, *, public: bool, on: date) -> str:
    closure = job.dossier.closure
    subject = "" if closure.subject_kind is ClosureSubject.TASK else closure.subject
    parts = (f"任务{job.dossier.task.number}", subject, "全部文书", "公开版" if public else "")
    return stem_of(*parts, public=public)[:LONGEST_NAME].rstrip(" .-") + f"-{on:%Y%m%d}"


def _named(papers: Sequence[BundlePaper]) -> tuple[Finding, ...]:
    return tuple(
        replace(finding, where=f"{paper.job.kind.label} · {finding.where}")
        for paper in papers for finding in paper.findings
    )


def _listed(papers: Sequence[BundlePaper], names: Sequence[str]) -> Document:
    first = papers[0].job.dossier
    public = "（公开版）" if papers[0].job.public else ""
    title = f"任务{first.task.number}全部文书清单{public}"
    left = [paper for paper in papers if paper.stops]
    hidden = tuple(_hidden(paper for paper in papers if paper.is_written))
    sections = [Section(key="list", heading="清单", blocks=(_table(papers, names),))]
    if left:
        sections.append(headed("lacks", "还缺什么", *_lacks(left)))
    if hidden:
        sections.append(headed("hidden", "公开版隐去的内容", *hidden))
    document = list_paper(title, sections, font_set=first.font_set)
    return masked(document).document if public else document


def _table(papers: Sequence[BundlePaper], names: Iterable[str]) -> Table:
    left = iter(names)
    return table(_HEADS, (
        (str(place), paper.job.kind.label, next(left) if paper.is_written else "—", paper.job.form.label, paper.status)
        for place, paper in enumerate(papers, 1)
    ))


def _hidden(papers: Iterable[BundlePaper]) -> Iterator[Para]:
    """Yield what the public copies do not show: what was masked and which column was left out, paper by paper."""
    for paper in papers:
        told = [finding for finding in paper.findings if finding.code in HIDDEN]
        if told:
            said = "；".join(f"{finding.where.removeprefix('公开版 · ')}{finding.text}" for finding in told)
            yield Para(text=f"{paper.job.kind.label}：{said}。")


def _lacks(papers: Sequence[BundlePaper]) -> Iterator[Para]:
    for paper in papers:
        said = "；".join(dict.fromkeys(f"{finding.where}：{finding.text}" for finding in paper.stops))
        yield Para(text=f"{paper.job.kind.label}：{said}。")
