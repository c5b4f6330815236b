"""封卷: at acceptance the evidence of a closure is frozen with numbers, titles, versions and hashes.

A second sealing is a supplement 补充封卷 and holds only what is new; its digest covers the digest before. The files
have been hashed (`closure_evidence.check_files`) before the rows are written. Sealing cannot be undone, and what it
holds is neither changed nor removed (`models.store.sealed`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from models.actions.evidence_numbers import fix_numbers
from models.closure_evidence import FileFault, SealDraft, draft_seal, sealings_of
from models.domain.closure import Closure, ClosureId
from models.domain.plan import Task
from models.domain.sealing import (
    Sealable,
    SealedFile,
    SealedFileId,
    SealedItem,
    SealedItemId,
    Sealing,
    SealingId,
    digest_of,
)
from models.errors import InputError, VaultError
from models.reporting import BATCH, to_the_end
from models.store.change import Change, Changes
from models.store.stepwise import Stepwise
from models.vault import FileState
from models.workspace import Workspace, new_id

FINAL = "佐证已封卷，不能撤销；有新材料的请做补充封卷"
NAMED = 3
_WithFiles: TypeAlias = tuple[SealedItem, tuple[SealedFile, ...]]


def seal(ws: Workspace, *, draft: SealDraft, note: str = "") -> Changes:
    """Seal what a closure has to seal, as it was drafted and its files were checked; cannot be undone.

    Raises InputError where there is nothing to seal, where the files were not checked and where the records have moved
    on since; VaultError with the names of files that are missing or altered.
    """
    return to_the_end(sealing(ws, draft=draft, note=note))


def sealing(ws: Workspace, *, draft: SealDraft, note: str = "") -> Stepwise:
    """Do the same in one change but in steps, for a window that goes on meanwhile; yields (done, total, title)."""
    closure = ws.need(Closure, draft.closure_id)
    task = ws.need(Task, closure.task_id)
    with ws.change(f"任务 {task.number} {draft.label}（{len(draft.items)} 件）", final=FINAL) as change:
        _refuse_unready(ws, closure, task, draft)
        yield 0, len(draft.items), ""
        numbers = fix_numbers(ws, change, closure.task_id, only={item.evidence.id for item in draft.items})
        yield 0, len(draft.items), ""
        sealing_id = SealingId(new_id())
        items = [
            _item(sealing_id, item, numbers[item.evidence.id], place) for place, item in enumerate(draft.items)
        ]
        change.insert(_sealing(ws, closure.id, sealing_id, items, note))
        yield 0, len(draft.items), ""
        for first in range(0, len(items), BATCH):
            yield first, len(items), items[first][0].title
            _insert(ws, change, items[first : first + BATCH])
    return change.result


def _sealing(
    ws: Workspace, closure_id: ClosureId, sealing_id: SealingId, items: Sequence[_WithFiles], note: str
) -> Sealing:
    earlier = sealings_of(ws, closure_id)
    return Sealing(
        id=sealing_id, closure_id=closure_id, sealed_at=ws.now().replace(microsecond=0), sealed_by=ws.actor,
        digest=digest_of(items, before=earlier[-1].digest if earlier else ""), note=note.strip(),
        position=len(earlier),
    )


def _insert(ws: Workspace, change: Change, items: Sequence[_WithFiles]) -> None:
    for item, files in items:
        _refuse_lost(ws, item.title, files)
    change.insert_all(item for item, _ in items)
    change.insert_all(file for _, files in items for file in files)


def _refuse_unready(ws: Workspace, closure: Closure, task: Task, draft: SealDraft) -> None:
    where = f"任务 {task.number} · {closure.name}"
    if not draft.items:
        text = "封卷后没有新的材料，不需要补充封卷" if draft.is_supplement else "还没有对应到措施的佐证，没有可封的材料"
        raise InputError(text, where=where, remedy="请先添加佐证，对应到措施")
    if not draft.is_checked:
        raise InputError("文件还没有核对，没有封卷", where=where, remedy="请先核对文件")
    if draft.faults:
        raise _faulty(draft.faults, where)
    if draft_seal(ws, closure.id).items != draft.items:
        raise InputError("核对文件后材料又变了，没有封卷", where=where, remedy=f"请再点一次“{draft.label}”")


def _faulty(faults: Sequence[FileFault], where: str) -> VaultError:
    told = "；".join(fault.told for fault in faults[:NAMED])
    more = f"；还有 {len(faults) - NAMED} 个" if len(faults) > NAMED else ""
    return VaultError(f"{told}{more}，没有封卷", where=where, remedy="请先找回文件，或从备份恢复，再封卷")


def _refuse_lost(ws: Workspace, title: str, files: Sequence[SealedFile]) -> None:
    """Refuse a file that went, or was cut short, since it was hashed."""
    for file in files:
        state = ws.vault.check_size(file.sha256, file.size)
        if state is not FileState.INTACT:
            raise _faulty((FileFault(title=title, name=file.name, state=state),), "佐证")


def _item(sealing_id: SealingId, item: Sealable, number: str, place: int) -> _WithFiles:
    sealed = SealedItem(
        id=SealedItemId(new_id()), sealing_id=sealing_id, evidence_id=item.evidence.id, number=number,
        title=item.evidence.title, measures="\n".join(item.measures), position=place,
    )
    return sealed, tuple(
        SealedFile(
            id=SealedFileId(new_id()), sealed_item_id=sealed.id, stored_file_id=file.id, sha256=file.sha256,
            name=file.name, size=file.size, version=file.version, position=position,
        )
        for position, file in enumerate(item.files)
    )
