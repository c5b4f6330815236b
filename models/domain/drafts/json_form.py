"""A draft as plain JSON and back: between the child that read it and the window, and kept for work half done.

Every field of a draft stands under its own name. Tasks are a table, the names of the fields once and a row of values
for each; measures likewise. Dates stand in their stored form (2021, 2021-03, 2021-03-05), kinds and roles by their
values. What the command line prints is another form, see `dry_run`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, fields
from functools import lru_cache
from operator import itemgetter
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
    shared: dict[int, tuple[int, Mapping[str, str]]] = {}
    rows = [_task_out(task, shared) for task in tasks]
    return {
        "names": _TASK, "of_measures": _MEASURE, "rows": rows,
        "columns": [dict(columns) for _, columns in shared.values()],
    }


def _task_out(task: DraftTask, shared: dict[int, tuple[int, Mapping[str, str]]]) -> list[Any]:
    places: Any = task.places
    if isinstance(places, CellPlaces) and places.row == task.place:
        # The rows of a sheet have their columns in common.
        places, _ = shared.setdefault(id(places.columns), (len(shared), places.columns))
    else:
        places = dict(places)
    return [
        task.number, task.title, task.problem, task.goal, task.deadline_text, _date_out(task.deadline),
        task.is_immediate, task.is_ongoing, dict(task.units), list(map(_measure_out, task.measures)),
        task.implementation, task.status, task.leader, task.responsible_person, task.liaison, task.note,
        task.external_numbers, task.place, places,
    ]


def _measure_out(measure: DraftMeasure) -> list[Any]:
    duty = measure.duty and [measure.duty.times, measure.duty.per.value]
    return [
        measure.number, measure.text, measure.deadline_text, _date_out(measure.deadline), measure.units, duty,
        measure.place,
    ]


def _tasks_in(data: Json) -> tuple[DraftTask, ...]:
    of_task, of_measure = _picking(_TASK, data["names"]), _picking(_MEASURE, data["of_measures"])
    columns = data["columns"]
    return tuple([_task_in(of_task(row), columns, of_measure) for row in data["rows"]])


def _picking(wanted: Sequence[str], names: Sequence[str]) -> Callable[[list[Any]], tuple[Any, ...]]:
    """Return what takes the fields wanted, in their order, out of a row under these names."""
    return itemgetter(*map(names.index, wanted))


def _task_in(
    row: tuple[Any, ...], columns: list[dict[str, str]], of_measure: Callable[[list[Any]], tuple[Any, ...]]
) -> DraftTask:
    # Field by field, here and below: through a dict of names it takes twice as long.
    (
        number, title, problem, goal, deadline_text, deadline, is_immediate, is_ongoing, units, measures,
        implementation, status, leader, responsible_person, liaison, note, external_numbers, place, places,
    ) = row
    return DraftTask(
        number=number, title=title, problem=problem, goal=goal, deadline_text=deadline_text,
        deadline=_date_in(deadline), is_immediate=is_immediate, is_ongoing=is_ongoing,
        units={_ROLES[role]: tuple(names) for role, names in units.items()},
        measures=tuple([_measure_in(of_measure(measure)) for measure in measures]),
        implementation=implementation, status=None if status is None else _STATUSES[status], leader=leader,
        responsible_person=responsible_person, liaison=liaison, note=note,
        external_numbers=tuple([(scheme, number) for scheme, number in external_numbers]), place=place,
        places=places if isinstance(places, dict) else CellPlaces(place, columns[places]),
    )


def _measure_in(row: tuple[Any, ...]) -> DraftMeasure:
    number, text, deadline_text, deadline, units, duty, place = row
    return DraftMeasure(
        number=number, text=text, deadline_text=deadline_text, deadline=_date_in(deadline), units=tuple(units),
        duty=None if duty is None else Duty(times=duty[0], per=DutyPer(duty[1])), place=place,
    )


def _date_out(day: PartialDate | None) -> str | None:
    return None if day is None else day.iso


@lru_cache(maxsize=4096)
def _date_in(text: str | None) -> PartialDate | None:
    return None if text is None else PartialDate.from_iso(text)


_TASK = [item.name for item in fields(DraftTask)]
_MEASURE = [item.name for item in fields(DraftMeasure)]
_ROLES = {role.value: role for role in UnitRole}
_STATUSES = {status.value: status for status in TaskStatus}
