"""The plan the tasks of a file go to: the one of the title it bears, else the one it shares most tasks with."""

from __future__ import annotations

from collections.abc import Mapping

from models.domain.drafts.comparing import are_alike
from models.domain.drafts.draft import Draft
from models.domain.drafts.values import plain
from models.domain.numbering import natural_key
from models.domain.plan import Plan, PlanId
from models.domain.wording import bare_title
from models.errors import InputError
from models.reporting import Steps
from models.workspace import Workspace

# So many texts set beside each other are a step nobody notices.
STEP = 100


def plan_named(ws: Workspace, title: str) -> Plan | None:
    """Return the plan of this full or short title, 《》, width and blanks aside; None where there is none.

    Raises InputError where several are named so.
    """
    wanted = plain(bare_title(title))
    named = [plan for plan in ws.find(Plan) if wanted and wanted in (plain(plan.title), plain(plan.short_title))]
    if len(named) > 1:
        raise InputError(f"有 {len(named)} 个方案叫这个名称", where=title, remedy="请先在方案里把名称改得不同")
    return named[0] if named else None


def finding_plan(ws: Workspace, draft: Draft, *, is_of_known: bool = False) -> Steps[PlanId | None]:
    """Find the plan that has most of the tasks, by number and by what they say; the latest of several.

    None where no plan has half of them, nor they half of a plan: the problems of a county are worded alike. With
    `is_of_known` the tasks belong to a plan there is, at the worst to the latest. In short steps, for a window that
    goes on meanwhile; yields (tasks looked at, tasks in all, "").
    """
    told: dict[str, str] = {}
    for at, task in enumerate(draft.tasks):
        if at % STEP == 0:
            yield at, len(draft.tasks), ""
        if task.number:
            told[natural_key(task.number)] = task.problem
    shared: dict[PlanId, int] = {}
    for plan in reversed(ws.find(Plan)):
        shared[plan.id] = yield from _shared(ws, plan.id, told, is_of_known=is_of_known)
    best = max(shared, key=lambda plan_id: shared[plan_id], default=None)
    return best if best is not None and (shared[best] or is_of_known) else None


def _shared(ws: Workspace, plan_id: PlanId, told: Mapping[str, str], *, is_of_known: bool) -> Steps[int]:
    """Return how many tasks of a plan speak of the same thing as that of the file with its number; few may be chance.
    """
    count, known = 0, (yield from ws.look.task_keys(plan_id))
    for at, task in enumerate(known):
        if at % STEP == 0:
            yield at, len(known), ""
        count += task.sort_key in told and are_alike(told[task.sort_key], task.text)
    return count if is_of_known or 2 * count >= min(len(told), len(known)) else 0
