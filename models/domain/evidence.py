"""Evidence: one thing with one date, one or more files, and the sentence that says what it proves.

The files lie in the vault under their SHA-256 and are never overwritten; the same bytes are stored once, however
often they are used.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

from models.domain.partial_date import PartialDate, Period
from models.domain.plan import MeasureId, ProgressId, TaskId

EvidenceId = NewType("EvidenceId", str)
StoredFileId = NewType("StoredFileId", str)
EvidenceLinkId = NewType("EvidenceLinkId", str)
EvidenceNumberId = NewType("EvidenceNumberId", str)
PhotoPairId = NewType("PhotoPairId", str)

EVIDENCE_KINDS = (
    "会议纪要", "文件", "计划方案", "报告", "台账清单", "责任状", "照片", "监测报告", "处罚文书", "验收文件", "其他",
)


class ProofKind(StrEnum):
    """证明类别: what a piece of evidence shows to have been there or been done."""

    MEETING = "meeting"
    DOCUMENT = "document"
    PAYMENT = "payment"
    QUANTITY = "quantity"
    WORKS = "works"
    STATE = "state"

    @property
    def label(self) -> str:
        return {
            "meeting": "会议", "document": "文件", "payment": "资金", "quantity": "数量", "works": "工程",
            "state": "现状",
        }[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """佐证材料: one thing with one date; `trashed_at` is set while it lies in the trash.

    `folder` is the sub-folder it came from (2021年/会议纪要), `position` its place in the order of coming in, `intake`
    counts the takings in: what came together stands together, the latest first, each in its own order.
    """

    id: EvidenceId
    title: str
    kind: str = ""
    issuing_body: str = ""
    document_number: str = ""
    dated_on: PartialDate | Period | None = None
    pages: str = ""
    note: str = ""
    trashed_at: datetime | None = None
    folder: str = ""
    position: int = 0
    intake: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    """佐证文件: one file of a piece of evidence, in order; `name` is the name it came with, `size` in bytes.

    A new version takes the place of the old one, which stays and names it by `superseded_by`.
    """

    id: StoredFileId
    evidence_id: EvidenceId
    sha256: str
    name: str
    size: int
    position: int = 0
    version: int = 1
    superseded_by: StoredFileId | None = None


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
    proof_kind: ProofKind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceNumber:
    """佐证编号: the number evidence keeps in a task once a paper that prints it was issued, or it was sealed.

    Without `evidence_id` the evidence was deleted for good; its number is not given again.
    """

    id: EvidenceNumberId
    task_id: TaskId
    evidence_id: EvidenceId | None
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoPair:
    """对比照片: 整改前 and 整改后 of one place, printed side by side over its caption."""

    id: PhotoPairId
    task_id: TaskId
    measure_id: MeasureId | None = None
    before_id: EvidenceId | None = None
    after_id: EvidenceId | None = None
    place: str = ""
    caption: str = ""
    position: int = 0
