"""What is shown while a file is read in a process of its own, or very many rows are compared: what, and 取消."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from gui.jobs import Job
from gui.parts.buttons import Button
from gui.parts.cells import EDGE
from gui.parts.keys import bind
from gui.parts.labels import Meta, Words


class ReadingView(QWidget):
    """The name of what is read, and the way out; Esc too."""

    def __init__(self) -> None:
        super().__init__()
        self._words = Words()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 0)
        self._bar.setFixedSize(320, 4)
        self.cancel = Button("取消")
        self.cancel.clicked.connect(self._cancel)
        self._job: Job | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(EDGE, 24, EDGE, 24)
        column.setSpacing(16)
        column.addWidget(self._words)
        column.addWidget(self._bar)
        column.addWidget(Meta("几秒就好，最多 15 秒。读文件时记录不会有任何改动。"))
        row = QHBoxLayout()
        row.addWidget(self.cancel)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        bind(self, ("Esc", self._cancel))

    def show_job(self, source: str, job: Job) -> None:
        """Show that a source is being read."""
        self._job = job
        self._words.setText(f"正在读取 {source}")
        self.cancel.allow()

    def _cancel(self) -> None:
        if self._job is not None and not self._job.is_over:
            self._job.cancel()
            self.cancel.allow("正在取消")
