"""The frequency duties of the sample's first task as its people confirmed them, and what was counted for each."""

from __future__ import annotations

from models.actions.duties import DutyInput, add_duty, count_suggested
from models.domain.duty import MeasureDuty, MeasureDutyId
from models.domain.duty_suggestions import suggested_counts
from models.domain.partial_date import PartialDate
from models.domain.plan import DutyPer, Measure
from models.workspace import Workspace

IN_2021 = PartialDate(year=2021)
# Of each measure by its number: how often, in which period, who does what.
DUTIES = {
    "1": (
        (1, DutyPer.HALF_YEAR, "县委理论学习中心组学习"),
        (1, DutyPer.HALF_YEAR, "县政府党组理论学习中心组学习"),
        (1, DutyPer.YEAR, "县委党校举办专题培训班"),
    ),
    "2": (
        (1, DutyPer.TWO_MONTHS, "县委常委会研究生态环境保护工作"),
        (1, DutyPer.TWO_MONTHS, "县政府常务会研究生态环境保护工作"),
    ),
    "4": (
        (1, DutyPer.YEAR, "向市委、市政府报告生态环境保护责任履行情况"),
        (1, DutyPer.YEAR, "与市委、市政府签订生态环境保护目标责任状"),
    ),
}


def confirm_duties(ws: Workspace, measure: Measure) -> None:
    """Confirm the duties of a measure for 2021 and count what looks like one of their times."""
    for times, per, subject in DUTIES.get(measure.number, ()):
        duty = DutyInput(times=times, per=per, subject=subject, starts_on=IN_2021, ends_on=IN_2021)
        duty_id = MeasureDutyId(add_duty(ws, measure_id=measure.id, duty=duty).new_id("duties"))
        _count(ws, measure, ws.need(MeasureDuty, duty_id))


def _count(ws: Workspace, measure: Measure, duty: MeasureDuty) -> None:
    sources = ws.sources(measure)
    counted = next(item for item in sources.duties if item.duty.id == duty.id)
    count_suggested(ws, duty_id=duty.id, counts=suggested_counts(counted, sources))
