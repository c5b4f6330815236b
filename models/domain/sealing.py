"""封卷: the set of evidence an acceptance looked at, frozen with numbers, titles, versions and hashes.

The digest covers every item and every file in order, and the digest of the sealing before: a supplement proves what it
was added to. It enters the code of each paper issued afterwards, so the signed page names the files that were seen.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NewType

from models.domain.closure import ClosureId
from models.domain.evidence import EvidenceId, StoredFileId

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
        return f"补充封卷{self.position}" if self.position else "封卷"


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedItem:
    """卷内件: a piece of evidence as it was sealed; `measures` are the numbers of those it answers, joined by 、."""

    id: SealedItemId
    sealing_id: SealingId
    evidence_id: EvidenceId
    number: str
    title: str
    measures: str = ""
    position: int = 0


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
