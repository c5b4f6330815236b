"""The fields only an acceptance has: several dates in one line, methods with quick ticks, lines of instruments.

Dates are typed as everywhere, several parted by 、; a day alone borrows year and month of the date before it, as the
paper prints them (2022年9月28日、30日). Instruments stand one a line, with or without 《》, in their order, each with
its number in brackets; what was read as a number is told below.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QWidget

from gui.parts import typeface
from gui.parts.date_field import written
from gui.parts.fields import LineField, TextField, Tick
from gui.parts.labels import Meta
from models.domain.citation import cite, read_citations
from models.domain.partial_date import PartialDate, Period, When, parse_period
from models.domain.wording import join_dates, split_names, tidy
from models.errors import AppError

METHODS = ("听取汇报", "核查资料", "现场核查")
_BETWEEN = re.compile(r"[、，,;；]")
_DAY = re.compile(r"\s*(\d{1,2})\s*[日号]?\s*")


class DatesField(LineField):
    """One or more dates or spans (a tuple of `When`); empty while nothing is typed."""

    nothing = ()

    def __init__(self, label: str, *, today: Callable[[], date], printed: str = "", placeholder: str = "") -> None:
        super().__init__(label, printed=printed, placeholder=placeholder)
        self._today = today
        self._reading = Meta()
        self.add_under(self._reading)
        self.edit.textChanged.connect(lambda _: self._show_reading())

    def read(self) -> tuple[When, ...]:  # type: ignore[override]
        return read_dates(self.edit.text(), on=self._today())

    def show_value(self, value: object) -> None:
        dates = value if isinstance(value, tuple) else ()
        super().show_value("、".join(written(item) for item in dates))

    def tidy(self) -> int:
        try:
            self.edit.setText("、".join(written(item) for item in self.read()))
        except AppError:
            # Left as typed: `commit` reads it next and says under the field what is wrong.
            return 0
        return 0

    def reading(self) -> str:
        """Return how the paper prints the dates, or nothing while they are none."""
        return self._reading.text()

    def _show_reading(self) -> None:
        try:
            text = join_dates(self.read())
        except AppError:
            text = ""
        self._reading.setText(text)
        self._reading.setVisible(bool(text))

    def _same(self, value: object) -> bool:
        return value == self._base


def read_dates(text: str, *, on: date) -> tuple[When, ...]:
    """Read dates and spans parted by 、; raises InputError naming the one that is none."""
    found: list[When] = []
    for part in _BETWEEN.split(text):
        if not part.strip():
            continue
        last = _last_of(found)
        day = _DAY.fullmatch(part)
        if day and last is not None and last.is_full:
            found.append(PartialDate(year=last.year, month=last.month, day=int(day[1])))
            continue
        # What leaves out its year takes that of the date before it.
        when = parse_period(part, on=last.first_day if last else on)
        if when is not None:
            found.append(when)
    return tuple(found)


def _last_of(dates: Sequence[When]) -> PartialDate | None:
    if not dates:
        return None
    return dates[-1].last if isinstance(dates[-1], Period) else dates[-1]


class MethodsField(LineField):
    """Methods of acceptance as the paper names them, joined by 、, with ticks for the usual ones."""

    def __init__(self, label: str, *, printed: str = "") -> None:
        super().__init__(label, printed=printed, placeholder="听取汇报、核查资料、现场核查")
        under = QWidget()
        row = QHBoxLayout(under)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(20)
        self.ticks = [Tick(method) for method in METHODS]
        for tick in self.ticks:
            tick.setFont(typeface.font())
            tick.clicked.connect(lambda _=False, tick=tick: self._toggle(tick.text(), tick.isChecked()))
            row.addWidget(tick)
        row.addStretch(1)
        self.add_under(under)
        self.edit.textChanged.connect(lambda _: self._show_ticks())

    def methods(self) -> list[str]:
        """Return the methods that stand in the field."""
        return split_names(self.text())

    def _toggle(self, method: str, is_on: bool) -> None:
        others = [item for item in self.methods() if item != method]
        usual = [item for item in METHODS if item in others or (item == method and is_on)]
        self.edit.setText("、".join([*usual, *(item for item in others if item not in METHODS)]))
        self.typed()
        self.commit()

    def _show_ticks(self) -> None:
        methods = self.methods()
        for tick in self.ticks:
            tick.setChecked(tick.text() in methods)


class InstrumentsField(TextField):
    """Instruments one a line, each with its 文号 in brackets (a tuple of such lines); 《》 need not be typed."""

    nothing = ()

    def __init__(self, label: str, *, printed: str = "") -> None:
        hint = "如 整改任务验收销号办法（试行）（示环发〔2021〕3号）；没有文号的只写名称"
        super().__init__(label, placeholder=hint, printed=printed, lines=(3, 10))
        self._reading = Meta()
        self._reading.setWordWrap(True)
        self._reading.hide()
        self.add_under(self._reading)
        self.edit.textChanged.connect(self._show_reading)

    def read(self) -> tuple[str, ...]:  # type: ignore[override]
        return tuple(cite(title, number) for title, number in self._citations())

    def show_value(self, value: object) -> None:
        lines = value if isinstance(value, tuple) else ()
        if not self.edit.toPlainText() or lines != self.read():
            super().show_value("\n".join(lines))

    def tidy(self) -> int:
        # Taken apart first: a blank between title and number tells them apart, and tidying takes it out.
        tidied = tidy("\n".join(self.read()))
        if tidied.text != self.edit.toPlainText():
            self.edit.setPlainText(tidied.text)
        return tidied.count

    def reading(self) -> str:
        """Return which numbers were read from the lines, or nothing."""
        return self._reading.text()

    def _citations(self) -> list[tuple[str, str]]:
        return read_citations(self.edit.toPlainText().splitlines())

    def _show_reading(self) -> None:
        numbers = [number for _, number in self._citations() if number]
        self._reading.setText("文号：" + "、".join(numbers) if numbers else "")
        self._reading.setVisible(bool(numbers))

    def _same(self, value: object) -> bool:
        return value == self._base
