"""What an office's own Word template may name: words, sections and the columns of repeated rows.

All three are spelled {{名称}} and are looked up by their whole name; nothing is evaluated. The caller builds the names
from a dossier, so that a template knows neither records nor forms. A word without a value is lacking and prints as
〔缺：名称〕; in a row only a column that its mapping does not hold is lacking, an empty text leaves the cell empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from exporters.blocks import AnnexHead, AttachmentNote, Block, Heading, Para, SignOff, Table, missing

NAME = re.compile(r"[^\s{}｛｝]{1,60}")

_PRINTED_IN_A_SECTION = Heading | Para | AttachmentNote | SignOff | AnnexHead | Table
# Two characters of four, as in 验收时间 for 验收日期, are near enough to be offered.
_NEAR = 0.45
# Offices say either.
_SAME_WORDS = (("时间", "日期"), ("部门", "单位"), ("号码", ""))


@dataclass(frozen=True, slots=True, kw_only=True)
class RowSource:
    """The rows of one source: `columns` are whole names (措施.内容), `groups` those merged where rows repeat them."""

    columns: tuple[str, ...]
    groups: frozenset[str] = frozenset()
    rows: tuple[Mapping[str, str], ...] = ()

    def __post_init__(self) -> None:
        known = set(self.columns)
        if not self.groups <= known or any(not known.issuperset(row) for row in self.rows):
            raise ValueError(f"a group or a row names a column that is none of {self.columns}")

    def printed(self) -> tuple[dict[str, str], ...]:
        """Return every row with all its columns, lacking ones marked; without rows, one in which all are lacking."""
        return tuple({name: row.get(name, missing(name)) for name in self.columns} for row in self.rows or ({},))


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateNames:
    """Everything that may be named, with what it prints; a name belongs to one of the three kinds only."""

    words: Mapping[str, str]
    sections: Mapping[str, tuple[Block, ...]]
    rows: Mapping[str, RowSource]

    def __post_init__(self) -> None:
        names = list(self)
        wrong = [name for name in names if not NAME.fullmatch(name)]
        twins = [name for name in names if names.count(name) > 1 or name in self.rows]
        strange = [key for key, source in self.rows.items() if any(c.split(".")[0] != key for c in source.columns)]
        if wrong or twins or strange:
            raise ValueError(f"no name of a template: {wrong + twins + strange}")
        for name, blocks in self.sections.items():
            if not all(isinstance(block, _PRINTED_IN_A_SECTION) for block in blocks):
                raise ValueError(f"{name} holds a block that only a whole paper can print")

    def __iter__(self) -> Iterator[str]:
        """Yield every name that may stand between the braces."""
        yield from self.words
        yield from self.sections
        for source in self.rows.values():
            yield from source.columns

    def source_of(self, name: str) -> str:
        """Return the row source a column belongs to, empty for words and sections."""
        return next((key for key, source in self.rows.items() if name in source.columns), "")

    def nearest(self, name: str) -> str:
        """Return the known name most like this one, empty where none is near."""
        known = {_alike(known): known for known in reversed(list(self))}
        found = get_close_matches(_alike(name), list(known), n=1, cutoff=_NEAR)
        return known[found[0]] if found else ""

    def words_printed(self) -> dict[str, str]:
        """Return every word as it is printed, lacking ones marked."""
        return {name: text or missing(name) for name, text in self.words.items()}


def _alike(name: str) -> str:
    """Return the name with one of two words for the same thing, and without the dots between its parts."""
    for said, meant in _SAME_WORDS:
        name = name.replace(said, meant)
    return name.replace(".", "")


def tag_of(name: str) -> str:
    """Return the name as it stands in a template."""
    return f"{{{{{name}}}}}"


def listed(names: Iterable[str], *, most: int = 8) -> str:
    """Return the first of the names as tags, and how many there are where these are not all."""
    tags = [tag_of(name) for name in names]
    return "、".join(tags[:most]) + (f"等 {len(tags)} 个" if len(tags) > most else "")


def vocabulary(names: TemplateNames) -> dict[str, Any]:
    """Return the names without their values, as plain data for the child that reads a foreign template."""
    rows = {key: {"columns": list(row.columns), "groups": sorted(row.groups)} for key, row in names.rows.items()}
    return {"words": list(names.words), "sections": list(names.sections), "rows": rows}


def with_samples(plain: Mapping[str, Any]) -> TemplateNames:
    """Return the names of a vocabulary with sample values: texts that say what they stand for, and two rows each."""
    return TemplateNames(
        words={name: f"示例{name}" for name in plain["words"]},
        sections={
            name: (Heading(level=1, text=f"一、示例{name}"), Para(text=f"示例{name}。")) for name in plain["sections"]
        },
        rows={key: _sample_rows(row["columns"], frozenset(row["groups"])) for key, row in plain["rows"].items()},
    )


def _sample_rows(columns: list[str], groups: frozenset[str]) -> RowSource:
    def text(name: str, number: int) -> str:
        return f"示例{name}" + ("" if name in groups else str(number))

    rows = tuple({name: text(name, number) for name in columns} for number in (1, 2))
    return RowSource(columns=tuple(columns), groups=groups, rows=rows)
