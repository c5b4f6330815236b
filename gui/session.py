"""The verbs every page uses: apply an action, undo, redo, start long work, go to a place.

Only through `changed` do pages learn that the records are different; the page that made the change is told too. An
error of the world is never a box on top of the work: it goes to the field that caused it, else to the strip of the
window. Everything else an action may raise is a mistake of the program and ends in the crash notice.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, runtime_checkable

from PySide6.QtCore import QObject, Signal

from gui.jobs import Job, Jobs
from gui.places import HISTORY, SETTINGS
from models.errors import AppError, Cancelled
from models.reporting import Report, Steps
from models.workspace import Changes, Workspace

if TYPE_CHECKING:
    from models.domain.workdays import Holidays
    from models.workspace import Snapshot

T = TypeVar("T")
R = TypeVar("R")


@runtime_checkable
class ShowsProblem(Protocol):
    """A field or page that shows an error where it arose."""

    def show_problem(self, problem: AppError | str | None) -> None: ...


class Session(QObject):
    """One sitting at one workspace."""

    changed = Signal(object, object)
    failed = Signal(object)
    offered = Signal(object)
    told = Signal(str, object)
    state_changed = Signal()
    wanted = Signal(str, object)
    backed_up = Signal(object)

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.jobs = Jobs(self)
        self.saved_at: datetime | None = None
        self._long: Job | None = None

    # The clock

    def now(self) -> datetime:
        """Return the moment by the clock of the workspace."""
        return self.workspace.now()

    def today(self) -> date:
        """Return the day by the clock of the workspace."""
        return self.now().date()

    def holidays(self) -> Holidays:
        """Return the working days by the notices that are known, the office's own among them."""
        from models.assembly import holidays_of

        return holidays_of(self.workspace)

    # Changing records

    def apply(
        self,
        action: Callable[[Workspace], Changes],
        *,
        source: object = None,
        remedies: Sequence[tuple[str, Callable[[], object]]] = (),
    ) -> Changes | None:
        """Run an action and tell every page; an error is shown at `source` or in the strip, and returns None.

        `remedies` are links beside the error in the strip, to what may be done about it.
        """
        try:
            self.refuse_while_changing()
            changes = action(self.workspace)
        except AppError as error:
            self.show(error, source, *remedies)
            return None
        self._tell(changes, source)
        return changes

    def undo(self) -> Changes | None:
        """Undo the last operation of this sitting; where it has none, lead to those of earlier ones.

        None where it was refused, or where it is so long that it is done between the events of the window.
        """
        step = self.workspace.next_undo
        if step is not None and self._goes_in_slices(step.sequences):
            self.steps("正在撤销", lambda workspace: workspace.undoing())
            return None
        older = ("打开记录", lambda: self.go(SETTINGS, HISTORY))
        return self.apply(lambda workspace: workspace.undo(), remedies=() if self.undo_label() else (older,))

    def redo(self) -> Changes | None:
        """Do again what was undone last; a long operation between the events of the window."""
        step = self.workspace.next_redo
        if step is not None and self._goes_in_slices(step.sequences):
            self.steps("正在重做", lambda workspace: workspace.redoing())
            return None
        return self.apply(lambda workspace: workspace.redo())

    def reverse(self, sequence: int, done: Callable[[], object]) -> None:
        """Undo one older operation, then `done()`; a long one between the events of the window."""
        if self._goes_in_slices((sequence,)):
            self.steps("正在撤销", lambda workspace: workspace.reversing(sequence), lambda _: done())
        elif self.apply(lambda workspace: workspace.reverse(sequence)) is not None:
            done()

    def undo_label(self) -> str:
        """Return the name of what undo would undo, or nothing."""
        step = self.workspace.next_undo
        return step.label if step else ""

    def undo_final(self) -> str:
        """Return why the last operation cannot be undone, empty where it can."""
        step = self.workspace.next_undo
        return step.final if step else ""

    def redo_label(self) -> str:
        """Return the name of what redo would do again, or nothing."""
        step = self.workspace.next_redo
        return step.label if step else ""

    def show(self, error: AppError, source: object = None, *remedies: tuple[str, Callable[[], object]]) -> None:
        """Show an error where it arose; in the strip with links to what may be done about it."""
        if isinstance(source, ShowsProblem):
            source.show_problem(error)
        else:
            self.failed.emit(error)
            self.offered.emit(remedies)

    def tell(self, words: str, *remedies: tuple[str, Callable[[], object]]) -> None:
        """Say something in the strip that is no error, with links to what may be done next."""
        self.told.emit(words, remedies)

    # Long work

    def start(
        self,
        title: str,
        work: Callable[[Report], T],
        done: Callable[[T], None],
        *,
        failed: Callable[[AppError], None] | None = None,
        quiet: bool = False,
    ) -> Job:
        """Run work on frozen values in a thread, then `done(result)` on the main thread.

        An AppError goes to `failed`, or to the strip; being cancelled is told, not complained of.
        """
        job = self.jobs.start(title, work, quiet=quiet)
        job.finished.connect(done)
        job.failed.connect(lambda error: self._ended(error, failed))
        return job

    def start_on_copy(
        self,
        title: str,
        work: Callable[[Snapshot, Report], T],
        done: Callable[[T], None],
        *,
        failed: Callable[[AppError], None] | None = None,
    ) -> Job:
        """Copy the records aside between the events of the window, then run work on the copy in a thread."""
        return self.start_from(title, self.workspace.snapshot, work, done, failed=failed)

    def start_from(
        self,
        title: str,
        read: Callable[[Report], R],
        work: Callable[[R, Report], T],
        done: Callable[[T], None],
        *,
        failed: Callable[[AppError], None] | None = None,
    ) -> Job:
        """Read on the main thread, letting events be handled at each report, then run work on it in a thread."""
        job = self.jobs.start_from(title, read, work)
        job.finished.connect(done)
        job.failed.connect(lambda error: self._ended(error, failed))
        return job

    def steps(
        self,
        title: str,
        make: Callable[[Workspace], Steps[Any]],
        done: Callable[[Changes], None] | None = None,
        *,
        failed: Callable[[AppError], None] | None = None,
    ) -> Job:
        """Drive a long change in short slices on the main thread; no other change is taken meanwhile.

        `make` returns a generator that yields (done, total, text), holds its transaction open itself and returns the
        Changes; on 取消 a Cancelled is raised inside it.
        """
        job = self.jobs.drive(title, lambda: make(self.workspace))
        self._long = job
        job.finished.connect(lambda changes: self._driven(changes, done))
        job.failed.connect(lambda error: self._ended(error, failed))
        return job

    def refuse_while_changing(self) -> None:
        """Raise AppError while a long change is under way, whose half must be neither changed nor copied."""
        if self._long is not None and self.is_changing():
            raise AppError(f"{self._long.title}还没有完成", remedy="请等它完成，或在窗口底部取消它，然后再来。")

    def is_changing(self) -> bool:
        """Return whether a long change is under way: the records hold half of it."""
        return self._long is not None and not self._long.is_over

    # Going places

    def go(self, key: str, place: object = None) -> None:
        """Ask the window for another page, and a place on it."""
        self.wanted.emit(key, place)

    def close(self) -> bool:
        """Stop what runs; returns whether everything has ended. The workspace is closed by who opened it."""
        return self.jobs.close()

    # Own steps

    def _goes_in_slices(self, sequences: Sequence[int]) -> bool:
        return not self.is_changing() and self.workspace.is_long(sequences)

    def _tell(self, changes: Changes, source: object) -> None:
        if changes:
            self.saved_at = self.now()
            self.changed.emit(changes, source)
        self.state_changed.emit()

    def _driven(self, changes: Changes, done: Callable[[Changes], None] | None) -> None:
        self._tell(changes, None)
        if done is not None:
            done(changes)

    def _ended(self, error: Exception, failed: Callable[[AppError], None] | None) -> None:
        if isinstance(error, Cancelled):
            self.tell(str(error))
        elif not isinstance(error, AppError):
            raise error
        elif failed is not None:
            failed(error)
        else:
            self.show(error)
