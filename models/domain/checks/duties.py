"""Frequency duties 频次: the acceptance team counts the minutes against the months, and so does this check.

A period that lacks its times, or evidence of them, is a gap 缺口 of the task as a measure without evidence is, but a
WARN, not a STOP: what was not held last spring cannot be held any more, and a paper that says so honestly may go out.
To claim the demand was met while a period lacks is what gets a closed task reopened: that is a STOP.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from models.domain.checks.readiness import measure_place
from models.domain.duty import MeasureDuty
from models.domain.duty_suggestions import suggested_duties
from models.domain.duty_tally import DutyTally, PeriodCount, PeriodState, tally
from models.domain.duty_words import lacking_words
from models.domain.finding import Finding, Level, Target
from models.domain.plan import Task
from models.domain.reading.phrases.duties import read_duties
from models.domain.statements import Sources

# So many periods are told one by one, of what is more only how many.
MOST = 12
_CLAIM = re.compile(r"满足|符合|达到|完成|落实")
_REMEDY = "登记落实或补充佐证，并计入频次"
_STOPS = "。；;！\n"


def duty_gaps(task: Task, sources: Sources, *, on: date) -> Iterator[Finding]:
    """Yield which periods of a measure's duties lack proof on a day, of many the first ones and how many more."""
    where = measure_place(task, sources.measure)
    for counted in sources.duties:
        found = tally(counted, on=on)
        if found.duty.starts_on is None:
            continue
        yield from (_missing(where, found.duty, item) for item in found.missing[:MOST])
        yield from _more(where, found.duty, len(found.missing) - MOST, "duty_missing", "次数不足")
        yield from (_unproven(where, found.duty, item) for item in found.unproven[:MOST])
        yield from _more(where, found.duty, len(found.unproven) - MOST, "duty_unproven", PeriodState.UNPROVEN.label)


def duty_doubts(task: Task, sources: Sources, *, on: date) -> Iterator[Finding]:
    """Yield what keeps a measure's duties from being counted, and what its text demands and nobody confirmed."""
    where = measure_place(task, sources.measure)
    for counted in sources.duties:
        yield from _uncounted(where, tally(counted, on=on))
    for reading in suggested_duties(sources.measure.text, [counted.duty for counted in sources.duties]):
        if reading.says_times:
            target = Target(table="measures", id=sources.measure.id, field="duties")
            text = f"原文要求“{reading.wording}”，还没有确认频次"
            yield _finding(Level.NOTE, "duty_unconfirmed", where, text, "确认频次", target)


def false_claims(
    task: Task, sources: Sources, statements: Sequence[tuple[str, str]], *, on: date, subject: str = ""
) -> Iterator[Finding]:
    """Yield the statements, each a label and a text, that claim a demand was met while a period of it lacks."""
    where = measure_place(task, sources.measure) + (f" · {subject}" if subject else "")
    for label, text in statements:
        claimed = _claimed(text)
        for found in (tally(counted, on=on) for counted in sources.duties):
            if (lacking := lacking_words(found)) and found.duty.duty in claimed:
                yield _finding(
                    Level.STOP, "duty_claimed", where,
                    f"{label}说满足{found.duty.duty}，但{found.duty.subject}{lacking}",
                    "补充佐证并计入，或改写这段话", Target(table="measures", id=sources.measure.id, field="statements"),
                )


def _claimed(text: str) -> set[object]:
    """Return the duties a text says were met."""
    return {
        found.duty for found in read_duties(text)
        if _CLAIM.search(text[max(text.rfind(stop, 0, found.start) for stop in _STOPS) + 1 : found.start])
    }


def _uncounted(where: str, found: DutyTally) -> Iterator[Finding]:
    target = Target(table="duties", id=found.duty.id)
    if found.duty.starts_on is None:
        text = f"“{_name(found.duty)}”没有起始时间，核对不了"
        yield _finding(Level.WARN, "duty_without_start", where, text, "填写从何时起", target)
    elif found.unclear:
        times = sum(occasion.times for occasion in found.unclear)
        text = f"计入“{_name(found.duty)}”的 {times} 次日期不够具体，算不进任何一期"
        yield _finding(Level.WARN if found.missing else Level.NOTE, "duty_unclear", where, text, "把日期填到日", target)


def _missing(where: str, duty: MeasureDuty, item: PeriodCount) -> Finding:
    done = f"只有 {item.done} 次" if item.done else "没有记录"
    target = Target(table="duties", id=duty.id, field=item.period.first_day.isoformat())
    text = f"“{_name(duty)}”{item.period.label}{done}"
    return _finding(Level.WARN, "duty_missing", where, text, _REMEDY, target)


def _unproven(where: str, duty: MeasureDuty, item: PeriodCount) -> Finding:
    """Return that a period has a record and no evidence; it leads to the first entry without any."""
    bare = next(record for found in item.occasions for record in found.records if not record.is_proven)
    target = Target(table="progress", id=str(bare.progress_id))
    text = f"“{_name(duty)}”{item.period.label}{PeriodState.UNPROVEN.label}"
    return _finding(Level.WARN, "duty_unproven", where, text, "给这条落实情况添加佐证", target)


def _more(where: str, duty: MeasureDuty, count: int, code: str, lack: str) -> Iterator[Finding]:
    if count > 0:
        target, text = Target(table="duties", id=duty.id), f"“{_name(duty)}”另有 {count} 期{lack}"
        yield _finding(Level.WARN, code, where, text, _REMEDY, target)


def _name(duty: MeasureDuty) -> str:
    return f"{duty.subject}{duty.duty}"


def _finding(level: Level, code: str, where: str, text: str, remedy: str, target: Target) -> Finding:
    return Finding(level=level, code=code, where=where, text=text, remedy=remedy, target=target)
