"""What a draft of any kind is checked for before it is shown: numbers twice, impossible dates, rows without words.

The first task of a number is kept; 1, １, 01 and "1 " are one number. What is left out is named with its places. What a
paper is silent about is told once where no task has it, else with each task.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from models.domain.drafts.draft import Draft, DraftMeasure, DraftTask
from models.domain.drafts.timing import read_timing
from models.domain.finding import Finding, Level
from models.domain.numbering import natural_key
from models.domain.plan import UnitRole

LONGEST_CELL = 32_767
_SHOWN = 30
_MANY_PLACES = 20
_Told = Callable[[DraftTask], object]
_WANTED: tuple[tuple[str, _Told], ...] = (
    ("编号", lambda task: task.number),
    ("反馈问题", lambda task: task.problem or task.title),
    ("整改目标", lambda task: task.goal),
    ("整改时限", lambda task: task.deadline_text or task.deadline or task.is_immediate or task.is_ongoing),
    ("责任单位", lambda task: any(task.units.get(role) for role in (UnitRole.LEAD, UnitRole.RESPONSIBLE))),
    ("整改措施", lambda task: task.measures),
)


def tidied(draft: Draft) -> Draft:
    """Return the draft without what cannot be taken over, and with a finding for each thing that should be known."""
    told, empty = _parted(draft.tasks, _says_something)
    kept, twice = _without_twins(told)
    findings = (
        *draft.findings,
        *(_empty(task) for task in empty),
        *twice,
        *(finding for task in kept for finding in _impossible_dates(task)),
        *(_over_long(kept) if all(finding.code != "over_long" for finding in draft.findings) else ()),
        *_silences(kept),
    )
    return replace(draft, tasks=tuple(kept), findings=findings)


def _parted(tasks: tuple[DraftTask, ...], test: Callable[[DraftTask], bool]) -> tuple[list[DraftTask], list[DraftTask]]:
    return [task for task in tasks if test(task)], [task for task in tasks if not test(task)]


def _says_something(task: DraftTask) -> bool:
    return bool(task.number.strip() or task.title or task.problem or task.goal or task.measures or task.implementation)


def _empty(task: DraftTask) -> Finding:
    return Finding(
        level=Level.WARN, code="row_without_text", where=task.place, text="既没有编号，也没有文字，没有收入",
        remedy="若是一项任务，请在原表里补上编号或问题，再导入一次",
    )


# Numbers


def _without_twins(tasks: list[DraftTask]) -> tuple[list[DraftTask], list[Finding]]:
    """Return the tasks without those whose number was there before, and a finding for each number of these."""
    first: dict[str, DraftTask] = {}
    others: dict[str, list[DraftTask]] = {}
    kept: list[DraftTask] = []
    for task in tasks:
        key = natural_key(task.number)
        if key and key in first:
            others.setdefault(key, []).append(task)
            continue
        first.setdefault(key, task)
        kept.append(task)
    return kept, [_twins(first[key], twins) for key, twins in others.items()]


def _twins(kept: DraftTask, twins: list[DraftTask]) -> Finding:
    shown = "、".join(f"{task.place}“{_short(task.number)}”" for task in twins[:_MANY_PLACES])
    more = f" 等 {len(twins)} 处" if len(twins) > _MANY_PLACES else ""
    return Finding(
        level=Level.WARN, code="duplicate_number", where=twins[0].place,
        text=f"编号“{_short(kept.number)}”重复：已收入 {kept.place} 的，没有收入 {shown}{more}",
        remedy="请在原文件里改正编号，再导入一次；或在任务里手工补录",
    )


# Dates


def _impossible_dates(task: DraftTask) -> Iterator[Finding]:
    if not (task.is_immediate or task.is_ongoing) and (trouble := _trouble(task)):
        yield _impossible(task.places.get("deadline") or task.place, task.deadline_text, trouble)
    for measure in task.measures:
        if trouble := _trouble(measure):
            yield _impossible(_place_of(measure, task), measure.deadline_text, trouble)


def _trouble(due: DraftTask | DraftMeasure) -> str:
    """Return which date of a deadline is impossible; a deadline that was read has none."""
    return read_timing(due.deadline_text).trouble if due.deadline_text and due.deadline is None else ""


def _place_of(measure: DraftMeasure, task: DraftTask) -> str:
    return measure.place or task.places.get("measures") or task.place


def _impossible(where: str, text: str, trouble: str) -> Finding:
    return Finding(
        level=Level.WARN, code="impossible_date", where=where,
        text=f"日期不对：{trouble}；时限“{_short(text)}”照原样保留，没有算出到期日", remedy="请核对原文，改正时限",
    )


# Lengths


def _over_long(tasks: list[DraftTask]) -> Iterator[Finding]:
    """Yield the texts that no cell of a ledger holds; of sheets their reader has told it cell by cell."""
    for task in tasks:
        for field in ("problem", "goal", "implementation", "note"):
            if (length := len(getattr(task, field))) > LONGEST_CELL:
                yield Finding(
                    level=Level.WARN, code="over_long", where=task.places.get(field) or task.place,
                    text=f"文字过长，有 {length:,} 字，超过表格一格能放的 {LONGEST_CELL:,} 字，已全部收入",
                    remedy="请核对是否把整份材料当成了一项",
                )


# Silences


def _silences(tasks: list[DraftTask]) -> Iterator[Finding]:
    """Yield what the paper tells of no task at all, then what it tells of some tasks and not of others."""
    nowhere = [label for label, told in _WANTED if tasks and not any(told(task) for task in tasks)]
    if nowhere:
        text = f"没有读到“{'、'.join(nowhere)}”" if len(tasks) == 1 else f"各项任务都没有“{'、'.join(nowhere)}”"
        yield _silent(tasks[0].place if len(tasks) == 1 else "", text)
    for task in tasks:
        missing = [label for label, told in _WANTED if label not in nowhere and not told(task)]
        if missing:
            named = f"编号“{_short(task.number)}”的任务" if task.number else "这项任务"
            yield _silent(task.place, f"{named}没有“{'、'.join(missing)}”")


def _silent(where: str, text: str) -> Finding:
    remedy = "原文若有，请核对对应的列或标题；没有则在任务里补填"
    return Finding(level=Level.NOTE, code="missing_fields", where=where, text=text, remedy=remedy)


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _SHOWN else f"{flat[:_SHOWN]}…"
