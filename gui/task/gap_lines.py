"""What a task lacks and what in it waits for a person, as lines one can act on: place, what, what is known, remedy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gui.parts.date_field import written
from gui.parts.signs import Shape
from gui.places import OVERVIEW, TaskPlace, place_of
from models.assembly import to_do
from models.domain.duty import MeasureDuty
from models.domain.evidence import Evidence, EvidenceLink
from models.domain.finding import Finding
from models.domain.plan import Progress, TaskId
from models.domain.statements import Sources
from models.workspace import Workspace

_UNPROVEN = "没有写证明什么"
_OF_PLAN = ("plans", "inspections")
_OF_PUBLICITY = ("publicities", "objections")


@dataclass(frozen=True, slots=True, kw_only=True)
class GapLine:
    """One gap of a task; one that `waits` lacks nothing, but somebody has to look at it (待核)."""

    place: str
    name: str
    what: str
    detail: str
    remedy: str
    goes: TaskPlace
    waits: bool = False


def gap_lines(ws: Workspace, task_id: TaskId) -> list[GapLine]:
    """Return the gaps of a task in the order of its measures, then what waits."""
    found = to_do(ws, task_id)
    findings = (*found.gaps, *found.waiting)
    pairs = [pair for item in found.sources for pair in item.links]
    around = _Around(
        sources={item.measure.id: item for item in found.sources},
        links={link.id: link for link, _ in pairs},
        evidence={item.id: item for _, item in pairs},
        entries={entry.id: entry for item in found.sources for entry in item.entries},
        duties={counted.duty.id: counted.duty for item in found.sources for counted in item.duties},
    )
    return [
        _line(ws, task_id, finding, around, waits=place >= len(found.gaps)) for place, finding in enumerate(findings)
    ]


def counts(lines: Sequence[GapLine]) -> tuple[int, int]:
    """Return how many lines lack something and how many only wait."""
    waiting = sum(line.waits for line in lines)
    return len(lines) - waiting, waiting


def in_words(lines: Sequence[GapLine]) -> str:
    """Return both counts as they head the lines: 缺口 3, 待核 2, both, or 没有缺口."""
    missing, waiting = counts(lines)
    return "　".join([f"缺口 {missing}"] * bool(missing) + [f"待核 {waiting}"] * bool(waiting)) or "没有缺口"


def alike(lines: Sequence[GapLine]) -> list[tuple[GapLine, int]]:
    """Return the first of the lines that say the same of the same, and how many say it: forty files lack a sentence."""
    found: dict[tuple[str, str, str, bool], list[GapLine]] = {}
    for line in lines:
        found.setdefault((line.place, line.name, line.what, line.waits), []).append(line)
    return [(same[0], len(same)) for same in found.values()]


def shape_of(lines: Sequence[GapLine]) -> Shape | None:
    """Return the shape beside the counts: ▲ where something lacks, ○ where something only waits."""
    missing, waiting = counts(lines)
    return Shape.TRIANGLE if missing else Shape.RING if waiting else None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Around:
    """The records the findings of one task are about, by id."""

    sources: dict[str, Sources]
    links: dict[str, EvidenceLink]
    evidence: dict[str, Evidence]
    entries: dict[str, Progress]
    duties: dict[str, MeasureDuty]

    def sources_of(self, finding: Finding) -> Sources | None:
        target = finding.target
        if target is None:
            return None
        of = self.links.get(target.id) or self.entries.get(target.id) or self.duties.get(target.id)
        return self.sources.get(of.measure_id if of else target.id)


def _line(ws: Workspace, task_id: TaskId, finding: Finding, around: _Around, *, waits: bool) -> GapLine:
    sources = around.sources_of(finding)
    measure = sources.measure if sources else None
    table = finding.target.table if finding.target else ""
    return GapLine(
        place=f"措施 {measure.number}" if measure else _place_of(table),
        name=measure.name if measure else "",
        what=_UNPROVEN if finding.code == "no_proof_sentence" else finding.text,
        detail=_detail(finding, sources, around) if sources else "",
        remedy=finding.remedy,
        goes=_goes(ws, task_id, finding, around),
        waits=waits,
    )


def _place_of(table: str) -> str:
    return "方案" if table in _OF_PLAN else "公示" if table in _OF_PUBLICITY else "任务"


def _goes(ws: Workspace, task_id: TaskId, finding: Finding, around: _Around) -> TaskPlace:
    target = finding.target
    link = around.links.get(target.id) if target else None
    if link is not None:
        return TaskPlace(task_id=task_id, measure_id=link.measure_id, focus=link.id)
    if target is not None and target.id in around.sources:
        # As place_of has it, but without asking for the measure again.
        return TaskPlace(task_id=task_id, measure_id=around.sources[target.id].measure.id, focus=target.field)
    if target is not None and target.table in _OF_PLAN:
        return TaskPlace(task_id=task_id, tab=OVERVIEW, focus=f"plan.{target.field}")
    return (place_of(ws, target) if target else None) or TaskPlace(task_id=task_id)


def _detail(finding: Finding, sources: Sources, around: _Around) -> str:
    if finding.code == "no_proof_sentence" and finding.target is not None:
        return around.evidence[around.links[finding.target.id].evidence_id].title
    if finding.code != "no_evidence":
        deadline = sources.measure.deadline
        return f"时限 {deadline.last_day.isoformat()}" if deadline else ""
    if not sources.entries:
        return ""
    last = written(sources.entries[-1].done_on)
    return f"已登记落实 {len(sources.entries)} 次" + (f"，末次 {last}" if last else "")
