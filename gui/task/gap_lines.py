"""What a task lacks, as lines one can act on: place, what is missing, what is known, and the one remedy."""

from __future__ import annotations

from dataclasses import dataclass

from gui.parts.date_field import written
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
    findings = gaps(ws, task_id)
    targets = [finding.target.id for finding in findings if finding.target is not None]
    # Asked for at once: a folder dropped on one measure leaves hundreds of sentences to be written.
    links = ws.many(EvidenceLink, targets)
    around = _Around(
        measures={measure.id: measure for measure in ws.find(Measure, task_id=task_id)},
        links=links,
        evidence=ws.many(Evidence, {link.evidence_id for link in links.values()}),
    )
    return [_line(ws, task_id, finding, around) for finding in findings]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Around:
    """The records the findings of one task are about, by id."""

    measures: dict[str, Measure]
    links: dict[str, EvidenceLink]
    evidence: dict[str, Evidence]

    def measure_of(self, finding: Finding) -> Measure | None:
        target = finding.target
        if target is None:
            return None
        link = self.links.get(target.id)
        return self.measures.get(link.measure_id if link else target.id)


def _line(ws: Workspace, task_id: TaskId, finding: Finding, around: _Around) -> GapLine:
    measure = around.measure_of(finding)
    return GapLine(
        place=f"措施 {measure.number}" if measure else "任务",
        name=measure.name if measure else "",
        what=_UNPROVEN if finding.code == "no_proof_sentence" else finding.text,
        detail=_detail(ws, finding, measure, around) if measure else "",
        remedy=finding.remedy,
        goes=_goes(ws, task_id, finding, around),
    )


def _goes(ws: Workspace, task_id: TaskId, finding: Finding, around: _Around) -> TaskPlace:
    target = finding.target
    link = around.links.get(target.id) if target else None
    if link is not None:
        return TaskPlace(task_id=task_id, measure_id=link.measure_id, focus=link.id)
    return (place_of(ws, target) if target else None) or TaskPlace(task_id=task_id)


def _detail(ws: Workspace, finding: Finding, measure: Measure, around: _Around) -> str:
    if finding.code == "no_proof_sentence" and finding.target is not None:
        return around.evidence[around.links[finding.target.id].evidence_id].title
    if finding.code != "no_evidence":
        return f"时限 {measure.deadline.last_day.isoformat()}" if measure.deadline else ""
    entries = ws.find(Progress, measure_id=measure.id)
    if not entries:
        return ""
    last = written(entries[-1].done_on)
    return f"已登记落实 {len(entries)} 次" + (f"，末次 {last}" if last else "")
