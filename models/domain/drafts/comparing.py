"""A draft task set against the record it belongs to, value by value and in three ways.

The record's value, the file's, and the one they last had in common decide: what the file does not say stays; what only
the file changed is an update; what only the record changed stays; what both changed, or where nothing is known of a
common value, is a conflict for the clerk. An empty value of the record is filled, but for what was emptied since. A
ledger of this program carries what it gave out with it, and that counts before what the store remembers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from models.domain.drafts.comparison import FieldChange, RowComparison, RowState
from models.domain.drafts.draft import DraftMeasure, DraftTask
from models.domain.drafts.values import (
    Named,
    TaskFacts,
    digest,
    draft_values,
    is_deadline,
    label_of,
    mean_the_same,
    measure_key,
    numbered,
    plain,
    plain_value,
    record_values,
)
from models.domain.finding import Finding, Level

# Texts that share fewer of their pairs of characters speak of different things.
ALIKE = 0.2
SHORTEST = 6
_PLACES = {"progress": "implementation"}


def compare_task(
    task: DraftTask, facts: TaskFacts | None, *, given: DraftTask | None = None, named: Named = str
) -> RowComparison:
    """Return a draft task beside its record; `facts` None for one that has none yet, `given` as the ledger gave it out.
    """
    if facts is None:
        return RowComparison(task=task, state=RowState.NEW)
    standing = [measure for measure, _ in facts.measures]
    measures = numbered(task.measures, standing)
    common, ours = dict(facts.common), record_values(facts)
    # What was given out of another task of this number, in a ledger of several plans, tells nothing of this one.
    if given is not None and are_alike(given.problem, facts.task.problem):
        then = draft_values(given, numbered(given.measures, standing), named)
        theirs = draft_values(task, measures, named)
        common |= {key: digest(key, _begun(key, then.get(key, ""), ours.get(key, ""), theirs[key])) for key in theirs}
    changes = tuple(_changes(task, measures, ours, common, named))
    return RowComparison(
        task=task, state=_state(changes), task_id=facts.task.id, changes=changes,
        findings=tuple(_findings(task, measures, facts)),
    )


def _begun(key: str, given: str, ours: str, theirs: str) -> str:
    """Return what a field began with: as it was given out, in the record's words where those only mean the same day."""
    is_changed = plain_value(key, given) != plain_value(key, theirs)
    return ours if is_changed and is_deadline(key) and ours and mean_the_same(ours, given) else given


def _state(changes: Sequence[FieldChange]) -> RowState:
    if any(change.is_conflict for change in changes):
        return RowState.CONFLICT
    return RowState.UPDATE if changes else RowState.SAME


def _changes(
    task: DraftTask, measures: Sequence[tuple[str, DraftMeasure]], ours: Mapping[str, str], common: Mapping[str, str],
    named: Named,
) -> Iterator[FieldChange]:
    places = {f"measures.{number}": task.place_of(measure) for number, measure in measures}
    for key, theirs in draft_values(task, measures, named).items():
        mine = ours.get(key, "")
        is_conflict = _decide(key, mine, theirs, common.get(key))
        if is_conflict is not None:
            place = places.get(key.rpartition(".")[0]) or _place(task, key)
            yield FieldChange(
                key=key, label=label_of(key), ours=mine, theirs=theirs, place=place, is_conflict=is_conflict
            )


def _decide(key: str, ours: str, theirs: str, common: str | None) -> bool | None:
    """Return whether a value of the file is a conflict (True) or an update (False); None where nothing changes."""
    if plain_value(key, ours) == plain_value(key, theirs) or common == digest(key, theirs):
        return None
    if not ours:
        return False
    if common is None:
        return None if is_deadline(key) and mean_the_same(ours, theirs) else True
    return common != digest(key, ours)


def _place(task: DraftTask, key: str) -> str:
    first, _, rest = key.partition(".")
    name = rest if first == "units" else "external_number" if first == "numbers" else _PLACES.get(first, first)
    return task.places.get(key) or task.places.get(name) or task.place


def _findings(
    task: DraftTask, measures: Sequence[tuple[str, DraftMeasure]], facts: TaskFacts
) -> Iterator[Finding]:
    where = task.place or f"任务 {task.number}"
    if task.number and not are_alike(task.problem, facts.task.problem):
        yield Finding(
            level=Level.WARN, code="other_problem", where=where,
            text=f"编号“{facts.task.number}”相同，但反馈问题说的不是一件事",
            remedy="请核对编号，或确认方案是否选对",
        )
    told = {number for number, _ in measures}
    missing = [measure.number for measure, _ in facts.measures if measure.number not in told]
    if missing and measures:
        yield Finding(
            level=Level.NOTE, code="measure_not_in_file", where=where,
            text=f"文件里没有措施 {'、'.join(missing)}，记录里的保留不动", remedy="确已取消的，请在任务里删除",
        )
    for number, measure in measures:
        if measure.number and measure_key(measure.number) != measure_key(number):
            yield Finding(
                level=Level.WARN, code="measure_number_twice", where=task.place_of(measure) or where,
                text=f"措施编号“{measure.number}”重复，导入后编为 {number}", remedy="请核对措施的编号",
            )


def are_alike(one: str, other: str, *, least: float = ALIKE) -> bool:
    """Return whether two texts can speak of the same thing, sharing so much; texts too short to tell can."""
    first, second = (_pairs(plain(text)) for text in (one, other))
    if min(len(first), len(second)) < SHORTEST:
        return True
    return 2 * len(first & second) >= least * (len(first) + len(second))


def _pairs(text: str) -> set[str]:
    return {text[place : place + 2] for place in range(len(text) - 1)}
