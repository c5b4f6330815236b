"""The text of a section is lines; a line's mark says its level, and levels are counted over the whole paper.

GB/T 9704-2012 clause 7.3.3 numbers the levels 一、（一） 1. （1）; ① is the customary fifth. What a person wrote is
renumbered, so that a paper's numbers are consecutive; what the records give keeps its marks, because 三 and 五 answer
the measures by the measures' own numbers.
"""

from __future__ import annotations

from collections.abc import Sequence

from exporters.blocks import Block, Heading, Para
from models.domain.levels import Level, read_level, renumber


def lines_of(text: str) -> tuple[str, ...]:
    """Return the lines of a section that are not empty, without the blanks around them."""
    return tuple(line.strip(" \t\u3000") for line in text.split("\n") if line.strip(" \t\u3000"))


def is_counted(lines: Sequence[str]) -> bool:
    """Return whether the marks of the lines count 1, 2, 3 … as they would be printed anew."""
    return ["".join(line.split()) for line in lines] == ["".join(line.split()) for line in renumber(lines)]


def item_text(text: str, *, under: Level, own: str = "") -> str:
    """Return the text of an item numbered on the level `under`: without its `own` number, its lists one level down.

    A list of the text that begins on the item's level or above it would read as further items of the paper.
    """
    lines = lines_of(text)
    if not _goes_on(lines):
        lines = (_without(lines[0], own), *lines[1:]) if lines else ()
        return "\n".join((*lines[:1], *_lowered(lines[1:], under)))
    return "\n".join(_lowered(lines, under))


def _goes_on(lines: Sequence[str]) -> bool:
    """Return whether the first line is the first of a list, not an item with its own number before it."""
    levels = [read_level(line).level for line in lines]
    return bool(levels) and levels[0] is not None and levels.count(levels[0]) > 1 and is_counted(lines)


def _without(line: str, own: str) -> str:
    is_item = bool(own) and read_level(line).level is Level.THIRD
    return line.removeprefix(f"{own}.").lstrip() if is_item else line


def _lowered(lines: Sequence[str], under: Level) -> Sequence[str]:
    """Return the lines with the levels of their list moved below `under`; what does not count up is no list."""
    read = [read_level(line) for line in lines]
    levels = sorted({item.level for item in read if item.level is not None})
    # 二、三季度 begins a sentence: a Chinese number alone is no list.
    is_alone = levels[:1] == [Level.FIRST] and sum(item.level is Level.FIRST for item in read) == 1
    if not levels or levels[0] > under or is_alone or not is_counted(lines):
        return lines
    depths = {level: Level(min(under + 1 + place, Level.FIFTH)) for place, level in enumerate(levels)}
    numbered = renumber([
        line if item.level is None else depths[item.level].mark(1) + item.text
        for line, item in zip(lines, read, strict=True)
    ])
    return [_spaced(line) for line in numbered]


def _spaced(line: str) -> str:
    read = read_level(line)
    return _apart(line, read.text) if read.level is Level.THIRD else line


def first_level_heads(lines: Sequence[str]) -> int:
    """Return how many of the lines are heads of the first level, which the paper's own heads are counted with."""
    return sum(read_level(line).level is Level.FIRST for line in lines)


def renumbered(lines: Sequence[str], *, heads_before: int, is_counted_below: bool) -> tuple[str, ...]:
    """Return the lines with first-level heads counted on from `heads_before`, lower marks from one if they are counted.

    Marks that are not counted are the measures' own numbers (a closure of measures 1 and 3) and stand as written.
    """
    marked = []
    for line in renumber(lines) if is_counted_below else lines:
        read = read_level(line)
        if read.level is Level.FIRST:
            heads_before += 1
            line = read.level.mark(heads_before) + read.text
        marked.append(_spaced(line))
    return tuple(marked)


def _apart(line: str, text: str) -> str:
    """Put a blank after 1., without which 1.2021年 and 1.3家 look like decimals; every item has it, to look alike."""
    number = line[: len(line) - len(text)].rstrip(" .．\u3000")
    return f"{number}. {text}"


def block_of(line: str, *, with_heads: bool) -> Block:
    """Return the line as a heading of its level or a paragraph; 一、 is a head only where a person wrote it."""
    level = read_level(line).level
    if level is None or level is Level.FIFTH or (level is Level.FIRST and not with_heads):
        return Para(text=line)
    return Heading(level=int(level), text=line)
