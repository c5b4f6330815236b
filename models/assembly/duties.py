"""The duties of a measure as a screen shows them: counted till today, with what may still be counted or confirmed."""

from __future__ import annotations

from dataclasses import dataclass

from models.domain.duty_suggestions import SuggestedCount, suggested_counts, suggested_duties
from models.domain.duty_tally import DutyTally, tally
from models.domain.partial_date import PartialDate
from models.domain.plan import Measure, Plan, Task
from models.domain.reading.phrases.duties import DutyReading
from models.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyView:
    """A duty counted till today, and the records that look like one of its times."""

    tally: DutyTally
    suggested: tuple[SuggestedCount, ...] = ()


def duty_views(ws: Workspace, measure: Measure) -> tuple[DutyView, ...]:
    """Return the duties of a measure in their order."""
    sources, today = ws.sources(measure), ws.now().date()
    return tuple(
        DutyView(tally=tally(counted, on=today), suggested=suggested_counts(counted, sources))
        for counted in sources.duties
    )


def open_readings(ws: Workspace, measure: Measure) -> tuple[DutyReading, ...]:
    """Return the duties the text of a measure names and nobody confirmed yet."""
    return suggested_duties(measure.text, [counted.duty for counted in ws.sources(measure).duties])


def span_of(ws: Workspace, measure: Measure) -> tuple[PartialDate | None, PartialDate | None]:
    """Return from when to when a duty of a measure is likely meant: from the plan to the deadline; None is open."""
    task = ws.need(Task, measure.task_id)
    start = ws.need(Plan, task.plan_id).dated_on
    if "长期" in measure.deadline_text or (task.is_ongoing and measure.deadline is None):
        return start, None
    end = measure.deadline or task.deadline
    is_sound = end is not None and (start is None or end.last_day > start.first_day)
    return start, end if is_sound else None
