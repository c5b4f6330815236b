"""The rows of an operation in words: which record, and of each field what stood there before and what stands now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import get_args, get_type_hints

from exporters.blocks import FontSet
from models.domain.closure import Closure, Member, Paper
from models.domain.directory import Issuer, Unit
from models.domain.duty import MeasureDuty
from models.domain.evidence import Evidence, StoredFile
from models.domain.indicator import Indicator
from models.domain.ledger import LAYOUT_SETTING, layout_from_text
from models.domain.plan import Inspection, Measure, Plan, Progress, SubItem, Task
from models.domain.publicity import Publicity
from models.domain.settings import CLERK_NAME, DEFAULT_FORM, FONT_SET, IS_SAMPLE, OFFICE_NAME
from models.workspace import RowChange, Workspace

MOST = 40
LOOKED_AT = 6
EMPTY = "（空）"
SETTINGS = {key.key: key.label for key in (OFFICE_NAME, CLERK_NAME, FONT_SET, IS_SAMPLE, DEFAULT_FORM)}
FIELDS = {
    "number": "编号", "title": "名称", "short_title": "简称", "problem": "反馈问题", "goal": "整改目标",
    "deadline_text": "时限", "deadline": "时限到", "is_immediate": "立行立改", "is_ongoing": "长期坚持",
    "leader": "包案领导", "responsible_person": "责任人", "liaison": "联络员", "note": "备注", "short_name": "简称",
    "aliases": "别称",
    "text": "内容", "done_on": "日期", "label": "名称",
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
    "level": "督察层级", "is_look_back": "回头看", "scheme": "编号来源", "subject_kind": "对象类别",
    "self_reference": "自称", "leading_group": "领导小组", "is_own": "本单位", "started_on": "进驻日期",
    "ended_on": "结束日期",
    "signers": "落款单位", "completed_on": "整改完成时间", "findings": "核查情况", "participants": "参加单位",
    "starts_on": "公示起始日期", "days": "公示天数", "counting": "计日方式", "ends_on": "公示截止日期",
    "medium": "公示方式", "receiving_office": "受理单位", "contact": "联系人", "mobile": "手机", "email": "电子邮箱",
    "address": "地址",
    "raised_on": "提出日期", "person": "提出人", "content": "异议内容", "handling": "处理情况",
    "handled_on": "处理日期",
    "year": "年份", "key": "样式的键", "file_name": "文件名", "code": "签发编号",
    "issued_at": "签发时间", "issued_by": "签发操作人", "own_name": "程序所写的文件", "scan_name": "扫描件",
    "generated": "自动生成的文字", "unit_id": "单位", "evidence_id": "佐证", "measure_id": "措施", "plan_id": "方案",
    "inspection_id": "督察", "issuer_id": "发文主体", "progress_id": "挂在落实情况", "sub_item_id": "点位",
    "paper_id": "文书", "publicity_id": "公示", "progress": "整改进展", "status": "完成进度",
    "folder": "来源文件夹", "version": "版本", "superseded_by": "换成", "proof_kind": "证明类别", "before_id": "整改前",
    "after_id": "整改后", "caption": "说明", "times": "次数", "per": "周期", "duty_id": "频次要求", "target": "目标值",
    "bound": "方向", "due_on": "达到时间", "indicator_id": "指标", "sealed_at": "封卷时间", "sealed_by": "封卷人",
    "measures": "对应措施",
}
# What a field is called in one kind of records only.
_OF_TABLE = {
    ("duties", "subject"): "事项", ("duties", "starts_on"): "起始", ("duties", "ends_on"): "截止",
    ("indicator_values", "number"): "数值",
}
_NAMED = {"unit_id": (Unit, "name"), "evidence_id": (Evidence, "title"), "measure_id": (Measure, "number"),
          "progress_id": (Progress, "text"),
          "paper_id": (Paper, "kind"), "publicity_id": (Publicity, "receiving_office"),
          "sub_item_id": (SubItem, "name"), "plan_id": (Plan, "title"),
          "before_id": (Evidence, "title"), "after_id": (Evidence, "title"), "superseded_by": (StoredFile, "name"),
          "duty_id": (MeasureDuty, "subject"), "indicator_id": (Indicator, "label"),
          "inspection_id": (Inspection, "name"), "issuer_id": (Issuer, "name"), "contact_id": (Member, "name")}
# By which field a row leads to its task.
_OWNERS: dict[str, type] = {"task_id": Task, "closure_id": Closure, "measure_id": Measure, "progress_id": Progress,
                            "duty_id": MeasureDuty}
# The steps that built the store stand in the chain too, and are no records.
_STRUCTURE = "_sqlite_migrations"


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldRow:
    """A head and a text; `is_before` for what no longer stands."""

    text: str
    head: str = ""
    is_before: bool = False


def told_rows(ws: Workspace, sequence: int, row_ids: set[str] | None = None) -> list[ToldRow]:
    """Return what one operation did to the rows: the first forty of them, and of more how many of each kind."""
    counts = ws.history_counts(sequence, row_ids)
    rows = ws.history_rows(sequence, row_ids, limit=MOST)
    told = [part for row in rows if row.table != _STRUCTURE for part in _told(ws, row)]
    if (total := sum(sum(found) for _, *found in counts)) <= MOST:
        return told
    return [ToldRow(head=f"共 {total} 条记录，下面是前 {MOST} 条", text=_counted(ws, counts)), *told]


def task_number(ws: Workspace, sequence: int) -> str:
    """Return the number of the task an operation was about, nothing where it was none, several or one that is gone."""
    rows = ws.history_rows(sequence, limit=LOOKED_AT)
    found = {_task_of(ws, row.table, _standing(ws, row)) for row in rows if row.table != _STRUCTURE} - {None}
    task = ws.get(Task, found.pop()) if len(found) == 1 else None
    return task.number if task else ""


def _standing(ws: Workspace, row: RowChange) -> Mapping[str, object]:
    """Return the whole row as it stands, or as it stood when it was removed."""
    record = ws.get(ws.class_of(row.table), row.row_id)
    if record is None:
        return {**(row.before or {}), **(row.after or {})}
    return {name: getattr(record, name) for name in ("id", *_OWNERS) if hasattr(record, name)}


def _task_of(ws: Workspace, table: str, image: Mapping[str, object]) -> str | None:
    if table == "tasks":
        return str(image.get("id"))
    for name, cls in _OWNERS.items():
        if image.get(name) is None:
            continue
        if cls is Task:
            return str(image[name])
        owner = ws.get(cls, str(image[name]))
        if owner is not None:
            return _task_of(ws, "", {key: getattr(owner, key) for key in _OWNERS if hasattr(owner, key)})
    return None


def _counted(ws: Workspace, counts: list[tuple[str, int, int, int]]) -> str:
    verbs = ("新增", "修改", "删除")
    said = (
        (verb, "、".join(f"{ws.label_of(table)} {found[place]}" for table, *found in counts if found[place]))
        for place, verb in enumerate(verbs)
    )
    return "；".join(f"{verb} {words}" for verb, words in said if words)


def _told(ws: Workspace, row: RowChange) -> list[ToldRow]:
    name = ws.label_of(row.table)
    if row.table == "settings":
        of = "台账版式" if row.row_id.startswith(LAYOUT_SETTING) else SETTINGS.get(row.row_id, row.row_id)
        return _change(f"{name} · {of}", *_setting(ws, row))
    if row.before is None or row.after is None:
        image, verb = (row.after, "新增") if row.before is None else (row.before, "删除")
        text = _summary(ws, row.table, image or {})
        return [ToldRow(head=f"{verb}{name}", text=text, is_before=row.after is None)]
    before, after = ({key: _value(ws, row.table, key, image[key]) for key in image if key in FIELDS}
                     for image in (row.before, row.after))
    return [part for key in after for part in _change(f"{name} · {_field(row.table, key)}", before[key], after[key])]


def _change(head: str, before: str, after: str) -> list[ToldRow]:
    return [ToldRow(head=head, text=f"原来：{before}", is_before=True), ToldRow(text=f"改为：{after}")]


def _setting(ws: Workspace, row: RowChange) -> tuple[str, str]:
    """Return a setting before and after; one that was never set has no row."""
    before, after = (str((image or {}).get("value") or "") for image in (row.before, row.after))
    return _setting_value(ws, row.row_id, before), _setting_value(ws, row.row_id, after)


def _setting_value(ws: Workspace, key: str, value: str) -> str:
    if key.startswith(LAYOUT_SETTING) and value:
        return layout_from_text(key, value).told
    if key == IS_SAMPLE.key:
        return "有" if value else "没有"
    if key == FONT_SET.key:
        return _label(FontSet, value) if value else EMPTY
    return _form(ws, value) if key == DEFAULT_FORM.key and value else value or EMPTY


def _summary(ws: Workspace, table: str, image: Mapping[str, object]) -> str:
    """Return the fields of a whole record that say something."""
    shown = [
        f"{_field(table, field)}：{_value(ws, table, field, value)}" for field, value in image.items()
        if field in FIELDS and field != "position" and value not in (None, "", 0)
    ]
    return "；".join(shown)


def _field(table: str, field: str) -> str:
    return _OF_TABLE.get((table, field)) or FIELDS[field]


def _value(ws: Workspace, table: str, field: str, value: object) -> str:
    if value is None or value == "":
        return EMPTY
    if field == "form":
        return _form(ws, str(value))
    if field in _NAMED:
        cls, attribute = _NAMED[field]
        record = ws.get(cls, str(value))
        return str(getattr(record, attribute)) if record else "（已删除）"
    kind = _kinds(ws.class_of(table)).get(field, str)
    if kind is bool:
        return "是" if value else "否"
    if kind is datetime:
        return str(value).replace("T", " ")
    return _label(kind, str(value)) if isinstance(kind, type) and issubclass(kind, StrEnum) else str(value)


def _form(ws: Workspace, key: str) -> str:
    return next((form.label for form in ws.reference.forms if form.key == key), key)


def _label(codes: type[StrEnum], value: str) -> str:
    """Return the label of a code; one that is none of them is told as it stands in the store."""
    return next((str(code.label) for code in codes if code.value == value), value)  # type: ignore[attr-defined]


@cache
def _kinds(cls: type) -> dict[str, object]:
    """Return the type of each field of a record class, without None."""
    hints = get_type_hints(cls)
    return {name: next((part for part in get_args(hint) if part is not type(None)), hint)
            for name, hint in hints.items()}
