"""Where a title's lines end.

A title of several lines is 词意完整、排列对称 and makes a 梯形 or 菱形 (GB/T 9704-2012, 7.3.1): lines end between
words, each line differs from the next by more than half a character somewhere, and widths never swing twice. The
fewest lines that can be had this way are taken, and among those the most even. A line feed typed by hand decides
alone. The same search breaks the red mark of an issuer's name and a long name in the signature.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import accumulate
from math import ceil

TITLE_LIMIT = 20.0
MARK_LIMIT = 18.0
# No title is longer; such a text is filled line by line, because no search would find a shape for it in time.
SHAPED_UP_TO = 200

PARTICLES = "的和与及暨或"
OPENING = "《“‘（〔〈「【［(["
CLOSING = "》”’）〕〉」】］)]、，。：；！？,.;:!?"
WHOLE = re.compile(
    r"第[\d一二三四五六七八九十百]+[项号条款个批轮期次届件类]?|\d+(?:[-—.]\d+)*[年月日项号条个批轮期次件类户处家]?"
    r"|[A-Za-z0-9]+|〔\d{4}〕\d+号"
)
# An inspection and a leading group are said in one breath: 第二轮中央生态环境保护督察反馈, 领导小组办公室.
BREATH = re.compile(
    r"(?:\d{4}年)?(?:第[一二三四五六七八九十]+轮)?(?:中央|国家|[省市](?:级|委)?)?(?:生态)?环境保护督察"
    r"(?:“回头看”)?(?:反馈(?:意见|问题)?)?|整改(?:任务|事项|措施|工作)|领导小组(?:办公室)?"
)
NAMED = re.compile(r"《[^》]*》|“[^”]*”|（[^）]*）|〔缺：[^〔〕]*〕")

# How much a line end is worth: a square of a line's distance, in characters, from the even width.
_AFTER_ABOUT = 36.0
_BEFORE_ABOUT = -4.0
_BESIDE_NAME = -1.0


@dataclass(frozen=True, slots=True)
class _Path:
    cost: float
    cuts: tuple[int, ...]


def width(text: str) -> float:
    """Return the width of a text in characters: a full-width one counts 1, a half-width one 0.5."""
    return sum(_advance(char) for char in text)


def _advance(char: str) -> float:
    if char.isascii():
        return 0.5
    if unicodedata.combining(char):
        return 0.0
    return 1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.5


def lines(text: str, *, limit: float = TITLE_LIMIT) -> tuple[str, ...]:
    """Return the text as lines of at most `limit` characters, in the shape of a 梯形 or 菱形 where words allow it.

    Line feeds in the text decide alone, even where a line then grows too long.
    """
    if "\n" in text:
        return tuple(line.strip() for line in text.split("\n") if line.strip())
    text = text.strip()
    if width(text) <= limit:
        return (text,) if text else ()
    cuts = _best_cuts(text, limit)
    return tuple(text[start:end] for start, end in zip((0, *cuts), (*cuts, len(text)), strict=True))


def split_inside(lines: Sequence[str]) -> str:
    """Return the word, name or number of a title that a line end parts; empty where all ends are between words."""
    text = "".join(lines)
    ends = set(accumulate(len(line) for line in lines[:-1]))
    whole = [match.span() for pattern in (NAMED, WHOLE) for match in pattern.finditer(text)]
    for start, end in sorted((*whole, *_word_spans(text)), key=lambda span: span[0] - span[1]):
        fits = width(text[start:end]) <= TITLE_LIMIT
        if fits and any(start < place < end for place in ends):
            return text[start:end]
    return ""


def broken(text: str, *, limit: float = TITLE_LIMIT) -> str:
    """Return the text with a line feed at the end of each line but the last."""
    return "\n".join(lines(text, limit=limit))


# A paper's title is set for the file, its check, the count of what was written and the reading view.
@lru_cache(maxsize=256)
def _best_cuts(text: str, limit: float) -> tuple[int, ...]:
    """Try the ends of phrases first, then of words, then unknown words, then anything; each with few lines."""
    severity = _severities(text, limit)
    fewest = ceil(width(text) / limit)
    for worst in (0, 1, 2, 3) if len(text) <= SHAPED_UP_TO else ():
        allowed = [place for place in range(1, len(text)) if severity[place] <= worst]
        for count in range(fewest, fewest + 3):
            path = _shaped(text, allowed, count, limit)
            if path is not None:
                return path.cuts
    return _filled(text, severity, limit)


def _severities(text: str, limit: float) -> list[int]:
    """Return how bad a line end is at each place.

    0 between phrases, 1 between the words of one, 2 in an unknown word, 3 in a word, 4 never.
    """
    severity = _unknown_runs(text)
    for match in BREATH.finditer(text):
        _raise(severity, *match.span(), 1)
    for start, end in _word_spans(text):
        _raise(severity, start, end, 3)
    for match in NAMED.finditer(text):
        if width(match.group()) <= limit:
            _raise(severity, *match.span(), 3)
    for match in WHOLE.finditer(text):
        _raise(severity, *match.span(), 4)
    for place in range(1, len(text)):
        if text[place - 1] in OPENING or text[place] in CLOSING or text[place] in PARTICLES:
            severity[place] = 4
    return severity


def _raise(severity: list[int], start: int, end: int, least: int) -> None:
    for place in range(start + 1, end):
        severity[place] = max(severity[place], least)


@cache
def words() -> frozenset[str]:
    """Return the whole words of titles, issuers' names and plans' names; a line never ends inside one of them."""
    groups = tomllib.loads(files("resources").joinpath("title_words.toml").read_text("utf-8"))
    return frozenset(word for group in groups.values() for word in group.split())


def _word_spans(text: str) -> list[tuple[int, int]]:
    found = []
    for word in words():
        start = text.find(word)
        while start >= 0:
            found.append((start, start + len(word)))
            start = text.find(word, start + 1)
    return found


def _unknown_runs(text: str) -> list[int]:
    """Return 2 for each place inside or at the side of a stretch no word explains, if it is not a word by itself."""
    known = [char in PARTICLES or char in OPENING or char in CLOSING for char in text]
    for start, end in _word_spans(text) + [match.span() for match in WHOLE.finditer(text)]:
        known[start:end] = [True] * (end - start)
    severity = [0] * (len(text) + 1)
    start = 0
    while start < len(text):
        end = start + 1
        while end < len(text) and known[end] == known[start]:
            end += 1
        if not known[start]:
            _raise(severity, start, end, 2)
            if end - start == 1:
                severity[start] = severity[end] = 2
        start = end
    return severity


def _shaped(text: str, allowed: list[int], count: int, limit: float) -> _Path | None:
    """Return the cheapest way to set `count` lines ending at allowed places in a permitted shape."""
    places = [0, *allowed, len(text)]
    reach = [0.0]
    for char in text:
        reach.append(reach[-1] + _advance(char))
    even = reach[-1] / count
    # A state is the last line (its two ends) and the shape so far; the cheapest path to each is enough.
    states: dict[tuple[int, int, str], _Path] = {(0, 0, "flat"): _Path(0.0, ())}
    for number in range(1, count + 1):
        following: dict[tuple[int, int, str], _Path] = {}
        for (begin, start, figure), path in states.items():
            before = reach[start] - reach[begin] if start else None
            for end in places:
                length = reach[end] - reach[start] if end > start else 0.0
                shape = _next_figure(figure, before, length)
                if not 0 < length <= limit or shape is None or (end == len(text)) != (number == count):
                    continue
                cost = path.cost + (length - even) ** 2 + _worth(text, end)
                state = (start, end, shape)
                if state not in following or cost < following[state].cost:
                    following[state] = _Path(cost, (*path.cuts, end))
        states = following
    done = [path for (_, _, figure), path in states.items() if figure != "flat"]
    best = min(done, key=lambda path: path.cost, default=None)
    return best and _Path(best.cost, best.cuts[:-1])


def _next_figure(figure: str, before: float | None, length: float) -> str | None:
    """Return the shape after one more line: flat, growing, shrinking; None where it would grow after shrinking."""
    if before is None or abs(length - before) <= 0.5:
        return figure
    if length < before:
        return "shrinking"
    return None if figure == "shrinking" else "growing"


def _worth(text: str, end: int) -> float:
    if text[:end].endswith("关于"):
        return _AFTER_ABOUT
    if text.startswith("关于", end):
        return _BEFORE_ABOUT
    return _BESIDE_NAME if text[end : end + 1] == "《" or text[end - 1] == "》" else 0.0


def _filled(text: str, severity: list[int], limit: float) -> tuple[int, ...]:
    """Fill line after line, where no shape can be had: the last bearable place, else the limit itself."""
    cuts: list[int] = []
    start = 0
    while (end := _reach(text, start, limit)) < len(text):
        fair = [place for place in range(start + 1, end + 1) if severity[place] < 4]
        start = fair[-1] if fair else end
        cuts.append(start)
    return tuple(cuts)


def _reach(text: str, start: int, limit: float) -> int:
    """Return the end of the longest line that begins at `start`; a line holds at least one character."""
    end = start + 1
    length = _advance(text[start])
    while end < len(text) and length + _advance(text[end]) <= limit:
        length += _advance(text[end])
        end += 1
    return end
