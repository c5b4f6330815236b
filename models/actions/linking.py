"""Linking 对应 by the dozen: a row or a column of the matrix becomes so many links, or none, in one step.

One cell at a time is done by `models.actions.evidence`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import count
from typing import Any, Literal

from models.actions.duties import leave_evidence
from models.domain.evidence import Evidence, EvidenceId, EvidenceLink, EvidenceLinkId
from models.domain.ordering import place_behind
from models.domain.plan import Measure, MeasureId
from models.reporting import to_the_end
from models.store.change import Changes
from models.store.stepwise import Stepwise
from models.workspace import Workspace, new_id

# So many links at a time keep a step below what one notices.
BATCH = 25
Pair = tuple[EvidenceId, MeasureId]
LinkField = Literal["proves", "pages", "proof_kind"]
_FIELDS: dict[LinkField, str] = {"proves": "修改证明内容", "pages": "修改佐证页码", "proof_kind": "修改证明类别"}


def link_pairs(ws: Workspace, *, pairs: Sequence[Pair]) -> Changes:
    """Let pieces of evidence prove measures, a link for each pair, in one change; what is linked already stays."""
    return to_the_end(linking_pairs(ws, pairs=pairs))


def linking_pairs(ws: Workspace, *, pairs: Sequence[Pair]) -> Stepwise:
    """Do the same in steps, for a window that goes on meanwhile; yields (done, total, what)."""
    links = _new_links(ws, pairs)
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


def _new_links(ws: Workspace, pairs: Sequence[Pair]) -> list[EvidenceLink]:
    """Return the links to be, each behind those its measure has; both ends are asked for once."""
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
                id=EvidenceLinkId(new_id()), evidence_id=evidence_id, measure_id=measure_id,
                position=next(places[measure_id]),
            ))
    return links


def _label(ws: Workspace, verb: str, pairs: Sequence[Pair]) -> str:
    """Return the name of the step: of the one measure or the one piece where it is one, else how many."""
    pieces, measures = dict.fromkeys(pair[0] for pair in pairs), dict.fromkeys(pair[1] for pair in pairs)
    title = f"：{ws.need(Evidence, next(iter(pieces))).title}" if len(pieces) == 1 else f" {len(pieces)} 份"
    if len(measures) == 1:
        return f"{verb}{title} → 措施 {ws.need(Measure, next(iter(measures))).number}"
    return f"{verb}{title} → {len(measures)} 条措施" if pairs else verb
