"""The numbers of evidence as papers and screens show them, live until a paper that prints them is issued."""

from __future__ import annotations

from collections.abc import Mapping

from models.domain.evidence import EvidenceId
from models.domain.plan import TaskId
from models.workspace import Workspace


def live_numbers(ws: Workspace, task_id: TaskId) -> Mapping[EvidenceId, str]:
    """Return the number of every piece of evidence linked to a task, fixed or live; the trash does not count."""
    return ws.evidence_numbers(task_id)
