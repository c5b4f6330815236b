"""Deleting the sample in one step that can be undone; what the clerk has entered beside it stays.

The setting `is_sample` holds the number of the sample's last operation: what an earlier operation created belongs to
the sample, and what was issued or sealed in it goes with it. Units, persons, issuers and plan stay where records of the
clerk's own refer to them. The files stay in the vault, because an undo needs them.
"""

from __future__ import annotations

from typing import Any

from models.actions.tasks import delete_task
from models.closure_evidence import sealed_sets
from models.domain.closure import Closure, ClosureUnit, JointUnit, Paper
from models.domain.directory import Issuer, Person, Unit
from models.domain.evidence import Evidence, EvidenceLink, StoredFile
from models.domain.plan import Inspection, MeasureUnit, Plan, Task, TaskUnit
from models.domain.settings import IS_SAMPLE, Setting, SettingId
from models.errors import InputError
from models.store.change import Change, Changes
from models.workspace import Workspace

UNIT_USES = (TaskUnit, MeasureUnit, ClosureUnit, JointUnit)


def delete_sample(ws: Workspace) -> Changes:
    """Delete the records of the sample as one operation; raises InputError where there is none."""
    last = ws.setting(IS_SAMPLE)
    if not last:
        raise InputError("这个工作区里没有示例数据", remedy="不需要删除")
    created = _created(ws, int(last))
    with ws.change("删除示例数据") as change:
        for task in _standing(ws, Task, created):
            _unseal(ws, change, task)
            delete_task(ws, change, task)
        _delete_evidence(ws, change, created)
        _delete_frame(ws, change, created)
        change.put(Setting(id=SettingId(IS_SAMPLE.key), value=""))
    return change.result


def _created(ws: Workspace, last: int) -> set[tuple[str, str]]:
    """Return table and id of every row the operations up to `last` added."""
    rows = (row for sequence in range(1, last + 1) for row in ws.history_rows(sequence))
    return {(row.table, row.row_id) for row in rows if row.before is None}


def _standing(ws: Workspace, cls: type[Any], created: set[tuple[str, str]]) -> list[Any]:
    ids = {row_id for _, row_id in created}
    return [record for record in ws.find(cls) if record.id in ids]


def _unseal(ws: Workspace, change: Change, task: Task) -> None:
    """Delete the sealings of a task of the sample: what was sealed there was practice, and no team looked at it."""
    for closure in ws.find(Closure, task_id=task.id):
        for sealed in reversed(sealed_sets(ws, closure.id)):
            for item, files in sealed.items:
                for record in (*files, item):
                    change.delete(record)
            change.delete(sealed.sealing)


def _delete_evidence(ws: Workspace, change: Change, created: set[tuple[str, str]]) -> None:
    for item in _standing(ws, Evidence, created):
        # Linked to a measure of the clerk's own, it is no longer the sample's.
        if ws.find(EvidenceLink, evidence_id=item.id):
            continue
        for file in ws.find(StoredFile, order="version", evidence_id=item.id):
            change.delete(file)
        change.delete(item)


def _delete_frame(ws: Workspace, change: Change, created: set[tuple[str, str]]) -> None:
    for plan in _standing(ws, Plan, created):
        if not ws.find(Task, plan_id=plan.id):
            change.delete(plan)
    for inspection in _standing(ws, Inspection, created):
        if not ws.find(Plan, inspection_id=inspection.id):
            change.delete(inspection)
    for issuer in _standing(ws, Issuer, created):
        if not ws.find(Paper, issuer_id=issuer.id):
            change.delete(issuer)
    for unit in _standing(ws, Unit, created):
        if not any(ws.find(cls, unit_id=unit.id) for cls in UNIT_USES):
            change.delete(unit)
    for person in _standing(ws, Person, created):
        change.delete(person)
