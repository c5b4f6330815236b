"""One paper on its way to the disk: frozen values that a worker builds, checks, writes and names.

A paper with STOP findings is refused, or saved as a draft that says so in its name and marks every gap. The file's name
is 任务号-文种-日期; it is written beside, opened again and counted, and only then named.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from exporters.blocks import Document
from exporters.forms.build import public_notes
from exporters.forms.masking import masked
from exporters.forms.photos import placed
from exporters.made import Made
from exporters.pdf import Pages, convert_bytes
from exporters.photos import NONE as NO_PHOTOS
from exporters.photos import PhotoShelf, ReadPhotos, read_photos
from exporters.recount import recount
from exporters.registry import ExportKind
from exporters.signed_file import SignedFile
from exporters.table_sheet import table_sheet
from exporters.target import FOLDER, SHEET_SUFFIX, make_folder, stem_of
from models.domain.closure import ClosureSubject
from models.domain.finding import Finding, Level
from models.domain.form import ContentKind, FormDefinition
from models.dossiers import ClosureDossier, Produced
from models.errors import ExportError
from models.reporting import Report, unheard

if TYPE_CHECKING:
    from exporters.template.of_dossier import Template

NO_PAGES_OF_SHEET = "Excel 表格没有版式预览"
LONGEST_STEM = 80
LONGEST_STEM_BYTES = 200


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
        return placed(self.kind.build(self.form, self.dossier, public=self.public, code=self.code), photos)

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
        return paper.write(self._target, report, replace=self.path is not None)

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

    def _made(self, report: Report) -> Made:
        if self.signed is not None:
            return Made(findings=self.about_form, content=self.signed.content, check=lambda _: None)
        if self.suffix == SHEET_SUFFIX:
            return self._as_sheet()
        return self._by_form(report) if self.template is None else self._by_template(self.template, report)

    def _by_form(self, report: Report) -> Made:
        from exporters import word

        read = self.photos(report)
        document = self.document(read)
        return Made(
            findings=self.findings() + read.findings, content=lambda: word.to_bytes(document),
            check=lambda path: recount(document, path),
        )

    def _as_sheet(self) -> Made:
        made = table_sheet(self.document(), self.form)
        return Made(findings=self.findings() + made.findings, content=made.content, check=made.check)

    def _by_template(self, template: Template, report: Report) -> Made:
        from exporters.template.paper import filled_paper

        def heard(_done: int, _total: int, text: str) -> None:
            report(0, 3, text)

        paper = filled_paper(
            template, self.form, self.dossier, public=self.public, code=self.code, report=heard
        )
        return Made(
            faults=paper.faults, findings=self.about_form + paper.findings, content=paper.content,
            check=paper.refuse_incomplete,
        )

    def _target(self) -> Path:
        if self.path is None and self.folder == self.cache.parent / FOLDER:
            make_folder(self.folder)
        return self.path or self.folder / self.name


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
    return _cut(stem_of(*parts, public=job.public), ending) + ending + job.suffix


def _cut(stem: str, ending: str) -> str:
    stem = stem[: LONGEST_STEM - len(ending)]
    while len((stem + ending).encode()) > LONGEST_STEM_BYTES:
        stem = stem[:-1]
    return stem.rstrip(" .-")
