"""What lies around an acceptance: the end of the rectification, the self-check, the publicity and its objections.

Who objects is no colleague: his name and number stay with the objection and never join the directory.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from models.actions.directory import new_names, remember_persons, remember_units
from models.domain.closure import Closure, ClosureId, SelfCheck
from models.domain.partial_date import PartialDate
from models.domain.publicity import Objection, ObjectionId, Publicity
from models.store.change import Changes
from models.workspace import Workspace


def complete_closure(
    ws: Workspace, *, closure_id: ClosureId, completed_on: PartialDate | None, step: str = ""
) -> Changes:
    """Set when the rectification was finished (整改完成时间)."""
    closure = ws.need(Closure, closure_id)
    with ws.change("修改整改完成时间", step=step) as change:
        change.put(replace(closure, completed_on=completed_on))
    return change.result


def save_self_check(ws: Workspace, *, self_check: SelfCheck, step: str = "") -> Changes:
    """Write when and with whom the responsible side checked its own work; units that are new join the directory."""
    before = ws.get(SelfCheck, self_check.id)
    with ws.change("修改自查自验", step=step) as change:
        remember_units(ws, change, new_names(before, self_check, "participants"))
        change.put(self_check)
    return change.result


def save_publicity(ws: Workspace, *, publicity: Publicity, step: str = "") -> Changes:
    """Write period, place and receiving office; an office and a contact that are new join the directory."""
    before = ws.get(Publicity, publicity.id)
    with ws.change("修改公示", step=step) as change:
        remember_units(ws, change, new_names(before, publicity, "receiving_office"))
        remember_persons(ws, change, new_names(before, publicity, "contact"))
        change.put(publicity)
    return change.result


def save_objections(ws: Workspace, *, publicity: Publicity, objections: Sequence[Objection]) -> Changes:
    """Add or change objections to a publicity, or their order; the publicity itself is kept with the first of them."""
    label = "保存异议" if len(objections) == 1 else f"保存 {len(objections)} 条异议"
    with ws.change(label) as change:
        if ws.get(Publicity, publicity.id) is None:
            change.insert(publicity)
        for objection in objections:
            change.put(objection)
    return change.result


def remove_objections(ws: Workspace, *, objection_ids: Sequence[ObjectionId]) -> Changes:
    """Take objections that were entered by mistake away."""
    found = [ws.need(Objection, objection_id) for objection_id in objection_ids]
    with ws.change("删除异议" if len(found) == 1 else f"删除 {len(found)} 条异议") as change:
        for objection in found:
            change.delete(objection)
    return change.result
