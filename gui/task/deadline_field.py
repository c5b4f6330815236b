"""The field for a deadline as plans word it (2025年底前，长期坚持), with how it is understood below."""

from __future__ import annotations

from gui.parts.fields import LineField
from gui.parts.labels import Meta
from models.domain.deadline import read_deadline
from models.domain.partial_date import PartialDate, Period
from models.errors import AppError


class DeadlineField(LineField):
    """The wording of a deadline; the value is the wording itself."""

    def __init__(self, label: str = "", *, printed: str = "") -> None:
        super().__init__(label, placeholder="如 2025年底前、立行立改", printed=printed)
        self._reading = Meta()
        self.add_under(self._reading)
        self.edit.textChanged.connect(lambda _: self._show_reading())
        self._show_reading()

    def read(self) -> str:
        text = self.text()
        read_deadline(text)
        return text

    def day(self) -> PartialDate | None:
        """Return the day the wording means, None where it names none."""
        until = read_deadline(self.text()).until
        return until.last if isinstance(until, Period) else until

    def reading(self) -> str:
        """Return how the wording is understood."""
        return self._reading.text()

    def _show_reading(self) -> None:
        text = self.text()
        try:
            reading = read_deadline(text)
        except AppError:
            self._reading.setText("")
            return
        words = [reading.until.last_day.isoformat()] if reading.until else []
        words += ["立行立改"] * reading.is_immediate + ["长期坚持"] * reading.is_ongoing
        unread = "读不出日期，照原文打印" if text.strip() else ""
        self._reading.setText(f"读作 {'、'.join(words)}" if words else unread)
        self._reading.setVisible(bool(self._reading.text()))
