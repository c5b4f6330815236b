"""What a task lacks of what its time demands: periods of its duties without proof, indicators due and not reached.

Unlike the other gaps of a task these need a calendar and decimal numbers, so SQLite asks back for them, and only of
tasks that have a duty or an indicator.
"""

from __future__ import annotations

from datetime import date

from models.domain.checks.duties import duty_gaps
from models.domain.checks.indicators import indicator_gaps
from models.domain.duty import DutyCount, MeasureDuty
from models.domain.duty_tally import CountedDuty, counted_duty
from models.domain.evidence import Evidence, EvidenceLink
from models.domain.plan import Measure, Progress, Task
from models.domain.statements import Sources
from models.store.database import Store
from models.store.sources import read_indicators


def demands_lacking(store: Store, task_id: str, on: date) -> int:
    """Return how many gaps the duties and indicators of a task make on a day."""
    task = store.get(Task, task_id)
    if task is None:
        return 0
    duties = (
        Sources(measure=measure, duties=tuple(_counted(store, duty) for duty in found))
        for measure in store.find(Measure, task_id=task_id)
        if (found := store.find(MeasureDuty, measure_id=measure.id))
    )
    indicators = read_indicators(store, task_id=task_id)
    periods = sum(1 for sources in duties for _ in duty_gaps(task, sources, on=on))
    return periods + sum(1 for _ in indicator_gaps(task, indicators, on=on))


def _counted(store: Store, duty: MeasureDuty) -> CountedDuty:
    """Return a duty with what was counted for it and what hangs on that, without reading what was not."""
    counts = store.find(DutyCount, duty_id=duty.id)
    counted = {count.progress_id or count.evidence_id for count in counts}
    entries = store.many(Progress, (count.progress_id for count in counts if count.progress_id))
    links = [
        link for link in store.find(EvidenceLink, measure_id=duty.measure_id)
        if link.evidence_id in counted or link.progress_id in counted
    ]
    pieces = store.many(Evidence, (link.evidence_id for link in links))
    return counted_duty(
        duty, counts, [entry for entry in entries.values() if entry.measure_id == duty.measure_id],
        [(link, piece) for link in links if (piece := pieces[link.evidence_id]).trashed_at is None],
    )
