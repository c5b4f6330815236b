"""Readiness 缺口: what a task lacks before an acceptance team may sit in the room.

Each measure is answered by progress and by evidence that says what it proves; each of its two statements is confirmed
against the records as they stand. One finding a gap, with the place and the one remedy.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from models.domain.evidence import Evidence, EvidenceLink
from models.domain.finding import Finding, Level, Target
from models.domain.plan import Measure, Task
from models.domain.statements import Sources, StatementState


def task_gaps(task: Task, measures: Sequence[Sources], responsible_units: Sequence[str]) -> Iterator[Finding]:
    """Yield what the records of a task lack, whatever paper is to come."""
    where = f"任务 {task.number}"
    if not measures:
        target = Target(table="tasks", id=task.id, field="measures")
        yield _stop("no_measure", where, "还没有整改措施", "新增措施", target)
    if not task.problem.strip():
        target = Target(table="tasks", id=task.id, field="problem")
        yield _stop("no_problem", where, "没有反馈问题原文", "填写反馈问题", target)
    if not responsible_units:
        target = Target(table="tasks", id=task.id, field="responsible")
        yield _stop("no_responsible_unit", where, "没有责任单位", "填写责任单位", target)
    for sources in measures:
        yield from measure_gaps(task, sources)


def measure_gaps(task: Task, sources: Sources) -> Iterator[Finding]:
    """Yield what one measure lacks: its text, progress, evidence, the sentence of proof."""
    measure = sources.measure
    where = measure_place(task, measure)

    def target(field: str) -> Target:
        return Target(table="measures", id=measure.id, field=field)

    if not measure.text.strip():
        yield _stop("no_measure_text", where, "没有措施内容", "填写措施", target("text"))
    if not sources.entries:
        yield _stop("no_progress", where, "没有落实情况", "登记落实", target("progress"))
    if not sources.links:
        yield _stop("no_evidence", where, "没有佐证", "添加佐证", target("evidence"))
    for link, evidence in sources.links:
        if not link.proves.strip():
            yield _unproven(where, link, evidence)


def statement_gaps(
    task: Task, measure: Measure, states: Sequence[tuple[str, StatementState]], *, subject: str = ""
) -> Iterator[Finding]:
    """Yield which of a measure's statements is missing, unconfirmed or 待核; `states` pairs label and state.

    `subject` names the closure they belong to where it is not the whole task.
    """
    where = measure_place(task, measure) + (f" · {subject}" if subject else "")
    target = Target(table="measures", id=measure.id, field="statements")
    for label, state in states:
        if state is StatementState.MISSING:
            yield _stop("statement_missing", where, f"{label}还没有写", f"起草{label}", target)
        elif state is StatementState.DRAFT:
            yield _stop("statement_unconfirmed", where, f"{label}还没有确认", f"确认{label}", target)
        elif state is StatementState.STALE:
            yield _stop("statement_stale", where, f"{label}确认后记录又改过，待核", f"核对{label}", target)


def measure_place(task: Task, measure: Measure) -> str:
    """Return how a finding names a measure."""
    return f"任务 {task.number} 措施 {measure.number}"


def _unproven(where: str, link: EvidenceLink, evidence: Evidence) -> Finding:
    return Finding(
        level=Level.WARN, code="no_proof_sentence", where=where, text=f"佐证“{evidence.title}”没有写证明什么",
        remedy="写证明内容", target=Target(table="evidence_links", id=link.id, field="proves"),
    )


def _stop(code: str, where: str, text: str, remedy: str, target: Target) -> Finding:
    return Finding(level=Level.STOP, code=code, where=where, text=text, remedy=remedy, target=target)
