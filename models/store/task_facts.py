"""Tasks with all that a file from outside can say of them, read in a few queries however many they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from models.domain.directory import Unit, UnitId
from models.domain.drafts.common_values import CommonValues
from models.domain.drafts.values import TaskFacts
from models.domain.plan import Measure, MeasureUnit, Task, TaskId, TaskNumber, TaskUnit, UnitRole
from models.store.database import Store

T = TypeVar("T")


def facts_of(store: Store, task_ids: Sequence[TaskId]) -> dict[TaskId, TaskFacts]:
    """Return tasks with all that a file can say of them; those that are gone are left out."""
    tasks = store.many(Task, task_ids)
    task_units = _grouped((item.task_id, item) for item in store.among(TaskUnit, "task_id", task_ids))
    measures = _grouped((item.task_id, item) for item in store.among(Measure, "task_id", task_ids))
    measure_ids = [item.id for items in measures.values() for item in items]
    own_units = _grouped((item.measure_id, item) for item in store.among(MeasureUnit, "measure_id", measure_ids))
    numbers = _grouped((item.task_id, item) for item in store.among(TaskNumber, "task_id", task_ids))
    kept = {item.task_id: item for item in store.among(CommonValues, "task_id", task_ids)}
    used = {item.unit_id for items in task_units.values() for item in items}
    used |= {item.unit_id for items in own_units.values() for item in items}
    names = {unit.id: unit.name for unit in store.many(Unit, used).values()}
    return {
        task.id: TaskFacts(
            task=task, units=_by_role(task_units.get(task.id, ()), names),
            measures=tuple(
                (measure, tuple(names[item.unit_id] for item in own_units.get(measure.id, ())))
                for measure in measures.get(task.id, ())
            ),
            numbers=tuple(numbers.get(task.id, ())), kept=kept.get(task.id),
        )
        for task in tasks.values()
    }


def _by_role(items: Iterable[TaskUnit], names: Mapping[UnitId, str]) -> dict[UnitRole, tuple[str, ...]]:
    found: dict[UnitRole, tuple[str, ...]] = {}
    for item in items:
        found[item.role] = (*found.get(item.role, ()), names[item.unit_id])
    return found


def _grouped(pairs: Iterable[tuple[str, T]]) -> dict[str, list[T]]:
    found: dict[str, list[T]] = {}
    for owner, item in pairs:
        found.setdefault(owner, []).append(item)
    return found
