"""The period of a publicity: first day, number of days and last day, whether they agree, and the days themselves.

The last day follows the other two until somebody types another; what then disagrees is told where it stands, with a
remedy for either side. Nothing is put right behind the clerk's back.
"""

from __future__ import annotations

import re

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from gui.parts.buttons import LinkButton
from gui.parts.date_field import DateField, in_full
from gui.parts.field import Field
from gui.parts.fields import ComboField
from gui.parts.labels import Hint, Meta, SectionHead, Small
from gui.parts.number_field import NumberField
from gui.publicity.day_strip import DayStrip
from gui.session import Session
from models.domain.finding import Finding
from models.domain.partial_date import PartialDate
from models.domain.publicity import DayCounting, Publicity
from models.domain.publicity_window import LONGEST, Window, counts_in_words, day_words, days_in, window_of
from models.domain.workdays import Holidays
from models.errors import InputError

_DAYS = re.compile(r"(?<=\d)\s*个?\s*(?:工作日|日历日|自然日|日|天)$")
_NOTED = ("starts_on", "ends_on")
_OWN = ("window_disagrees", "unknown_holidays")


class DaysField(NumberField):
    """A number of days from 1 to a year, as typed or as a notice words it: 10, 10天, 10个工作日; None while empty."""

    def number(self) -> str:
        return _DAYS.sub("", super().number())

    def tidy(self) -> int:
        if self.number().isdecimal():
            self.edit.setText(self.number())
        return 0

    def read(self) -> int | None:
        try:
            days = super().read()
        except InputError as wrong:
            raise InputError(f"“{self.edit.text()[:20]}”不成天数", remedy="请写大于 0 的数字，例如 10。") from wrong
        if days is not None and days > LONGEST:
            raise InputError(f"{days} 天超过一年", remedy="请核对公示天数。")
        return days


class PeriodBlock(QWidget):
    """The fields `starts_on`, `days`, `counting`, `ends_on`; `chosen(field, value)` when a remedy is taken."""

    chosen = Signal(str, object)
    holidays_wanted = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        today, holidays = session.today, session.holidays
        counting = [(kind, kind.label) for kind in DayCounting]
        self.fields: dict[str, Field] = {
            "starts_on": DateField("起始日期", today=today, holidays=holidays, width=150, reading=False),
            "days": DaysField("天数", placeholder="如 10", width=80),
            "counting": ComboField("计日", counting),
            "ends_on": DateField("截止日期", today=today, holidays=holidays, width=150, reading=False),
        }
        self.strip = DayStrip()
        self.counts = Meta()
        self.problem = Small(tone="ink")
        self.to_end = LinkButton("")
        self.to_days = LinkButton("")
        self.unknown = Small(tone="ink")
        self.to_holidays = LinkButton("录入放假安排")
        self._window = Window()
        self._build()
        self.to_end.clicked.connect(lambda: self.chosen.emit("ends_on", self._end))
        self.to_days.clicked.connect(lambda: self.chosen.emit("days", self._days))
        self.to_holidays.clicked.connect(self.holidays_wanted)

    def _build(self) -> None:
        row = QGridLayout()
        row.setHorizontalSpacing(16)
        for column, (name, width) in enumerate((("starts_on", 150), ("days", 80), ("counting", 110), ("ends_on", 150))):
            self.fields[name].setMinimumWidth(width)
            row.addWidget(self.fields[name], 0, column, Qt.AlignmentFlag.AlignTop)
        row.setColumnStretch(4, 1)
        self.said = Hint()
        self.said.setFixedHeight(30)
        beside = QVBoxLayout()
        # On the line of the inputs, whatever is said under them.
        beside.setContentsMargins(0, self.fields["starts_on"].caption.sizeHint().height() + 4, 0, 0)
        beside.addWidget(self.said)
        beside.addStretch(1)
        row.addLayout(beside, 0, 4)
        column_of = QVBoxLayout(self)
        column_of.setContentsMargins(0, 0, 0, 0)
        column_of.setSpacing(8)
        column_of.addWidget(SectionHead("公示期"))
        column_of.addLayout(row)
        self._wrong = _line(self.problem, self.to_end, self.to_days)
        self._lacking = _line(self.unknown, self.to_holidays)
        for part in (self._wrong, self._lacking, self.strip, self.counts):
            column_of.addWidget(part)

    def show_publicity(self, publicity: Publicity, findings: list[Finding], holidays: Holidays) -> None:
        """Show what the period comes to, and what is wrong with it under the field it concerns."""
        self._window = window = window_of(publicity)
        days = [] if window.is_reversed else days_in(window, holidays)
        words = counts_in_words(days) if days else ""
        self.strip.show_days(days, words, counts_all=window.counting is DayCounting.CALENDAR)
        self.counts.setText(words)
        self.counts.setVisible(bool(words))
        self.said.setText(_in_words(publicity))
        self._show_disagreement(window, findings, holidays)
        told = {item.code: item for item in findings}
        lacking = told.get("unknown_holidays")
        self.unknown.setText(f"▲ {lacking.text}" if lacking else "")
        self._lacking.setVisible(lacking is not None)
        for name in _NOTED:
            notes = [item.text for item in findings
                     if item.target and item.target.field == name and item.code not in _OWN]
            field = self.fields[name]
            if not field.is_unsaved() and not field.problem():
                field.show_note("；".join(notes))

    def _show_disagreement(self, window: Window, findings: list[Finding], holidays: Holidays) -> None:
        wrong = next((item for item in findings if item.code == "window_disagrees"), None)
        self._wrong.setVisible(wrong is not None)
        end, self._days = window.end_by_days(holidays), window.counted(holidays)
        self._end = PartialDate.of(end) if end else None
        if wrong is None or end is None:
            return
        self.problem.setText(f"▲ {wrong.text}")
        self.to_end.setText(f"改成 {day_words(end)}")
        self.to_days.setText(f"改成 {self._days} {window.counting.unit}")
        self.to_days.setVisible(bool(self._days))


def _line(words: Small, *links: LinkButton) -> QWidget:
    words.setWordWrap(True)
    line = QWidget()
    column = QVBoxLayout(line)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    column.addWidget(words)
    row = QHBoxLayout()
    row.setSpacing(8)
    for link in links:
        row.addWidget(link)
    row.addStretch(1)
    column.addLayout(row)
    line.hide()
    return line


def _in_words(publicity: Publicity) -> str:
    """Return the period as a notice writes it, with the weekdays of both ends."""
    ends = [in_full(when) for when in (publicity.starts_on, publicity.ends_on) if when is not None]
    return " 至 ".join(ends) + (f"，共{publicity.days_text}" if len(ends) == 2 and publicity.days else "")
