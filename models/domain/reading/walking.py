"""One walk over the lines of a paper that cuts them into records, told what begins a task in it.

Where a number of the tasks' own kind stands inside a list of measures, it is told from those of tasks by what it counts
on from and by the heads that follow. Chapters, heads of groups and what stands behind the last task end a record.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from models.domain.drafts.fields import SourceField
from models.domain.reading.chapters import is_aside, is_chapter, is_date, tells_of_an_annex
from models.domain.reading.headed import Line
from models.domain.reading.marks import Kind, Mark
from models.domain.reading.phrases.units import looks_like_unit
from models.domain.reading.records import OF_A_MEASURE, TELLING, Record, Way, reads_like_a_group

_LISTS = frozenset({
    SourceField.MEASURES, SourceField.IMPLEMENTATION, SourceField.GOAL, SourceField.PROBLEM, SourceField.NOTE,
    SourceField.OTHER,
})


def _groups(lines: Sequence[Line], way: Way) -> frozenset[int]:
    """Return which lines are heads of groups: short, right above a task, and counted on from the first of them.

    The first stands before all tasks. So （二）工业污染防治方面 between two tasks that begin with 问题 is told from the
    last measure of the one before it, whatever its number.
    """
    found: list[int] = []
    for at, (line, following) in enumerate(pairwise(lines)):
        if line.mark is None or line.heads or not reads_like_a_group(line) or not way.may_begin(following):
            continue
        before = lines[found[-1]].mark if found else None
        is_first = before is None and line.mark.value == 1 and not any(map(way.may_begin, lines[:at]))
        if is_first or (before and line.mark.kind is before.kind and line.mark.value == before.value + 1):
            found.append(at)
    return frozenset(found)


def _asks_for_text(line: Line) -> bool:
    return bool(line.heads) and not line.heads[-1].text


def _may_sign(line: Line) -> bool:
    return not (line.mark or line.heads or line.table) and all(map(looks_like_unit, line.text.split()))


class Walk:
    """分段: one walk over the lines for one way of beginning a task."""

    def __init__(self, lines: Sequence[Line], way: Way) -> None:
        self._lines, self._way = lines, way
        self._records: list[tuple[list[Line], str]] = []
        self._open: list[Line] | None = None
        self._field: SourceField | None = None
        self._seen: set[SourceField] = set()
        self._inner: dict[Kind, int] = {}
        # A list of measures goes on behind the units and dates of one of them.
        self._is_list = False
        self._value, self._group, self._table = 0, "", 0
        self._groups = _groups(lines, way)

    def records(self) -> list[Record]:
        """Return the records this way makes of the lines."""
        for at, line in enumerate(self._lines):
            if self._begins(at, line):
                self._begin(line)
            elif self._ends(at, line):
                self._close(line)
            elif self._open is not None and not self._is_beside_a_table(line):
                self._take(line)
            self._table = line.table
        return [Record(lines=tuple(lines), way=self._way, group=group) for lines, group in self._records]

    def _begin(self, line: Line) -> None:
        self._open = [line]
        self._records.append((self._open, self._group))
        self._seen = {head.field for head in line.heads}
        self._field = line.heads[-1].field if line.heads else None
        self._inner, self._is_list = {}, self._field in _LISTS
        self._value = line.mark.value if line.mark else 0

    def _close(self, line: Line) -> None:
        if is_date(line):
            self._take_off_signatures()
        self._open, self._field, self._inner, self._is_list = None, None, {}, False
        self._group = line.text

    def _take_off_signatures(self) -> None:
        """Take off the names of units above the date of a letter, which go on with no measure."""
        while self._open and len(self._open) > 1 and _may_sign(self._open[-1]) and not _asks_for_text(self._open[-2]):
            self._open.pop()

    def _take(self, line: Line) -> None:
        assert self._open is not None
        self._open.append(line)
        if line.begins_with_head:
            fields = {head.field for head in line.heads}
            if not (fields <= OF_A_MEASURE and self._inner and self._is_list):
                self._inner, self._is_list = {}, line.heads[-1].field in _LISTS
            self._field = line.heads[-1].field
            self._seen |= fields
        elif line.mark:
            self._inner[line.mark.kind] = line.mark.value

    def _begins(self, at: int, line: Line) -> bool:
        way = self._way
        if way.is_table:
            return bool(line.table) and line.table != self._table
        if way.field is not None:
            return line.begins_with_head and line.heads[0].field is way.field and not (
                self._is_of_a_measure(line) or self._is_lone_chapter(line))
        if line.begins_with_head or is_chapter(line) or is_aside(line):
            return False
        if way.level:
            return line.level == way.level
        if line.mark is None or line.mark.kind is not way.kind:
            return False
        return not self._is_inner(at, line.mark)

    def _is_lone_chapter(self, line: Line) -> bool:
        """Return whether 二、整改任务 stands alone with its number: the heads of a notice are all numbered so."""
        if line.mark is None or line.heads[0].text or self._way.field is not SourceField.PROBLEM:
            return False
        return not any(other.mark and other.mark.kind is line.mark.kind and other.heads[0].field in TELLING
                       for other in self._lines if other.begins_with_head)

    def _is_beside_a_table(self, line: Line) -> bool:
        """Return whether words stand behind the table of a task: they go on with none of its cells."""
        return bool(self._open and self._open[-1].table) and not line.table and not line.begins_with_head

    def _is_of_a_measure(self, line: Line) -> bool:
        return self._is_list and bool(self._inner) and line.heads[0].field in OF_A_MEASURE

    def _is_inner(self, at: int, mark: Mark) -> bool:
        """Return whether a number of the tasks' own kind counts something inside a task."""
        if self._open is None or not self._is_list:
            return False
        if mark.value != self._inner.get(mark.kind, 0) + 1:
            return False
        if mark.value != self._value + 1:
            return True
        ahead = self._heads_before_next(at, mark.kind)
        return not ahead & self._seen or (self._field not in _LISTS and ahead <= OF_A_MEASURE)

    def _heads_before_next(self, at: int, kind: Kind) -> set[SourceField]:
        found: set[SourceField] = {head.field for head in self._lines[at].heads}
        for line in self._lines[at + 1 :]:
            if line.begins_with_head:
                found |= {head.field for head in line.heads}
            elif line.mark and (line.mark.kind is kind or (line.mark.kind < kind and is_chapter(line))):
                break
        return found

    def _ends(self, at: int, line: Line) -> bool:
        """Return whether a line belongs to no task: a chapter, a group, what stands after the last task."""
        if at in self._groups or (is_aside(line) and not self._is_under_its_head(line)):
            return True
        if is_chapter(line) and not line.begins_with_head and not self._counts_on_inside(line):
            return True
        if line.begins_with_head:
            return self._is_chapter_like_a_head(at, line)
        if line.level and not self._way.is_table and self._way.field is None:
            return self._way.level == 0 or line.level < self._way.level
        way = self._way.kind or (self._open[0].mark.kind if self._open and self._open[0].mark else None)
        if line.mark is None or way is None or line.mark.kind >= way or line.table:
            return False
        return self._is_group(at, line) if self._counts_on_inside(line) else True

    def _is_under_its_head(self, line: Line) -> bool:
        """Return whether a date alone on its line is the text of the head above it: 整改时限, and below it the day."""
        above = self._open[-1] if self._open else None
        return bool(above and above.heads and above.heads[-1].field is SourceField.DEADLINE
                    and not above.heads[-1].text and not tells_of_an_annex(line))

    def _counts_on_inside(self, line: Line) -> bool:
        """Return whether a line's number counts on in the list it would stand in: 2.加强考核 may be a measure."""
        mark = line.mark
        return mark is not None and self._is_list and mark.value == self._inner.get(mark.kind, 0) + 1

    def _is_group(self, at: int, line: Line) -> bool:
        if not reads_like_a_group(line):
            return False
        following = next((item for item in self._lines[at + 1 :] if item.mark or item.begins_with_head), None)
        return bool(following and following.mark and following.mark.kind is self._way.kind
                    and not following.begins_with_head)

    def _is_chapter_like_a_head(self, at: int, line: Line) -> bool:
        """Return whether 二、整改任务 is a chapter: the next number begins a task, and no text of its own follows."""
        if self._way.kind is None or line.mark is None or line.mark.kind >= self._way.kind:
            return False
        if line.heads[0].text or len(line.heads) > 1 or line.table:
            return False
        following = next((item for item in self._lines[at + 1 :] if item.mark or item.begins_with_head), None)
        is_counted = following is not None and following.mark is not None and not following.begins_with_head
        if not is_counted or following is None or following.mark is None:
            return False
        return following.mark.kind is self._way.kind and self._is_task(at + 1)

    def _is_task(self, at: int) -> bool:
        """Return whether heads follow a number before the next number of its kind."""
        found = self._way.kind
        assert found is not None
        start = next(place for place in range(at, len(self._lines)) if self._lines[place].mark)
        ahead = self._heads_before_next(start, found)
        return bool(ahead & TELLING)
