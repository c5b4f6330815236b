"""A draft beside the records of one plan, read in batches: a few queries for fifty rows, none for a row alone.

What is compared and how is decided in `models.domain.drafts.comparing`; here the records are found.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from models.domain.directory import Unit
from models.domain.drafts.comparing import compare_task
from models.domain.drafts.comparison import RowComparison
from models.domain.drafts.draft import Draft, DraftTask
from models.domain.drafts.ledger_base import by_number
from models.domain.drafts.unit_matching import Directory, UnitAnswers, UnitQuestion, questions
from models.domain.drafts.values import plain, text_of
from models.domain.numbering import natural_key
from models.domain.plan import PlanId, TaskId
from models.reporting import Steps, to_the_end
from models.workspace import Workspace

# So many rows at a time keep a step below what one notices.
BATCH = 40


def compare(
    ws: Workspace, draft: Draft, plan_id: PlanId | None, answers: UnitAnswers | None = None
) -> tuple[RowComparison, ...]:
    """Return the rows of a draft in their order, each beside its record in the plan; None for a plan yet to be made.

    `answers` say which unit a name means that the directory does not know.
    """
    return to_the_end(comparing(ws, draft, plan_id, answers))


def new_rows(tasks: Iterable[DraftTask]) -> tuple[RowComparison, ...]:
    """Return the rows of tasks that stand beside no records."""
    return tuple(compare_task(task, None) for task in tasks)


def comparing(
    ws: Workspace, draft: Draft, plan_id: PlanId | None, answers: UnitAnswers | None = None
) -> Steps[tuple[RowComparison, ...]]:
    """Do the same in short steps, for a window that goes on meanwhile; yields (rows done, rows in all, "")."""
    found = _records_of(ws, draft.tasks, plan_id)
    directory = Directory(ws.find(Unit), answers)
    given = by_number(draft.given_out)
    rows: list[RowComparison] = []
    for first in range(0, len(draft.tasks), BATCH):
        yield first, len(draft.tasks), ""
        pairs = list(zip(draft.tasks, found, strict=True))[first : first + BATCH]
        facts = ws.facts_of([task_id for _, task_id in pairs if task_id])
        rows += [
            compare_task(
                task, facts.get(task_id) if task_id else None, given=given.get(natural_key(task.number)),
                named=directory.named,
            )
            for task, task_id in pairs
        ]
    return tuple(rows)


def unit_questions(ws: Workspace, draft: Draft) -> tuple[UnitQuestion, ...]:
    """Return the units of a draft that have to be asked about, all of them together."""
    return questions(draft, Directory(ws.find(Unit)))


def _records_of(ws: Workspace, tasks: Sequence[DraftTask], plan_id: PlanId | None) -> list[TaskId | None]:
    """Return of each row the record with its number in the plan; without a number the one that says the same."""
    if plan_id is None:
        return [None] * len(tasks)
    keys = ws.look.task_keys(plan_id)
    by_key = {natural_key(number): task_id for number, _, task_id in reversed(keys)}
    by_number = {number: task_id for number, _, task_id in keys}
    is_numbered = all(task.number.strip() for task in tasks)
    by_text = {plain(text): task_id for _, text, task_id in reversed(keys) if text and not is_numbered}
    return [
        by_number.get(task.number) or by_key.get(natural_key(task.number)) if task.number.strip()
        else by_text.get(plain(text_of(task)))
        for task in tasks
    ]
