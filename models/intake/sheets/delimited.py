"""Texts of cells as a grid: .csv and .tsv files, and what is copied from a sheet.

Between the cells stands a tab, a comma or a semicolon, whichever most rows agree on; a Chinese comma is part of the
text. A cell in quotes may hold line breaks, doubled quotes stand for one (RFC 4180; sheets copy cells so too). Quotes
in the middle of a cell are its text, as are those at its beginning that end before the cell does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from models.domain.drafts.source import Grid
from models.errors import ForeignFileError
from models.intake.gate.refusals import refuse_beyond

_SAMPLE = 50
_REMEDY = "请用 WPS 打开看看，另存一份再试。"
_SEPARATED_BY = re.compile(r"sep=(.)\n")
# How some programs write a code so that Excel leaves it a text.
_AS_TEXT = re.compile(r'="([^"]*)"')


def grid_of(text: str, name: str) -> Grid:
    """Return the cells of a text as a grid; raises ForeignFileError for NUL and for a quote never closed (损坏).

    Also for one whose cells reach too far (超出范围).
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        raise _damaged(text, text.index("\0"), name, "里面有空字符（NUL）")
    named = _SEPARATED_BY.match(text)
    text = text[named.end():] if named else text
    rows = [
        [_as_text(cell) for cell in row]
        for row in _rows(text, named[1] if named else _sign(text), lambda at: _refuse_quote(text, at, name))
    ]
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    width = max(map(len, rows), default=0)
    refuse_beyond(name, len(rows), width)
    return Grid(name=name, rows=[row + [""] * (width - len(row)) for row in rows], first_row=2 if named else 1)


def _sign(text: str) -> str:
    """Return the sign between the cells; a tab where most rows have one, because nobody types it into a text."""
    found = {sign: _agreement(text, sign) for sign in "\t,;"}
    # Read with a wrong sign, a cell in quotes comes apart and leaves one of them open.
    parting = {sign: seen for sign, seen in found.items() if seen.rows and seen.is_closed}
    parting = parting or {sign: seen for sign, seen in found.items() if seen.rows}
    if not parting or ("\t" in parting and 2 * parting["\t"].rows >= max(seen.rows for seen in parting.values())):
        return "\t"
    return max(parting, key=lambda sign: (parting[sign].rows, parting[sign].cells))


class _Agreement(NamedTuple):
    """How many of the first rows a sign parts into the same number of cells, and whether every quote is closed then."""

    rows: int
    cells: int
    is_closed: bool


def _agreement(text: str, sign: str) -> _Agreement:
    open_quotes: list[int] = []
    rows = islice(_rows(text, sign, open_quotes.append, open_quotes.append), _SAMPLE)
    sizes = [len(row) for row in rows if row != [""]]
    parted = [size for size in sizes if size > 1]
    most = max(set(parted), key=parted.count, default=0)
    are_many = 2 * len(parted) > len(sizes)
    return _Agreement(rows=parted.count(most) if are_many else 0, cells=most, is_closed=not open_quotes)


def _rows(
    text: str, sign: str, open_quote: Callable[[int], None], odd_quote: Callable[[int], None] | None = None
) -> Iterator[list[str]]:
    """Yield the rows; `open_quote` is told where a cell begins with a quote that nothing closes.

    `odd_quote` is told where a cell has such a quote inside it, as those have that come apart at a wrong sign.
    """
    if '"' not in text:
        yield from (line.split(sign) for line in text.split("\n"))
        return
    quoted, bare = _cells(sign)
    row: list[str] = []
    at = 0
    while at <= len(text):
        found = quoted.match(text, at) if text.startswith('"', at) else None
        if found:
            row.append(found[1].replace('""', '"'))
        else:
            found = bare.match(text, at)
            assert found is not None
            if found[0].startswith('"') and '"' not in found[0][1:]:
                open_quote(at)
            elif odd_quote and found[0].count('"') % 2:
                odd_quote(at)
            row.append(found[0])
        if not text.startswith(sign, found.end()):
            yield row
            row = []
        at = found.end() + 1


@lru_cache(maxsize=8)
def _cells(sign: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what a cell in quotes is, up to the sign or the end of the line, and what a bare one is."""
    mark = re.escape(sign)
    return re.compile(rf'"([^"]*(?:""[^"]*)*)"(?={mark}|\n|\Z)'), re.compile(rf"[^{mark}\n]*")


def _refuse_quote(text: str, at: int, name: str) -> None:
    raise _damaged(text, at, name, "引号没有配对")


def _as_text(cell: str) -> str:
    found = _AS_TEXT.fullmatch(cell) if cell.startswith("=") else None
    return found[1] if found else cell


def _damaged(text: str, at: int, name: str, what: str) -> ForeignFileError:
    line = text.count("\n", 0, at) + 1
    return ForeignFileError(f"文件损坏：{what}", where=f"{name} 第{line}行", remedy=_REMEDY)
