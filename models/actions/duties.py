"""Frequency duties 频次要求: what of them goes when a measure, an entry or a piece of evidence goes."""

from __future__ import annotations

from models.domain.duty import DutyCount, MeasureDuty
from models.domain.evidence import EvidenceId
from models.domain.plan import MeasureId, ProgressId
from models.store.change import Change
from models.workspace import Workspace


def delete_duties(ws: Workspace, change: Change, measure_id: MeasureId) -> None:
    """Delete the duties of a measure with their counts within an open change."""
    for duty in ws.find(MeasureDuty, measure_id=measure_id):
        for count in ws.find(DutyCount, duty_id=duty.id):
            change.delete(count)
        change.delete(duty)


def delete_counts_of(ws: Workspace, change: Change, record: ProgressId | EvidenceId, column: str) -> None:
    """Delete what an entry (`progress_id`) or a piece of evidence (`evidence_id`) counted, within an open change."""
    for count in ws.find(DutyCount, **{column: record}):
        change.delete(count)
