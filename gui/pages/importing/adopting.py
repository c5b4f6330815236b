"""Adopting what was chosen, in slices with progress and 取消, and telling what came of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from gui import ask, opening
from gui.pages.importing.conversation import STEP, Conversation
from gui.pages.importing.deciding import Deciding, Kind
from gui.pages.importing.half_done import Progress
from gui.pages.importing.report import ReportView
from gui.pages.importing.words import adopted_words, left_out_words, unchanged_words
from gui.session import Session
from models.actions.adopting import adopt
from models.domain.drafts.adoption import AdoptionReport, Decision, decisions, report_on
from models.domain.drafts.comparison import Choice
from models.domain.drafts.draft import Draft, DraftTask, RefusedRow
from models.domain.plan import PlanId
from models.reporting import Steps
from models.workspace import Changes

WORKBOOKS = "Excel 工作簿 (*.xlsx)"


class Adopting(QObject):
    """What follows 采用; `leaving` for the list of tasks, `again` for the next file, `undone` when taken back."""

    leaving = Signal()
    again = Signal()
    undone = Signal()

    def __init__(self, session: Session, view: ReportView, about: Conversation) -> None:
        super().__init__(view)
        self._session = session
        self._view = view
        self._about = about
        self._is_adopting = False
        self._report = AdoptionReport()
        self._label = ""
        self._left: Sequence[tuple[Kind, DraftTask, str]] = ()
        view.leaving.connect(self.leaving)
        view.again.connect(self.again)
        view.undone.connect(self._undo)
        view.saving.connect(self._save_left)
        session.state_changed.connect(self._show_undo)

    def is_running(self) -> bool:
        """Return whether the records are being changed now."""
        return self._is_adopting

    def adopt(
        self, deciding: Deciding, title: str, answers: Mapping[str, str], *, done: Callable[[], object],
        failed: Callable[[], object],
    ) -> None:
        """Take over what was chosen, then `done()`; `failed()` where it was refused or cancelled."""
        about, choices = self._about, deciding.decided()
        draft = about.draft
        if draft is None:
            return
        left = left_out_words(deciding)
        self._is_adopting = True
        done_so_far = Progress(choices=choices, answers=answers, plan_title=about.title_of_plan() or title)
        job = self._session.steps(
            "正在导入",
            lambda ws: self._told(draft, choices, adopt(
                ws, draft, about.rows, choices, plan_id=PlanId(about.plan_id) if about.plan_id else None,
                plan_title=title, unit_answers=about.unit_answers(answers),
            )),
            lambda _: self._adopted(left, done_so_far, done),
        )
        job.failed.connect(lambda _: self._not_adopted(failed))

    def _told(self, draft: Draft, choices: Mapping[int, Choice], steps: Steps[Changes]) -> Steps[Changes]:
        """Note what will be reported before it is done; of thousands of rows that takes steps as well."""
        decided: list[Decision] = []
        for item in decisions(self._about.rows, choices):
            if len(decided) % STEP == 0:
                yield 0, len(self._about.rows), ""
            decided.append(item)
        self._report = report_on(decided, draft.left_out)
        return (yield from steps)

    def _not_adopted(self, failed: Callable[[], object]) -> None:
        self._is_adopting = False
        failed()

    def _adopted(
        self, left: Sequence[tuple[Kind, DraftTask, str]], done_so_far: Progress, done: Callable[[], object]
    ) -> None:
        self._is_adopting = False
        self._label = self._session.undo_label()
        self._about.half_done.take_over(self._about.source.name, done_so_far)
        self._left = left
        report = self._report
        self._view.show_report(adopted_words(report), unchanged_words(report), left, waiting=len(self._about.waiting))
        self._show_undo()
        done()

    def _show_undo(self) -> None:
        if self._label and self._session.redo_label() == self._label:
            # Taken back, by the button here or by the one at the top.
            self._label = ""
            self.undone.emit()
            return
        is_last = bool(self._label) and self._session.undo_label() == self._label
        self._view.undo.allow("" if is_last else "后来又改了别的，请到“设置 · 记录”里撤销")

    def _undo(self) -> None:
        self._session.undo()

    def _save_left(self) -> None:
        draft = self._about.draft
        if draft is None:
            return
        proposal = ask.documents() / f"{Path(draft.source).stem}-未采用的行.xlsx"
        target = ask.save_as(self._view, "另存未采用的行", proposal, WORKBOOKS)
        if target is None:
            return
        from exporters.refused_rows import write_refused

        plan = self._about.title_of_plan() or self._about.plan_title
        wanted = target if target.suffix else target.with_suffix(".xlsx")
        rows = [RefusedRow(task=task, reason=reason) for _, task, reason in self._left]
        self._session.start("正在写未采用的行", lambda _: write_refused(rows, wanted, plan), self._saved)

    def _saved(self, target: Path) -> None:
        folder = ("打开文件夹", lambda: opening.open_path(self._session, target.parent))
        self._session.tell(f"已写到 {target}，第一列是没有采用的原因", folder)
