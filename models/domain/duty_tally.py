"""Counting a frequency duty: what was done in each period of its span, as an acceptance team would count it.

A record counts where its date lies whole in one period; one without a date, or dated too coarsely, is told as 时段不明
and proves nothing. Nothing is demanded of a period that lies only partly in the span. What was entered is counted, what
evidence tells of is proven: an entry alone makes a period 有记录、没有佐证.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from models.domain.duty import DutyCount, MeasureDuty
from models.domain.duty_occasions import CountedRecord, Occasion, occasions
from models.domain.duty_periods import DutyPeriod, period_with, periods_between
from models.domain.evidence import Evidence, EvidenceLink
from models.domain.plan import Progress


class PeriodState(StrEnum):
    """一期的状态: how a period of a duty stands."""

    MET = "met"
    UNPROVEN = "unproven"
    MISSING = "missing"
    RUNNING = "running"
    COMING = "coming"
    PARTIAL = "partial"

    @property
    def label(self) -> str:
        return {
            "met": "已做到", "unproven": "有记录、没有佐证", "missing": "缺", "running": "进行中", "coming": "未到",
            "partial": "不足一期",
        }[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedDuty:
    """频次要求 with the records that were counted for it."""

    duty: MeasureDuty
    records: tuple[CountedRecord, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodCount:
    """一期计数: what was done in one period, and how it stands; `is_due` once a whole period ended."""

    period: DutyPeriod
    state: PeriodState
    is_due: bool
    occasions: tuple[Occasion, ...] = ()

    @property
    def done(self) -> int:
        """Return how many times it was done."""
        return sum(occasion.times for occasion in self.occasions)

    @property
    def proven(self) -> int:
        """Return of how many of them there is evidence."""
        return sum(occasion.proven for occasion in self.occasions)


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyTally:
    """频次核对: a duty counted period by period; `unclear` are of no certain period, `outside` of none of the span."""

    duty: MeasureDuty
    periods: tuple[PeriodCount, ...]
    unclear: tuple[Occasion, ...] = ()
    outside: tuple[Occasion, ...] = ()

    @property
    def ended(self) -> tuple[PeriodCount, ...]:
        """Return the whole periods that ended."""
        return tuple(item for item in self.periods if item.is_due)

    @property
    def due(self) -> int:
        """Return 应: how many times the ended periods demanded."""
        return self.duty.times * len(self.ended)

    @property
    def done(self) -> int:
        """Return how many times it was done in them."""
        return sum(item.done for item in self.ended)

    @property
    def met(self) -> int:
        """Return 实: how many of the times that were demanded; more in one period does not make up for another."""
        return sum(min(item.done, self.duty.times) for item in self.ended)

    @property
    def missing(self) -> tuple[PeriodCount, ...]:
        """Return 缺: the ended periods without their times."""
        return tuple(item for item in self.ended if item.state is PeriodState.MISSING)

    @property
    def unproven(self) -> tuple[PeriodCount, ...]:
        """Return 无佐证: the ended periods that have their times, but not of so many times evidence."""
        return tuple(item for item in self.ended if item.state is PeriodState.UNPROVEN)

    @property
    def is_fulfilled(self) -> bool:
        """Return whether every whole, ended period has its times proven, and there is one; never without a start."""
        return self.duty.starts_on is not None and bool(self.ended) and not self.missing and not self.unproven


def counted_duty(
    duty: MeasureDuty, counts: Iterable[DutyCount], entries: Sequence[Progress],
    links: Sequence[tuple[EvidenceLink, Evidence]],
) -> CountedDuty:
    """Return a duty with its counted records of a measure; a count whose record is gone or in the trash is left out.

    `links` are those of the measure, none with evidence in the trash.
    """
    by_entry = {item.progress_id: item for item in counts if item.progress_id}
    by_evidence = {item.evidence_id: item for item in counts if item.evidence_id}
    proven = {link.progress_id for link, _ in links}
    records = [
        CountedRecord(
            id=count.id, when=entry.done_on, title=entry.text, times=count.times, progress_id=entry.id,
            is_proven=entry.id in proven,
        )
        for entry in entries if (count := by_entry.get(entry.id))
    ]
    records += [
        CountedRecord(
            id=count.id, when=item.dated_on, title=item.title, times=count.times, evidence_id=item.id,
            hangs_on=link.progress_id,
        )
        for link, item in links if (count := by_evidence.pop(item.id, None))
    ]
    return CountedDuty(duty=duty, records=tuple(records))


# A page asks the same of the same duty for its gaps, its line, its statement and its sign.
@lru_cache(maxsize=128)
def tally(counted: CountedDuty, *, on: date) -> DutyTally:
    """Count a duty as it stands on a day; without an end it goes on till then, without a start from the first count."""
    duty = counted.duty
    placed: dict[DutyPeriod, list[Occasion]] = {}
    unclear: list[Occasion] = []
    for occasion in occasions(duty.per, counted.records):
        period = period_with(duty.per, occasion.when)
        (unclear if period is None else placed.setdefault(period, [])).append(occasion)
    first = duty.starts_on.first_day if duty.starts_on else min((period.first_day for period in placed), default=None)
    if first is None:
        return DutyTally(duty=duty, periods=(), unclear=tuple(unclear))
    last = duty.ends_on.last_day if duty.ends_on else None
    periods = tuple(
        _counted(duty, period, placed.pop(period, ()), first, last, on)
        for period in periods_between(duty.per, first, last or max(first, on))
    )
    outside = tuple(occasion for found in placed.values() for occasion in found)
    return DutyTally(duty=duty, periods=periods, unclear=tuple(unclear), outside=outside)


def _counted(
    duty: MeasureDuty, period: DutyPeriod, found: Sequence[Occasion], first: date, last: date | None, on: date
) -> PeriodCount:
    whole = first <= period.first_day and (last is None or period.last_day <= last)
    if not whole:
        state = PeriodState.PARTIAL
    elif period.first_day > on:
        state = PeriodState.COMING
    elif sum(item.times for item in found) >= duty.times:
        is_proven = sum(item.proven for item in found) >= duty.times
        state = PeriodState.MET if is_proven else PeriodState.UNPROVEN
    else:
        state = PeriodState.RUNNING if on <= period.last_day else PeriodState.MISSING
    return PeriodCount(
        period=period, state=state, is_due=whole and period.last_day < on, occasions=tuple(found),
    )
