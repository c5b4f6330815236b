"""What an inspection demands: 督察 → 整改方案 → 整改任务 → 整改措施 → 落实情况.

A task and a measure each keep their own deadline, because a measure is often due years before its task; the wording
of a deadline (“2025年底前，长期坚持”) is kept beside the day it means. 立行立改 and 长期坚持 are properties, not
states: a closed task can still be 长期坚持.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

from models.domain.batches import LEVELS
from models.domain.directory import UnitId
from models.domain.partial_date import PartialDate, Period
from models.domain.statuses import STATUSES
from models.domain.task_labels import TASK_LABELS

InspectionId = NewType("InspectionId", str)
PlanId = NewType("PlanId", str)
TaskId = NewType("TaskId", str)
TaskNumberId = NewType("TaskNumberId", str)
TaskUnitId = NewType("TaskUnitId", str)
SubItemId = NewType("SubItemId", str)
MeasureId = NewType("MeasureId", str)
MeasureUnitId = NewType("MeasureUnitId", str)
ProgressId = NewType("ProgressId", str)
FigureId = NewType("FigureId", str)


class InspectionLevel(StrEnum):
    """督察层级: who inspected."""

    CENTRAL = "central"
    PROVINCE = "province"
    CITY = "city"

    @property
    def label(self) -> str:
        return LEVELS[self.value]


class UnitRole(StrEnum):
    """单位角色: what a unit has to do with a task."""

    LEAD = "lead"
    RESPONSIBLE = "responsible"
    SUPPORTING = "supporting"
    SUPERVISING = "supervising"
    ACCEPTANCE = "acceptance"

    @property
    def label(self) -> str:
        return TASK_LABELS[self.value]


class SubItemKind(StrEnum):
    """子项类别: a site or a sub-problem of a task."""

    SITE = "site"
    SUB_PROBLEM = "sub_problem"

    @property
    def label(self) -> str:
        return {"site": "点位", "sub_problem": "子问题"}[self.value]


class DutyPer(StrEnum):
    """频次周期: the period in which a duty has to be done a number of times."""

    WEEK = "week"
    TEN_DAYS = "ten-days"
    MONTH = "month"
    TWO_MONTHS = "two-months"
    QUARTER = "quarter"
    HALF_YEAR = "half-year"
    YEAR = "year"

    @property
    def label(self) -> str:
        return {
            "week": "每周",
            "ten-days": "每旬",
            "month": "每月",
            "two-months": "每两个月",
            "quarter": "每季度",
            "half-year": "每半年",
            "year": "每年",
        }[self.value]


class TaskStatus(StrEnum):
    """完成进度: the five words of the yearly tables, entered by hand."""

    NOT_STARTED = "not_started"
    BEHIND = "behind"
    ON_SCHEDULE = "on_schedule"
    DONE = "done"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        return STATUSES[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """频次要求: at least `times` times in each period `per`."""

    times: int
    per: DutyPer

    def __str__(self) -> str:
        return f"{self.per.label}至少{self.times}次"


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    """督察: one round of inspection of one level, or its 回头看."""

    id: InspectionId
    level: InspectionLevel = InspectionLevel.CENTRAL
    round: int | None = None
    is_look_back: bool = False
    name: str = ""
    started_on: PartialDate | None = None
    ended_on: PartialDate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """整改方案: the issued plan whose numbered tasks have to be closed."""

    id: PlanId
    inspection_id: InspectionId | None = None
    title: str
    short_title: str = ""
    issuer: str = ""
    document_number: str = ""
    dated_on: PartialDate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """整改任务: one numbered problem of the plan with its goal and deadline."""

    id: TaskId
    plan_id: PlanId
    number: str
    title: str = ""
    problem: str = ""
    goal: str = ""
    deadline: PartialDate | None = None
    deadline_text: str = ""
    is_immediate: bool = False
    is_ongoing: bool = False
    leader: str = ""
    responsible_person: str = ""
    liaison: str = ""
    note: str = ""
    # 目前进展情况及存在问题, and how it stands in the five words; both by hand.
    progress: str = ""
    status: TaskStatus | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskNumber:
    """外部编号: the number another level gives the same task, such as 364(35-11) or 省序号28."""

    id: TaskNumberId
    task_id: TaskId
    number: str
    scheme: str = ""
    position: int = 0

    @property
    def full(self) -> str:
        """Return the number with its scheme before it, as it is spoken of: 省序号28."""
        return self.scheme + self.number


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskUnit:
    """任务单位: a unit in one role at one task."""

    id: TaskUnitId
    task_id: TaskId
    unit_id: UnitId
    role: UnitRole
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SubItem:
    """子项: a site 点位 or a sub-problem 子问题 of a task."""

    id: SubItemId
    task_id: TaskId
    kind: SubItemKind = SubItemKind.SITE
    number: str = ""
    name: str
    text: str = ""
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """整改措施: one measure of a task, answered by number in the opinion."""

    id: MeasureId
    task_id: TaskId
    number: str
    short_name: str = ""
    text: str = ""
    deadline: PartialDate | None = None
    deadline_text: str = ""
    position: int = 0

    @property
    def name(self) -> str:
        """Return the short name, or the beginning of the text where none was given."""
        if self.short_name:
            return self.short_name
        head = self.text.split("\n", 1)[0]
        return head if len(head) <= 18 else head[:17] + "…"


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureUnit:
    """措施单位: a responsible unit of a measure's own."""

    id: MeasureUnitId
    measure_id: MeasureId
    unit_id: UnitId
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """落实情况: what was done for a measure on a day or in a period."""

    id: ProgressId
    measure_id: MeasureId
    done_on: PartialDate | Period | None = None
    text: str
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """数据: a number stated by a progress entry, such as 县委常委会 7 次; `number` stays text as typed."""

    id: FigureId
    progress_id: ProgressId
    label: str
    number: str
    unit: str = ""
    position: int = 0
