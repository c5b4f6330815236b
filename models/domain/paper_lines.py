"""The lines of a paper of ours and of one that came back, and which line answers which.

Lines are compared by their words: blanks, line feeds and the shape of quotation marks are a program's doing. Equal
lines answer each other first; between them the most alike do, in their order, and a row of a table only a row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TypeAlias

ALIKE = 0.4
# Of a longer stretch without a line in common each line is taken in its place.
LONGEST_BLOCK = 60
_NO_WORDS = re.compile(r"[\s\u3000\u00a0\u200b-\u200f\u2028\u2029\ufeff]+")
_QUOTES = str.maketrans("“”„‟″＂〝〞‘’‚‛′＇", "\"" * 8 + "'" * 6)


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperLine:
    """文书行 as we wrote it: its section, whether it is the section's head, and the cells of a table's row.

    A line of a `box` stands in a text box; `labels` are the heads of a row's columns, `row` says which row it is.
    """

    section: str
    name: str
    text: str = ""
    is_head: bool = False
    is_editable: bool = True
    is_box: bool = False
    cells: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    row: str = ""

    @property
    def bare(self) -> str:
        """Return the words of the line, as they are compared."""
        return bare("\t".join(self.cells) if self.cells else self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignLine:
    """外来行: a paragraph or a table's row of the file that came back."""

    text: str = ""
    cells: tuple[str, ...] = ()

    @property
    def bare(self) -> str:
        """Return the words of the line, as they are compared."""
        return bare("\t".join(self.cells) if self.cells else self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignPaper:
    """取回的文书: the lines of the body, and what stands in text boxes and in headers and footers."""

    lines: tuple[ForeignLine, ...]
    boxes: tuple[str, ...] = ()
    around: tuple[str, ...] = ()


def bare(text: str) -> str:
    """Return the words of a text: without blanks, with one shape of quotation mark."""
    return _NO_WORDS.sub("", text).translate(_QUOTES)


# What came back, its counterpart among ours where it has one, and the section it belongs to.
Placed: TypeAlias = tuple[ForeignLine, PaperLine | None, str]


def placed(ours: Sequence[PaperLine], theirs: Sequence[ForeignLine]) -> list[Placed]:
    """Return each line that came back with its counterpart, if it has one, and the section it belongs to."""
    found: list[Placed] = []
    section = ours[0].section if ours else ""
    for block, at, partner in _partners(ours, theirs):
        if partner is not None:
            section = ours[partner].section
        else:
            section = _home(theirs[at], [ours[place] for place in block]) or section
        found.append((theirs[at], None if partner is None else ours[partner], section))
    return found


def _partners(
    ours: Sequence[PaperLine], theirs: Sequence[ForeignLine]
) -> Iterator[tuple[range, int, int | None]]:
    """Yield each line that came back with the block of ours it stands against, and its counterpart among them."""
    matcher = SequenceMatcher(a=[line.bare for line in ours], b=[line.bare for line in theirs], autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        left, right = range(i1, i2), range(j1, j2)
        pairs = dict(zip(right, left, strict=True) if tag == "equal" else _alike(ours, left, theirs, right))
        yield from ((left, at, pairs.get(at)) for at in right)


def _alike(
    ours: Sequence[PaperLine], left: range, theirs: Sequence[ForeignLine], right: range
) -> list[tuple[int, int]]:
    """Return the pairs, in order, whose words are most alike together; a row pairs only with a row.

    As many lines as before, of which none has moved, answer each other in their places however much was rewritten.
    """
    in_place = [
        (j, i) for i, j in zip(left, right, strict=False) if bool(ours[i].cells) == bool(theirs[j].cells)
    ]
    if max(len(left), len(right)) > LONGEST_BLOCK:
        return in_place
    worth = [[_likeness(ours[i], theirs[j]) for j in right] for i in left]
    found = [(right[j], left[i]) for i, j in _best(worth)]
    return in_place if len(left) == len(right) and set(found) <= set(in_place) else found


def _best(worth: Sequence[Sequence[float]]) -> Iterator[tuple[int, int]]:
    """Yield row and column of the pairs, both rising, that are worth most together."""
    rows, columns = len(worth), len(worth[0]) if worth else 0
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows - 1, -1, -1):
        for j in range(columns - 1, -1, -1):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], worth[i][j] + best[i + 1][j + 1])
    i = j = 0
    while i < rows and j < columns:
        if worth[i][j] and best[i][j] == worth[i][j] + best[i + 1][j + 1]:
            yield i, j
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1


def _likeness(mine: PaperLine, other: ForeignLine) -> float:
    if bool(mine.cells) != bool(other.cells):
        return 0.0
    if mine.cells and other.cells and bare(mine.cells[-1 if len(mine.cells) < 2 else 1]) == bare(
        other.cells[-1 if len(other.cells) < 2 else 1]
    ):
        return 1.0
    one, two = _pairs(mine.bare), _pairs(other.bare)
    ratio = 2 * len(one & two) / (len(one) + len(two))
    return ratio if ratio >= ALIKE else 0.0


def likeness(ours: Sequence[PaperLine], theirs: Sequence[ForeignLine]) -> float:
    """Return from 0 to 1 how many words two papers have in common, wherever they stand."""
    one, two = (frozenset().union(*(_pairs(line.bare) for line in lines)) for lines in (ours, theirs))
    return 2 * len(one & two) / (len(one) + len(two)) if one or two else 1.0


def _pairs(words: str) -> frozenset[str]:
    """Return every two neighbouring characters of a text, by which two texts are alike (Dice)."""
    return frozenset(words[at : at + 2] for at in range(max(len(words) - 1, 1)))


def _home(line: ForeignLine, block: Sequence[PaperLine]) -> str:
    """Return the section a line without counterpart was parted from: a piece of one of our paragraphs."""
    words = line.bare
    return next((mine.section for mine in block if not mine.is_head and len(words) > 1 and words in mine.bare), "")
