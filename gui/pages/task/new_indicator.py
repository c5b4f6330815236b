"""A line for an indicator the plan does not word: name, direction, target, unit."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.parts.buttons import OnceButton
from gui.parts.draft_fields import DraftLine
from gui.parts.fields import ComboField
from gui.parts.keys import bind
from models.actions.indicators import IndicatorInput
from models.domain.indicator import Bound
from models.errors import AppError, field_of


class NewIndicator(QWidget):
    """A line for an indicator of one's own; Enter or 登记 enters it, Esc puts it away."""

    entered = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.label = DraftLine(placeholder="量的是什么，如 污水集中收集率")
        self.bound = ComboField(choices=[(bound, bound.label) for bound in Bound])
        self.target = DraftLine(placeholder="目标", width=88)
        self.unit = DraftLine(placeholder="单位", width=88)
        self.enter = OnceButton("登记")
        for field, name in ((self.label, "指标名称"), (self.bound, "方向"), (self.target, "目标"), (self.unit, "单位")):
            field.editor.setAccessibleName(name)
        self.bound.setFixedWidth(104)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(8)
        column.addLayout(row)
        for field in (self.label, self.target, self.unit):
            field.tell_in(column)
        for widget, stretch in ((self.label, 1), (self.bound, 0), (self.target, 0), (self.unit, 0), (self.enter, 0)):
            row.addWidget(widget, stretch, Qt.AlignmentFlag.AlignTop)
        self.label.entered.connect(self.target.setFocus)
        self.target.entered.connect(self.unit.setFocus)
        self.unit.entered.connect(self._enter)
        self.enter.clicked.connect(self._enter)
        bind(self, ("Esc", self.hide))

    def begin(self) -> None:
        """Stand empty, with the keyboard."""
        for field in (self.label, self.target, self.unit):
            field.fill("")
        self.bound.fill(Bound.AT_LEAST)
        self.show()
        self.label.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_problem(self, problem: AppError | str | None) -> None:
        """Say a problem under what it is about."""
        field = self.label if field_of(problem) == "label" else self.target
        field.show_problem(problem)
        field.setFocus()

    def _enter(self) -> None:
        self.entered.emit(IndicatorInput(
            label=self.label.text(), target=self.target.text(), unit=self.unit.text(),
            bound=Bound(str(self.bound.read())),
        ))
