"""Where one can be sent: a task, a tab of it, a measure there, and what takes the keyboard.

Pages do not know each other, so what one page asks of another is a value of this module, handed to `session.go`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

# The first list needs the names of the places but none of the records they lead to.
if TYPE_CHECKING:
    from models.domain.closure import ClosureId
    from models.domain.finding import Target
    from models.domain.plan import MeasureId, TaskId
    from models.workspace import Workspace

TASKS = "tasks"
TASK = "task"
OVERVIEW = "overview"
MEASURES = "measures"
EVIDENCE = "evidence"
ACCEPTANCE = "acceptance"
PAPERS = "papers"
PAPER = "paper"
HISTORY = "history"
SETTINGS = "settings"


class TaskPlace(NamedTuple):
    """A place on the page of a task; `focus` is a field of the record, a record's id, or `new` for a new measure."""

    task_id: TaskId
    tab: str = MEASURES
    measure_id: MeasureId | None = None
    focus: str = ""


class PaperPlace(NamedTuple):
    """A place on the page of a closure's opinion; `section` is a section's key, or a field of the opinion."""

    closure_id: ClosureId
    section: str = ""


def place_of(ws: Workspace, target: Target) -> TaskPlace | None:
    """Return where a finding's remedy is done, None where that is not on the page of a task."""
    from models.domain.evidence import EvidenceLink
    from models.domain.plan import MeasureId, Progress, TaskId

    if target.table == "tasks":
        if target.field == "measures":
            return TaskPlace(task_id=TaskId(target.id), focus="new")
        return TaskPlace(task_id=TaskId(target.id), tab=OVERVIEW, focus=target.field)
    if target.table == "evidence_links":
        link = ws.get(EvidenceLink, target.id)
        return measure_place(ws, link.measure_id, target.id) if link else None
    if target.table == "progress":
        entry = ws.get(Progress, target.id)
        return measure_place(ws, entry.measure_id, target.id) if entry else None
    return measure_place(ws, MeasureId(target.id), target.field) if target.table == "measures" else None


def measure_place(ws: Workspace, measure_id: MeasureId, focus: str = "") -> TaskPlace | None:
    """Return the place of a measure, None when it is gone."""
    from models.domain.plan import Measure

    measure = ws.get(Measure, measure_id)
    return TaskPlace(task_id=measure.task_id, measure_id=measure_id, focus=focus) if measure else None
