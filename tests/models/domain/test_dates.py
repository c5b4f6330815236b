"""What cannot be before what: inspection, plan, deadline, progress."""

from __future__ import annotations

import pytest

from models.domain.checks.dates import date_order
from models.domain.partial_date import PartialDate, Period, When
from models.domain.plan import (
    Inspection,
    InspectionId,
    Measure,
    MeasureId,
    Plan,
    PlanId,
    Progress,
    ProgressId,
    Task,
    TaskId,
)
from models.domain.statements import Sources


def day(text: str) -> PartialDate:
    return PartialDate.from_iso(text)


def inspection(start: str = "2020-08", end: str = "2020-09") -> Inspection:
    return Inspection(
        id=InspectionId("i"), started_on=day(start) if start else None, ended_on=day(end) if end else None
    )


def found(
    behind: Inspection | None, *, plan: str = "2020-12", deadline: str = "", measure: str = "",
    done_on: When | None = None, is_immediate: bool = False,
) -> list[tuple[str, str]]:
    """Return level and text of what is said of one task with one measure and one entry."""
    of_plan = Plan(id=PlanId("p"), title="方案", dated_on=day(plan) if plan else None)
    task = Task(id=TaskId("t"), plan_id=of_plan.id, number="1", deadline=day(deadline) if deadline else None,
                is_immediate=is_immediate)
    record = Measure(id=MeasureId("m"), task_id=task.id, number="1", deadline=day(measure) if measure else None)
    entry = Progress(id=ProgressId("e"), measure_id=record.id, done_on=done_on, text="办了。")
    return [(item.level.value, item.text)
            for item in date_order(behind, of_plan, task, [Sources(measure=record, entries=(entry,))])]


def test_dates_in_their_order_are_not_asked_about() -> None:
    assert found(inspection(), deadline="2021-12", measure="2021-06", done_on=day("2021-03")) == []
    assert found(None, plan="", done_on=day("2001")) == []


def test_an_inspection_does_not_end_before_it_begins() -> None:
    assert found(inspection("2020-10", "2020-09")) == [("WARN", "督察结束日期2020年9月早于进驻日期2020年10月")]


def test_a_plan_is_not_issued_before_the_inspection_is_over() -> None:
    text = "方案印发日期2020年7月早于督察日期2020年9月"
    assert found(inspection(), plan="2020-07") == [("WARN", text)]
    assert found(inspection("2020-09", ""), plan="2020-07") == [("WARN", text)]


def test_what_a_date_leaves_open_is_not_held_against_it() -> None:
    assert found(inspection("2020-09-15", "2020-09"), plan="2020") == []
    assert found(inspection(), plan="2020-12-05", done_on=day("2020-12")) == []


def test_a_deadline_before_the_plan_is_asked_about() -> None:
    assert found(inspection(), deadline="2020-06", measure="2020-11-30") == [
        ("WARN", "时限2020年6月早于方案印发日期2020年12月"), ("NOTE", "时限2020年11月30日早于方案印发日期2020年12月"),
    ]


def test_progress_before_the_inspection_is_asked_about() -> None:
    period = Period(first=day("2020-05"), last=day("2020-07"))
    assert found(inspection(), done_on=period) == [("WARN", "落实日期2020年5月至7月早于督察进驻日期2020年8月")]


@pytest.mark.parametrize(
    ("behind", "is_immediate", "level"), [(inspection(), False, "NOTE"), (None, True, "NOTE"), (None, False, "WARN")]
)
def test_progress_before_the_plan_is_mentioned_where_it_may_be_so(
    behind: Inspection | None, is_immediate: bool, level: str
) -> None:
    assert found(behind, done_on=day("2020-10"), is_immediate=is_immediate) == [
        (level, "落实日期2020年10月早于方案印发日期2020年12月")
    ]
