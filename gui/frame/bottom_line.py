"""The line at the bottom: what was saved when, the last backup, and the job that runs with its bar and 取消.

It is never red unless something is lost. The job is looked at ten times a second instead of telling every step, so that
a worker with a hundred thousand steps costs the window nothing.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from gui.jobs import Jobs
from gui.parts import icons, typeface
from gui.parts.labels import Words
from gui.parts.palette import fill

# Made with the first job that is seen; the window is painted without one.
if TYPE_CHECKING:
    from gui.frame.job_line import JobLine

HEIGHT = 28
LOOK_MS = 100


class BottomLine(QWidget):
    """28 px under everything."""

    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self._jobs = jobs
        self.setFixedHeight(HEIGHT)
        self._saved = _small()
        self._backup = _small()
        self._backed_up_at: datetime | None = None
        self.job: JobLine | None = None
        self._look = QTimer(self, interval=LOOK_MS)
        self._look.timeout.connect(self.refresh)
        self._assemble()
        jobs.changed.connect(self.refresh)
        self.refresh()

    def _assemble(self) -> None:
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(14, 1, 16, 0)
        row.setSpacing(0)
        self._tick = _Tick()
        self._tick.hide()
        self._saved.hide()
        row.addWidget(self._tick)
        # The room between the parts belongs to the parts, so that one that is not there leaves none.
        for widget in (self._saved, self._backup):
            widget.setContentsMargins(0, 0, 20, 0)
            row.addWidget(widget)
        row.addStretch(1)

    def show_saved(self, at: datetime | None, now: datetime) -> None:
        """Say when the last change was stored."""
        is_today = at is not None and at.date() == now.date()
        self._saved.setText(f"已保存 {'' if is_today else f'{_day(at, now)} '}{at:%H:%M}" if at else "")
        self._tick.setVisible(at is not None)
        self._saved.setVisible(at is not None)
        if self._backed_up_at is not None:
            # The window may stay open over midnight.
            self.show_backup(self._backed_up_at, now)

    def say(self, words: str) -> None:
        """Say what was just done to the records, until the next change is stored."""
        self._saved.setText(words)
        self._saved.show()

    def show_backup(self, at: datetime | None, now: datetime) -> None:
        """Say when the last backup was made."""
        self._backed_up_at = at
        self._backup.setText(f"备份 {_day(at, now)} {at:%H:%M}" if at else "还没有备份")

    def words(self) -> str:
        """Return what the line says, for tests and readers of the screen."""
        job = "" if self.job is None or self.job.isHidden() else self.job.words()
        parts = (self._saved.text(), self._backup.text(), job)
        return " · ".join(part for part in parts if part)

    def refresh(self) -> None:
        """Show the running job as it is."""
        job = self._jobs.running
        if self.job is not None:
            self.job.setVisible(job is not None)
        if job is None:
            self._look.stop()
            return
        if self.job is None:
            self.job = self._make_job_line()
        self.job.show_job(job, self._jobs.waiting())
        # Work in slices leaves little between them; a longer word must not wait for its room.
        for layout in (self.job.layout(), self._row):
            layout.activate()
        self._look.start()

    def _make_job_line(self) -> JobLine:
        from gui.frame.job_line import JobLine

        line = JobLine()
        line.cancel.clicked.connect(self._stop)
        self._row.insertWidget(self._row.count() - 1, line)
        return line

    def _stop(self) -> None:
        if self._jobs.running is not None:
            self._jobs.running.cancel()
            self.refresh()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        fill(painter, self.rect(), "rail")
        fill(painter, QRect(0, 0, self.width(), 1), "line")
        painter.end()


class _Tick(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(20, HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.scale(0.85, 0.85)
        icons.paint(painter, "check", self.rect().adjusted(0, 4, -4, 0), "accent")
        painter.end()


def _small() -> Words:
    return Words(size=typeface.SMALL, tone="ink_2")


def _day(at: datetime, now: datetime) -> str:
    days = (now.date() - at.date()).days
    return {0: "今天", 1: "昨天"}.get(days, f"{at:%Y-%m-%d}")
