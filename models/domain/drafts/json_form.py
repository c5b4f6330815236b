"""A draft as plain JSON and back: between the child that read it and the window, and kept for work half done.

Every field of a draft stands under its own name. Tasks are a table, the names of the fields once and a row of values
for each; measures likewise. Dates stand in their stored form (2021, 2021-03, 2021-03-05), kinds and roles by their
values. What the command line prints is another form, see `dry_run`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from functools import lru_cache
from operator import attrgetter
from typing import Any

from models.domain.drafts.draft import (
    CellPlaces,
    ColumnGuess,
    Draft,
    DraftMeasure,
    DraftTask,
    GridMapping,
    RefusedRow,
    SourceKind,
)
from models.domain.drafts.fields import SourceField
from models.domain.finding import Finding, Level, Target
from models.domain.partial_date import PartialDate
from models.domain.plan import Duty, DutyPer, TaskStatus, UnitRole

Json = dict[str, Any]


def to_json(draft: Draft) -> Json:
    """Return a draft as plain values: dicts, lists, texts, numbers, booleans and None."""
    return _plain(draft) | {
        "kind": draft.kind.value,
        "tasks": _tasks_out(draft.tasks),
        "left_out": _tasks_out(tuple(row.task for row in draft.left_out)),
        "reasons": [row.reason for row in draft.left_out],
        "findings": findings_out(draft.findings),
        "mappings": [mapping_out(mapping) for mapping in draft.mappings],
        "given_out": _tasks_out(draft.given_out),
    }


def from_json(data: Mapping[str, Any]) -> Draft:
    """Return the draft these values were made of; raises KeyError or ValueError for values of another origin."""
    return Draft(
        kind=SourceKind(data["kind"]),
        source=data["source"],
        plan_title=data["plan_title"],
        tasks=_tasks_in(data["tasks"]),
        left_out=tuple(
            RefusedRow(task=task, reason=reason)
            for task, reason in zip(_tasks_in(data["left_out"]), data["reasons"], strict=True)
        ),
        findings=findings_in(data["findings"]),
        mappings=tuple(mapping_in(mapping) for mapping in data["mappings"]),
        given_out=_tasks_in(data["given_out"]),
    )


def json_text(value: Mapping[str, Any] | Sequence[Any]) -> str:
    """Return plain values as the JSON text in which they are kept: the same values, the same text."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


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


def _tasks_out(tasks: tuple[DraftTask, ...]) -> Json:
    """Return tasks as a table, because by name 5,000 of them with their measures take twice as long on their way."""
    shared: dict[tuple[tuple[str, str], ...], int] = {}
    rows = [_task_out(task, shared) for task in tasks]
    return {
        "names": [*_TASK, *_TASK_MADE], "of_measures": [*_MEASURE, *_MEASURE_MADE], "rows": rows,
        "columns": [dict(columns) for columns in shared],
    }


def _task_out(task: DraftTask, shared: dict[tuple[tuple[str, str], ...], int]) -> list[Any]:
    places: Any = task.places
    if isinstance(places, CellPlaces) and places.row == task.place:
        places = shared.setdefault(tuple(places.columns.items()), len(shared))
    else:
        places = dict(places)
    return [*_of_task(task), _date_out(task.deadline), dict(task.units), list(map(_measure_out, task.measures)), places]


def _measure_out(measure: DraftMeasure) -> list[Any]:
    duty = measure.duty and [measure.duty.times, measure.duty.per.value]
    return [*_of_measure(measure), _date_out(measure.deadline), duty]


def _tasks_in(data: Json) -> tuple[DraftTask, ...]:
    names, columns, of_measures = data["names"], data["columns"], data["of_measures"]
    return tuple(_task_in(dict(zip(names, row, strict=True)), columns, of_measures) for row in data["rows"])


def _task_in(data: Json, columns: list[dict[str, str]], of_measures: list[str]) -> DraftTask:
    places = data["places"]
    return DraftTask(**data | {
        "status": data["status"] and TaskStatus(data["status"]),
        "external_numbers": tuple((scheme, number) for scheme, number in data["external_numbers"]),
        "deadline": _date_in(data["deadline"]),
        "units": {_ROLES[role]: tuple(names) for role, names in data["units"].items()},
        "measures": tuple([_measure_in(dict(zip(of_measures, row, strict=True))) for row in data["measures"]]),
        "places": places if isinstance(places, dict) else CellPlaces(data["place"], columns[places]),
    })


def _measure_in(data: Json) -> DraftMeasure:
    data["units"] = tuple(data["units"])
    data["deadline"] = _date_in(data["deadline"])
    if data["duty"]:
        times, per = data["duty"]
        data["duty"] = Duty(times=times, per=DutyPer(per))
    return DraftMeasure(**data)


def _date_out(day: PartialDate | None) -> str | None:
    return None if day is None else day.iso


@lru_cache(maxsize=4096)
def _date_in(text: str | None) -> PartialDate | None:
    return None if text is None else PartialDate.from_iso(text)


# What is made plain first stands last in a row, in this order.
_TASK_MADE, _MEASURE_MADE = ("deadline", "units", "measures", "places"), ("deadline", "duty")
_TASK = tuple(item.name for item in fields(DraftTask) if item.name not in _TASK_MADE)
_MEASURE = tuple(item.name for item in fields(DraftMeasure) if item.name not in _MEASURE_MADE)
_of_task, _of_measure = attrgetter(*_TASK), attrgetter(*_MEASURE)
_ROLES = {role.value: role for role in UnitRole}
