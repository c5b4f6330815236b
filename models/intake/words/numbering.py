"""Automatic numbers of a Word document: what WPS makes of a typed 一、 is no text of the paragraph any more.

The counters follow ECMA-376 part 1, 17.9: a level counts on until a higher one counts, the text of a level names the
levels above it as %1, %2; a list may overrule the levels of the kind it is of and then begins anew. Formats an official
paper has no use for are counted in figures.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from models.domain.levels import Level
from models.domain.numerals import chinese_number

_FULL_WIDTH = {ord("0") + digit: 0xFF10 + digit for digit in range(10)}
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)
_LEVELS = 9
_Level = dict[str, str]
_PLAIN: _Level = {"start": "1", "format": "decimal", "text": ""}


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        times, number = divmod(number, value)
        text += letters * times
    return text


def _letter(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _chinese(number: int) -> str:
    return chinese_number(number) if number <= 9999 else str(number)


_FORMATS: dict[str, Callable[[int], str]] = {
    "chineseCounting": _chinese,
    "chineseCountingThousand": _chinese,
    "chineseLegalSimplified": _chinese,
    "japaneseCounting": _chinese,
    "taiwaneseCounting": _chinese,
    "taiwaneseCountingThousand": _chinese,
    "ideographDigital": _chinese,
    "decimalEnclosedCircle": Level.FIFTH.mark,
    "decimalEnclosedCircleChinese": Level.FIFTH.mark,
    "decimalEnclosedParen": Level.FOURTH.mark,
    "decimalFullWidth": lambda number: str(number).translate(_FULL_WIDTH),
    "decimalZero": lambda number: f"{number:02}",
    "lowerLetter": _letter,
    "upperLetter": lambda number: _letter(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
}


class Numbering:
    """The counters of one document, asked paragraph by paragraph in their order."""

    def __init__(self, numbering: Any, styles: Any) -> None:
        self._levels: dict[tuple[str, int], _Level] = dict(_levels(numbering)) if numbering is not None else {}
        self._lists = dict(_lists(numbering)) if numbering is not None else {}
        self._own: dict[tuple[str, int], _Level] = dict(_overrules(numbering)) if numbering is not None else {}
        self._depths = dict(_depths(numbering)) if numbering is not None else {}
        self._styles = {_attribute(style, "styleId"): style for style in _children(styles, "style")}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()

    def mark(self, paragraph: Any) -> str:
        """Return the number that stands before a paragraph, counting it; empty where it has none."""
        properties = _child(paragraph, "pPr")
        if properties is None or not self._lists:
            return ""
        list_id, depth = self._place(properties)
        kind = self._lists.get(list_id, "")
        level = self._level(list_id, kind, depth)
        if level is None or level["format"] in ("bullet", "none"):
            return ""
        return self._counted(list_id, kind, depth, level)

    def _place(self, properties: Any) -> tuple[str, int]:
        """Return the list and depth of a paragraph: its own, else those of its style or of a style below that."""
        style = _value(_child(properties, "pStyle"))
        list_id, depth = _numbered(properties)
        seen: set[str] = set()
        name = style
        while not list_id and name in self._styles and name not in seen:
            seen.add(name)
            inherited = _child(self._styles[name], "pPr")
            list_id, own_depth = _numbered(inherited) if inherited is not None else ("", None)
            depth = own_depth if depth is None else depth
            name = _value(_child(self._styles[name], "basedOn"))
        if depth is None:
            depth = self._depths.get((self._lists.get(list_id, ""), style), 0)
        return list_id, depth

    def _level(self, list_id: str, kind: str, depth: int) -> _Level | None:
        level = self._levels.get((kind, depth))
        return level and level | self._own.get((list_id, depth), {})

    def _counted(self, list_id: str, kind: str, depth: int, level: _Level) -> str:
        counts = self._counts.setdefault(kind, [None] * _LEVELS)
        before = counts[depth]
        if (list_id, depth) not in self._begun and "start" in self._own.get((list_id, depth), {}):
            before = None
        self._begun.add((list_id, depth))
        counts[depth] = int(level["start"]) if before is None else before + 1
        counts[depth + 1 :] = [None] * (_LEVELS - depth - 1)
        text = level["text"]
        for place in range(depth + 1):
            upper = self._level(list_id, kind, place) or level
            number = counts[place] or int(upper["start"])
            write = str if "legal" in level else _FORMATS.get(upper["format"], str)
            text = text.replace(f"%{place + 1}", write(number))
        return text


def _levels(numbering: Any) -> Iterator[tuple[tuple[str, int], _Level]]:
    for kind in _children(numbering, "abstractNum"):
        for level in _children(kind, "lvl"):
            yield (_attribute(kind, "abstractNumId"), _depth(level)), _PLAIN | _described(level)


def _described(level: Any) -> _Level:
    said = {"format": _value(_format(level)), "text": _value(_child(level, "lvlText")),
            "start": _value(_child(level, "start"))}
    legal = {"legal": "1"} if _child(level, "isLgl") is not None else {}
    return {key: value for key, value in said.items() if value} | legal


def _format(level: Any) -> Any:
    # A program that knows 一 as a custom format offers an older one beside it.
    found = _child(level, "numFmt")
    if found is not None:
        return found
    both = _child(level, "AlternateContent")
    older = _child(both, "Fallback") if both is not None else None
    return _child(older, "numFmt") if older is not None else None


def _lists(numbering: Any) -> Iterator[tuple[str, str]]:
    linked = {
        _value(_child(kind, "styleLink")): _attribute(kind, "abstractNumId")
        for kind in _children(numbering, "abstractNum") if _child(kind, "styleLink") is not None
    }
    through = {
        _attribute(kind, "abstractNumId"): linked.get(_value(_child(kind, "numStyleLink")), "")
        for kind in _children(numbering, "abstractNum") if _child(kind, "numStyleLink") is not None
    }
    for item in _children(numbering, "num"):
        kind = _value(_child(item, "abstractNumId"))
        yield _attribute(item, "numId"), through.get(kind) or kind


def _overrules(numbering: Any) -> Iterator[tuple[tuple[str, int], _Level]]:
    for item in _children(numbering, "num"):
        for own in _children(item, "lvlOverride"):
            level = _child(own, "lvl")
            start = _value(_child(own, "startOverride"))
            said = (_described(level) if level is not None else {}) | ({"start": start} if start else {})
            yield (_attribute(item, "numId"), _depth(own)), said


def _depths(numbering: Any) -> Iterator[tuple[tuple[str, str], int]]:
    """Yield for each style that a level of a list is bound to the depth of that level."""
    for kind in _children(numbering, "abstractNum"):
        for level in _children(kind, "lvl"):
            style = _value(_child(level, "pStyle"))
            if style:
                yield (_attribute(kind, "abstractNumId"), style), _depth(level)


def _depth(level: Any) -> int:
    return min(int(_attribute(level, "ilvl") or 0), _LEVELS - 1)


def _numbered(properties: Any) -> tuple[str, int | None]:
    """Return the list and the depth a paragraph or style names, empty and None where it does not say."""
    numbers = _child(properties, "numPr")
    if numbers is None:
        return "", None
    depth = _value(_child(numbers, "ilvl"))
    return _value(_child(numbers, "numId")), min(int(depth), _LEVELS - 1) if depth else None


def _children(node: Any, name: str) -> Iterator[Any]:
    if node is None:
        return iter(())
    return (child for child in node if isinstance(child.tag, str) and child.tag.rpartition("}")[2] == name)


def _child(node: Any, name: str) -> Any:
    return next(_children(node, name), None)


def _value(node: Any) -> str:
    return "" if node is None else _attribute(node, "val")


def _attribute(node: Any, name: str) -> str:
    return next((value for key, value in node.attrib.items() if key.rpartition("}")[2] == name), "")
