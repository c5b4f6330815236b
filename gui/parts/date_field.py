"""The field for a date as clerks write it.

It takes 20240703, 2024-7-3, 2024年7月3日, 2024年7月, 7.3, +10工 and, where a period is allowed, 2021年1月至6月. The
full reading stands beside it while one types; leaving the field writes the date out (2024-07-03). Empty stays empty.
What cannot be a date stays as typed, unsaved, with the reason under it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from gui.parts.fields import LineField
from gui.parts.labels import Meta
from models.domain.partial_date import PartialDate, When, parse_date, parse_period
from models.domain.workdays import Holidays
from models.errors import AppError

_WEEKDAYS = "一二三四五六日"


class DateField(LineField):
    """A date (a `PartialDate`), or with `period` a date or period; the value is None while it is empty."""

    nothing = None

    def __init__(
        self,
        label: str = "",
        *,
        today: Callable[[], date],
        holidays: Callable[[], Holidays] | None = None,
        period: bool = False,
        placeholder: str = "",
        printed: str = "",
        required: bool = False,
        reading: bool = True,
        width: int = 0,
    ) -> None:
        super().__init__(label, placeholder=placeholder, printed=printed, required=required)
        self.narrow(width or (200 if period else 120))
        self._today = today
        self._holidays = holidays
        self._period = period
        self._reading = Meta()
        if reading:
            self.beside(self._reading)
        self.edit.textChanged.connect(lambda _: self._show_reading())

    def read(self) -> When | None:  # type: ignore[override]
        parse = parse_period if self._period else parse_date
        text = self.edit.text()
        # Asked for only where it is counted with, because it is read from files and records.
        calendar = self._holidays() if self._holidays is not None and "工" in text else None
        return parse(text, on=self._today(), calendar=calendar)

    def show_value(self, value: object) -> None:
        super().show_value(written(value))

    def reading(self) -> str:
        """Return the full reading of what is typed, or nothing while it is none."""
        return self._reading.text()

    def tidy(self) -> int:
        try:
            self.edit.setText(written(self.read()))
        except AppError:
            # Left as typed: `commit` reads it next and says under the field what is wrong.
            return 0
        return 0

    def _show_reading(self) -> None:
        try:
            value = self.read()
        except AppError:
            value = None
        full = in_full(value)
        self._reading.setText("" if full == self.edit.text().strip() else full)

    def _same(self, value: object) -> bool:
        return value == self._base


def written(value: object) -> str:
    """Return a date as the window shows it: 2025-12-31, 2025-12, 2025, a period in Chinese, None as nothing."""
    if value is None:
        return ""
    return value.iso if isinstance(value, PartialDate) else str(value)


def in_full(value: When | None) -> str:
    """Return the reading of a date with its weekday, such as 2024年7月3日 周三."""
    if value is None:
        return ""
    if isinstance(value, PartialDate) and value.is_full:
        return f"{value.chinese} 周{_WEEKDAYS[value.first_day.weekday()]}"
    return str(value)
