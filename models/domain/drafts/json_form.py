"""A draft as plain JSON and back: between the child that read it and the window, and kept for work half done.

Every field of a draft stands under its own name; dates in their stored form (2021, 2021-03, 2021-03-05), kinds and
roles by their values. What the command line prints is another form, see `dry_run`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any

from models.domain.drafts.draft import ColumnGuess, Draft, DraftMeasure, DraftTask, GridMapping, SourceKind
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
    return _plain(task) | {
        "deadline": _date_out(task.deadline),
        "units": {role.value: list(names) for role, names in task.units.items()},
        "measures": [_measure_out(measure) for measure in task.measures],
        "status": None if task.status is None else task.status.value,
        "external_numbers": [list(pair) for pair in task.external_numbers],
        "places": dict(task.places),
    }


def _task_in(data: Json) -> DraftTask:
    return DraftTask(**data | {
        "deadline": _date_in(data["deadline"]),
        "units": {UnitRole(role): tuple(names) for role, names in data["units"].items()},
        "measures": tuple(_measure_in(measure) for measure in data["measures"]),
        "status": None if data["status"] is None else TaskStatus(data["status"]),
        "external_numbers": tuple((system, number) for system, number in data["external_numbers"]),
    })


def _measure_out(measure: DraftMeasure) -> Json:
    duty = measure.duty
    return _plain(measure) | {
        "deadline": _date_out(measure.deadline),
        "units": list(measure.units),
        "duty": None if duty is None else {"times": duty.times, "per": duty.per.value},
    }


def _measure_in(data: Json) -> DraftMeasure:
    duty = data["duty"]
    return DraftMeasure(**data | {
        "deadline": _date_in(data["deadline"]),
        "units": tuple(data["units"]),
        "duty": None if duty is None else Duty(times=duty["times"], per=DutyPer(duty["per"])),
    })


def _date_out(when: PartialDate | None) -> str | None:
    return None if when is None else when.iso


def _date_in(text: str | None) -> PartialDate | None:
    return None if text is None else PartialDate.from_iso(text)
