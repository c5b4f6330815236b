"""Indicators: what a goal demands in numbers (利用率达到84.5%), and the dated values on the way to it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

from models.domain.evidence import EvidenceId
from models.domain.partial_date import PartialDate, Period
from models.domain.plan import MeasureId, TaskId

IndicatorId = NewType("IndicatorId", str)
IndicatorValueId = NewType("IndicatorValueId", str)


class Bound(StrEnum):
    """指标方向: whether the target must be reached or must not be passed."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"

    @property
    def label(self) -> str:
        return {"at_least": "不低于", "at_most": "不高于"}[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """目标指标: a number a goal demands; `target` stays text as printed (84.5), `unit` %, 公里, 吨."""

    id: IndicatorId
    task_id: TaskId
    measure_id: MeasureId | None = None
    label: str
    target: str
    unit: str = ""
    bound: Bound = Bound.AT_LEAST
    due_on: PartialDate | None = None
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorValue:
    """指标值: what was measured on a day or in a period, and the evidence of it; `number` stays text as typed."""

    id: IndicatorValueId
    indicator_id: IndicatorId
    dated_on: PartialDate | Period | None = None
    number: str
    evidence_id: EvidenceId | None = None
    note: str = ""
