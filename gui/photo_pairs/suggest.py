"""What completes the name of a photo: the photos linked in the task."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from gui.parts.completer_field import Suggestion
from gui.parts.date_field import written
from models.assembly import photos_of
from models.domain.plan import TaskId
from models.workspace import Workspace

MOST = 30


def task_photos(ws: Workspace, task_id: Callable[[], TaskId | None]) -> Callable[[str], Sequence[Suggestion]]:
    """Return a completion over the photos of a task by title; nothing typed offers all of them."""

    def suggest(typed: str) -> Sequence[Suggestion]:
        of = task_id()
        word = typed.casefold()
        shots = [] if of is None else [shot for shot in photos_of(ws, of) if word in shot.evidence.title.casefold()]
        return [
            Suggestion(text=shot.evidence.title, detail=written(shot.dated_on), record=shot.evidence.id)
            for shot in shots[:MOST]
        ]

    return suggest
