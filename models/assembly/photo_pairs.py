"""Pairs of photos of a task with what the window and the paper show of them, and the pairs that are suggested.

The day a camera wrote is known once the photo was looked at; here only what is known already is told, because nothing
is decoded on the main thread.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from models.assembly.evidence_numbers import live_numbers
from models.domain.evidence import Evidence, EvidenceId, EvidenceLink, PhotoPair, StoredFile
from models.domain.photo_pairs import PHOTO_KIND, Shot, ShownPair, SuggestedPair, is_image_name, suggest_pairs
from models.domain.plan import Measure, MeasureId, TaskId
from models.looking import Looking
from models.vault import FileState
from models.workspace import Workspace


def shown_pairs(
    ws: Workspace, task_id: TaskId, *, covered: Collection[MeasureId] | None = None
) -> tuple[ShownPair, ...]:
    """Return the pairs of a task in order; with `covered` those of other measures are left out."""
    pairs = [
        pair for pair in ws.find(PhotoPair, task_id=task_id)
        if covered is None or pair.measure_id is None or pair.measure_id in covered
    ]
    shots = shots_of(ws, (side for pair in pairs for side in (pair.before_id, pair.after_id) if side))
    return tuple(_shown(pair, number, shots) for number, pair in enumerate(pairs, 1))


def shown_pair(ws: Workspace, pair: PhotoPair, number: int) -> ShownPair:
    """Return one pair with what is shown of it, under its number."""
    return _shown(pair, number, shots_of(ws, filter(None, (pair.before_id, pair.after_id))))


def _shown(pair: PhotoPair, number: int, shots: Mapping[EvidenceId, Shot]) -> ShownPair:
    return ShownPair(
        pair=pair, number=number, before=shots.get(pair.before_id) if pair.before_id else None,
        after=shots.get(pair.after_id) if pair.after_id else None,
    )


def shots_of(ws: Workspace, evidence_ids: Iterable[EvidenceId]) -> dict[EvidenceId, Shot]:
    """Return pieces of evidence as photos; what lies in the trash is left out."""
    wanted = dict.fromkeys(evidence_ids)
    found = ws.many(Evidence, wanted)
    pieces = [found[item] for item in wanted if item in found and found[item].trashed_at is None]
    images, looking = _images(ws, [item.id for item in pieces]), Looking.in_workspace(ws.folder)
    return {item.id: _shot(ws, looking, item, images.get(item.id)) for item in pieces}


def _images(ws: Workspace, evidence_ids: Collection[EvidenceId]) -> dict[EvidenceId, StoredFile]:
    """Return the first current image of each piece of evidence that has one."""
    found: dict[EvidenceId, StoredFile] = {}
    for file in ws.among(StoredFile, "evidence_id", evidence_ids):
        if file.superseded_by is None and is_image_name(file.name):
            found.setdefault(file.evidence_id, file)
    return found


def pair_suggestions(ws: Workspace, task_id: TaskId) -> list[SuggestedPair]:
    """Return the pairs that the photos linked in a task seem to make; photos in a pair already are left out."""
    paired = {side for pair in ws.find(PhotoPair, task_id=task_id) for side in (pair.before_id, pair.after_id)}
    return suggest_pairs(photos_of(ws, task_id, but=paired))


def photos_of(ws: Workspace, task_id: TaskId, *, but: Collection[EvidenceId | None] = ()) -> list[Shot]:
    """Return the photos linked in a task, in the order of their numbers: 照片 by kind or by the name of a file."""
    shots = shots_of(ws, (evidence_id for evidence_id in live_numbers(ws, task_id) if evidence_id not in but))
    return [shot for shot in shots.values() if shot.file is not None or shot.evidence.kind == PHOTO_KIND]


def dated_by_camera(ws: Workspace, task_id: TaskId) -> list[Evidence]:
    """Return the photos of a task's pairs that lack a date, as the day of their cameras would fill it; none sealed."""
    pairs = ws.find(PhotoPair, task_id=task_id)
    paired = dict.fromkeys(side for pair in pairs for side in (pair.before_id, pair.after_id) if side)
    photos = ws.many(Evidence, paired)
    undated = [item.id for item in photos.values() if item.dated_on is None and item.trashed_at is None]
    sealed, looking = ws.look.sealed_among(undated), Looking.in_workspace(ws.folder)
    images = _images(ws, [key for key in undated if key not in sealed])
    looks = {key: looking.known(file.sha256) for key, file in images.items()}
    return [replace(photos[key], dated_on=look.taken_on) for key, look in looks.items() if look and look.taken_on]


def measure_of_photos(ws: Workspace, task_id: TaskId, *evidence_ids: EvidenceId | None) -> MeasureId | None:
    """Return the one measure of a task all of the photos answer, None where there is none or several."""
    measures = {measure.id for measure in ws.find(Measure, task_id=task_id)}
    for evidence_id in filter(None, evidence_ids):
        measures &= {link.measure_id for link in ws.find(EvidenceLink, evidence_id=evidence_id)}
    return measures.pop() if len(measures) == 1 else None


def _shot(ws: Workspace, looking: Looking, item: Evidence, file: StoredFile | None) -> Shot:
    if file is None:
        return Shot(evidence=item)
    look = looking.known(file.sha256)
    return Shot(
        evidence=item, file=file, taken_on=look.taken_on if look else None,
        is_there=ws.vault.check_size(file.sha256, file.size) is FileState.INTACT,
    )
