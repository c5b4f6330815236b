"""What of an issued paper's records is compared with the records now, under the names it has in the window.

A part that the paper's form does not print is none of its business: an acceptance entered after the self-check report
was signed contradicts nothing in it. A form prints by slots ({验收日期}) and by contents ("conclusion"), so its
definition tells.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from models.domain.closure import AcceptanceResult, ClosureSubject, InstrumentRole, MemberRole
from models.domain.form import ContentKind
from models.domain.partial_date import when_from_iso
from models.domain.plan import InspectionLevel, SubItemKind
from models.domain.publicity import DayCounting
from models.domain.slots import SLOTS, RowSource

EMPTY = "（空）"
Shown = Callable[[Any], str]


@dataclass(frozen=True, slots=True)
class Field:
    """字段 of a record: its name in the window, and how its value is shown."""

    label: str
    shown: Shown


@dataclass(frozen=True, slots=True)
class Records:
    """一类记录 in a list: what they are called, by which field each is named, and what is compared of each."""

    label: str
    name: str
    fields: Mapping[str, Field]


# How a value is shown


def _text(value: Any) -> str:
    return EMPTY if value in (None, "") else str(value)


def _day(value: Any) -> str:
    return when_from_iso(value).chinese if value else EMPTY


def _days(value: Any) -> str:
    return "、".join(map(_day, value)) or EMPTY


def _flag(value: Any) -> str:
    return "是" if value else "否"


def _files(value: Any) -> str:
    return "、".join(f"{name}（{sha256[:8]}）" for name, sha256 in value) or EMPTY


def _labelled(kind: Callable[[str], Any]) -> Shown:
    return lambda value: kind(value).label if value else EMPTY


def _fields(labels: Mapping[str, str], **shown: Shown) -> dict[str, Field]:
    return {name: Field(label, shown.get(name, _text)) for name, label in labels.items()}


# What is compared, under the names it has in the window

RECORDS: dict[str, tuple[str, dict[str, Field]]] = {
    "inspection": ("督察", _fields(
        {"name": "名称", "level": "督察层级", "round": "轮次", "is_look_back": "回头看"},
        level=_labelled(InspectionLevel), is_look_back=_flag)),
    "plan": ("整改方案", _fields(
        {"title": "名称", "short_title": "简称", "issuer": "印发机关", "document_number": "文号", "dated_on": "日期"},
        dated_on=_day)),
    "task": ("整改任务", _fields(
        {"number": "编号", "title": "名称", "problem": "反馈问题", "goal": "整改目标", "deadline": "时限到",
         "deadline_text": "时限", "is_immediate": "立行立改", "is_ongoing": "长期坚持", "leader": "包案领导",
         "responsible_person": "责任人"},
        deadline=_day, is_immediate=_flag, is_ongoing=_flag)),
    "closure": ("销号", _fields(
        {"subject": "销号对象", "subject_kind": "对象类别", "number": "编号", "round": "轮次",
         "completed_on": "整改完成时间"},
        subject_kind=_labelled(ClosureSubject), completed_on=_day)),
    "acceptance": ("验收", _fields(
        {"held_on": "验收日期", "methods": "验收方式", "place": "验收地点", "goal_completion": "目标完成情况",
         "result": "验收结果", "conclusion": "验收结论", "next_requirements": "下步工作要求", "findings": "核查情况"},
        held_on=_days, result=_labelled(AcceptanceResult))),
    "contact": ("联系人", _fields({"name": "姓名", "phone": "电话"})),
    "issuer": ("发文主体", _fields(
        {"name": "名称", "head_lines": "红头", "self_reference": "自称", "leading_group": "领导小组",
         "addressee": "主送", "printing_office": "印发机关"})),
    "self_check": ("自查自验", _fields(
        {"held_on": "自查日期", "participants": "参加单位", "methods": "自查方式", "conclusion": "自查结论"},
        held_on=_days)),
    "publicity": ("公示", _fields(
        {"starts_on": "公示起", "days": "公示天数", "counting": "计日方式", "ends_on": "公示止", "medium": "公示方式",
         "receiving_office": "受理部门", "contact": "联系人", "phone": "电话", "mobile": "手机", "email": "电子邮箱",
         "address": "地址", "result": "公示结果"},
        starts_on=_day, ends_on=_day, counting=_labelled(DayCounting))),
    "paper": ("文书", _fields(
        {"form": "样式", "signers": "落款单位", "addressee": "主送", "dated_on": "成文日期",
         "document_word": "发文机关代字", "document_year": "发文年份", "document_sequence": "发文序号",
         "signer": "签发人", "is_upward": "上行文", "secrecy": "密级", "copies_to": "抄送",
         "printing_office": "印发机关", "printed_on": "印发日期",
         "has_red_head": "套红头和版记", "is_sealed": "留盖章位置", "title_lines": "标题换行",
         "head_lines": "红头换行"},
        dated_on=_day, printed_on=_day, is_upward=_flag, has_red_head=_flag, is_sealed=_flag)),
}
# What an edited section is called; other names stand as they are.
SECTIONS = {
    "title": "标题", "addressee": "主送机关", "opening": "引言", "attachment_note": "附件说明", "sign_off": "落款",
    **{kind.value: kind.label for kind in ContentKind},
}
TEXTS = {"units": "任务单位", "responsible_units": "责任单位", "joint_units": "会同部门"}
WORDS = {"office": "本单位名称", "responsible_phone": "责任人的电话"}
LISTS: dict[str, Records] = {
    "numbers": Records("外部编号", "number", _fields({"number": "编号", "scheme": "编号来源"})),
    "sub_items": Records("点位", "name", _fields(
        {"name": "名称", "number": "编号", "text": "内容", "kind": "类别"}, kind=_labelled(SubItemKind))),
    "instruments": Records("依据文件", "title", _fields(
        {"title": "名称", "document_number": "文号", "role": "用途"}, role=_labelled(InstrumentRole))),
    "members": Records("验收组", "name", _fields(
        {"name": "姓名", "unit": "单位", "post": "职务", "phone": "电话", "role": "角色"}, role=_labelled(MemberRole))),
    "objections": Records("异议", "content", _fields(
        {"raised_on": "提出日期", "person": "提出人", "contact": "联系方式", "content": "异议内容",
         "handling": "办理情况", "handled_on": "办结日期"},
        raised_on=_day, handled_on=_day)),
    "edits": Records("改写的部分", "section", _fields({"text": "文字"})),
}
MEASURE = _fields(
    {"number": "编号", "short_name": "简称", "text": "内容", "deadline": "时限到", "deadline_text": "时限"},
    deadline=_day)
EVIDENCE = _fields(
    {"title": "名称", "kind": "类别", "issuing_body": "发文单位", "document_number": "文号", "dated_on": "日期",
     "pages": "页码", "proves": "证明内容", "link_pages": "所在页", "files": "文件"},
    dated_on=_day, files=_files)

PAIR = _fields(
    {"place": "地点", "caption": "说明", "before_id": "整改前照片", "before_on": "整改前日期",
     "before_title": "整改前照片名称", "after_id": "整改后照片", "after_on": "整改后日期",
     "after_title": "整改后照片名称"},
    before_id=_files, before_on=_day, after_id=_files, after_on=_day)

# Where it is entered

EDITS = "section_edits"
TABLES = {
    "inspection": "inspections", "plan": "plans", "task": "tasks", "closure": "closures", "acceptance": "acceptances",
    "contact": "members", "issuer": "issuers", "self_check": "self_checks", "publicity": "publicities",
    "paper": "papers", "instruments": "instruments", "members": "members", "objections": "objections", "edits": EDITS,
}
# What has no row the clerk could be led to: table and field of the whole it belongs to.
WHOLE = {
    "units": ("tasks", "responsible"), "responsible_units": ("closures", "units"), "joint_units": ("joint_units", ""),
    "office": ("settings", "office_name"), "responsible_phone": ("persons", ""), "numbers": ("tasks", "numbers"),
    "sub_items": ("tasks", "sub_items"), "pairs": ("tasks", "photo_pairs"),
}

# What a form prints


_OF_TABLE = {
    "acceptances": "acceptance", "self_checks": "self_check", "publicities": "publicity", "inspections": "inspection",
}
_SLOTS: dict[tuple[str, str], set[str]] = {
    ("publicity", "counting"): {"公示.天数"}, ("publicity", "ends_on"): {"公示.期限"},
    ("contact", "name"): {"联系人"}, ("contact", "phone"): {"联系电话"},
    ("instruments", ""): {"依据", "对照标准"}, ("joint_units", ""): {"会同部门"}, ("objections", ""): {"公示.结果"},
    ("office", ""): {"本单位"}, ("responsible_phone", ""): {"责任人.电话"}, ("pairs", "place"): {"对比.地点"},
    ("task", "problem"): {"反馈问题"}, ("task", "goal"): {"整改目标"},
    **{("pairs", f"{side}_{name}"): {slot} for side in ("before", "after")
       for name, slot in (("on", "照片.日期"), ("title", "照片.名称"))},
}
for _slot in SLOTS:
    if _slot.table in _OF_TABLE:
        _SLOTS.setdefault((_OF_TABLE[_slot.table], _slot.field), set()).add(_slot.name)
_CONTENTS = {
    ("acceptance", "goal_completion"): ContentKind.GOAL_COMPLETION,
    ("acceptance", "next_requirements"): ContentKind.NEXT_STEPS,
    ("acceptance", "conclusion"): ContentKind.CONCLUSION,
    ("acceptance", "result"): ContentKind.CONCLUSION,
    ("pairs", ""): ContentKind.PHOTO_PAIRS,
    ("task", "problem"): ContentKind.PROBLEM, ("task", "goal"): ContentKind.GOAL,
}
_OF_MEASURES = re.compile(
    r'\{(?:措施|佐证)|"(?:measures|implementation|evidence_mapping|each_measure|evidence|mapping)"'
)
_ASKED = frozenset({*_OF_TABLE.values(), "contact"})


def is_printed(definition: str, part: str, field: str = "") -> bool:
    """Return whether a form prints a field of a part of the dossier, as its definition says; all where it is empty."""
    place = (part, field)
    if not definition:
        return True
    if part == "members":
        is_listed = _names(definition, "rows", RowSource.MEMBERS) or _names(definition, "content", "signature_table")
        return is_listed or "{联系人}" in definition
    if part == "measures":
        return _OF_MEASURES.search(definition) is not None
    if place not in _SLOTS and place not in _CONTENTS:
        return part not in _ASKED
    by_content = place in _CONTENTS and _names(definition, "content", _CONTENTS[place])
    return by_content or any(f"{{{name}}}" in definition for name in _SLOTS.get(place, ()))


def _names(definition: str, key: str, value: str) -> bool:
    """Return whether a definition, TOML or JSON, gives a key this value."""
    return re.search(rf'\b{key}"?\s*[:=]\s*"{value}"', definition) is not None
