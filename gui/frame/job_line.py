"""The job that runs, at the left of the bottom line: its words, its bar and 取消."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from gui.jobs import Job
from gui.parts import typeface
from gui.parts.buttons import LinkButton
from gui.parts.labels import Words

STEPS = 1000


class JobLine(QWidget):
    """What one job says of itself; `cancel` is its button."""

    def __init__(self) -> None:
        super().__init__()
        self._words = Words(size=typeface.SMALL, tone="ink_2")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedSize(96, 4)
        self.cancel = LinkButton("取消")
        self.cancel.setFont(typeface.font(typeface.SMALL, typeface.MEDIUM))
        self.cancel.setFixedHeight(20)
        # A click must not take the keyboard from who is typing; the button is gone with the job.
        self.cancel.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._words)
        row.addSpacing(10)
        row.addWidget(self._bar)
        row.addSpacing(12)
        row.addWidget(self.cancel)

    def words(self) -> str:
        """Return what is said of the job."""
        return self._words.text()

    def show_job(self, job: Job, waiting: int) -> None:
        """Show how far a job is, and how many wait for their turn."""
        more = f"（还有 {waiting} 项等候）" if waiting else ""
        self._words.setText(f"正在取消：{job.title}" if job.is_cancelled() else f"{job.words()}{more}")
        self._words.setToolTip(job.progress.text)
        # The bar counts in int32, evidence in bytes.
        self._bar.setRange(0, STEPS if job.progress.total else 0)
        self._bar.setValue(STEPS * job.progress.done // job.progress.total if job.progress.total else 0)
        self.cancel.setEnabled(not job.is_cancelled())
