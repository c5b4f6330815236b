"""When something is due, as a draft holds it: the wording, its last date, and the two properties without a day.

`models.domain.deadline` reads the wording; here an impossible date (2023年2月30日) leaves the wording without a date
instead of refusing it, because a reader goes on with the rest of the file and says so beside it.
"""

from __future__ import annotations

from dataclasses import dataclass

from models.domain.deadline import read_deadline
from models.domain.partial_date import PartialDate, Period
from models.errors import InputError


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """时限: what a wording of a deadline tells; `trouble` says which date in it is impossible."""

    text: str = ""
    until: PartialDate | None = None
    is_immediate: bool = False
    is_ongoing: bool = False
    trouble: str = ""

    @property
    def says_something(self) -> bool:
        """Return whether the wording names a date or one of the two properties."""
        return bool(self.until or self.is_immediate or self.is_ongoing or self.trouble)


def read_timing(text: str) -> Timing:
    """Return what the wording of a deadline tells; the wording is kept without blanks and end signs around it."""
    wording = text.strip(" \t\r\n\u3000。；;，,、：:")
    try:
        reading = read_deadline(wording)
    except InputError as impossible:
        return Timing(text=wording, trouble=impossible.text)
    until = reading.until.last if isinstance(reading.until, Period) else reading.until
    return Timing(
        text=wording, until=until, is_immediate=reading.is_immediate, is_ongoing=reading.is_ongoing,
    )
