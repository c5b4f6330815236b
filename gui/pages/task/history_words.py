"""The rows of an operation in words: which record, and of each field what stood there before and what stands now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from models.domain.closure import Member
from models.domain.directory import Issuer, Unit
from models.domain.evidence import Evidence
from models.domain.plan import DutyPer, InspectionLevel, Measure, Plan, Progress, SubItem, UnitRole
from models.workspace import RowChange, Workspace

MOST = 40
_FIELDS = {
    "number": "编号", "title": "名称", "short_title": "简称", "problem": "反馈问题", "goal": "整改目标",
    "deadline_text": "时限", "deadline": "时限到", "is_immediate": "立行立改", "is_ongoing": "长期坚持",
    "leader": "包案领导", "responsible_person": "责任人", "liaison": "联络员", "note": "备注", "short_name": "简称",
    "text": "内容", "duty_times": "频次次数", "duty_per": "频次周期", "done_on": "日期", "label": "名称",
    "unit": "单位",
    "proves": "证明内容", "pages": "页码", "kind": "类别", "issuing_body": "发文单位", "issuer": "印发机关",
    "document_number": "文号", "dated_on": "日期", "trashed_at": "移到回收站", "position": "次序",
    "confirmed_at": "确认时间", "confirmed_by": "确认人", "name": "名称", "post": "职务", "phone": "电话",
    "role": "角色",
    "held_on": "验收日期", "methods": "验收方式", "place": "地点", "goal_completion": "目标完成情况",
    "result": "验收结果",
    "conclusion": "验收结论", "next_requirements": "下步要求", "subject": "销号对象", "round": "轮次", "form": "样式",
    "addressee": "主送", "secrecy": "密级", "signer": "签发人", "copies_to": "抄送",
    "document_word": "发文机关代字", "document_year": "发文年份", "document_sequence": "发文序号",
    "is_upward": "上行文", "printing_office": "印发机关", "printed_on": "印发日期", "has_red_head": "套红头和版记",
    "is_sealed": "留盖章位置", "title_lines": "标题换行", "head_lines": "红头换行", "contact_id": "联系人",
    "level": "督察层级", "is_look_back": "回头看", "scheme": "编号来源",
    "generated": "自动生成的文字", "unit_id": "单位", "evidence_id": "佐证", "measure_id": "措施", "plan_id": "方案",
    "issuer_id": "发文主体", "progress_id": "挂在落实情况", "sub_item_id": "点位",
}
_NAMED = {"unit_id": (Unit, "name"), "evidence_id": (Evidence, "title"), "measure_id": (Measure, "number"),
          "progress_id": (Progress, "text"), "sub_item_id": (SubItem, "name"), "plan_id": (Plan, "title"),
          "issuer_id": (Issuer, "name"), "contact_id": (Member, "name")}
_CODES = {
    **{code.value: code.label for codes in (UnitRole, DutyPer, InspectionLevel) for code in codes},
    "implementation": "落实情况", "proof": "对应说明", "site": "点位", "sub_problem": "子问题", "leader": "组长",
    "deputy": "副组长", "member": "成员", "passed": "通过", "after_correction": "整改后再验", "failed": "不通过",
    "basis": "依据", "standard": "对照标准", "task": "整改任务",
}
_CODED = frozenset({"role", "duty_per", "kind", "result", "level"})
_TICKS = frozenset({"is_immediate", "is_ongoing", "is_upward", "has_red_head", "is_sealed", "is_look_back"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldRow:
    """A head and a text; `is_before` for what no longer stands."""

    text: str
    head: str = ""
    is_before: bool = False


def told_rows(ws: Workspace, rows: list[RowChange]) -> list[ToldRow]:
    """Return what the rows say, the first forty of them."""
    told = [part for row in rows[:MOST] for part in _told(ws, row)]
    if len(rows) > MOST:
        told.append(ToldRow(text=f"还有 {len(rows) - MOST} 条记录"))
    return told


def _told(ws: Workspace, row: RowChange) -> list[ToldRow]:
    name = ws.label_of(row.table)
    if row.before is None or row.after is None:
        image, verb = (row.after, "新增") if row.before is None else (row.before, "删除")
        return [ToldRow(head=f"{verb}{name}", text=_summary(ws, image or {}), is_before=row.after is None)]
    parts = []
    for field in (field for field in row.after if field in _FIELDS):
        before, after = _value(ws, field, row.before[field]), _value(ws, field, row.after[field])
        parts.append(ToldRow(head=f"{name} · {_FIELDS[field]}", text=f"原来：{before}", is_before=True))
        parts.append(ToldRow(text=f"改为：{after}"))
    return parts


def _summary(ws: Workspace, image: Mapping[str, object]) -> str:
    """Return the fields of a whole record that say something."""
    shown = [
        f"{_FIELDS[field]}：{_value(ws, field, value)}" for field, value in image.items()
        if field in _FIELDS and field != "position" and value not in (None, "", 0)
    ]
    return "；".join(shown)


def _value(ws: Workspace, field: str, value: object) -> str:
    if value is None or value == "":
        return "（空）"
    if field in _TICKS:
        return "是" if value else "否"
    if field == "form":
        return next((form.label for form in ws.reference.forms if form.key == value), str(value))
    if field in _NAMED:
        cls, attribute = _NAMED[field]
        record = ws.get(cls, str(value))
        return str(getattr(record, attribute)) if record else "（已删除）"
    if field.endswith("_at"):
        return str(value).replace("T", " ")
    return _CODES.get(str(value), str(value)) if field in _CODED else str(value)
