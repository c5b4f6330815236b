"""What was done one time, and which records tell of it: several papers of one meeting are not several meetings.

One occasion counts once however many papers tell of it: evidence that hangs on a counted entry, and records of the same
day. What was entered is counted, what evidence tells of is proven.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from models.domain.duty import DutyCountId
from models.domain.duty_periods import period_with
from models.domain.evidence import EvidenceId
from models.domain.partial_date import PartialDate, When
from models.domain.plan import DutyPer, ProgressId


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedRecord:
    """计次记录: an entry or a piece of evidence that shows `times` times; `hangs_on` is the entry evidence hangs on.

    It `is_proven` where it is evidence, or an entry on which some hangs.
    """

    id: DutyCountId
    when: When | None
    title: str
    times: int = 1
    progress_id: ProgressId | None = None
    evidence_id: EvidenceId | None = None
    hangs_on: ProgressId | None = None
    is_proven: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """一次: something done `times` times at one time, and the records that tell of it."""

    when: When | None
    times: int
    records: tuple[CountedRecord, ...]

    @property
    def proven(self) -> int:
        """Return of how many of the times there is evidence."""
        return min(self.times, max((record.times for record in self.records if record.is_proven), default=0))


def occasions(per: DutyPer, records: Sequence[CountedRecord]) -> list[Occasion]:
    """Return the occasions that records tell of, by date; those without one last."""
    entries = {record.progress_id: record for record in records if record.progress_id}
    hanging: dict[ProgressId, list[CountedRecord]] = {key: [] for key in entries if key}
    found: list[Occasion] = []
    for record in records:
        if record.progress_id is None and record.hangs_on in hanging:
            hanging[record.hangs_on].append(record)
        elif record.progress_id is None:
            found.append(_alone(record))
    for progress_id, pieces in hanging.items():
        found += _of_entry(per, entries[progress_id], pieces)
    return sorted(_by_day(found), key=lambda item: (item.when is None, item.when.iso if item.when else ""))


def _of_entry(per: DutyPer, entry: CountedRecord, pieces: Sequence[CountedRecord]) -> Iterator[Occasion]:
    """Yield what an entry and the evidence on it tell together.

    An entry of one day is one occasion on that day. Of one that sums up a longer time, evidence tells the days; what
    it says beyond them stays with its own date.
    """
    if _is_day(entry.when) or not pieces:
        times = max(record.times for record in (entry, *pieces))
        yield Occasion(when=entry.when, times=times, records=(entry, *pieces))
        return
    dated = _by_day(_alone(piece) for piece in pieces if period_with(per, piece.when))
    yield from dated
    rest = entry.times - sum(item.times for item in dated)
    if rest > 0:
        untold = (piece for piece in pieces if period_with(per, piece.when) is None)
        yield Occasion(when=entry.when, times=rest, records=(entry, *untold))


def _by_day(found: Iterable[Occasion]) -> list[Occasion]:
    """Join the occasions of one day to one: several papers of one meeting, not several meetings."""
    days: dict[str, list[Occasion]] = {}
    joined: list[Occasion] = []
    for occasion in found:
        if _is_day(occasion.when) and occasion.when is not None:
            days.setdefault(occasion.when.iso, []).append(occasion)
        else:
            joined.append(occasion)
    for several in days.values():
        if len(several) == 1:
            joined += several
            continue
        records = tuple(record for occasion in several for record in occasion.records)
        joined.append(Occasion(when=several[0].when, times=max(item.times for item in several), records=records))
    return joined


def _alone(record: CountedRecord) -> Occasion:
    return Occasion(when=record.when, times=record.times, records=(record,))


def _is_day(when: When | None) -> bool:
    return isinstance(when, PartialDate) and when.is_full
