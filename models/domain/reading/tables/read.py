"""Sheets and tables of documents read as tasks: a row a task, or several rows that go on with one.

A column under several rows of a task (措施, its 时限, its 责任单位) tells of measures, one a row; a column merged down
beside them tells of the task.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from models.domain.drafts.draft import Draft, DraftTask, GridMapping, SourceKind
from models.domain.drafts.fields import SourceField
from models.domain.drafts.source import Grid
from models.domain.finding import Finding
from models.domain.reading.marks import read_mark
from models.domain.reading.tables.explained import by_hand, is_read
from models.domain.reading.tables.findings import not_fitting, of_grid, of_mapping, of_rows, of_statuses
from models.domain.reading.tables.header import Head, Header, heads_in_first_column
from models.domain.reading.tables.mapping import by_header, is_form, map_grid, mapped, unexplained, without_header
from models.domain.reading.tables.rows import columns_of, group_rows
from models.domain.reading.tables.tasks import TaskReader
from models.domain.wording import bare_title

# So many columns people would still explain one by one.
_WIDEST = 60
_PLAN = re.compile(r"《([^《》]*方案[^《》]{0,12})》")

__all__ = ["map_grid", "read_tables"]


@dataclass(slots=True)
class _Reading:
    tables: list[list[DraftTask]] = field(default_factory=list)
    # Which of the tables have no column of numbers.
    unnumbered: list[int] = field(default_factory=list)
    mappings: list[GridMapping] = field(default_factory=list)
    unread: list[GridMapping] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def read_tables(
    grids: Sequence[Grid], source: str, kind: SourceKind, mapping: Sequence[GridMapping] | None = None
) -> Draft:
    """Return the tasks of all grids in their order, with the mapping of each grid that holds any.

    `mapping` is what people explained of the columns, of one grid or of several: it goes before any guess where a grid
    has its heads. A table that goes on from the one before it without a header of its own is read under that header.
    """
    reading = _Reading()
    for grid in grids:
        found = _mapping_for(grid, mapping or (), reading.mappings)
        if found and is_read(found):
            _read_grid(grid, found, reading)
            continue
        reading.findings += of_grid(grid, is_form=grid.width < 3 or is_form(grid))
        # Whoever reads a ledger may say what the columns of any of its sheets are.
        if kind is SourceKind.LEDGER and 1 < grid.width <= _WIDEST:
            reading.unread.append(found or unexplained(grid))
    if any(not kept.grid and not any(by_hand(grid, kept) for grid in grids) for kept in mapping or ()):
        reading.findings.append(not_fitting())
    return Draft(
        kind=kind, source=source, plan_title=_plan_title(grids, reading.mappings), tasks=tuple(_numbered(reading)),
        findings=tuple(reading.findings), mappings=(*reading.mappings, *reading.unread),
    )


def _mapping_for(
    grid: Grid, explained: Sequence[GridMapping], before: Sequence[GridMapping]
) -> GridMapping | None:
    own_first = sorted(explained, key=lambda mapping: mapping.grid != grid.name)
    by_people = next(filter(None, (by_hand(grid, mapping) for mapping in own_first)), None)
    return by_people or by_header(grid) or _going_on(grid, before) or without_header(grid)


def _going_on(grid: Grid, mappings: Sequence[GridMapping]) -> GridMapping | None:
    """Return the mapping of the table before, where this one is as wide and begins with a number under it."""
    if not mappings or len(mappings[-1].columns) != grid.width or not grid.rows or heads_in_first_column(grid):
        return None
    number = columns_of(mappings[-1]).first(SourceField.NUMBER, SourceField.ORDER)
    if number is None or not grid.text(0, number).strip("第项、.（）()").strip():
        return None
    begins = any(grid.text(row, number).strip() for row in range(min(3, len(grid.rows))))
    last = mappings[-1]
    return mapped(grid, (), last.columns) if begins else None


def _read_grid(grid: Grid, mapping: GridMapping, reading: _Reading) -> None:
    columns = columns_of(mapping)
    header = Header(rows=mapping.header_rows, heads=tuple(_head(guess.head) for guess in mapping.columns))
    groups, left_out = group_rows(grid, header, columns)
    reader = TaskReader(grid, columns, {guess.column: guess.head for guess in mapping.columns})
    reader.look_over([group.rows for group in groups])
    tasks = [reader.task(group.rows) for group in groups]
    has_numbers = columns.first(SourceField.NUMBER, SourceField.ORDER) is not None
    if not has_numbers:
        reading.unnumbered.append(len(reading.tables))
    reading.tables.append(tasks)
    reading.mappings.append(mapping)
    reading.findings += [*of_mapping(grid, mapping), *of_rows(grid, left_out), *reader.findings]
    reading.findings += of_statuses(grid, reader.unknown_statuses)


def _numbered(reading: _Reading) -> list[DraftTask]:
    """Return all tasks; where words bear the numbers, these count through all tables, or in each from one again."""
    tables = reading.tables
    bare = [task for at in reading.unnumbered for task in tables[at]]
    through = iter(_numbered_by_words(bare)) if len(reading.unnumbered) > 1 else iter(bare)
    for at in reading.unnumbered:
        tasks = [next(through) for _ in tables[at]]
        tables[at] = tasks if any(task.number for task in tasks) else _numbered_by_words(tasks)
    return [task for tasks in tables for task in tasks]


def _numbered_by_words(tasks: list[DraftTask]) -> list[DraftTask]:
    """Return the tasks of a table without numbers with those before the words of each problem, where these count."""
    read = [read_mark(task.problem) for task in tasks]
    numbers = {mark.number for mark, words in read if mark and words}
    if len(tasks) < 2 or len(numbers) < len(tasks):
        return tasks
    return [
        replace(task, number=mark.number, problem=words) if mark else task
        for task, (mark, words) in zip(tasks, read, strict=True)
    ]


def _plan_title(grids: Sequence[Grid], mappings: Sequence[GridMapping]) -> str:
    """Return the plan that the titles above a table name: 《…整改方案》, or whatever stands there alone in 《》."""
    first_rows = {mapping.grid: mapping.header_rows[0] for mapping in mappings if mapping.header_rows}
    for grid in grids:
        above = "".join(text for row in grid.rows[: first_rows.get(grid.name, 0)] for text in row)
        if (alone := bare_title(above)) != above.strip():
            return alone
        if named := _PLAN.search(above):
            return named[1]
    return ""


def _head(shown: str) -> Head:
    group, _, word = shown.rpartition("/")
    return Head(word=word, group=group)
