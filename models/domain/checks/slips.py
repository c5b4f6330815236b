"""Slips of the pen 差错: what a text shows to be wrong by itself, before it is held against any record.

A slip knows its place in the line, so that a finding can quote it and lead to the record the words came from. All
checks of a line run in linear time and ask for a look (WARN) unless they say otherwise: a text is never mended here.
"""

from __future__ import annotations

from dataclasses import dataclass

from models.domain.finding import Level

AROUND = 6
HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """差错: one place of a line, what is wrong with it, and the one remedy."""

    code: str
    start: int
    end: int
    text: str
    remedy: str
    level: Level = Level.WARN


def slip(
    line: str, span: tuple[int, int], code: str, complaint: str, remedy: str, *, level: Level = Level.WARN
) -> Slip:
    """Return a slip; the spot and the words around it are quoted behind the complaint."""
    start, end = span
    text = f"{complaint}：{quoted(line, start, end)}"
    return Slip(code=code, start=start, end=end, text=text, remedy=remedy, level=level)


def quoted(line: str, start: int, end: int) -> str:
    """Return the spot with a few characters of its line on both sides, in corner quotes that no paper uses."""
    if end - start > 4 * AROUND:
        return f"「{line[start : start + 2 * AROUND]}…{line[end - 2 * AROUND : end]}」"
    left, right = max(0, start - AROUND), min(len(line), end + AROUND)
    return "「" + "…" * (left > 0) + line[left:right] + "…" * (right < len(line)) + "」"
