"""A workspace of any size for the benches: tasks with units, measures, progress and evidence, in one change."""

from __future__ import annotations

from pathlib import Path

from models.domain.closure import Closure, ClosureId
from models.domain.directory import Unit, UnitId
from models.domain.evidence import Evidence, EvidenceId, EvidenceLink, EvidenceLinkId
from models.domain.partial_date import PartialDate
from models.domain.plan import (
    Measure,
    MeasureId,
    Plan,
    PlanId,
    Progress,
    ProgressId,
    Task,
    TaskId,
    TaskUnit,
    TaskUnitId,
    UnitRole,
)
from tests.builders import Clock, open_workspace

UNITS = ("住建局", "水利局", "农业农村局", "自然资源局", "城管局", "工信局", "林草局", "交通局")
PROBLEM = (
    "河东污水处理厂配套管网建设滞后，老城区雨污分流不到位，雨季污水溢流入河，"
    "部分排口整治不彻底，长效管护机制没有建立。第{}项问题涉及第{}村。"
)


def make(folder: Path, tasks: int) -> None:
    """Write a workspace with this many tasks of three measures each."""
    ws = open_workspace(folder, Clock())
    plan = Plan(id=PlanId("plan"), title="示例省生态环境保护督察整改方案", short_title="整改方案")
    units = [Unit(id=UnitId(f"unit-{name}"), name=f"示例县{name}", short_name=name) for name in UNITS]
    with ws.change("导入") as change:
        change.insert_all([plan, *units])
        change.insert_all(record for number in range(1, tasks + 1) for record in _task(number))
    ws.close()


def _task(number: int) -> list[object]:
    task = Task(
        id=TaskId(f"t{number}"), plan_id=PlanId("plan"), number=str(number),
        problem=PROBLEM.format(number, number % 97),
        deadline=PartialDate(year=2024 + number % 4, month=1 + number % 12), deadline_text="按期完成",
    )
    unit = TaskUnit(
        id=TaskUnitId(f"tu{number}"), task_id=task.id, unit_id=UnitId(f"unit-{UNITS[number % len(UNITS)]}"),
        role=UnitRole.RESPONSIBLE,
    )
    records: list[object] = [task, unit, Closure(id=ClosureId(f"c{number}"), task_id=task.id)]
    for place in range(3):
        measure = Measure(
            id=MeasureId(f"m{number}-{place}"), task_id=task.id, number=str(place + 1), position=place,
            text=f"加快配套管网建设，{2022 + place}年底前新建污水管网{number % 40}公里，每季度调度1次。",
        )
        records.append(measure)
        if (number + place) % 3:
            records += _answer(measure, number)
    return records


def _answer(measure: Measure, number: int) -> list[object]:
    entry = Progress(
        id=ProgressId(f"p-{measure.id}"), measure_id=measure.id, done_on=PartialDate(year=2025, month=3),
        text=f"完成新建污水管网{number % 12}公里。",
    )
    evidence = Evidence(id=EvidenceId(f"e-{measure.id}"), title=f"第{number}次调度会会议纪要", kind="会议纪要")
    link = EvidenceLink(
        id=EvidenceLinkId(f"l-{measure.id}"), evidence_id=evidence.id, measure_id=measure.id, proves="按季度调度。"
    )
    return [entry, evidence, link]
