"""What a task lacks, as lines one can act on: place, what is missing, what is known, and the one remedy."""

from __future__ import annotations

from dataclasses import dataclass

from gui.date_field import written
from gui.places import TaskPlace, place_of
from models.assembly import gaps
from models.domain.evidence import Evidence, EvidenceLink
from models.domain.finding import Finding
from models.domain.plan import Measure, Progress, TaskId
from models.workspace import Workspace

_UNPROVEN = "没有写证明什么"


@dataclass(frozen=True, slots=True, kw_only=True)
class GapLine:
    """One gap of a task."""

    place: str
    name: str
    what: str
    detail: str
    remedy: str
    goes: TaskPlace


def gap_lines(ws: Workspace, task_id: TaskId) -> list[GapLine]:
    """Return the gaps of a task in the order of its measures."""
    return [_line(ws, task_id, finding) for finding in gaps(ws, task_id)]


def _line(ws: Workspace, task_id: TaskId, finding: Finding) -> GapLine:
    measure = _measure(ws, finding)
    goes = place_of(ws, finding.target) if finding.target else None
    return GapLine(
        place=f"措施 {measure.number}" if measure else "任务",
        name=measure.name if measure else "",
        what=_UNPROVEN if finding.code == "no_proof_sentence" else finding.text,
        detail=_detail(ws, finding, measure) if measure else "",
        remedy=finding.remedy,
        goes=goes or TaskPlace(task_id=task_id),
    )


def _measure(ws: Workspace, finding: Finding) -> Measure | None:
    target = finding.target
    if target is None:
        return None
    if target.table == "evidence_links":
        link = ws.get(EvidenceLink, target.id)
        return ws.get(Measure, link.measure_id) if link else None
    return ws.get(Measure, target.id) if target.table == "measures" else None


def _detail(ws: Workspace, finding: Finding, measure: Measure) -> str:
    if finding.code == "no_proof_sentence" and finding.target is not None:
        return ws.need(Evidence, ws.need(EvidenceLink, finding.target.id).evidence_id).title
    if finding.code != "no_evidence":
        return f"时限 {measure.deadline.last_day.isoformat()}" if measure.deadline else ""
    entries = ws.find(Progress, measure_id=measure.id)
    if not entries:
        return ""
    last = written(entries[-1].done_on)
    return f"已登记落实 {len(entries)} 次" + (f"，末次 {last}" if last else "")
