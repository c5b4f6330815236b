"""The duties of a measure as a screen shows them: counted till today, with what may still be confirmed."""

from __future__ import annotations

from models.domain.duty_suggestions import suggested_duties
from models.domain.duty_tally import DutyTally, tally
from models.domain.partial_date import PartialDate
from models.domain.plan import Measure, Plan, Task
from models.domain.reading.phrases.duties import DutyReading
from models.workspace import Workspace


def duty_tallies(ws: Workspace, measure: Measure) -> tuple[DutyTally, ...]:
    """Return the duties of a measure in their order, counted till today."""
    today = ws.now().date()
    return tuple(tally(counted, on=today) for counted in ws.sources(measure).duties)


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
