"""Plans and tasks: only number, problem, responsible unit and one measure are asked for; the rest may follow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from models.actions.directory import new_names, remember_persons, remember_units, unit_named
from models.actions.indicators import delete_indicators
from models.actions.measures import delete_measure, new_measures
from models.actions.photo_pairs import delete_pairs
from models.actions.rounds import delete_closure
from models.domain.closure import Closure, ClosureId, IssuedPaper
from models.domain.deadline import read_deadline
from models.domain.drafts.common_values import CommonValues
from models.domain.evidence import EvidenceNumber
from models.domain.issue_code import grouped
from models.domain.numbering import tidy_number
from models.domain.ordering import each_once, matched
from models.domain.partial_date import PartialDate, Period
from models.domain.plan import (
    Inspection,
    Measure,
    Plan,
    PlanId,
    SubItem,
    SubItemId,
    Task,
    TaskId,
    TaskNumber,
    TaskNumberId,
    TaskUnit,
    TaskUnitId,
    UnitRole,
)
from models.domain.wording import bare_title
from models.errors import InputError
from models.store.change import Change, Changes
from models.workspace import Workspace, new_id


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskInput:
    """What a new task is made of."""

    number: str
    problem: str
    responsible_units: Sequence[str] = ()
    measures: Sequence[str] = ()
    title: str = ""
    goal: str = ""
    deadline_text: str = ""
    units: dict[UnitRole, Sequence[str]] = field(default_factory=dict)


def save_plan(ws: Workspace, *, plan: Plan) -> Changes:
    """Add a plan or change its title, issuer, number or date; an issuer that is new joins the directory."""
    if not plan.title.strip():
        raise InputError("还没有填写", where="整改方案 · 名称", remedy="请填写方案全称，不带书名号")
    with ws.change(f"保存方案：{plan.short_title or plan.title}") as change:
        remember_units(ws, change, new_names(ws.get(Plan, plan.id), plan, "issuer"))
        change.put(plan)
    return change.result


def save_inspection(ws: Workspace, *, inspection: Inspection, plan_id: PlanId | None = None) -> Changes:
    """Add or change an inspection, and make it the one a plan answers."""
    with ws.change("保存督察批次") as change:
        change.put(inspection)
        if plan_id is not None:
            plan = ws.need(Plan, plan_id)
            change.put(replace(plan, inspection_id=inspection.id))
    return change.result


def add_task(ws: Workspace, *, plan_id: PlanId | None, task: TaskInput, plan_title: str = "") -> Changes:
    """Add a task with its units, measures and its first closure; without a plan one named `plan_title` begins."""
    _require(task)
    with ws.change(f"新建任务 {tidy_number(task.number)}") as change:
        plan_id = plan_id or _new_plan(change, plan_title)
        record = _task(plan_id, task)
        _refuse_twin(ws, record)
        change.insert(record)
        roles = {UnitRole.RESPONSIBLE: task.responsible_units, **task.units}
        for role, names in roles.items():
            _put_units(ws, change, record.id, role, names)
        change.insert_all(new_measures(record.id, task.measures))
        change.insert(Closure(id=ClosureId(new_id()), task_id=record.id))
    return change.result


def revise_task(ws: Workspace, *, task: Task, step: str = "") -> Changes:
    """Change the fields of a task; `step` joins typing in one field. Persons that are new join the directory."""
    task = replace(task, number=tidy_number(task.number))
    if not task.number:
        raise InputError("编号不能为空", where="概况 · 编号", remedy="请填写任务编号，如 1、12-01")
    _refuse_twin(ws, task)
    standing = ws.get(Task, task.id)
    with ws.change(f"修改任务 {task.number}", step=step) as change:
        remember_persons(ws, change, new_names(standing, task, "leader", "responsible_person", "liaison"))
        change.put(task)
    return change.result


def set_deadline(ws: Workspace, *, task_id: TaskId, text: str, step: str = "") -> Changes:
    """Set a task's deadline from its wording; 立行立改 and 长期坚持 in the wording become properties."""
    task = ws.need(Task, task_id)
    day, is_immediate, is_ongoing = deadline_of(text)
    return revise_task(
        ws,
        task=replace(task, deadline=day, deadline_text=text.strip(), is_immediate=is_immediate, is_ongoing=is_ongoing),
        step=step,
    )


def deadline_of(text: str) -> tuple[PartialDate | None, bool, bool]:
    """Return the last day a wording means, and whether it says 立行立改 or 长期坚持."""
    when, is_immediate, is_ongoing = read_deadline(text)
    return (when.last if isinstance(when, Period) else when), is_immediate, is_ongoing


def set_task_units(ws: Workspace, *, task_id: TaskId, role: UnitRole, names: Sequence[str]) -> Changes:
    """Set the units of a task in one role, in this order; new names join the directory."""
    task = ws.need(Task, task_id)
    with ws.change(f"修改任务 {task.number} {role.label}") as change:
        _put_units(ws, change, task_id, role, names)
    return change.result


