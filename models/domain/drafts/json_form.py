"""A draft as plain JSON and back: between the child that read it and the window, and kept for work half done.

Every field of a draft stands under its own name, of tasks and measures those that say something; dates in their stored
form (2021, 2021-03, 2021-03-05), kinds and roles by their values. What the command line prints is another form, see
`dry_run`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, fields
from typing import Any

from models.domain.drafts.draft import ColumnGuess, Draft, DraftMeasure, DraftTask, GridMapping, RefusedRow, SourceKind
from models.domain.drafts.fields import SourceField
from models.domain.finding import Finding, Level, Target
from models.domain.partial_date import PartialDate
from models.domain.plan import Duty, DutyPer, TaskStatus, UnitRole

Json = dict[str, Any]


def to_json(draft: Draft) -> Json:
    """Return a draft as plain values: dicts, lists, texts, numbers, booleans and None."""
    return _plain(draft) | {
        "kind": draft.kind.value,
        "tasks": [_task_out(task) for task in draft.tasks],
        "left_out": [{"task": _task_out(row.task), "reason": row.reason} for row in draft.left_out],
        "findings": findings_out(draft.findings),
        "mappings": [mapping_out(mapping) for mapping in draft.mappings],
        "given_out": [_task_out(task) for task in draft.given_out],
    }


def from_json(data: Mapping[str, Any]) -> Draft:
    """Return the draft these values were made of; raises KeyError or ValueError for values of another origin."""
    return Draft(
        kind=SourceKind(data["kind"]),
        source=data["source"],
        plan_title=data["plan_title"],
        tasks=tuple(_task_in(task) for task in data["tasks"]),
        left_out=tuple(RefusedRow(task=_task_in(row["task"]), reason=row["reason"]) for row in data["left_out"]),
        findings=findings_in(data["findings"]),
        mappings=tuple(mapping_in(mapping) for mapping in data["mappings"]),
        given_out=tuple(_task_in(task) for task in data["given_out"]),
    )


def findings_out(findings: tuple[Finding, ...]) -> list[Json]:
    """Return findings as plain values."""
    return [
        _plain(finding) | {
            "level": finding.level.value, "target": None if finding.target is None else asdict(finding.target),
        }
        for finding in findings
    ]


def findings_in(data: list[Json]) -> tuple[Finding, ...]:
    """Return the findings these values were made of."""
    return tuple(
        Finding(**item | {
            "level": Level(item["level"]), "target": None if item["target"] is None else Target(**item["target"]),
        })
        for item in data
    )


def mapping_out(mapping: GridMapping) -> Json:
    """Return the mapping of a grid as plain values."""
    columns = [
        _plain(column) | {"field": column.field.value, "samples": list(column.samples)} for column in mapping.columns
    ]
    return _plain(mapping) | {"header_rows": list(mapping.header_rows), "columns": columns}


def mapping_in(data: Json) -> GridMapping:
    """Return the mapping these values were made of."""
    columns = tuple(
        ColumnGuess(**column | {"field": SourceField(column["field"]), "samples": tuple(column["samples"])})
        for column in data["columns"]
    )
    return GridMapping(**data | {"header_rows": tuple(data["header_rows"]), "columns": columns})


def _plain(value: object) -> Json:
    """Return the fields of a dataclass under their names, as they are."""
    return {item.name: getattr(value, item.name) for item in fields(value)}  # type: ignore[arg-type]


def _task_out(task: DraftTask) -> Json:
    data = {name: value for name in _TASK if (value := getattr(task, name))}
    if task.deadline:
        data["deadline"] = task.deadline.iso
    if task.units:
        data["units"] = {role.value: list(names) for role, names in task.units.items()}
    if task.measures:
        data["measures"] = [_measure_out(measure, task.place) for measure in task.measures]
    if task.status:
        data["status"] = task.status.value
    if task.places:
        data["places"] = {field: _beside(place, task.place) for field, place in task.places.items()}
    return data


def _task_in(data: Json) -> DraftTask:
    data = dict(data)
    place = data.get("place", "")
    for name, read in _TASK_READ.items():
        if name in data:
            data[name] = read(data[name])
    if "measures" in data:
        data["measures"] = tuple(_measure_in(measure, place) for measure in data["measures"])
    if "places" in data:
        data["places"] = {field: _whole(short, place) for field, short in data["places"].items()}
    return DraftTask(**data)


def _measure_out(measure: DraftMeasure, beside: str) -> Json:
    data = {name: value for name in _MEASURE if (value := getattr(measure, name))}
    if measure.deadline:
        data["deadline"] = measure.deadline.iso
    if measure.duty:
        data["duty"] = {"times": measure.duty.times, "per": measure.duty.per.value}
    if measure.place:
        data["place"] = _beside(measure.place, beside)
    return data


def _measure_in(data: Json, beside: str) -> DraftMeasure:
    data = {"text": "", **data}
    for name, read in _MEASURE_READ.items():
        if name in data:
            data[name] = read(data[name])
    if "place" in data:
        data["place"] = _whole(data["place"], beside)
    return DraftMeasure(**data)


def _beside(place: str, of_task: str) -> str:
    """Return a place by what it has beyond that of its task: thousands of cells are told by their columns."""
    return f"+{place.removeprefix(of_task)}" if of_task and place.startswith(of_task) else f"={place}"


def _whole(short: str, of_task: str) -> str:
    return of_task + short[1:] if short.startswith("+") else short[1:]


_TASK = tuple(item.name for item in fields(DraftTask))
_MEASURE = tuple(item.name for item in fields(DraftMeasure))
_TASK_READ: dict[str, Callable[[Any], Any]] = {
    "deadline": PartialDate.from_iso,
    "units": lambda units: {UnitRole(role): tuple(names) for role, names in units.items()},
    "status": TaskStatus,
    "external_numbers": lambda pairs: tuple((system, number) for system, number in pairs),
}
_MEASURE_READ: dict[str, Callable[[Any], Any]] = {
    "deadline": PartialDate.from_iso,
    "units": tuple,
    "duty": lambda duty: Duty(times=duty["times"], per=DutyPer(duty["per"])),
}
