"""Dates of a paper against each other: progress, evidence, acceptance, the paper's own day, its number's year.

A paper can tell only of what was before it. Where a task is 长期坚持, work goes on after its paper and its records
grow, so that there it is only mentioned (NOTE).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from exporters.proofreading.passage import Complaint, Passage, Reader
from models.domain.checks.dates import is_before
from models.domain.checks.readiness import measure_place
from models.domain.checks.slips import Slip, slip
from models.domain.checks.written_dates import written_days, written_months
from models.domain.finding import Finding, Level, Target
from models.domain.form import ContentKind
from models.domain.partial_date import PartialDate
from models.dossiers import ClosureDossier, MeasureDossier

_BY_MEASURE = (ContentKind.IMPLEMENTATION, ContentKind.EVIDENCE_MAPPING, ContentKind.EACH_MEASURE)
_AHEAD = re.compile(r"将|计划|预计|拟|力争|确保|要求|应|须|到|至|截止|限期|时限")
_STILL_TO_COME = re.compile(r"前|底|之前|以前|起|止")


def order(passages: tuple[Passage, ...], reader: Reader) -> Iterator[Complaint]:
    """Yield what is dated so that it cannot be, in the records and in the words of the paper."""
    dossier = reader.dossier
    dated_on = dossier.paper.dated_on
    if dated_on is not None:
        yield from (("sign_off", found) for found in _head(dossier, dated_on))
        for key in _keys(passages, _BY_MEASURE)[:1]:
            yield from ((key, found) for item in dossier.measures for found in _later(dossier, item, dated_on))
    for key in _keys(passages, (ContentKind.CONCLUSION,))[:1]:
        yield from ((key, found) for item in dossier.measures for found in _after_acceptance(dossier, item))
    for passage in passages:
        yield from reader.complaints(passage, _days(passage, reader))


def _keys(passages: tuple[Passage, ...], contents: tuple[ContentKind, ...]) -> list[str]:
    return [passage.key for passage in passages if not passage.says.isdisjoint(contents)]


def _head(dossier: ClosureDossier, dated_on: PartialDate) -> Iterator[Finding]:
    paper, plan = dossier.paper, dossier.plan

    def warn(code: str, field: str, name: str, text: str, remedy: str) -> Finding:
        target = Target(table="papers", id=paper.id, field=field)
        return Finding(level=Level.WARN, code=code, where=f"文书 · {name}", text=text, remedy=remedy, target=target)

    if paper.printed_on is not None and is_before(paper.printed_on, dated_on):
        text = f"印发日期{paper.printed_on.chinese}早于成文日期{dated_on.chinese}"
        yield warn("printed_before_dated", "printed_on", "印发日期", text, "核对印发日期")
    if paper.document_number and paper.document_year != dated_on.year:
        text = f"发文字号{paper.document_number}与成文日期{dated_on.chinese}不是同一年"
        yield warn("number_year_differs", "document_year", "发文字号", text, "核对发文字号的年份")
    if plan.dated_on is not None and is_before(dated_on, plan.dated_on):
        text = f"成文日期{dated_on.chinese}早于方案印发日期{plan.dated_on.chinese}"
        yield warn("paper_before_plan", "dated_on", "成文日期", text, "核对成文日期和方案日期")


def _later(dossier: ClosureDossier, item: MeasureDossier, dated_on: PartialDate) -> Iterator[Finding]:
    """Yield the progress and the evidence of a measure that are dated after the paper."""
    where = measure_place(dossier.task, item.measure)
    level = Level.NOTE if dossier.task.is_ongoing else Level.WARN
    behind = f"晚于成文日期{dated_on.chinese}"
    for entry in item.sources.entries:
        if entry.done_on is not None and is_before(dated_on, entry.done_on):
            target = Target(table="progress", id=entry.id, field="done_on")
            yield Finding(level=level, code="progress_after_paper", where=where,
                          text=f"落实日期{entry.done_on.chinese}{behind}", remedy="核对落实日期", target=target)
    for piece in item.evidence:
        when = piece.evidence.dated_on
        if when is not None and is_before(dated_on, when):
            target = Target(table="evidence_links", id=piece.link.id, field="proves")
            text = f"佐证“{piece.evidence.title}”的日期{when.chinese}{behind}"
            yield Finding(level=level, code="evidence_after_paper", where=where, text=text, remedy="核对佐证日期",
                          target=target)


def _after_acceptance(dossier: ClosureDossier, item: MeasureDossier) -> Iterator[Finding]:
    """Yield the progress of a measure between the acceptance and the paper, which no team can have seen."""
    held_on, dated_on = dossier.acceptance.held_on, dossier.paper.dated_on
    for entry in item.sources.entries:
        if entry.done_on is None or not held_on or not all(is_before(when, entry.done_on) for when in held_on):
            continue
        if dated_on is not None and is_before(dated_on, entry.done_on):
            continue
        target = Target(table="progress", id=entry.id, field="done_on")
        yield Finding(
            level=Level.NOTE if dossier.task.is_ongoing else Level.WARN, code="acceptance_before_progress",
            where=measure_place(dossier.task, item.measure), text=f"落实日期{entry.done_on.chinese}晚于验收日期",
            remedy="核对落实日期和验收日期", target=target,
        )


def _days(passage: Passage, reader: Reader) -> Iterator[tuple[str, Slip]]:
    dossier = reader.dossier
    if passage.key == "opening" and passage.is_edited:
        yield from _other_day(passage, dossier)
    if passage.key == "sign_off" and passage.is_edited:
        yield from _other_date(passage, dossier)
    dated_on = dossier.paper.dated_on
    if dated_on is None:
        return
    for line in reader.result_lines(passage):
        for written in (*written_days(line), *written_months(line)):
            is_plan = _AHEAD.search(line[max(0, written.start - 6) : written.start]) or _STILL_TO_COME.match(
                line, written.end
            )
            if written.day > dated_on.last_day and not is_plan:
                text = f"晚于成文日期{dated_on.chinese}"
                yield line, slip(line, (written.start, written.end), "day_after_paper", text, "核对日期")


def _other_day(passage: Passage, dossier: ClosureDossier) -> Iterator[tuple[str, Slip]]:
    """Tell of a day in an edited opening that is neither of the acceptance nor of the plan nor of the paper."""
    held_on = dossier.acceptance.held_on
    known = [*held_on, *filter(None, (dossier.plan.dated_on, dossier.paper.dated_on))]
    for line in passage.lines if held_on else ():
        for written in written_days(line):
            if not any(when.first_day <= written.day <= when.last_day for when in known):
                yield line, slip(
                    line, (written.start, written.end), "opening_date_differs", "不是记录里的验收日期", "核对验收日期"
                )


def _other_date(passage: Passage, dossier: ClosureDossier) -> Iterator[tuple[str, Slip]]:
    dated_on = dossier.paper.dated_on
    for line in passage.lines:
        for written in written_days(line):
            if dated_on is not None and dated_on.is_full and written.day != dated_on.first_day:
                text = f"与记录里的成文日期{dated_on.chinese}不同"
                yield line, slip(line, (written.start, written.end), "sign_off_date_differs", text, "核对成文日期")
