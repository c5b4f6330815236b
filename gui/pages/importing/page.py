"""导入: the one page on which a plan, a ledger, a notice or pasted cells become records.

Read, look at what would change, choose, adopt in one step, be told what came of it. Nothing is written before 采用, and
what was chosen survives leaving the page and closing the window.
"""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from gui import ask
from gui.jobs import Job
from gui.page import Page
from gui.pages.importing.adopting import Adopting
from gui.pages.importing.conversation import Conversation
from gui.pages.importing.draft_view import DraftView
from gui.pages.importing.reading import ReadingView
from gui.pages.importing.report import ReportView
from gui.pages.importing.source import Source
from gui.pages.importing.start import KINDS, StartView
from gui.pages.importing.words import adopt_words, done_words, summary
from gui.parts.buttons import LinkButton, MainButton
from gui.parts.dropping import Dropping, files_in
from gui.parts.field import Field
from gui.parts.keys import bind
from gui.places import TASKS, ImportPlace
from gui.session import Session
from models.domain.drafts.draft import GridMapping, SourceKind
from models.domain.drafts.pasting import is_block
from models.errors import AppError
from models.workspace import Changes

KEEP_MS = 2000
ADOPTING = "正在采用"
_COMPARED = ("plans", "tasks", "task_units", "task_numbers", "measures", "measure_units", "units", "common_values")


