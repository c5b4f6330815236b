"""Indicators in words: 不低于70%, 还差1.2%, and what the goal completion says of those that were reached.

The sentence is the one acceptance opinions write (污水集中收集率由56.3%提高到71.2%，达到目标70%). It is written only of
an indicator whose latest value by the day reaches the target, says 提高 or 下降 only where the numbers do so, and rests
on values of which there is evidence.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from models.domain.indicator import Bound, Indicator, IndicatorValue
from models.domain.indicator_standing import IndicatorStanding, IndicatorState, number_of
from models.domain.reading.phrases.indicators import MADE, RATES


def demand(indicator: Indicator) -> str:
    """Return 不低于70%."""
    return f"{indicator.bound.label}{indicator.target}{indicator.unit}"


def lacking_words(found: IndicatorStanding) -> str:
    """Return by how much the latest value misses the target: 差1.2个百分点, 超出3吨; empty where it does not."""
    lacking = found.lacking
    if lacking is None:
        return ""
    unit = found.indicator.unit
    unit = "个百分点" if unit in RATES else unit
    return f"{'超出' if found.indicator.bound is Bound.AT_MOST else '差'}{lacking.normalize():f}{unit}"


def completion(found: Iterable[IndicatorStanding]) -> str:
    """Return what was reached and proven as sentences of the goal completion; empty where nothing was."""
    parts = [_reached(item, item.latest) for item in found if item.state is IndicatorState.REACHED and item.latest]
    return "；".join(parts) + "。" if parts else ""


def _reached(found: IndicatorStanding, latest: IndicatorValue) -> str:
    indicator = found.indicator
    number, unit = latest.number.strip(), indicator.unit
    aim = f"达到目标{indicator.target}{unit}"
    if indicator.bound is Bound.AT_MOST:
        aim = f"符合目标（{demand(indicator)}）"
    if indicator.label.startswith(MADE) and unit not in RATES:
        return f"{indicator.label}{number}{unit}，{aim}"
    first = found.first if found.first is not None and found.first.id != latest.id else None
    return f"{indicator.label}{_way(first, number, unit)}，{aim}"


def _way(first: IndicatorValue | None, number: str, unit: str) -> str:
    before, now = number_of(first.number) if first else None, number_of(number)
    if first is None or before is None or now is None or before == now:
        return f"为{number}{unit}"
    return f"由{first.number.strip()}{unit}{_verb(before, now)}{number}{unit}"


def _verb(before: Decimal, now: Decimal) -> str:
    return "提高到" if now > before else "下降到"

