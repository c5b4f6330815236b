"""Evidence: one thing with one date, one or more files, and the sentence that says what it proves.

The files lie in the vault under their SHA-256 and are never overwritten; the same bytes are stored once, however
often they are used.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NewType

from models.domain.partial_date import PartialDate, Period
from models.domain.plan import MeasureId, ProgressId

EvidenceId = NewType("EvidenceId", str)
StoredFileId = NewType("StoredFileId", str)
EvidenceLinkId = NewType("EvidenceLinkId", str)

EVIDENCE_KINDS = (
    "会议纪要", "文件", "计划方案", "报告", "台账清单", "责任状", "照片", "监测报告", "处罚文书", "验收文件", "其他",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """佐证材料: one thing with one date; `trashed_at` is set while it lies in the trash."""

    id: EvidenceId
    title: str
    kind: str = ""
    issuing_body: str = ""
    document_number: str = ""
    dated_on: PartialDate | Period | None = None
    pages: str = ""
    note: str = ""
    trashed_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    """佐证文件: one file of a piece of evidence, in order; `name` is the name it came with, `size` in bytes."""

    id: StoredFileId
    evidence_id: EvidenceId
    sha256: str
    name: str
    size: int
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceLink:
    """对应: what a piece of evidence proves of a measure, and where; `progress_id` if it hangs on an entry."""

    id: EvidenceLinkId
    evidence_id: EvidenceId
    measure_id: MeasureId
    progress_id: ProgressId | None = None
    proves: str = ""
    pages: str = ""
    position: int = 0
