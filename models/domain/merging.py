"""合并 of a section's two texts: what a person made of it, and what the records give now.

Both come from the same generated text. What only one side changed is taken; where both changed the same place the
person's words stand, and the number of such places is told, because only a person can decide them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate

# A number changes as a whole: 7 to 17 is no inserted 1.
_TOKEN = re.compile(r"\d+(?:\.\d+)?|[A-Za-z]+|.", re.DOTALL)
_CLAUSE = re.compile(r"[^，。；\n]*[，。；\n]|[^，。；\n]+")
LONGEST = 4000


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """合并结果: the text, and at how many places both sides had changed."""

    text: str
    conflicts: int


@dataclass(frozen=True, slots=True)
class _Edit:
    start: int
    end: int
    tokens: tuple[str, ...]
    is_mine: bool


def merged(base: str, mine: str, theirs: str) -> Merged:
    """Return my text with their changes since the base; a text beyond 4,000 characters is merged line by line."""
    parts = _parts(base, mine, theirs)
    old = parts(base)
    edits = sorted(
        [*_edits(old, parts(mine), is_mine=True), *_edits(old, parts(theirs), is_mine=False)],
        key=lambda edit: (edit.start, edit.end),
    )
    out: list[str] = []
    at = conflicts = 0
    for cluster in _clusters(edits):
        out += old[at : cluster[0].start]
        at = max(edit.end for edit in cluster)
        chosen = [edit for edit in cluster if edit.is_mine] or cluster
        out += _applied(old, chosen, cluster[0].start, at)
        conflicts += _disagree(old, cluster, at)
    return Merged(text="".join([*out, *old[at:]]), conflicts=conflicts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """差异: where the words of a new text are not in the old one, and the words of the old one that are gone."""

    added: tuple[tuple[int, int], ...]
    removed: tuple[str, ...]


def difference(old: str, new: str) -> Difference:
    """Return how a text differs from the one before; a text beyond 4,000 characters is compared line by line."""
    parts = _parts(old, new)
    before, after = parts(old), parts(new)
    ends = list(accumulate(map(len, after), initial=0))
    codes = SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes()
    changed = [code for code in codes if code[0] != "equal"]
    return Difference(
        added=tuple((ends[start], ends[end]) for _, _, _, start, end in changed if end > start),
        removed=tuple("".join(before[start:end]) for _, start, end, _, _ in changed if end > start),
    )


def tokens(text: str) -> list[str]:
    """Return the parts of a text that change as a whole: numbers, words in letters, single characters."""
    return _TOKEN.findall(text)


def parts_of(*texts: str) -> list[list[str]]:
    """Return the parts of texts that are laid over each other: tokens, of texts beyond 4,000 characters clauses."""
    cut = tokens if max(map(len, texts)) <= LONGEST else _CLAUSE.findall
    return [cut(text) for text in texts]


def _parts(*texts: str) -> Callable[[str], list[str]]:
    return _lines if max(map(len, texts)) > LONGEST else tokens


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)


def _edits(old: Sequence[str], new: Sequence[str], *, is_mine: bool) -> list[_Edit]:
    codes = SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes()
    return [_Edit(i1, i2, tuple(new[j1:j2]), is_mine) for tag, i1, i2, j1, j2 in codes if tag != "equal"]


def _clusters(edits: Sequence[_Edit]) -> list[list[_Edit]]:
    """Return the edits in groups that touch the same place."""
    clusters: list[list[_Edit]] = []
    reach = -1
    for edit in edits:
        if clusters and (edit.start < reach or edit.start == clusters[-1][0].start):
            clusters[-1].append(edit)
        else:
            clusters.append([edit])
        reach = max(reach, edit.end)
    return clusters


def _applied(old: Sequence[str], edits: Sequence[_Edit], start: int, end: int) -> list[str]:
    out: list[str] = []
    for edit in edits:
        out += [*old[start : edit.start], *edit.tokens]
        start = edit.end
    return [*out, *old[start:end]]


def _disagree(old: Sequence[str], cluster: Sequence[_Edit], end: int) -> bool:
    mine = [edit for edit in cluster if edit.is_mine]
    theirs = [edit for edit in cluster if not edit.is_mine]
    if not mine or not theirs:
        return False
    start = cluster[0].start
    return _applied(old, mine, start, end) != _applied(old, theirs, start, end)
