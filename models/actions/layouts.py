"""Layouts of the ledger by name: saved, replaced and removed, each one change with undo."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

from models.domain.ledger import LAYOUT_SETTING, LAYOUTS, LedgerLayout, layout_to_text, layouts_in
from models.domain.settings import Setting, SettingId
from models.errors import InputError
from models.store.change import Changes
from models.workspace import Workspace

LONGEST_NAME = 40


def save_layout(ws: Workspace, *, layout: LedgerLayout) -> Changes:
    """Save a layout under its name, in the place of the office's own one of that name; its key stays."""
    name = layout.name.strip()
    _require(layout, name)
    own = layouts_in(ws.find(Setting))
    same = [other.key for other in own if other.name == name or other.key == layout.key]
    key = same[0] if same else f"ledger-own-{uuid4().hex[:8]}"
    with ws.change(f"保存台账版式：{name}") as change:
        text = layout_to_text(replace(layout, name=name))
        change.put(Setting(id=SettingId(LAYOUT_SETTING + key), value=text))
    return change.result


def remove_layout(ws: Workspace, *, key: str) -> Changes:
    """Remove a layout of the office's own."""
    setting = ws.need(Setting, LAYOUT_SETTING + key)
    name = next(own.name for own in layouts_in([setting]))
    with ws.change(f"删除台账版式：{name}") as change:
        change.delete(setting)
    return change.result


def _require(layout: LedgerLayout, name: str) -> None:
    if not name:
        raise InputError("还没有填写", where="版式名称", remedy="请给版式起个名称，如 每月调度表")
    if len(name) > LONGEST_NAME:
        raise InputError(f"名称有{len(name)}字，太长了", where="版式名称", remedy=f"请写在{LONGEST_NAME}字以内")
    if name in (built_in.name for built_in in LAYOUTS):
        raise InputError(f"“{name}”是自带的版式", where="版式名称", remedy="请换一个名称")
    if not layout.columns:
        raise InputError("一列也没有选", where="版式", remedy="请至少选一列")
