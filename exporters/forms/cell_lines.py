"""The words of a cell on lines that read well: broken where a reader pauses, never before a single last character."""

from __future__ import annotations

import re

from exporters import titles
from exporters.styles import CELL_MARGIN_PT, POINTS_PER_MM, STYLES, Look

_BREAK = re.compile(r"(?<=.)(?=（)|、(?=.)")
CELL_POINTS = STYLES[Look.CELL].size_pt


def cell_limit(width_mm: float) -> float:
    """Return how many characters stand on a line of a cell."""
    return (width_mm * POINTS_PER_MM - 2 * CELL_MARGIN_PT) / CELL_POINTS


def in_lines(text: str, width_mm: float) -> str:
    """Return a cell's words, on two lines before a bracket or behind 、 where one is too short and two are enough.

    Without such a place they are halved rather than left with a single character on the second line.
    """
    limit = cell_limit(width_mm)
    if titles.width(text) <= limit:
        return text
    parts = [(text[: match.end()], text[match.end() :]) for match in _BREAK.finditer(text)]
    fitting = [part for part in parts if max(map(titles.width, part)) <= limit]
    if not parts and titles.width(text) <= int(limit) + 1:
        half = (len(text) + 1) // 2
        fitting = [(text[:half], text[half:])]
    return "\n".join(fitting[-1]) if fitting else text
