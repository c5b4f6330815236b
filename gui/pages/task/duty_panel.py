"""A duty being edited: which period, how often, who does what, from when to when; every field saves when it is left."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.parts.buttons import Button, OnceLink
from gui.parts.date_field import DateField
from gui.parts.field import Field
from gui.parts.fields import ComboField, LineField
from gui.parts.form import Form
from gui.parts.keys import bind
from gui.session import Session
from models.actions.duties import MOST_TIMES, remove_duty, revise_duty
from models.domain.duty import MeasureDuty, MeasureDutyId
from models.domain.numerals import read_chinese_number
from models.domain.plan import DutyPer
from models.errors import InputError


class DutyPanel(QWidget):
    """The fields of one duty; `closed` on Esc and 完成."""

    closed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.duty_id: MeasureDutyId | None = None
        self.per = ComboField("周期", [(per, per.label) for per in reversed(DutyPer)])
        self.times = TimesField("至少几次")
        self.subject = LineField("谁做什么", placeholder="如 县委常委会研究生态环境保护工作")
        self.starts_on = DateField("从", today=session.today, placeholder="何时起")
        self.ends_on = DateField("到", today=session.today, placeholder="长期坚持不填")
        self.done = Button("完成")
        self.remove = OnceLink("删除这项频次")
        self._build()
        self._connect()

    def _build(self) -> None:
        form = Form(columns=4)
        for field in (self.per, self.times, self.starts_on, self.ends_on):
            form.add(field)
        form.add(self.subject, 0)
        buttons = QHBoxLayout()
        buttons.addWidget(self.done)
        buttons.addSpacing(12)
        buttons.addWidget(self.remove)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 10)
        column.setSpacing(10)
        column.addWidget(form)
        column.addLayout(buttons)

    def _connect(self) -> None:
        for name in ("per", "times", "subject", "starts_on", "ends_on"):
            field: Field = getattr(self, name)
            field.saved.connect(lambda value, name=name, field=field: self._save(field, **{name: value}))
        for field, then in ((self.times, self.starts_on), (self.starts_on, self.ends_on), (self.ends_on, self.subject)):
            field.entered.connect(then.setFocus)
        self.subject.entered.connect(self._close)
        self.done.clicked.connect(self._close)
        self.remove.clicked.connect(self._remove)
        bind(self, ("Esc", self._close))

    def show_duty(self, duty: MeasureDuty) -> None:
        """Show a duty; another one than before forgets the typing."""
        fresh = duty.id != self.duty_id
        self.duty_id = duty.id
        for name in ("per", "times", "subject", "starts_on", "ends_on"):
            field: Field = getattr(self, name)
            (field.fill if fresh else field.refill)(getattr(duty, name))

    def begin(self, name: str = "subject") -> None:
        """Give the keyboard to a field."""
        field: Field = getattr(self, name)
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> bool:
        """Save what is typed; returns whether the panel may be closed."""
        saved = [field.commit(leaving=True) for field in self.findChildren(Field)]
        return all(saved)

    def _close(self) -> None:
        if self.leave():
            self.closed.emit()

    def _save(self, field: Field, **values: object) -> None:
        duty_id, step = self.duty_id, field.sitting
        if duty_id is not None:
            self.session.apply(
                lambda ws: revise_duty(ws, duty=replace(ws.need(MeasureDuty, duty_id), **values), step=step),
                source=field,
            )

    def _remove(self) -> None:
        duty_id = self.duty_id
        if duty_id is not None:
            self.session.apply(lambda ws: remove_duty(ws, duty_id=duty_id))


class TimesField(LineField):
    """A small whole number."""

    def read(self) -> int:  # type: ignore[override]
        text = self.edit.text().strip().removesuffix("次").strip()
        number = int(text) if text.isdecimal() and len(text) <= 9 else read_chinese_number(text) or 0
        if not 1 <= number <= MOST_TIMES:
            raise InputError(f"“{text[:20]}”不是次数", remedy=f"请写 1 到 {MOST_TIMES} 的整数。")
        return number

    def tidy(self) -> int:
        return 0

    def _same(self, value: object) -> bool:
        return value == self._base
