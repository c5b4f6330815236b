"""What a task lacks of what its time demands: periods of its duties without proof, indicators due and not reached.

Unlike the other gaps of a task these need a calendar and decimal numbers, so SQLite asks back for them, and only of
tasks that have a duty or an indicator.
"""

from __future__ import annotations

from datetime import date

from models.domain.checks.duties import duty_gaps
from models.domain.checks.indicators import indicator_gaps
from models.domain.duty import MeasureDuty
from models.domain.plan import Measure, Task
from models.domain.statements import Sources
from models.store.database import Store
from models.store.sources import read_duties, read_indicators


def demands_lacking(store: Store, task_id: str, on: date) -> int:
    """Return how many gaps the duties and indicators of a task make on a day."""
    task = store.get(Task, task_id)
    if task is None:
        return 0
    measures = {measure.id: measure for measure in store.find(Measure, task_id=task_id)}
    bound = list({duty.measure_id for duty in store.among(MeasureDuty, "measure_id", measures)})
    duties = (Sources(measure=measures[key], duties=found) for key, found in read_duties(store, bound).items())
    periods = sum(1 for sources in duties for _ in duty_gaps(task, sources, on=on))
    indicators = read_indicators(store, "task_id", [task_id])[task_id]
    return periods + sum(1 for _ in indicator_gaps(task, indicators, on=on))
