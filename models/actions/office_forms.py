"""Forms of the office's own: copied from another, imported, written anew, put in order, deleted; one change each.

A form keeps the key it was given, because papers and edited sections name it by that; what its text says of the key
follows. A definition with faults is kept as it was written: it can be mended, and until then no paper is printed by it.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from models.domain.closure import IssuedPaper, Paper, PaperKind, SectionEdit
from models.domain.form import FormDefinition
from models.domain.office_forms import OfficeForm, OfficeFormId
from models.domain.ordering import moved, place_behind
from models.domain.settings import Setting, SettingId, default_form_of
from models.errors import InputError
from models.form_files import look_through, write_form
from models.store.change import Changes
from models.workspace import Workspace, new_id

WHERE = "设置 · 文书样式"
_NUMBERED = re.compile(r"-\d+$")


def copy_form(ws: Workspace, *, form: FormDefinition) -> Changes:
    """Make a form of the office's own after another one, to be changed."""
    label = _free_label(ws, form.label)
    return _add(ws, replace(form, key=_free_key(ws, form.key), label=label), f"复制样式：{form.label}")


def import_form(ws: Workspace, *, text: str, name: str = "") -> Changes:
    """Take a definition in; one whose key is taken gets another key, one with faults is kept to be mended.

    `name` is what it is called where its text does not say. Raises InputError for a text without a word.
    """
    if not text.strip():
        raise InputError("文件里没有内容", where=name, remedy="请选一个导出来的样式文件（.toml）")
    form = look_through(text).form
    if form is not None:
        label = form.label.strip() or name or "未命名样式"
        return _add(ws, form, f"导入样式：{label}", text=text)
    record = OfficeForm(
        id=OfficeFormId(new_id()), key=_free_key(ws, "own-form"), kind="", label=name or "读不懂的样式", text=text,
        position=place_behind(ws.find(OfficeForm)),
    )
    with ws.change(f"导入样式：{record.label}") as change:
        change.insert(record)
    return change.result


def save_form(ws: Workspace, *, form_id: OfficeFormId, text: str, step: str = "") -> Changes:
    """Write the definition of an own form; its label and kind become those the text states, its key stays."""
    standing = ws.need(OfficeForm, form_id)
    form = look_through(text).form
    written = replace(standing, text=text)
    if form is not None:
        if form.key != standing.key:
            text = write_form(replace(form, key=standing.key))
        written = replace(standing, text=text, kind=form.kind.value, label=form.label.strip() or standing.label)
    with ws.change(f"修改样式：{written.label}", step=step) as change:
        change.put(written)
    return change.result


def rename_form(ws: Workspace, *, form_id: OfficeFormId, label: str, step: str = "") -> Changes:
    """Give an own form another name; raises InputError for an empty one."""
    standing, label = ws.need(OfficeForm, form_id), label.strip()
    if not label:
        raise InputError("还没有填写", where="样式名称", remedy="请填写样式名称")
    form = look_through(standing.text).form
    text = standing.text if form is None else write_form(replace(form, label=label))
    with ws.change(f"样式改名：{label}", step=step) as change:
        change.put(replace(standing, label=label, text=text))
    return change.result


def delete_form(ws: Workspace, *, form_id: OfficeFormId) -> Changes:
    """Delete an own form; refused while a paper is to be printed by it. It stops being the default of its kind.

    Refused too while a closure holds a text that somebody has rewritten for it: nobody would find it again.
    """
    standing = ws.need(OfficeForm, form_id)
    _refuse_used(ws, standing)
    with ws.change(f"删除样式：{standing.label}") as change:
        if standing.kind in set(PaperKind):
            key = default_form_of(PaperKind(standing.kind))
            if ws.setting(key) == standing.key:
                change.put(Setting(id=SettingId(key.key), value=key.default))
        change.delete(standing)
    return change.result


def _refuse_used(ws: Workspace, form: OfficeForm) -> None:
    # An issued paper keeps the definition it was signed by.
    issued = ws.find(IssuedPaper, form=form.key)
    papers, closures = {item.paper_id for item in issued}, {item.closure_id for item in issued}
    users = [paper for paper in ws.find(Paper, form=form.key) if paper.id not in papers]
    if users:
        raise InputError(
            f"有 {len(users)} 份文书选用了“{form.label}”，不能删除", where=WHERE, remedy="请先给它们另选文书样式")
    writers = {edit.closure_id for edit in ws.find(SectionEdit, form=form.key)} - closures
    if writers:
        raise InputError(
            f"有 {len(writers)} 份文书里留着按“{form.label}”改写的文字，不能删除", where=WHERE,
            remedy="请先到那份文书里用上或删去这些文字")


def move_form(ws: Workspace, *, form_id: OfficeFormId, by: int) -> Changes:
    """Move an own form up or down among those of its kind."""
    standing = ws.need(OfficeForm, form_id)
    row = sorted(ws.find(OfficeForm, kind=standing.kind), key=lambda item: (item.position, item.label))
    place = [item.id for item in row].index(form_id)
    with ws.change(f"移动样式：{standing.label}") as change:
        for position, item in enumerate(moved(row, place, by)):
            change.put(replace(item, position=position))
    return change.result


def make_default(ws: Workspace, *, kind: PaperKind, key: str) -> Changes:
    """Let papers of a kind begin with this form; one whose text was rewritten keeps the form it was rewritten for."""
    setting = default_form_of(kind)
    forms = ws.reference.forms_of(kind)
    former = ws.setting(setting) or (forms[0].key if forms else "")
    rewritten = {edit.closure_id for edit in ws.find(SectionEdit, form=former)}
    with ws.change(f"设置：{setting.label}") as change:
        for paper in ws.find(Paper, kind=kind, form=""):
            if paper.closure_id in rewritten and not ws.find(IssuedPaper, paper_id=paper.id):
                change.put(replace(paper, form=former))
        change.put(Setting(id=SettingId(setting.key), value=key))
    return change.result


def edited_sections(ws: Workspace, key: str) -> dict[str, int]:
    """Return the sections of a form that somebody has rewritten, each with the number of papers it was in."""
    return dict(Counter(edit.section for edit in ws.find(SectionEdit, form=key)))


def _add(ws: Workspace, form: FormDefinition, label: str, *, text: str = "") -> Changes:
    """Add a form; a `text` that states a free key stays as it was written, its comments with it."""
    key = _free_key(ws, form.key)
    form = replace(form, label=form.label.strip() or "未命名样式") if key == form.key else replace(form, key=key)
    record = OfficeForm(
        id=OfficeFormId(new_id()), key=key, kind=form.kind.value, label=form.label,
        text=text if text and look_through(text).form == form else write_form(form),
        position=place_behind(ws.find(OfficeForm, kind=form.kind.value)),
    )
    with ws.change(label) as change:
        change.insert(record)
    return change.result


def _free_key(ws: Workspace, key: str) -> str:
    """Return the key itself, or where it is built in or taken the same with a number behind."""
    taken = {form.key for form in ws.reference.forms} | {item.key for item in ws.find(OfficeForm)}
    key = key.strip() or "own-form"
    if key not in taken:
        return key
    stem, number = _NUMBERED.sub("", key), 2
    while f"{stem}-{number}" in taken:
        number += 1
    return f"{stem}-{number}"


def _free_label(ws: Workspace, label: str) -> str:
    taken, wanted, number = {item.label for item in ws.find(OfficeForm)}, f"{label} 副本", 2
    while wanted in taken:
        wanted, number = f"{label} 副本{number}", number + 1
    return wanted
