"""What the lists show: the filter of the task list, and one line of each list; plain values read in SQL.

Apart from the dossiers, because the window paints a list first and needs no other record for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from models.domain.partial_date import PartialDate
from models.domain.statuses import STATUSES

if TYPE_CHECKING:
    from models.domain.plan import TaskId


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskFilter:
    """筛选: what the task list shows; empty values do not narrow."""

    words: str = ""
    batch: str = ""
    plan_id: str = ""
    unit_id: str = ""
    status: str = ""


class TaskKey(NamedTuple):
    """What a task of a plan is known by when a file names it: its number, the key of that, the first of its texts."""

    rowid: int
    id: TaskId
    number: str
    sort_key: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRow:
    """One line of the task list."""

    id: str
    number: str
    title: str
    units: str
    deadline: PartialDate | None
    deadline_text: str
    is_immediate: bool
    is_ongoing: bool
    measures: int
    done: int
    evidence: int
    gaps: int
    is_begun: bool
    is_passed: bool
    # 完成进度 as it was entered by hand, a key of STATUSES.
    entered: str = ""

    def status(self, on: date) -> str:
        """Return the status in the words of the ledgers: as it was entered, else as the records have it."""
        if self.entered:
            return STATUSES[self.entered]
        if self.is_passed:
            return "已通过验收"
        if self.measures and self.done == self.measures:
            return STATUSES["done"]
        if self.deadline is not None and self.deadline.last_day < on:
            return STATUSES["behind"]
        return STATUSES["on_schedule" if self.is_begun or self.evidence else "not_started"]


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceRow:
    """One line of the evidence list."""

    id: str
    title: str
    kind: str
    issuing_body: str
    dated_on: str
    files: int
    uses: int
    sha256: str
    name: str
    folder: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TrashLosses:
    """清空所失: what goes with evidence deleted for good, or stays without it.

    `pairs` of photos keep none and go, `halves` keep one; `values` of indicators lose their evidence; `counts` go.
    """

    pairs: int
    halves: int
    values: int
    counts: int


# What of a piece of evidence may change after it was sealed.
FREE_WHEN_SEALED = frozenset({"note", "folder", "position"})


@dataclass(frozen=True, slots=True, kw_only=True)
class SealMark:
    """封卷标记: by whom and when a piece of evidence was sealed first, with its number then."""

    sealed_at: datetime
    sealed_by: str
    label: str
    number: str
    title: str

    @property
    def told(self) -> str:
        """Return when, by whom and in which seal, in words: 2025-11-22 14:30 由甲某某封卷."""
        by = f"由{self.sealed_by}" if self.sealed_by else ""
        return f"{self.sealed_at:%Y-%m-%d %H:%M} {by}{self.label}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperRow:
    """One line of the list of papers: a paper that was begun, of one kind and one closure."""

    id: str
    closure_id: str
    number: str
    title: str
    subject: str
    round: int
    kind: str
    form: str
    issuer: str
    document: str
    dated_on: str
    is_issued: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One search hit: kind of record, its id, the task it belongs to, title and the words around."""

    kind: str
    id: str
    task_id: str
    title: str
    text: str
