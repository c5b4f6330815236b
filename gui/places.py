"""Where one can be sent: a task, a tab of it, a measure there, and what takes the keyboard.

Pages do not know each other, so what one page asks of another is a value of this module, handed to `session.go`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, cast

# The first list needs the names of the places but none of the records they lead to.
if TYPE_CHECKING:
    from pathlib import Path

    from models.domain.closure import Closure, ClosureId
    from models.domain.evidence import EvidenceId
    from models.domain.finding import Target
    from models.domain.plan import MeasureId, TaskId
    from models.workspace import Workspace

TASKS = "tasks"
TASK = "task"
IMPORTING = "importing"
OVERVIEW = "overview"
MEASURES = "measures"
EVIDENCE = "evidence"
PAIRS = "photo_pairs"
ACCEPTANCE = "acceptance"
PUBLICITY = "publicity"
CARE = "care"
PAPERS = "papers"
PAPER = "paper"
HISTORY = "history"
SETTINGS = "settings"
FORMS = "forms"
MACHINE = "machine"
OPINION = "closure_opinion"
# Which tab of a task, or of the settings, holds the records of a table that belongs to a closure or to the office.
_TAB_OF_CLOSURE = {
    "acceptances": ACCEPTANCE, "instruments": ACCEPTANCE, "joint_units": ACCEPTANCE, "members": ACCEPTANCE,
    "closures": ACCEPTANCE, "sealings": ACCEPTANCE, "publicities": PUBLICITY, "objections": PUBLICITY,
    "self_checks": ACCEPTANCE,
}
_TAB_OF_SETTINGS = {"issuers": "issuers", "units": "units", "persons": "persons", "office_forms": "forms",
                    "office_templates": "templates", "holiday_notices": "holidays"}
# Tables whose records hang on a measure, and of what a tab of the task shows as a whole.
_OF_MEASURE = ("evidence_links", "progress", "duties")
_OF_TASK = (PAIRS, "indicators", "indicator_values")


class TaskPlace(NamedTuple):
    """A place on the page of a task; `focus` is a field of the record, a record's id, or `new` for a new measure.

    `closure_id` is the closure that is meant where a task has several.
    """

    task_id: TaskId
    tab: str = MEASURES
    measure_id: MeasureId | None = None
    focus: str = ""
    closure_id: ClosureId | None = None


class PaperPlace(NamedTuple):
    """A place on the page of a closure's paper of one kind; `section` is a section's key, or a field of the paper."""

    closure_id: ClosureId
    section: str = ""
    kind: str = OPINION


class EvidencePlace(NamedTuple):
    """A piece of evidence whose files are to be looked at inside the window."""

    evidence_id: EvidenceId


class FormPlace(NamedTuple):
    """A form among the settings; `field` is the way to a part of its definition."""

    form_id: str
    field: str = ""


def way_to(ws: Workspace, target: Target, closure: Closure) -> tuple[str, object] | None:
    """Return page and place where a finding of a closure's paper is mended, None for a place of the paper itself."""
    if target.table in _TAB_OF_CLOSURE:
        return TASK, _around_acceptance(closure, target)
    if target.table in ("plans", "inspections"):
        return TASK, TaskPlace(task_id=closure.task_id, tab=OVERVIEW, focus=f"plan.{target.field}")
    if target.table == "settings":
        return SETTINGS, MACHINE if target.field == MACHINE else "office"
    if target.table == "evidence":
        return EVIDENCE, EvidencePlace(cast("EvidenceId", target.id))
    if target.table == "office_forms":
        return SETTINGS, FormPlace(form_id=target.id, field=target.field)
    if target.table in _TAB_OF_SETTINGS:
        return SETTINGS, _TAB_OF_SETTINGS[target.table]
    place = place_of(ws, target)
    return (TASK, place) if place is not None else None


def _around_acceptance(closure: Closure, target: Target) -> TaskPlace:
    focus = {
        "members": target.id, "objections": target.id, "joint_units": "joint", "publicities": target.field,
        "self_checks": f"self_check.{target.field}",
    }.get(target.table, target.field or "held_on")
    tab = _TAB_OF_CLOSURE[target.table]
    return TaskPlace(task_id=closure.task_id, tab=tab, focus=focus, closure_id=closure.id)


def place_of(ws: Workspace, target: Target) -> TaskPlace | None:
    """Return where a finding's remedy is done, None where that is not on the page of a task."""
    if target.table == "tasks":
        return _task_place(target)
    if target.table == "measures":
        return measure_place(ws, cast("MeasureId", target.id), target.field)
    if target.table in _OF_MEASURE or target.table in _OF_TASK:
        record = ws.get(ws.class_of(target.table), target.id)
        return _record_place(ws, target, record) if record else None
    return _closure_place(ws, target)


def _task_place(target: Target) -> TaskPlace:
    task_id = cast("TaskId", target.id)
    if target.field == "measures":
        return TaskPlace(task_id=task_id, focus="new")
    return TaskPlace(task_id=task_id, tab=EVIDENCE if target.field == PAIRS else OVERVIEW, focus=target.field)


def _record_place(ws: Workspace, target: Target, record: Any) -> TaskPlace | None:
    """Return the place of a record of a measure, or of the indicators or pairs of photos of a task."""
    if target.table in _OF_MEASURE:
        return measure_place(ws, record.measure_id, target.id)
    if target.table == PAIRS:
        return TaskPlace(task_id=record.task_id, tab=EVIDENCE, focus=f"{PAIRS} {target.id} {target.field}")
    if target.table == "indicator_values":
        record = ws.need(ws.class_of("indicators"), record.indicator_id)
    return TaskPlace(task_id=record.task_id, tab=OVERVIEW, focus=target.id)


def _closure_place(ws: Workspace, target: Target) -> TaskPlace | None:
    """Return the place of what lies around an acceptance; a record not yet kept is known by its closure."""
    from models.domain.closure import Closure, ClosureId, SelfCheck
    from models.domain.publicity import Objection, Publicity

    if target.table == "objections":
        objection = ws.get(Objection, target.id)
        publicity = ws.get(Publicity, objection.publicity_id) if objection else None
        closure_id = publicity.closure_id if publicity else ClosureId("")
    elif target.table == "publicities":
        publicity = ws.get(Publicity, target.id)
        closure_id = publicity.closure_id if publicity else ClosureId(target.id.removeprefix("publicity-"))
    elif target.table == "self_checks":
        checked = ws.get(SelfCheck, target.id)
        closure_id = checked.closure_id if checked else ClosureId(target.id.removeprefix("self-check-"))
    else:
        return None
    closure = ws.get(Closure, closure_id)
    return _around_acceptance(closure, target) if closure else None


def measure_place(ws: Workspace, measure_id: MeasureId, focus: str = "") -> TaskPlace | None:
    """Return the place of a measure, None when it is gone."""
    from models.domain.plan import Measure

    measure = ws.get(Measure, measure_id)
    return TaskPlace(task_id=measure.task_id, measure_id=measure_id, focus=focus) if measure else None


class ImportPlace(NamedTuple):
    """What is to be imported: files, or pasted cells; those pasted on the measures of a task are measures of it.

    `plan_id` is the plan the list was narrowed to.
    """

    paths: tuple[Path, ...] = ()
    text: str = ""
    task_id: TaskId | None = None
    plan_id: str = ""
