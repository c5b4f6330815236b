"""Where a form prints what is entered on the acceptance: 引言, 四, 附注, 签字表 — told beside each field."""

from __future__ import annotations

from models.domain.form import ContentKind, FormDefinition
from models.domain.numerals import chinese_number
from models.domain.slots import slots_in

_SLOT_OF = {
    "held_on": "验收日期",
    "methods": "验收方式",
    "basis": "依据",
    "standard": "对照标准",
    "place": "验收地点",
    "joint": "会同部门",
    "units": "责任单位",
    "contact_id": "联系人",
    "findings": "核查情况",
}
_CONTENT_OF = {
    "goal_completion": ContentKind.GOAL_COMPLETION,
    "next_requirements": ContentKind.NEXT_STEPS,
    "conclusion": ContentKind.CONCLUSION,
    "result": ContentKind.CONCLUSION,
    "measures": ContentKind.MEASURES,
}


def printed_places(form: FormDefinition) -> dict[str, str]:
    """Return for each field of an acceptance where the form prints it; empty where it does not."""
    places = {field: _slot_places(form, slot) for field, slot in _SLOT_OF.items()}
    for field, kind in _CONTENT_OF.items():
        places[field] = _head_place(form, kind)
    places["team"] = "签字表" if form.signature_table else ""
    return places


def _slot_places(form: FormDefinition, slot: str) -> str:
    texts = (("标题", form.title), ("引言", form.opening), ("附注", form.contact))
    found = [name for name, text in texts if slot in slots_in(text)]
    for number, head in enumerate(form.heads, 1):
        if any(slot in slots_in(text) for _, text in head.results):
            found.append(f"{chinese_number(number)}、{head.name}")
    return "、".join(found)


def _head_place(form: FormDefinition, kind: ContentKind) -> str:
    for number, head in enumerate(form.heads, 1):
        if head.content is kind:
            return f"{chinese_number(number)}、{head.name}"
    return ""
