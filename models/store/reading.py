"""What is read of the store: records by their class, what hangs together, and what was done to them.

What only some of the work needs (statements, numbers, the facts of tasks) is imported by that work: the window paints
first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

from models.errors import AppError
from models.store.chain import Operation, RowChange, head
from models.store.database import Store
from models.store.operations import counts_on, operations_at, operations_on, rows_on, sequences
from models.store.queries import Queries
from models.store.records import table_named
from models.store.task_history import rows_at_task

if TYPE_CHECKING:
    from models.domain.drafts.values import TaskFacts
    from models.domain.evidence import EvidenceId, StoredFile
    from models.domain.plan import Measure, TaskId
    from models.domain.settings import SettingKey
    from models.domain.statements import Sources
    from models.store.evidence_numbers import NumbersReader
    from models.store.sources import SourcesReader

R = TypeVar("R")


class Reading:
    """A store as it is read: records here, the lists and counts of the screens under `look`.

    `now` is the clock: what the time demands of a task is another thing tomorrow.
    """

    def __init__(self, store: Store, *, now: Callable[[], datetime]) -> None:
        self.now = now
        self.look = Queries(store, lambda: now().date())
        self._store = store
        self._sources: SourcesReader | None = None
        self._numbers: NumbersReader | None = None

    # Records

    def get(self, cls: type[R], row_id: str | None) -> R | None:
        """Return one record, None where there is none."""
        return None if row_id is None else self._store.get(cls, row_id)

    def need(self, cls: type[R], row_id: str) -> R:
        """Return one record; raises AppError when it is gone."""
        record: R | None = self._store.get(cls, row_id)
        if record is None:
            raise AppError("这条记录已不存在", remedy="请回到列表重新打开")
        return record

    def many(self, cls: type[R], row_ids: Iterable[str]) -> dict[str, R]:
        """Return the records with these ids by id; those that are gone are left out."""
        return self._store.many(cls, row_ids)

    def find(self, cls: type[R], *, order: str = "", **equals: Any) -> list[R]:
        """Return the records whose fields equal the given values, by position or in the order of the named columns."""
        return self._store.find(cls, order, **equals)

    def among(self, cls: type[R], field: str, values: Iterable[str]) -> list[R]:
        """Return the records of which a text field holds one of the values, in one query, by position."""
        return self._store.among(cls, field, values)

    def current_files(self, *evidence_ids: EvidenceId) -> list[StoredFile]:
        """Return the files of pieces of evidence, piece by piece, each in its newest version.

        This is what is shown, counted, printed and given out; older versions are for what was made from them.
        """
        from models.domain.evidence import StoredFile

        order = {evidence_id: place for place, evidence_id in enumerate(evidence_ids)}
        files = self.among(StoredFile, "evidence_id", order)
        return sorted((file for file in files if file.superseded_by is None), key=lambda file: order[file.evidence_id])

    def facts_of(self, task_ids: Sequence[TaskId]) -> dict[TaskId, TaskFacts]:
        """Return tasks with all that a file can say of them; those that are gone are left out."""
        from models.store.task_facts import facts_of

        return facts_of(self._store, task_ids)

    def sources(self, measure: Measure) -> Sources:
        """Return the records the statements of a measure rest on, entries in the order of their dates.

        Evidence in the trash does not count.
        """
        return self.sources_of([measure])[0]

    def sources_of(self, measures: Sequence[Measure]) -> list[Sources]:
        """Return the same of several measures, read together."""
        if self._sources is None:
            from models.store.sources import SourcesReader

            self._sources = SourcesReader(self._store)
        return self._sources.of(measures)

    def evidence_numbers(self, task_id: TaskId) -> Mapping[EvidenceId, str]:
        """Return the number of every piece of evidence linked to a task, fixed or live; the trash does not count."""
        if self._numbers is None:
            from models.store.evidence_numbers import NumbersReader

            self._numbers = NumbersReader(self._store)
        return self._numbers.of(task_id)

    def setting(self, key: SettingKey) -> str:
        """Return the value of a declared setting."""
        value = self.look.setting(key.key)
        return key.default if value is None else value

    # What was done

    def history(self, words: str = "", *, row_ids: set[str] | None = None) -> Sequence[int]:
        """Return the numbers of the operations, newest first.

        With `words` those that hold them in what was done, by whom or when; with `row_ids` those that touched one of
        these rows.
        """
        return sequences(self._store.con, words, row_ids)

    def operations(self, numbers: Iterable[int]) -> dict[int, Operation]:
        """Return the operations with these numbers; those that are not there are left out."""
        return operations_at(self._store.con, numbers)

    def history_of_task(self, task_id: str, *, limit: int = 200) -> list[Operation]:
        """Return the newest operations on the rows that hang on a task."""
        return self.history_of_rows(self.task_rows(task_id), limit=limit)

    def history_of_rows(self, row_ids: set[str], *, limit: int = 200) -> list[Operation]:
        """Return the newest operations that touched one of the rows, newest first."""
        return operations_on(self._store.con, row_ids, limit)

    def task_rows(self, task_id: str, *, removed: bool = False) -> set[str]:
        """Return the ids of every row that hangs on a task, with `removed` also of those that did once."""
        return rows_at_task(self._store.con, task_id, removed=removed)

    def task_records(self, task_id: str) -> dict[str, tuple[Any, ...]]:
        """Return the records of a task by table: all that hang on it, and the plan, units and issuers they name."""
        from models.store.task_rows import records_at_task

        return records_at_task(self._store, task_id)

    def history_rows(
        self, sequence: int, row_ids: set[str] | None = None, *, limit: int = -1
    ) -> list[RowChange]:
        """Return what one operation changed, before and after; of the given rows only, where some are given.

        What it removed comes first, and an owner before what hung on it.
        """
        return rows_on(self._store.con, sequence, row_ids, limit)

    def history_counts(self, sequence: int, row_ids: set[str] | None = None) -> list[tuple[str, int, int, int]]:
        """Return of each table how many rows one operation added, changed and removed."""
        return counts_on(self._store.con, sequence, row_ids)

    def label_of(self, table: str) -> str:
        """Return what the clerk calls the records of a table."""
        return table_named(table).label

    def class_of(self, table: str) -> type[Any]:
        """Return the class of the records of a table."""
        return table_named(table).cls

    @property
    def last_sequence(self) -> int:
        """Return the number of the newest operation, 0 for a store without any."""
        row = self._store.con.execute("select sequence from chain where id = 1").fetchone()
        return int(row[0]) if row else 0

    @property
    def chain_head(self) -> str:
        """Return the hash of the newest operation, zeros for a store without any."""
        return head(self._store.con)[1]
