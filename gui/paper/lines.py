"""Breaking the text of a paper into lines for the reading view, with the advances the printed page has.

Every character stands in a cell of its own: a full-width one is as wide as the type and the spacing of its look, one of
ASCII half as wide, as in the typefaces of official papers. So the lines of the view end where those of the Word file
end, whatever typeface this computer has. No line begins with a closing mark or ends with an opening one;
numbers and Latin words stay whole. Lengths are points.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from exporters.blocks import MISSING
from exporters.styles import Setting
from exporters.titles import CLOSING, OPENING, width

_WORD = re.compile(r"[A-Za-z0-9]+(?:[.,:/\-][A-Za-z0-9]+)*%?")
_KEPT = re.compile(f"[{re.escape(CLOSING)}]|(?<=[{re.escape(OPENING)}])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """How wide the characters of one look are, and how its lines fill their room."""

    size: float
    spacing: float = 0.0
    setting: Setting = Setting.BOTH

    def advance(self, char: str) -> float:
        """Return the width of the cell of a character."""
        share = width(char)
        return share * self.size + self.spacing if share else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line: where in the text it begins, where each of its characters stands, which of them mark a missing fact."""

    text: str
    start: int
    places: tuple[float, ...]
    width: float
    missing: frozenset[int] = frozenset()


def lines_of(text: str, measure: Measure, *, room: float, left: float = 0.0, first: float = 0.0) -> list[Line]:
    """Return the lines of a paragraph in a room; `first` is the indent of the first line beyond `left`.

    Line feeds end a line by hand. An empty text is one empty line.
    """
    found: list[Line] = []
    offset = 0
    for stretch in text.split("\n"):
        indent = left + (first if not found else 0.0)
        found += _stretch(stretch, offset, measure, room, left, indent)
        offset += len(stretch) + 1
    # A mark may be parted by a line's end, so it is looked for in the whole text.
    missing = [place for match in MISSING.finditer(text) for place in range(*match.span())]
    return [_marked(line, missing) for line in found] if missing else found


def _marked(line: Line, places: Sequence[int]) -> Line:
    end = line.start + len(line.text)
    return replace(line, missing=frozenset(place - line.start for place in places if line.start <= place < end))


def _stretch(
    text: str, offset: int, measure: Measure, room: float, left: float, indent: float
) -> Iterator[Line]:
    # Character by character only where it must be: the view follows the typing in a paragraph of 50,000 characters.
    cells = {char: measure.advance(char) for char in set(text)}
    advances = [cells[char] for char in text]
    edges = list(accumulate(advances, initial=0.0))
    allowed = _line_ends(text, {char for char, advance in cells.items() if not advance})
    start = 0
    while True:
        end = _line_end(edges, allowed, start, room - indent)
        is_last = end >= len(text)
        yield _line(text[start:end], advances[start:end], offset + start, measure.setting, room, indent, is_last)
        if is_last:
            return
        start, indent = end, left


def _line_end(edges: Sequence[float], allowed: bytearray, start: int, room: float) -> int:
    """Return where the line from `start` ends: the last place allowed within the room, else where the room ends.

    `edges` are where each character begins, and where the last one ends.
    """
    # A hundredth of a point is no overflow: 28 characters of 15.75 fill the room exactly.
    end = max(bisect_right(edges, edges[start] + room + 0.01, lo=start) - 1, start)
    if end >= len(edges) - 1:
        return end
    fair = end
    while fair > start and not allowed[fair]:
        fair -= 1
    return fair if fair > start else max(end, start + 1)


def _line_ends(text: str, marks: set[str]) -> bytearray:
    """Return for each place whether a line may end before it; `marks` are characters that stand on the one before."""
    allowed = bytearray(b"\x01" * (len(text) + 1))
    for match in _WORD.finditer(text):
        allowed[match.start() + 1 : match.end()] = bytes(match.end() - match.start() - 1)
    for match in _KEPT.finditer(text):
        allowed[match.start()] = 0
    for place in range(1, len(text)) if marks else ():
        if text[place] in marks:
            allowed[place] = 0
    allowed[0] = allowed[len(text)] = 1
    return allowed


def _line(
    text: str, advances: Sequence[float], start: int, setting: Setting, room: float, indent: float, is_last: bool
) -> Line:
    filled = sum(advances)
    spare = room - indent - filled
    gap, place = 0.0, indent
    if setting is Setting.BOTH and not is_last and len(text) > 1:
        gap = max(spare, 0.0) / (len(text) - 1)
    elif setting is Setting.CENTER:
        place += spare / 2
    elif setting is Setting.RIGHT:
        place += spare
    places = accumulate([advance + gap for advance in advances[:-1]], initial=place) if text else ()
    return Line(text=text, start=start, places=tuple(places), width=filled)
