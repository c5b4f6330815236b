"""The header of a table: the row, or the two rows, that name its columns; title rows may stand above it.

A row is a header where most of what is written in it are known heads. A group over several columns (责任分工 over
牵头单位 and 配合单位) makes two rows one header: a column is then its own word, read together with the group's.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from models.domain.drafts.fields import SourceField, field_of, plain_wording
from models.domain.drafts.source import Grid
from models.domain.reading.phrases.statuses import read_status

SEARCHED_ROWS = 40
_LONGEST_HEAD = 24
_MOST_HEADER_ROWS = 3
_NO_HEAD = re.compile(r"[：:。；;]|\d{4}年|第[一二三四五六七八九十\d]+[页号]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """列头: the word over a column, and the word of the group it stands in, empty where there is none."""

    word: str
    group: str = ""

    @property
    def shown(self) -> str:
        """Return the head as people read it: 责任分工/牵头单位."""
        return f"{self.group}/{self.word}" if self.group and self.word and self.group != self.word else self.word


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """表头: its rows, counted from 0, and the head of every column."""

    rows: tuple[int, ...]
    heads: tuple[Head, ...]

    @property
    def words(self) -> frozenset[str]:
        """Return every word the header writes."""
        return frozenset(word for head in self.heads for word in (head.word, head.group) if word)


def find_header(grid: Grid, known: frozenset[str] = frozenset()) -> Header | None:
    """Return the header of a grid, None where no row names columns; `known` are heads that people have explained."""
    best, most = None, 0
    for row in range(min(len(grid.rows), SEARCHED_ROWS)):
        count = _known_heads(grid, row, known)
        if count > most:
            best, most = row, count
    if best is None or most < 2:
        return None
    return header_at(grid, _grown(grid, best, known))


def header_at(grid: Grid, rows: tuple[int, ...]) -> Header:
    """Return the header that stands in these rows."""
    return Header(rows=rows, heads=tuple(_head(grid, rows, column) for column in range(grid.width)))


def _known_heads(grid: Grid, row: int, known: frozenset[str]) -> int:
    """Return how many different known heads a row holds, 0 where more of it is something else."""
    texts = [text for text in (grid.text(row, column) for column in range(grid.width)) if text.strip()]
    heads = {plain_wording(text) for text in texts if is_known(text, known)}
    others = {text for text in texts if not is_known(text, known)}
    if len(heads) < 2 or any(len(text) > _LONGEST_HEAD * 2 for text in others):
        return 0
    return len(heads) if len(heads) >= len(others) or (len(heads) > 2 and all(map(may_be_head, others))) else 0


def is_known(text: str, known: frozenset[str] = frozenset()) -> bool:
    """Return whether a text is a head that some field is written under."""
    return 0 < len(text) <= _LONGEST_HEAD * 2 and (field_of(text) is not None or plain_wording(text) in known)


def may_be_head(text: str) -> bool:
    """Return whether a text could stand over a column: short, and no sentence."""
    plain = "".join(text.split())
    return 0 < len(plain) <= _LONGEST_HEAD and not _NO_HEAD.search(plain) and not plain.isdecimal()


def _grown(grid: Grid, row: int, known: frozenset[str]) -> tuple[int, ...]:
    """Return the header rows around the best one: groups above it, the names of their columns below it."""
    first, last = row, row
    if row and _is_group_row(grid, row - 1, row):
        first = row - 1
    reach = max((down for (at, _), (down, _) in grid.spans.items() if at == row), default=1)
    while last - first + 1 < _MOST_HEADER_ROWS and last + 1 < len(grid.rows):
        if not (last + 1 < row + reach or _names_columns_of_groups(grid, last, known)):
            break
        last += 1
    return tuple(range(first, last + 1))


def _is_group_row(grid: Grid, above: int, row: int) -> bool:
    """Return whether the row above names groups of columns or columns that the row itself leaves empty."""
    texts = [text for text in grid.rows[above] if text.strip()]
    if len(texts) < 2 or not all(map(may_be_head, texts)):
        return False
    fills_gaps = any(text.strip() and not grid.rows[row][at].strip() for at, text in enumerate(grid.rows[above]))
    groups = any(at == above and 1 < across < grid.width for (at, _), (_, across) in grid.spans.items())
    return groups or fills_gaps


def _names_columns_of_groups(grid: Grid, row: int, known: frozenset[str]) -> bool:
    """Return whether the next row names the columns under groups of this row, and nothing else is written in it."""
    below = {column: text for column, text in enumerate(grid.rows[row + 1]) if text.strip()}
    if not below or not all(map(may_be_head, below.values())) or len(below) == grid.width:
        return False
    gaps = [column for column in below if not grid.rows[row][column].strip()]
    named = [text for text in below.values() if is_known(text, known) or read_status(text) or field_of(text + "单位")]
    return bool(gaps) and len(named) * 2 >= len(below) and len(named) >= 2


def _head(grid: Grid, rows: tuple[int, ...], column: int) -> Head:
    words = list(dict.fromkeys("".join(grid.text(row, column).split()) for row in rows))
    written = [word for word in words if word]
    if not written:
        return Head(word="")
    above = grid.rows[rows[0]][column].strip() or (rows[0], column) in grid.covered
    group = "" if above or len(rows) < 2 else _group_left(grid, rows, column)
    return Head(word=written[-1], group=written[0] if len(written) > 1 else group)


def _group_left(grid: Grid, rows: tuple[int, ...], column: int) -> str:
    """Return the group an unmerged first row writes only over the first of its columns."""
    for left in range(column - 1, -1, -1):
        word = "".join(grid.text(rows[0], left).split())
        if word:
            below = grid.text(rows[-1], left).strip()
            return word if below and "".join(below.split()) != word else ""
    return ""


def repeats_header(texts: Collection[str], words: frozenset[str]) -> bool:
    """Return whether a row's texts are the words of the header again, as tables write it on each page."""
    if len(texts) < 2:
        return False
    others = 0
    for text in texts:
        others += len(text) > _LONGEST_HEAD * 2 or "".join(text.split()) not in words
        # Asked of every row, and a few cells tell.
        if others * 3 > len(texts):
            return False
    return True


def heads_in_first_column(grid: Grid) -> int:
    """Return how many different fields the first column names: three or more are heads with their text beside them."""
    found: Iterable[SourceField | None] = (field_of(grid.text(row, 0)) for row in range(min(len(grid.rows), 30)))
    return len({field for field in found if field})


def counts_columns(texts: Collection[str]) -> bool:
    """Return whether a row's texts only count the columns: 1, 2, 3 …"""
    bare = (text.strip("()（）.、 ") for text in texts)
    return len(texts) >= 3 and all(text.isdecimal() and int(text) == at for at, text in enumerate(bare, start=1))
