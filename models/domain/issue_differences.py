"""与签发稿不一致: what the records say now and did not say when the paper was issued, in the clerk's words.

Both sides are canonical texts of a dossier. Only what a paper prints or proves is compared, each thing under the name
it has in the window; what an older program did not keep is no difference. Records are paired by their ids, those typed
anew by their names.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from models.domain.closure import AcceptanceResult, ClosureSubject, InstrumentRole, MemberRole
from models.domain.form import ContentKind
from models.domain.merging import tokens
from models.domain.partial_date import when_from_iso
from models.domain.plan import InspectionLevel, SubItemKind, UnitRole

EMPTY = "（空）"
SHORT = 24
AROUND = 8
Row = Mapping[str, Any]
Shown = Callable[[Any], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordDifference:
    """差异: one place, what stood there when the paper was issued, and what stands there now."""

    place: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class _Field:
    label: str
    shown: Shown


@dataclass(frozen=True, slots=True)
class _Records:
    """A list of records: what they are called, by which field each is named, and what is compared of each."""

    label: str
    name: str
    fields: Mapping[str, _Field]


def differences(before: str, after: str) -> tuple[RecordDifference, ...]:
    """Return how two canonical dossiers differ, in the order of the paper; ValueError for what is no dossier."""
    old, new = json.loads(before), json.loads(after)
    found = [
        *(item for name, (label, fields) in RECORDS.items()
          for item in _record(label, fields, old.get(name), new.get(name), both=name in old and name in new)),
        *_listed(LISTS["numbers"], *_rows("numbers", old, new)),
        *_listed(LISTS["sub_items"], *_rows("sub_items", old, new)),
        *(item for name, label in TEXTS.items() for item in _texts(label, *_rows(name, old, new))),
        *(item for one, other in _paired(*_rows("measures", old, new), "measure") for item in _measure(one, other)),
        *(item for name in ("instruments", "members", "edits")
          for item in _listed(LISTS[name], *_rows(name, old, new))),
    ]
    return tuple(found)


def _rows(name: str, old: Row, new: Row) -> tuple[Sequence[Any], Sequence[Any]]:
    # A part that one of the two programs did not know says nothing.
    return (old[name], new[name]) if name in old and name in new else ((), ())


def _record(
    label: str, fields: Mapping[str, _Field], old: Row | None, new: Row | None, *, both: bool = True
) -> Iterator[RecordDifference]:
    if not both or (old is None and new is None):
        return
    if old is None or new is None:
        first = next(iter(fields.values()))
        key = next(iter(fields))
        yield RecordDifference(
            place=label, before=first.shown(old[key]) if old else EMPTY, after=first.shown(new[key]) if new else EMPTY
        )
        return
    for name, field in fields.items():
        if name in old and name in new and old[name] != new[name]:
            yield _told(f"{label} · {field.label}", field.shown(old[name]), field.shown(new[name]))


def _listed(kind: _Records, old: Sequence[Row], new: Sequence[Row]) -> Iterator[RecordDifference]:
    for one, other in _paired(old, new, "", kind.name):
        name = (one or other or {})[kind.name]
        place = f"{kind.label} · {SECTIONS.get(name, name) or EMPTY}"
        if one and other:
            yield from _record(place, kind.fields, one, other)
        else:
            yield RecordDifference(place=place, before="有" if one else "没有", after="没有" if one else "有")
    yield from _order(kind, old, new)


def _order(kind: _Records, old: Sequence[Row], new: Sequence[Row]) -> Iterator[RecordDifference]:
    before, after = ([row[kind.name] or EMPTY for row in rows] for rows in (old, new))
    if before != after and sorted(before) == sorted(after):
        yield RecordDifference(place=f"{kind.label} · 次序", before="、".join(before), after="、".join(after))


def _texts(label: str, old: Sequence[Any], new: Sequence[Any]) -> Iterator[RecordDifference]:
    before, after = ("、".join(map(_text_of, rows)) for rows in (old, new))
    if before != after:
        yield _told(label, before, after)


def _text_of(value: Any) -> str:
    """Return a unit, or a unit with its role, as text."""
    return value if isinstance(value, str) else f"{UnitRole(value[0]).label}：{value[1]}"


def _measure(old: Row | None, new: Row | None) -> Iterator[RecordDifference]:
    standing = (new or old or {})["measure"]
    place = f"措施{standing['number']}"
    if old is None or new is None:
        yield RecordDifference(place=place, before="有" if old else "没有", after="没有" if old else "有")
        return
    yield from _record(place, MEASURE, old["measure"], new["measure"])
    yield from _texts(f"{place} · 责任单位", *_rows("units", old, new))
    for name, label in (("implementation", "落实情况"), ("proof", "对应说明")):
        if old[name]["text"] != new[name]["text"]:
            yield _told(f"{place} · {label}", old[name]["text"], new[name]["text"])
    yield from _listed(
        _Records(f"{place} · 佐证", "title", EVIDENCE), [_flat(item) for item in old["evidence"]],
        [_flat(item) for item in new["evidence"]],
    )


def _flat(item: Row) -> dict[str, Any]:
    """Return a piece of evidence as linked to a measure in one row, its files told by their contents."""
    link = item["link"]
    files = [[file["name"], file["sha256"]] for file in item["files"]]
    return {**item["evidence"], "proves": link["proves"], "link_pages": link["pages"], "files": files}


def _paired(
    old: Sequence[Row], new: Sequence[Row], inner: str = "", name: str = "number"
) -> Iterator[tuple[Row | None, Row | None]]:
    """Yield what belongs together: the same id, else the same name; what is alone stands beside None."""
    def of(row: Row) -> Row:
        found: Row = row[inner] if inner else row
        return found

    left = {of(row)["id"]: row for row in old}
    pairs: dict[str, Row | None] = {of(row)["id"]: left.pop(of(row)["id"], None) for row in new}
    by_name = {of(row)[name]: row_id for row_id, row in left.items()}
    for row in new:
        if pairs[of(row)["id"]] is None and of(row)[name] in by_name:
            pairs[of(row)["id"]] = left.pop(by_name.pop(of(row)[name]))
    yield from ((pairs[of(row)["id"]], row) for row in new)
    yield from ((row, None) for row in left.values())


def _told(place: str, before: str, after: str) -> RecordDifference:
    one, other = excerpts(before, after)
    return RecordDifference(place=place, before=one, after=other)


def excerpts(before: str, after: str) -> tuple[str, str]:
    """Return of two texts what differs, with a few characters around it; short texts are returned whole."""
    if max(len(before), len(after)) <= SHORT:
        return before or EMPTY, after or EMPTY
    one, other = tokens(before), tokens(after)
    groups = list(SequenceMatcher(a=one, b=other, autojunk=False).get_grouped_opcodes(AROUND))
    return (
        _excerpt(one, [(group[0][1], group[-1][2]) for group in groups]),
        _excerpt(other, [(group[0][3], group[-1][4]) for group in groups]),
    )


def _excerpt(parts: Sequence[str], ranges: Sequence[tuple[int, int]]) -> str:
    """Return the stretches of a text, an ellipsis wherever something is left out."""
    told = "…".join("".join(parts[start:end]).strip() for start, end in ranges)
    ahead = "…" if ranges and ranges[0][0] > 0 else ""
    behind = "…" if ranges and ranges[-1][1] < len(parts) else ""
    return f"{ahead}{told}{behind}" or EMPTY


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


def _fields(labels: Mapping[str, str], **shown: Shown) -> dict[str, _Field]:
    return {name: _Field(label, shown.get(name, _text)) for name, label in labels.items()}


# What is compared, under the names it has in the window

RECORDS: dict[str, tuple[str, dict[str, _Field]]] = {
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
LISTS: dict[str, _Records] = {
    "numbers": _Records("外部编号", "number", _fields({"number": "编号", "scheme": "编号来源"})),
    "sub_items": _Records("点位", "name", _fields(
        {"name": "名称", "number": "编号", "text": "内容", "kind": "类别"}, kind=_labelled(SubItemKind))),
    "instruments": _Records("依据文件", "title", _fields(
        {"title": "名称", "document_number": "文号", "role": "用途"}, role=_labelled(InstrumentRole))),
    "members": _Records("验收组", "name", _fields(
        {"name": "姓名", "unit": "单位", "post": "职务", "phone": "电话", "role": "角色"}, role=_labelled(MemberRole))),
    "edits": _Records("改写的部分", "section", _fields({"text": "文字"})),
}
MEASURE = _fields(
    {"number": "编号", "short_name": "简称", "text": "内容", "deadline": "时限到", "deadline_text": "时限"},
    deadline=_day)
EVIDENCE = _fields(
    {"title": "名称", "kind": "类别", "issuing_body": "发文单位", "document_number": "文号", "dated_on": "日期",
     "pages": "页码", "proves": "证明内容", "link_pages": "所在页", "files": "文件"},
    dated_on=_day, files=_files)
