"""A draft beside the records of one plan, read in batches: a few queries for fifty rows, none for a row alone.

What is compared and how is decided in `models.domain.drafts.comparing`; here the records are found.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

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

# So many rows, or so many records to be known, at a time keep a step below what one notices.
BATCH, STEP = 40, 500


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
    known = yield from _reading_known(ws, draft.tasks, plan_id)
    yield 0, len(draft.tasks), ""
    directory = Directory(ws.find(Unit), answers)
    given = by_number(draft.given_out)
    rows: list[RowComparison] = []
    for first in range(0, len(draft.tasks), BATCH):
        yield first, len(draft.tasks), ""
        pairs = [(task, known.record_of(task)) for task in draft.tasks[first : first + BATCH]]
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


@dataclass(slots=True)
class _Known:
    """The records of a plan, to find that of a row: the one with its number, else the one that says the same."""

    by_number: dict[str, TaskId] = field(default_factory=dict)
    by_key: dict[str, TaskId] = field(default_factory=dict)
    by_text: dict[str, TaskId] = field(default_factory=dict)

    def record_of(self, task: DraftTask) -> TaskId | None:
        """Return the record a row tells of, None for one that is new."""
        if task.number.strip():
            return self.by_number.get(task.number) or self.by_key.get(natural_key(task.number))
        return self.by_text.get(plain(text_of(task)))


def _reading_known(ws: Workspace, tasks: Sequence[DraftTask], plan_id: PlanId | None) -> Steps[_Known]:
    """Return the records of a plan, by their texts only where a row has no number; in short steps."""
    known = _Known()
    is_numbered = all(task.number.strip() for task in tasks)
    for at, record in enumerate((yield from ws.look.task_keys(plan_id)) if plan_id is not None else ()):
        if at % STEP == 0:
            yield 0, len(tasks), ""
        known.by_number[record.number] = record.id
        known.by_key.setdefault(record.sort_key, record.id)
        if record.text and not is_numbered:
            known.by_text.setdefault(plain(record.text), record.id)
    return known
