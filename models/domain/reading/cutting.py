"""The lines of a paper cut into records: one a task, with its header and the heads under it.

No layout is known beforehand. What begins a task may be a number of any kind (一、 1. 问题三：), a heading, a table, or
the head that comes first in each task; whichever of these leaves most heads in records that name a problem, and none
twice in one record, is what this paper begins its tasks with.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from models.domain.drafts.fields import SourceField
from models.domain.reading.chapters import is_of_contents
from models.domain.reading.headed import Line
from models.domain.reading.records import TELLING, Record, Way, filled, has_problem, worth
from models.domain.reading.walking import Walk


def cut(lines: Sequence[Line]) -> tuple[Record, ...]:
    """Return the records of a paper in their order; none where no line tells of a task."""
    lines = [line for line in lines if not is_of_contents(line)]
    best: tuple[float, list[Record]] = (0, [])
    for way in _ways(lines):
        records = Walk(lines, way).records()
        score = _score(records)
        if score > best[0]:
            best = (score, records)
    return _counted(_kept(best[1]))


def _counted(records: Sequence[Record]) -> tuple[Record, ...]:
    """Say of records that begin with a number whether it counts them: 一、整改问题 in a notice does not."""
    marks = [record.lines[0].mark for record in records]
    by_kind = all(record.way.field is None for record in records)
    numbers = [mark.value for mark in marks if mark]
    counts = len(numbers) > 1 and len(numbers) == len(records) and len(set(numbers)) == len(numbers)
    return tuple(replace(record, is_counted=by_kind or counts) for record in records)


def _ways(lines: Sequence[Line]) -> list[Way]:
    """Return the ways that occur, those that stand apart from the heads first: of two equal ones they are taken."""
    found: dict[Way, None] = {}
    for line in lines:
        if line.mark and not line.begins_with_head:
            found[Way(kind=line.mark.kind)] = None
        if line.level and not line.begins_with_head:
            found[Way(level=line.level)] = None
    tables = {Way(is_table=True): None} if any(line.table for line in lines) else {}
    heads = {Way(field=line.heads[0].field): None for line in lines if line.begins_with_head}
    return [*found, *tables, *(way for way in heads if way.field is not SourceField.OTHER)]


def _score(records: Sequence[Record]) -> float:
    return sum(worth(record) for record in records)


def _kept(records: Sequence[Record]) -> list[Record]:
    """Keep what tells of a task, and what stands between two such and counts on from the one to the other."""
    telling = [any(head.field in TELLING for _, head in filled(record)) and has_problem(record) for record in records]
    kept: list[Record] = []
    for at, record in enumerate(records):
        before = any(telling[:at]) and record.group == records[at - 1].group
        after = at + 1 < len(records) and telling[at + 1] and record.group == records[at + 1].group
        if telling[at] or (before and after and _counts_on(records[at - 1], record)):
            kept.append(record)
    return kept


def _counts_on(before: Record, after: Record) -> bool:
    first, second = before.lines[0].mark, after.lines[0].mark
    return first is not None and second is not None and second.value == first.value + 1
