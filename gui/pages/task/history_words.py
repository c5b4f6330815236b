"""The rows of an operation in words: which record, and of each field what stood there before and what stands now."""

from __future__ import annotations

from dataclasses import dataclass

from models.workspace import RowChange, Workspace

MOST = 40
_FIELDS = {
    "number": "编号", "title": "名称", "problem": "反馈问题", "goal": "整改目标", "deadline_text": "时限",
    "deadline": "时限到", "is_immediate": "立行立改", "is_ongoing": "长期坚持", "leader": "包案领导",
    "responsible_person": "责任人", "liaison": "联络员", "note": "备注", "short_name": "简称", "text": "内容",
    "duty_times": "频次次数", "duty_per": "频次周期", "done_on": "日期", "label": "名称", "unit": "单位",
    "proves": "证明内容", "pages": "页码", "kind": "种类", "issuing_body": "发文单位", "document_number": "文号", "dated_on": "日期",
    "trashed_at": "移到回收站", "position": "次序", "confirmed_at": "确认时间", "confirmed_by": "确认人",
    "name": "姓名", "post": "职务", "phone": "电话", "role": "职务", "held_on": "验收日期", "methods": "验收方式", "place": "地点",
    "goal_completion": "目标完成情况", "result": "验收结果", "conclusion": "验收结论", "next_requirements": "下步要求",
    "subject": "销号对象", "round": "轮次", "form": "样式", "addressee": "主送", "secrecy": "密级", "signer": "签发人",
    "copies_to": "抄送", "size": "大小", "section": "部分", "generated": "自动生成的文字",
}
_HIDDEN = frozenset({"sort_key", "search_text", "basis"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldRow:
    """A head and a text; `is_before` for what no longer stands."""

    head: str
    text: str
    is_before: bool = False


def told_rows(ws: Workspace, rows: list[RowChange]) -> list[ToldRow]:
    """Return what the rows say, the first forty of them."""
    told = [part for row in rows[:MOST] for part in _told(ws, row)]
    if len(rows) > MOST:
        told.append(ToldRow(head="", text=f"还有 {len(rows) - MOST} 条记录"))
    return told


def _told(ws: Workspace, row: RowChange) -> list[ToldRow]:
    name = ws.label_of(row.table)
    if row.before is None or row.after is None:
        image, verb = (row.after, "新增") if row.before is None else (row.before, "删除")
        text = _summary(image or {})
        return [ToldRow(head=f"{verb}{name}", text=text, is_before=row.after is None)] if text else []
    parts = []
    for field in row.after:
        if field in _HIDDEN or field.endswith("_id") or field == "id":
            continue
        label = _FIELDS.get(field, field)
        parts.append(ToldRow(head=f"{name} · {label} 原来", text=_value(row.before[field]), is_before=True))
        parts.append(ToldRow(head="改为", text=_value(row.after[field])))
    return parts


def _summary(image: dict[str, object]) -> str:
    """Return the fields of a whole record that say something."""
    shown = [
        f"{_FIELDS[field]}：{_value(value)}" for field, value in image.items()
        if field in _FIELDS and field not in ("position",) and value not in (None, "", 0)
    ]
    return "；".join(shown)


def _value(value: object) -> str:
    if value is None or value == "":
        return "（空）"
    return str(value)
