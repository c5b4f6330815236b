"""The indicators of the sample's second task as its people confirmed them, and what was measured so far."""

from __future__ import annotations

from collections.abc import Sequence

from models.actions.indicators import IndicatorInput, ValueInput, add_indicators, add_value
from models.assembly.indicators import due_of, open_demands
from models.domain.evidence import EvidenceId, EvidenceLink
from models.domain.indicator import Indicator, IndicatorId
from models.domain.partial_date import when_from_iso
from models.domain.plan import Measure, Task
from models.domain.reading.phrases.indicators import read_indicators
from models.sample import case
from models.workspace import Workspace


def confirm_indicators(ws: Workspace, task: Task, sewers: Measure) -> None:
    """Confirm what the goal and the measure of the sewers demand; the last length is shown by a photo."""
    goal = [IndicatorInput.of(reading, due_on=task.deadline) for reading in open_demands(ws, task)]
    length = IndicatorInput.of(
        read_indicators(sewers.text)[0], due_on=due_of(task, sewers), measure_id=sewers.id
    )
    add_indicators(ws, task_id=task.id, indicators=(*goal, length))
    rate, built = ws.find(Indicator, task_id=task.id)
    photo = ws.find(EvidenceLink, measure_id=sewers.id)[0].evidence_id
    _measure(ws, rate.id, case.COLLECTED)
    _measure(ws, built.id, case.SEWERS, photo)


def _measure(
    ws: Workspace, indicator_id: IndicatorId, values: Sequence[tuple[str, str]], last: EvidenceId | None = None
) -> None:
    for when, number in values:
        value = ValueInput(
            number=number, dated_on=when_from_iso(when), evidence_id=last if when == values[-1][0] else None
        )
        add_value(ws, indicator_id=indicator_id, value=value)
