"""A photo that was just taken in, recorded as evidence and put into a half of a pair: one step, undone as one."""

from __future__ import annotations

from collections.abc import Iterable

from models.actions.evidence import EvidenceInput, attached
from models.actions.known_bytes import sift
from models.actions.photo_pairs import put_half
from models.domain.evidence import EvidenceId, EvidenceLink, PhotoPair, PhotoPairId
from models.domain.photo_pairs import PHOTO_KIND, Side
from models.domain.plan import Measure, MeasureId
from models.reporting import to_the_end
from models.store.change import Changes
from models.vault import TakenIn
from models.workspace import Workspace


def add_photo(ws: Workspace, *, pair_id: PhotoPairId, side: Side, taken: TakenIn, title: str) -> Changes:
    """Record a photo and put it into one half of a pair; what holds these bytes already is used again.

    It is linked to the measure of the pair; where that names none, to the one the photo or its other half answers, else
    to the first of the task.
    """
    pair = ws.need(PhotoPair, pair_id)
    piece = EvidenceInput(files=[(taken.sha256, taken.name, taken.size)], title=title, kind=PHOTO_KIND)
    found = sift(ws, [piece], new=frozenset((taken.sha256,) if taken.stored else ())).pieces
    measure_id = _measure(ws, pair, found[0].standing)
    with ws.change(f"添加{side.label}的照片：{title}") as change:
        (photo,) = to_the_end(attached(ws, change, found, [(measure_id, None)] if measure_id else []))
        put_half(change, pair, side, photo.id)
    return change.result


def _measure(ws: Workspace, pair: PhotoPair, standing: EvidenceId | None) -> MeasureId | None:
    measures = [measure.id for measure in ws.find(Measure, task_id=pair.task_id)]
    answered = (pair.measure_id, *_answered_by(ws, (standing, pair.before_id, pair.after_id)), *measures)
    return next((measure_id for measure_id in answered if measure_id in measures), None)


def _answered_by(ws: Workspace, photos: Iterable[EvidenceId | None]) -> Iterable[MeasureId]:
    for photo in filter(None, photos):
        yield from (link.measure_id for link in ws.find(EvidenceLink, evidence_id=photo))
