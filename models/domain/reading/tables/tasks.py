"""The rows of one task, read into a draft of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from models.domain.drafts.draft import CellPlaces, DraftMeasure, DraftTask
from models.domain.drafts.fields import SourceField
from models.domain.drafts.source import Grid, column_letters
from models.domain.finding import Finding
from models.domain.list_items import list_items
from models.domain.numbering import printed_number
from models.domain.partial_date import PartialDate
from models.domain.plan import TaskStatus, UnitRole
from models.domain.reading.phrases.measures import read_measure, read_measures
from models.domain.reading.phrases.persons import labelled, told_apart
from models.domain.reading.phrases.roles import read_roles
from models.domain.reading.phrases.statuses import is_ticked, read_status
from models.domain.reading.phrases.timing import Timing, read_timing
from models.domain.reading.phrases.units import split_units
from models.domain.reading.tables.column_numbers import nth_measure
from models.domain.reading.tables.rows import Columns

_TEXTS = {
    "title": SourceField.TITLE, "problem": SourceField.PROBLEM, "goal": SourceField.GOAL,
    "implementation": SourceField.IMPLEMENTATION, "leader": SourceField.LEADER,
    "responsible_person": SourceField.RESPONSIBLE_PERSON, "liaison": SourceField.LIAISON, "note": SourceField.NOTE,
}
_ROLES = {SourceField(role.value): role for role in UnitRole}
_DOERS = (SourceField.LEAD, SourceField.RESPONSIBLE, SourceField.SUPPORTING)
_OWN_NAMES = {field: field.value for field in SourceField} | {field: name for name, field in _TEXTS.items()}
# The days Excel counts from; a number of this size under a head of deadlines is such a count (1982 to 2064).
_DAY_ZERO, _SERIALS = date(1899, 12, 30), (30_000, 60_000)

# A few tasks with several rows say nothing of the columns of a long table.
_LEAST_SHARE = 4
_OF_PERSONS = "责任人"
_BEGINS_A_LIST = re.compile(r"\s*(?:[1１][.．、)）]|[（(]\s*[1１一]|①|一[、是])")

# The units a cell names: its text, the field and the column it stands under.
_Named = tuple[str, SourceField, int]

_timing = lru_cache(maxsize=4096)(read_timing)
_measures = lru_cache(maxsize=4096)(read_measures)


@lru_cache(maxsize=4096)
def _roles(text: str, head: UnitRole) -> tuple[tuple[UnitRole, tuple[str, ...]], ...]:
    return tuple(read_roles(text, head).items())


class TaskReader:
    """任务的读法: reads tasks from the rows of one grid; what it is unsure of gathers in `findings`."""

    def __init__(self, grid: Grid, columns: Columns, heads: Mapping[int, str]) -> None:
        self.grid, self.columns, self.heads = grid, columns, heads
        self.findings: list[Finding] = []
        self.unknown_statuses: dict[str, list[int]] = {}
        self._named = [
            (_OWN_NAMES[field], places[0], f" {column_letters(grid.first_column - 1 + places[0])}列")
            for field, places in columns.of.items()
        ]
        self._columns_of: dict[tuple[bool, ...], dict[str, str]] = {}
        # Every text is looked at several times.
        self._cells = [[text.strip() for text in grid.texts(row)] for row in range(len(grid.rows))]
        self._text_columns = [(name, columns.of[field]) for name, field in _TEXTS.items() if field in columns.of]
        self._unit_columns = [(field, column) for field in _ROLES for column in columns.of.get(field, ())]
        self._doers = [(field, column) for field in _DOERS for column in columns.of.get(field, ())]
        # A column of a form with a box for each status tells of the one in its head.
        self._status_columns = [
            (column, read_status(heads.get(column, "").rpartition("/")[2]))
            for column in columns.of.get(SourceField.STATUS, ())
        ]
        self._units_of: dict[tuple[_Named, ...], dict[UnitRole, tuple[str, ...]]] = {}
        self._nth = {column: nth_measure(heads[column]) for column in columns.of.get(SourceField.MEASURES, ())}
        self._own_rows: frozenset[SourceField] = frozenset()
        self._of_measures: frozenset[SourceField] = frozenset()
        self._first_row = 0

    def look_over(self, groups: Sequence[Sequence[int]]) -> None:
        """Find out from all tasks which columns tell of measures: what holds of most holds of a task with one row."""
        many = [rows for rows in groups if len(rows) > 1]
        if len(many) * _LEAST_SHARE < len(groups):
            return
        told = Counter(field for rows in many for field in self._told_by_rows(rows))
        self._of_measures = frozenset(field for field, count in told.items() if 2 * count >= len(many))

    def task(self, rows: Sequence[int]) -> DraftTask:
        """Return the task that these rows hold."""
        first, place = rows[0], self.grid.place(rows[0])
        self._first_row = first
        self._own_rows = self._told_by_rows(rows) if len(rows) > 1 else self._alone(first)
        timing = self._task_timing(rows)
        return DraftTask(
            number=self._number(first), units=self._units(rows), deadline_text=timing.text, deadline=timing.until,
            is_immediate=timing.is_immediate, is_ongoing=timing.is_ongoing,
            measures=tuple(self._task_measures(rows)), status=self._status(first),
            external_numbers=self._external_numbers(first), place=place, places=self._places(first, place),
            **self._texts(rows),
        )

    def _number(self, row: int) -> str:
        for name in (SourceField.NUMBER, SourceField.ORDER):
            for column in self.columns.of.get(name, ()):
                text = self._cells[row][column]
                # A code that its formula did not leave behind is not known, and the 序号 beside it is another number.
                if text or (row, column) in self.grid.formulas:
                    return printed_number(text)
        return ""

    def _texts(self, rows: Sequence[int]) -> dict[str, Any]:
        texts = {name: self._joined(rows, columns) for name, columns in self._text_columns}
        if not texts.get("responsible_person") and (persons := self._persons(rows[0])):
            texts["responsible_person"] = persons
        phones = self.columns.of.get(SourceField.PHONE)
        if phones and (phone := self._joined(rows[:1], phones)):
            person = "liaison" if texts.get("liaison") or not texts.get("responsible_person") else "responsible_person"
            texts[person] = f"{texts.get(person, '')} {phone}".strip()
        return texts

    def _joined(self, rows: Sequence[int], columns: Sequence[int]) -> str:
        if len(rows) == 1 and len(columns) == 1:
            return self._cells[rows[0]][columns[0]]
        return "\n".join(dict.fromkeys(text for column in columns for text in self._column(rows, column)))

    def _column(self, rows: Iterable[int], column: int) -> list[str]:
        return [text for row in rows if (text := self._cells[row][column])]

    def _told_by_rows(self, rows: Sequence[int]) -> frozenset[SourceField]:
        """Return the fields that differ from row to row of a task whose measures stand a row each."""
        measures = self.columns.of.get(SourceField.MEASURES, ())
        if sum(bool(self.grid.rows[row][column].strip()) for row in rows for column in measures) < 2:
            return frozenset()
        return frozenset(
            field for field in (SourceField.DEADLINE, *_ROLES)
            if any(len(set(self._column(rows, column))) > 1 for column in self.columns.of.get(field, ()))
        )

    def _alone(self, row: int) -> frozenset[SourceField]:
        """Return the fields that tell of the measures of a task with one row, as they do in the whole table."""
        if not self._of_measures:
            return frozenset()
        measures = self.columns.of.get(SourceField.MEASURES, ())
        is_told = any(self.grid.rows[row][column].strip() for column in measures)
        return self._of_measures if is_told else frozenset()

    def _units(self, rows: Sequence[int]) -> dict[UnitRole, tuple[str, ...]]:
        """Return the units of a task by role; many tasks name the same ones in the same words."""
        named = tuple([
            (text, field, column) for field, column in self._unit_columns if field not in self._own_rows
            for text in self._column(rows, column)
        ])
        if named not in self._units_of:
            self._units_of[named] = self._by_role(named)
        return self._units_of[named]

    def _by_role(self, named: Iterable[_Named]) -> dict[UnitRole, tuple[str, ...]]:
        units: dict[UnitRole, tuple[str, ...]] = {}
        for text, field, column in dict.fromkeys(named):
            for role, names in self._named_in(text, field, column):
                units[role] = tuple(dict.fromkeys((*units[role], *names))) if role in units else names
        return units

    def _named_in(self, text: str, field: SourceField, column: int) -> Iterable[tuple[UnitRole, tuple[str, ...]]]:
        """Return the units a cell names by role; under 责任单位及责任人 without the persons."""
        roles = _roles(text, _ROLES[field])
        if _OF_PERSONS not in self.heads.get(column, ""):
            return roles
        return [(role, told_apart(names, text).units or names) for role, names in roles]

    def _persons(self, row: int) -> str:
        """Return the persons named under heads of units and persons, and behind 责任人： under those of units."""
        found = (self._persons_in(self._cells[row][column], self.heads[column]) for _, column in self._unit_columns)
        return "、".join(dict.fromkeys(person for persons in found for person in persons))

    def _persons_in(self, text: str, head: str) -> tuple[str, ...]:
        if _OF_PERSONS in head:
            return told_apart(split_units(text), text).persons
        return labelled(text) if _OF_PERSONS in text else ()

    def _task_timing(self, rows: Sequence[int]) -> Timing:
        if SourceField.DEADLINE in self._own_rows:
            return Timing()
        columns = self.columns.of.get(SourceField.DEADLINE, ())
        if len(rows) > 1 or len(columns) > 1:
            texts = list(dict.fromkeys(text for column in columns for text in self._column(rows, column)))
            if len(texts) > 1:
                return _timing("，".join(texts))
        return self._timing_at(rows[0], columns[0]) if columns else Timing()

    def _timing_at(self, row: int, column: int) -> Timing:
        """Return what a cell tells of a deadline; the date behind it helps where its text is no date."""
        timing = _timing(self._cells[row][column])
        if timing.until or not timing.text:
            return timing
        day = _day_of(self.grid.value(row, column), timing.text)
        return replace(timing, until=day, trouble="") if day else timing

    def _task_measures(self, rows: Sequence[int]) -> list[DraftMeasure]:
        columns = self.columns.of.get(SourceField.MEASURES, ())
        if len(columns) == 1:
            return self._column_measures(rows, columns[0])
        return [measure for column in columns for measure in self._nth_measures(rows, column)]

    def _nth_measures(self, rows: Sequence[int], column: int) -> list[DraftMeasure]:
        """Return what stands in one of several columns of measures, with the number its head gives it."""
        measures, number = self._column_measures(rows, column), self._nth[column]
        return [replace(measures[0], number=number)] if number and len(measures) == 1 else measures

    def _column_measures(self, rows: Sequence[int], column: int) -> list[DraftMeasure]:
        told = [row for row in rows if self.grid.rows[row][column].strip()]
        if not told and self._cells[rows[0]][column]:
            told = list(rows[:1])
        measures: list[DraftMeasure] = []
        for row in rows:
            if row in told:
                before = measures[-1].number if measures else ""
                measures += self._row_measures(row, column, before, is_alone=len(told) == 1 and not self._nth[column])
            elif measures:
                measures[-1] = self._more_units(measures[-1], row)
        return measures

    def _row_measures(self, row: int, column: int, before: str, *, is_alone: bool) -> list[DraftMeasure]:
        text = self._cells[row][column]
        is_list = is_alone or (len((items := list_items(text)).items) > 1 and not items.lead)
        reading = _measures(text, "") if is_list else read_measure(text, "", before)
        self.findings += [replace(finding, where=self.grid.place(row, column)) for finding in reading.findings]
        measures = self._numbered(self._placed(reading.measures, row, column), row)
        return self._with_units(self._with_deadlines(measures, row), row)

    def _placed(self, measures: Sequence[DraftMeasure], row: int, column: int) -> list[DraftMeasure]:
        """Return measures with their place; of those in the first row of a task the places of its fields tell it."""
        if row == self._first_row:
            return list(measures)
        return [measure.at(self.grid.place(row, column)) for measure in measures]

    def _numbered(self, measures: list[DraftMeasure], row: int) -> list[DraftMeasure]:
        column = self.columns.first(SourceField.MEASURE_NUMBER)
        number = printed_number(self._cells[row][column]) if column is not None else ""
        return [replace(measures[0], number=number)] if number and len(measures) == 1 else measures

    def _with_deadlines(self, measures: list[DraftMeasure], row: int) -> list[DraftMeasure]:
        of_measures = self.columns.first(SourceField.MEASURE_DEADLINE)
        column = of_measures if of_measures is not None else self.columns.first(SourceField.DEADLINE)
        if column is None:
            return measures
        parts = _parts(self._cells[row][column], len(measures))
        if parts is None and of_measures is None and SourceField.DEADLINE not in self._own_rows:
            return measures
        timings = [_timing(part) for part in parts] if parts else [self._timing_at(row, column)] * len(measures)
        return [
            replace(measure, deadline_text=timing.text, deadline=timing.until) if timing.text else measure
            for measure, timing in zip(measures, timings, strict=True)
        ]

    def _with_units(self, measures: list[DraftMeasure], row: int) -> list[DraftMeasure]:
        own = [column for field, column in self._doers if field in self._own_rows]
        text = self._written(row, [*self.columns.of.get(SourceField.MEASURE_UNITS, ()), *own])
        parts = _parts(text or self._written(row, [column for _, column in self._doers]), len(measures))
        if not text and parts is None:
            return measures
        return [
            replace(measure, units=_names(part))
            for measure, part in zip(measures, parts or [text] * len(measures), strict=True)
        ]

    def _written(self, row: int, columns: Iterable[int]) -> str:
        cells = self._cells[row]
        return "\n".join([text for column in columns if (text := cells[column])])

    def _more_units(self, measure: DraftMeasure, row: int) -> DraftMeasure:
        """A row that only names further units goes on with the measure above it."""
        columns = self.columns.of.get(SourceField.MEASURE_UNITS, ())
        texts = [self.grid.rows[row][column].strip() for column in columns]
        names = [name for text in texts if text for name in _names(text)]
        return replace(measure, units=tuple(dict.fromkeys((*measure.units, *names)))) if names else measure

    def _status(self, row: int) -> TaskStatus | None:
        for column, under in self._status_columns:
            text = self._cells[row][column]
            if not text:
                continue
            status = under if under and is_ticked(text) else read_status(text)
            if status:
                return status
            if len(self._status_columns) == 1:
                self.unknown_statuses.setdefault(text, []).append(row)
        return None

    def _external_numbers(self, row: int) -> tuple[tuple[str, str], ...]:
        columns = self.columns.of.get(SourceField.EXTERNAL_NUMBER, ())
        return tuple([(self.heads.get(column, ""), text) for column in columns if (text := self._cells[row][column])])

    def _places(self, row: int, place: str) -> CellPlaces:
        cells = self._cells[row]
        filled = tuple(map(bool, cells))
        if filled not in self._columns_of:
            self._columns_of[filled] = {name: letters for name, column, letters in self._named if filled[column]}
        return CellPlaces(place, self._columns_of[filled])


def _names(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for _, names in _roles(text, UnitRole.RESPONSIBLE) for name in names))


def _parts(text: str, count: int) -> list[str] | None:
    """Return what a cell says of each of several measures, None where it speaks of all of them together."""
    if count < 2 or not _BEGINS_A_LIST.match(text):
        return None
    items = [item.text for item in list_items(text).items]
    return items if len(items) == count else None


def _day_of(value: float | str | None, text: str) -> PartialDate | None:
    """Return the date behind a cell: an ISO date, or a day Excel has counted."""
    if isinstance(value, str) and len(value) >= 10 and value[4:5] == "-":
        return PartialDate.from_iso(value[:10])
    number = value if isinstance(value, float | int) else float(text) if text.isdecimal() else 0
    if _SERIALS[0] <= number < _SERIALS[1]:
        return PartialDate.of(_DAY_ZERO + timedelta(days=int(number)))
    return None
