"""The vocabulary of papers: a form 文书样式 is ordered heads over records, and is data, not code.

Built-in forms are TOML under resources/forms. A head names what it prints by its `ContentKind`; running text names
facts by slots such as {验收日期}. Slots are looked up, nothing is evaluated; one that has no value is a STOP finding of
that name, never a blank. Words in square brackets are printed only where the slots inside have values: [会同{会同部门}]
leaves an office that accepted alone with a whole sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from models.domain.closure import AcceptanceResult
from models.domain.finding import Target

SLOT = re.compile(r"\{([^{}]+)\}")
OPTIONAL = re.compile(r"\[([^\[\]]*)\]")


class ContentKind(StrEnum):
    """内容种类: what a head of a paper prints."""

    PROBLEM = "problem"
    GOAL = "goal"
    MEASURES = "measures"
    IMPLEMENTATION = "implementation"
    GOAL_COMPLETION = "goal_completion"
    EVIDENCE_MAPPING = "evidence_mapping"
    NEXT_STEPS = "next_steps"
    CONCLUSION = "conclusion"

    @property
    def label(self) -> str:
        return {
            "problem": "反馈问题",
            "goal": "整改目标",
            "measures": "整改措施",
            "implementation": "落实情况",
            "goal_completion": "目标完成情况",
            "evidence_mapping": "佐证对应",
            "next_steps": "下步要求",
            "conclusion": "验收结论",
        }[self.value]


class Numbering(StrEnum):
    """条目编号: how the items of a head are numbered; CHINESE puts the measure's short name after （一）."""

    NONE = ""
    ARABIC = "1."
    CHINESE = "（一）"


class ColumnKind(StrEnum):
    """签字表栏目."""

    GROUP = "group"
    NAME = "name"
    UNIT = "unit"
    POST = "post"
    PHONE = "phone"
    SIGNATURE = "signature"


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """部分: one numbered head of a paper; `short` is its name in the list of sections.

    `results` gives a conclusion its wording for each result, where the acceptance has no wording of its own.
    """

    text: str
    content: ContentKind
    short: str = ""
    numbering: Numbering = Numbering.NONE
    results: tuple[tuple[AcceptanceResult, str], ...] = ()

    @property
    def name(self) -> str:
        """Return what the list of sections calls the head."""
        return self.short or self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class TableColumn:
    """签字表一栏: head and width in millimetres."""

    content: ColumnKind
    label: str
    width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureAttachment:
    """附件: the signature table on a page of its own."""

    title: str
    columns: tuple[TableColumn, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormDefinition:
    """文书样式: title, addressee, opening, heads and attachment of one paper."""

    key: str
    kind: str
    label: str
    title: str
    addressee: str = ""
    opening: str = ""
    heads: tuple[Head, ...] = ()
    attachment: SignatureAttachment | None = None
    contact: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """空位: a named fact of the dossier; `place` tells the clerk where it is filled in."""

    name: str
    place: str
    table: str = ""
    field: str = ""

    def target(self, row_id: str) -> Target | None:
        """Return where the missing fact is entered, for the record with this id."""
        return Target(table=self.table, id=row_id, field=self.field) if self.table else None


SLOTS: tuple[Slot, ...] = (
    Slot(name="发文主体", place="验收 · 文书 · 发文主体", table="papers", field="issuer_id"),
    Slot(name="自称", place="设置 · 发文主体 · 自称", table="papers", field="issuer_id"),
    Slot(name="主送", place="文书 · 主送机关", table="papers", field="addressee"),
    Slot(name="成文日期", place="文书 · 成文日期", table="papers", field="dated_on"),
    Slot(name="方案", place="概况 · 整改方案", table="plans", field="title"),
    Slot(name="任务.编号", place="概况 · 编号", table="tasks", field="number"),
    Slot(name="任务.称谓", place="概况 · 编号", table="tasks", field="number"),
    Slot(name="任务.标题", place="概况 · 任务名称", table="tasks", field="title"),
    Slot(name="销号对象", place="验收 · 销号对象", table="closures", field="subject"),
    Slot(name="责任单位", place="概况 · 责任单位", table="tasks", field="responsible"),
    Slot(name="依据", place="验收 · 依据文件", table="instruments", field="basis"),
    Slot(name="对照标准", place="验收 · 对照标准", table="instruments", field="standard"),
    Slot(name="验收日期", place="验收 · 验收日期", table="acceptances", field="held_on"),
    Slot(name="验收方式", place="验收 · 验收方式", table="acceptances", field="methods"),
    Slot(name="验收地点", place="验收 · 地点", table="acceptances", field="place"),
    Slot(name="会同部门", place="验收 · 会同部门", table="joint_units", field="joint"),
    Slot(name="联系人", place="验收 · 联系人", table="acceptances", field="contact_id"),
    Slot(name="联系电话", place="验收 · 联系人电话", table="members", field="phone"),
)
SLOT_BY_NAME = {slot.name: slot for slot in SLOTS}


def slots_in(text: str) -> tuple[str, ...]:
    """Return the names of the slots a text uses, in order."""
    return tuple(SLOT.findall(text))
