"""The lines of a paper cut into records: one a task, with its header and the heads under it.

No layout is known beforehand. What begins a task may be a number of any kind (一、 1. 问题三：), a heading, a table, or
the head that comes first in each task; whichever of these leaves most heads in records that name a problem, and none
twice in one record, is what this paper begins its tasks with. Numbers of the same kind inside a list of measures are
told from those of tasks by what they count on from and by the heads that follow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from models.domain.drafts.fields import SourceField
from models.domain.reading.headed import Head, Line
from models.domain.reading.marks import Kind, Mark, read_mark
from models.domain.reading.phrases.units import looks_like_unit

# Fields that show a line to belong to a task; what only numbers or names one shows nothing.
_TELLING = frozenset({
    SourceField.GOAL, SourceField.DEADLINE, SourceField.MEASURES, SourceField.LEAD, SourceField.RESPONSIBLE,
    SourceField.SUPPORTING, SourceField.SUPERVISING, SourceField.ACCEPTANCE, SourceField.IMPLEMENTATION,
})
_NAMING = frozenset({SourceField.PROBLEM, SourceField.TITLE, SourceField.NUMBER, SourceField.ORDER})
_LISTS = frozenset({
    SourceField.MEASURES, SourceField.IMPLEMENTATION, SourceField.GOAL, SourceField.PROBLEM, SourceField.NOTE,
    SourceField.OTHER,
})
OF_A_MEASURE = frozenset({
    SourceField.DEADLINE, SourceField.LEAD, SourceField.RESPONSIBLE, SourceField.SUPPORTING, SourceField.SUPERVISING,
    SourceField.MEASURE_DEADLINE, SourceField.MEASURE_UNITS, SourceField.RESPONSIBLE_PERSON,
})
_CHAPTER = re.compile(
    r"(?:总体|工作|整改|基本|指导)?(?:要求|思想|原则|思路)|(?:总体|工作|整改|主要|组织|实施)?(?:目标|步骤|安排|分工|部署|保障)"
    r"|(?:组织|制度|工作|整改|保障)*(?:保障|措施保障|保障措施)|总体要求.*|指导思想|.*保障措施|组织领导.*|工作要求"
    r"|(?:进一步)?(?:加强|强化|健全|完善|提高|严格|压实|落实|严肃|夯实|做好|规范|注重|深化|坚持|抓好|狠抓)"
    r"(?:组织|政治|责任|工作|监督|督导|督查|督察|考核|追责|宣传|舆论|信息|资金|科技|统筹|协调|调度|监管|领导|保障|问责|公开"
    r"|销号|验收|整改责任|跟踪|纪律|思想|站位|政治站位|党的|机制|制度|长效|队伍|财政|投入|要素|法治).{0,16}"
    r"|(?:组织|监督|督导|检查|考核|追责|责任|宣传|信息)(?:领导|检查|考核|问责|追究|公开|实施|督办|引导|机制|保障).{0,8}"
    r"|编制依据|背景|基本情况|总体情况|有关情况|督察反馈情况|附则|其他要求|工作机制|工作措施与要求|下一步工作.*"
)
_ANNEX = re.compile(r"附[件表录图]\s*[\d一二三四五六七八九十]*\s*(?:[:：.．、]|$|\s)")
_DATE_ONLY = re.compile(
    r"[\d〇零一二三四五六七八九十]{2,4}年[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日"
)
_CONTENTS = re.compile(r".*(?:[.．…·。]{3,}|\t)\s*\d{1,3}$")
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


def _groups(lines: Sequence[Line], way: Way) -> frozenset[int]:
    """Return which lines are heads of groups: short, right above a task, and counted on from the first of them.

    The first stands before all tasks. So （二）工业污染防治方面 between two tasks that begin with 问题 is told from the
    last measure of the one before it, whatever its number.
    """
    found: list[int] = []
    for at, (line, following) in enumerate(pairwise(lines)):
        if line.mark is None or not _may_head_a_group(line) or not way.may_begin(following):
            continue
        before = lines[found[-1]].mark if found else None
        is_first = before is None and line.mark.value == 1 and not any(map(way.may_begin, lines[:at]))
        if is_first or (before and line.mark.kind is before.kind and line.mark.value == before.value + 1):
            found.append(at)
    return frozenset(found)


def _may_head_a_group(line: Line) -> bool:
    return not line.heads and len(line.words) <= _LONGEST_GROUP and not line.words.endswith(_ENDS_A_SENTENCE)


def is_chapter(line: Line) -> bool:
    """Return whether a line opens a part of a paper that holds no tasks: 总体要求, 保障措施, 组织领导."""
    bare = re.split(r"[。：:]", line.words or line.text, maxsplit=1)[0].strip(" \u3000")
    if line.mark is None and not line.level and len(line.text) > len(bare) + 1:
        return False
    return len(bare) <= 24 and bool(_CHAPTER.fullmatch("".join(bare.split())))


def is_aside(line: Line) -> bool:
    """Return whether a line is one of contents, a date under a letter, or where the annexes are told."""
    return bool(_CONTENTS.fullmatch(line.text) or _is_date(line) or _ANNEX.match(line.text))


def _is_date(line: Line) -> bool:
    return bool(_DATE_ONLY.fullmatch("".join(line.text.split())))


def _asks_for_text(line: Line) -> bool:
    return bool(line.heads) and not line.heads[-1].text


def _may_sign(line: Line) -> bool:
    return not (line.mark or line.heads or line.table) and all(map(looks_like_unit, line.text.split()))


def cut(lines: Sequence[Line]) -> tuple[Record, ...]:
    """Return the records of a paper in their order; none where no line tells of a task."""
    lines = [line for line in lines if not _CONTENTS.fullmatch(line.text)]
    best: tuple[float, list[Record]] = (0, [])
    for way in _ways(lines):
        records = _Walk(lines, way).records()
        score = _score(records)
        if score > best[0]:
            best = (score, records)
    return _counted(_kept(best[1]))


def _counted(records: Sequence[Record]) -> tuple[Record, ...]:
    """Say of records that begin with a number whether it counts them: 一、整改问题 in a notice does not."""
    marks = [record.lines[0].mark for record in records]
    by_kind = all(record.way.field is None for record in records)
    numbers = [mark.value for mark in marks if mark]
    counts = len(numbers) > 1 and len(numbers) == len(records) and len(set(numbers)) == len(numbers)
    return tuple(replace(record, is_counted=by_kind or counts) for record in records)


def _ways(lines: Sequence[Line]) -> list[Way]:
    """Return the ways that occur, those that stand apart from the heads first: of two equal ones they are taken."""
    found: dict[Way, None] = {}
    for line in lines:
        if line.mark and not line.begins_with_head:
            found[Way(kind=line.mark.kind)] = None
        if line.level and not line.begins_with_head:
            found[Way(level=line.level)] = None
    tables = {Way(is_table=True): None} if any(line.table for line in lines) else {}
    heads = {Way(field=line.heads[0].field): None for line in lines if line.begins_with_head}
    return [*found, *tables, *(way for way in heads if way.field is not SourceField.OTHER)]


def _score(records: Sequence[Record]) -> float:
    return sum(_worth(record) for record in records)


def _worth(record: Record) -> float:
    own = own_of_measures(record)
    heads = [
        head.field for at, head in _filled(record)
        if at not in own and (head.field in _TELLING or head.field in _NAMING)
    ]
    if _TELLING.isdisjoint(heads) or not has_problem(record):
        return 0
    again = len(heads) - len(set(heads))
    bonus = sum(len(record.lines[at].heads) for at in own) - 0.25 * _is_group_of_one(record)
    return len(set(heads)) - 1.5 * again + bonus


def _is_group_of_one(record: Record) -> bool:
    """Return whether the header reads like that of a group: short, and above the heads one number of its own."""
    header = record.lines[0]
    if record.way.field or len(header.words) > _LONGEST_GROUP or header.words.endswith(_ENDS_A_SENTENCE):
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
    if any(head.field in (SourceField.PROBLEM, SourceField.TITLE) for _, head in _filled(record)):
        return True
    # A number alone on its line has its words on the next.
    header = next((line for line in record.lines if line.lead.strip(" 。.：:") or line.heads), record.lines[0])
    return bool(header.lead.strip(" 。.：:"))


def _filled(record: Record) -> Iterator[tuple[int, Head]]:
    """Yield the heads under which something stands, each with the number of its line; 问题清单 may be a title."""
    for at, line in enumerate(record.lines):
        following = record.lines[at + 1] if at + 1 < len(record.lines) else None
        goes_on = following is not None and not following.begins_with_head and following.table == line.table
        yield from ((at, head) for head in line.heads if head.text or (goes_on and head is line.heads[-1]))


def _kept(records: Sequence[Record]) -> list[Record]:
    """Keep what tells of a task, and what stands between two such and counts on from the one to the other."""
    telling = [any(head.field in _TELLING for _, head in _filled(record)) and has_problem(record) for record in records]
    kept: list[Record] = []
    for at, record in enumerate(records):
        before = any(telling[:at]) and record.group == records[at - 1].group
        after = at + 1 < len(records) and telling[at + 1] and record.group == records[at + 1].group
        if telling[at] or (before and after and _counts_on(records[at - 1], record)):
            kept.append(record)
    return kept


def _counts_on(before: Record, after: Record) -> bool:
    first, second = before.lines[0].mark, after.lines[0].mark
    return first is not None and second is not None and second.value == first.value + 1


class _Walk:
    """One walk over the lines for one way of beginning a task."""

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
        if _is_date(line):
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
        return not any(other.mark and other.mark.kind is line.mark.kind and other.heads[0].field in _TELLING
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
                    and not above.heads[-1].text and not _ANNEX.match(line.text))

    def _counts_on_inside(self, line: Line) -> bool:
        """Return whether a line's number counts on in the list it would stand in: 2.加强考核 may be a measure."""
        mark = line.mark
        return mark is not None and self._is_list and mark.value == self._inner.get(mark.kind, 0) + 1

    def _is_group(self, at: int, line: Line) -> bool:
        if len(line.words) > _LONGEST_GROUP or line.words.endswith(_ENDS_A_SENTENCE):
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
        return bool(ahead & _TELLING)
