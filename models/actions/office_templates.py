"""The office's own Word templates: taken into the vault by a worker first, recorded here, and never changed in place.

A template is inspected before it is added; here it is only kept. Templates of one kind of paper stand in the order in
which the office wants to find them.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath

from models.domain.closure import PaperKind
from models.domain.office_forms import OfficeTemplate, OfficeTemplateId
from models.domain.ordering import moved, place_behind
from models.errors import InputError
from models.store.change import Changes
from models.vault import TakenIn
from models.workspace import Workspace, new_id


def add_template(ws: Workspace, *, kind: PaperKind, taken: TakenIn, label: str = "") -> Changes:
    """Add a template that the vault has taken in; without a label it is called as its file is.

    Raises InputError where a template of this kind has the same content.
    """
    same = ws.find(OfficeTemplate, kind=kind, sha256=taken.sha256)
    if same:
        where, remedy = f"Word 模板 · {same[0].label}", "不用再添加。"
        raise InputError(f"“{taken.name}”和已有的模板内容一样", where=where, remedy=remedy)
    template = OfficeTemplate(
        id=OfficeTemplateId(new_id()), kind=kind, label=label.strip() or PurePath(taken.name).stem,
        file_name=taken.name, sha256=taken.sha256, size=taken.size, position=place_behind(ws.find(OfficeTemplate)),
    )
    with ws.change(f"添加 Word 模板：{template.label}") as change:
        change.insert(template)
    return change.result


def rename_template(ws: Workspace, *, template_id: OfficeTemplateId, label: str) -> Changes:
    """Call a template otherwise."""
    if not label.strip():
        raise InputError("还没有填写", where="模板名称", remedy="请填写模板名称")
    template = ws.need(OfficeTemplate, template_id)
    with ws.change(f"Word 模板改名：{label.strip()}") as change:
        change.put(replace(template, label=label.strip()))
    return change.result


def replace_template(ws: Workspace, *, template_id: OfficeTemplateId, taken: TakenIn) -> Changes:
    """Let a template be filled from another file that the vault has taken in; name, kind and place stay."""
    template = ws.need(OfficeTemplate, template_id)
    with ws.change(f"更换 Word 模板的文件：{template.label}") as change:
        change.put(replace(template, file_name=taken.name, sha256=taken.sha256, size=taken.size))
    return change.result


def set_template_kind(ws: Workspace, *, template_id: OfficeTemplateId, kind: PaperKind) -> Changes:
    """Offer a template for another kind of paper."""
    template = ws.need(OfficeTemplate, template_id)
    with ws.change(f"Word 模板用于{kind.label}：{template.label}") as change:
        change.put(replace(template, kind=kind))
    return change.result


def move_template(ws: Workspace, *, template_id: OfficeTemplateId, by: int) -> Changes:
    """Move a template up or down in the list."""
    template = ws.need(OfficeTemplate, template_id)
    row = ws.find(OfficeTemplate)
    place = [item.id for item in row].index(template_id)
    with ws.change(f"移动 Word 模板：{template.label}") as change:
        for position, item in enumerate(moved(row, place, by)):
            change.put(replace(item, position=position))
    return change.result


def remove_template(ws: Workspace, *, template_id: OfficeTemplateId) -> Changes:
    """Take a template out of the list; its file stays in the vault while the removal can be undone."""
    template = ws.need(OfficeTemplate, template_id)
    with ws.change(f"删除 Word 模板：{template.label}") as change:
        change.delete(template)
    return change.result
