"""Publicity: where and how long a closure is made public, who takes objections, and what became of them.

A notice says a first day, a number of days and a last day, and the three must agree: working days are counted with
调休, the first day being day 1. 3, 5, 7 and 10 days occur, working days and calendar days.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

from models.domain.closure import ClosureId
from models.domain.partial_date import PartialDate

PublicityId = NewType("PublicityId", str)
ObjectionId = NewType("ObjectionId", str)


class DayCounting(StrEnum):
    """计日方式: which days of a publicity period count."""

    WORKING = "working"
    CALENDAR = "calendar"

    @property
    def label(self) -> str:
        return {"working": "工作日", "calendar": "自然日"}[self.value]

    @property
    def unit(self) -> str:
        """Return how a paper speaks of these days: 10个工作日, 7天."""
        return {"working": "个工作日", "calendar": "天"}[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Publicity:
    """公示: period, place and receiving office 受理单位 of one closure; `result` says how it ended."""

    id: PublicityId
    closure_id: ClosureId
    starts_on: PartialDate | None = None
    days: int | None = None
    counting: DayCounting = DayCounting.WORKING
    ends_on: PartialDate | None = None
    medium: str = ""
    receiving_office: str = ""
    contact: str = ""
    phone: str = ""
    mobile: str = ""
    email: str = ""
    address: str = ""
    result: str = ""

    @property
    def days_text(self) -> str:
        """Return the length as a notice prints it: 10个工作日, 7天; empty while it is not given."""
        return f"{self.days}{self.counting.unit}" if self.days else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """异议: who objected when to what, and how it was handled."""

    id: ObjectionId
    publicity_id: PublicityId
    raised_on: PartialDate | None = None
    person: str = ""
    contact: str = ""
    content: str = ""
    handling: str = ""
    handled_on: PartialDate | None = None
    position: int = 0
