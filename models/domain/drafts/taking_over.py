"""What a draft writes into the records of a task: its texts, of all or of chosen keys, and a number where it has none.

The keys are those of `values`: goal, deadline, and of a measure text, deadline, units. How often something has to be
done is no value of a measure: its text says it, and a person confirms it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from models.domain.drafts.draft import DraftMeasure, DraftTask
from models.domain.drafts.values import deadline_words
from models.domain.numbering import natural_key, next_number, tidy_number
from models.domain.plan import Measure, Task
from models.errors import InputError


def with_values(task: Task, draft: DraftTask, keys: frozenset[str] | None) -> Task:
    """Return a task with the texts of a draft, of the given keys only; None means all."""
    values: dict[str, Any] = {
        "title": draft.title, "problem": draft.problem, "goal": draft.goal, "leader": draft.leader,
        "responsible_person": draft.responsible_person, "liaison": draft.liaison, "note": draft.note,
        "progress": draft.implementation, "status": draft.status,
    }
    if keys is not None:
        values = {key: value for key, value in values.items() if key in keys}
    if keys is None or "deadline" in keys:
        values |= {
            "deadline_text": deadline_words(draft), "deadline": draft.deadline,
            "is_immediate": draft.is_immediate, "is_ongoing": draft.is_ongoing,
        }
    return replace(task, **values)


def with_parts(measure: Measure, draft: DraftMeasure, parts: frozenset[str] | None) -> Measure:
    """Return a measure with what a draft says of it, of the given parts only; None means all."""
    values: dict[str, Any] = {}
    if parts is None or "text" in parts:
        values["text"] = draft.text
    if parts is None or "deadline" in parts:
        values |= {"deadline_text": deadline_words(draft), "deadline": draft.deadline}
    return replace(measure, **values)


class FreeNumbers:
    """编号: the numbers of a plan, for rows that bring none of their own."""

    def __init__(self, known: Mapping[str, str], coming: Sequence[str]) -> None:
        """Know the numbers of the plan, each with its natural_key, and those the rows bring."""
        self._taken = set(known.values())
        self._known = known
        self._coming = coming
        self._last: str | None = None

    def of(self, draft: DraftTask) -> str:
        """Return the number of a row, for one without it the next that is free.

        Raises InputError where a task of the plan was given the number since the rows were compared.
        """
        number = tidy_number(draft.number)
        if number and natural_key(number) in self._taken:
            raise InputError(
                f"方案里刚有了编号为“{number}”的任务", where=draft.place or f"任务 {number}",
                remedy="没有导入任何内容，请重新比对后再导入",
            )
        if not number:
            # Behind the highest of plan and file, so it is free.
            last = self._highest() if self._last is None else self._last
            number = self._last = next_number([last] if last.strip() else [])
        self._taken.add(natural_key(number))
        return number

    def _highest(self) -> str:
        keys = {**self._known, **{number: natural_key(number) for number in self._coming}}
        return max(keys, key=lambda number: keys[number])
