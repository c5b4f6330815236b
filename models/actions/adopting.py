"""Taking a draft over into the records: one change and one undo step, made in short pieces.

New rows become tasks with their units, measures and first closure, written by batches; of known tasks only the chosen
values change. Of every task that was taken the values are noted that file and record have in common from now on, so
that the next file of the same origin shows what was changed since, and by whom. What a name of a unit was answered to
mean joins the unit's aliases, so that no file asks again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath

from models.domain.closure import Closure, ClosureId
from models.domain.directory import LONGEST_NAME, Person, PersonId, Unit, UnitId
from models.domain.drafts.adoption import Choices, Decision, counted, decisions
from models.domain.drafts.common_values import CommonValues, CommonValuesId
from models.domain.drafts.comparison import RowComparison, RowState
from models.domain.drafts.draft import Draft, DraftMeasure, DraftTask
from models.domain.drafts.json_form import json_text
from models.domain.drafts.taking_over import FreeNumbers, with_parts, with_values
from models.domain.drafts.unit_matching import Directory, UnitAnswers, with_answers
from models.domain.drafts.values import TaskFacts, digest, draft_values, numbered
from models.domain.numbering import tidy_number
from models.domain.ordering import each_once, place_behind
from models.domain.plan import (
    Measure,
    MeasureId,
    MeasureUnit,
    MeasureUnitId,
    Plan,
    PlanId,
    Task,
    TaskId,
    TaskNumber,
    TaskNumberId,
    TaskUnit,
    TaskUnitId,
    UnitRole,
)
from models.domain.wording import bare_title, split_names
from models.errors import InputError
from models.reporting import to_the_end
from models.store.change import Change, Changes
from models.store.stepwise import Stepwise
from models.workspace import Workspace, new_id

# So many rows at a time keep a step below what one notices; a known task takes longer than a new one.
DECIDED, NEW_ROWS, KNOWN_ROWS = 400, 12, 4
_PERSONS = ("leader", "responsible_person", "liaison")


def adopt(
    ws: Workspace, draft: Draft, rows: Sequence[RowComparison], choices: Choices, *, plan_id: PlanId | None = None,
    plan_title: str = "", unit_answers: UnitAnswers | None = None,
) -> Stepwise:
    """Take the rows of a draft over as chosen, in one change; yields (rows done, rows in all, "").

    Without `plan_id` a plan begins, named `plan_title`, else as the draft names it, else after its file. `report_of`
    tells what becomes of each row. Raises InputError where a task was deleted since it was compared.
    """
    decided: list[Decision] = []
    for item in decisions(rows, choices):
        if len(decided) % DECIDED == 0:
            yield 0, len(rows), ""
        decided.append(item)
    taken = [item for item in decided if item.is_taken]
    if not taken:
        raise InputError("没有可以导入的行", where=draft.source, remedy="请至少选择一行，或换一个文件")
    with ws.change(f"导入 {draft.source}：{counted(decided)}") as change:
        if plan_id is None:
            plan_id = _new_plan(change, plan_title or draft.plan_title or PurePath(draft.source).stem)
        known = {task.number: task.sort_key for task in (yield from ws.look.task_keys(plan_id))}
        numbers = FreeNumbers(known, [item.row.task.number for item in taken])
        adoption = _Adoption(ws, change, plan_id, unit_answers or {}, numbers)
        done = 0
        for batch in _batches(taken):
            yield done, len(taken), ""
            adoption.take(batch)
            done += len(batch)
        yield done, len(taken), ""
    return change.result


def adopt_at_once(
    ws: Workspace, draft: Draft, rows: Sequence[RowComparison], *, plan_id: PlanId | None = None, plan_title: str = ""
) -> Changes:
    """Take over every row of a draft that is not in conflict, for whoever has no window; nothing where none is left."""
    if not any(item.is_taken for item in decisions(rows, {})):
        return Changes()
    return to_the_end(adopt(ws, draft, rows, {}, plan_id=plan_id, plan_title=plan_title))


def _batches(taken: Sequence[Decision]) -> Iterator[list[Decision]]:
    """Yield rows of one kind, so many as one does not notice."""
    batch: list[Decision] = []
    for item in taken:
        is_new = item.row.state is RowState.NEW
        limit = NEW_ROWS if is_new else KNOWN_ROWS
        if batch and (len(batch) >= limit or is_new != (batch[0].row.state is RowState.NEW)):
            yield batch
            batch = []
        batch.append(item)
    if batch:
        yield batch


def _new_plan(change: Change, title: str) -> PlanId:
    plan = Plan(id=PlanId(new_id()), title=bare_title(title))
    change.insert(plan)
    return plan.id


class _Adoption:
    """One import on its way: what it knows of directory and numbers, so that no row has to ask for it."""

    def __init__(
        self, ws: Workspace, change: Change, plan_id: PlanId, answers: UnitAnswers, numbers: FreeNumbers
    ) -> None:
        self._ws = ws
        self._change = change
        self._plan_id = plan_id
        for unit in with_answers(ws.find(Unit), answers):
            change.put(unit)
        self._directory = Directory(ws.find(Unit))
        self._persons = {person.name for person in ws.find(Person)}
        self._numbers = numbers

    def take(self, batch: Sequence[Decision]) -> None:
        """Write a batch of rows, all new or all known."""
        self._remember(item.row.task for item in batch)
        if batch[0].row.state is RowState.NEW:
            self._change.insert_all([record for item in batch for record in self._records(item.row.task)])
            return
        facts = self._ws.facts_of([item.row.task_id for item in batch if item.row.task_id])
        for item in batch:
            if item.row.task_id not in facts:
                raise InputError(
                    "对应的任务刚被删除", where=item.row.task.place or f"任务 {item.row.task.number}",
                    remedy="没有导入任何内容，请重新比对后再导入",
                )
            self._update(item, facts[item.row.task_id])

    def _remember(self, tasks: Iterable[DraftTask]) -> None:
        """Let units and persons that are new join the directory before anything refers to them."""
        records: list[Unit | Person] = []
        for task in tasks:
            for name in each_once(_unit_names(task)):
                if self._directory.unit_of(name) is None and len(name) <= LONGEST_NAME:
                    unit = Unit(id=UnitId(new_id()), name=name)
                    self._directory.add(unit)
                    records.append(unit)
            for name in each_once(name for field in _PERSONS for name in split_names(getattr(task, field))):
                if name not in self._persons and len(name) <= LONGEST_NAME:
                    self._persons.add(name)
                    records.append(Person(id=PersonId(new_id()), name=name))
        self._change.insert_all(records)

    def _records(self, draft: DraftTask) -> Iterator[object]:
        """Yield the records of a new task, owners first."""
        task = with_values(
            Task(id=TaskId(new_id()), plan_id=self._plan_id, number=self._numbers.of(draft)), draft, None
        )
        yield task
        for role, names in draft.units.items():
            yield from self._task_units(task.id, role, names)
        measures = numbered(draft.measures)
        for place, (number, measure) in enumerate(measures):
            blank = Measure(id=MeasureId(new_id()), task_id=task.id, number=number, position=place)
            yield with_parts(blank, measure, None)
            yield from self._measure_units(blank.id, measure.units)
        yield from _task_numbers(task.id, draft.external_numbers, 0)
        yield Closure(id=ClosureId(new_id()), task_id=task.id)
        values = draft_values(draft, measures, self._directory.named)
        yield _common(task.id, {key: digest(key, text) for key, text in values.items()})

    def _update(self, item: Decision, facts: TaskFacts) -> None:
        """Write the chosen values of a known task, and what it has in common with the file from now on."""
        draft = item.row.task
        measures = numbered(draft.measures, [measure for measure, _ in facts.measures])
        if item.keys:
            self._change.put(with_values(facts.task, draft, item.keys))
            for role in UnitRole:
                if f"units.{role}" in item.keys:
                    self._replace_units(facts.task.id, role, draft.units[role])
            if any(key.startswith("measures.") for key in item.keys):
                for number, measure in measures:
                    self._update_measure(facts, number, measure, item.keys)
            self._replace_numbers(facts, draft, item.keys)
        open_keys = set() if item.is_settled else {change.key for change in item.row.changes} - item.keys
        values = draft_values(draft, measures, self._directory.named)
        fresh = {key: digest(key, text) for key, text in values.items() if key not in open_keys}
        known = facts.common
        if any(known.get(key) != value for key, value in fresh.items()):
            common = _common(facts.task.id, {**known, **fresh})
            self._change.put(replace(common, id=facts.kept.id) if facts.kept else common)

    def _update_measure(self, facts: TaskFacts, number: str, draft: DraftMeasure, keys: frozenset[str]) -> None:
        head = f"measures.{number}."
        parts = frozenset(key.removeprefix(head) for key in keys if key.rpartition(".")[0] == head[:-1])
        standing = next((item for item, _ in facts.measures if item.number == number), None)
        if not parts or (standing is None and "text" not in parts):
            return
        measure = standing or Measure(
            id=MeasureId(new_id()), task_id=facts.task.id, number=number, position=self._place(facts.task.id)
        )
        self._change.put(with_parts(measure, draft, parts))
        if "units" in parts:
            fresh = self._measure_units(measure.id, draft.units)
            for old in self._ws.find(MeasureUnit, measure_id=measure.id) if fresh else ():
                self._change.delete(old)
            self._change.insert_all(fresh)

    def _place(self, task_id: TaskId) -> int:
        return place_behind(self._ws.find(Measure, task_id=task_id))

    def _replace_units(self, task_id: TaskId, role: UnitRole, names: Sequence[str]) -> None:
        fresh = self._task_units(task_id, role, names)
        for old in self._ws.find(TaskUnit, task_id=task_id, role=role) if fresh else ():
            self._change.delete(old)
        self._change.insert_all(fresh)

    def _replace_numbers(self, facts: TaskFacts, draft: DraftTask, keys: frozenset[str]) -> None:
        schemes = {scheme for scheme, _ in draft.external_numbers if f"numbers.{scheme.strip()}" in keys}
        for old in facts.numbers:
            if old.scheme in {scheme.strip() for scheme in schemes}:
                self._change.delete(old)
        pairs = [pair for pair in draft.external_numbers if pair[0] in schemes]
        self._change.insert_all(_task_numbers(facts.task.id, pairs, place_behind(facts.numbers)))

    def _task_units(self, task_id: TaskId, role: UnitRole, names: Iterable[str]) -> list[TaskUnit]:
        return [
            TaskUnit(id=TaskUnitId(new_id()), task_id=task_id, unit_id=unit_id, role=role, position=place)
            for place, unit_id in enumerate(self._unit_ids(names))
        ]

    def _measure_units(self, measure_id: MeasureId, names: Iterable[str]) -> list[MeasureUnit]:
        return [
            MeasureUnit(id=MeasureUnitId(new_id()), measure_id=measure_id, unit_id=unit_id, position=place)
            for place, unit_id in enumerate(self._unit_ids(names))
        ]

    def _unit_ids(self, names: Iterable[str]) -> list[UnitId]:
        """Return the units of a list, each once; a text too long to be a name is none."""
        found = (self._directory.unit_of(name) for name in names)
        return list(dict.fromkeys(unit.id for unit in found if unit is not None))


def _unit_names(task: DraftTask) -> Iterator[str]:
    for names in task.units.values():
        yield from names
    for measure in task.measures:
        yield from measure.units


def _task_numbers(task_id: TaskId, pairs: Iterable[tuple[str, str]], first: int) -> list[TaskNumber]:
    return [
        TaskNumber(
            id=TaskNumberId(new_id()), task_id=task_id, number=tidy_number(number), scheme=scheme.strip(),
            position=place,
        )
        for place, (scheme, number) in enumerate(dict.fromkeys(pairs), start=first)
    ]


def _common(task_id: TaskId, digests: Mapping[str, str]) -> CommonValues:
    return CommonValues(id=CommonValuesId(new_id()), task_id=task_id, digests=json_text(digests))
