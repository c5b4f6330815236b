"""What a person may want to confirm: duties the text of a measure names, and records that look like one of the times.

A record is suggested only where it has a date that fits one period of the span and its own words (title, entry, the
sentence of proof) speak of the duty's subject, or of a meeting of that kind. A plan, a notice or a rule speaks of what
is to come: a study plan is no study. Nothing is counted before somebody says so.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from math import ceil
from typing import NamedTuple

from models.domain.duty import MeasureDuty
from models.domain.duty_periods import period_with
from models.domain.duty_tally import CountedDuty
from models.domain.evidence import Evidence, EvidenceId, EvidenceLink
from models.domain.meetings import meeting_of
from models.domain.numerals import read_chinese_number
from models.domain.partial_date import When
from models.domain.plan import Progress, ProgressId
from models.domain.reading.phrases.duties import DutyReading, read_duties
from models.domain.statements import Sources

MOST_TIMES = 99
LIKENESS = 0.6
_PLANS = re.compile(r"计划|方案|通知|安排|预案|制度|办法|要点|规定|规则|议程|请示|函$")
# Of an entry only what was written and sent out: to have studied a plan at a meeting is a meeting.
_ISSUED = re.compile(rf"(?:印发|制定|出台|下发|发布|起草|拟定|建立)[^。；]{{0,40}}?(?:{_PLANS.pattern})")
_PLAN_KINDS = frozenset({"计划方案"})
_MEETING_KINDS = frozenset({"会议纪要"})
_RECORDS = re.compile(r"纪要|记录|签到|简报")
_IS_MEETING = re.compile(r"纪要|会议|常委会|常务会|党组会|专题会|例会|调度会|联席会|推进会")
_HELD_AT_MEETINGS = re.compile(r"研究|听取|审议|会商|部署|调度")
_VERBS = re.compile(
    r"研究|听取|审议|会商|部署|调度|举办|召开|组织|开展|签订|报告|汇报|通报|巡查|检查|督导|监测|评估|[，、]"
)
_ORGANS = tuple(map(re.compile, (r"[县市区省旗州乡镇]委(?!员)|党委", "政府", "人大", "政协", "党校|行政学院")))
_TIMES = re.compile(r"(?<![第\d各])(\d{1,2}|[一二两三四五六七八九十]{1,3})[次场期](?!会|学|培)")
_LONG_ENOUGH = 4
_KEY = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestedCount:
    """建议计入: an entry or a piece of evidence that looks like `times` of the times a duty demands."""

    progress_id: ProgressId | None = None
    evidence_id: EvidenceId | None = None
    times: int = 1


def suggested_duties(text: str, standing: Sequence[MeasureDuty]) -> tuple[DutyReading, ...]:
    """Return the duties a measure's text names that were not confirmed yet, each standing one for one of its kind."""
    confirmed = Counter(duty.duty for duty in standing)
    subjects = {duty.subject for duty in standing}
    found = []
    for reading in sorted(read_duties(text), key=lambda reading: reading.subject not in subjects):
        if confirmed[reading.duty] > 0:
            confirmed[reading.duty] -= 1
        else:
            found.append(reading)
    return tuple(sorted(found, key=lambda reading: reading.start))


def suggested_counts(counted: CountedDuty, sources: Sources) -> tuple[SuggestedCount, ...]:
    """Return the records of a measure that look like one of the times of a duty and were not counted yet."""
    duty = counted.duty
    subject = duty.subject or _subject_in(sources.measure.text, duty)
    if not subject:
        return ()
    known = {record.progress_id or record.evidence_id for record in counted.records}
    entries = [entry for entry in sources.entries if entry.id not in known]
    links = [(link, item) for link, item in sources.links if item.id not in known]
    return (*_of_entries(duty, subject, entries), *_of_evidence(duty, subject, links))


def _of_entries(duty: MeasureDuty, subject: str, entries: Sequence[Progress]) -> Iterator[SuggestedCount]:
    for entry in entries:
        if _fits(duty, entry.done_on) and not _ISSUED.search(entry.text) and speaks_of(subject, entry.text):
            yield SuggestedCount(progress_id=entry.id, times=_times(entry.text))


