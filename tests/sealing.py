"""Evidence whose files lie in the vault, and sealing it, for the tests of 封卷."""

from __future__ import annotations

from models.actions import evidence
from models.actions.sealing import seal
from models.closure_evidence import check_files, draft_seal
from models.domain.evidence import EvidenceId
from models.domain.plan import Measure, Task
from models.workspace import Changes, Workspace
from tests.builders import closure_of


def attach(ws: Workspace, measure: Measure, *titles: str) -> list[EvidenceId]:
    """Take in a small file for each title and link it to the measure."""
    taken = [ws.vault.take_in_bytes(f"{title}.txt", title.encode()) for title in titles]
    pieces = [
        evidence.EvidenceInput(files=((item.sha256, item.name, item.size),), title=title)
        for item, title in zip(taken, titles, strict=True)
    ]
    changes = evidence.attach_evidence(ws, pieces=pieces, measure_id=measure.id, proves="证明已经落实。")
    return [EvidenceId(row_id) for table, row_id in changes.created if table == "evidence"]


def seal_now(ws: Workspace, task: Task) -> Changes:
    """Hash the files of a task's newest closure and seal what is new."""
    return seal(ws, draft=check_files(draft_seal(ws, closure_of(ws, task.id).id), ws.vault))
