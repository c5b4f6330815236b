"""The open line for a dated value of an indicator: a date, a number, its evidence, a note; or one being corrected."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.parts.buttons import OnceButton, OnceLink
from gui.parts.draft_fields import DraftDate, DraftLine
from gui.parts.field import Field
from gui.parts.fields import ComboField
from gui.parts.keys import bind
from gui.session import Session
from models.actions.indicators import ValueInput, add_value, remove_value, revise_value
from models.domain.evidence import EvidenceId
from models.domain.indicator import IndicatorId, IndicatorValue
from models.errors import AppError, field_of

DATE, NUMBER = 104, 88
NONE = (None, "没有佐证")


class ValueLine(QWidget):
    """One line; `closed` once a value is corrected, taken away, or left as it was."""

    closed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.indicator_id: IndicatorId | None = None
        self.value: IndicatorValue | None = None
        self.date = DraftDate(today=session.today, period=True, reading=False, width=DATE, placeholder="日期")
        self.number = DraftLine(placeholder="数值", width=NUMBER)
        self.evidence = ComboField(choices=[NONE])
        self.note = DraftLine(placeholder="备注")
        self.enter = OnceButton("登记")
        self.remove = OnceLink("删除")
        for field, name in ((self.date, "日期"), (self.number, "数值"), (self.evidence, "佐证"), (self.note, "备注")):
            field.editor.setAccessibleName(name)
        self._build()
        self._connect()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(8)
        column.addLayout(row)
        for field in (self.date, self.number, self.evidence, self.note):
            field.tell_in(column)
        self.date.setFixedWidth(DATE)
        self.number.setFixedWidth(NUMBER)
        self.evidence.combo.setMinimumContentsLength(8)
        for widget, stretch in ((self.date, 0), (self.number, 0), (self.evidence, 3), (self.note, 2), (self.enter, 0),
                                (self.remove, 0)):
            row.addWidget(widget, stretch, Qt.AlignmentFlag.AlignTop)

    def _connect(self) -> None:
        self.date.entered.connect(self.number.setFocus)
        self.number.entered.connect(self.record)
        self.note.entered.connect(self.record)
        self.enter.clicked.connect(self.record)
        self.remove.clicked.connect(self._remove)
        bind(self, ("Esc", self.closed.emit))

    # What the panel uses

    def show_choices(self, titles: dict[EvidenceId, str]) -> None:
        """Offer the evidence of the task; the evidence of the value shown stays offered."""
        self.evidence.set_choices([NONE, *titles.items()])

    def show_new(self, indicator_id: IndicatorId) -> None:
        """Stand empty for the next value of an indicator."""
        self.indicator_id, self.value = indicator_id, None
        self._fill(None, "", None, "")

    def show_value(self, value: IndicatorValue) -> None:
        """Show a value to be corrected."""
        self.indicator_id, self.value = value.indicator_id, value
        self._fill(value.dated_on, value.number, value.evidence_id, value.note)

    def begin(self) -> None:
        """Give the keyboard to the date, or to the number that is corrected."""
        field: Field = self.number if self.value else self.date
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def record(self) -> bool:
        """Keep what stands here; returns whether it was kept."""
        read = [field.commit(leaving=True) for field in (self.date, self.number, self.note)]
        if self.indicator_id is None or not all(read):
            return False
        changes = self._add(self.indicator_id) if self.value is None else self._revise(self.value)
        if changes is None:
            return False
        self.closed.emit()
        return True

    def show_problem(self, problem: AppError | str | None) -> None:
        """Say a problem under what it is about."""
        fields: dict[str, Field] = {"dated_on": self.date, "evidence_id": self.evidence}
        field = fields.get(field_of(problem), self.number)
        field.show_problem(problem)
        field.setFocus()

    # Own steps

    def _fill(self, date: object, number: str, evidence_id: object, note: str) -> None:
        pairs: tuple[tuple[Field, object], ...] = (
            (self.date, date), (self.number, number), (self.evidence, evidence_id), (self.note, note),
        )
        for field, value in pairs:
            field.fill(value)
        self.enter.setText("更正" if self.value else "登记")
        self.remove.setVisible(self.value is not None)

    def _chosen(self) -> EvidenceId | None:
        chosen = self.evidence.read()
        return EvidenceId(str(chosen)) if chosen is not None else None

    def _add(self, indicator_id: IndicatorId) -> object:
        value = ValueInput(
            number=self.number.text(), dated_on=self.date.read(), evidence_id=self._chosen(), note=self.note.text()
        )
        return self.session.apply(lambda ws: add_value(ws, indicator_id=indicator_id, value=value), source=self)

    def _revise(self, value: IndicatorValue) -> object:
        changed = replace(
            value, number=self.number.text(), dated_on=self.date.read(), evidence_id=self._chosen(),
            note=self.note.text(),
        )
        return self.session.apply(lambda ws: revise_value(ws, value=changed), source=self)

    def _remove(self) -> None:
        value = self.value
        if value is not None and self.session.apply(lambda ws: remove_value(ws, value_id=value.id)) is not None:
            self.closed.emit()
