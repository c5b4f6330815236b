"""Facts of several pieces of evidence at once: kind, date, issuing body and 文号 in one undoable step.

What is filled in by hand for all of them and what is taken over from suggestions goes the same way: the page hands in
the records as they are to be.
"""

from __future__ import annotations

from collections.abc import Sequence

from models.actions.directory import new_names, remember_units
from models.domain.evidence import Evidence
from models.errors import InputError
from models.reporting import BATCH, to_the_end
from models.store.change import Changes
from models.store.stepwise import Stepwise
from models.workspace import Workspace

_FIELDS = {
    "title": "名称", "kind": "类别", "dated_on": "日期", "issuing_body": "发文单位", "document_number": "文号",
    "pages": "页数", "note": "备注",
}


def revise_several(ws: Workspace, *, records: Sequence[Evidence], step: str = "") -> Changes:
    """Change facts of several pieces of evidence; an issuing body that is new is a unit."""
    return to_the_end(revising_several(ws, records=records, step=step))


def revising_several(ws: Workspace, *, records: Sequence[Evidence], step: str = "") -> Stepwise:
    """Do the same in one change but in steps, for a window that goes on meanwhile; yields (done, total, title)."""
    for record in records:
        if not record.title.strip():
            raise InputError("名称不能为空", where="佐证 · 名称", remedy="请写明这是什么材料")
    with ws.change(_label(ws, records), step=step) as change:
        for place, record in enumerate(records):
            if place % BATCH == 0:
                yield place, len(records), record.title
            remember_units(ws, change, new_names(ws.get(Evidence, record.id), record, "issuing_body"))
            change.put(record)
    return change.result


def _label(ws: Workspace, records: Sequence[Evidence]) -> str:
    """Name the change by what differs; a single piece by its title."""
    before = [(ws.need(Evidence, record.id), record) for record in records]
    fields = [word for name, word in _FIELDS.items() if any(getattr(a, name) != getattr(b, name) for a, b in before)]
    if len(records) == 1:
        return f"填写佐证：{records[0].title}"
    return f"填写 {len(records)} 份佐证的{'、'.join(fields) or '信息'}"
