"""Pasted and plain texts as blocks: a line a paragraph, lines of cells a table.

What was copied from a PDF has its lines cut at one width and numbers of pages between them. Such lines are put together
again, and only where the whole text is cut so: a line goes on where the one before it is full and does not begin an
item or a head of its own.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from statistics import quantiles

from models.domain.drafts.source import Block, Grid, Paragraph
from models.domain.reading.headed import line_of

_RULE = re.compile(r":?-{2,}:?")
_STROKES = re.compile(r"\s*[|｜]\s*")
_PAGE = re.compile(r"[-—–－_·]+\s*\d{1,4}\s*[-—–－_·]+|第\s*\d{1,4}\s*页(?:\s*[,，/]?\s*共\s*\d{1,4}\s*页)?")
_INDENT = re.compile(r"\u3000{2}|[ \t]{2}|\u3000")
_LEAST_LINES = 8
_LEAST_CUT = 3
# In columns of half a sign: a cut line is short of the full width by one sign and a mark that may not begin a line.
_SLACK = 5
_NARROWEST = 30
_ENDS = ("。", "；", ";", "：", ":", "！", "？", "）", ")", "”")


def blocks_of(text: str) -> tuple[Block, ...]:
    """Return a pasted or plain text as paragraphs; lines of tabbed cells, or of cells between strokes, are tables."""
    lines = [line.rstrip() for line in text.strip("\ufeff").splitlines()]
    lines = _whole([line for line in lines if line.strip() and not _PAGE.fullmatch(line.strip())])
    found: list[Block] = []
    count, tables, at = 0, 0, 0
    while at < len(lines):
        rows = _table_rows(lines, at)
        if rows:
            tables += 1
            found.append(_grid(rows, f"表{tables}"))
            at += len(rows)
            continue
        count += 1
        found.append(Paragraph(text=lines[at].strip(), place=f"第{count}段"))
        at += 1
    return tuple(found)


def whole_paragraphs(blocks: Sequence[Block]) -> tuple[tuple[Block, ...], int]:
    """Return blocks with the paragraphs put together that were pasted as cut lines, and how many lines were joined."""
    texts = [block.text for block in blocks if isinstance(block, Paragraph)]
    width = None if any("\n" in text for text in texts) else _page_width(texts)
    if width is None:
        return tuple(blocks), 0
    whole: list[Block] = []
    is_full = False
    for block in blocks:
        before = whole[-1] if whole else None
        if not isinstance(block, Paragraph):
            is_full = False
        elif is_full and isinstance(before, Paragraph) and not block.level and _goes_on(before.text, block.text):
            whole[-1] = Paragraph(text=before.text + block.text, place=before.place, level=before.level)
            is_full = _width(block.text) >= width - _SLACK
            continue
        else:
            is_full = _width(block.text) >= width - _SLACK
        whole.append(block)
    return tuple(whole), len(blocks) - len(whole)


def _whole(lines: Sequence[str]) -> list[str]:
    """Return the lines, those put together that were cut at the width of a page."""
    width = _page_width(lines)
    if width is None:
        return list(lines)
    whole: list[str] = []
    is_full = False
    for line in lines:
        if whole and is_full and _goes_on(whole[-1], line):
            whole[-1] += line.strip()
        else:
            whole.append(line)
        is_full = _width(line) >= width - _SLACK
    return whole


def _page_width(lines: Sequence[str]) -> int | None:
    """Return the width all lines are cut at, None where they are not: where some are far longer, or end as lines do."""
    widths = [_width(line) for line in lines]
    if len(widths) < _LEAST_LINES:
        return None
    widest = max(widths)
    full = [at for at, width in enumerate(widths) if width >= widest - _SLACK]
    open_ended = [at for at in full if not lines[at].endswith(_ENDS)]
    if widest < _NARROWEST or 2 * len(open_ended) < len(full):
        return None
    is_most = widest - quantiles(widths, n=4)[2] <= _SLACK
    return widest if is_most or _all_go_on(lines, open_ended) else None


def _all_go_on(lines: Sequence[str], open_ended: Sequence[int]) -> bool:
    """Return whether several lines are as wide as any and stop in the middle, each with its rest below it."""
    following = [at for at in open_ended if at + 1 < len(lines)]
    return len(following) >= _LEAST_CUT and all(_goes_on(lines[at], lines[at + 1]) for at in following)


def _goes_on(before: str, line: str) -> bool:
    if _INDENT.match(line) or "\t" in line or before.endswith(("：", ":")):
        return False
    read = line_of(line.strip(), "")
    return read.mark is None and not read.begins_with_head


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in text)


def _table_rows(lines: Sequence[str], at: int) -> list[list[str]]:
    """Return the cells of the lines from `at` on that are rows of a table, none where they are not."""
    for split in (_tabbed, _stroked):
        rows = list(_rows(lines, at, split))
        if len(rows) >= 2:
            return rows
    return []


def _rows(lines: Sequence[str], at: int, split: Callable[[str], list[str]]) -> Iterator[list[str]]:
    for place in range(at, len(lines)):
        cells = split(lines[place])
        if len(cells) < 2:
            return
        yield cells


def _is_ruled(row: Sequence[str]) -> bool:
    """Return whether a row is the line that Markdown draws below the heads of a table."""
    return all(_RULE.fullmatch(cell.strip()) for cell in row)


def _tabbed(line: str) -> list[str]:
    return [cell.strip() for cell in line.split("\t")] if "\t" in line.strip() else []


def _stroked(line: str) -> list[str]:
    bare = line.strip()
    if bare.startswith(("|", "｜")) and bare.endswith(("|", "｜")) and len(bare) > 1:
        bare = bare[1:-1]
    return _STROKES.split(bare) if "|" in bare or "｜" in bare else []


def _grid(rows: Sequence[Sequence[str]], title: str) -> Grid:
    rows = [row for row in rows if not _is_ruled(row)]
    width = max(map(len, rows), default=0)
    return Grid(name=title, rows=tuple((*row, *[""] * (width - len(row))) for row in rows))
