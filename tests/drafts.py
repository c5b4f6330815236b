"""Drafts for tests of what becomes of them, as a reader would hand them over."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from models.domain.drafts.draft import Draft, DraftMeasure, DraftTask, SourceKind
from models.domain.partial_date import PartialDate
from models.domain.plan import Duty, DutyPer, TaskStatus, UnitRole

TASK = DraftTask(
    number="1", title="管网", problem="河东污水处理厂配套管网建设滞后。", goal="建成配套管网。",
    deadline_text="2025年底前，长期坚持", deadline=PartialDate(year=2025), is_ongoing=True,
    units={UnitRole.LEAD: ("示例县住建局",), UnitRole.RESPONSIBLE: ("示例县水利局", "示例乡政府")},
    measures=(
        DraftMeasure(number="1", text="成立专班。", deadline_text="2024年6月底前", units=("示例县政府办",)),
        DraftMeasure(number="2", text="每季度调度1次。", duty=Duty(times=1, per=DutyPer.QUARTER)),
    ),
    implementation="已建成污水管网7公里。", status=TaskStatus.ON_SCHEDULE, leader="甲某某", responsible_person="乙某某",
    liaison="丙某某", note="重点任务", external_numbers=(("省序号", "28"),), place="Sheet1 第3行",
)


def draft_of(*tasks: DraftTask, **changed: Any) -> Draft:
    """Return the draft of a ledger with these tasks, each with `changed` in it."""
    return Draft(
        kind=SourceKind.LEDGER, source="整改台账.xlsx", tasks=tuple(replace(task, **changed) for task in tasks)
    )


def ledger(rows: int) -> Draft:
    """Return the draft of a ledger of so many rows, each with two measures and three units."""
    return draft_of(*(
        DraftTask(
            number=str(row), place=f"Sheet1 第{row + 2}行", goal="按期完成整改。", deadline_text="2025年底前",
            problem=f"第{row}项问题，涉及第{row % 97}村，河东污水处理厂配套管网建设滞后，雨季污水溢流入河。",
            deadline=PartialDate(year=2025), leader="甲某某",
            units={
                UnitRole.LEAD: (f"示例县第{row % 20}局",), UnitRole.RESPONSIBLE: ("示例县", f"示例乡第{row % 30}站"),
            },
            measures=(
                DraftMeasure(number="1", text=f"{row}号工程开工。"), DraftMeasure(number="2", text=f"{row}号工程完工。")
            ),
        )
        for row in range(1, rows + 1)
    ))
