"""Frequency duties: how often something has to be done within a span, and what was counted for it.

The wording of a measure only suggests a duty; a record of one is what a person confirmed. So is each count: a dated
entry or piece of evidence counts where somebody said that it shows one of the times.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NewType

from models.domain.evidence import EvidenceId
from models.domain.partial_date import PartialDate
from models.domain.plan import Duty, DutyPer, MeasureId, ProgressId

MeasureDutyId = NewType("MeasureDutyId", str)
DutyCountId = NewType("DutyCountId", str)


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureDuty:
    """频次要求 of a measure, confirmed: at least `times` times in each period from `starts_on` to `ends_on`.

    `subject` is what is to be done (县委常委会研究); without an end the duty goes on (长期坚持).
    """

    id: MeasureDutyId
    measure_id: MeasureId
    times: int
    per: DutyPer
    subject: str = ""
    starts_on: PartialDate | None = None
    ends_on: PartialDate | None = None
    position: int = 0

    @property
    def duty(self) -> Duty:
        """Return what is demanded in each period."""
        return Duty(times=self.times, per=self.per)


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyCount:
    """计次: an entry, or a piece of evidence, that shows `times` of the times a duty demands."""

    id: DutyCountId
    duty_id: MeasureDutyId
    progress_id: ProgressId | None = None
    evidence_id: EvidenceId | None = None
    times: int = 1
