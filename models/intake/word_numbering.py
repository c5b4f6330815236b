"""Automatic numbers of a Word document: what WPS makes of a typed 一、 is no text of the paragraph any more.

The counters follow ECMA-376 part 1, 17.9: a level counts on until a higher one counts, the text of a level names the
levels above it as %1, %2. Formats an official paper has no use for are counted in figures.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from lxml import etree

from models.domain.levels import Level
from models.domain.numerals import chinese_number

_FORMATS: dict[str, Callable[[int], str]] = {
    "chineseCounting": chinese_number,
    "chineseCountingThousand": chinese_number,
    "chineseLegalSimplified": chinese_number,
    "japaneseCounting": chinese_number,
    "taiwaneseCounting": chinese_number,
    "taiwaneseCountingThousand": chinese_number,
    "ideographDigital": chinese_number,
    "decimalEnclosedCircle": Level.FIFTH.mark,
    "decimalEnclosedCircleChinese": Level.FIFTH.mark,
    "decimalFullWidth": lambda number: str(number).translate({ord("0") + digit: 0xFF10 + digit for digit in range(10)}),
    "lowerLetter": lambda number: chr(ord("a") + (number - 1) % 26),
    "upperLetter": lambda number: chr(ord("A") + (number - 1) % 26),
}
_LEVELS = 9
_Level = dict[str, str]


class Numbering:
    """The counters of one document, asked paragraph by paragraph in their order."""

    def __init__(self, numbering: Any, styles: Any) -> None:
        self._levels = dict(_levels(numbering)) if numbering is not None else {}
        self._lists = dict(_lists(numbering)) if numbering is not None else {}
        self._of_style = dict(_styles(styles)) if styles is not None else {}
        self._counts: dict[str, list[int | None]] = {}

    def mark(self, paragraph: Any) -> str:
        """Return the number that stands before a paragraph, counting it; empty where it has none."""
        properties = _child(paragraph, "pPr")
        if properties is None or not self._lists:
            return ""
        style = _value(_child(properties, "pStyle"))
        list_id, depth = _numbered(properties) or self._of_style.get(style, ("", 0))
        kind = self._lists.get(list_id, "")
        level = self._levels.get((kind, depth))
        if level is None or level["format"] in ("bullet", "none"):
            return ""
        return self._counted(kind, depth, level)

    def _counted(self, kind: str, depth: int, level: _Level) -> str:
        counts = self._counts.setdefault(kind, [None] * _LEVELS)
        before = counts[depth]
        counts[depth] = int(level["start"]) if before is None else before + 1
        counts[depth + 1 :] = [None] * (_LEVELS - depth - 1)
        text = level["text"]
        for place in range(depth + 1):
            upper = self._levels.get((kind, place), level)
            number = counts[place] or int(upper["start"])
            text = text.replace(f"%{place + 1}", _FORMATS.get(upper["format"], str)(number))
        return text


def _levels(numbering: Any) -> Iterator[tuple[tuple[str, int], _Level]]:
    for kind in _children(numbering, "abstractNum"):
        for level in _children(kind, "lvl"):
            depth = int(_attribute(level, "ilvl") or 0)
            yield (_attribute(kind, "abstractNumId"), depth), {
                "format": _value(_child(level, "numFmt")) or "decimal",
                "text": _value(_child(level, "lvlText")),
                "start": _value(_child(level, "start")) or "1",
            }


def _lists(numbering: Any) -> Iterator[tuple[str, str]]:
    for item in _children(numbering, "num"):
        yield _attribute(item, "numId"), _value(_child(item, "abstractNumId"))


def _styles(styles: Any) -> Iterator[tuple[str, tuple[str, int]]]:
    for style in _children(styles, "style"):
        properties = _child(style, "pPr")
        found = _numbered(properties) if properties is not None else None
        if found:
            yield _attribute(style, "styleId"), found


def _numbered(properties: Any) -> tuple[str, int] | None:
    """Return the list and the depth a paragraph or style names; a list 0 takes the number away."""
    numbers = _child(properties, "numPr")
    if numbers is None:
        return None
    depth = _value(_child(numbers, "ilvl"))
    return _value(_child(numbers, "numId")), min(int(depth or 0), _LEVELS - 1)


def _children(node: Any, name: str) -> Iterator[Any]:
    return (child for child in node if isinstance(child.tag, str) and etree.QName(child).localname == name)


def _child(node: Any, name: str) -> Any:
    return next(_children(node, name), None)


def _value(node: Any) -> str:
    return "" if node is None else _attribute(node, "val")


def _attribute(node: Any, name: str) -> str:
    return next((value for key, value in node.attrib.items() if etree.QName(key).localname == name), "")
