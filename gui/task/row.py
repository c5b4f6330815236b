"""What a line of the task list says of deadline, urgency and status; the head of a task's page says the same.

▲ once the deadline is past, ◆ in the last sixty days before it, ● when everything is done but the deadline has gone by
without an application. A closed task has no sign. What was entered by hand as done or closed counts as that.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from gui.parts.signs import Sign, Standing
from models.lists import TaskRow

if TYPE_CHECKING:
    from models.domain.plan import Task

SOON_DAYS = 60


def deadline_words(row: TaskRow | Task) -> str:
    """Return the last day, or 立行立改, 长期坚持 or the wording where there is no day."""
    if row.deadline is not None:
        return row.deadline.last_day.isoformat()
    flags = (("立行立改", row.is_immediate), ("长期坚持", row.is_ongoing))
    return "、".join(words for words, holds in flags if holds) or row.deadline_text


def sign_of(row: TaskRow, on: date) -> Sign | None:
    """Return how the task presses on a day, None when it does not."""
    if row.is_passed or row.entered == "closed" or row.deadline is None:
        return None
    days = (row.deadline.last_day - on).days
    if row.entered == "done" or (row.measures and row.done == row.measures):
        return Sign.waiting(-days) if days < 0 else None
    if days < 0:
        return Sign.late(-days)
    return Sign.soon(days) if days <= SOON_DAYS else None


def standing_of(row: TaskRow, on: date) -> Standing:
    """Return the status in the words of the ledgers with the share of measures done."""
    is_done = row.entered in ("done", "closed") if row.entered else row.is_passed
    done = row.measures if is_done else 0 if row.entered == "not_started" else row.done
    whole = max(row.measures, 1)
    return Standing(row.status(on), whole if is_done else done, whole)
