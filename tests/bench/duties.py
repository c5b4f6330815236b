"""频次 over 300 pieces of evidence of one measure: its page opened, a piece counted, undone, a period's record sought.

`tests.bench.watchdog` watches each kind of work. The measure has three duties of five years, a third of the pieces is
counted for one of them; the task has two indicators with values, and a second measure of which everything lacks.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import Qt

from gui.pages.task.measure_detail import MeasureDetail
from gui.places import OVERVIEW, TASK, TaskPlace
from gui.window import MainWindow
from models.domain.duty import DutyCount, DutyCountId, MeasureDuty, MeasureDutyId
from models.domain.evidence import Evidence, EvidenceId, EvidenceLink, EvidenceLinkId, StoredFile, StoredFileId
from models.domain.indicator import Indicator, IndicatorId, IndicatorValue, IndicatorValueId
from models.domain.partial_date import PartialDate
from models.domain.plan import DutyPer, Measure, Progress, ProgressId, Task
from models.workspace import Workspace
from tests.bench.clerk import SETTLED_MS, Work, press, settle
from tests.builders import Clock, add_task, measures_of, open_workspace

PIECES, ENTRIES, YEARS = 300, 20, (2021, 2022, 2023, 2024, 2025)
SOUGHT = 122
TEXT = "县委常委会每季度至少研究1次、县政府常务会议每月至少研究1次整改工作，河长制办公室每半年至少通报1次。"
DUTIES = (
    (DutyPer.QUARTER, "县委常委会研究整改工作"), (DutyPer.MONTH, "县政府常务会议研究整改工作"),
    (DutyPer.HALF_YEAR, "河长制办公室通报整改工作"),
)


def make(folder: Path) -> None:
    """Write a workspace with a small task, and one whose first measure has all this."""
    ws = open_workspace(folder, Clock())
    add_task(ws, "1")
    task = add_task(ws, "12", (TEXT, "完善配套管网。"))
    measure = measures_of(ws, task.id)[0]
    with ws.change("导入") as change:
        change.insert_all(_duties(measure))
        change.insert_all(_indicators(task))
        for number in range(ENTRIES):
            change.insert(Progress(
                id=ProgressId(f"p{number}"), measure_id=measure.id, text=f"第{number}次调度会研究了管网建设。",
                done_on=_day(number * 3),
            ))
        for number in range(PIECES):
            change.insert_all(_piece(number, measure))
    ws.close()


def day(window: MainWindow, ws: Workspace) -> Iterator[Work]:
    """Yield every kind of work with duties, in an order in which each finds what it needs."""
    small, task = ws.find(Task, order="sort_key")
    duties = f"{len(DUTIES)} 项频次、{PIECES} 份佐证"
    settle(5 * SETTLED_MS)
    window.go(TASK, TaskPlace(task_id=small.id))
    settle(5 * SETTLED_MS)
    yield f"打开措施（{duties}）", lambda: window.go(TASK, TaskPlace(task_id=task.id))
    detail = window.findChild(MeasureDetail)
    yield "计入一条", lambda: _count(detail)
    yield "撤销计入", window.undo
    yield f"从一期走到第 {SOUGHT} 份佐证", lambda: _seek(detail)
    yield "把像是做过的一并计入", detail.duties.lines.shown()[1].accept.click
    yield "撤销一并计入", window.undo
    yield f"首次打开概况（{duties}、2 项指标）", lambda: window.go(TASK, TaskPlace(task_id=task.id, tab=OVERVIEW))


def _count(detail: MeasureDetail) -> None:
    """Count the first piece for the second duty, as the menu at its row offers it."""
    duties = detail.evidence.shown()[0].count.offers().actions()
    duties[1].menu().actions()[0].trigger()


def _seek(detail: MeasureDetail) -> None:
    """Stand in the period of one piece and go to it by Enter."""
    line = detail.duties.lines.shown()[0]
    line.strip.setFocus()
    wanted = f"e{SOUGHT}"
    places = (
        place for place, period in enumerate(line.tally.periods)
        if wanted in (record.evidence_id for found in period.occasions for record in found.records[:1])
    )
    line.strip.point(next(places))
    press(line.strip, Qt.Key.Key_Return)


def _duties(measure: Measure) -> Iterator[MeasureDuty]:
    for position, (per, subject) in enumerate(DUTIES):
        yield MeasureDuty(
            id=MeasureDutyId(f"d{position}"), measure_id=measure.id, times=1, per=per, subject=subject,
            starts_on=PartialDate(year=YEARS[0]), position=position,
        )


def _indicators(task: Task) -> Iterator[object]:
    for number, label in enumerate(("污水集中收集率", "再生水利用率")):
        indicator = IndicatorId(f"i{number}")
        yield Indicator(
            id=indicator, task_id=task.id, label=label, target="70", unit="%", due_on=PartialDate(year=YEARS[-1]),
        )
        for place, year in enumerate(YEARS):
            yield IndicatorValue(
                id=IndicatorValueId(f"v{number}-{year}"), indicator_id=indicator, number=str(50 + 4 * place),
                dated_on=PartialDate(year=year),
            )


def _piece(number: int, measure: Measure) -> Iterator[object]:
    piece = EvidenceId(f"e{number}")
    yield Evidence(
        id=piece, title=f"县政府常务会议纪要（第{number}次）", kind="会议纪要", issuing_body="示例县政府办",
        dated_on=_day(number), position=number,
    )
    yield StoredFile(
        id=StoredFileId(f"f{number}"), evidence_id=piece, sha256=f"{number:064x}", name="纪要.docx", size=3,
    )
    yield EvidenceLink(
        id=EvidenceLinkId(f"l{number}"), evidence_id=piece, measure_id=measure.id, position=number,
        proves="研究了整改工作。" if number % 9 else "",
    )
    if number % len(DUTIES) == 2:
        yield DutyCount(id=DutyCountId(f"c{number}"), duty_id=MeasureDutyId("d0"), evidence_id=piece)


def _day(number: int) -> PartialDate:
    return PartialDate(year=YEARS[number % 5], month=1 + number // 5 % 12, day=1 + number // 60 * 5)
