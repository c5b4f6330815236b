"""What the blocks of a file mean: their kind, the tasks they tell, the plan they name, and what should be known of it.

A paper may tell its tasks in paragraphs, in tables of two columns, or in the rows of tables; some tell them twice, at
length and in an annex. The fuller telling is taken, and the other named.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from models.domain.drafts.draft import Draft, DraftTask, GridMapping, SourceKind
from models.domain.drafts.ledger_base import parted, with_given_out
from models.domain.drafts.notices import read_notice
from models.domain.drafts.plans import read_plan
from models.domain.drafts.source import Block, Grid
from models.domain.drafts.tables import read_tables
from models.domain.drafts.tidying import tidied
from models.domain.finding import Finding, Level
from models.domain.numbering import natural_key
from models.intake.odd_signs import without_odd_signs
from models.intake.plan_titles import plan_title
from models.intake.recognising import kind_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a file holds before its meaning is read; `concealed` are sheets that no menu of Excel shows."""

    blocks: tuple[Block, ...]
    findings: tuple[Finding, ...] = ()
    concealed: tuple[Grid, ...] = ()
    is_of_cells: bool = False


def understood(
    content: Content, name: str, kind: SourceKind | None, mapping: Sequence[GridMapping] | None
) -> Draft:
    """Return the draft of what a file holds, with everything that was found on the way."""
    blocks, odd = without_odd_signs(content.blocks)
    _, given_out = parted((*_grids(blocks), *content.concealed))
    blocks = tuple(block for block in blocks if block not in given_out)
    kind = kind or (SourceKind.LEDGER if content.is_of_cells else kind_of(blocks, name))
    draft = _meaning(blocks, name, kind, mapping)
    findings = (*content.findings, *odd, *draft.findings)
    draft = tidied(replace(draft, plan_title=plan_title(blocks, kind, name), findings=findings))
    return with_given_out(draft, read_tables(given_out, name, kind)) if given_out else draft


def _meaning(blocks: Sequence[Block], name: str, kind: SourceKind, mapping: Sequence[GridMapping] | None) -> Draft:
    by_rows = read_tables(_grids(blocks), name, kind, mapping)
    if by_rows.tasks and kind is SourceKind.LEDGER:
        return by_rows
    by_words = (read_notice if kind is SourceKind.NOTICE else read_plan)(blocks, name)
    return _fuller(by_rows, replace(by_words, kind=kind))


def _fuller(by_rows: Draft, by_words: Draft) -> Draft:
    """Return the draft with more tasks, and with the tasks of a table that only the table has."""
    if len(by_rows.tasks) > len(by_words.tasks):
        return replace(by_rows, findings=(*by_rows.findings, *_passed_over(by_words.tasks, by_rows.tasks)))
    known = {natural_key(task.number) for task in by_words.tasks}
    added = [task for task in by_rows.tasks if task.number and natural_key(task.number) not in known]
    again = [task for task in by_rows.tasks if task not in added]
    findings = (*by_words.findings, *by_rows.findings, *_passed_over(again, by_words.tasks))
    return replace(by_words, tasks=(*by_words.tasks, *added), mappings=by_rows.mappings, findings=findings)


def _passed_over(others: Sequence[DraftTask], taken: Sequence[DraftTask]) -> Iterator[Finding]:
    if others and taken:
        yield Finding(
            level=Level.NOTE, code="told_twice", where=others[0].place,
            text=f"这里还有 {len(others)} 处像任务的文字，没有收入；收入的是 {taken[0].place} 起的 {len(taken)} 项任务",
            remedy="请核对任务数；要收入这里的，请把这部分单独存成文件再导入",
        )


def _grids(blocks: Sequence[Block]) -> tuple[Grid, ...]:
    return tuple(block for block in blocks if isinstance(block, Grid))
