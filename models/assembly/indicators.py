"""The indicators of a task with their values, as checks, papers and screens read them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from models.assembly.evidence_numbers import live_numbers
from models.domain.evidence import Evidence, EvidenceId
from models.domain.indicator import Indicator
from models.domain.indicator_standing import IndicatorStanding, MeasuredIndicator, standing
from models.domain.indicator_suggestions import suggested_indicators
from models.domain.indicator_words import completion
from models.domain.partial_date import PartialDate
from models.domain.plan import Measure, Task, TaskId
from models.domain.reading.phrases.indicators import IndicatorReading
from models.domain.statements import day_of_counting
from models.dossiers import ClosureDossier
from models.store.sources import read_indicators
from models.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorView:
    """An indicator as a screen shows it: its values by date, how it stands today, the titles of its evidence."""

    item: MeasuredIndicator
    standing: IndicatorStanding
    titles: dict[EvidenceId, str]


def measured_indicators(ws: Workspace, task_id: TaskId) -> tuple[MeasuredIndicator, ...]:
    """Return the indicators of a task in their order, each with its values by date."""
    return read_indicators(ws.store, "task_id", [task_id])[task_id]


def indicator_views(ws: Workspace, task_id: TaskId) -> list[IndicatorView]:
    """Return the indicators of a task as they stand today."""
    today = ws.now().date()
    return [
        IndicatorView(item=item, standing=standing(item, on=today), titles=_titles(ws, item))
        for item in measured_indicators(ws, task_id)
    ]


def open_demands(ws: Workspace, task: Task) -> tuple[IndicatorReading, ...]:
    """Return what the goal of a task demands in numbers and nobody has confirmed."""
    return suggested_indicators(task.goal, ws.find(Indicator, task_id=task.id))


def demands_of_measures(ws: Workspace, task_id: TaskId) -> Iterator[tuple[Measure, IndicatorReading]]:
    """Yield what the measures of a task demand in numbers and nobody has confirmed, each with its measure."""
    standing_ones = ws.find(Indicator, task_id=task_id)
    for measure in ws.find(Measure, task_id=task_id):
        for reading in suggested_indicators(measure.text, standing_ones):
            yield measure, reading


def evidence_of_task(ws: Workspace, task_id: TaskId) -> dict[EvidenceId, str]:
    """Return the titles of the evidence that is linked to a task's measures, with its numbers, in their order."""
    numbers = live_numbers(ws, task_id)
    pieces = [item for sources in ws.sources_of(ws.find(Measure, task_id=task_id)) for _, item in sources.links]
    titles = {item.id: f"{numbers.get(item.id, '')} {item.title}".strip() for item in pieces}
    return dict(sorted(titles.items(), key=lambda pair: pair[1]))


def due_of(task: Task, measure: Measure | None = None) -> PartialDate | None:
    """Return till when a target is to be reached where its wording names no time: by the deadline it stands under."""
    return (measure.deadline if measure else None) or task.deadline


def goal_draft(dossier: ClosureDossier, today: date) -> str:
    """Return what the indicators reached give for the goal completion, as on the day of the acceptance."""
    day = day_of_counting((dossier.acceptance,), today)
    return completion(standing(item, on=day) for item in dossier.indicators)


def _titles(ws: Workspace, item: MeasuredIndicator) -> dict[EvidenceId, str]:
    ids = [value.evidence_id for value in item.values if value.evidence_id is not None]
    return {found.id: found.title for found in ws.many(Evidence, ids).values()}
