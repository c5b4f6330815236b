"""A measure being edited: number, name, text, deadline in its wording, and units of its own."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui import suggest
from gui.parts.completer_field import CompleterField
from gui.parts.field import Field
from gui.parts.fields import LineField, TextField
from gui.parts.form import Form
from gui.parts.keys import bind
from gui.session import Session
from gui.task.deadline_field import DeadlineField
from models.actions.measures import revise_measure, set_measure_units
from models.domain.directory import Unit
from models.domain.plan import Measure, MeasureId, MeasureUnit
from models.domain.wording import join_units


class MeasureForm(QWidget):
    """The fields of one measure; `closed` on Esc."""

    closed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._measure_id: MeasureId | None = None
        self.number = LineField("编号", required=True)
        self.short_name = LineField("简称", placeholder="列表里显示的几个字")
        self.text = TextField("措施原文", printed="第二部分", lines=(3, 16))
        self.deadline = DeadlineField("时限")
        names = suggest.units(session.workspace)
        self.units = CompleterField("责任单位", names, many=True, placeholder="与任务相同可不填")
        self._build()
        self._connect()

    def _build(self) -> None:
        form = Form(columns=4)
        form.add(self.number)
        form.add(self.short_name, 3)
        form.add(self.text, 0)
        form.add(self.deadline)
        form.add(self.units)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 8)
        column.addWidget(form)

    def _connect(self) -> None:
        self.number.saved.connect(lambda value: self._save(self.number, number=str(value).strip()))
        self.short_name.saved.connect(lambda value: self._save(self.short_name, short_name=str(value).strip()))
        self.text.saved.connect(lambda value: self._save(self.text, text=value))
        self.deadline.saved.connect(self._save_deadline)
        self.units.saved.connect(lambda _: self._save_units())
        for field, then in ((self.number, self.short_name), (self.short_name, self.text), (self.deadline, self.units)):
            field.entered.connect(then.setFocus)
        self.text.entered.connect(self.closed)
        bind(self, ("Esc", self.closed.emit), ("Ctrl+Return", self.closed.emit))

    def show_measure(self, measure: Measure, *, fresh: bool) -> None:
        """Show the values of a measure; `fresh` forgets the typing of the one before."""
        self._measure_id = measure.id
        for field, value in (
            (self.number, measure.number), (self.short_name, measure.short_name), (self.text, measure.text),
            (self.deadline, measure.deadline_text or (measure.deadline.chinese if measure.deadline else "")),
            (self.units, self._units(measure.id)),
        ):
            (field.fill if fresh else field.refill)(value)

    def begin(self) -> None:
        """Give the keyboard to the text."""
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> bool:
        """Save what is typed; returns whether the form may be closed."""
        saved = [field.commit(leaving=True) for field in self.findChildren(Field)]
        return all(saved)

    def _units(self, measure_id: MeasureId) -> str:
        ws = self.session.workspace
        return join_units(ws.need(Unit, item.unit_id).name for item in ws.find(MeasureUnit, measure_id=measure_id))

    def _save(self, field: Field, **values: object) -> None:
        measure_id, step = self._measure_id, field.sitting
        if measure_id is not None:
            self.session.apply(
                lambda ws: revise_measure(ws, measure=replace(ws.need(Measure, measure_id), **values), step=step),
                source=field,
            )

    def _save_deadline(self, value: object) -> None:
        self._save(self.deadline, deadline_text=str(value).strip(), deadline=self.deadline.day())

    def _save_units(self) -> None:
        measure_id = self._measure_id
        if measure_id is not None:
            names = self.units.names()
            self.session.apply(lambda ws: set_measure_units(ws, measure_id=measure_id, names=names), source=self.units)
