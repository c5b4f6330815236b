"""A duty being edited: which period, how often, who does what, from when to when; every field saves when it is left."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from gui.pages.task.record_panel import RecordPanel
from gui.parts.buttons import Button, OnceLink
from gui.parts.date_field import DateField
from gui.parts.fields import ComboField, LineField
from gui.parts.form import Form
from gui.session import Session
from models.actions.duties import MOST_TIMES, remove_duty, revise_duty
from models.domain.duty import MeasureDuty, MeasureDutyId
from models.domain.numerals import read_chinese_number
from models.domain.plan import DutyPer
from models.errors import InputError
from models.workspace import Changes, Workspace


class DutyPanel(RecordPanel):
    """The fields of one duty; `closed` on Esc and 完成."""

    def __init__(self, session: Session) -> None:
        self.per = ComboField("周期", [(per, per.label) for per in reversed(DutyPer)])
        self.times = TimesField("至少几次")
        self.starts_on = DateField("从", today=session.today, placeholder="何时起")
        self.ends_on = DateField("到", today=session.today, placeholder="长期坚持不填")
        self.subject = LineField("谁做什么", placeholder="如 县委常委会研究生态环境保护工作")
        super().__init__(session, {
            "per": self.per, "times": self.times, "starts_on": self.starts_on, "ends_on": self.ends_on,
            "subject": self.subject,
        })
        self.done = Button("完成")
        self.remove = OnceLink("删除这项频次")
        self._build()
        for field, then in pairwise((self.times, self.starts_on, self.ends_on, self.subject)):
            field.entered.connect(then.setFocus)
        self.subject.entered.connect(self.done_with)
        self.done.clicked.connect(self.done_with)
        self.remove.clicked.connect(self.remove_record)

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

    def begin(self, name: str) -> None:
        """Give the keyboard to a field."""
        self.fields[name].setFocus(Qt.FocusReason.OtherFocusReason)

    def _revise(self, ws: Workspace, record_id: str, step: str, **values: Any) -> Changes:
        return revise_duty(ws, duty=replace(ws.need(MeasureDuty, record_id), **values), step=step)

    def _remove(self, ws: Workspace, record_id: str) -> Changes:
        return remove_duty(ws, duty_id=MeasureDutyId(record_id))


class TimesField(LineField):
    """A small whole number."""

    def __init__(self, label: str) -> None:
        super().__init__(label)
        # Empty it would hold no number, and the page could not be left though no duty is open.
        self.fill(1)

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
