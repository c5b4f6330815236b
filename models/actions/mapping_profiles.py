"""How the columns of a ledger are meant, kept and removed under a name: one change with undo each."""

from __future__ import annotations

from dataclasses import replace

from models.domain.drafts.mapping_profile import MappingProfile
from models.errors import InputError
from models.store.change import Changes
from models.workspace import Workspace


def save_mapping_profile(ws: Workspace, *, profile: MappingProfile) -> Changes:
    """Keep what the columns of a ledger mean; a profile of the same name gives way to it."""
    profile = replace(profile, name=profile.name.strip())
    if not profile.name:
        raise InputError("还没有填写", where="对应方案 · 名称", remedy="请起一个名称，如 市级台账")
    namesakes = [item for item in ws.find(MappingProfile, name=profile.name) if item.id != profile.id]
    with ws.change(f"保存对应方案：{profile.name}") as change:
        for item in namesakes:
            change.delete(item)
        change.put(profile)
    return change.result


def remove_mapping_profile(ws: Workspace, *, profile: MappingProfile) -> Changes:
    """Remove a kept mapping; what was read with it stays."""
    with ws.change(f"删除对应方案：{profile.name}") as change:
        change.delete(profile)
    return change.result
