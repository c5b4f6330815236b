"""Finding tasks and measures by the numbers people use for them, their own or another level's.

The number as it is written comes first; else width, blanks and leading zeros do not count, so that 364（35－11） typed
with an input method finds 364(35-11), and the number of another level is found with its scheme or without.
"""

from __future__ import annotations

from models.domain.numbering import natural_key
from models.domain.plan import Measure, Plan, Task, TaskNumber
from models.errors import InputError
from models.workspace import Workspace


def task_numbered(ws: Workspace, number: str) -> Task:
    """Return the task with this number; raises InputError where there is none, and where several plans have one."""
    number = number.strip()
    found = tasks_numbered(ws, number)
    if not found:
        raise InputError(f"没有编号为“{number}”的任务", where="任务编号", remedy="请用 search 查编号")
    if len(found) > 1:
        plans = "".join(f"《{ws.need(Plan, task.plan_id).title}》任务 {task.number}、" for task in found).rstrip("、")
        raise InputError(f"编号“{number}”指不清是哪一项：{plans}", where="任务编号", remedy="请改用它的外部编号")
    return found[0]


def tasks_numbered(ws: Workspace, number: str) -> list[Task]:
    """Return the tasks a number may mean: printed so, else alike, else called so by another level."""
    number = number.strip()
    return ws.find(Task, number=number) or ws.find(Task, sort_key=natural_key(number)) or _by_external(ws, number)


def measures_numbered(ws: Workspace, task: str, number: str | None) -> list[Measure]:
    """Return the measure of a task with this number, or all of them for None; raises InputError for none."""
    measures = ws.find(Measure, task_id=task_numbered(ws, task).id)
    chosen = [measure for measure in measures if number in (None, measure.number)]
    if number is not None and not chosen:
        chosen = [measure for measure in measures if natural_key(measure.number) == natural_key(number)]
    if chosen:
        return chosen
    if not measures:
        raise InputError("还没有整改措施，佐证无处对应", where=f"任务 {task}", remedy="请先新增措施")
    known = "、".join(measure.number for measure in measures)
    raise InputError(f"没有措施“{number}”", where=f"任务 {task}", remedy=f"已有的措施编号：{known}")


def _by_external(ws: Workspace, number: str) -> list[Task]:
    keys = {item: {natural_key(item.number), natural_key(item.full)} for item in ws.find(TaskNumber)}
    task_ids = dict.fromkeys(item.task_id for item, known in keys.items() if natural_key(number) in known)
    return [ws.need(Task, task_id) for task_id in task_ids]
