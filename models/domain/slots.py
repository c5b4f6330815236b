"""Slots 空位: the named facts a paper prints, and where a clerk fills each in.

A word slot is a fact of the closure: {验收日期}. A row slot is a fact of one of its measures, members or pieces of
evidence: {措施.落实情况} in what a head prints of each measure, and the columns of a table. Word templates of an office
use the same names between double braces.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from models.domain.finding import Target

SLOT = re.compile(r"\{([^{}]+)\}")


class RowSource(StrEnum):
    """行: of what a table has one row each."""

    MEMBERS = "members"
    MEASURES = "measures"
    EVIDENCE = "evidence"
    MAPPING = "mapping"

    @property
    def label(self) -> str:
        return {"members": "验收组成员", "measures": "措施", "evidence": "佐证", "mapping": "措施×佐证"}[self.value]

    @property
    def families(self) -> tuple[str, ...]:
        """Return the first words of the row slots such a row has."""
        return {
            "members": ("行", "成员"),
            "measures": ("行", "措施"),
            "evidence": ("行", "佐证"),
            "mapping": ("行", "措施", "佐证"),
        }[self.value]


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


def _slots(table: str, page: str, *named: tuple[str, str, str]) -> tuple[Slot, ...]:
    return tuple(Slot(name=name, place=f"{page} · {label}", table=table, field=field) for name, label, field in named)


SLOTS: tuple[Slot, ...] = (
    *_slots(
        "papers", "文书",
        ("发文主体", "发文主体", "issuer_id"), ("自称", "发文主体的自称", "issuer_id"), ("落款", "落款单位", "signers"),
        ("主送", "主送机关", "addressee"), ("成文日期", "成文日期", "dated_on"),
        ("发文字号", "发文字号", "document_sequence"), ("签发人", "签发人", "signer"),
        ("抄送", "抄送机关", "copies_to"), ("印发机关", "印发机关", "printing_office"),
        ("印发日期", "印发日期", "printed_on"),
    ),
    *_slots("settings", "设置", ("本单位", "本单位名称", "office_name")),
    *_slots("inspections", "概况", ("督察", "督察", "name")),
    *_slots("plans", "概况", ("方案", "整改方案", "title"), ("方案.文号", "方案文号", "document_number")),
    *_slots(
        "tasks", "概况",
        ("任务.编号", "编号", "number"), ("任务.称谓", "编号", "number"), ("任务.标题", "任务名称", "title"),
        ("任务.外部编号", "外部编号", "numbers"), ("反馈问题", "反馈问题", "problem"), ("整改目标", "整改目标", "goal"),
        ("整改时限", "整改时限", "deadline_text"), ("责任单位", "责任单位", "responsible"),
        ("牵头单位", "牵头单位", "lead"), ("配合单位", "配合单位", "supporting"),
        ("督导单位", "督导单位", "supervising"), ("验收单位", "验收单位", "acceptance"),
        ("牵头验收单位", "验收单位（第一个牵头）", "acceptance"),
        ("配合验收单位", "验收单位（第二个起配合）", "acceptance"),
        ("包案领导", "包案领导", "leader"), ("责任人", "责任人", "responsible_person"),
        ("责任人.电话", "责任人的电话", "responsible_person"), ("联络员", "联络员", "liaison"),
    ),
    *_slots("closures", "验收", ("销号对象", "销号对象", "subject"), ("完成时间", "整改完成时间", "completed_on")),
    *_slots("instruments", "验收", ("依据", "依据文件", "basis"), ("对照标准", "对照标准", "standard")),
    *_slots(
        "acceptances", "验收",
        ("验收日期", "验收日期", "held_on"), ("验收方式", "验收方式", "methods"), ("验收地点", "地点", "place"),
        ("核查情况", "核查情况", "findings"), ("目标完成情况", "目标完成情况", "goal_completion"),
        ("验收结论", "验收结论", "conclusion"), ("下步要求", "下步工作要求", "next_requirements"),
        ("联系人", "联系人", "contact_id"),
    ),
    *_slots("members", "验收", ("联系电话", "联系人电话", "phone")),
    *_slots("joint_units", "验收", ("会同部门", "会同部门", "joint")),
    *_slots(
        "self_checks", "验收 · 自查自验",
        ("自查日期", "自查日期", "held_on"), ("自查单位", "参加单位", "participants"),
        ("自查方式", "自查方式", "methods"), ("自查结论", "自查结论", "conclusion"),
    ),
    *_slots(
        "publicities", "公示",
        ("公示.起", "起始日期", "starts_on"), ("公示.止", "截止日期", "ends_on"),
        ("公示.期限", "起始日期", "starts_on"), ("公示.天数", "天数", "days"),
        ("公示.联系人", "联系人", "contact"), ("公示.电话", "电话", "phone"),
        ("公示.受理单位", "受理单位", "receiving_office"), ("公示.手机", "手机", "mobile"),
        ("公示.邮箱", "电子邮箱", "email"), ("公示.地址", "地址", "address"), ("公示.方式", "公示方式", "medium"),
        ("公示.结果", "公示结果", "result"),
    ),
    Slot(name="措施条数", place="措施与落实 · 措施", table="tasks", field="measures"),
    Slot(name="佐证件数", place="佐证 · 佐证", table="tasks", field="evidence"),
)
SLOT_BY_NAME = {slot.name: slot for slot in SLOTS}

ROW_SLOTS: dict[str, str] = {
    "行.序号": "第几行",
    "措施.序号": "第几条",
    "措施.圈号": "第几条，写成①②③",
    "措施.编号": "措施编号",
    "措施.简称": "措施简称",
    "措施.内容": "措施内容",
    "措施.时限": "措施时限",
    "措施.责任单位": "措施责任单位",
    "措施.落实情况": "落实情况（确认过的陈述）",
    "措施.对应说明": "对应说明（确认过的陈述）",
    "措施.佐证": "佐证名称，用、隔开",
    "措施.佐证件数": "有几件佐证",
    "佐证.编号": "任务号-措施号-序号",
    "佐证.名称": "佐证名称",
    "佐证.类别": "类别",
    "佐证.文号": "文号",
    "佐证.发文单位": "发文单位",
    "佐证.日期": "日期",
    "佐证.页码": "页码",
    "佐证.件数": "有几个文件",
    "佐证.证明内容": "证明什么",
    "佐证.证明类别": "会议、文件、资金、数量、工程、现状",
    "佐证.对应措施": "对应哪几条措施",
    "佐证.备注": "备注",
    "对比.序号": "第几组",
    "对比.地点": "地点",
    "对比.说明": "说明",
    "照片.前后": "整改前、整改后",
    "照片.日期": "形成日期",
    "照片.名称": "佐证名称",
    "成员.组别": "组长、副组长、成员",
    "成员.姓名": "姓名",
    "成员.单位": "单位",
    "成员.职务": "职务（职称）",
    "成员.电话": "电话",
    "成员.签字": "留空，手签",
}


def slots_in(text: str) -> tuple[str, ...]:
    """Return the names of the slots a text uses, in order."""
    return tuple(SLOT.findall(text))
