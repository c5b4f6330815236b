"""目标指标 of a task, under its goal: one line each, and what the goal demands and nobody has confirmed yet.

A line opens into its fields, values and chart. What the measures demand in numbers is offered behind 指标, and so is
an indicator the plan does not word.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from gui.pages.task.indicator_line import DemandLine, IndicatorLine, reading_words
from gui.pages.task.indicator_panel import IndicatorPanel
from gui.pages.task.new_indicator import NewIndicator
from gui.parts.buttons import LinkButton
from gui.parts.labels import Meta
from gui.parts.sight import bring_into_sight
from gui.session import Session
from models.actions.indicators import IndicatorInput, add_indicators
from models.assembly.indicators import (
    IndicatorView,
    demands_of_measures,
    due_of,
    evidence_of_task,
    indicator_views,
    open_demands,
)
from models.domain.indicator import IndicatorId
from models.domain.plan import Measure, Task, TaskId
from models.domain.reading.phrases.indicators import IndicatorReading

MOST_OFFERED = 12


class IndicatorList(QWidget):
    """The indicators of one task."""

    def __init__(self, session: Session, panel: IndicatorPanel | None = None) -> None:
        super().__init__()
        self.session = session
        self.task_id: TaskId | None = None
        self.views: list[IndicatorView] = []
        self.lines: list[IndicatorLine] = []
        self.demands: list[DemandLine] = []
        self.panel = panel or IndicatorPanel(session)
        self.new = NewIndicator()
        self.add = LinkButton("指标", icon="plus")
        self.add.setToolTip("登记目标里的数字，如 污水集中收集率不低于70%")
        self.all = LinkButton("")
        self._rows = QVBoxLayout()
        self._build()
        self._connect()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(Meta("目标指标"))
        head.addStretch(1)
        head.addWidget(self.all)
        head.addWidget(self.add)
        self._rows.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(head)
        column.addLayout(self._rows)
        column.addWidget(self.new)
        self._rows.addWidget(self.panel)
        for hidden in (self.panel, self.new, self.all):
            hidden.hide()

    def _connect(self) -> None:
        self.add.clicked.connect(self._offer)
        self.all.clicked.connect(self._confirm_all)
        self.panel.closed.connect(self._close_panel)
        self.new.entered.connect(self._add_new)

    # What the tab uses

    def show_task(self, task: Task, *, fresh: bool) -> None:
        """Show the indicators of a task; unless `fresh`, the open one stays open."""
        if fresh:
            self._close_panel()
            self.new.hide()
        self.task_id = task.id
        self.views = indicator_views(self.session.workspace, task.id)
        readings = open_demands(self.session.workspace, task)
        self._fit(len(self.views), len(readings))
        for line, view in zip(self.lines, self.views, strict=False):
            line.show_indicator(view)
        for demand, reading in zip(self.demands, readings, strict=False):
            demand.show_reading(reading)
        self.all.setText(f"确认全部 {len(readings)} 项")
        self.all.setVisible(len(readings) > 1)
        self._follow()

    def focus_on(self, name: str) -> QWidget:
        """Open the indicator with that id, or with a value of it, else go to the first thing to confirm.

        Returns what has the keyboard.
        """
        for view in self.views:
            if name in (view.standing.indicator.id, *(value.id for value in view.item.values)):
                self.open(view.standing.indicator.id)
                self.panel.begin(name)
                return self.panel
        shown = [demand.confirm for demand in self.demands if not demand.isHidden()]
        target = shown[0] if shown else self.add
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        return target

    def open(self, indicator_id: IndicatorId) -> None:
        """Open an indicator under its line."""
        view = next((view for view in self.views if view.standing.indicator.id == indicator_id), None)
        line = next((line for line in self.lines if line.indicator_id == indicator_id), None)
        if view is None or line is None or not self.panel.leave():
            return
        self.new.hide()
        self._put_under(line)
        self._show_panel(view)
        self.panel.show()
        self._mark_open()

    # Own steps

    def _fit(self, indicators: int, readings: int) -> None:
        """Make as many lines as there are indicators and demands, and hide those too many."""
        while len(self.lines) < indicators:
            line = IndicatorLine()
            line.turned.connect(self._turn)
            self._rows.insertWidget(len(self.lines), line)
            self.lines.append(line)
        while len(self.demands) < readings:
            demand = DemandLine()
            demand.confirmed.connect(lambda reading: self._confirm([reading]))
            self._rows.addWidget(demand)
            self.demands.append(demand)
        for line in self.lines[indicators:]:
            line.hide_indicator()
        for demand in self.demands[readings:]:
            demand.hide()

    def _turn(self, indicator_id: str) -> None:
        if not self.panel.isHidden() and self.panel.indicator_id() == indicator_id:
            if self.panel.leave():
                self._close_panel()
            return
        self.open(IndicatorId(indicator_id))
        bring_into_sight(self.panel)

    def _put_under(self, line: IndicatorLine) -> None:
        """Put the panel under a line, unless it is there: taking it out would take the keyboard from its fields."""
        if self._rows.indexOf(self.panel) != self._rows.indexOf(line) + 1:
            self._rows.removeWidget(self.panel)
            self._rows.insertWidget(self._rows.indexOf(line) + 1, self.panel)

    def _show_panel(self, view: IndicatorView) -> None:
        self.panel.show_indicator(view, evidence_of_task(self.session.workspace, view.standing.indicator.task_id))

    def _follow(self) -> None:
        """Show the open indicator as it is now, or close the panel when it is gone."""
        if self.panel.isHidden():
            return
        view = next((view for view in self.views if view.standing.indicator.id == self.panel.indicator_id()), None)
        if view is None:
            self._close_panel()
        else:
            self._put_under(self.lines[self.views.index(view)])
            self._show_panel(view)
        self._mark_open()

    def _close_panel(self) -> None:
        if self.panel.isAncestorOf(QApplication.focusWidget()):
            # Qt would give the keyboard to the rail, where the next Enter leaves the page.
            self.add.setFocus()
        self.panel.hide()
        self.panel.forget()
        self._mark_open()

    def _mark_open(self) -> None:
        for line in self.lines:
            line.show_open(line.indicator_id is not None and line.indicator_id == self.panel.indicator_id())

    def _task(self) -> Task:
        return self.session.workspace.need(Task, self.task_id or TaskId(""))

    def _confirm_all(self) -> None:
        self._confirm([demand.reading for demand in self.demands if not demand.isHidden() and demand.reading])

    def _confirm(self, readings: Sequence[IndicatorReading], measure: Measure | None = None) -> None:
        due = due_of(self._task(), measure)
        inputs = [
            IndicatorInput.of(reading, due_on=due, measure_id=measure.id if measure else None) for reading in readings
        ]
        self._add(inputs)

    def _add(self, inputs: Sequence[IndicatorInput], source: object = None) -> bool:
        task_id = self._task().id
        changes = self.session.apply(
            lambda ws: add_indicators(ws, task_id=task_id, indicators=inputs), source=source
        )
        return changes is not None

    def _offer(self) -> None:
        """Offer what the measures demand in numbers, then an indicator of one's own; that at once where it is alone."""
        found = list(demands_of_measures(self.session.workspace, self._task().id))[:MOST_OFFERED]
        if not found:
            self.new.begin()
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for measure, reading in found:
            words = f"措施 {measure.number}：{reading_words(reading)}"
            menu.addAction(words, lambda measure=measure, reading=reading: self._confirm([reading], measure))
        menu.addSeparator()
        menu.addAction("自己填写…", self.new.begin)
        menu.popup(self.add.mapToGlobal(self.add.rect().bottomLeft()))

    def _add_new(self, entered: IndicatorInput) -> None:
        task = self._task()
        due = entered.due_on or due_of(task)
        item = IndicatorInput(label=entered.label, target=entered.target, unit=entered.unit, bound=entered.bound,
                              due_on=due)
        if self._add([item], self.new):
            self.new.hide()
            self.open(self.views[-1].standing.indicator.id)
            self.panel.begin()
