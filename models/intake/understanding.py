"""What the blocks of a file mean: their kind, the tasks they tell, the plan they name, and what should be known of it.

The sheet in which a ledger of our own carries what it gave out is read by the same rules and kept apart.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from models.domain.drafts.draft import Draft, GridMapping, SourceKind
from models.domain.drafts.ledger_base import parted, with_given_out
from models.domain.drafts.source import Block, Grid
from models.domain.finding import Finding
from models.domain.reading.plans import read_paper
from models.domain.reading.tables.read import read_tables
from models.domain.reading.tidying import tidied
from models.intake.gate.odd_signs import without_odd_signs
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
    draft = _of_kind(kind)(blocks, name, mapping=mapping)
    findings = (*content.findings, *odd, *draft.findings)
    draft = tidied(replace(draft, plan_title=plan_title(blocks, kind, name), findings=findings))
    return with_given_out(draft, read_tables(given_out, name, kind)) if given_out else draft


def _of_kind(kind: SourceKind) -> Callable[..., Draft]:
    if kind is not SourceKind.NOTICE:
        return partial(read_paper, kind=kind)
    # The child is as quick as its imports.
    from models.domain.reading.notices import read_notice

    return read_notice


def _grids(blocks: Sequence[Block]) -> tuple[Grid, ...]:
    return tuple(block for block in blocks if isinstance(block, Grid))
