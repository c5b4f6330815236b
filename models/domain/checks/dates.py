"""Order of dates 日期先后: first the inspection, then the plan that answers it, then what is done under the plan.

What cannot be so is a slip of the pen and asked about (WARN). Work done while the inspectors were still there
(边督边改) is dated before the plan and is right, so it is only mentioned (NOTE) where the inspection's day is known or
the task is 立行立改. Dates without day or month are compared by what they leave open: 2020年12月 is not before
2020-12-05.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from models.domain.checks.readiness import measure_place
from models.domain.finding import Finding, Level, Target
from models.domain.partial_date import When
from models.domain.plan import Inspection, Plan, Progress, Task
from models.domain.statements import Sources


def date_order(
    inspection: Inspection | None, plan: Plan, task: Task, measures: Sequence[Sources]
) -> Iterator[Finding]:
    """Yield what is dated before that which it follows, from the inspection down to the entries of progress."""
    if inspection is not None:
        yield from inspection_order(inspection, plan)
    yield from _deadlines(plan, task, measures)
    for sources in measures:
        where = measure_place(task, sources.measure)
        for entry in sources.entries:
            yield from _progress(inspection, plan, task, entry, where)


def inspection_order(inspection: Inspection, plan: Plan) -> Iterator[Finding]:
    """Yield that an inspection ended before it began, and that the plan was issued before it was over."""
    start, end = inspection.started_on, inspection.ended_on
    over = end or start
    of_plan = f"《{plan.short_title or plan.title}》"
    if start is not None and end is not None and is_before(end, start):
        target = Target(table="inspections", id=inspection.id, field="ended_on")
        text = f"督察结束日期{end.chinese}早于进驻日期{start.chinese}"
        yield _warn("inspection_ends_before_start", of_plan, text, "核对督察日期", target)
    if over is not None and plan.dated_on is not None and is_before(plan.dated_on, over):
        target = Target(table="plans", id=plan.id, field="dated_on")
        text = f"方案印发日期{plan.dated_on.chinese}早于督察日期{over.chinese}"
        yield _warn("plan_before_inspection", of_plan, text, "核对印发日期", target)


def is_before(when: When, other: When) -> bool:
    """Return whether a date lies before another whatever the two leave open."""
    return when.last_day < other.first_day


def _deadlines(plan: Plan, task: Task, measures: Sequence[Sources]) -> Iterator[Finding]:
    if plan.dated_on is None:
        return
    behind = f"早于方案印发日期{plan.dated_on.chinese}"
    if task.deadline is not None and is_before(task.deadline, plan.dated_on):
        target = Target(table="tasks", id=task.id, field="deadline")
        text = f"时限{task.deadline.chinese}{behind}"
        yield _warn("deadline_before_plan", f"任务 {task.number}", text, "核对时限", target)
    for measure in (sources.measure for sources in measures):
        if measure.deadline is not None and is_before(measure.deadline, plan.dated_on):
            target = Target(table="measures", id=measure.id, field="deadline")
            text = f"时限{measure.deadline.chinese}{behind}"
            yield Finding(level=Level.NOTE, code="deadline_before_plan", where=measure_place(task, measure),
                          text=text, remedy="核对时限", target=target)


def _progress(inspection: Inspection | None, plan: Plan, task: Task, entry: Progress, where: str) -> Iterator[Finding]:
    if entry.done_on is None:
        return
    began = inspection.started_on if inspection is not None else None
    target = Target(table="progress", id=entry.id, field="done_on")
    if began is not None and is_before(entry.done_on, began):
        text = f"落实日期{entry.done_on.chinese}早于督察进驻日期{began.chinese}"
        yield _warn("progress_before_inspection", where, text, "核对落实日期", target)
    elif plan.dated_on is not None and is_before(entry.done_on, plan.dated_on):
        may_be = began is not None or task.is_immediate
        text = f"落实日期{entry.done_on.chinese}早于方案印发日期{plan.dated_on.chinese}"
        remedy = "边督边改的不必改" if may_be else "核对落实日期；边督边改的，请填写督察进驻日期"
        yield Finding(level=Level.NOTE if may_be else Level.WARN, code="progress_before_plan", where=where, text=text,
                      remedy=remedy, target=target)


def _warn(code: str, where: str, text: str, remedy: str, target: Target) -> Finding:
    return Finding(level=Level.WARN, code=code, where=where, text=text, remedy=remedy, target=target)
