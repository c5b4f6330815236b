"""Frequency duties 频次要求: confirmed by a person, counted by a person, gone when their owner goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from models.domain.duty import DutyCount, DutyCountId, MeasureDuty, MeasureDutyId
from models.domain.duty_suggestions import SuggestedCount
from models.domain.evidence import Evidence, EvidenceId, EvidenceLink
from models.domain.ordering import place_behind
from models.domain.partial_date import PartialDate
from models.domain.plan import DutyPer, Measure, MeasureId, Progress, ProgressId
from models.errors import InputError
from models.store.change import Change, Changes
from models.workspace import Workspace, new_id

MOST_TIMES = 366


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyInput:
    """What is entered for one duty."""

    times: int
    per: DutyPer
    subject: str = ""
    starts_on: PartialDate | None = None
    ends_on: PartialDate | None = None


def add_duty(ws: Workspace, *, measure_id: MeasureId, duty: DutyInput) -> Changes:
    """Confirm how often something has to be done for a measure, read from its text or entered by hand."""
    measure = ws.need(Measure, measure_id)
    record = MeasureDuty(
        id=MeasureDutyId(new_id()), measure_id=measure_id, times=duty.times, per=duty.per,
        subject=duty.subject.strip(), starts_on=duty.starts_on, ends_on=duty.ends_on,
        position=place_behind(ws.find(MeasureDuty, measure_id=measure_id)),
    )
    _require_sound(measure, record)
    with ws.change(f"确认措施 {measure.number} 频次：{record.duty}") as change:
        change.insert(record)
    return change.result


def revise_duty(ws: Workspace, *, duty: MeasureDuty, step: str = "") -> Changes:
    """Change times, period, subject or span of a duty; what was counted for it stays counted."""
    measure = ws.need(Measure, duty.measure_id)
    ws.need(MeasureDuty, duty.id)
    _require_sound(measure, duty)
    with ws.change(f"修改措施 {measure.number} 频次", step=step) as change:
        change.put(replace(duty, subject=duty.subject.strip()))
    return change.result


def remove_duty(ws: Workspace, *, duty_id: MeasureDutyId) -> Changes:
    """Remove a duty with its counts; entries and evidence stay."""
    duty = ws.need(MeasureDuty, duty_id)
    measure = ws.need(Measure, duty.measure_id)
    with ws.change(f"删除措施 {measure.number} 频次：{duty.duty}") as change:
        _delete(ws, change, duty)
    return change.result


def count_entry(ws: Workspace, *, duty_id: MeasureDutyId, progress_id: ProgressId, times: int = 1) -> Changes:
    """Let an entry show so many of the times a duty demands; 0 takes it off."""
    duty, entry = ws.need(MeasureDuty, duty_id), ws.need(Progress, progress_id)
    if entry.measure_id != duty.measure_id:
        raise InputError("这条落实情况不是本措施的", where="计入频次", remedy="请到它自己的措施下计入")
    return _count(ws, duty, entry.text, DutyCount(
        id=DutyCountId(new_id()), duty_id=duty_id, progress_id=progress_id, times=times,
    ))


def count_evidence(ws: Workspace, *, duty_id: MeasureDutyId, evidence_id: EvidenceId, times: int = 1) -> Changes:
    """Let a piece of evidence of the measure show so many of the times a duty demands; 0 takes it off."""
    duty, evidence = ws.need(MeasureDuty, duty_id), ws.need(Evidence, evidence_id)
    if not ws.find(EvidenceLink, evidence_id=evidence_id, measure_id=duty.measure_id):
        raise InputError(f"“{evidence.title}”还没有对应到本措施", where="计入频次", remedy="请先把它对应到本措施")
    return _count(ws, duty, evidence.title, DutyCount(
        id=DutyCountId(new_id()), duty_id=duty_id, evidence_id=evidence_id, times=times,
    ))


def count_suggested(ws: Workspace, *, duty_id: MeasureDutyId, counts: Sequence[SuggestedCount]) -> Changes:
    """Accept suggested counts in one step; what is counted already stays as it is."""
    duty = ws.need(MeasureDuty, duty_id)
    known = ws.find(DutyCount, duty_id=duty_id)
    standing = {(item.progress_id, item.evidence_id) for item in known}
    fresh = [item for item in counts if (item.progress_id, item.evidence_id) not in standing]
    with ws.change(f"{len(fresh)} 条记录计入频次：{duty.subject or duty.duty}") as change:
        change.insert_all(
            DutyCount(
                id=DutyCountId(new_id()), duty_id=duty_id, progress_id=item.progress_id, evidence_id=item.evidence_id,
                times=item.times,
            )
            for item in fresh
        )
    return change.result


def delete_duties(ws: Workspace, change: Change, measure_id: MeasureId) -> None:
    """Delete the duties of a measure with their counts within an open change."""
    for duty in ws.find(MeasureDuty, measure_id=measure_id):
        _delete(ws, change, duty)


def delete_counts_of(ws: Workspace, change: Change, record: ProgressId | EvidenceId, column: str) -> None:
    """Delete what an entry (`progress_id`) or a piece of evidence (`evidence_id`) counted, within an open change."""
    for count in ws.find(DutyCount, **{column: record}):
        change.delete(count)


def leave_evidence(ws: Workspace, change: Change, evidence_id: EvidenceId, measure_id: MeasureId) -> None:
    """Delete what a piece of evidence counted for a measure it is taken off, within an open change."""
    duties = {duty.id for duty in ws.find(MeasureDuty, measure_id=measure_id)}
    for count in ws.find(DutyCount, evidence_id=evidence_id):
        if count.duty_id in duties:
            change.delete(count)


def _count(ws: Workspace, duty: MeasureDuty, name: str, wanted: DutyCount) -> Changes:
    if not 0 <= wanted.times <= MOST_TIMES:
        raise InputError(f"次数不能是 {wanted.times}", where="计入频次", remedy=f"请写 1 到 {MOST_TIMES} 的整数")
    standing = ws.find(
        DutyCount, duty_id=duty.id, progress_id=wanted.progress_id, evidence_id=wanted.evidence_id
    )
    with ws.change(f"{'计入' if wanted.times else '不再计入'}频次：{name[:20]}") as change:
        for count in standing if not wanted.times else standing[1:]:
            change.delete(count)
        if wanted.times:
            change.put(replace(standing[0], times=wanted.times) if standing else wanted)
    return change.result


def _delete(ws: Workspace, change: Change, duty: MeasureDuty) -> None:
    for count in ws.find(DutyCount, duty_id=duty.id):
        change.delete(count)
    change.delete(duty)


def _require_sound(measure: Measure, duty: MeasureDuty) -> None:
    where = f"措施 {measure.number} · 频次"
    if not 1 <= duty.times <= MOST_TIMES:
        raise InputError(f"次数不能是 {duty.times}", where=where, remedy=f"请写 1 到 {MOST_TIMES} 的整数")
    if duty.starts_on and duty.ends_on and duty.ends_on.last_day < duty.starts_on.first_day:
        raise InputError(
            f"“到”{duty.ends_on}早于“从”{duty.starts_on}", where=where, remedy="请改正先后；长期坚持的不填“到”"
        )
