"""Which kind of paper a file is: a plan of many tasks, a ledger, or a public notice of one task.

Workbooks and tables of text are ledgers. A document is told by its title and by how often heads such as 整改目标 stand
in it: a notice has the heads of one task and speaks of 公示, or tells how the task was done; many tasks are a plan.
What the clerk says with `--as` goes before all this.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import PurePath

from models.domain.drafts.draft import SourceKind
from models.domain.drafts.fields import SourceField, field_of
from models.domain.drafts.source import Block, Grid, Paragraph

_TITLE_LINES = 12
_LONGEST_TITLE = 80
_LONGEST_HEAD = 30
_QUOTED = re.compile(r"《[^》]*》")
_PUBLIC = re.compile(r"公示|公开表|公告")
_LISTING = re.compile(r"方案|清单|实施意见|分工")
_LEDGER = re.compile(r"台账|台帐|汇总表|调度表|进展(?:情况)?(?:一览)?表")
_SPEAKS_OF_PUBLICITY = re.compile(r"现予公示|予以公示|现公示|现将.{0,60}公示|公示(?:期|时间|如下)|监督电话")
_OF_THE_TASK = (SourceField.PROBLEM, SourceField.GOAL)
_LEAST_HEADS = 3
_HEADER_ROWS = 6
_FIRST_SIGNS = 5_000


def kind_of(blocks: Sequence[Block], name: str) -> SourceKind:
    """Return the kind of a document or a text; `name` is the file's, whose words count as a title's."""
    if all(isinstance(block, Grid) for block in blocks):
        title = _words_of(name)
        return SourceKind.NOTICE if _PUBLIC.search(title) else _of_tables(title)
    title = "\n".join(_QUOTED.sub("", line) for line in (*title_lines(blocks), _words_of(name)))
    heads = Counter(_heads(blocks))
    is_several = max((heads[field] for field in _OF_THE_TASK), default=0) > 1
    if _PUBLIC.search(title) and not (is_several and _LISTING.search(title)):
        return SourceKind.NOTICE
    if _LEDGER.search(title) and any(isinstance(block, Grid) for block in blocks):
        return SourceKind.LEDGER
    if is_several:
        return SourceKind.PLAN
    is_done = heads[SourceField.IMPLEMENTATION] > 0
    return SourceKind.NOTICE if is_done or _is_public(blocks) else SourceKind.PLAN


def is_table_of_text(text: str) -> bool:
    """Return whether one of the first lines of a text is a row of heads: a table, whatever its file is called."""
    return any(
        len({field for cell in line.split(sign) if (field := field_of(cell.strip('"')))}) >= _LEAST_HEADS
        for line in text[:_FIRST_SIGNS].splitlines()[:_HEADER_ROWS] for sign in (",", "\t", ";")
    )


def title_lines(blocks: Sequence[Block]) -> list[str]:
    """Return the short lines before the first head of a task: among them is the paper's title."""
    found: list[str] = []
    for text in (line for block in blocks[: 2 * _TITLE_LINES] for line in _lines(block)):
        if len(found) == _TITLE_LINES or _head(text):
            break
        if 4 <= len(text) <= _LONGEST_TITLE:
            found.append(text)
    return found


def _of_tables(title: str) -> SourceKind:
    return SourceKind.PLAN if _LISTING.search(title) and not _LEDGER.search(title) else SourceKind.LEDGER


def _words_of(name: str) -> str:
    return _QUOTED.sub("", PurePath(name).stem)


def _is_public(blocks: Sequence[Block]) -> bool:
    return any(_SPEAKS_OF_PUBLICITY.search(block.text) for block in blocks if isinstance(block, Paragraph))


def _lines(block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield from (line.strip() for line in block.text.splitlines() if line.strip())
    elif block.rows:
        yield from dict.fromkeys(text.strip() for text in block.rows[0] if text.strip())


def _heads(blocks: Sequence[Block]) -> Iterator[SourceField]:
    """Yield the heads of paragraphs, those beside the texts of a table, and those over its columns once a row."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from filter(None, (_head(line) for line in _lines(block)))
        else:
            yield from _heads_of_table(block)


def _heads_of_table(grid: Grid) -> Iterator[SourceField]:
    header = next((row for row in range(min(_HEADER_ROWS, len(grid.rows))) if _is_header(grid, row)), None)
    if header is None:
        yield from filter(None, (field_of(row[0]) for row in grid.rows))
        return
    fields = {column: field_of(text) for column, text in enumerate(grid.rows[header])}
    for row in grid.rows[header + 1 :]:
        yield from (field for column, text in enumerate(row) if text.strip() and (field := fields[column]))


def _is_header(grid: Grid, row: int) -> bool:
    return len({field for text in grid.rows[row] if (field := field_of(text))}) >= _LEAST_HEADS


def _head(line: str) -> SourceField | None:
    head = re.split("[:：]", line, maxsplit=1)[0]
    return field_of(head) if len(head) <= _LONGEST_HEAD else None