def _of_evidence(
    duty: MeasureDuty, subject: str, links: Sequence[tuple[EvidenceLink, Evidence]]
) -> Iterator[SuggestedCount]:
    for link, item in links:
        if not _fits(duty, item.dated_on) or _is_plan(item):
            continue
        is_meeting = item.kind in _MEETING_KINDS
        if any(speaks_of(subject, text, is_meeting=is_meeting, title=item.title) for text in (item.title, link.proves)):
            yield SuggestedCount(evidence_id=item.id, times=_times(link.proves))


def _is_plan(item: Evidence) -> bool:
    """Return whether a piece says what is to come; the minutes of a meeting on a plan do not."""
    if item.kind in _PLAN_KINDS:
        return True
    return bool(_PLANS.search(item.title)) and item.kind not in _MEETING_KINDS and not _RECORDS.search(item.title)


class _Wanted(NamedTuple):
    """What is looked for: the words, the bodies they name, the meeting, the thing it is done to."""

    words: str
    organs: frozenset[int]
    meeting: str
    thing: str
    is_for_meetings: bool


@lru_cache(maxsize=8192)
def speaks_of(subject: str, text: str, *, is_meeting: bool = False, title: str = "") -> bool:
    """Return whether a text speaks of what a duty demands; the meeting of another body is another subject."""
    plain, wanted = _plain(text), _wanted(subject)
    if not plain or (wanted.organs and _is_of_others(_plain(title) or plain, wanted.organs)):
        return False
    if wanted.meeting:
        return wanted.meeting in plain
    names_thing = len(wanted.thing) >= _LONG_ENOUGH and wanted.thing in plain
    if wanted.is_for_meetings:
        return names_thing and (is_meeting or bool(_IS_MEETING.search(plain)))
    return names_thing or _is_like(wanted.words, plain)


@lru_cache(maxsize=256)
def _wanted(subject: str) -> _Wanted:
    words, meeting = _plain(subject), meeting_of(subject)
    return _Wanted(
        words=words, organs=_organs(words), meeting=_plain(meeting.name)[-_KEY:] if meeting else "",
        thing=_VERBS.split(words)[-1].removesuffix("工作"), is_for_meetings=bool(_HELD_AT_MEETINGS.search(words)),
    )


def _is_of_others(text: str, organs: frozenset[int]) -> bool:
    """Return whether a text names bodies, and none of these."""
    theirs = _organs(text)
    return bool(theirs) and not organs & theirs


# Every duty of a measure asks of the same titles.
@lru_cache(maxsize=2048)
def _organs(text: str) -> frozenset[int]:
    return frozenset(place for place, organ in enumerate(_ORGANS) if organ.search(text))


def _is_like(wanted: str, text: str) -> bool:
    """Return whether a text holds most of what is wanted in one piece."""
    length = ceil(len(wanted) * LIKENESS)
    return length >= _LONG_ENOUGH and any(
        wanted[start : start + length] in text for start in range(len(wanted) - length + 1)
    )


def _times(text: str) -> int:
    """Return how many times a sentence says that something was done, 1 where it says none or several numbers."""
    said = {int(found) if found.isdecimal() else read_chinese_number(found) or 1 for found in _TIMES.findall(text)}
    return min(said.pop(), MOST_TIMES) if len(said) == 1 else 1


def _fits(duty: MeasureDuty, when: When | None) -> bool:
    if when is None:
        return False
    begin, end = when.first_day, when.last_day
    first = duty.starts_on.first_day if duty.starts_on else date.min
    last = duty.ends_on.last_day if duty.ends_on else date.max
    # A day lies in one period, whichever that is.
    return first <= end and begin <= last and (begin == end or period_with(duty.per, when) is not None)


def _subject_in(text: str, duty: MeasureDuty) -> str:
    return next((found.subject for found in read_duties(text) if found.duty == duty.duty), "")


def _plain(text: str) -> str:
    return "".join(text.split()).replace("会议", "会")
