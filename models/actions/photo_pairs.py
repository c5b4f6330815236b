"""Pairs of photos 对比照片: what of them goes when a task, a measure or a photo goes."""

from __future__ import annotations

from dataclasses import replace

from models.domain.evidence import EvidenceId, PhotoPair
from models.domain.plan import MeasureId, TaskId
from models.store.change import Change
from models.workspace import Workspace


def delete_pairs(ws: Workspace, change: Change, task_id: TaskId) -> None:
    """Delete the pairs of a task within an open change; the photos stay evidence."""
    for pair in ws.find(PhotoPair, task_id=task_id):
        change.delete(pair)


def leave_measure(ws: Workspace, change: Change, measure_id: MeasureId) -> None:
    """Let the pairs of a measure that goes be the task's alone."""
    for pair in ws.find(PhotoPair, measure_id=measure_id):
        change.put(replace(pair, measure_id=None))


def leave_evidence(ws: Workspace, change: Change, evidence_id: EvidenceId) -> None:
    """Take a photo that is deleted for good out of its pairs."""
    for pair in ws.find(PhotoPair):
        if evidence_id in (pair.before_id, pair.after_id):
            change.put(
                replace(
                    pair, before_id=None if pair.before_id == evidence_id else pair.before_id,
                    after_id=None if pair.after_id == evidence_id else pair.after_id,
                )
            )
