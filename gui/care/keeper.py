"""Who looks after the files of a sitting: at a click in one go, and by itself in short slices while nobody waits.

A slice is a few hundredths of a second in a worker, and none begins while a job runs or a long change is under way; so
a vault of any size is read through in a day's work without anybody noticing. What it found is kept for the sitting.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from gui.session import Session
from models.domain.file_care import CareItem, CareResult
from models.errors import Cancelled
from models.file_care import CareList, listing, looking_after, result_of
from models.reporting import Report, Steps, to_the_end

PAUSE_MS = 250
SLICE_S = 0.04
TITLE = "正在体检"


class CareKeeper(QObject):
    """The newest result of looking after the files, and the work that leads to it."""

    changed = Signal()
    found_by_itself = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.session = session
        self.result: CareResult | None = None
        self._window: QWidget | None = None
        self._round: _Round | None = None
        self._is_reading = False
        self._pause = QTimer(self, interval=PAUSE_MS)
        self._pause.timeout.connect(self._go_on)

    @classmethod
    def of(cls, session: Session) -> CareKeeper:
        """Return the keeper of a session, the same to whoever asks."""
        return session.findChild(cls) or cls(session)

    def watch(self, window: QWidget) -> None:
        """Begin to look after everything, once in this sitting, as long as the window is there."""
        if self.result is None and window.isVisible():
            self._window = window
            self._round = _Round(self.session)
            self._pause.start()

    def start(self, ended: Callable[[Exception | None], None]) -> None:
        """Look after everything now, with progress and 取消; `ended` hears of an error, or None."""
        self._drop_round()
        vault = self.session.workspace.vault

        def work(listed: CareList, report: Report) -> tuple[CareList, list[CareItem]]:
            return listed, to_the_end(looking_after(listed, vault), report)

        def done(found: tuple[CareList, list[CareItem]]) -> None:
            self._keep(*found)
            ended(None)

        job = self.session.start_from(
            TITLE, lambda report: to_the_end(listing(self.session.workspace), report), work, done,
            failed=lambda _: None,
        )
        job.failed.connect(ended)

    def settle(self, result: CareResult) -> None:
        """Take what is left of the result after something was dealt with."""
        self.result = result
        self.changed.emit()

    # Own steps

    def _keep(self, listed: CareList, found: list[CareItem]) -> None:
        self.settle(result_of(self.session.workspace, listed, found, self.session.now()))

    def _drop_round(self) -> None:
        self._pause.stop()
        self._round = None

    def _go_on(self) -> None:
        if self._window is None or not self._window.isVisible():
            # Closed, and the workspace with it.
            self._drop_round()
        if self._round is None or self._is_reading or self._has_to_wait():
            return
        if self._round.is_listing():
            self._round.list_on()
            return
        self._is_reading = True
        job = self.session.jobs.start("体检", self._round.read_on, quiet=True)
        job.finished.connect(self._read)
        job.failed.connect(self._failed)

    def _has_to_wait(self) -> bool:
        return self.session.jobs.running is not None or self.session.is_changing()

    def _read(self, round_: object) -> None:
        self._is_reading = False
        if isinstance(round_, _Round) and round_ is self._round and round_.listed and round_.found is not None:
            self._drop_round()
            self._keep(round_.listed, round_.found)
            self.found_by_itself.emit(self.result)

    def _failed(self, error: Exception) -> None:
        self._is_reading = False
        self._drop_round()
        if not isinstance(error, Cancelled):
            raise error


class _Round:
    """One look at everything in slices: first what there is, on the main thread, then the files, in a worker."""

    def __init__(self, session: Session) -> None:
        self._listing = listing(session.workspace)
        self._vault = session.workspace.vault
        self._reading: Steps[list[CareItem]] | None = None
        self.listed: CareList | None = None
        self.found: list[CareItem] | None = None

    def is_listing(self) -> bool:
        return self.listed is None

    def list_on(self) -> None:
        try:
            next(self._listing)
        except StopIteration as end:
            listed: CareList = end.value
            self.listed, self._reading = listed, looking_after(listed, self._vault)

    def read_on(self, report: Report) -> _Round:
        end = time.perf_counter() + SLICE_S
        try:
            while self._reading is not None and time.perf_counter() < end:
                next(self._reading)
                report(0, 0, "")
        except StopIteration as ended:
            self.found = ended.value
        return self
