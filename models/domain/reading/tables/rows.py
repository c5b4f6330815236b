"""The rows under a header: which of them are tasks, which go on with one, and which are none.

Totals, section rows, notes, signatures, repeated headers and rows of field keys are no tasks. A row goes on with the
task above it where its number is merged down, left empty or written again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from models.domain.drafts.draft import GridMapping
from models.domain.drafts.fields import SourceField
from models.domain.drafts.source import Grid
from models.domain.reading.tables.header import Header, counts_columns, repeats_header


class RowKind(StrEnum):
    """行的种类: what a row of a table is."""

    TASK = "task"
    MORE = "more"
    TOTAL = "total"
    SECTION = "section"
    NOTE = "note"
    HEADER = "header"
    KEYS = "keys"
    EMPTY = "empty"
    NUMBER_ONLY = "number_only"

    @property
    def label(self) -> str:
        return _LABELS.get(self.value, "")


_LABELS = {
    "total": "合计行", "section": "分组行", "note": "表下说明", "header": "重复的表头", "keys": "隐藏的字段名行",
    "number_only": "只有序号的空行",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """列: where each field stands; a field may stand in several columns."""

    of: Mapping[SourceField, tuple[int, ...]]

    def first(self, *fields: SourceField) -> int | None:
        """Return the first column of the first of these fields that has one."""
        for name in fields:
            if name in self.of:
                return self.of[name][0]
        return None


@dataclass(slots=True)
class RowGroup:
    """任务的各行: the first row of a task and those that go on with it."""

    rows: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """未读的行: a row that is no task, and what it is instead."""

    row: int
    kind: RowKind


_HAN = "一二三四五六七八九十"
_TOTAL = re.compile(
    r"(?:本页|以上|全县|全市|全省|总)?(?:合计|小计|总计|共计|累计)(?:数|项)?(?:[:：（(].*|\d+.*)?|(?:总数|汇总)[:：]?.{0,12}"
)
_NOTE = re.compile(
    r"(?:备?注|说明|填[表报写]说明|注释)\d?[:：].*|[*＊※].*"
    r"|(?:填表|填报|制表|联系|审核|审签|报送|填写)(?:人|单位|日期|时间)?[:：].*",
    re.DOTALL,
)
_SECTION = re.compile(
    rf"(?:第?[{_HAN}]{{1,3}}[、.．]|[（(][{_HAN}]{{1,3}}[）)]|第[{_HAN}]+(?:部分|类|批)|[【\[]).*"
    r"|.*[（(](?:共)?\d+[项个件条][）)]",
    re.DOTALL,
)
_OTHER_HAN = re.compile(r"[\u4e00-\u9fff]")
_NUMBER_HAN = frozenset(f"{_HAN}百零〇第项号条件年")
_MOST_HAN = 4
_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_.\-]*")
_MEASURE_FIELDS = (
    SourceField.MEASURES, SourceField.MEASURE_DEADLINE, SourceField.MEASURE_UNITS, SourceField.MEASURE_NUMBER,
)


def is_number(text: str) -> bool:
    """Return whether a text can be a task's number: 12-01, 省序号28, 十二, X3HA202104; 二、固体废物问题 is none."""
    words = sum(char not in _NUMBER_HAN for char in _OTHER_HAN.findall(text))
    return len(text) <= 40 and words <= _MOST_HAN and not (words and _SECTION.fullmatch(text))


def columns_of(mapping: GridMapping) -> Columns:
    """Return where the fields of a mapping stand."""
    found: dict[SourceField, tuple[int, ...]] = {}
    for guess in mapping.columns:
        if guess.field is not SourceField.OTHER:
            found[guess.field] = (*found.get(guess.field, ()), guess.column)
    return Columns(of=found)


def group_rows(grid: Grid, header: Header, columns: Columns) -> tuple[list[RowGroup], list[LeftOut]]:
    """Return the rows of each task, and the rows that belong to none."""
    reader = _Rows(grid, header, columns)
    groups: list[RowGroup] = []
    left_out: list[LeftOut] = []
    for row in range(header.rows[-1] + 1 if header.rows else 0, len(grid.rows)):
        kind = reader.kind(row, groups[-1].rows if groups else ())
        if kind is RowKind.TASK:
            groups.append(RowGroup(rows=[row]))
        elif kind is RowKind.MORE:
            groups[-1].rows.append(row)
        elif kind is not RowKind.EMPTY:
            left_out.append(LeftOut(row=row, kind=kind))
    return groups, left_out


