"""Whole tasks for a ledger, some hundreds at a time: one query for each table, never one for each task."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from models.domain.batches import batch_words
from models.domain.plan import TaskStatus, UnitRole
from models.dossiers import LedgerMeasure, LedgerTask
from models.lists import TaskRow

_AMONG = "in (select value from json_each(?))"
_TASKS = f"""select t.rowid, t.id, p.title, i.level, i.round, i.is_look_back, t.title, t.problem, t.goal, t.leader,
    t.responsible_person, t.liaison, t.progress, t.status, t.note
    from tasks t join plans p on p.id = t.plan_id left join inspections i on i.id = p.inspection_id
    where t.rowid {_AMONG}"""
_UNITS = f"""select x.task_id, x.role, u.name from task_units x join units u on u.id = x.unit_id
    where x.task_id {_AMONG} order by x.task_id, x.role, x.position, x.rowid"""
_NUMBERS = f"""select task_id, scheme || number from task_numbers where task_id {_AMONG}
    order by task_id, position, rowid"""
_MEASURES = f"""select task_id, id, number, text, deadline_text from measures where task_id {_AMONG}
    order by task_id, position, rowid"""
_MEASURE_UNITS = f"""select x.measure_id, u.name from measures m join measure_units x on x.measure_id = m.id
    join units u on u.id = x.unit_id where m.task_id {_AMONG} order by x.measure_id, x.position, x.rowid"""


def ledger_tasks(con: sqlite3.Connection, rows: Mapping[int, TaskRow]) -> dict[int, LedgerTask]:
    """Return the tasks of these lines of the list by rowid."""
    ids = json.dumps([row.id for row in rows.values()])
    numbers = _grouped(con.execute(_NUMBERS, (ids,)))
    units = _units(con.execute(_UNITS, (ids,)))
    measures = _measures(con, ids)
    return {
        cells[0]: _task(cells, rows[cells[0]], numbers.get(cells[1], ()), units.get(cells[1], {}),
                        measures.get(cells[1], ()))
        for cells in con.execute(_TASKS, (json.dumps(list(rows)),))
    }


def _task(
    cells: Sequence[Any], row: TaskRow, numbers: Sequence[str], units: Mapping[UnitRole, tuple[str, ...]],
    measures: Sequence[LedgerMeasure],
) -> LedgerTask:
    _, _, plan, level, turn, look_back, title, problem, goal, leader, person, liaison, progress, status, note = cells
    return LedgerTask(
        row=row, plan=plan, batch=batch_words(level, turn, is_look_back=bool(look_back)) if level else "", title=title,
        problem=problem, goal=goal, leader=leader, responsible_person=person, liaison=liaison, progress=progress,
        status=TaskStatus(status) if status else None, note=note, numbers=tuple(numbers), units=units,
        measures=tuple(measures),
    )


def _measures(con: sqlite3.Connection, ids: str) -> dict[str, list[LedgerMeasure]]:
    units = _grouped(con.execute(_MEASURE_UNITS, (ids,)))
    found: dict[str, list[LedgerMeasure]] = {}
    for task_id, measure_id, number, text, deadline_text in con.execute(_MEASURES, (ids,)):
        measure = LedgerMeasure(
            number=number, text=text, deadline_text=deadline_text, units=tuple(units.get(measure_id, ()))
        )
        found.setdefault(task_id, []).append(measure)
    return found


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for owner, text in pairs:
        found.setdefault(owner, []).append(text)
    return found


def _units(cells: Iterable[tuple[str, str, str]]) -> dict[str, dict[UnitRole, tuple[str, ...]]]:
    found: dict[str, dict[UnitRole, tuple[str, ...]]] = {}
    for task_id, role, name in cells:
        roles = found.setdefault(task_id, {})
        roles[UnitRole(role)] = (*roles.get(UnitRole(role), ()), name)
    return found
