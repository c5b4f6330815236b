"""The numbers of evidence as papers and screens show them, live until a paper that prints them is issued."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from models.domain.evidence import EvidenceId
from models.domain.plan import TaskId
from models.workspace import Workspace


def live_numbers(ws: Workspace, task_id: TaskId) -> Mapping[EvidenceId, str]:
    """Return the number of every piece of evidence linked to a task, fixed or live; the trash does not count."""
    return ws.evidence_numbers(task_id)


def numbers_of(ws: Workspace, evidence_ids: Collection[EvidenceId]) -> dict[EvidenceId, tuple[str, ...]]:
    """Return the numbers of pieces of evidence, one for each task they are linked in, in the order of the tasks."""
    numbers: dict[EvidenceId, tuple[str, ...]] = dict.fromkeys(evidence_ids, ())
    for evidence_id, task_id in ws.look.tasks_with(evidence_ids):
        number = ws.evidence_numbers(task_id).get(evidence_id)
        numbers[evidence_id] += (number,) if number else ()
    return numbers