class _Rows:
    """Judges rows one after another."""

    def __init__(self, grid: Grid, header: Header, columns: Columns) -> None:
        self.grid, self.columns, self.words = grid, columns, header.words
        self.number = columns.first(SourceField.NUMBER, SourceField.ORDER)
        self.problem = columns.first(SourceField.PROBLEM, SourceField.TITLE, SourceField.MEASURES)
        self.measure_columns = [at for name in _MEASURE_FIELDS for at in columns.of.get(name, ())]

    def kind(self, row: int, task: Sequence[int]) -> RowKind:
        """Return what a row is, `task` being the rows of the task above it."""
        texts = {column: text for column, cell in enumerate(self.grid.rows[row]) if (text := cell.strip())}
        if not texts:
            return RowKind.EMPTY
        return self._no_task(row, texts, has_task=bool(task)) or self._task_or_more(row, texts, task)

    def _no_task(self, row: int, texts: dict[int, str], *, has_task: bool) -> RowKind | None:
        first = next(iter(texts.values()))
        if row in self.grid.hidden_rows and len(texts) > 1 and all(map(_KEY.fullmatch, texts.values())):
            return RowKind.KEYS
        if len(texts) > 1 and (repeats_header(texts.values(), self.words) or counts_columns(texts.values())):
            return RowKind.HEADER
        if self._is_total(texts):
            return RowKind.TOTAL
        if _NOTE.fullmatch(first) and not self._has_problem(texts):
            return RowKind.NOTE
        return self._alone(row, texts, has_task=has_task) if len(texts) == 1 else None

    def _is_total(self, texts: dict[int, str]) -> bool:
        if self._has_problem(texts):
            return False
        return any(_TOTAL.fullmatch("".join(text.split())) for text in list(texts.values())[:3])

    def _has_problem(self, texts: dict[int, str]) -> bool:
        """Return whether a sentence stands where problems do."""
        text = texts.get(self.problem if self.problem is not None else -1, "")
        return len(text) > 12 and not _TOTAL.fullmatch("".join(text.split())) and not _NOTE.fullmatch(text)

    def _alone(self, row: int, texts: dict[int, str], *, has_task: bool) -> RowKind | None:
        """Judge a row in which one cell alone is written."""
        ((column, text),) = texts.items()
        across = self.grid.spans.get((row, column), (1, 1))[1]
        if across > 1 and across * 2 >= self.grid.width:
            return RowKind.NOTE if _NOTE.fullmatch(text) else RowKind.SECTION
        if self._is_under_merged(row):
            return None
        if column == self.columns.first(SourceField.ORDER) and is_number(text):
            return RowKind.NUMBER_ONLY
        if column == self.number and not is_number(text):
            return RowKind.SECTION
        if column == self.problem and self.number is not None and _SECTION.fullmatch(text):
            return RowKind.SECTION
        if column not in (self.number, self.problem, *self.measure_columns):
            return RowKind.SECTION if not has_task or column == 0 else None
        return None

    def _is_under_merged(self, row: int) -> bool:
        at = self.number if self.number is not None else self.problem
        return at is not None and self._covers_from_above(row, at)

    def _covers_from_above(self, row: int, column: int) -> bool:
        cover = self.grid.covered.get((row, column))
        return cover is not None and cover[0] < row

    def _task_or_more(self, row: int, texts: dict[int, str], task: Sequence[int]) -> RowKind:
        if not task:
            return RowKind.TASK
        number, problem = self._own(texts, self.number), self._own(texts, self.problem)
        if number:
            return RowKind.MORE if self._is_written_again(row, number, problem, task[0]) else RowKind.TASK
        if self._is_under_merged(row):
            return RowKind.MORE
        if problem and self.problem not in self.measure_columns:
            return RowKind.TASK
        return RowKind.MORE

    def _own(self, texts: dict[int, str], column: int | None) -> str:
        return texts.get(column, "") if column is not None else ""

    def _is_written_again(self, row: int, number: str, problem: str, first: int) -> bool:
        """Return whether a row repeats the number and the problem of its task beside another measure."""
        if self.number is None or "".join(self.grid.text(first, self.number).split()) != "".join(number.split()):
            return False
        if self.problem is None or not any(self.grid.rows[row][column].strip() for column in self.measure_columns):
            return False
        return not problem or problem == self.grid.text(first, self.problem).strip()