class ImportingPage(Dropping, Page):
    """The page; it shows one of four: where to begin, that a file is read, the draft, the report."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.head.title.setText("导入")
        back = LinkButton("任务", icon="left")
        back.clicked.connect(lambda: self.session.go(TASKS))
        self.head.lead(back)
        self.give_up = LinkButton("放弃")
        self.adopt = MainButton("采用", icon="check")
        self.head.add(self.give_up, self.adopt)
        self.conversation = Conversation(session, self)
        self.start, self.reading, self.draft_view, self.report = StartView(), ReadingView(), DraftView(), ReportView()
        self.adopting = Adopting(session, self.report, self.conversation)
        self.stack = QStackedWidget()
        for view in (self.start, self.reading, self.draft_view, self.report):
            self.stack.addWidget(view)
        self.column.addWidget(self.stack, 1)
        self.setAcceptDrops(True)
        self._keeping = QTimer(self, singleShot=True, interval=KEEP_MS)
        self._keeping.timeout.connect(self._keep)
        self._connect()
        self._show(self.start)

    def _connect(self) -> None:
        self.start.files.connect(lambda paths: self.begin(ImportPlace(paths=tuple(paths))))
        self.start.text.connect(lambda text: self.begin(ImportPlace(text=text)))
        self.start.picking.connect(self.pick)
        self.start.resumed.connect(self._resume)
        self.start.dropped.connect(self._drop_left)
        source = self.draft_view.source
        source.another.connect(self.pick)
        source.kind_picked.connect(lambda kind: self._read_again(kind=kind))
        source.plan_picked.connect(self._pick_plan)
        source.title_changed.connect(self._tell)
        self.draft_view.mapping.reading.connect(lambda mappings: self._read_again(mappings=mappings))
        self.draft_view.mapping.edited.connect(self._tell)
        self.draft_view.mapping.keeping.connect(self._keep_profile)
        self.draft_view.mapping.used.connect(self._use_profile)
        self.draft_view.mapping.dropping.connect(self._drop_profile)
        self.draft_view.decided.connect(self._decided)
        self.draft_view.preview.escaped.connect(lambda: self.session.go(TASKS))
        self.adopt.clicked.connect(self._adopt)
        self.give_up.clicked.connect(self._give_up)
        self.conversation.began.connect(self._show_reading)
        self.conversation.refused.connect(self._refused)
        self.conversation.read.connect(self._show_draft)
        self.adopting.leaving.connect(lambda: self.session.go(TASKS))
        self.adopting.again.connect(self._next)
        self.adopting.undone.connect(self._show_rows)
        bind(self, ("Ctrl+Return", self._adopt), ("Ctrl+Enter", self._adopt))
        bind(self.report, (QKeySequence.StandardKey.Paste, self.start.strip.paste))
        bind(self.draft_view, (QKeySequence.StandardKey.Paste, self._paste_another))

    # The page

    def refresh(self, changes: Changes | None) -> None:
        is_draft = self.stack.currentWidget() is self.draft_view and not self.adopting.is_running()
        if is_draft and (changes is None or any(changes.touches(table) for table in _COMPARED)):
            self._follow_records()
        self.start.show_left(self.conversation.half_done.left())

    def go_to(self, place: object) -> None:
        if isinstance(place, ImportPlace) and (place.paths or place.text):
            self.begin(place)
        elif isinstance(place, ImportPlace):
            self.conversation.plan_wanted = place.plan_id
            # Who asks for an import anew has done with the report of the last one, unless further files wait there.
            if self.stack.currentWidget() is self.report and not self.conversation.waiting:
                self._to_start()

    def first_focus(self) -> QWidget:
        view = self.stack.currentWidget()
        return {self.start: self.start.first_focus, self.draft_view: self.draft_view.first_focus}.get(
            view, lambda: self.report.to_tasks if view is self.report else self.reading.cancel
        )()

    def open_fields(self) -> list[Field]:
        # What stands in the fields of a draft is kept with it; nothing here is a record's.
        return []

    def save(self) -> bool:
        self._keep()
        return True

    def leave(self) -> bool:
        self._keep()
        return True

    def takes(self, data: object) -> bool:
        return bool(files_in(data))  # type: ignore[arg-type]

    def take(self, data: object) -> bool:
        paths = files_in(data)  # type: ignore[arg-type]
        if paths:
            self.begin(ImportPlace(paths=tuple(paths)))
        return bool(paths)

    # Reading

    def pick(self) -> None:
        """Let the clerk pick files, and read the first."""
        paths = ask.pick_files(self, "选择要导入的方案、台账或公示", KINDS)
        if paths:
            self.begin(ImportPlace(paths=tuple(paths)))

    def begin(self, place: ImportPlace) -> None:
        """Read what is to be imported; a draft that was being looked at is kept for later."""
        try:
            self.session.refuse_while_changing()
        except AppError as error:
            self.session.show(error)
            return
        self._keep()
        self.conversation.begin(place)

    def _paste_another(self) -> None:
        """Read files or cells that are pasted beside a draft, which is kept; stray words are none of both."""
        data = QApplication.clipboard().mimeData()
        if files_in(data) or is_block(data.text()):
            self.start.strip.take(data)

    def _read_again(
        self, *, kind: SourceKind | None = None, mappings: tuple[GridMapping, ...] | None = None, profile_id: str = ""
    ) -> None:
        """Read the source as another kind or with other columns; one of an earlier sitting has to be picked again."""
        if self.conversation.source.is_gone:
            paths = ask.pick_files(self, f"再选一次“{self.conversation.source.name}”", KINDS)
            if not paths:
                self._show_kind()
                return
            self.conversation.source = Source(name=paths[0].name, path=paths[0])
        self.conversation.read_again(kind=kind, mappings=mappings, profile_id=profile_id)

    def _show_kind(self) -> None:
        if self.conversation.draft is not None:
            self.draft_view.source.show_draft(self.conversation.draft)

    def _show_reading(self, name: str, job: Job) -> None:
        self.reading.show_job(name, job)
        self._show(self.reading)

    def _refused(self, error: AppError | None) -> None:
        """Say at the start why nothing was read, or go on with the next file; a draft that was there before stays."""
        if self.conversation.draft is not None:
            self._show_kind()
            self._show(self.draft_view)
            if error is not None:
                self.session.show(error)
            return
        if error is not None and self.conversation.read_waiting():
            self.session.show(error)
            return
        self.conversation.waiting.clear()
        self.start.show_left(self.conversation.half_done.left())
        self.start.show_problem(error)
        self._show(self.start)

    # The draft

    def _show_draft(self) -> None:
        about = self.conversation
        if about.draft is None:
            return
        self.start.show_problem(None)
        self.draft_view.show_draft(
            about.draft, about.listed, asked=about.asked(), choices=about.choices, answers=about.answers,
            reasons=about.reasons,
        )
        self.draft_view.source.show_plans(about.plans(), about.plan_id, about.plan_title)
        self.draft_view.mapping.show_profiles(about.profiles(), about.profile_id)
        self._show(self.draft_view)

    def _follow_records(self) -> None:
        source, about = self.draft_view.source, self.conversation
        if about.find_plan(source.plan_title()):
            source.show_plans(about.plans(), about.plan_id, source.plan_title() or about.plan_title)
        self._show_rows()

    def _show_rows(self) -> None:
        """Set the draft beside the records as they are now."""
        self.conversation.compare(self._show_compared)

    def _show_compared(self) -> None:
        about, chosen = self.conversation, self.draft_view.preview.chosen()
        if about.draft is None:
            return
        self.draft_view.show_rows(about.draft, about.listed, about.choices, about.reasons, anew=False)
        if chosen is not None:
            self.draft_view.preview.table.choose(chosen)
        self._show(self.draft_view)

    def _pick_plan(self, plan_id: str) -> None:
        self.conversation.choose_plan(plan_id)
        self._show_rows()
        self._keeping.start()

    def _decided(self) -> None:
        self.conversation.choices = self.draft_view.deciding.decided()
        self.conversation.answers = self.draft_view.answers()
        self._tell()
        self._keeping.start()

    def _tell(self) -> None:
        """Say what 采用 would do, or why it cannot be pressed."""
        is_draft = self.stack.currentWidget() is self.draft_view
        self.adopt.setVisible(is_draft)
        self.give_up.setVisible(is_draft)
        asked = f"；{self.draft_view.unasked()} 个单位名称请确认" if self.draft_view.unasked() else ""
        waiting = f"；后面还有 {len(self.conversation.waiting)} 份文件" if self.conversation.waiting else ""
        self.head.hint.setText(summary(self.draft_view.deciding) + asked + waiting if is_draft else "")
        self.give_up.allow(ADOPTING if self.adopting.is_running() else "")
        self.adopt.setText(adopt_words(self.draft_view.deciding))
        self.adopt.allow(self._reason())

    def _reason(self) -> str:
        if self.adopting.is_running():
            return ADOPTING
        if self.draft_view.mapping.is_changed():
            return "列的含义改过，请先重新读取"
        return "" if self.draft_view.deciding.does_anything() else "没有要采用的"

    # Keeping

    def _keep(self) -> None:
        self._keeping.stop()
        if self.stack.currentWidget() is self.draft_view and not self.adopting.is_running():
            view = self.draft_view
            self.conversation.keep(view.deciding.decided(), view.answers(), view.source.plan_title())

    def _resume(self, unfinished_id: str) -> None:
        self.conversation.resume(unfinished_id)

    def _drop_left(self, unfinished_id: str) -> None:
        left = next(item for item in self.conversation.half_done.left() if item.id == unfinished_id)
        text = f"“{left.source}”（{left.told}），放弃后不再保留。记录没有动过。"
        if not left.is_lost and not ask.confirm(self, "放弃没做完的导入", text, "放弃"):
            return
        self.conversation.half_done.drop(unfinished_id)
        self.start.show_left(self.conversation.half_done.left())
        self.start.first_focus().setFocus()

    def _give_up(self) -> None:
        done = done_words(self.draft_view.deciding.decided(), self.draft_view.answers())
        text = f"“{self.conversation.source.name}”您已经{done}，放弃后不再保留。记录没有动过。"
        if done and not ask.confirm(self, "放弃这次导入", text, "放弃"):
            return
        self._keeping.stop()
        self.conversation.give_up()
        self._next()

    def _to_start(self) -> None:
        self.start.show_problem(None)
        self.start.show_left(self.conversation.half_done.left())
        self._show(self.start)
        self.start.first_focus().setFocus()

    def _next(self) -> None:
        if not self.conversation.read_waiting():
            self._to_start()

    # Profiles

    def _keep_profile(self, name: str) -> None:
        panel = self.draft_view.mapping
        try:
            mappings = panel.mappings()
        except AppError:
            # It stands under the field it is in.
            return
        if self.conversation.keep_profile(name, mappings, panel):
            panel.name.fill("")
            panel.show_profiles(self.conversation.profiles())
            self.session.tell(f"“{name}”已存下，下次表头一样的台账自动按它读")

    def _use_profile(self, profile_id: object) -> None:
        """Read the source once more, its header and columns as they were kept."""
        key = str(profile_id)
        self._read_again(mappings=(self.conversation.profile(key),), profile_id=key)

    def _drop_profile(self, profile_id: object) -> None:
        """Keep a mapping no longer; what was read by it stays as it is, and undo brings it back."""
        if self.conversation.drop_profile(str(profile_id)):
            self.draft_view.mapping.show_profiles(self.conversation.profiles())

    # Adopting

    def _adopt(self) -> None:
        if self.stack.currentWidget() is not self.draft_view or self._reason():
            return
        if not self.draft_view.source.is_complete():
            return
        self._keeping.stop()
        deciding, source = self.draft_view.deciding, self.draft_view.source
        self.draft_view.setEnabled(False)
        self.adopting.adopt(
            deciding, source.plan_title(), self.draft_view.answers(), done=self._adopted, failed=self._tell_again
        )
        self._tell()

    def _adopted(self) -> None:
        self.draft_view.setEnabled(True)
        self._show(self.report)
        self.report.to_tasks.setFocus()

    def _tell_again(self) -> None:
        self.draft_view.setEnabled(True)
        self._decided()
        # What cannot be used for a while hands the keyboard on.
        if self.isVisible():
            self.first_focus().setFocus()

    # Own steps

    def _show(self, view: QWidget) -> None:
        is_new = self.stack.currentWidget() is not view
        self.stack.setCurrentWidget(view)
        self._tell()
        if is_new and self.isVisible():
            self.first_focus().setFocus()
