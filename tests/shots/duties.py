"""What a measure looks like with no, one and three duties, with three and with sixty periods, and while one is edited.

Part of `tests.shots`.
"""

from __future__ import annotations

from gui.pages.task.duty_list import DutyList
from gui.places import TASK, TaskPlace
from gui.window import MainWindow
from models.actions.duties import DutyInput, add_duty, count_entry
from models.actions.progress import ProgressInput, record_progress
from models.domain.duty import MeasureDuty, MeasureDutyId
from models.domain.partial_date import PartialDate
from models.domain.plan import DutyPer, Measure, MeasureId, ProgressId, Task
from models.workspace import Workspace
from tests.shots.states import SETTLE_MS, States, settle


def states(ws: Workspace, window: MainWindow) -> States:
    """Return the name of each picture and the way to what it shows."""
    first, half = (ws.find(Measure, task_id=ws.find(Task, number=number)[0].id) for number in ("1", "12-02"))

    def show(measure: Measure) -> None:
        window.go(TASK, TaskPlace(task_id=measure.task_id, measure_id=measure.id))
        settle(SETTLE_MS)

    def pointed() -> None:
        show(first[1])
        window.findChild(DutyList).lines.shown()[0].strip.point(5)

    def edited() -> None:
        quarters(ws, window, half[3].id)
        show(half[3])
        window.findChild(DutyList).lines.shown()[0].edit.click()

    def many() -> None:
        months(ws, window, half[0].id)
        show(half[0])

    return [
        ("v-duties-three", lambda: show(first[0])), ("v-duties-pointed", pointed),
        ("v-duties-none", lambda: show(first[2])), ("v-duties-suggested", lambda: show(half[0])),
        ("v-duties-edited", edited), ("v-duties-sixty", many),
    ]


def quarters(ws: Workspace, window: MainWindow, measure_id: MeasureId) -> None:
    """Confirm a duty with three ended quarters, one of them without a record."""
    duty = DutyInput(
        times=1, per=DutyPer.QUARTER, subject="监测东河出境断面水质", starts_on=PartialDate(year=2026, month=1),
        ends_on=PartialDate(year=2026, month=9),
    )
    done = ("2026-02-10", "2026-08-12")
    _counted(ws, window, measure_id, duty, done, "完成东河出境断面水质监测，水质达到Ⅲ类。")


def months(ws: Workspace, window: MainWindow, measure_id: MeasureId) -> None:
    """Confirm a duty that goes on for sixty months, with gaps."""
    duty = DutyInput(
        times=1, per=DutyPer.MONTH, subject="县政府分管负责同志调度", starts_on=PartialDate(year=2021, month=12),
    )
    days = (f"{2021 + month // 12}-{month % 12 + 1:02}-15" for month in range(11, 70) if month % 9)
    _counted(ws, window, measure_id, duty, tuple(days), "县政府分管负责同志调度管网建设。")


def _counted(
    ws: Workspace, window: MainWindow, measure_id: MeasureId, duty: DutyInput, days: tuple[str, ...], text: str
) -> None:
    window.session.apply(lambda at: add_duty(at, measure_id=measure_id, duty=duty))
    duty_id = MeasureDutyId(ws.find(MeasureDuty, measure_id=measure_id)[0].id)
    for day in days:
        entry = ProgressInput(text=text, done_on=PartialDate.from_iso(day))
        changes = record_progress(ws, measure_id=measure_id, entry=entry)
        count_entry(ws, duty_id=duty_id, progress_id=ProgressId(changes.new_id("progress")))
    window.session.apply(lambda at: count_entry(at, duty_id=duty_id, progress_id=_last(at, measure_id), times=2))


def _last(ws: Workspace, measure_id: MeasureId) -> ProgressId:
    return ProgressId(ws.sources(ws.need(Measure, measure_id)).entries[-1].id)
