"""What completes the name of a photo: the photos linked in the task."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from gui.parts.completer_field import Suggestion
from gui.parts.date_field import written
from models.assembly import photos_of
from models.domain.photo_pairs import Shot
from models.domain.plan import TaskId
from models.workspace import Workspace

MOST = 30


def day_of(shot: Shot) -> str:
    """Return the date of a photo; one that only a camera wrote says so."""
    if shot.evidence.dated_on is None and shot.taken_on is not None:
        return f"照片自带 {shot.taken_on.iso}"
    return written(shot.evidence.dated_on)


def task_photos(ws: Workspace, task_id: Callable[[], TaskId | None]) -> Callable[[str], Sequence[Suggestion]]:
    """Return a completion over the photos of a task by title; nothing typed offers all of them."""

    def suggest(typed: str) -> Sequence[Suggestion]:
        of = task_id()
        word = typed.casefold()
        shots = [] if of is None else [shot for shot in photos_of(ws, of) if word in shot.evidence.title.casefold()]
        return [
            Suggestion(text=shot.evidence.title, detail=day_of(shot), record=shot.evidence.id)
            for shot in shots[:MOST]
        ]

    return suggest
