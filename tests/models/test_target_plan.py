"""To which plan the tasks of a file go: by its title, else by the tasks they have in common."""

from __future__ import annotations

import pytest

from models.actions.adopting import adopt_at_once
from models.assembly.comparing import new_rows
from models.assembly.target_plan import finding_plan, plan_named
from models.domain.drafts.draft import Draft, DraftTask
from models.domain.plan import Plan, PlanId
from models.errors import InputError
from models.reporting import to_the_end
from models.workspace import Workspace
from tests.builders import add_task
from tests.drafts import draft_of, ledger


def likeliest_plan(ws: Workspace, draft: Draft, *, is_of_known: bool = False) -> PlanId | None:
    return to_the_end(finding_plan(ws, draft, is_of_known=is_of_known))


def add_plan(ws: Workspace, title: str, *tasks: DraftTask) -> PlanId:
    draft = draft_of(*tasks)
    known = {plan.id for plan in ws.find(Plan)}
    adopt_at_once(ws, draft, new_rows(draft.tasks), plan_title=title)
    return next(plan.id for plan in ws.find(Plan) if plan.id not in known)


def test_a_plan_is_known_by_its_title_with_or_without_its_marks(ws: Workspace) -> None:
    add_task(ws)
    assert plan_named(ws, "《示例市生态环境保护督察整改方案》") == ws.find(Plan)[0]
    assert plan_named(ws, "别的方案") is None
    assert plan_named(ws, "") is None


def test_of_several_plans_of_one_title_none_is_guessed(ws: Workspace) -> None:
    for _ in range(2):
        add_plan(ws, "整改方案", *ledger(1).tasks)
    with pytest.raises(InputError, match="有 2 个方案叫这个名称"):
        plan_named(ws, "整改方案")


def test_the_plan_that_shares_most_tasks_is_the_likeliest(ws: Workspace) -> None:
    one, two, three = ledger(3).tasks
    first = add_plan(ws, "甲方案", one, two)
    add_plan(ws, "乙方案", three)
    assert likeliest_plan(ws, draft_of(one, two, three)) == first


def test_the_same_numbers_of_other_problems_make_no_plan_likely(ws: Workspace) -> None:
    add_plan(ws, "甲方案", *ledger(2).tasks)
    other = DraftTask(number="1", problem="国控断面水质超标，三个断面为劣五类。")
    assert likeliest_plan(ws, draft_of(other)) is None
    assert likeliest_plan(ws, draft_of(DraftTask(problem="没有编号的问题。"))) is None


def test_a_plan_that_shares_a_task_by_chance_is_not_likely(ws: Workspace) -> None:
    one, *others = ledger(6).tasks
    odd = [DraftTask(number=task.number, problem="国控断面水质超标，三个断面为劣五类。") for task in others]
    plan = add_plan(ws, "甲方案", one, *odd)
    assert likeliest_plan(ws, ledger(6)) is None
    assert likeliest_plan(ws, ledger(6), is_of_known=True) == plan
    assert likeliest_plan(ws, draft_of(one)) == plan, "the whole file is in it"


def test_tasks_of_a_plan_there_is_go_to_the_latest_where_nothing_else_tells(ws: Workspace) -> None:
    other = draft_of(DraftTask(number="9", problem="国控断面水质超标。"))
    assert likeliest_plan(ws, other, is_of_known=True) is None, "there is no plan"
    add_plan(ws, "甲方案", *ledger(1).tasks)
    latest = add_plan(ws, "乙方案", *ledger(1).tasks)
    assert likeliest_plan(ws, other, is_of_known=True) == latest
    assert likeliest_plan(ws, ledger(1)) == latest, "of two that share as many"
