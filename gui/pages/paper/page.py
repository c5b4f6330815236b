"""The page of one paper: sections at the left, text in the middle, the paper at the right, the checks below.

Which closure and which kind of paper, a place says; the row of kinds under the head leads from one to the other.
Everything shown comes from one dossier: sections with their states, findings, and the blocks the reading view paints.
While one types, the paper follows the unsaved text; leaving the page or two seconds without a key saves it. A window
too narrow for text and paper side by side shows the text, and the paper in its place when 预览 asks for it.
An issued paper is shown as it was signed: nothing of it can be edited, and the buttons work on the signed file.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import replace

from PySide6.QtCore import QMimeData, Qt, QTimer
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from exporters.blocks import FontSet
from exporters.forms.sections import SectionText, generated_sections, section_of
from exporters.paper_job import NO_PAGES_OF_SHEET
from exporters.pdf import Pages
from gui.page import Page
from gui.pages.paper.buttons import HeadButtons
from gui.pages.paper.checks import CheckList
from gui.pages.paper.editor import Editor
from gui.pages.paper.export import Exporter
from gui.pages.paper.facts import FactsPanel
from gui.pages.paper.kinds import KindBar
from gui.pages.paper.sections import SectionList
from gui.pages.paper.side import PaperSide
from gui.pages.paper.signing import Signing
from gui.pages.paper.unprinted import as_sections
from gui.pages.paper.ways_out import WaysOut
from gui.pages.paper.words import head_hint
from gui.paper.known_photos import reading_document
from gui.parts.buttons import LinkButton
from gui.parts.dropping import Dropping, files_in
from gui.parts.keys import bind
from gui.parts.labels import Rule, Title
from gui.places import ACCEPTANCE, EVIDENCE, MEASURES, PAPERS, TASK, PaperPlace, TaskPlace, way_to
from gui.session import Session
from gui.settings.machine_panel import missing_fonts
from models.assembly import chosen_form, closure_dossier
from models.assembly.forms import known_forms, unprinted_edits
from models.assembly.issued import frozen_paper
from models.domain.checks.fonts import fonts_finding
from models.domain.closure import Closure, ClosureId, PaperKind
from models.domain.finding import Finding, Level, Target
from models.domain.form import FormDefinition
from models.domain.slots import RowSource
from models.dossiers import ClosureDossier
from models.errors import AppError
from models.workspace import Changes

PAPER_WIDTH = 460
BOTH = 1000
FOLLOW_MS = 150
FIRST = "title"


def building(session: Session) -> Generator[None, None, PaperPage]:
    """Build the page part by part; between two parts the window may do something else."""
    facts = FactsPanel(session)
    yield
    paper = PaperSide()
    yield
    return PaperPage(session, facts=facts, paper=paper)


class PaperPage(Dropping, Page):
    """A paper of one closure; which one, `go_to` says."""

    def __init__(self, session: Session, *, facts: FactsPanel | None = None, paper: PaperSide | None = None) -> None:
        super().__init__(session)
        self.closure_id: ClosureId | None = None
        self._gone: ClosureId | None = None
        self.kind = PaperKind.CLOSURE_OPINION
        self.form: FormDefinition | None = None
        self.about_form: Sequence[Finding] = ()
        self.dossier: ClosureDossier | None = None
        self.texts: tuple[SectionText, ...] = ()
        self.kinds = KindBar(session)
        self.sections = SectionList()
        self.editor = Editor(session)
        self.facts = facts or FactsPanel(session)
        self.checks = CheckList()
        self.paper = paper or PaperSide()
        self.reading, self.real, self.why_no_pages = self.paper.reading, self.paper.real, self.paper.why_no_pages
        self.exporter = Exporter(session, self)
        self.signing = Signing(session, self, self.exporter)
        self.buttons = HeadButtons(session, self, lambda: self.kind)
        self.out = WaysOut(
            session, self, self.exporter, self.signing, saved=self._saved, findings=lambda: self.checks.findings
        )
        # Once it was asked for, the checks stay as severe as for going out.
        self._is_issuing = False
        self.setAcceptDrops(True)
        self._follow = QTimer(self, singleShot=True, interval=FOLLOW_MS)
        self._follow.timeout.connect(self._show_paper)
        self._build_head()
        self._build_body()
        self._connect()

    # Build

    def _build_head(self) -> None:
        back = LinkButton("文书", icon="left")
        back.clicked.connect(lambda: self.session.go(PAPERS))
        self._task = Title(tone="ink_2", weight=self.font().weight())
        self.head.lead(back, self._task)
        self.head.title.setText(self.kind.label)
        self.addAction(self.buttons.menu.public)
        self.head.add(*self.buttons.all())
        self.column.addWidget(self.kinds)
        self.column.addWidget(self.signing.strip)

    def _build_body(self) -> None:
        self.editor.column.insertWidget(0, self.facts)
        self.upper = QWidget()
        upper = QHBoxLayout(self.upper)
        upper.setContentsMargins(0, 0, 0, 0)
        upper.setSpacing(0)
        upper.addWidget(self.sections)
        upper.addWidget(Rule(upright=True))
        upper.addWidget(self.editor, 1)
        self.written = QWidget()
        column = QVBoxLayout(self.written)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.upper, 1)
        column.addWidget(self.signing.comparison, 1)
        column.addWidget(self.checks)
        column.addWidget(self.signing.differences)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        split.addWidget(self.written)
        split.addWidget(self.paper)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        split.setSizes([1213 - PAPER_WIDTH, PAPER_WIDTH])
        self.column.addWidget(split, 1)

    def _connect(self) -> None:
        self.sections.chosen.connect(self._choose)
        self.sections.entered.connect(lambda key: self._choose(key, focus=True))
        self.editor.chosen.connect(self._chosen_in_text)
        self.editor.led.connect(self._go_where_it_is_made)
        self.editor.edited.connect(self._follow.start)
        self.kinds.wanted.connect(lambda kind: self.show_kind(PaperKind(kind)))
        self.kinds.bind_keys(self)
        self.checks.wanted.connect(self.go_to_finding)
        self.signing.stopped.connect(self._show_stops)
        self.signing.led.connect(self.go_to_target)
        self.signing.turned.connect(self._show_findings)
        self._connect_buttons()
        bind(self, ("F2", lambda: self._choose(self.sections.key(), focus=True)))
        self.paper.left.connect(self.show_reading)
        self.exporter.drawn.connect(self._show_real)
        self.exporter.busy.connect(self.reading.show_note)

    def _connect_buttons(self) -> None:
        buttons, menu, out = self.buttons, self.buttons.menu, self.out
        buttons.facts.clicked.connect(self.toggle_facts)
        buttons.check.clicked.connect(self.check)
        buttons.preview.clicked.connect(lambda: out.preview())
        buttons.export.clicked.connect(lambda: out.export())
        buttons.print.clicked.connect(lambda: out.print())
        buttons.issue.clicked.connect(self.issue)
        menu.public_wanted.connect(lambda: out.export(public=True))
        menu.elsewhere_wanted.connect(lambda: out.export(elsewhere=True))
        menu.template_wanted.connect(lambda template, public: out.export_by(template, public))
        menu.table_wanted.connect(lambda: out.export(kind=PaperKind.SIGNATURE_TABLE))
        menu.all_wanted.connect(lambda public: out.export_all(public=public))
        menu.draft_wanted.connect(lambda: self.save() and self.signing.write())
        menu.back_wanted.connect(lambda: self.save() and self.signing.pick_back())

    # What the window uses

    def refresh(self, changes: Changes | None) -> None:
        closure_id = self.closure_id or self._gone
        if closure_id is None or self.session.workspace.get(Closure, closure_id) is None:
            self._show_nothing()
            return
        # What was undone with its task comes back with redo.
        self.closure_id, self._gone = closure_id, None
        self.written.setEnabled(True)
        try:
            self._read(closure_id)
        except AppError as error:
            self._show_unreadable(error)
            return
        self._show()
        if changes is not None:
            self.show_reading()

    def go_to(self, place: object) -> None:
        if isinstance(place, PaperPlace):
            kind = PaperKind(place.kind)
            if (place.closure_id, kind) != (self.closure_id, self.kind):
                self.closure_id, self.kind = place.closure_id, kind
                self._begin()
            if place.section and not self.facts.focus_on(place.section):
                self._choose(place.section)

    def place(self) -> object:
        if self.closure_id is None:
            return None
        return PaperPlace(closure_id=self.closure_id, section=self.sections.key(), kind=self.kind)

    def _saved(self) -> PaperPlace | None:
        """Save what is typed, and return the paper that is shown."""
        if not self.save() or self.closure_id is None:
            return None
        return PaperPlace(closure_id=self.closure_id, kind=self.kind)

    def first_focus(self) -> QWidget:
        return self.sections.table

    def show_kind(self, kind: PaperKind) -> None:
        """Show another paper of the same closure; what is typed in this one is saved first."""
        if self.closure_id is not None and kind is not self.kind and self.leave():
            self.kind = kind
            self._begin()

    def _begin(self) -> None:
        self._is_issuing = False
        self.refresh(None)
        self.show_reading()
        self.reading.begin()
        self._choose(FIRST)

    # Refresh

    def _read(self, closure_id: ClosureId) -> None:
        ws = self.session.workspace
        issued = self.signing.read(closure_id, self.kind)
        if issued is not None:
            frozen = frozen_paper(issued)
            self.dossier, self.form, self.about_form = frozen.dossier, frozen.form, ()
        else:
            self.dossier = closure_dossier(ws, closure_id, self.kind)
            chosen = chosen_form(ws, self.dossier.paper)
            self.form, self.about_form = chosen.definition, chosen.findings
        self.texts = generated_sections(self.form, self.dossier, issuing=self._is_issuing and issued is None)
        if issued is None:
            self.texts += as_sections(unprinted_edits(ws, self.dossier.paper, self.form))

    def _show(self) -> None:
        dossier, form = self.dossier, self.form
        if dossier is None or form is None:
            return
        self._task.setText(f"任务 {dossier.task.number}")
        self._show_title()
        self.kinds.show_kind(dossier.closure_id, self.kind)
        self.buttons.menu.table.setVisible(form.signature_table is not None and self.kind is PaperKind.CLOSURE_OPINION)
        self.head.hint.setText(head_hint(form, dossier, is_issued=self.signing.issued is not None))
        self.sections.show_sections(self.texts)
        self.editor.show_sections(dossier.paper, form.key, self.texts)
        self.editor.show_stale(form, dossier)
        self._show_signing()
        self.facts.show_facts(dossier, form, known_forms(self.session.workspace, self.kind))
        self._show_findings()
        self.checks.show_machine(fonts_finding(missing_fonts(FontSet(dossier.font_set))))
        self._show_why_no_pages(NO_PAGES_OF_SHEET if self.form.is_sheet else self.exporter.why_no_pages())
        self._show_paper()

    def _show_signing(self) -> None:
        """Offer what can be done with a paper that is issued, or that is not."""
        is_issued = self.signing.issued is not None
        self.editor.freeze(is_issued)
        self.signing.show()
        self.buttons.offer(self.form, is_issued=is_issued)
        if is_issued:
            self.facts.hide()

    def _findings(self) -> Sequence[Finding]:
        of_sections = (item for text in self.texts for item in text.findings)
        return list(dict.fromkeys((*self.about_form, *of_sections)))

    def _show_findings(self) -> None:
        """Show what is wrong with the paper, or with the file that came back and lies beside it."""
        is_comparing = self.signing.is_comparing()
        self.upper.setVisible(not is_comparing)
        self.checks.setVisible(self.signing.issued is None)
        self.checks.show_findings(self.signing.findings() if is_comparing else self._findings())
        stops = sum(item.level is Level.STOP for item in self.checks.findings) if self._is_issuing else 0
        self.buttons.show_stops(stops)

    def _show_why_no_pages(self, reason: str) -> None:
        self.buttons.allow_pages(reason)
        self.paper.show_why_no_pages(reason)

    def _show_nothing(self) -> None:
        self._task.setText("")
        self.head.hint.setText("这份文书已不存在，请回到文书列表")
        self._gone, self.closure_id = self.closure_id or self._gone, None
        self.written.setEnabled(False)

    def _show_unreadable(self, error: AppError) -> None:
        """Show of an issued paper that another program froze what stands over it; its file can be opened."""
        self.dossier, self.texts = None, ()
        self.head.hint.setText(str(error))
        self.written.setEnabled(False)
        self._show_signing()

    def _show_paper(self) -> None:
        """Paint the paper, unsaved typing included."""
        if self.dossier is None or self.form is None:
            return
        edits = self.editor.with_typing(self.dossier.edits)
        dossier = self.dossier if edits == self.dossier.edits else replace(self.dossier, edits=edits)
        issued = self.signing.issued
        code = issued.code if issued is not None else ""
        self.reading.show_document(reading_document(self.session.workspace, self.form, dossier, code=code))

    # Choosing

    def _choose(self, key: str, *, focus: bool = False) -> None:
        self.sections.choose(key)
        self.editor.choose(key, focus=focus)
        self.reading.choose(key)

    def _chosen_in_text(self, key: str) -> None:
        self.sections.choose(key)
        self.reading.choose(key)

    def go_to_finding(self, finding: Finding) -> None:
        """Go where a finding is mended: a section, a field of this page, the acceptance, the task."""
        section = section_of(finding, self.texts)
        if finding.target is None:
            self._choose(section.key if section else "", focus=True)
        elif not self.go_to_target(finding.target) and section is not None:
            self._choose(section.key, focus=True)

    def go_to_target(self, target: Target) -> bool:
        """Go to the record a finding or a difference is about; returns whether there is such a place."""
        if self.dossier is None:
            return False
        if target.table == "section_edits":
            if self.signing.is_comparing():
                return self.signing.comparison.go_to(target.field)
            self._choose(target.field, focus=True)
            return True
        if target.table == "papers" and self.facts.focus_on(target.field):
            self.editor.ensureWidgetVisible(self.facts.fields[target.field], 0, 40)
            return True
        way = way_to(self.session.workspace, target, self.dossier.closure)
        if way is not None:
            self.session.go(*way)
        return way is not None

    def _go_where_it_is_made(self, key: str) -> None:
        """Go where the rows of a table come from: the team, the measures or the evidence."""
        table = next((text.table for text in self.texts if text.key == key), None)
        if self.dossier is None or table is None:
            return
        tab = {RowSource.MEMBERS: ACCEPTANCE, RowSource.MEASURES: MEASURES}.get(table.rows, EVIDENCE)
        focus = "team" if tab == ACCEPTANCE else ""
        place = TaskPlace(task_id=self.dossier.task.id, tab=tab, focus=focus, closure_id=self.dossier.closure_id)
        self.session.go(TASK, place)

    # Slots

    def issue(self) -> None:
        """Save, check as for going out, and sign; what has to be dealt with first is shown below."""
        if self.save() and self.closure_id is not None and self.buttons.issue.isVisible():
            self.signing.issue()

    def _show_stops(self) -> None:
        self._is_issuing = True
        self.check()

    def toggle_facts(self) -> None:
        """Open the panel of head and foot, or close it."""
        self.facts.setVisible(self.facts.isHidden())
        if not self.facts.isHidden():
            self.editor.verticalScrollBar().setValue(0)
            self.facts.fields["form"].setFocus(Qt.FocusReason.OtherFocusReason)

    def check(self) -> None:
        """Save, look again, and put the keyboard on the first finding."""
        if self.save() and self.closure_id is not None:
            self._read(self.closure_id)
            self._show()
            if self.checks.findings:
                self.checks.table.choose(0)
                self.checks.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_reading(self) -> None:
        """Show the reading view again, which follows the text."""
        self.paper.show_reading()
        self._share_width()

    def _share_width(self) -> None:
        """Show text and paper side by side, or where there is no room for both the one that is wanted."""
        is_wide, is_real = self.width() >= BOTH, self.paper.is_real()
        self.paper.setVisible(is_wide or is_real)
        self.written.setVisible(is_wide or not is_real)
        self.buttons.show_icons(is_wide)
        self._show_title()
        # At once: shown once as it was, the wider buttons would jump.
        self.head.layout().activate()

    def _show_title(self) -> None:
        """Name the kind as the row below does where its whole name would push the buttons aside."""
        is_wide = self.width() >= BOTH
        self.head.title.setText(self.kind.label if is_wide else self.kind.short_label)
        self.head.title.setToolTip("" if is_wide else self.kind.label)

    def _show_real(self, pages: Pages, images: Sequence[QImage]) -> None:
        self.paper.show_real(images, pages.note)
        self._share_width()

    # Qt

    def takes(self, data: QMimeData) -> bool:
        return self.closure_id is not None and self.signing.takes(files_in(data))

    def take(self, data: QMimeData) -> bool:
        """Take scans of signed pages, or the file that was edited elsewhere."""
        if not self.takes(data) or not self.save():
            return False
        self.signing.take(files_in(data))
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

