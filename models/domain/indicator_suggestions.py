"""What a goal demands in numbers and no indicator says yet, and where goal and indicator name different numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from models.domain.indicator import Indicator
from models.domain.indicator_standing import number_of
from models.domain.reading.phrases.indicators import IndicatorReading, read_indicators


def suggested_indicators(text: str, standing: Sequence[Indicator]) -> tuple[IndicatorReading, ...]:
    """Return what a text demands and none of the indicators standing says, in the order of the text.

    An indicator of the same name and unit says it even with another number: that is a difference, not one more.
    """
    left = list(standing)
    found = []
    for reading in sorted(read_indicators(text), key=lambda one: not any(_says(item, one) for item in standing)):
        same = next((item for item in left if _says(item, reading)), None)
        same = same or next((item for item in left if _is_alike(item, reading)), None)
        if same is None:
            found.append(reading)
        else:
            left.remove(same)
    return tuple(sorted(found, key=lambda reading: reading.start))


def differing(text: str, indicators: Iterable[Indicator]) -> Iterator[tuple[Indicator, IndicatorReading]]:
    """Yield the indicators a text names with another number, each with what it says instead."""
    readings = read_indicators(text)
    for indicator in indicators:
        alike = [reading for reading in readings if _is_alike(indicator, reading)]
        if alike and not any(_says(indicator, reading) for reading in alike):
            yield indicator, alike[0]


def _is_alike(indicator: Indicator, reading: IndicatorReading) -> bool:
    return _plain(indicator.label) == _plain(reading.label) and _plain(indicator.unit) == _plain(reading.unit)


def _says(indicator: Indicator, reading: IndicatorReading) -> bool:
    return _is_alike(indicator, reading) and number_of(indicator.target) == number_of(reading.target)


def _plain(text: str) -> str:
    return "".join(text.split()).replace("％", "%")
