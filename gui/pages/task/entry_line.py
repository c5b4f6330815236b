"""The open line for the next progress entry: a date, a sentence, 登记. What was typed belongs to its measure.

Enter or Ctrl+Enter enters it. Text that still stands here when the measure is left becomes an entry, so that nothing is
lost and nothing is asked; the step can be undone.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gui.parts.buttons import OnceButton
from gui.parts.draft_fields import DraftDate, DraftText
from gui.parts.keys import bind
from gui.session import Session
from models.actions.progress import ProgressInput, record_progress
from models.domain.partial_date import PartialDate
from models.domain.plan import MeasureId
from models.errors import AppError

DATE_WIDTH = 96


class EntryLine(QWidget):
    """One line; `recorded` after an entry was made of it."""

    recorded = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.measure_id: MeasureId | None = None
        calendar = session.holidays
        self.date = DraftDate(today=session.today, holidays=calendar, period=True, reading=False, width=DATE_WIDTH)
        self.date.edit.setAccessibleName("落实日期")
        self.text = DraftText(placeholder="做了什么、做了多少", lines=(1, 8), enters=True)
        self.text.edit.setAccessibleName("落实情况")
        self.enter = OnceButton("登记")
        self.enter.setToolTip("登记落实情况（Ctrl+Enter）")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 8, 0, 0)
        row.setSpacing(8)
        for widget, stretch in ((self.date, 0), (self.text, 1), (self.enter, 0)):
            row.addWidget(widget, stretch, Qt.AlignmentFlag.AlignTop)
        self.date.setFixedWidth(DATE_WIDTH)
        self.enter.clicked.connect(self.record)
        self.text.entered.connect(self.record)
        self.date.entered.connect(self.text.setFocus)
        bind(self, ("Ctrl+Return", self.record), ("Ctrl+Enter", self.record))

    def show_measure(self, measure_id: MeasureId) -> None:
        """Stand empty for another measure, today's date filled in."""
        self.measure_id = measure_id
        self.text.fill("")
        self.date.fill(PartialDate.of(self.session.today()))

    def begin(self) -> None:
        """Give the keyboard to the sentence."""
        self.text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def flush(self) -> bool:
        """Enter what still stands here; returns whether nothing is left."""
        return not self.text.text().strip() or self.record()

    def record(self) -> bool:
        """Make an entry of the line; returns whether it was made."""
        if self.measure_id is None or self.text.is_composing():
            return False
        read = [self.date.commit(leaving=True), self.text.commit(leaving=True)]
        if not all(read):
            return False
        measure_id, entry = self.measure_id, ProgressInput(text=self.text.text(), done_on=self.date.read())
        changes = self.session.apply(
            lambda ws: record_progress(ws, measure_id=measure_id, entry=entry), source=self
        )
        if changes is None:
            return False
        self.text.fill("")
        self.recorded.emit()
        return True

    def show_problem(self, problem: AppError | str | None) -> None:
        """Say a problem under the sentence."""
        self.text.show_problem(problem)
        self.text.setFocus()
