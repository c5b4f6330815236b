"""A record: the lines of a paper that tell of one task, and what can be seen of it before its text is read.

How much a record tells decides which of several ways to cut a paper is its own: heads count, and heads told twice
count against it, save those of single measures.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from models.domain.drafts.fields import SourceField
from models.domain.reading.headed import Head, Line
from models.domain.reading.marks import Kind, read_mark

# Fields that show a line to belong to a task; what only numbers or names one shows nothing.
TELLING = frozenset({
    SourceField.GOAL, SourceField.DEADLINE, SourceField.MEASURES, SourceField.LEAD, SourceField.RESPONSIBLE,
    SourceField.SUPPORTING, SourceField.SUPERVISING, SourceField.ACCEPTANCE, SourceField.IMPLEMENTATION,
})
_NAMING = frozenset({SourceField.PROBLEM, SourceField.TITLE, SourceField.NUMBER, SourceField.ORDER})
OF_A_MEASURE = frozenset({
    SourceField.DEADLINE, SourceField.LEAD, SourceField.RESPONSIBLE, SourceField.SUPPORTING, SourceField.SUPERVISING,
    SourceField.MEASURE_DEADLINE, SourceField.MEASURE_UNITS, SourceField.RESPONSIBLE_PERSON,
})
_LONGEST_GROUP = 40
_ENDS_A_SENTENCE = ("。", "；", ";", "，", ",", "！", "：", ":")


@dataclass(frozen=True, slots=True)
class Way:
    """起头: what begins a task in a paper: a kind of number, a heading level, a head, or a table."""

    kind: Kind | None = None
    level: int = 0
    field: SourceField | None = None
    is_table: bool = False

    def may_begin(self, line: Line) -> bool:
        """Return whether a line by itself looks like the first of a task; where it stands may tell otherwise."""
        if self.field is not None:
            return line.begins_with_head and line.heads[0].field is self.field
        if self.kind is None or line.begins_with_head:
            return False
        return line.mark is not None and line.mark.kind is self.kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """记录: the lines of one task, the first its header; `group` is the number of the group it stands in."""

    lines: tuple[Line, ...]
    way: Way
    group: str = ""
    # Whether the number before its header is that of the task, also where the header is a head.
    is_counted: bool = False

    @property
    def heads(self) -> list[Head]:
        """Return the heads of all its lines."""
        return [head for line in self.lines for head in line.heads]


def reads_like_a_group(line: Line) -> bool:
    """Return whether the words of a line read like the head of a group: short, and no sentence."""
    return len(line.words) <= _LONGEST_GROUP and not line.words.endswith(_ENDS_A_SENTENCE)


def worth(record: Record) -> float:
    """Return how much a record tells: its different heads, less for each told again; 0 where it tells of no task."""
    own = own_of_measures(record)
    heads = [
        head.field for at, head in filled(record)
        if at not in own and (head.field in TELLING or head.field in _NAMING)
    ]
    if TELLING.isdisjoint(heads) or not has_problem(record):
        return 0
    again = len(heads) - len(set(heads))
    bonus = sum(len(record.lines[at].heads) for at in own) - 0.25 * _is_group_of_one(record)
    return len(set(heads)) - 1.5 * again + bonus


def _is_group_of_one(record: Record) -> bool:
    """Return whether the header reads like that of a group: short, and above the heads one number of its own."""
    header = record.lines[0]
    if record.way.field or not reads_like_a_group(header):
        return False
    above = list(takewhile(lambda line: not line.heads, record.lines[1:]))
    return bool(above and above[0].mark) and sum(line.mark is not None for line in above) == 1


def own_of_measures(record: Record) -> frozenset[int]:
    """Return which lines name units and dates of single measures: behind their words, or below several of them."""
    in_measures, items = False, 0
    counted: Kind | None = None
    behind: set[int] = set()
    below: dict[SourceField, dict[int, int]] = {}
    for at, line in enumerate(record.lines[1:], 1):
        fields = {head.field for head in line.heads}
        items += bool(line.mark and not line.begins_with_head)
        if SourceField.MEASURES in fields:
            in_measures, items = True, int(bool(read_mark(line.heads[-1].text)[0]))
            counted = line.mark.kind if line.mark else None
        elif line.begins_with_head and line.mark and line.mark.kind is counted:
            in_measures = False
        elif fields and in_measures and items and fields <= OF_A_MEASURE:
            if not line.begins_with_head and line.mark:
                behind.add(at)
            for field in fields if line.begins_with_head else ():
                places = below.setdefault(field, {})
                # What is told of an item twice is told of the task the second time.
                if items not in places.values():
                    places[at] = items
        elif line.begins_with_head:
            in_measures = False
    again = {at for places in below.values() if len(set(places.values())) > 1 for at in places}
    return frozenset(behind | again)


def has_problem(record: Record) -> bool:
    """Return whether a record names what is wrong, in its header or under a head."""
    if any(head.field in (SourceField.PROBLEM, SourceField.TITLE) for _, head in filled(record)):
        return True
    # A number alone on its line has its words on the next.
    header = next((line for line in record.lines if line.lead.strip(" 。.：:") or line.heads), record.lines[0])
    return bool(header.lead.strip(" 。.：:"))


def filled(record: Record) -> Iterator[tuple[int, Head]]:
    """Yield the heads under which something stands, each with the number of its line; 问题清单 may be a title."""
    for at, line in enumerate(record.lines):
        following = record.lines[at + 1] if at + 1 < len(record.lines) else None
        goes_on = following is not None and not following.begins_with_head and following.table == line.table
        yield from ((at, head) for head in line.heads if head.text or (goes_on and head is line.heads[-1]))
