"""Writing the paper, drawing it as it will be printed, and printing it: long work beside the window.

With something that must be dealt with the paper is offered as a draft that says so in its name. A folder is asked for
once and remembered. Printing always shows the real pages first.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from exporters import office, pdf
from exporters.bundle import HIDDEN
from exporters.paper_job import Job as PaperJob
from exporters.paper_job import PaperRefused, TemplateRefused
from exporters.pdf import Pages
from exporters.produce import prepare
from exporters.selection import Selection
from gui import ask, opening
from gui.paper import printing
from gui.paper.folder import pick_folder
from gui.places import OPINION, SETTINGS
from gui.session import Session
from models.domain.closure import ClosureId, IssuedPaper
from models.domain.finding import Finding, Level
from models.domain.office_forms import OfficeTemplate
from models.dossiers import Produced
from models.errors import AppError
from models.own_notes import note_mistake
from models.reporting import Report

LISTED = 8
Remedy = tuple[str, Callable[[], object]]


class Exporter(QObject):
    """What the buttons of the page do; `drawn(pages, images)` when the real pages are there."""

    drawn = Signal(object, object)
    busy = Signal(str)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.session = session
        self._parent = parent
        self._under_way: set[str] = set()

    def export(
        self, closure_id: ClosureId, findings: Sequence[Finding], *, kind: str = OPINION, public: bool = False,
        elsewhere: bool = False,
    ) -> bool:
        """Write the Word file, or its public copy with the private numbers masked; returns whether it was begun."""
        draft = any(item.level is Level.STOP for item in findings)
        if draft and not self._take_draft(findings):
            return False
        folder = self.folder(elsewhere=elsewhere)
        if folder is None:
            return False
        job = prepare(
            self.session.workspace, kind, Selection(closure_id=closure_id), public=public, draft=draft, folder=folder
        )
        again = partial(self.export, closure_id, findings, kind=kind, public=public, elsewhere=True)
        other = ("换一个文件夹再导出", again)
        return self._begin(
            "正在导出", job.run, lambda produced: self._written(produced, other), remedies=(other,)
        )

    def export_by(
        self, closure_id: ClosureId, template: OfficeTemplate, *, kind: str = OPINION, public: bool = False,
        draft: bool = False, elsewhere: bool = False,
    ) -> bool:
        """Write the paper into a template of the office; what it lacks is known when the template was looked at."""
        folder = self.folder(elsewhere=elsewhere)
        if folder is None:
            return False
        selection = Selection(closure_id=closure_id)
        job = prepare(
            self.session.workspace, kind, selection, template=template, public=public, draft=draft, folder=folder
        )
        again = partial(self.export_by, closure_id, template, kind=kind, public=public)
        other = ("换一个文件夹再导出", partial(again, draft=draft, elsewhere=True))

        def refused(error: PaperRefused) -> None:
            if isinstance(error, TemplateRefused):
                self.session.show(error, None, ("看模板", lambda: self.session.go(SETTINGS, "templates")))
            elif self._take_draft(error.findings):
                again(draft=True)

        return self._begin(
            "正在导出", job.run, lambda produced: self._written(produced, other), remedies=(other,), refused=refused
        )

    def preview(
        self, closure_id: ClosureId, then: Callable[[Pages], object] | None = None, *, kind: str = OPINION
    ) -> None:
        """Draw the pages as they will be printed, and tell them by `drawn`."""
        self._draw(self.job(closure_id, kind).pages, then)

    def preview_issued(self, issued: IssuedPaper, then: Callable[[Pages], object] | None = None) -> None:
        """Draw the pages of an issued file as it was signed."""
        vault, folder = self.session.workspace.vault, opening.opened_folder(self.session)

        def make(_: Report) -> Pages:
            path = vault.open_copy(issued.file_sha256, issued.file_name, folder)
            return pdf.convert_bytes(path.read_bytes(), folder.parent / "pages")

        self._draw(make, then)

    def print_issued(self, issued: IssuedPaper) -> None:
        """Show the real pages of an issued file, then ask for the printer and print them."""
        self.preview_issued(issued, lambda pages: self._print(pages, Path(issued.file_name).stem))

    def export_issued(self, issued: IssuedPaper, *, elsewhere: bool = False) -> bool:
        """Give out a copy of an issued file; returns whether it was begun."""
        folder = self.folder(elsewhere=elsewhere)
        if folder is None:
            return False
        vault, file = self.session.workspace.vault, (issued.file_sha256, issued.file_name)

        def told(paths: Sequence[Path]) -> None:
            self.session.tell(f"已导出签发稿 {paths[0].name}", *self._ways_to(paths[0]))

        return self._begin("正在导出", lambda report: opening.give_out(vault, [file], folder, report), told)

    def _draw(self, make: Callable[[Report], Pages], then: Callable[[Pages], object] | None) -> None:
        def draw(report: Report) -> tuple[Pages, list[QImage]]:
            pages = make(report)
            images = []
            for number in range(pages.count):
                report(number, pages.count, f"第 {number + 1} 页")
                images.append(printing.image_of(pdf.draw_page(pages.path, number)))
            return pages, images

        def show(result: tuple[Pages, list[QImage]]) -> None:
            self.drawn.emit(*result)
            if then is not None:
                then(result[0])

        self._begin("正在排版", draw, show)

    def print(self, closure_id: ClosureId, *, kind: str = OPINION) -> None:
        """Show the real pages, then ask for the printer and print them."""
        name = Path(self.job(closure_id, kind).name).stem.removesuffix("-草稿")
        self.preview(closure_id, lambda pages: self._print(pages, name), kind=kind)

    def job(self, closure_id: ClosureId, kind: str = OPINION) -> PaperJob:
        """Return the export of the paper as the records stand now."""
        return prepare(self.session.workspace, kind, Selection(closure_id=closure_id), draft=True)

    def why_no_pages(self) -> str:
        """Return why this computer cannot make the real pages, empty where it can."""
        return "" if office.find_program() else office.NO_PROGRAM

    def folder(self, *, elsewhere: bool = False) -> Path | None:
        """Return where papers are written: the folder chosen last, else the one chosen now; None for cancel."""
        return pick_folder(self._parent, elsewhere=elsewhere)

    # Own steps

    def _begin(
        self, title: str, work: Callable[[Report], object], done: Callable[..., object],
        *, remedies: Sequence[Remedy] = (), refused: Callable[[PaperRefused], object] | None = None,
    ) -> bool:
        """Start the work unless the same is still under way: an impatient second key is no second wish."""
        if title in self._under_way:
            return False
        self._under_way.add(title)
        self.busy.emit(title)

        def over() -> None:
            self._under_way.discard(title)
            self.busy.emit("")

        def finished(result: object) -> None:
            over()
            done(result)

        def failed(error: AppError) -> None:
            over()
            if isinstance(error, office.OfficeFailed):
                note_mistake(error.said, self.session.now())
            if refused is not None and isinstance(error, PaperRefused):
                refused(error)
            else:
                self.session.show(error, None, *remedies)

        job = self.session.start(title, work, finished, failed=failed)
        # A cancelled job ends without either of them.
        job.failed.connect(lambda _: over())
        return True

    def _take_draft(self, findings: Sequence[Finding]) -> bool:
        stops = [item for item in findings if item.level is Level.STOP]
        lines = [f"· {item.where}：{item.text}" for item in stops[:LISTED]]
        if len(stops) > LISTED:
            lines.append(f"· 另有 {len(stops) - LISTED} 处")
        text = f"还有 {len(stops)} 处须处理，文件名会带“草稿”，缺的地方在文中标出：\n" + "\n".join(lines)
        return ask.choose(self._parent, "先存为草稿？", text, ("存为草稿",), cancel="回去处理") == 0

    def _written(self, produced: Produced, other: Remedy) -> None:
        path = produced.files[0]
        self.session.tell(f"已导出 {path.name}" + _masked(produced), *self._ways_to(path), other)

    def _ways_to(self, path: Path) -> tuple[Remedy, Remedy]:
        return (("打开", lambda: opening.open_path(self.session, path)),
                ("打开文件夹", lambda: opening.reveal_path(self.session, path)))

    def _print(self, pages: Pages, name: str) -> None:
        printer = printing.choose_printer(self._parent, pages, name)
        if printer is None:
            return
        self._begin(
            "正在打印",
            lambda report: printing.print_pages(printer, pages, report),
            lambda count: self._printed(printer, count),
        )

    def _printed(self, printer: QPrinter, count: int) -> None:
        file = printer.outputFileName()
        self.session.tell(printing.printed_words(printer, count), *(self._ways_to(Path(file)) if file else ()))


def _masked(produced: Produced) -> str:
    """Return what a public copy does not show, place by place; empty for any other paper."""
    notes = [item for item in produced.findings if item.code in HIDDEN]
    return "".join(f"，{item.where.rpartition(' · ')[2]}{item.text}" for item in notes)
