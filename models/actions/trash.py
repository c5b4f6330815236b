"""The trash 回收站: evidence put away and taken back, and emptying it for good, with the files nothing else uses."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

from models.actions import indicators, photo_pairs
from models.actions.duties import delete_counts_of
from models.domain.evidence import Evidence, EvidenceId, EvidenceLink, EvidenceNumber, StoredFile
from models.errors import Cancelled, VaultError
from models.reporting import to_the_end
from models.store.change import Change, Changes
from models.store.stepwise import Stepwise
from models.vault import is_hash
from models.workspace import Workspace


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
    with ws.change(f"清空回收站（{len(trashed)} 份）", final="佐证和只有它们用到的文件已删除，不能撤销") as change:
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
