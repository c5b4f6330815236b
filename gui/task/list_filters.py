"""What the list of tasks is narrowed by: words, 批次, 方案, 状态 and 单位, and the link that lists all again."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gui.parts.buttons import LinkButton
from gui.parts.cells import EDGE
from gui.parts.filter_bar import FilterChoice, FilterField
from gui.session import Session
from models.lists import TaskFilter

ALL = (("", "全部"),)
STATUSES = (*ALL, ("open", "未销号"), ("gaps", "有缺口"))
CHOSEN_FROM = ("inspections", "plans", "units")


class TaskFilters(QWidget):
    """The bar over the list; `narrowed` when another filter is wanted than before."""

    narrowed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.words = FilterField()
        self.batch = FilterChoice("批次", ALL)
        self.plan = FilterChoice("方案", ALL)
        self.status = FilterChoice("状态", STATUSES)
        self.unit = FilterChoice("单位", ALL)
        self._choices = (self.batch, self.plan, self.status, self.unit)
        self.clear = LinkButton("清除筛选")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(EDGE, 4, EDGE, 8)
        self._row.setSpacing(20)
        for widget in (self.words, *self._choices):
            self._row.addWidget(widget)
        self._row.addStretch(1)
        self._row.addWidget(self.clear)
        self.words.filtered.connect(lambda _: self.narrowed.emit())
        for choice in self._choices:
            choice.picked.connect(lambda _: self.narrowed.emit())
        self.clear.clicked.connect(lambda: self.show_filter(TaskFilter()))

    def add(self, button: QWidget) -> None:
        """Put a button of the list at the end of the bar."""
        self._row.addWidget(button)

    def offer(self) -> None:
        """Offer the batches, plans and units there are; one that has gone is no filter any more."""
        look = self._session.workspace.look
        self.batch.set_choices([*ALL, *look.batch_names()])
        self.plan.set_choices([*ALL, *look.plan_names()])
        self.unit.set_choices([*ALL, *look.unit_names()])

    def wanted(self) -> TaskFilter:
        """Return what the list is narrowed to."""
        batch, plan, status, unit = (str(choice.key() or "") for choice in self._choices)
        return TaskFilter(words=self.words.text().strip(), batch=batch, plan_id=plan, status=status, unit_id=unit)

    def show_filter(self, wanted: TaskFilter) -> None:
        """Narrow the list to this."""
        keys = (wanted.batch, wanted.plan_id, wanted.status, wanted.unit_id)
        for choice, key in zip(self._choices, keys, strict=True):
            choice.set_key(key)
        self.words.setText(wanted.words)
        self.narrowed.emit()
