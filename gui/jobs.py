"""Long work beside the window: one thread for jobs that are seen, one for quiet ones, or slices on the main thread.

A job in a thread gets frozen values only, never the workspace: SQLite belongs to the main thread. A change of many
records runs on the main thread instead, as a generator driven for at most 20 ms at a time, so that the window stays
alive inside one transaction; a copy of the store is made there as well, in slices, before the work on it goes to the
thread. All tell their progress through `Report` and stop at the next report after 取消; what was
begun is rolled back by the `Cancelled` raised there. Results and errors arrive on the main thread.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

from PySide6.QtCore import QCoreApplication, QObject, QRunnable, Qt, QThreadPool, QTimer, Signal, Slot

from models.errors import Cancelled
from models.reporting import Report, Steps

T = TypeVar("T")
SLICE_S = 0.015
# Beyond, it is bytes that are counted.
COUNTED = 100_000


class Progress(NamedTuple):
    """How far a job is; `total` 0 means that nobody knows."""

    done: int = 0
    total: int = 0
    text: str = ""


class Job(QObject):
    """One piece of long work; `finished` brings its result, `failed` the exception that ended it."""

    finished = Signal(object)
    failed = Signal(object)
    _ended = Signal(bool, object)

    def __init__(self, title: str, over: Callable[[Job], None]) -> None:
        super().__init__()
        self.title = title
        self.progress = Progress()
        self.is_over = False
        self._over = over
        self._cancelled = False
        self._is_abandoned = False
        # To a method of an object of the main thread, so that the result arrives there.
        self._ended.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def cancel(self) -> None:
        """Ask the job to stop at its next report."""
        self._cancelled = True

    def abandon(self) -> None:
        """Ask the job to stop and keep its outcome to itself: nobody is there any more to take it."""
        self._is_abandoned = True
        self.cancel()

    def is_cancelled(self) -> bool:
        """Return whether the job was asked to stop."""
        return self._cancelled

    def report(self, done: int, total: int, text: str) -> None:
        """Take note of the progress; raises Cancelled once the job was asked to stop."""
        self.progress = Progress(done=done, total=total, text=text)
        if self._cancelled:
            raise Cancelled()

    def words(self) -> str:
        """Return what the bottom line says: 正在导入 12/48, or 37% of what nobody counts in single ones."""
        done, total, _ = self.progress
        if total > COUNTED:
            return f"{self.title} {100 * done // total}%"
        return f"{self.title} {done}/{total}" if total else self.title

    def end(self, *, good: bool, outcome: object) -> None:
        """Hand over the result or the exception; may be called from any thread."""
        self._ended.emit(good, outcome)

    @Slot(bool, object)
    def _deliver(self, good: bool, outcome: object) -> None:
        self.is_over = True
        self._over(self)
        if self._is_abandoned:
            return
        (self.finished if good else self.failed).emit(outcome)


class _Running(QRunnable):
    def __init__(self, job: Job, work: Callable[[Report], Any]) -> None:
        super().__init__()
        self._job = job
        self._work = work

    def run(self) -> None:
        try:
            result = self._work(self._job.report)
        except Exception as error:
            self._job.end(good=False, outcome=error)
        else:
            self._job.end(good=True, outcome=result)


class Jobs(QObject):
    """The jobs of the window, one seen job at a time, in the order they were asked for."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: deque[tuple[Job, Callable[[], None]]] = deque()
        self._running: Job | None = None
        self._is_closed = False
        self._quiet: set[Job] = set()
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._quiet_pool = QThreadPool(self)
        self._quiet_pool.setMaxThreadCount(1)

    @property
    def running(self) -> Job | None:
        """The job the bottom line shows."""
        return self._running

    def waiting(self) -> int:
        """Return how many seen jobs wait for their turn."""
        return len(self._waiting)

    def start(self, title: str, work: Callable[[Report], Any], *, quiet: bool = False) -> Job:
        """Run work in a thread; a quiet job has no line at the bottom and waits only for other quiet ones.

        Once the jobs are closed nothing begins any more: nobody is there to take a result.
        """
        if self._is_closed:
            return Job(title, lambda _: None)
        if quiet:
            job = Job(title, self._quiet.discard)
            self._quiet.add(job)
            self._quiet_pool.start(_Running(job, work))
            return job
        job = Job(title, self._next)
        self._enqueue(job, lambda: self._pool.start(_Running(job, work)))
        return job

    def start_from(self, title: str, make: Callable[[Report], T], work: Callable[[T, Report], Any]) -> Job:
        """Let `make` do its part on the main thread, handling events at each of its reports, then run work in a thread.

        For what must begin with something of the main thread that takes longer than one may hold up the window.
        """
        if self._is_closed:
            return Job(title, lambda _: None)
        job = Job(title, self._next)
        # From the event loop, not from within the click that asked for it.
        self._enqueue(job, lambda: QTimer.singleShot(0, job, lambda: self._make_first(job, make, work)))
        return job

    def drive(self, title: str, steps: Callable[[], Steps[Any]]) -> Job:
        """Run a generator on the main thread in short slices; what it returns is the result."""
        if self._is_closed:
            return Job(title, lambda _: None)
        job = Job(title, self._next)
        self._enqueue(job, lambda: _Driver(job, steps(), self).begin())
        return job

    def cancel_all(self) -> None:
        """Ask every job to stop; the ones that have not begun are dropped."""
        self._waiting.clear()
        for job in self._begun():
            job.cancel()
        self.changed.emit()

    def close(self) -> bool:
        """Stop every job for good; returns whether all have ended.

        A thread that still ran when the pool is destroyed would wait for the interpreter, which waits for the thread.
        """
        self._is_closed = True
        for job in self._begun():
            job.abandon()
        self.cancel_all()
        for driver in self.findChildren(_Driver):
            driver.end()
        return self.wait()

    def wait(self, milliseconds: int = 10_000) -> bool:
        """Wait for the threads to end; returns whether they did."""
        # Not waitForDone: it would hold the interpreter that the threads need to end.
        end = time.monotonic() + milliseconds / 1000
        while self._pool.activeThreadCount() or self._quiet_pool.activeThreadCount():
            if time.monotonic() > end:
                return False
            time.sleep(0.005)
        return True

    def _begun(self) -> tuple[Job, ...]:
        return (*self._quiet, *((self._running,) if self._running else ()))

    def _make_first(self, job: Job, make: Callable[[Report], T], work: Callable[[T, Report], Any]) -> None:
        def report(done: int, total: int, text: str) -> None:
            job.report(done, total, text)
            QCoreApplication.processEvents()

        try:
            made = make(report)
        except Exception as error:
            job.end(good=False, outcome=error)
        else:
            self._pool.start(_Running(job, lambda report: work(made, report)))

    def _enqueue(self, job: Job, begin: Callable[[], None]) -> None:
        self._waiting.append((job, begin))
        if self._running is None:
            self._next()
        else:
            self.changed.emit()

    def _next(self, _: Job | None = None) -> None:
        self._running = None
        if self._waiting:
            self._running, begin = self._waiting.popleft()
            begin()
        self.changed.emit()


class _Driver(QObject):
    """Drives a generator between the events of the window."""

    def __init__(self, job: Job, steps: Steps[Any], parent: QObject) -> None:
        super().__init__(parent)
        self._job = job
        self._steps = steps
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._slice)

    def begin(self) -> None:
        self._timer.start()

    def end(self) -> None:
        """Stop a cancelled job at once: nothing drives it any more when the window is closed."""
        if self._timer.isActive():
            self._slice()

    def _slice(self) -> None:
        end = time.perf_counter() + SLICE_S
        try:
            while time.perf_counter() < end:
                self._advance()
        except StopIteration as result:
            self._stop()
            self._job.end(good=True, outcome=result.value)
        except Exception as error:
            self._stop()
            self._job.end(good=False, outcome=error)

    def _stop(self) -> None:
        self._timer.stop()
        self.deleteLater()

    def _advance(self) -> None:
        if self._job.is_cancelled():
            self._steps.throw(Cancelled())
        done, total, text = next(self._steps)
        self._job.progress = Progress(done=done, total=total, text=text)
