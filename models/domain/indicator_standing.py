"""How an indicator stands on a day: the latest of its values by then against its target, compared as decimal numbers.

A value counts from the last day it is dated to: one known only to its year says nothing of a day within that year, as
a record dated to a year proves no quarter of it. One without a date, or whose text is no number, proves nothing. Of
several values of one time the one entered last holds. A target reached by a value without evidence is told as such.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from models.domain.evidence import EvidenceId
from models.domain.indicator import Bound, Indicator, IndicatorValue

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
LONGEST_NUMBER = 24


class IndicatorState(StrEnum):
    """指标状态: whether the target is reached, and if not, whether there is still time."""

    REACHED = "reached"
    UNPROVEN = "unproven"
    SHORT = "short"
    NO_VALUE = "no_value"
    OVERDUE = "overdue"

    @property
    def label(self) -> str:
        return {
            "reached": "已达到", "unproven": "已达到（没有佐证）", "short": "未达到", "no_value": "还没有数值",
            "overdue": "到期未达到",
        }[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredIndicator:
    """目标指标 with its values in the order of their dates, and the pieces of evidence of them that stand."""

    indicator: Indicator
    values: tuple[IndicatorValue, ...] = ()
    evidence: tuple[EvidenceId, ...] = ()

    def proves(self, value: IndicatorValue) -> bool:
        """Return whether there is evidence of a value."""
        return value.evidence_id in self.evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorStanding:
    """指标进度: an indicator on a day; `latest` of the values that count by then, and the `first` there is evidence of.

    `pending` are those of a time that is not over: whether they were measured by then nobody can say.
    """

    indicator: Indicator
    state: IndicatorState
    first: IndicatorValue | None = None
    latest: IndicatorValue | None = None
    pending: tuple[IndicatorValue, ...] = ()

    @property
    def is_reached(self) -> bool:
        """Return whether the latest value reaches the target."""
        return self.state in (IndicatorState.REACHED, IndicatorState.UNPROVEN)

    @property
    def lacking(self) -> Decimal | None:
        """Return by how much the latest value misses the target; None where it reaches it or there is none."""
        target, number = number_of(self.indicator.target), number_of(self.latest.number) if self.latest else None
        if target is None or number is None or self.is_reached:
            return None
        return abs(target - number)


def number_of(text: str) -> Decimal | None:
    """Return what a number says as it is typed or printed (84.5, １２, 1,200); None for any other text."""
    plain = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", "".join(unicodedata.normalize("NFKC", text).split()))
    # 一个 number of a plan is short; Decimal would take any length.
    return Decimal(plain) if len(plain) <= LONGEST_NUMBER and _NUMBER.fullmatch(plain) and plain.isascii() else None


def measured(
    indicator: Indicator, values: Iterable[IndicatorValue], evidence: Collection[EvidenceId]
) -> MeasuredIndicator:
    """Return an indicator with its values by date, those of one time as they were entered, undated ones last.

    `evidence` are the pieces of evidence of them that do not lie in the trash.
    """
    return MeasuredIndicator(
        indicator=indicator, values=tuple(sorted(values, key=_time)), evidence=tuple(sorted(evidence))
    )


def standing(item: MeasuredIndicator, *, on: date) -> IndicatorStanding:
    """Return how an indicator stands on a day."""
    counted = [value for value in item.values if counts(value, on)]
    latest = counted[-1] if counted else None
    return IndicatorStanding(
        indicator=item.indicator, state=_state(item, latest, on), first=next(filter(item.proves, counted), None),
        latest=latest, pending=tuple(value for value in item.values if is_pending(value, on)),
    )


def is_pending(value: IndicatorValue, on: date) -> bool:
    """Return whether the time a value is dated to is not over on a day."""
    return value.dated_on is not None and on < value.dated_on.last_day


def reaches(indicator: Indicator, number: str) -> bool:
    """Return whether a number reaches the target, or keeps below it where that is the demand."""
    target, reached = number_of(indicator.target), number_of(number)
    if target is None or reached is None:
        return False
    return reached <= target if indicator.bound is Bound.AT_MOST else reached >= target


def counts(value: IndicatorValue, on: date) -> bool:
    """Return whether a value is a number, measured by a day at the latest."""
    return value.dated_on is not None and value.dated_on.last_day <= on and number_of(value.number) is not None


def _state(item: MeasuredIndicator, latest: IndicatorValue | None, on: date) -> IndicatorState:
    due_on = item.indicator.due_on
    if latest is not None and reaches(item.indicator, latest.number):
        return IndicatorState.REACHED if item.proves(latest) else IndicatorState.UNPROVEN
    if due_on is not None and due_on.last_day < on:
        return IndicatorState.OVERDUE
    return IndicatorState.SHORT if latest is not None else IndicatorState.NO_VALUE


def _time(value: IndicatorValue) -> tuple[date, date]:
    when = value.dated_on
    return (when.last_day, when.first_day) if when is not None else (date.max, date.max)
