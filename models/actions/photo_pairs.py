"""Pairs of photos 对比照片: two photos of one place, 整改前 and 整改后, with the place and a sentence below them.

A pair names evidence and holds no file of its own: removing it leaves both photos where they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from models.domain.evidence import Evidence, EvidenceId, PhotoPair, PhotoPairId
from models.domain.ordering import moved, place_behind
from models.domain.photo_pairs import Side
from models.domain.plan import MeasureId, TaskId
from models.errors import InputError
from models.store.change import Change, Changes
from models.workspace import Workspace, new_id


@dataclass(frozen=True, slots=True, kw_only=True)
class PairInput:
    """One pair to be; a half may be left open."""

    before_id: EvidenceId | None = None
    after_id: EvidenceId | None = None
    place: str = ""
    caption: str = ""
    measure_id: MeasureId | None = None


def add_pairs(ws: Workspace, *, task_id: TaskId, pairs: Sequence[PairInput]) -> Changes:
    """Make pairs of chosen photos, behind those the task has."""
    if not pairs:
        raise InputError("没有选照片", where="佐证 · 对比照片", remedy="请选整改前、整改后的照片")
    for pair in pairs:
        _refuse_twice(pair.before_id, pair.after_id)
    first = place_behind(ws.find(PhotoPair, task_id=task_id))
    label = f"添加对比照片：{pairs[0].place}".rstrip("：") if len(pairs) == 1 else f"添加 {len(pairs)} 组对比照片"
    with ws.change(label) as change:
        change.insert_all(
            PhotoPair(
                id=PhotoPairId(new_id()), task_id=task_id, measure_id=pair.measure_id, before_id=pair.before_id,
                after_id=pair.after_id, place=pair.place, caption=pair.caption, position=position,
            )
            for position, pair in enumerate(pairs, first)
        )
    return change.result


def revise_pair(ws: Workspace, *, pair: PhotoPair, step: str = "") -> Changes:
    """Change place, sentence or measure of a pair."""
    with ws.change(f"修改对比照片：{pair.place}".rstrip("："), step=step) as change:
        change.put(pair)
    return change.result


def set_half(ws: Workspace, *, pair_id: PhotoPairId, side: Side, evidence_id: EvidenceId | None) -> Changes:
    """Put a photo into one half of a pair, or take it out."""
    pair = ws.need(PhotoPair, pair_id)
    photo = ws.need(Evidence, evidence_id) if evidence_id is not None else None
    label = f"对比照片{side.label}：{photo.title}" if photo else f"取下对比照片的{side.label}"
    with ws.change(label) as change:
        put_half(change, pair, side, evidence_id)
    return change.result


def put_half(change: Change, pair: PhotoPair, side: Side, evidence_id: EvidenceId | None) -> None:
    """Put a photo into one half of a pair within an open change; refused where it is in the other one."""
    halves = {"before_id": pair.before_id, "after_id": pair.after_id} | {side.field: evidence_id}
    _refuse_twice(halves["before_id"], halves["after_id"])
    change.put(replace(pair, before_id=halves["before_id"], after_id=halves["after_id"]))


def swap_pair(ws: Workspace, *, pair_id: PhotoPairId) -> Changes:
    """Let 整改前 and 整改后 of a pair change places."""
    pair = ws.need(PhotoPair, pair_id)
    with ws.change(f"互换对比照片的前后：{pair.place}".rstrip("：")) as change:
        change.put(replace(pair, before_id=pair.after_id, after_id=pair.before_id))
    return change.result


def move_pair(ws: Workspace, *, pair_id: PhotoPairId, by: int) -> Changes:
    """Move a pair up or down among those of its task; beyond the ends it stays at the end."""
    pair = ws.need(PhotoPair, pair_id)
    pairs = ws.find(PhotoPair, task_id=pair.task_id)
    place = next(place for place, item in enumerate(pairs) if item.id == pair_id)
    with ws.change(f"移动对比照片：{pair.place}".rstrip("：")) as change:
        for position, item in enumerate(moved(pairs, place, by)):
            change.put(replace(item, position=position))
    return change.result


def remove_pair(ws: Workspace, *, pair_id: PhotoPairId) -> Changes:
    """Remove a pair; both photos stay evidence."""
    pair = ws.need(PhotoPair, pair_id)
    with ws.change(f"删除对比照片：{pair.place}".rstrip("：")) as change:
        change.delete(pair)
    return change.result


def _refuse_twice(before_id: EvidenceId | None, after_id: EvidenceId | None) -> None:
    if before_id is not None and before_id == after_id:
        raise InputError("整改前和整改后是同一张照片", where="佐证 · 对比照片", remedy="请换一张")


def delete_pairs(ws: Workspace, change: Change, task_id: TaskId) -> None:
    """Delete the pairs of a task within an open change; the photos stay evidence."""
    for pair in ws.find(PhotoPair, task_id=task_id):
        change.delete(pair)


def leave_measure(ws: Workspace, change: Change, measure_id: MeasureId) -> None:
    """Let the pairs of a measure that goes be the task's alone."""
    for pair in ws.find(PhotoPair, measure_id=measure_id):
        change.put(replace(pair, measure_id=None))


def leave_evidence(ws: Workspace, change: Change, evidence_id: EvidenceId) -> None:
    """Take a photo that is deleted for good out of its pairs; a pair that keeps no photo goes with it."""
    for side in Side:
        for pair in ws.find(PhotoPair, **{side.field: evidence_id}):
            left = _without(pair, side)
            if left.before_id is None and left.after_id is None:
                change.delete(pair)
            else:
                change.put(left)


def _without(pair: PhotoPair, side: Side) -> PhotoPair:
    return replace(pair, before_id=None) if side is Side.BEFORE else replace(pair, after_id=None)
