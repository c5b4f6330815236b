"""One indicator open: its fields, its dated values with their evidence, and the way to the target as a chart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from gui.charts import Point, Way, WayChart
from gui.pages.task.indicator_line import latest_words, sign_of
from gui.pages.task.record_panel import RecordPanel
from gui.pages.task.value_line import ValueLine
from gui.parts.buttons import OnceLink
from gui.parts.date_field import DateField, written
from gui.parts.fields import ComboField, LineField
from gui.parts.form import Form
from gui.parts.labels import Rule
from gui.parts.tables import Column, PageModel, Table
from gui.session import Session
from models.actions.indicators import remove_indicator, revise_indicator
from models.assembly.indicators import IndicatorView
from models.domain.evidence import EvidenceId
from models.domain.indicator import Bound, Indicator, IndicatorId, IndicatorValue
from models.domain.indicator_standing import counts, is_pending, number_of
from models.domain.indicator_words import demand
from models.domain.plan import Measure
from models.workspace import Changes, Workspace

ROW, MOST_ROWS = 28, 5
CHART = 372
WHOLE = (None, "整个目标")
_COLUMNS = (
    Column("dated_on", "日期", 140, sortable=False), Column("number", "数值", 88, right=True, sortable=False),
    Column("evidence", "佐证", 160, colour="ink_2", grows=True, sortable=False),
    Column("note", "备注", 112, colour="meta", sortable=False),
)


class IndicatorPanel(RecordPanel):
    """The fields, values and chart of one indicator; `closed` on Esc."""

    def __init__(self, session: Session) -> None:
        self.view: IndicatorView | None = None
        self.measure = ComboField("哪条措施")
        super().__init__(session, {
            "label": LineField("指标名称"), "bound": ComboField("方向", [(bound, bound.label) for bound in Bound]),
            "target": LineField("目标"), "unit": LineField("单位", placeholder="如 %、公里"),
            "due_on": DateField("何时达到", today=session.today, placeholder="可不填", reading=False),
            "measure_id": self.measure,
        })
        self._model = PageModel(_COLUMNS, lambda *_: self._ids(), self._rows)
        self.table = Table(
            self._model, name="indicator-values", row_height=ROW, insets=(8, 8), empty="还没有数值，在下面登记第一个。"
        )
        self.line = ValueLine(session)
        self.chart = WayChart()
        self.remove = OnceLink("删除这项指标")
        self._build()
        self._connect()

    def _build(self) -> None:
        form = Form(columns=12)
        for field, span in zip(self.fields.values(), (3, 2, 1, 2, 2, 2), strict=True):
            form.add(field, span)
        values = QVBoxLayout()
        values.setSpacing(8)
        values.addWidget(self.table)
        values.addWidget(self.line)
        values.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignLeft)
        values.addStretch(1)
        self.chart.setFixedWidth(CHART)
        middle = QHBoxLayout()
        middle.setSpacing(24)
        middle.addLayout(values, 1)
        middle.addWidget(self.chart, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 10)
        column.setSpacing(12)
        column.addWidget(form)
        for field in self.fields.values():
            field.tell_in(column)
        column.addLayout(middle)
        column.addWidget(Rule("hair"))

    def _connect(self) -> None:
        self.fields["label"].entered.connect(self.fields["target"].setFocus)
        self.fields["target"].entered.connect(self.fields["unit"].setFocus)
        self.fields["unit"].entered.connect(self.fields["due_on"].setFocus)
        self.fields["due_on"].entered.connect(self.line.begin)
        self.table.chosen.connect(lambda row_id: self._choose(row_id))
        self.table.opened.connect(lambda _: self.line.begin())
        self.line.closed.connect(self._next)
        self.remove.clicked.connect(self.remove_record)

    # What the list uses

    def show_indicator(self, view: IndicatorView, titles: dict[EvidenceId, str]) -> None:
        """Show an indicator, and offer the evidence of its task; another one than before forgets the typing."""
        self.view = view
        self._offer_measures(view.standing.indicator)
        fresh = self.show_record(view.standing.indicator)
        self.line.show_choices({**titles, **view.titles})
        self._model.load()
        # Their head, as many rows as there is room for, and the hair under the last.
        head = self.table.horizontalHeader()
        head.setVisible(bool(view.item.values))
        self.table.setFixedHeight(
            head.height() * bool(view.item.values) + ROW * max(1, min(len(view.item.values), MOST_ROWS)) + 1
        )
        self._show_chart(view)
        if fresh or (self.line.value is not None and self.line.value not in view.item.values):
            self._next()

    def forget(self) -> None:
        """Show no indicator."""
        super().forget()
        self.view = None

    def begin(self, value_id: str = "") -> None:
        """Give the keyboard to the line of the next value, or to the evidence of a value that lacks it."""
        if self.table.choose(value_id):
            self.line.evidence.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.line.begin()

    # Own steps

    def _offer_measures(self, indicator: Indicator) -> None:
        measures = self.session.workspace.find(Measure, task_id=indicator.task_id)
        choices = [(measure.id, f"措施 {measure.number} {measure.name}") for measure in measures]
        self.measure.set_choices([WHOLE, *choices])

    def _values(self) -> Sequence[IndicatorValue]:
        """Return the values, the latest first."""
        return self.view.item.values[::-1] if self.view is not None else ()

    def _ids(self) -> list[str]:
        return [value.id for value in self._values()]

    def _rows(self, ids: Sequence[object]) -> list[tuple[object, ...]]:
        known = {value.id: value for value in self._values()}
        return [self._cells(known[str(row_id)]) for row_id in ids]  # type: ignore[index]

    def _cells(self, value: IndicatorValue) -> tuple[object, ...]:
        view = self.view
        if view is None:
            return ("",) * len(_COLUMNS)
        title = view.titles.get(value.evidence_id, "") if value.evidence_id else ""
        when = written(value.dated_on) + (" 未过完" if is_pending(value, self.session.today()) else "")
        return when, value.number, title, value.note

    def _show_chart(self, view: IndicatorView) -> None:
        indicator, target = view.standing.indicator, number_of(view.standing.indicator.target)
        points = _points(view, self.session.today())
        # A chart of no value would be the target alone, which stands above it in words.
        self.chart.setVisible(bool(points) and target is not None)
        if target is None:
            return
        way = Way(
            points=points, target=float(target), target_words=f"目标 {indicator.target}{indicator.unit}",
            due=indicator.due_on.last_day if indicator.due_on else None, is_reached=view.standing.is_reached,
        )
        said = f"{indicator.label}，{demand(indicator)}，{latest_words(view.standing)}，{sign_of(view.standing).words}"
        self.chart.show_way(way, said)

    def _choose(self, row_id: object) -> None:
        value = next((value for value in self._values() if value.id == row_id), None)
        if value is not None:
            self.line.show_value(value)

    def _next(self) -> None:
        """Be ready for the next value."""
        self.table.clearSelection()
        self.table.setCurrentIndex(QModelIndex())
        if self.record_id is not None:
            self.line.show_new(IndicatorId(self.record_id))

    def _revise(self, ws: Workspace, record_id: str, step: str, **values: Any) -> Changes:
        return revise_indicator(ws, indicator=replace(ws.need(Indicator, record_id), **values), step=step)

    def _remove(self, ws: Workspace, record_id: str) -> Changes:
        return remove_indicator(ws, indicator_id=IndicatorId(record_id))


def _points(view: IndicatorView, today: date) -> list[Point]:
    """Return the values that count by today, in the order of their days."""
    return [
        Point(value.dated_on.last_day, float(number), value.number)
        for value in view.item.values
        if value.dated_on and counts(value, today) and (number := number_of(value.number)) is not None
    ]
