"""The plan a paper names: 《…整改方案》 in its title or its first sentences, the title itself, or the file's name.

A plan is named by its own title; a notice and a ledger name in quotation marks the plan they belong to. Where none is
named the answer is empty, and the clerk is asked or a plan is named after the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import PurePath

from models.domain.drafts.draft import SourceKind
from models.domain.drafts.source import Block, Paragraph
from models.intake.recognising import title_lines

_FIRST_BLOCKS = 30
_TITLE_ROWS = 4
# 《…生态修复方案》 is named inside a measure; the plan of the rectification has 整改 in its name.
_QUOTED = re.compile(r"《([^《》]*整改[^《》]*?(?:方案|清单|意见))(?:[（(][^》]{0,20}[）)])?》")
# What this program writes over its own tables; the plan may bear any name, that of a file too.
_OF_PLAN = re.compile(r"《(.+)》(?:未导入的行|整改台账(?:（截至.+）)?)")
_TITLE = re.compile(r"[^，。；：:《》]{3,76}(?:方案|措施清单|任务清单|实施意见)")
_AFTER_TITLE = re.compile(r"[（(][^（()）]{0,20}[）)]$|[-—－ ]*(?:\d+|终稿|定稿|公开稿|副本|v\d+)$", re.IGNORECASE)
_BEFORE_TITLE = re.compile(r"^(?:附件\d*[:：.、 ]*|关于印发|\d+[.、 ]+)")


def plan_title(blocks: Sequence[Block], kind: SourceKind, name: str) -> str:
    """Return the title of the plan a paper is or names, without 《》; empty where it names none."""
    stem = _own_title(PurePath(name).stem)
    if kind is SourceKind.PLAN:
        titles = title_lines(blocks)
        own = next((title for title in map(_own_title, (*_joined(titles), *titles)) if title), "")
        return own or next(_quoted(blocks), "") or stem
    return next(_of_plan(blocks), "") or next(_quoted(blocks), "") or stem


def _of_plan(blocks: Sequence[Block]) -> Iterator[str]:
    for text in islice(_first_texts(blocks), _TITLE_ROWS):
        if found := _OF_PLAN.fullmatch(text.strip()):
            yield found[1]


def _quoted(blocks: Sequence[Block]) -> Iterator[str]:
    for text in islice(_first_texts(blocks), _FIRST_BLOCKS):
        yield from ("".join(match[1].split()) for match in _QUOTED.finditer(text))


def _first_texts(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.text
        else:
            yield from (text for row in block.rows[:_TITLE_ROWS] for text in row if text)


def _joined(titles: list[str]) -> list[str]:
    """Return a title that was laid out in two or three lines, as one."""
    found = []
    for first, title in enumerate(titles[:4]):
        if _own_title(title):
            break
        for last in (first + 2, first + 3):
            parts = titles[first:last]
            if len(parts) == last - first and not any(re.search(r"[，。；：:\d]", part) for part in parts):
                found.append("".join("".join(part.split()) for part in parts))
    return found


def _own_title(line: str) -> str:
    """Return a line that is the title of a plan, without what is written around it; empty where it is none."""
    quoted = _QUOTED.search(line)
    if quoted:
        return quoted[1]
    bare = _BEFORE_TITLE.sub("", _AFTER_TITLE.sub("", "".join(line.split())))
    bare = _AFTER_TITLE.sub("", bare)
    return bare if _TITLE.fullmatch(bare) else ""
