"""What a draft of any kind is checked for before it is shown: numbers twice, impossible dates, rows without words.

What is left out stays with the draft, each row with its reason, and is named with its places. What a paper is silent
about is told once where no task has it, else with each task.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from models.domain.drafts.draft import Draft, DraftMeasure, DraftTask, RefusedRow
from models.domain.finding import Finding, Level
from models.domain.plan import UnitRole
from models.domain.reading.phrases.timing import read_timing
from models.domain.reading.twins import shortened, without_twins

LONGEST_CELL = 32_767
_Told = Callable[[DraftTask], object]
_WANTED: tuple[tuple[str, _Told], ...] = (
    ("编号", lambda task: task.number),
    ("反馈问题", lambda task: task.problem or task.title),
    ("整改目标", lambda task: task.goal),
    ("整改时限", lambda task: task.deadline_text or task.deadline or task.is_immediate or task.is_ongoing),
    ("责任单位", lambda task: task.units.get(UnitRole.LEAD) or task.units.get(UnitRole.RESPONSIBLE)),
    ("整改措施", lambda task: task.measures),
)


def tidied(draft: Draft) -> Draft:
    """Return the draft without what cannot be taken over, and with a finding for each thing that should be known."""
    reasons = list(map(why_not, draft.tasks))
    empty = [
        RefusedRow(task=task, reason=reason) for task, reason in zip(draft.tasks, reasons, strict=True) if reason
    ]
    kept, twins, twice = without_twins(task for task, reason in zip(draft.tasks, reasons, strict=True) if not reason)
    findings = (
        *draft.findings,
        *map(_not_a_task, empty),
        *twice,
        *(finding for task in kept for finding in _impossible_dates(task)),
        *_without_day(kept),
        *(_over_long(kept) if all(finding.code != "over_long" for finding in draft.findings) else ()),
        *_silences(kept),
    )
    return replace(draft, tasks=tuple(kept), left_out=(*draft.left_out, *empty, *twins), findings=findings)


def why_not(task: DraftTask) -> str:
    """Return why a row cannot be taken over by itself, empty where it can: it needs a number or a text."""
    texts = (task.number, task.title, task.problem, task.goal, task.implementation)
    if any(map(str.strip, texts)):
        return ""
    if task.measures:
        return "只有措施，没有编号和问题，看不出是哪项任务的"
    return "既没有编号，也没有问题、目标、措施等文字"


def _not_a_task(row: RefusedRow) -> Finding:
    code = "measures_without_task" if row.task.measures else "row_without_text"
    return Finding(
        level=Level.WARN, code=code, where=row.task.place, text=f"{row.reason}，没有收入",
        remedy="请在原表里补上编号或问题，再导入一次",
    )


# Dates


def _impossible_dates(task: DraftTask) -> Iterator[Finding]:
    if not (task.is_immediate or task.is_ongoing) and (trouble := _trouble(task)):
        yield _impossible(task.places.get("deadline") or task.place, task.deadline_text, trouble)
    for measure in task.measures:
        if trouble := _trouble(measure):
            yield _impossible(task.place_of(measure), measure.deadline_text, trouble)


def _trouble(due: DraftTask | DraftMeasure) -> str:
    """Return which date of a deadline is impossible; a deadline that was read has none."""
    return read_timing(due.deadline_text).trouble if due.deadline_text and due.deadline is None else ""


def _impossible(where: str, text: str, trouble: str) -> Finding:
    return Finding(
        level=Level.WARN, code="impossible_date", where=where,
        text=f"日期不对：{trouble}；时限“{shortened(text)}”照原样保留，没有算出到期日", remedy="请核对原文，改正时限",
    )


def _without_day(tasks: list[DraftTask]) -> Iterator[Finding]:
    """Yield each wording of a deadline that names no day anybody could count to: 2026年汛期前, 按序时进度."""
    places: dict[str, list[str]] = {}
    for task in tasks:
        is_read = task.deadline or task.is_immediate or task.is_ongoing or _trouble(task)
        if task.deadline_text and not is_read:
            places.setdefault(task.deadline_text, []).append(task.places.get("deadline") or task.place)
    for wording, where in places.items():
        count = f"（共 {len(where)} 项）" if len(where) > 1 else ""
        yield Finding(
            level=Level.NOTE, code="deadline_without_day", where=where[0],
            text=f"时限“{shortened(wording)}”{count}读不出是哪一天，照原样保留", remedy="请在导入后的任务里写明日期",
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
    nowhere = [label for label, told in _WANTED if tasks and not any(map(told, tasks))]
    if nowhere:
        text = f"没有读到“{'、'.join(nowhere)}”" if len(tasks) == 1 else f"各项任务都没有“{'、'.join(nowhere)}”"
        yield _silent(tasks[0].place if len(tasks) == 1 else "", text)
    wanted = [(label, told) for label, told in _WANTED if label not in nowhere]
    for task in tasks:
        missing = [label for label, told in wanted if not told(task)]
        if missing:
            named = f"编号“{shortened(task.number)}”的任务" if task.number else "这项任务"
            yield _silent(task.place, f"{named}没有“{'、'.join(missing)}”")


def _silent(where: str, text: str) -> Finding:
    remedy = "原文若有，请核对对应的列或标题；没有则在任务里补填"
    return Finding(level=Level.NOTE, code="missing_fields", where=where, text=text, remedy=remedy)
