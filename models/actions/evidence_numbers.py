"""Fixing the numbers of evidence: from then on a piece keeps its number in the task, whatever is linked or removed."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from models.domain.evidence import EvidenceId, EvidenceNumber, EvidenceNumberId
from models.domain.plan import TaskId
from models.store.change import Change
from models.workspace import Workspace, new_id


def fix_numbers(
    ws: Workspace, change: Change, task_id: TaskId, *, only: Collection[EvidenceId] | None = None
) -> Mapping[EvidenceId, str]:
    """Fix the numbers as they stand now within an open change, of some pieces or of all; return the numbers of all."""
    numbers = ws.evidence_numbers(task_id)
    standing = {item.evidence_id for item in ws.find(EvidenceNumber, task_id=task_id)}
    change.insert_all(
        EvidenceNumber(id=EvidenceNumberId(new_id()), task_id=task_id, evidence_id=evidence_id, number=number)
        for evidence_id, number in numbers.items()
        if evidence_id not in standing and (only is None or evidence_id in only)
    )
    return numbers
