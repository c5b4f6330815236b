"""The verb `attach`: files and folders become evidence of measures; what is wrong with one of them is told last."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from gui.console.answer import Answer, told
from models.actions.evidence import EvidenceInput, attach_evidence
from models.domain.plan import MeasureId
from models.intake.files import expand, take_in_files
from models.looking import Looking
from models.outside_file import reading
from models.surveying import as_findings, survey
from models.workspace import Workspace


def attach(ws: Workspace, files: Sequence[Path], measures: Sequence[MeasureId], proves: str) -> Answer:
    """Take files and folders in, link each file to the measures, and name what was left out or cannot be opened."""
    for path in files:
        # A name somebody typed wrongly is no file that may be left out.
        with reading(path.name):
            path.stat()
    listed = expand(files)
    taken = take_in_files(ws.vault, [file.path for file in listed.files], lambda *_: None)
    pieces = [
        EvidenceInput(files=[(item.sha256, item.name, item.size)], folder=file.folder)
        for item, file in zip(taken, listed.files, strict=True)
    ]
    changes = attach_evidence(ws, pieces=pieces, measure_id=measures[0], also=measures[1:], proves=proves)
    ids = [row_id for table, row_id in changes.created if table == "evidence"]
    pairs = zip(ids, taken, strict=True)
    document = [{"id": row_id, "sha256": item.sha256, "stored": item.stored} for row_id, item in pairs]
    surveyed = survey(ws.vault, Looking.in_workspace(ws.folder), [(item.sha256, item.name) for item in taken])
    lines = [f"已收入：{item.name}（{item.size} 字节）" for item in taken]
    return told([*listed.left_out, *as_findings(surveyed)], *lines, evidence=document)

