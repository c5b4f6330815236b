"""What becomes of each row of a draft when it is taken over: decided before anything is written, told afterwards.

A row needs only a number or a text. What stands twice in a file is taken once. Rows in conflict stay outside until the
clerk has chosen; what is left outside is named with its place, so that nothing is lost unseen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from models.domain.directory import LONGEST_NAME
from models.domain.drafts.comparison import Choice, FieldChange, RowComparison, RowState
from models.domain.drafts.draft import DraftTask, RefusedRow
from models.domain.drafts.values import plain, text_of
from models.domain.finding import Finding, Level
from models.domain.numbering import natural_key
from models.domain.reading.tidying import why_not

# By the place of a row in the comparison, from 0.
Choices = Mapping[int, Choice]


class Outcome(StrEnum):
    """导入情形: what became of a row."""

    NEW = "new"
    UPDATED = "updated"
    SAME = "same"
    CONFLICT = "conflict"
    LEFT_OUT = "left_out"
    REFUSED = "refused"

    @property
    def label(self) -> str:
        return {
            "new": "新增", "updated": "更新", "same": "相同", "conflict": "冲突未导入", "left_out": "未选",
            "refused": "不能导入",
        }[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """去留: one row with what is written of it; `keys` of its changes, `reason` why it is refused."""

    row: RowComparison
    is_taken: bool
    keys: frozenset[str] = frozenset()
    # The clerk has chosen field by field: what was not chosen is settled too, and is not asked about again.
    is_settled: bool = False
    reason: str = ""

    @property
    def outcome(self) -> Outcome:
        """Return what becomes of the row, in one word."""
        if self.reason:
            return Outcome.REFUSED
        if not self.is_taken:
            return Outcome.CONFLICT if self.row.state is RowState.CONFLICT else Outcome.LEFT_OUT
        if self.row.state is RowState.NEW:
            return Outcome.NEW
        return Outcome.UPDATED if self.keys else Outcome.SAME


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptionReport:
    """导入结果: how many rows became what, and which were not taken over; `left_out` by the clerk's choice."""

    new: int = 0
    updated: int = 0
    same: int = 0
    conflicts: int = 0
    left_out: int = 0
    refused: tuple[RefusedRow, ...] = ()
    findings: tuple[Finding, ...] = ()

    def __str__(self) -> str:
        return _in_words({
            Outcome.NEW: self.new, Outcome.UPDATED: self.updated, Outcome.SAME: self.same,
            Outcome.CONFLICT: self.conflicts, Outcome.LEFT_OUT: self.left_out, Outcome.REFUSED: len(self.refused),
        })


def proposed(row: RowComparison) -> Choice:
    """Return what becomes of a row nobody has chosen for: it waits in conflict, or where it speaks of another task."""
    is_another = any(finding.code == "other_problem" for finding in row.findings)
    return Choice(is_taken=row.state is not RowState.CONFLICT and not is_another)


def decisions(rows: Iterable[RowComparison], choices: Choices) -> Iterator[Decision]:
    """Yield what becomes of each row, in order; a row nobody chose for is taken unless it is in conflict."""
    seen: dict[str, DraftTask] = {}
    for place, row in enumerate(rows):
        reason = _refusal(row.task, seen)
        yield Decision(row=row, is_taken=False, reason=reason) if reason else _decide(row, choices.get(place))


def report_of(
    rows: Iterable[RowComparison], choices: Choices, left_out: Iterable[RefusedRow] = ()
) -> AdoptionReport:
    """Return what taking the rows over does, in figures and findings; `left_out` are those the draft has no task for.
    """
    return report_on(tuple(decisions(rows, choices)), left_out)


def report_on(decided: Sequence[Decision], left_out: Iterable[RefusedRow] = ()) -> AdoptionReport:
    """Return the same of what was decided already."""
    counts = Counter(item.outcome for item in decided)
    refused = (RefusedRow(task=item.row.task, reason=item.reason) for item in decided if item.reason)
    return AdoptionReport(
        new=counts[Outcome.NEW], updated=counts[Outcome.UPDATED], same=counts[Outcome.SAME],
        conflicts=counts[Outcome.CONFLICT], left_out=counts[Outcome.LEFT_OUT],
        # What was left out of the draft is named in its findings already.
        refused=(*left_out, *refused),
        findings=tuple(finding for item in decided for finding in _findings(item)),
    )


def counted(decided: Iterable[Decision]) -> str:
    """Return in words how many rows become what."""
    return _in_words(Counter(item.outcome for item in decided))


def _in_words(counts: Mapping[Outcome, int]) -> str:
    told = (f"{outcome.label} {counts[outcome]} 项" for outcome in Outcome if counts.get(outcome))
    return "，".join(told) or "没有可以导入的内容"


def _decide(row: RowComparison, choice: Choice | None) -> Decision:
    choice = choice or proposed(row)
    if not choice.is_taken:
        return Decision(row=row, is_taken=False)
    if choice.fields is None:
        keys = frozenset(change.key for change in row.changes if not change.is_conflict)
        return Decision(row=row, is_taken=row.state is not RowState.CONFLICT or bool(keys), keys=keys)
    return Decision(
        row=row, is_taken=True, keys=frozenset(change.key for change in row.changes if change.key in choice.fields),
        is_settled=True,
    )


def _refusal(task: DraftTask, seen: dict[str, DraftTask]) -> str:
    number = task.number.strip()
    if reason := why_not(task):
        return reason
    first = seen.setdefault(f"number {natural_key(number)}" if number else f"text {plain(text_of(task))}", task)
    if first is task:
        return ""
    return f"{f'编号“{number}”' if number else '没有编号，文字'}与{first.place or '前面一行'}重复，只导入前面的"


def _findings(item: Decision) -> Iterator[Finding]:
    task = item.row.task
    where = task.place or f"任务 {task.number}"
    if item.reason:
        yield Finding(
            level=Level.WARN, code="row_refused", where=where, text=f"这一行没有导入：{item.reason}",
            remedy="请在文件里改正后再导入一次",
        )
        return
    yield from item.row.findings
    for change in item.row.changes:
        if change.is_conflict and change.key not in item.keys and not item.is_settled:
            yield _conflict(task, change, where)
    for name in _too_long(task) if item.is_taken else ():
        yield Finding(
            level=Level.WARN, code="unit_name_too_long", where=where, remedy="请在任务里补填单位",
            text=f"“{name[:20]}…”太长，不像单位名称，没有导入",
        )


def _conflict(task: DraftTask, change: FieldChange, where: str) -> Finding:
    return Finding(
        level=Level.WARN, code="conflict", where=change.place or where,
        text=f"任务 {task.number} 的{change.label}和文件都有内容而不一致，没有导入",
        remedy="请在窗口里导入，逐项选用记录或文件的内容",
    )


def _too_long(task: DraftTask) -> list[str]:
    lists = (*task.units.values(), *(measure.units for measure in task.measures))
    return [name for names in lists for name in names if len(name) > LONGEST_NAME]
