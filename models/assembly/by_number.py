"""Finding tasks and measures by the numbers people use for them, their own or another level's."""

from __future__ import annotations

from models.domain.plan import Measure, Plan, Task, TaskNumber
from models.errors import InputError
from models.workspace import Workspace


def task_numbered(ws: Workspace, number: str) -> Task:
    """Return the task with this number; raises InputError where there is none, and where several plans have one."""
    number = number.strip()
    found = ws.find(Task, number=number)
    found = found or [ws.need(Task, item.task_id) for item in ws.find(TaskNumber, number=number)]
    if not found:
        raise InputError(f"没有编号为“{number}”的任务", where="任务编号", remedy="请用 search 查编号")
    if len(found) > 1:
        plans = "".join(f"《{ws.need(Plan, task.plan_id).title}》" for task in found)
        raise InputError(f"{plans}里都有编号“{number}”的任务", where="任务编号", remedy="请改用它的外部编号")
    return found[0]


def measures_numbered(ws: Workspace, task: str, number: str | None) -> list[Measure]:
    """Return the measure of a task with this number, or all of them for None; raises InputError for none."""
    measures = ws.find(Measure, task_id=task_numbered(ws, task).id)
    chosen = [measure for measure in measures if number in (None, measure.number)]
    if chosen:
        return chosen
    if not measures:
        raise InputError("还没有整改措施，佐证无处对应", where=f"任务 {task}", remedy="请先新增措施")
    known = "、".join(measure.number for measure in measures)
    raise InputError(f"没有措施“{number}”", where=f"任务 {task}", remedy=f"已有的措施编号：{known}")
