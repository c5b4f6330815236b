"""What is to be exported: one closure, one task, or a number as a person types it on the console.

Where none or several could be meant nothing is guessed; what there is to choose from is told.
"""

from __future__ import annotations

from dataclasses import dataclass

from models.assembly import standing_closures
from models.assembly.by_number import tasks_numbered
from models.domain.closure import Closure, ClosureId, ClosureSubject
from models.domain.numbering import natural_key
from models.domain.plan import Plan, Task, TaskId
from models.domain.wording import bare_title
from models.errors import InputError
from models.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What is to be exported: one closure, one task, or the task with this number (of the plan with this title)."""

    closure_id: ClosureId | None = None
    task_id: TaskId | None = None
    task: str = ""
    plan: str = ""


def closure_of(ws: Workspace, selection: Selection) -> ClosureId:
    """Return the closure that is meant; raises InputError where none or several could be."""
    if selection.closure_id is not None:
        return ws.need(Closure, selection.closure_id).id
    task = task_of(ws, selection)
    closures = standing_closures(ws, task.id)
    if not closures:
        raise InputError("这个任务还没有销号", where=f"任务 {task.number}", remedy="请先新建销号")
    whole = closures[0].subject_kind is ClosureSubject.TASK
    if len(closures) > 1 and not whole:
        parts = "、".join(closure.subject for closure in closures)
        where, remedy = f"任务 {task.number}", "请在程序里打开要导出的那一份"
        raise InputError(f"这个任务分开销号（{parts}），不知道要导出哪一份", where=where, remedy=remedy)
    return closures[0].id


def task_of(ws: Workspace, selection: Selection) -> Task:
    """Return the one task that is meant; refuse to guess between several."""
    if selection.task_id is not None:
        return ws.need(Task, selection.task_id)
    plans = {plan.id: plan for plan in ws.find(Plan)}
    tasks = tasks_numbered(ws, selection.task) if selection.task else ws.find(Task)
    if selection.plan:
        tasks = [task for task in tasks if plan_titled(plans[task.plan_id], selection.plan)]
    if len(tasks) == 1:
        return tasks[0]
    asked = f"任务 {selection.task}" if selection.task else "任务"
    if not tasks:
        raise InputError("没有这个任务", where=asked, remedy="请核对任务编号和方案名称")
    if not selection.task:
        numbers = "、".join(sorted({task.number for task in tasks}, key=natural_key)[:20])
        raise InputError("有好几个任务，不知道要导出哪一个", where=asked, remedy=f"请写明任务编号，现有：{numbers}")
    titles = "、".join(f"《{plans[task.plan_id].title}》" for task in tasks)
    raise InputError("有好几个方案都有这个编号", where=asked, remedy=f"请写明方案名称：{titles}")


def plan_titled(plan: Plan, title: str) -> bool:
    """Return whether a plan is called so, in full or in short, with 《》 or without."""
    return bare_title(title) in (bare_title(plan.title), bare_title(plan.short_title))
