"""Linking 对应: what a piece of evidence proves of which measure, one at a time or by the dozen.

A row or a column of the matrix becomes so many links, or none, in one step.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import count
from typing import Any, Literal

from models.actions.duties import leave_evidence
from models.domain.evidence import Evidence, EvidenceId, EvidenceLink, EvidenceLinkId
from models.domain.ordering import place_behind
from models.domain.plan import Measure, MeasureId, Progress, ProgressId
from models.errors import InputError
from models.reporting import BATCH, to_the_end
from models.store.change import Changes
from models.store.stepwise import Stepwise
from models.workspace import Workspace, new_id

Pair = tuple[EvidenceId, MeasureId]
LinkField = Literal["proves", "pages", "proof_kind"]
_FIELDS: dict[LinkField, str] = {"proves": "修改证明内容", "pages": "修改佐证页码", "proof_kind": "修改证明类别"}


def link_evidence(
    ws: Workspace, *, evidence_id: EvidenceId, measure_id: MeasureId, progress_id: ProgressId | None = None,
    proves: str = "",
) -> Changes:
    """Let a piece of evidence prove one more measure, or an entry of it.

    Linking twice changes nothing, but for the entry: what the measure has already is hung on it.
    """
    pair = evidence_id, measure_id
    with ws.change(_label(ws, "对应佐证", [pair])) as change:
        for link in ws.find(EvidenceLink, evidence_id=evidence_id, measure_id=measure_id):
            change.put(replace(link, progress_id=progress_id or link.progress_id))
        change.insert_all(new_links(ws, [pair], progress_id=progress_id, proves=proves))
    return change.result


def revise_link(ws: Workspace, *, link: EvidenceLink, step: str = "") -> Changes:
    """Change what a piece of evidence proves of a measure, as what, on which pages, or the entry it hangs on.

    Raises InputError where it would belong to another piece, measure, or an entry of another measure.
    """
    before = ws.need(EvidenceLink, link.id)
    entry = ws.need(Progress, link.progress_id) if link.progress_id else None
    if (link.evidence_id, link.measure_id) != (before.evidence_id, before.measure_id):
        raise InputError("对应不能换成别的佐证或措施", where="佐证 · 对应", remedy="请取消这一处，再对应到要用的措施")
    if entry is not None and entry.measure_id != link.measure_id:
        raise InputError("这条落实情况不是本措施的", where="佐证 · 对应", remedy="请挂到本措施的落实情况上")
    with ws.change(_label_of_link(before, link), step=step) as change:
        change.put(link)
    return change.result


def unlink_evidence(ws: Workspace, *, link_id: EvidenceLinkId) -> Changes:
    """Take a piece of evidence off a measure, with what it counted there; the evidence itself stays."""
    link = ws.need(EvidenceLink, link_id)
    evidence = ws.need(Evidence, link.evidence_id)
    with ws.change(f"取消对应：{evidence.title}") as change:
        leave_evidence(ws, change, link.evidence_id, link.measure_id)
        change.delete(link)
    return change.result


def link_pairs(ws: Workspace, *, pairs: Sequence[Pair]) -> Changes:
    """Let pieces of evidence prove measures, a link for each pair, in one change; what is linked already stays."""
    return to_the_end(linking_pairs(ws, pairs=pairs))


def linking_pairs(ws: Workspace, *, pairs: Sequence[Pair]) -> Stepwise:
    """Do the same in steps, for a window that goes on meanwhile; yields (done, total, what)."""
    links = new_links(ws, pairs)
    with ws.change(_label(ws, "对应佐证", [(link.evidence_id, link.measure_id) for link in links])) as change:
        for first in range(0, len(links), BATCH):
            yield first, len(links), ""
            change.insert_all(links[first : first + BATCH])
        yield len(links), len(links), ""
    return change.result


def unlink_pairs(ws: Workspace, *, link_ids: Sequence[EvidenceLinkId]) -> Changes:
    """Take pieces of evidence off measures, with what they counted there, in one change; the evidence stays."""
    return to_the_end(unlinking_pairs(ws, link_ids=link_ids))


def unlinking_pairs(ws: Workspace, *, link_ids: Sequence[EvidenceLinkId]) -> Stepwise:
    """Do the same in steps, for a window that goes on meanwhile; yields (done, total, what)."""
    links = [ws.need(EvidenceLink, link_id) for link_id in link_ids]
    with ws.change(_label(ws, "取消对应", [(link.evidence_id, link.measure_id) for link in links])) as change:
        for place, link in enumerate(links):
            if place % BATCH == 0:
                yield place, len(links), ""
            leave_evidence(ws, change, link.evidence_id, link.measure_id)
            change.delete(link)
        yield len(links), len(links), ""
    return change.result


def revise_links(
    ws: Workspace, *, link_ids: Sequence[EvidenceLinkId], field: LinkField, value: object, step: str = ""
) -> Changes:
    """Write the same sentence, pages or kind of proof to several links in one change."""
    return to_the_end(revising_links(ws, link_ids=link_ids, field=field, value=value, step=step))


def revising_links(
    ws: Workspace, *, link_ids: Sequence[EvidenceLinkId], field: LinkField, value: object, step: str = ""
) -> Stepwise:
    """Do the same in steps, for a window that goes on meanwhile; yields (done, total, what)."""
    changed: dict[str, Any] = {field: value}
    with ws.change(f"{_FIELDS[field]} {len(link_ids)} 处", step=step) as change:
        for place, link_id in enumerate(link_ids):
            if place % BATCH == 0:
                yield place, len(link_ids), ""
            change.put(replace(ws.need(EvidenceLink, link_id), **changed))
        yield len(link_ids), len(link_ids), ""
    return change.result


def new_links(
    ws: Workspace, pairs: Sequence[Pair], *, progress_id: ProgressId | None = None, proves: str = ""
) -> list[EvidenceLink]:
    """Return the links to be, each behind those its measure has; what is linked already is not linked again."""
    standing: dict[MeasureId, set[EvidenceId]] = {}
    places: dict[MeasureId, count[int]] = {}
    links = []
    for measure_id in dict.fromkeys(measure_id for _, measure_id in pairs):
        known = ws.find(EvidenceLink, measure_id=ws.need(Measure, measure_id).id)
        standing[measure_id] = {link.evidence_id for link in known}
        places[measure_id] = count(place_behind(known))
    for evidence_id, measure_id in dict.fromkeys(pairs):
        if evidence_id not in standing[measure_id]:
            links.append(EvidenceLink(
                id=EvidenceLinkId(new_id()), evidence_id=evidence_id, measure_id=measure_id, progress_id=progress_id,
                proves=proves, position=next(places[measure_id]),
            ))
    return links


def _label_of_link(before: EvidenceLink, link: EvidenceLink) -> str:
    if link.progress_id != before.progress_id:
        return "佐证挂到落实情况"
    if link.proof_kind != before.proof_kind:
        return f"修改证明类别：{link.proof_kind.label if link.proof_kind else '不分'}"
    return "修改佐证页码" if link.pages != before.pages else "修改证明内容"


def _label(ws: Workspace, verb: str, pairs: Sequence[Pair]) -> str:
    """Return the name of the step: of the one measure or the one piece where it is one, else how many."""
    pieces, measures = dict.fromkeys(pair[0] for pair in pairs), dict.fromkeys(pair[1] for pair in pairs)
    title = f"：{ws.need(Evidence, next(iter(pieces))).title}" if len(pieces) == 1 else f" {len(pieces)} 份"
    if len(measures) == 1:
        return f"{verb}{title} → 措施 {ws.need(Measure, next(iter(measures))).number}"
    return f"{verb}{title} → {len(measures)} 条措施" if pairs else verb
