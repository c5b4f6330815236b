"""The tasks that the lines of a paper tell: records of heads, or else numbered paragraphs that end in their units.

Where the groups of a plan count from one again, the number of its group goes before that of each task.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from models.domain.drafts.draft import DraftTask
from models.domain.finding import Finding, Level
from models.domain.reading.cutting import cut
from models.domain.reading.filling import number_in_problem, task_of
from models.domain.reading.headed import Line
from models.domain.reading.lists import tasks_of_list
from models.domain.reading.records import Record


def tasks_of_lines(
    lines: Sequence[Line], *, is_beside_tables: bool
) -> tuple[tuple[DraftTask, ...], tuple[Finding, ...]]:
    """Return the tasks of lines with what should be looked at; beside tables of tasks numbered paragraphs are none."""
    records = cut(lines)
    if records:
        return _of_records(records)
    tasks, findings = tasks_of_list(lines)
    if not is_beside_tables:
        return tasks, findings
    return (), (_beside_tables(tasks),) if tasks else ()


def _beside_tables(tasks: Sequence[DraftTask]) -> Finding:
    return Finding(
        level=Level.NOTE, code="items_beside_tables", where=tasks[0].place,
        text=f"正文里有 {len(tasks)} 段写明了单位，因为任务都在表里，没有作为任务读入",
        remedy="如果它们也是任务，请把正文另存为单独的文件导入",
    )


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
