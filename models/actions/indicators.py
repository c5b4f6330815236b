"""Indicators 目标指标: what of them goes when a task, a measure or a piece of evidence goes."""

from __future__ import annotations

from dataclasses import replace

from models.domain.evidence import EvidenceId
from models.domain.indicator import Indicator, IndicatorValue
from models.domain.plan import MeasureId, TaskId
from models.store.change import Change
from models.workspace import Workspace


def delete_indicators(ws: Workspace, change: Change, task_id: TaskId) -> None:
    """Delete the indicators of a task with their values within an open change."""
    for indicator in ws.find(Indicator, task_id=task_id):
        for value in ws.find(IndicatorValue, indicator_id=indicator.id):
            change.delete(value)
        change.delete(indicator)


def leave_measure(ws: Workspace, change: Change, measure_id: MeasureId) -> None:
    """Let the indicators of a measure that goes be the task's alone."""
    for indicator in ws.find(Indicator, measure_id=measure_id):
        change.put(replace(indicator, measure_id=None))


def leave_evidence(ws: Workspace, change: Change, evidence_id: EvidenceId) -> None:
    """Let the values a piece of evidence showed stand without it."""
    for value in ws.find(IndicatorValue, evidence_id=evidence_id):
        change.put(replace(value, evidence_id=None))
