"""The numbers of evidence in a task as the records give them now: those that are fixed, and the live ones around them.

Every row of a list asks for them; they are counted once and kept until something is written.
"""

from __future__ import annotations

from collections.abc import Mapping

from models.domain.evidence import EvidenceId, EvidenceNumber
from models.domain.evidence_numbers import NumberPattern, numbers_by
from models.domain.plan import Task, TaskId
from models.domain.settings import EVIDENCE_NUMBER, Setting
from models.store.database import Store
from models.store.sources import state_of_store

_LINKED = """select m.id, m.number, e.id from measures m
    left join evidence_links l on l.measure_id = m.id
    left join evidence e on e.id = l.evidence_id and e.trashed_at is null
    where m.task_id = ? order by m.position, m.rowid, l.position, l.rowid"""


class NumbersReader:
    """Counts the numbers of a task's evidence and keeps them while the store stays as it is."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._state: tuple[int, int] | None = None
        self._kept: dict[TaskId, Mapping[EvidenceId, str]] = {}

    def of(self, task_id: TaskId) -> Mapping[EvidenceId, str]:
        """Return the number of every piece of evidence linked to a task, in order; the trash does not count."""
        if self._store.con.in_transaction:
            # What is rolled back must not be remembered.
            return _read(self._store, task_id)
        state = state_of_store(self._store)
        if state != self._state:
            self._kept.clear()
            self._state = state
        if task_id not in self._kept:
            self._kept[task_id] = _read(self._store, task_id)
        return self._kept[task_id]


def _read(store: Store, task_id: TaskId) -> Mapping[EvidenceId, str]:
    task = store.get(Task, task_id)
    if task is None:
        return {}
    linked: dict[str, tuple[str, list[EvidenceId]]] = {}
    for measure_id, mark, evidence_id in store.con.execute(_LINKED, (task_id,)):
        pieces = linked.setdefault(measure_id, (mark, []))[1]
        if evidence_id is not None:
            pieces.append(evidence_id)
    standing = store.find(EvidenceNumber, task_id=task_id)
    return numbers_by(
        _pattern(store), task=task.number, measures=tuple(linked.values()),
        fixed={item.evidence_id: item.number for item in standing if item.evidence_id is not None},
        retired=[item.number for item in standing if item.evidence_id is None],
    )


def _pattern(store: Store) -> NumberPattern:
    setting = store.get(Setting, EVIDENCE_NUMBER.key)
    return NumberPattern.read(EVIDENCE_NUMBER.default if setting is None else setting.value)
