"""封卷: the set of evidence an acceptance looked at, frozen with numbers, titles, versions and hashes.

The digest covers every item and every file in order, and the digest of the sealing before: a supplement proves what it
was added to. It enters the code of each paper issued afterwards, so the signed page names the files that were seen.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NewType

from models.domain.closure import ClosureId
from models.domain.evidence import Evidence, EvidenceId, StoredFile, StoredFileId

# So many digits of a digest are shown: no two sealings of an office begin alike.
SHOWN = 12

SealingId = NewType("SealingId", str)
SealedItemId = NewType("SealedItemId", str)
SealedFileId = NewType("SealedFileId", str)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealing:
    """封卷: the first of a closure at position 0, its supplements 补充封卷 behind it."""

    id: SealingId
    closure_id: ClosureId
    sealed_at: datetime
    sealed_by: str
    digest: str
    note: str = ""
    position: int = 0

    @property
    def label(self) -> str:
        """Return what the clerk calls it: 封卷, 补充封卷1."""
        return seal_label(self.position)

    @property
    def short(self) -> str:
        """Return the beginning of the digest, as it is shown and printed."""
        return self.digest[:SHOWN]


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedItem:
    """卷内件: a piece of evidence as it was sealed; `measures` are the numbers of those it answers, a line each.

    The clerk gives a measure its number, and a 、 may stand in one.
    """

    id: SealedItemId
    sealing_id: SealingId
    evidence_id: EvidenceId
    number: str
    title: str
    measures: str = ""
    position: int = 0

    @property
    def numbers(self) -> tuple[str, ...]:
        """Return the numbers of the measures it answers."""
        return tuple(filter(None, self.measures.split("\n")))


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedFile:
    """卷内文件: one file of a sealed item, in the version it had."""

    id: SealedFileId
    sealed_item_id: SealedItemId
    stored_file_id: StoredFileId
    sha256: str
    name: str
    size: int
    version: int = 1
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedSet:
    """一次封卷 with its items in order, each with its files."""

    sealing: Sealing
    items: tuple[tuple[SealedItem, tuple[SealedFile, ...]], ...] = ()

    @property
    def file_count(self) -> int:
        """Return how many files it holds."""
        return sum(len(files) for _, files in self.items)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealable:
    """待封件: a piece of evidence with the numbers of the covered measures it answers and its files as they stand.

    One that `is_known` was sealed before and is given with what is new of it only.
    """

    evidence: Evidence
    measures: tuple[str, ...]
    files: tuple[StoredFile, ...] = ()
    is_known: bool = False


def seal_label(position: int) -> str:
    """Return what the clerk calls the sealing of a closure at a position."""
    return f"补充封卷{position}" if position else "封卷"


def left_to_seal(standing: Iterable[Sealable], sealed: Sequence[SealedSet]) -> tuple[Sealable, ...]:
    """Return what no seal of a closure holds yet: new evidence, and of sealed one the new versions and measures."""
    named: dict[EvidenceId, list[tuple[SealedItem, tuple[SealedFile, ...]]]] = {}
    for item, files in (pair for one in sealed for pair in one.items):
        named.setdefault(item.evidence_id, []).append((item, files))
    left = (_left(item, named.get(item.evidence.id, ())) for item in standing)
    return tuple(item for item in left if not item.is_known or item.measures or item.files)


def digest_of(items: Sequence[tuple[SealedItem, Sequence[SealedFile]]], *, before: str = "") -> str:
    """Return the 64 hex digits that stand for the items in order, their files, and the sealing `before`."""
    told = [
        before,
        [
            [
                item.evidence_id, item.number, item.title, item.measures,
                [[file.sha256, file.name, file.size, file.version] for file in files],
            ]
            for item, files in items
        ],
    ]
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _left(item: Sealable, named: Sequence[tuple[SealedItem, Sequence[SealedFile]]]) -> Sealable:
    """Return what of a piece of evidence is new, given the items that name it."""
    if not named:
        return item
    files = {file.stored_file_id for _, several in named for file in several}
    measures = {number for sealed, _ in named for number in sealed.numbers}
    return replace(
        item, is_known=True, measures=tuple(number for number in item.measures if number not in measures),
        files=tuple(file for file in item.files if file.id not in files),
    )
