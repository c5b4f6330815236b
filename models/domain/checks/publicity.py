"""Checks of a publicity 公示: do its words and dates agree, can people reach the office, was every objection answered.

Half the notices that cross a holiday say a number of days their dates do not give: 共10个工作日 from 29 September to 9
October 2024 are 4. How long a publicity must be differs by place, and nothing is said of that. Nothing is said either
while nothing of the publicity was entered, nor of a notice dated before its period begins, which is how it should be.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from models.domain.checks.dates import is_before
from models.domain.finding import Finding, Level, Target
from models.domain.partial_date import PartialDate, When
from models.domain.publicity import Objection, Publicity
from models.domain.publicity_window import Window, day_words, read_window, window_of
from models.domain.workdays import Holidays

HOLIDAY_REMEDY = "到“设置 · 放假安排”粘贴国务院办公厅的通知"


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicityFacts:
    """公示记录: a publicity with what it is held against.

    `noticed_on` is the date the notice bears, `accepted_on` the days of the acceptance where the notice prints them.
    """

    publicity: Publicity
    objections: Sequence[Objection] = ()
    noticed_on: PartialDate | None = None
    accepted_on: Sequence[When] = field(default=())


def publicity_findings(facts: PublicityFacts, holidays: Holidays, where: str = "公示") -> Iterator[Finding]:
    """Yield what is wrong with a publicity, in the order in which its page asks for it."""
    publicity = facts.publicity
    if publicity.starts_on or publicity.days or publicity.ends_on:
        window = window_of(publicity)
        yield from _order(publicity, window, where)
        yield from window_findings(window, holidays, where, Target(table="publicities", id=publicity.id))
        yield from _notice(facts, where)
        yield from _contact(publicity, where)
    yield from _objections(facts.objections, facts.publicity, where)


def window_findings(window: Window, holidays: Holidays, where: str, target: Target) -> Iterator[Finding]:
    """Yield what is wrong with a window itself, whether the records say it or the words of a notice."""
    counted, by_days = window.counted(holidays), window.end_by_days(holidays)
    if not window.agrees(holidays) and by_days is not None and window.start is not None and window.end is not None:
        unit = window.counting.unit
        text = (f"写的是{window.days}{unit}，{day_words(window.start)}至{day_words(window.end)}"
                f"实为{counted}{unit}；{window.days}{unit}应到{day_words(by_days)}")
        remedy = f"改成到{day_words(by_days)}，或改成{counted}{unit}"
        yield _found(Level.WARN, "window_disagrees", where, text, remedy, _at(target, "ends_on"))
    for year in window.unknown_years(holidays):
        text = f"{year}年的放假安排还没有收录，工作日只按周末计算"
        yield _found(Level.WARN, "unknown_holidays", where, text, HOLIDAY_REMEDY, _at(target, "ends_on"))
    for name, day in (("starts_on", window.start), ("ends_on", window.end)):
        if day is not None and not holidays.is_working_day(day):
            text = f"{'开始' if name == 'starts_on' else '结束'}的{day_words(day)}不上班"
            yield _found(Level.NOTE, "window_on_day_off", where, text, "确认是否如此", _at(target, name))


def written_window(text: str, publicity: Publicity, holidays: Holidays, where: str,
                   target: Target) -> Iterator[Finding]:
    """Yield what is wrong with the window a text writes: in itself, and against the records."""
    window = read_window(text)
    if window is None:
        return
    if window.is_reversed:
        yield _found(Level.WARN, "window_reversed", where, "写的公示期结束早于开始", "核对公示期", target)
    yield from (item for item in window_findings(window, holidays, where, target) if item.level is not Level.NOTE)
    kept = window_of(publicity)
    for name, said, known in (("开始", window.start, kept.start), ("结束", window.end, kept.end)):
        if said is not None and known is not None and said != known:
            text = f"写的公示{name}日期是{_full(said)}，记录里是{_full(known)}"
            yield _found(Level.WARN, "window_not_as_recorded", where, text, "改写这一部分，或改记录", target)


def _order(publicity: Publicity, window: Window, where: str) -> Iterator[Finding]:
    target = Target(table="publicities", id=publicity.id, field="ends_on")
    if publicity.starts_on is None:
        at = _at(target, "starts_on")
        yield _found(Level.WARN, "no_window_start", where, "没有公示开始日期", "填写公示开始日期", at)
    if window.is_reversed or _is_reversed(publicity):
        text = f"公示结束日期{publicity.ends_on}早于开始日期{publicity.starts_on}"
        yield _found(Level.WARN, "window_reversed", where, text, "核对公示日期", target)


def _is_reversed(publicity: Publicity) -> bool:
    start, end = publicity.starts_on, publicity.ends_on
    return start is not None and end is not None and is_before(end, start)


def _notice(facts: PublicityFacts, where: str) -> Iterator[Finding]:
    noticed, start = facts.noticed_on, facts.publicity.starts_on
    target = Target(table="publicities", id=facts.publicity.id, field="starts_on")
    if noticed is not None and start is not None and is_before(start, noticed):
        text = f"公示的成文日期{noticed}晚于公示开始日期{start}"
        yield _found(Level.WARN, "notice_after_start", where, text, "核对成文日期或公示开始日期", target)
    for when in facts.accepted_on:
        first = noticed or start
        if first is not None and is_before(first, when):
            text = f"公示日期{first}早于公示里写的验收日期{when}"
            yield _found(Level.WARN, "notice_before_acceptance", where, text, "核对公示或验收日期", target)


def _contact(publicity: Publicity, where: str) -> Iterator[Finding]:
    def target(name: str) -> Target:
        return Target(table="publicities", id=publicity.id, field=name)

    if not publicity.receiving_office.strip():
        at = target("receiving_office")
        yield _found(Level.WARN, "no_receiving_office", where, "没有受理单位", "填写受理单位", at)
    if not (publicity.phone.strip() or publicity.mobile.strip()):
        yield _found(Level.WARN, "no_publicity_phone", where, "没有受理电话", "填写电话", target("phone"))
    if not (publicity.address.strip() or publicity.email.strip()):
        yield _found(Level.WARN, "no_publicity_address", where, "没有受理地址或邮箱", "填写地址", target("address"))


def _objections(objections: Sequence[Objection], publicity: Publicity, where: str) -> Iterator[Finding]:
    start = publicity.starts_on
    for place, item in enumerate(objections, 1):
        here = f"{where} · 异议 第 {place} 条"
        target = Target(table="objections", id=item.id, field="handling")
        if start is not None and item.raised_on is not None and is_before(item.raised_on, start):
            text = f"提出日期{item.raised_on}早于公示开始日期{start}"
            at = _at(target, "raised_on")
            yield _found(Level.WARN, "objection_raised_early", here, text, "核对两个日期", at)
        if not item.handling.strip():
            yield _found(Level.WARN, "objection_unhandled", here, "没有处理情况", "填写处理情况", target)
        if item.raised_on is not None and item.handled_on is not None and is_before(item.handled_on, item.raised_on):
            text = f"处理日期{item.handled_on}早于提出日期{item.raised_on}"
            at = _at(target, "handled_on")
            yield _found(Level.WARN, "objection_handled_early", here, text, "核对两个日期", at)


def _full(day: date) -> str:
    return f"{day.year}年{day_words(day)}"


def _at(target: Target, name: str) -> Target:
    """Return a field of the record, or the record as it is where it is not a publicity or an objection."""
    if target.table not in ("publicities", "objections"):
        return target
    return Target(table=target.table, id=target.id, field=name)


def _found(level: Level, code: str, where: str, text: str, remedy: str, target: Target) -> Finding:
    return Finding(level=level, code=code, where=where, text=text, remedy=remedy, target=target)
