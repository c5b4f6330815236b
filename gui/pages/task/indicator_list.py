"""目标指标 of a task, under its goal: one line each, and what the goal demands and nobody has confirmed yet.

A line opens into its fields, values and chart. What the measures demand in numbers is offered behind 指标, and so is
an indicator the plan does not word.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from gui.pages.task.indicator_line import IndicatorLine, reading_words
from gui.pages.task.indicator_panel import IndicatorPanel
from gui.pages.task.new_indicator import NewIndicator
from gui.pages.task.reading_line import ReadingLine
from gui.parts.buttons import LinkButton
from gui.parts.labels import Meta
from gui.parts.panel_under import Lines, PanelUnder
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
        self.lines = Lines(self._line)
        self.readings = Lines(self._reading)
        self.panel = panel or IndicatorPanel(session)
        self.new = NewIndicator()
        self.add = LinkButton("指标", icon="plus")
        self.add.setToolTip("登记目标里的数字，如 污水集中收集率不低于70%")
        self.all = LinkButton("")
        self._under = PanelUnder(self.lines, self.panel, otherwise=self.add)
        self._build()
        self._connect()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(Meta("目标指标"))
        head.addStretch(1)
        head.addWidget(self.all)
        head.addWidget(self.add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(head)
        column.addLayout(self.lines.column)
        column.addLayout(self.readings.column)
        column.addWidget(self.new)
        self.new.hide()
        self.all.hide()

    def _connect(self) -> None:
        self.add.clicked.connect(self._offer)
        self.all.clicked.connect(self._confirm_all)
        self._under.moved.connect(self._mark_open)
        self.new.entered.connect(self._add_new)

    # What the tab uses

    def show_task(self, task: Task, *, fresh: bool) -> None:
        """Show the indicators of a task; unless `fresh`, the open one stays open."""
        if fresh:
            self._under.close()
            self.new.hide()
        self.task_id = task.id
        self.views = indicator_views(self.session.workspace, task.id)
        readings = open_demands(self.session.workspace, task)
        for line, view in zip(self.lines.fit(len(self.views)), self.views, strict=True):
            line.show_indicator(view)
            if line.record_id == self.panel.record_id:
                self._show_panel(view)
        for row, reading in zip(self.readings.fit(len(readings)), readings, strict=True):
            row.show_reading(reading, f"原文“{reading.wording}”，读作 {reading_words(reading)}")
        self.all.setText(f"确认全部 {len(readings)} 项")
        self.all.setVisible(len(readings) > 1)
        self._under.put()

    def focus_on(self, name: str) -> QWidget:
        """Open the indicator with that id, or with a value of it, else go to the first thing to confirm.

        Returns what has the keyboard.
        """
        for view in self.views:
            if name in (view.standing.indicator.id, *(value.id for value in view.item.values)):
                self.open(view.standing.indicator.id)
                self.panel.begin(name)
                return self.panel
        target = (*(row.confirm for row in self.readings.shown()), self.add)[0]
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        return target

    def open(self, indicator_id: IndicatorId) -> None:
        """Open an indicator under its line."""
        if self._under.may_show(indicator_id):
            self.new.hide()
            self._show_panel(next(view for view in self.views if view.standing.indicator.id == indicator_id))
            self._under.put()

    # Own steps

    def _line(self) -> IndicatorLine:
        line = IndicatorLine()
        line.turned.connect(self._turn)
        return line

    def _reading(self) -> ReadingLine:
        row = ReadingLine()
        row.confirmed.connect(lambda reading: self._confirm([reading]))
        return row

    def _turn(self, indicator_id: str) -> None:
        if self.panel.record_id == indicator_id:
            self.panel.done_with()
            return
        self.open(IndicatorId(indicator_id))
        bring_into_sight(self.panel)

    def _show_panel(self, view: IndicatorView) -> None:
        self.panel.show_indicator(view, evidence_of_task(self.session.workspace, view.standing.indicator.task_id))

    def _mark_open(self) -> None:
        for line in self.lines.shown():
            line.show_open(line.record_id == self.panel.record_id)

    def _task(self) -> Task:
        return self.session.workspace.need(Task, self.task_id or TaskId(""))

    def _confirm_all(self) -> None:
        self._confirm([row.reading for row in self.readings.shown()])

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
