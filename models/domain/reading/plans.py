"""整改方案 and lists of measures in paragraphs and tables, read into draft tasks.

Three layouts are told apart by what they hold: tables with a row a task, records of heads (`cutting`), and numbered
paragraphs that end in a bracket of units (牵头单位：…；责任单位：…).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from models.domain.drafts.draft import Draft, GridMapping, SourceKind
from models.domain.drafts.source import Block
from models.domain.reading.headed import lines_of, row_grids
from models.domain.reading.tables.read import read_tables


def read_paper(
    blocks: Sequence[Block], source: str, kind: SourceKind, mapping: Sequence[GridMapping] | None = None
) -> Draft:
    """Return the tasks of paragraphs and of tables; `mapping` is what people explained of the columns of these."""
    lines = lines_of(blocks)
    tables = read_tables(row_grids(blocks), source, kind, mapping)
    if not lines:
        return tables
    # A sheet needs none of it, and the child that reads it is as quick as its imports.
    from models.domain.reading.paragraphs import tasks_of_lines
    from models.domain.reading.unread import findings_of

    tasks, findings = tasks_of_lines(lines, is_beside_tables=bool(tables.tasks))
    if tasks and tables.tasks:
        from models.domain.reading.told_twice import read_as_one

        tasks, twice = read_as_one(tasks, tables.tasks)
        findings = (*findings, *twice)
    else:
        tasks = tasks or tables.tasks
    draft = Draft(
        kind=kind, source=source, tasks=tasks, findings=(*findings, *tables.findings), mappings=tables.mappings,
    )
    return replace(draft, findings=(*draft.findings, *findings_of(lines, draft))) if draft.tasks else draft
