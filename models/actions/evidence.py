"""Evidence 佐证材料: files already in the vault become evidence, linked to measures with what they prove.

The bytes come first: `Vault.take_in` has copied and hashed every file before one of these actions writes its row.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import PurePath

from models.actions import indicators, photo_pairs
from models.actions.directory import new_names, remember_units
from models.actions.duties import delete_counts_of, leave_evidence
from models.domain.evidence import (
    Evidence,
    EvidenceId,
    EvidenceLink,
    EvidenceLinkId,
    EvidenceNumber,
    StoredFile,
    StoredFileId,
)
from models.domain.ordering import place_behind
from models.domain.partial_date import When
from models.domain.plan import Measure, MeasureId, Progress, ProgressId
from models.errors import Cancelled, InputError, VaultError
from models.reporting import Steps, to_the_end
from models.store.change import Change, Changes
from models.store.stepwise import Stepwise
from models.vault import is_hash
from models.workspace import Workspace, new_id

# So many pieces at a time keep a step below what one notices.
BATCH = 25


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
        links = _links(ws, records, target, entry, proves)
        for first in range(0, len(links), BATCH):
            yield len(pieces), len(pieces), ""
            change.insert_all(links[first : first + BATCH])
        _hang(ws, change, records, target, entry)
    return records


def _links(
    ws: Workspace, records: Sequence[Evidence], measure_id: MeasureId, progress_id: ProgressId | None, proves: str
) -> list[EvidenceLink]:
    """Return the links to be: what the measure has already is not linked again."""
    standing = ws.find(EvidenceLink, measure_id=measure_id)
    linked = {link.evidence_id for link in standing}
    first = place_behind(standing)
    return [
        EvidenceLink(
            id=EvidenceLinkId(new_id()), evidence_id=evidence.id, measure_id=measure_id, progress_id=progress_id,
            proves=proves, position=place,
        )
        for place, evidence in enumerate((record for record in records if record.id not in linked), start=first)
    ]


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
        remember_units(ws, change, new_names(ws.get(Evidence, evidence.id), evidence, "issuing_body"))
        change.put(evidence)
    return change.result


def link_evidence(
    ws: Workspace, *, evidence_id: EvidenceId, measure_id: MeasureId, progress_id: ProgressId | None = None,
    proves: str = "",
) -> Changes:
    """Let a piece of evidence prove one more measure, or an entry of it.

    Linking twice changes nothing, but for the entry: what the measure has already is hung on it.
    """
    evidence, measure = ws.need(Evidence, evidence_id), ws.need(Measure, measure_id)
    place = place_behind(ws.find(EvidenceLink, measure_id=measure_id))
    standing = ws.find(EvidenceLink, evidence_id=evidence_id, measure_id=measure_id)
    with ws.change(f"对应佐证：{evidence.title} → 措施 {measure.number}") as change:
        for link in standing:
            change.put(replace(link, progress_id=progress_id or link.progress_id))
        if not standing:
            change.insert(
                EvidenceLink(
                    id=EvidenceLinkId(new_id()), evidence_id=evidence_id, measure_id=measure_id,
                    progress_id=progress_id, proves=proves, position=place,
                )
            )
    return change.result


def revise_link(ws: Workspace, *, link: EvidenceLink, step: str = "") -> Changes:
    """Change what a piece of evidence proves of a measure, as what, on which pages, or the entry it hangs on.

    Raises InputError where it would belong to another piece, measure, or an entry of another measure.
    """
    before = ws.need(EvidenceLink, link.id)
    entry = ws.need(Progress, link.progress_id) if link.progress_id else None
    if (link.evidence_id, link.measure_id) != (before.evidence_id, before.measure_id):
        raise InputError("对应不能换成别的佐证或措施", where="佐证 · 对应", remedy="请取消这一处，再对应到要用的措施")
    if entry is not None and entry.measure_id != link.measure_id:
        raise InputError("这条落实情况不是本措施的", where="佐证 · 对应", remedy="请挂到本措施的落实情况上")
    with ws.change(_label_of_link(before, link), step=step) as change:
        change.put(link)
    return change.result


def _label_of_link(before: EvidenceLink, link: EvidenceLink) -> str:
    if link.progress_id != before.progress_id:
        return "佐证挂到落实情况"
    if link.proof_kind != before.proof_kind:
        return f"修改证明类别：{link.proof_kind.label if link.proof_kind else '不分'}"
    return "修改佐证页码" if link.pages != before.pages else "修改证明内容"


def unlink_evidence(ws: Workspace, *, link_id: EvidenceLinkId) -> Changes:
    """Take a piece of evidence off a measure, with what it counted there; the evidence itself stays."""
    link = ws.need(EvidenceLink, link_id)
    evidence = ws.need(Evidence, link.evidence_id)
    with ws.change(f"取消对应：{evidence.title}") as change:
        leave_evidence(ws, change, link.evidence_id, link.measure_id)
        change.delete(link)
    return change.result


def trash_evidence(ws: Workspace, *, evidence_ids: Sequence[EvidenceId]) -> Changes:
    """Put evidence into the trash; links and files stay until it is emptied."""
    records = [ws.need(Evidence, evidence_id) for evidence_id in evidence_ids]
    label = f"移到回收站：{records[0].title}" if len(records) == 1 else f"{len(records)} 份佐证移到回收站"
    with ws.change(label) as change:
        for record in records:
            change.put(replace(record, trashed_at=ws.now()))
    return change.result


def restore_evidence(ws: Workspace, *, evidence_ids: Sequence[EvidenceId]) -> Changes:
    """Take evidence out of the trash, with the links it had."""
    records = [ws.need(Evidence, evidence_id) for evidence_id in evidence_ids]
    label = f"还原佐证：{records[0].title}" if len(records) == 1 else f"还原 {len(records)} 份佐证"
    with ws.change(label) as change:
        for record in records:
            change.put(replace(record, trashed_at=None))
    return change.result


def empty_trash(ws: Workspace) -> Changes:
    """Delete the evidence in the trash for good, and the files nothing else uses with their looks; cannot be undone.

    What an issued paper names stays in the trash.
    """
    return to_the_end(emptying_trash(ws))


def emptying_trash(ws: Workspace) -> Stepwise:
    """Do the same in steps, for a window that goes on meanwhile; yields (done, total, what).

    The records go first, in one change; a 取消 before its end takes all of them back. A 取消 among the files leaves the
    rest of them to the next close or start, as a crash does and a file that another program holds.
    """
    trashed = [ws.need(Evidence, evidence_id) for evidence_id in ws.look.disposable_evidence()]
    files = {item.id: ws.find(StoredFile, evidence_id=item.id) for item in trashed}
    hashes = sorted({file.sha256 for several in files.values() for file in several if is_hash(file.sha256)})
    takes = ws.vault.give_up(hashes)
    with ws.change(f"清空回收站（{len(trashed)} 份）", final="回收站已清空，文件已删除，不能撤销") as change:
        for place, item in enumerate(trashed):
            yield place, len(trashed), item.title
            _delete(ws, change, item, files[item.id])
    with suppress(Cancelled):
        for place, sha256 in enumerate(hashes):
            yield place, len(hashes), "删除文件"
            # Looked up each time: meanwhile an undo may have brought a record back, an intake the bytes.
            with suppress(VaultError):
                if not ws.look.used_among([sha256]) and ws.vault.discard(sha256, takes=takes[sha256]):
                    ws.forget_looks([sha256])
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


def stored_files(evidence_id: EvidenceId, files: Sequence[tuple[str, str, int]], place: int = 0) -> list[StoredFile]:
    """Return the records of files (sha256, name, size) that are to belong to a piece of evidence, from a place on."""
    return [
        StoredFile(
            id=StoredFileId(new_id()), evidence_id=evidence_id, sha256=sha256, name=name, size=size,
            position=place + offset,
        )
        for offset, (sha256, name, size) in enumerate(files)
    ]


def _delete(ws: Workspace, change: Change, item: Evidence, files: Sequence[StoredFile]) -> None:
    for link in ws.find(EvidenceLink, evidence_id=item.id):
        change.delete(link)
    for number in ws.find(EvidenceNumber, evidence_id=item.id):
        # What stands on a paper is not given to another piece.
        change.put(replace(number, evidence_id=None))
    delete_counts_of(ws, change, item.id, "evidence_id")
    indicators.leave_evidence(ws, change, item.id)
    photo_pairs.leave_evidence(ws, change, item.id)
    # The newest version is named by the older ones, so they go first.
    for file in sorted(files, key=lambda file: file.version):
        change.delete(file)
    change.delete(item)


def title_of(piece: EvidenceInput) -> str:
    """Return the title a piece is given, else the name of its first file."""
    return piece.title.strip() or PurePath(piece.files[0][1]).stem
