"""整改方案 and lists of measures in paragraphs and tables, read into draft tasks.

Three layouts are told apart by what they hold: tables with a row a task, records of heads (`records`), and numbered
paragraphs that end in a bracket of units (牵头单位：…；责任单位：…).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from models.domain.drafts.draft import Draft, DraftTask, GridMapping, SourceKind
from models.domain.drafts.filling import number_in_problem, task_of
from models.domain.drafts.headed import lines_of, row_grids
from models.domain.drafts.lists import tasks_of_list
from models.domain.drafts.records import Record, cut
from models.domain.drafts.source import Block
from models.domain.drafts.tables import read_tables
from models.domain.finding import Finding, Level


def read_plan(blocks: Sequence[Block], source: str, mapping: Sequence[GridMapping] | None = None) -> Draft:
    """Return the tasks of a plan in the order of the paper, with what should be looked at."""
    return read_paper(blocks, source, SourceKind.PLAN, mapping)


def read_paper(
    blocks: Sequence[Block], source: str, kind: SourceKind, mapping: Sequence[GridMapping] | None = None
) -> Draft:
    """Return the tasks of paragraphs and of tables; `mapping` is what people explained of the columns of these."""
    lines = lines_of(blocks)
    records = cut(lines)
    tables = _of_tables(blocks, source, kind, mapping)
    tasks, findings = _of_records(records) if records or tables.tasks else tasks_of_list(lines)
    return Draft(
        kind=kind, source=source, tasks=(*tasks, *tables.tasks), findings=(*findings, *tables.findings),
        mappings=tables.mappings,
    )


def _of_tables(blocks: Sequence[Block], source: str, kind: SourceKind, mapping: Sequence[GridMapping] | None) -> Draft:
    return read_tables(row_grids(blocks), source, kind, mapping)


def _of_records(records: Sequence[Record]) -> tuple[tuple[DraftTask, ...], tuple[Finding, ...]]:
    read = [task_of(record) for record in records]
    findings = tuple(finding for _, own in read for finding in own)
    return _told_apart(_numbered([task for task, _ in read], records), records, findings)


def _numbered(tasks: list[DraftTask], records: Sequence[Record]) -> list[DraftTask]:
    """Give tasks without numbers those before the words of their problems, where these count: a lone 一、 does not."""
    marks = [number_in_problem(record) for record in records]
    numbers = [mark.number for mark in marks if mark]
    is_lone_first = len(marks) == 1 and numbers == ["1"]
    if any(task.number for task in tasks) or len(set(numbers)) < len(marks) or is_lone_first:
        return tasks
    return [replace(task, number=number) for task, number in zip(tasks, numbers, strict=True)]


def _told_apart(
    tasks: list[DraftTask], records: Sequence[Record], findings: tuple[Finding, ...]
) -> tuple[tuple[DraftTask, ...], tuple[Finding, ...]]:
    """Put the number of its group before each number where the groups of a plan count from one again."""
    counted = Counter(task.number for task in tasks if task.number)
    groups = list(dict.fromkeys(record.group for record in records))
    again = {record.group for task, record in zip(tasks, records, strict=True) if counted[task.number] > 1}
    if len(again) < 2:
        return tuple(tasks), findings
    told = tuple(
        replace(task, number=f"{groups.index(record.group) + 1}-{task.number}") if task.number else task
        for task, record in zip(tasks, records, strict=True)
    )
    note = Finding(
        level=Level.NOTE, code="numbers_by_group", where=tasks[0].place,
        text="各组的任务从1重新编号，已在编号前加上组号（如1-1、2-1），以免重复",
        remedy="如有统一编号，请在导入后改正",
    )
    return told, (*findings, note)