def set_external_numbers(
    ws: Workspace, *, task_id: TaskId, numbers: Sequence[tuple[str, str]], step: str = ""
) -> Changes:
    """Set the numbers other levels give the task, in order: of each its scheme (省序号, may be empty) and number."""
    task = ws.need(Task, task_id)
    wanted = list(dict.fromkeys((scheme.strip(), tidy_number(number)) for scheme, number in numbers if number.strip()))
    standing = ws.find(TaskNumber, task_id=task_id)
    kept, left = matched(standing, wanted, lambda item: (item.scheme, item.number))
    with ws.change(f"修改任务 {task.number} 外部编号", step=step) as change:
        for old in left:
            change.delete(old)
        for place, ((scheme, number), same) in enumerate(zip(wanted, kept, strict=True)):
            number_id = same.id if same else TaskNumberId(new_id())
            change.put(TaskNumber(id=number_id, task_id=task_id, number=number, scheme=scheme, position=place))
    return change.result


def save_sub_item(ws: Workspace, *, item: SubItem, step: str = "") -> Changes:
    """Add or change a site or sub-problem of a task; a closure of its own takes the new name."""
    if not item.name.strip():
        raise InputError("还没有填写", where=f"{item.kind.label}名称", remedy="请填写名称")
    twins = ws.find(SubItem, task_id=item.task_id, name=item.name)
    if any(other.id != item.id for other in twins):
        raise InputError(f"本任务已有“{item.name}”", where=f"{item.kind.label}名称", remedy="请换一个名称")
    with ws.change(f"保存{item.kind.label}：{item.name}", step=step) as change:
        change.put(item)
        for closure in ws.find(Closure, sub_item_id=item.id):
            change.put(replace(closure, subject=item.name))
    return change.result


def remove_sub_item(ws: Workspace, *, item_id: SubItemId) -> Changes:
    """Remove a site or sub-problem; refused while it has a closure of its own."""
    item = ws.need(SubItem, item_id)
    for closure in ws.find(Closure, sub_item_id=item_id):
        raise InputError(
            f"它有单独的销号“{closure.name}”，不能删除", where=f"{item.kind.label}：{item.name}",
            remedy="请先在“验收”里删除那次销号",
        )
    with ws.change(f"删除{item.kind.label}：{item.name}") as change:
        change.delete(item)
    return change.result


def remove_task(ws: Workspace, *, task_id: TaskId) -> Changes:
    """Remove a task with its measures, progress and closures; evidence stays in the list of evidence.

    Refused while one of its papers is issued: what was signed stays.
    """
    task = ws.need(Task, task_id)
    for closure in ws.find(Closure, task_id=task_id):
        for issued in ws.find(IssuedPaper, closure_id=closure.id):
            raise InputError(
                f"它有已签发的文书（编号 {grouped(issued.code)}），不能删除", where=f"任务 {task.number}",
                remedy="已签发的文书要留存；录错的任务请改正内容",
            )
    with ws.change(f"删除任务 {task.number}") as change:
        delete_task(ws, change, task)
    return change.result


def delete_task(ws: Workspace, change: Change, task: Task) -> None:
    """Delete a task and what hangs on it within an open change, children first."""
    for closure in ws.find(Closure, task_id=task.id):
        delete_closure(ws, change, closure)
    delete_indicators(ws, change, task.id)
    delete_pairs(ws, change, task.id)
    for measure in ws.find(Measure, task_id=task.id):
        delete_measure(ws, change, measure)
    for cls in (SubItem, TaskUnit, TaskNumber, CommonValues, EvidenceNumber):
        for record in ws.find(cls, task_id=task.id):
            change.delete(record)
    change.delete(task)


def _task(plan_id: PlanId, task: TaskInput) -> Task:
    day, is_immediate, is_ongoing = deadline_of(task.deadline_text)
    return Task(
        id=TaskId(new_id()), plan_id=plan_id, number=tidy_number(task.number), title=task.title, problem=task.problem,
        goal=task.goal, deadline=day, deadline_text=task.deadline_text.strip(), is_immediate=is_immediate,
        is_ongoing=is_ongoing,
    )


def _require(task: TaskInput) -> None:
    if not task.number.strip():
        raise InputError("还没有填写", where="编号", remedy="请填写任务编号，如 1、12-01、省序号28")
    if not task.problem.strip():
        raise InputError("还没有填写", where="反馈问题", remedy="请把方案里的问题原文贴进来")


def _refuse_twin(ws: Workspace, task: Task) -> None:
    twins = [item for item in ws.find(Task, plan_id=task.plan_id, number=task.number) if item.id != task.id]
    if twins:
        raise InputError(
            f"本方案已有编号为“{task.number}”的任务", where="编号", remedy="请换一个编号，或打开原有的任务修改"
        )


def _new_plan(change: Change, title: str) -> PlanId:
    if not title.strip():
        raise InputError("还没有填写", where="整改方案 · 名称", remedy="请填写方案全称，不带书名号")
    plan = Plan(id=PlanId(new_id()), title=bare_title(title))
    change.insert(plan)
    return plan.id


def _put_units(ws: Workspace, change: Change, task_id: TaskId, role: UnitRole, names: Sequence[str]) -> None:
    for old in ws.find(TaskUnit, task_id=task_id, role=role):
        change.delete(old)
    unit_ids = dict.fromkeys(unit_named(ws, change, name) for name in each_once(names))
    for place, unit_id in enumerate(unit_ids):
        change.insert(
            TaskUnit(id=TaskUnitId(new_id()), task_id=task_id, unit_id=unit_id, role=role, position=place)
        )
