"""A counted frequency duty in words: the line over a measure, and the sentence of the 对应说明.

The sentence is the one acceptance opinions write (“2021年共召开7次县委常委会、7次县政府常务会研究生态环境保护工作，
满足每两个月至少研究1次的要求”), and is written only where it is true of every period.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from models.domain.duty import MeasureDuty
from models.domain.duty_tally import DutyTally, PeriodCount
from models.domain.meetings import meeting_of
from models.domain.partial_date import PartialDate, Period
from models.domain.reading.phrases.duties import read_duties

MOST_NAMED = 4
LONGEST_DEMAND = 30


def counted_words(tally: DutyTally) -> str:
    """Return 应4 实3, and where it was done more often in a period than demanded, how often in all: 应6 实6 共7次."""
    return f"应{tally.due} 实{tally.met}" + (f" 共{tally.done}次" if tally.done > tally.met else "")


def missing_words(tally: DutyTally) -> str:
    """Return the missing periods by name, the year only where it is needed: 第四季度; 2021年3月、4月等9期."""
    return _named(tally, tally.missing)


def unproven_words(tally: DutyTally) -> str:
    """Return the periods of which there is a record and no evidence, by name."""
    return _named(tally, tally.unproven)


def lacking_words(tally: DutyTally) -> str:
    """Return what keeps a duty from being met: 第四季度次数不足，第二季度没有佐证; empty where nothing does."""
    told = ((missing_words(tally), "次数不足"), (unproven_words(tally), "没有佐证"))
    return "，".join(names + what for names, what in told if names)


def _named(tally: DutyTally, items: Sequence[PeriodCount]) -> str:
    within_year = len({item.period.year for item in tally.periods}) == 1
    names, year = [], items[0].period.year if within_year and items else None
    for period in (item.period for item in items[:MOST_NAMED]):
        names.append((period.name if period.year == year else period.label) or period.label)
        year = period.year
    more = f"等{len(items)}期" if len(items) > MOST_NAMED else ""
    return "、".join(names) + more


def span_words(start: PartialDate | None, end: PartialDate | None) -> str:
    """Return from when to when a duty holds: 2020年12月起至2027年; 2020年12月起，长期坚持; 何时起未填，至2027年."""
    return (f"{start}起" if start else "何时起未填，") + (f"至{end}" if end else "，长期坚持" if start else "长期坚持")


def demand_of(duty: MeasureDuty, text: str) -> str:
    """Return what a duty demands in the words of its measure (每两个月至少研究1次), else in the program's own."""
    found = [reading for reading in read_duties(text) if reading.duty == duty.duty]
    named = [reading for reading in found if _is_part(reading.subject, duty.subject)]
    meant = found if len(found) == 1 else named
    wording = meant[0].wording if meant else ""
    return wording if 0 < len(wording) <= LONGEST_DEMAND else str(duty.duty)


def _is_part(one: str, other: str) -> bool:
    return bool(one and other) and (one in other or other in one)


def sentence(tallies: Sequence[tuple[DutyTally, str]]) -> str:
    """Return what was done and which demand it meets, of the duties that are fulfilled; empty where none is.

    Beside each duty stands its demand in the words of the measure (每两个月至少研究1次). Duties of one demand over the
    same time are told together.
    """
    alike: dict[tuple[str, str], list[DutyTally]] = {}
    for tally, demand in tallies:
        if tally.is_fulfilled:
            alike.setdefault((_span(tally.ended), demand), []).append(tally)
    return "；".join(
        f"{span}{_done(several)}，满足{demand}的要求" for (span, demand), several in alike.items()
    )


def _done(tallies: Sequence[DutyTally]) -> str:
    meetings = [meeting_of(tally.duty.subject) for tally in tallies]
    told = [
        (f"{tally.done}次{meeting.name}", meeting.rest)
        for tally, meeting in zip(tallies, meetings, strict=True) if meeting
    ]
    if len(told) == len(tallies):
        return "共召开" + "、".join(_with_rest_once(told))
    return "、".join(f"{tally.duty.subject.strip() or '共完成'}{tally.done}次" for tally in tallies)


def _with_rest_once(told: Sequence[tuple[str, str]]) -> Iterable[str]:
    """Yield what is told, and what follows it only where the next is followed by something else."""
    for place, (text, rest) in enumerate(told):
        is_shared = place + 1 < len(told) and told[place + 1][1] == rest
        yield text if is_shared else text + rest


def _span(ended: Sequence[PeriodCount]) -> str:
    """Return the time that ended periods cover: 2021年, 2021年至2022年, 2021年7月至2022年6月."""
    first, last = ended[0].period.first_day, ended[-1].period.last_day
    ends = next(
        pair for pair in (_years(first, last), _months(first, last), (PartialDate.of(first), PartialDate.of(last)))
        if pair
    )
    return str(ends[0]) if ends[0] == ends[1] else str(Period(first=ends[0], last=ends[1]))


def _years(first: date, last: date) -> tuple[PartialDate, PartialDate] | None:
    ends = PartialDate(year=first.year), PartialDate(year=last.year)
    return ends if (ends[0].first_day, ends[1].last_day) == (first, last) else None


def _months(first: date, last: date) -> tuple[PartialDate, PartialDate] | None:
    ends = PartialDate(year=first.year, month=first.month), PartialDate(year=last.year, month=last.month)
    return ends if (ends[0].first_day, ends[1].last_day) == (first, last) else None
