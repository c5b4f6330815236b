"""The ledger 台账 as a sheet: of each listed task what each column of the layout tells, and what it gave out.

Measures stand numbered in one cell, each with its own units and deadline in brackets behind it, as plans write them, so
that a reader takes them apart again. Deadlines stand in the wording of the plan, else as 2025年12月31日. The hidden
sheet repeats the cells (`models.domain.drafts.ledger_base`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from exporters.forms.masking import mask_text
from exporters.spreadsheet import LONGEST, UNWRITABLE, Column, Hidden, Kind, Sheet, Value, too_high, writable
from models.domain.drafts.ledger_base import SHEET
from models.domain.finding import Finding, Level, Target
from models.domain.ledger import MARGIN_MM, LayoutColumn, LedgerColumn, LedgerLayout
from models.domain.wording import join_units
from models.dossiers import LedgerDossier, LedgerMeasure, LedgerTask
from models.lists import TaskRow

NAME = "台账"
_HAN = re.compile(r"[\u4e00-\u9fff]")
_PLAIN_NUMBER = re.compile(r"\d{1,3}")


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerSheets:
    """The sheet people see, the one carried along (not with a public copy), and what has to be said of them."""

    seen: Sheet
    given_out: Hidden | None
    findings: tuple[Finding, ...]


def ledger_sheets(dossier: LedgerDossier, layout: LedgerLayout, *, public: bool = False) -> LedgerSheets:
    """Return the listed tasks by a layout; a public copy masks mobile and ID numbers and tells where."""
    findings: list[Finding] = []
    rows = [
        [_written(item.column, task, place, dossier.on, findings, public=public) for item in layout.columns]
        for place, task in enumerate(dossier.tasks, 1)
    ]
    seen = Sheet(
        name=NAME, title=_title(dossier, layout, findings, public=public), columns=_columns(layout), rows=rows,
        paper=layout.paper.value, is_landscape=layout.is_landscape, margin_mm=MARGIN_MM, frozen=_frozen(layout),
    )
    findings += [_too_high(dossier.tasks[place], layout) for place in too_high(seen)]
    if len(dossier.plans) > 1 and not public:
        findings.append(_several_plans(len(dossier.plans)))
    named = f"《{dossier.plans[0]}》" if len(dossier.plans) == 1 else ""
    head = [column.label for column in seen.columns]
    hidden = None if public else Hidden(name=SHEET, rows=[[writable(named)], head, *rows])
    return LedgerSheets(seen=seen, given_out=hidden, findings=tuple(dict.fromkeys(findings)))


def cell_of(column: LedgerColumn, task: LedgerTask, place: int, on: date) -> Value:
    """Return what a column tells of the task at a place, counted from one, on a day."""
    if column is LedgerColumn.ORDER:
        return place
    if column.role is not None:
        return join_units(task.units.get(column.role, ()))
    return _CELLS[column](task, on)


def deadline_words(task: LedgerTask) -> str:
    """Return the deadline in the wording of the plan, else its last day or 立行立改, 长期坚持."""
    row = task.row
    if _HAN.search(row.deadline_text):
        return row.deadline_text
    if row.deadline is not None:
        return row.deadline.chinese
    flags = (("立行立改", row.is_immediate), ("长期坚持", row.is_ongoing))
    return "，".join(words for words, holds in flags if holds) or row.deadline_text


def measure_words(measures: tuple[LedgerMeasure, ...]) -> str:
    """Return the measures numbered, one a line, each with its own units and deadline behind it."""
    return "\n".join(_measure(measure, len(measures)) for measure in measures)


def reminder(row: TaskRow, on: date) -> str:
    """Return how a task presses on a day: 逾期12天, 还有28天; empty where it does not."""
    if row.is_passed or row.deadline is None:
        return ""
    days = (row.deadline.last_day - on).days
    if row.measures and row.done == row.measures:
        return f"待申请{-days}天" if days < 0 else ""
    return f"逾期{-days}天" if days < 0 else f"还有{days}天" if days else "今天到期"


def _measure(measure: LedgerMeasure, count: int) -> str:
    number = measure.number.strip()
    ahead = f"{number}. " if _PLAIN_NUMBER.fullmatch(number) else number
    units = f"责任单位：{join_units(measure.units)}" if measure.units else ""
    deadline = f"时限：{measure.deadline_text.strip()}" if measure.deadline_text.strip() else ""
    own = "；".join(part for part in (units, deadline) if part)
    behind = f"（{own}）" if own else ""
    text = measure.text.strip()
    return (ahead if count > 1 or number != "1" else "") + text + behind


_CELLS: dict[LedgerColumn, Callable[[LedgerTask, date], Value]] = {
    LedgerColumn.NUMBER: lambda task, _: task.row.number,
    LedgerColumn.EXTERNAL_NUMBER: lambda task, _: "、".join(task.numbers),
    LedgerColumn.BATCH: lambda task, _: task.batch,
    LedgerColumn.PLAN: lambda task, _: task.plan,
    LedgerColumn.TITLE: lambda task, _: task.title,
    LedgerColumn.PROBLEM: lambda task, _: task.problem,
    LedgerColumn.GOAL: lambda task, _: task.goal,
    LedgerColumn.MEASURE_TEXTS: lambda task, _: measure_words(task.measures),
    LedgerColumn.DEADLINE: lambda task, _: deadline_words(task),
    LedgerColumn.SIGN: lambda task, on: reminder(task.row, on),
    LedgerColumn.LEADER: lambda task, _: task.leader,
    LedgerColumn.RESPONSIBLE_PERSON: lambda task, _: task.responsible_person,
    LedgerColumn.LIAISON: lambda task, _: task.liaison,
    LedgerColumn.PROGRESS: lambda task, _: task.progress,
    LedgerColumn.STATUS: lambda task, on: task.row.status(on),
    LedgerColumn.MEASURES: lambda task, _: f"{task.row.done}/{task.row.measures}",
    LedgerColumn.EVIDENCE: lambda task, _: task.row.evidence,
    LedgerColumn.GAPS: lambda task, _: task.row.gaps,
    LedgerColumn.NOTE: lambda task, _: task.note,
}


def _written(
    column: LedgerColumn, task: LedgerTask, place: int, on: date, findings: list[Finding], *, public: bool
) -> Value:
    value = cell_of(column, task, place, on)
    if isinstance(value, int):
        return value
    text = writable(value)
    if len(text) != len(value):
        findings += _told_of(value, f"任务 {task.row.number} · {column.label}", task)
    return mask_text(text, lambda kind: findings.append(_masked(kind, column))) if public else text


def _told_of(value: str, where: str, task: LedgerTask) -> list[Finding]:
    """Return what was left out of a text so that a cell can hold it."""
    found, target = [], Target(table="tasks", id=task.row.id)
    if UNWRITABLE.search(value.replace("\r", "\n")):
        found.append(Finding(
            level=Level.NOTE, code="control_character", where=where, text="去掉了看不见的控制字符",
            remedy="到录入处删去它们", target=target,
        ))
    if len(value) > LONGEST:
        found.append(Finding(
            level=Level.WARN, code="too_long", where=where, text=f"一格最多{LONGEST}字，后面的没有写进去",
            remedy="把内容分开，或只导出其他列", target=target,
        ))
    return found


def _masked(kind: str, column: LedgerColumn) -> Finding:
    return Finding(
        level=Level.NOTE, code="masked", where=f"公开版 · {column.label}", text=f"隐去{kind}的中间几位",
        remedy="核对公开版",
    )


def _several_plans(count: int) -> Finding:
    return Finding(
        level=Level.NOTE, code="several_plans", where=NAME,
        text=f"有 {count} 个方案的任务，改好后导入时看不出属于哪一个", remedy="要改了再导入的，请按方案分别导出",
    )


def _too_high(task: LedgerTask, layout: LedgerLayout) -> Finding:
    return Finding(
        level=Level.NOTE, code="row_too_high", where=f"任务 {task.row.number}",
        text="内容太多，Excel 最高的一行也显示不全（单元格里是全的）",
        remedy="把文字最多的一列调宽" + ("" if layout.paper == "A3" else "，或改用A3"),
        target=Target(table="tasks", id=task.row.id),
    )


def _title(dossier: LedgerDossier, layout: LedgerLayout, findings: list[Finding], *, public: bool) -> str:
    """Return the layout's title, else 《方案》整改台账（截至2025年11月22日）."""
    on = f"（截至{dossier.on.year}年{dossier.on.month}月{dossier.on.day}日）"
    of = f"《{dossier.plans[0]}》" if len(dossier.plans) == 1 else dossier.office
    title = writable(layout.title.strip() or f"{of}整改台账{on}")
    if not public:
        return title
    return mask_text(title, lambda kind: findings.append(_masked(kind, LedgerColumn.TITLE)))


def _columns(layout: LedgerLayout) -> tuple[Column, ...]:
    """Return the columns, widened together so that they fill the page where they are narrower than it."""
    total = sum(item.width_mm for item in layout.columns)
    wider = max(1.0, layout.area_mm / total)
    return tuple(
        Column(label=item.column.label, width_mm=round(item.width_mm * wider, 1), kind=_kind(item))
        for item in layout.columns
    )


def _kind(item: LayoutColumn) -> Kind:
    if item.column.is_prose:
        return Kind.PROSE
    return Kind.COUNT if item.column.is_count else Kind.CODE


def _frozen(layout: LedgerLayout) -> int:
    """Return how many columns stand still beside the head: those up to the number, if it is among the first three."""
    first = [item.column for item in layout.columns[:3]]
    return first.index(LedgerColumn.NUMBER) + 1 if LedgerColumn.NUMBER in first else 0
