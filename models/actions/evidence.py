"""Evidence 佐证材料: files already in the vault become evidence, linked to measures with what they prove.

The bytes come first: `Vault.take_in` has copied and hashed every file before one of these actions writes its row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from models.actions.directory import new_names, remember_units
from models.actions.evidence_files import stored_files
from models.actions.linking import new_links
from models.domain.evidence import Evidence, EvidenceId, EvidenceLink, EvidenceLinkId
from models.domain.partial_date import When
from models.domain.plan import MeasureId, ProgressId
from models.errors import InputError
from models.reporting import BATCH, Steps, to_the_end
from models.store.change import Change, Changes
from models.store.stepwise import Stepwise
from models.workspace import Workspace, new_id


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceInput:
    """One piece of evidence to be: its files in order (sha256, name, size), and what is known of it.

    `folder` is the sub-folder they came from; the pieces stand in the order in which they are given.
    `standing` names the piece that holds these files already: it is linked, and nothing is added.
    """

    files: Sequence[tuple[str, str, int]]
    title: str = ""
    kind: str = ""
    issuing_body: str = ""
    document_number: str = ""
    dated_on: When | None = None
    pages: str = ""
    folder: str = ""
    standing: EvidenceId | None = None


def attach_evidence(
    ws: Workspace, *, pieces: Sequence[EvidenceInput], measure_id: MeasureId | None,
    progress_id: ProgressId | None = None, proves: str = "", also: Sequence[MeasureId] = (),
    instead_of: Sequence[EvidenceLinkId] = (),
) -> Changes:
    """Record pieces of evidence, linked to a measure (and an entry of it) where one is given, and to `also`.

    `instead_of` are links that give way to the new ones.
    """
    steps = attaching_evidence(
        ws, pieces=pieces, measure_id=measure_id, progress_id=progress_id, proves=proves, also=also,
        instead_of=instead_of,
    )
    return to_the_end(steps)


def attaching_evidence(
    ws: Workspace, *, pieces: Sequence[EvidenceInput], measure_id: MeasureId | None,
    progress_id: ProgressId | None = None, proves: str = "", also: Sequence[MeasureId] = (),
    instead_of: Sequence[EvidenceLinkId] = (),
) -> Stepwise:
    """Do the same in one change but in steps, for a window that goes on meanwhile; yields (done, total, name)."""
    if not pieces or not all(piece.files for piece in pieces):
        raise InputError("没有可以添加的文件", where="佐证", remedy="请拖入文件或文件夹")
    label = f"添加佐证：{title_of(pieces[0])}" if len(pieces) == 1 else f"添加 {len(pieces)} 份佐证"
    with ws.change(label) as change:
        for link_id in instead_of:
            change.delete(ws.need(EvidenceLink, link_id))
        targets = [(measure_id, progress_id)] if measure_id else []
        yield from attached(ws, change, pieces, [*targets, *((other, None) for other in also)], proves=proves)
        yield len(pieces), len(pieces), ""
    return change.result


def attached(
    ws: Workspace, change: Change, pieces: Sequence[EvidenceInput],
    targets: Sequence[tuple[MeasureId, ProgressId | None]], *, proves: str = "",
) -> Steps[list[Evidence]]:
    """Record pieces within an open change, linked to measures (and an entry of each); return the records of all."""
    records: list[Evidence] = []
    intake = ws.look.last_intake() + 1
    for first in range(0, len(pieces), BATCH):
        yield first, len(pieces), title_of(pieces[first])
        records += _insert(ws, change, pieces[first : first + BATCH], intake)
    for target, entry in targets:
        links = new_links(ws, [(record.id, target) for record in records], progress_id=entry, proves=proves)
        for first in range(0, len(links), BATCH):
            yield len(pieces), len(pieces), ""
            change.insert_all(links[first : first + BATCH])
        _hang(ws, change, records, target, entry)
    return records


def _hang(
    ws: Workspace, change: Change, records: Sequence[Evidence], measure_id: MeasureId, progress_id: ProgressId | None
) -> None:
    """Hang what the measure had already on the entry it was given for, where it hung on none."""
    for record in records if progress_id else ():
        for link in ws.find(EvidenceLink, evidence_id=record.id, measure_id=measure_id):
            change.put(replace(link, progress_id=link.progress_id or progress_id))


def revise_evidence(ws: Workspace, *, evidence: Evidence, step: str = "") -> Changes:
    """Change title, kind, date or other facts of a piece of evidence; an issuing body that is new is a unit."""
    if not evidence.title.strip():
        raise InputError("名称不能为空", where="佐证 · 名称", remedy="请写明这是什么材料")
    with ws.change(f"修改佐证：{evidence.title}", step=step) as change:
        named = new_names(ws.get(Evidence, evidence.id), evidence, "issuing_body")
        # Written first: what cannot be stored is refused in words before anything is looked up by it.
        change.put(evidence)
        remember_units(ws, change, named)
    return change.result


def _insert(ws: Workspace, change: Change, pieces: Sequence[EvidenceInput], intake: int) -> list[Evidence]:
    """Add the pieces that are new; return the records of all."""
    fresh = [piece for piece in pieces if piece.standing is None]
    records = [
        Evidence(
            id=EvidenceId(new_id()), title=title_of(piece), kind=piece.kind, issuing_body=piece.issuing_body,
            document_number=piece.document_number, dated_on=piece.dated_on, pages=piece.pages, folder=piece.folder,
            position=place, intake=intake,
        )
        for place, piece in enumerate(fresh, start=ws.look.evidence_end())
    ]
    change.insert_all(records)
    pairs = zip(records, fresh, strict=True)
    change.insert_all(file for record, piece in pairs for file in stored_files(record.id, piece.files))
    return records + [ws.need(Evidence, piece.standing) for piece in pieces if piece.standing is not None]


def title_of(piece: EvidenceInput) -> str:
    """Return the title a piece is given, else the name of its first file."""
    return piece.title.strip() or PurePath(piece.files[0][1]).stem
