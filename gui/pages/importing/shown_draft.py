"""The draft of an import on its view: shown part by part, set beside the records anew, kept with what was decided.

Nothing is written before 采用. Two seconds after the last choice the draft is kept, so that closing the window, or a
power cut, loses none of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from gui.ahead import InParts
from gui.pages.importing.conversation import AT_ONCE, Conversation
from gui.pages.importing.draft_view import DraftView

KEEP_MS = 2000


class ShownDraft(QObject):
    """The draft that is looked at; `ready` when its view can be seen, `decided` when something was chosen.

    `is_seen` tells whether the clerk has it before them, so that it is theirs to keep.
    """

    ready = Signal()
    decided = Signal()

    def __init__(
        self, page: QWidget, view: DraftView, conversation: Conversation, is_seen: Callable[[], bool]
    ) -> None:
        super().__init__(page)
        self._view = view
        self._about = conversation
        self._is_seen = is_seen
        self._showing = InParts(page)
        self._keeping = QTimer(self, singleShot=True, interval=KEEP_MS)
        self._keeping.timeout.connect(self.keep)

    def finish(self) -> None:
        """Show at once what is still being shown."""
        self._showing.finish()

    def show(self) -> None:
        """Show the draft that was read."""
        self._in_parts(self._show_draft())

    def follow_records(self) -> None:
        """Set the draft beside what changed; its plan may be there by now."""
        source, about = self._view.source, self._about
        if about.find_plan(source.plan_title()):
            source.show_plans(about.plans(), about.plan_id, source.plan_title() or about.plan_title)
        self.show_rows()

    def show_rows(self) -> None:
        """Set the draft beside the records as they are now."""
        self._about.compare(lambda: self._in_parts(self._show_compared()))

    def show_taken_back(self) -> None:
        """Show the draft whose adoption was taken back."""
        self._about.compare(lambda: self._in_parts(self._show_taken_back()))

    def pick_plan(self, plan_id: str) -> None:
        """Set the draft beside the tasks of another plan."""
        self._about.choose_plan(plan_id)
        self.show_rows()
        self._keeping.start()

    def take_decisions(self) -> None:
        """Take over what was chosen and answered."""
        self._about.choices = self._view.deciding.decided()
        self._about.answers = self._view.answers()
        self.decided.emit()
        self._keeping.start()

    def keep(self) -> None:
        """Keep the draft for later, if it is seen."""
        self._keeping.stop()
        if self._is_seen():
            view = self._view
            self._about.keep(view.deciding.decided(), view.answers(), view.source.plan_title())

    def stop_keeping(self) -> None:
        """Keep it no more of itself: it is adopted or given up."""
        self._keeping.stop()

    def _in_parts(self, parts: Iterator[None]) -> None:
        """Show a draft between the events of the window; one of few rows at once."""
        self._showing.begin(parts)
        if len(self._about.listed) <= AT_ONCE:
            self._showing.finish()

    def _show_draft(self) -> Iterator[None]:
        about = self._about
        if about.draft is None:
            return
        yield from self._view.show_draft(
            about.draft, about.listed, asked=about.asked(), choices=about.choices, answers=about.answers,
            reasons=about.reasons,
        )
        self._view.source.show_plans(about.plans(), about.plan_id, about.plan_title)
        self._view.mapping.show_profiles(about.profiles(), about.profile_id)
        yield
        self.ready.emit()

    def _show_taken_back(self) -> Iterator[None]:
        yield from self._show_compared()
        self.keep()

    def _show_compared(self) -> Iterator[None]:
        about, chosen = self._about, self._view.preview.chosen()
        if about.draft is None:
            return
        yield from self._view.show_rows(about.draft, about.listed, about.choices, about.reasons, anew=False)
        if chosen is not None:
            self._view.preview.table.choose(chosen)
        yield
        self.ready.emit()
