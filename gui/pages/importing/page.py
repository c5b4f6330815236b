"""导入: the one page on which a plan, a ledger, a notice or pasted cells become records.

Read, look at what would change, choose, adopt in one step, be told what came of it. Nothing is written before 采用, and
what was chosen survives leaving the page and closing the window.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from gui import ask
from gui.ahead import painting
from gui.jobs import Job
from gui.page import Page
from gui.pages.importing.adopting import Adopting
from gui.pages.importing.conversation import Conversation
from gui.pages.importing.draft_view import DraftView
from gui.pages.importing.draft_view import building as building_draft
from gui.pages.importing.reading import ReadingView
from gui.pages.importing.report import ReportView
from gui.pages.importing.rereading import Rereading
from gui.pages.importing.shown_draft import ShownDraft
from gui.pages.importing.start import KINDS, StartView
from gui.pages.importing.words import adopt_words, done_words, summary
from gui.parts.buttons import LinkButton, MainButton
from gui.parts.dropping import Dropping, files_in
from gui.parts.field import Field
from gui.parts.keys import bind
from gui.places import TASKS, ImportPlace
from gui.session import Session
from models.domain.drafts.pasting import is_block
from models.errors import AppError
from models.workspace import Changes

ADOPTING = "正在采用"
_COMPARED = ("plans", "tasks", "task_units", "task_numbers", "measures", "measure_units", "units", "common_values")


def building(session: Session) -> Generator[None, None, ImportingPage]:
    """Build the page part by part; between two parts the window may do something else."""
    draft_view = yield from building_draft()
    yield
    report = ReportView()
    yield
    return ImportingPage(session, draft_view=draft_view, report=report)


class ImportingPage(Dropping, Page):
    """The page; it shows one of four: where to begin, that a file is read, the draft, the report."""

    def __init__(
        self, session: Session, *, draft_view: DraftView | None = None, report: ReportView | None = None
    ) -> None:
        super().__init__(session)
        self.head.title.setText("导入")
        back = LinkButton("任务", icon="left")
        back.clicked.connect(lambda: self.session.go(TASKS))
        self.head.lead(back)
        self.give_up = LinkButton("放弃")
        self.adopt = MainButton("采用", icon="check")
        self.head.add(self.give_up, self.adopt)
        self.conversation = Conversation(session, self)
        self.start, self.reading = StartView(), ReadingView()
        self.draft_view, self.report = draft_view or DraftView(), report or ReportView()
        self.rereading = Rereading(session, self.draft_view, self.conversation)
        self.adopting = Adopting(session, self.report, self.conversation)
        self.stack = QStackedWidget()
        for view in (self.start, self.reading, self.draft_view, self.report):
            self.stack.addWidget(view)
        self.column.addWidget(self.stack, 1)
        self.setAcceptDrops(True)
        self.draft = ShownDraft(self, self.draft_view, self.conversation, self._is_deciding)
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
        source.plan_picked.connect(self.draft.pick_plan)
        source.title_changed.connect(self._tell)
        self.draft_view.mapping.edited.connect(self._tell)
        self.draft_view.decided.connect(self.draft.take_decisions)
        self.draft_view.preview.escaped.connect(lambda: self.session.go(TASKS))
        self.adopt.clicked.connect(self._adopt)
        self.give_up.clicked.connect(self._give_up)
        self.conversation.began.connect(self._show_reading)
        self.conversation.refused.connect(self._refused)
        self.conversation.read.connect(self.draft.show)
        self.draft.ready.connect(self._show_draft)
        self.draft.decided.connect(self._tell)
        self.adopting.leaving.connect(lambda: self.session.go(TASKS))
        self.adopting.again.connect(self._next)
        self.adopting.undone.connect(self._taken_back)
        bind(self, ("Ctrl+Return", self._adopt), ("Ctrl+Enter", self._adopt))
        bind(self.report, (QKeySequence.StandardKey.Paste, self.start.strip.paste))
        bind(self.draft_view, (QKeySequence.StandardKey.Paste, self._paste_another))

    # The page

    def prepare(self) -> Iterator[None]:
        """Paint each view out of sight, part by part."""
        for view in (self, self.start, self.draft_view, self.draft_view.preview, self.report):
            if self.isVisible():
                return
            if view is not self:
                view.resize(self.stack.size())
            yield from painting(view)

    def refresh(self, changes: Changes | None) -> None:
        # What is being shown may be of records that are no more as they were.
        self.draft.finish()
        if self._is_deciding() and (changes is None or any(changes.touches(table) for table in _COMPARED)):
            self.draft.follow_records()
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
        self.draft.keep()
        return True

    def leave(self) -> bool:
        self.draft.keep()
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
        self.draft.finish()
        self.draft.keep()
        self.conversation.begin(place)

    def _paste_another(self) -> None:
        """Read files or cells that are pasted beside a draft, which is kept; stray words are none of both."""
        data = QApplication.clipboard().mimeData()
        if files_in(data) or is_block(data.text()):
            self.start.strip.take(data)

    def _show_reading(self, name: str, job: Job) -> None:
        self.draft.finish()
        self.reading.show_job(name, job)
        self._show(self.reading)

    def _refused(self, error: AppError | None) -> None:
        """Say at the start why nothing was read, or go on with the next file; a draft that was there before stays."""
        if self.conversation.draft is not None:
            self.rereading.show_kind()
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

    def _is_deciding(self) -> bool:
        return self.stack.currentWidget() is self.draft_view and not self.adopting.is_running()

    def _show_draft(self) -> None:
        self.start.show_problem(None)
        self._show(self.draft_view)

    def _taken_back(self) -> None:
        """Look at what was taken back again; where another file is worked on by now, it is offered for later."""
        if self.conversation.half_done.bring_back():
            self.draft.show_taken_back()
        else:
            self.start.show_left(self.conversation.half_done.left())

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
        self.draft.stop_keeping()
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

    # Adopting

    def _adopt(self) -> None:
        if self.stack.currentWidget() is not self.draft_view or self._reason():
            return
        if not self.draft_view.source.is_complete():
            return
        self.draft.stop_keeping()
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
        self.draft.take_decisions()
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
