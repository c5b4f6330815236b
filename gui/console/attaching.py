"""The verb `attach`: files and folders become evidence, of the measures that are named; what is wrong is told last.

Without a measure they are only kept, as what is dropped on 佐证 in the window; what is there already is used again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from gui.console.answer import Answer, told
from models.actions.evidence import EvidenceInput, attach_evidence
from models.actions.known_bytes import doubles_named, sift, told_of
from models.assembly.by_number import measures_numbered
from models.domain.evidence import EvidenceId
from models.domain.plan import Measure
from models.errors import InputError
from models.intake.files import expand, take_in_files
from models.looking import Looking
from models.outside_file import reading
from models.surveying import as_findings, survey
from models.workspace import Changes, Workspace


def attach(ws: Workspace, files: Sequence[Path], *, task: str, measures: Sequence[str], proves: str) -> Answer:
    """Take files and folders in, link each to the measures, and name what was left out or cannot be opened."""
    targets = _targets(ws, task, measures, proves)
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
    measure_ids = [measure.id for measure in targets]
    new = frozenset(item.sha256 for item in taken if item.stored)
    sifted = sift(ws, pieces, new=new)
    known = told_of(ws, sifted, taken, measure_ids)
    changes = attach_evidence(
        ws, pieces=sifted.pieces, measure_id=next(iter(measure_ids), None), also=measure_ids[1:], proves=proves
    )
    surveyed = survey(ws.vault, Looking.in_workspace(ws.folder), [(item.sha256, item.name) for item in taken])
    findings = [*listed.left_out, *doubles_named(sifted), *as_findings(surveyed)]
    lines = [*_lines(sifted.pieces, task, targets), *filter(None, [known.words])]
    return told(findings, *lines, evidence=_document(changes, sifted.pieces, new))


def _targets(ws: Workspace, task: str, measures: Sequence[str], proves: str) -> list[Measure]:
    """Return the measures that are named, each once; a task alone names none."""
    if not task:
        if measures or proves:
            raise InputError("没有写是哪项任务", where="--task", remedy="请写 --task 编号 --measure 编号")
        return []
    if not measures:
        known = "、".join(measure.number for measure in measures_numbered(ws, task, None))
        raise InputError(
            "没有写对应哪条措施", where=f"任务 {task}",
            remedy=f"请写 --measure 编号（有 {known}），可写几次；只收入、以后再对应的，不写 --task",
        )
    found = [measure for number in measures for measure in measures_numbered(ws, task, number)]
    return list({measure.id: measure for measure in found}.values())


def _lines(pieces: Sequence[EvidenceInput], task: str, targets: Sequence[Measure]) -> Iterator[str]:
    numbers = "、".join(measure.number for measure in targets)
    where = f"对应任务 {task} 措施 {numbers}" if targets else "还没有对应措施"
    for piece in pieces:
        _, name, size = piece.files[0]
        begin = "已收入" if piece.standing is None else "早已入库，用的是同一份"
        yield f"{begin}：{name}（{size} 字节），{where}"


def _document(
    changes: Changes, pieces: Sequence[EvidenceInput], new: frozenset[str]
) -> list[dict[str, object]]:
    """Return each piece with its id, the hash of its file, and whether the vault had it not."""
    created = iter([EvidenceId(row_id) for table, row_id in changes.created if table == "evidence"])
    return [
        {"id": piece.standing or next(created), "sha256": piece.files[0][0], "stored": piece.files[0][0] in new}
        for piece in pieces
    ]
