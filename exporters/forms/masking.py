"""Masking of a public copy: mobile and ID numbers lose their middle digits, and what was masked is told.

A published opinion shows who accepted, not how to reach them in private: 138****0001, 210****1234. Landlines of an
office stay, because a public notice is there to be answered.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, TypeVar

from exporters.blocks import Document, Section
from models.domain.finding import Finding, Level

T = TypeVar("T")
_EDGE = r"(?<![0-9A-Za-z])"
_END = r"(?![0-9A-Za-z])"
# Numbers are parted for the eye: by a blank or two, a hyphen, or a hyphen between blanks.
_GAP = r"[- ]{0,3}"
_DAY = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
ID_NUMBER = re.compile(rf"{_EDGE}([1-9]\d{{2}})\d{{3}}{_GAP}(?:19|20)\d{{2}}{_DAY}{_GAP}(\d{{3}}[\dXx]){_END}")
# Numbers of before 2013 lack the century and the last sign.
OLD_ID_NUMBER = re.compile(rf"{_EDGE}([1-9]\d{{2}})\d{{3}}{_GAP}\d{{2}}{_DAY}{_GAP}(\d{{3}}){_END}")
MOBILE = re.compile(
    rf"{_EDGE}(?:(?:\+|00)?86{_GAP})?(1[3-9]\d)"
    rf"(?:{_GAP}\d{{4}}{_GAP}|\d{_GAP}\d{{3}}{_GAP}|\d{{2}}{_GAP}\d{{2}}(?=\d{{4}}))(\d{{4}}){_END}"
)
_KINDS = (("身份证号", ID_NUMBER), ("身份证号", OLD_ID_NUMBER), ("手机号码", MOBILE))
# Sign for sign, so that a place in the one text is the same place in the other.
_HALF_WIDTH = str.maketrans("０１２３４５６７８９＋－—–‐\u3000\xa0Ｘｘ", "0123456789+----  Xx")


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivateNumber:
    """A number that a public copy may not show: what it is, where it stands in its text, and what is shown of it."""

    kind: str
    start: int
    end: int
    shown: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Masked:
    """A paper whose private numbers were masked, and a NOTE for each place."""

    document: Document
    findings: tuple[Finding, ...]


def masked(document: Document) -> Masked:
    """Return the paper with every mobile and ID number masked; the findings name places and counts, never numbers."""
    counts: Counter[tuple[str, str]] = Counter()
    sections = tuple(_section(section, counts) for section in document.sections)
    title = masked_words(document.title)
    findings = tuple(
        Finding(
            level=Level.NOTE, code="masked", where=f"公开版 · {place}", text=f"隐去{count}个{kind}的中间几位",
            remedy="核对公开版",
        )
        for (place, kind), count in counts.items()
    )
    return Masked(document=replace(document, title=title, sections=sections), findings=findings)


def mask_text(text: str, found: Callable[[str], None]) -> str:
    """Return the text with its numbers masked, full-width ones too, calling `found` with the kind of each."""
    parts, end = [], 0
    for number in private_numbers(text):
        found(number.kind)
        parts += [text[end : number.start], number.shown]
        end = number.end
    return "".join([*parts, text[end:]])


def masked_words(text: str) -> str:
    """Return a title or the name of a file with its numbers masked; nobody is told, it names what is told anyway."""
    return mask_text(text, lambda _: None)


def private_numbers(text: str) -> list[PrivateNumber]:
    """Return the mobile and ID numbers of a text in order, full-width ones too; no two share a digit."""
    plain, found = text.translate(_HALF_WIDTH), list[PrivateNumber]()
    for kind, pattern in _KINDS:
        for match in pattern.finditer(plain):
            start, end = match.span()
            if all(end <= other.start or start >= other.end for other in found):
                found.append(PrivateNumber(kind=kind, start=start, end=end, shown=f"{match[1]}****{match[2]}"))
    return sorted(found, key=lambda number: number.start)


def _section(section: Section, counts: Counter[tuple[str, str]]) -> Section:
    def count(kind: str) -> None:
        counts[section.heading, kind] += 1

    return replace(section, blocks=tuple(masked_value(block, count) for block in section.blocks))


def masked_value(value: T, found: Callable[[str], None]) -> T:
    """Return the value with every text within it masked, however deep it lies; what is no text stays as it is.

    `found` is called with the kind of each number.
    """
    changed: Any = value
    if isinstance(value, str) and type(value) is str:
        changed = mask_text(value, found)
    elif isinstance(value, tuple):
        changed = tuple(masked_value(item, found) for item in value)
    elif is_dataclass(value) and not isinstance(value, type):
        texts = {item.name: masked_value(getattr(value, item.name), found) for item in fields(value) if item.init}
        changed = replace(value, **texts)
    result: T = changed
    return result
