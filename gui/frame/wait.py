"""A small window while something runs and there is no main window: restoring before it, backing up after it.

Work in a thread is waited for with `run`; work that must stay on the main thread reports to `report`, which keeps the
window alive. It is shown only after a moment: most work is done by then. 取消 raises Cancelled inside the work at its
next report.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEventLoop, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from gui.jobs import Jobs
from gui.parts.buttons import Button
from gui.parts.labels import BlockName, Elided, Meta
from models.errors import Cancelled
from models.reporting import Report

T = TypeVar("T")
AFTER_S = 0.4
LOOK_MS = 100


class Wait(QWidget):
    """What runs, how far it is, and 取消."""

    def __init__(self, title: str, hint: str, *, stop: str = "取消") -> None:
        super().__init__()
        self.setWindowTitle("整改销号工作台")
        self.setFixedWidth(480)
        self._began = time.monotonic()
        self._cancelled = False
        self._text = Elided("", tone="meta")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 0)
        self._stop = Button(stop)
        self._stop.clicked.connect(self.cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 24, 32, 20)
        column.setSpacing(12)
        about = Meta(hint)
        about.setWordWrap(True)
        for part in (BlockName(title), about, self._bar, self._text):
            column.addWidget(part)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._stop)
        column.addLayout(row)

    def cancel(self) -> None:
        """Ask the work to stop."""
        self._cancelled = True
        self._stop.setEnabled(False)
        self._text.set_text("正在取消…")

    def report(self, done: int, total: int, text: str) -> None:
        """Show how far work on the main thread is; raises Cancelled once it was asked to stop."""
        if self._cancelled:
            raise Cancelled()
        self._show_after_a_while()
        self._show(done, total, text)
        QCoreApplication.processEvents()

    def run(self, work: Callable[[Report], T]) -> T:
        """Run work in a thread and return its result; raises what it raises."""
        jobs, loop = Jobs(self), QEventLoop()
        results: list[T] = []
        errors: list[BaseException] = []
        job = jobs.start("", work)
        for signal, outcome in ((job.finished, results), (job.failed, errors)):
            signal.connect(outcome.append)
            signal.connect(lambda _: loop.quit())
        look = QTimer(self, interval=LOOK_MS)
        look.timeout.connect(lambda: self._show(job.progress.done, job.progress.total, job.progress.text))
        look.timeout.connect(lambda: job.cancel() if self._cancelled else None)
        look.timeout.connect(self._show_after_a_while)
        look.start()
        loop.exec()
        jobs.close()
        look.stop()
        self.hide()
        if errors:
            raise errors[0]
        return results[0]

    def _show_after_a_while(self) -> None:
        if time.monotonic() - self._began >= AFTER_S:
            self.show()

    def _show(self, done: int, total: int, text: str) -> None:
        if self._cancelled:
            return
        # The bar counts in int32, evidence in bytes.
        self._bar.setRange(0, 1000 if total else 0)
        self._bar.setValue(done * 1000 // total if total else 0)
        self._text.set_text(f"{text} {done >> 20} / {total >> 20} MB" if total >> 20 else text)

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        self.cancel()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.cancel()
            return
        super().keyPressEvent(event)
