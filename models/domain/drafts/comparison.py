"""A draft set against the records: which tasks are new, which change what, and where both sides were changed.

Three values decide a field: the record's, the file's, and the one both started from (what was last taken over from a
file, or given out with a ledger). A file that is silent about a field changes nothing in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from models.domain.drafts.draft import DraftTask
from models.domain.finding import Finding
from models.domain.plan import TaskId


class RowState(StrEnum):
    """行的状态: what taking a row over would do."""

    NEW = "new"
    UPDATE = "update"
    SAME = "same"
    CONFLICT = "conflict"

    @property
    def label(self) -> str:
        return {"new": "新增", "update": "更新", "same": "相同", "conflict": "冲突"}[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """字段差异: one field of a task that the file has otherwise; `key` such as goal, units.lead, measures.2.text."""

    key: str
    label: str
    ours: str
    theirs: str
    place: str = ""
    # Both sides were changed since they were last the same, or nothing is known of a common beginning.
    is_conflict: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RowComparison:
    """对照行: one task of the draft beside the record it belongs to."""

    task: DraftTask
    state: RowState
    task_id: TaskId | None = None
    changes: tuple[FieldChange, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """取舍: whether a row is taken over, and which of its changed fields; None takes all that are no conflict."""

    is_taken: bool
    fields: frozenset[str] | None = None
