"""Tasks that a paper tells twice, in its text and in an annex table: read as one, the text going before.

Two are the same where they bear one number and speak of one thing. What the text is silent about is taken from the
table. Where both speak and neither wording holds the other, that is named with both places, and the text stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from models.domain.drafts.comparing import are_alike
from models.domain.drafts.draft import DraftMeasure, DraftTask
from models.domain.drafts.source import table_of
from models.domain.drafts.values import plain, text_of
from models.domain.finding import Finding, Level
from models.domain.numbering import natural_key
from models.domain.task_labels import TASK_LABELS

_TEXTS = ("title", "problem", "goal", "implementation", "leader", "responsible_person", "liaison", "note")
# By these a task is known again, so they may be worded otherwise.
_NAMES = ("title", "problem")
_ALIKE = 0.5


def read_as_one(
    text: Sequence[DraftTask], tables: Sequence[DraftTask]
) -> tuple[tuple[DraftTask, ...], tuple[Finding, ...]]:
    """Return the tasks of text and tables without those told twice, and what should be known of these."""
    found = {natural_key(task.number): task for task in reversed(text) if task.number.strip()}
    again: dict[str, DraftTask] = {}
    others: list[DraftTask] = []
    for task in tables:
        key = natural_key(task.number)
        if key in found and key not in again and _is_same(found[key], task):
            again[key] = task
        else:
            others.append(task)
    if not again:
        return (*text, *tables), ()
    joined = tuple(
        _joined(task, again[key]) if (key := natural_key(task.number)) in again and found[key] is task else task
        for task in text
    )
    warned = (finding for key, task in again.items() for finding in _contradiction(found[key], task))
    return (*joined, *others), (_note(list(again.values())), *warned)


def _is_same(one: DraftTask, other: DraftTask) -> bool:
    texts = text_of(one), text_of(other)
    return all(texts) and (are_alike(*texts) or _holds(*texts))


def _joined(task: DraftTask, other: DraftTask) -> DraftTask:
    """Return a task with what only the other one tells, each with its place."""
    taken: dict[str, Any] = {name: getattr(other, name) for name in (*_TEXTS, "status", "external_numbers")
                             if getattr(other, name) and not getattr(task, name)}
    if not _tells_when(task) and _tells_when(other):
        taken |= {name: getattr(other, name) for name in ("deadline", "deadline_text", "is_immediate", "is_ongoing")}
    measures = _measures(task.measures, other.measures)
    places = {name: other.places.get(name, other.place) for name in taken}
    return replace(
        task, **taken, measures=measures, units={**other.units, **task.units}, places={**places, **task.places}
    )


def _measures(own: Sequence[DraftMeasure], other: Sequence[DraftMeasure]) -> tuple[DraftMeasure, ...]:
    """Return the measures with dates and units of the other list where it lists the same ones."""
    if not own or not other or _differ(own, other):
        return tuple(own or other)
    return tuple(
        replace(
            mine, units=mine.units or theirs.units, duty=mine.duty or theirs.duty,
            deadline=mine.deadline if mine.deadline_text else theirs.deadline,
            deadline_text=mine.deadline_text or theirs.deadline_text,
        )
        for mine, theirs in zip(own, other, strict=True)
    )


def _tells_when(task: DraftTask) -> bool:
    return bool(task.deadline_text or task.deadline or task.is_immediate or task.is_ongoing)


# What contradicts


def _contradiction(task: DraftTask, other: DraftTask) -> Iterator[Finding]:
    labels = list(_contradicting(task, other))
    if labels:
        yield Finding(
            level=Level.WARN, code="told_otherwise", where=other.place,
            text=f"任务 {task.number} 的{'、'.join(labels)}，{task.place} 和 {other.place} 说法不同，采用了前者",
            remedy="请核对两处原文，以哪一处为准就在任务里写哪一处的",
        )


def _contradicting(task: DraftTask, other: DraftTask) -> Iterator[str]:
    for name in _TEXTS:
        texts = getattr(task, name), getattr(other, name)
        if all(texts) and not _holds(*texts) and not (name in _NAMES and are_alike(*texts, least=_ALIKE)):
            yield TASK_LABELS["progress" if name == "implementation" else name]
    if _tells_when(task) and _tells_when(other) and not _same_day(task, other):
        yield TASK_LABELS["deadline"]
    if task.status and other.status and task.status is not other.status:
        yield TASK_LABELS["status"]
    for role in task.units:
        if role in other.units and set(map(plain, task.units[role])) != set(map(plain, other.units[role])):
            yield role.label
    if task.measures and other.measures and _differ(task.measures, other.measures):
        yield "整改措施"


def _same_day(task: DraftTask, other: DraftTask) -> bool:
    if task.deadline and other.deadline:
        return task.deadline.last_day == other.deadline.last_day
    return plain(task.deadline_text) == plain(other.deadline_text)


def _differ(own: Sequence[DraftMeasure], other: Sequence[DraftMeasure]) -> bool:
    pairs = zip(own, other, strict=False)
    return len(own) != len(other) or not all(_holds(mine.text, theirs.text) for mine, theirs in pairs)


def _holds(one: str, other: str) -> bool:
    """Return whether one of two texts is a part of the other; full stops at their ends do not count."""
    first, second = plain(one).rstrip("。；;."), plain(other).rstrip("。；;.")
    return first in second or second in first


def _note(again: Sequence[DraftTask]) -> Finding:
    where = "、".join(dict.fromkeys(table_of(task.place) for task in again))
    return Finding(
        level=Level.NOTE, code="told_twice", where=again[0].place,
        text=f"正文和{where}说的是同样的 {len(again)} 项任务，合为一份：以正文为准，正文没有写的从表里补上",
        remedy="如不是同样的任务，请把表另存为单独的文件导入",
    )
