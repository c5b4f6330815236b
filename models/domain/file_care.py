"""文件体检: what may be wrong with the kept files, each with what the clerk can do about it.

A file is missing, altered or unreadable; a piece of evidence is used nowhere; a file in the vault belongs to no record.
Only the first three are faults; the others are offered for tidying up.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from models.domain.evidence import EvidenceId
from models.domain.finding import Finding, Level, Target


class CareKind(StrEnum):
    """体检问题."""

    MISSING = "missing"
    ALTERED = "altered"
    UNREADABLE = "unreadable"
    UNUSED = "unused"
    ORPHANED = "orphaned"

    @property
    def label(self) -> str:
        return {
            "missing": "缺失", "altered": "被改动", "unreadable": "读不出", "unused": "未用", "orphaned": "无主",
        }[self.value]

    @property
    def told(self) -> str:
        """Return what it means, in words."""
        return {
            "missing": "文件不见了，可能被删除，或被杀毒软件放进隔离区",
            "altered": "内容和入库时不一样",
            "unreadable": "磁盘上读不出来",
            "unused": "没有对应到任何措施",
            "orphaned": "保管库里有这个文件，但没有记录用它",
        }[self.value]

    @property
    def remedy(self) -> str:
        """Return what can be done."""
        return {
            "missing": "在自动备份、文件夹或U盘里找回",
            "altered": "在自动备份、文件夹或U盘里找回",
            "unreadable": "检查磁盘，再从自动备份、文件夹或U盘里找回",
            "unused": "对应到措施，或移到回收站",
            "orphaned": "确认不要后清理",
        }[self.value]

    @property
    def is_fault(self) -> bool:
        """Return whether bytes that a record names are not there as they were."""
        return self in (CareKind.MISSING, CareKind.ALTERED, CareKind.UNREADABLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class CareFile:
    """保管的文件 as care looks at it; `owner` says what it belongs to (佐证“…”, 签发稿 …)."""

    sha256: str
    size: int
    name: str
    owner: str
    evidence_id: EvidenceId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CareItem:
    """体检结果的一条: what is wrong with which file, or with which evidence."""

    kind: CareKind
    where: str
    name: str = ""
    size: int = 0
    sha256: str = ""
    evidence_id: EvidenceId | None = None

    @property
    def key(self) -> str:
        """Return what tells it from every other of a result."""
        return f"{self.kind.value}-{self.sha256}-{self.evidence_id or ''}"

    @property
    def finding(self) -> Finding:
        """Return it as every other check tells what it found."""
        level = Level.STOP if self.kind.is_fault else Level.NOTE
        target = Target(table="evidence", id=self.evidence_id) if self.evidence_id else None
        name = f"“{self.name}”" if self.name else ""
        return Finding(
            level=level, code=f"file_{self.kind.value}", where=self.where, text=f"{name}{self.kind.told}",
            remedy=self.kind.remedy, target=target,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CareResult:
    """体检结果: how much was looked at and what was found, faults first."""

    at: datetime
    files: int
    size: int
    items: tuple[CareItem, ...] = ()

    @property
    def ok(self) -> bool:
        """Return whether every file is there as it was taken in."""
        return not any(item.kind.is_fault for item in self.items)

    @property
    def counts(self) -> dict[CareKind, int]:
        """Return how many of each kind were found, those of none included."""
        return {kind: sum(item.kind is kind for item in self.items) for kind in CareKind}

    def of(self, *kinds: CareKind) -> tuple[CareItem, ...]:
        """Return what was found of these kinds."""
        return tuple(item for item in self.items if item.kind in kinds)

    def without(self, gone: Iterable[CareItem]) -> CareResult:
        """Return the result without what was dealt with since."""
        dealt = set(gone)
        left = tuple(item for item in self.items if item not in dealt)
        return CareResult(at=self.at, files=self.files, size=self.size, items=left)
