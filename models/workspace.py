"""The workspace: a folder with store, vault, backups and cache, and the only façade over them.

Layout: store.db, vault/, unfinished/, backups/, cache/, workspace.lock. One connection, on the thread that opened it.
Everything that writes records goes through `change`, `undo`, `redo` or `reverse`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from os import urandom
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from models.errors import AppError, StoreError, UndoRefused
from models.reporting import Report, to_the_end, unheard
from models.store.chain import Entry, Operation, OperationKind, RowChange, head, rows_of, slices_of
from models.store.change import Change, Changes, sealed_is_no_undo
from models.store.copying import telling
from models.store.database import Store, in_words, open_store, transaction
from models.store.history import Step, Steps
from models.store.kept_files import files_in
from models.store.lock import WorkspaceLock, user_name
from models.store.operations import counts_on, operations_at, operations_on, rows_in, rows_on, sequences
from models.store.place import refuse_unsuitable
from models.store.queries import Queries
from models.store.records import table_named
from models.store.stepwise import Stepwise
from models.store.task_history import rows_at_task
from models.vault import Vault

# What only some of the work needs (backups, restoring, the records behind statements) is imported by that work: the
# window paints first.
if TYPE_CHECKING:
    from models.domain.drafts.values import TaskFacts
    from models.domain.evidence import EvidenceId, StoredFile
    from models.domain.plan import Measure, TaskId
    from models.domain.settings import SettingKey
    from models.domain.statements import Sources
    from models.reference import Reference
    from models.store.backup import Backup as Backup
    from models.store.evidence_numbers import NumbersReader
    from models.store.restoring import Restored as Restored
    from models.store.snapshot import Snapshot as Snapshot
    from models.store.sources import SourcesReader
    from models.unfinished import UnfinishedDrafts

__all__ = ["Changes", "Operation", "RowChange", "Workspace", "new_id", "user_name"]

R = TypeVar("R")
STORE_NAME = "store.db"
# So many rows are put back at a time; where there are more than LONG, one would notice.
SLICE, LONG = 10, 100


def new_id() -> str:
    """Return a fresh uuid text, so that records of several offices can be merged."""
    # As uuid4 writes it, in a quarter of the time: an import makes 40,000.
    text = urandom(16).hex()
    return f"{text[:8]}-{text[8:12]}-4{text[13:16]}-{'89ab'[int(text[16], 16) % 4]}{text[17:20]}-{text[20:]}"


class Workspace:
    """工作区: what one office keeps."""

    def __init__(
        self, folder: Path, store: Store, lock: WorkspaceLock, *, reference: Reference, actor: str,
        now: Callable[[], datetime],
    ) -> None:
        self.folder = folder
        self.reference = reference
        self.actor = actor
        self.now = now
        self.vault = Vault(folder / "vault")
        self.look = Queries(store)
        self._store = store
        self._lock = lock
        self._steps = Steps(store.con)
        self._opened_at_sequence = self.last_sequence
        self._change: Change | None = None
        self._sources: SourcesReader | None = None
        self._numbers: NumbersReader | None = None

    @classmethod
    def open(
        cls, folder: Path, *, reference: Reference, actor: str, now: Callable[[], datetime], wait: float = 0.0
    ) -> Workspace:
        """Open or create the workspace in `folder`, waiting up to `wait` seconds for another program to let go.

        Raises StoreError and its kin: place unsuitable, locked, damaged, too new, not writable.
        """
        refuse_unsuitable(folder)
        _make_folders(folder)
        lock = WorkspaceLock(folder)
        lock.acquire(at=now(), wait=wait)
        try:
            with in_words(folder / STORE_NAME):
                store = open_store(
                    folder / STORE_NAME,
                    before_migration=lambda path: _back_up_first(path, folder / "backups", now()),
                    at=_stamp(now()), actor=actor,
                )
                workspace = cls(folder, store, lock, reference=reference, actor=actor, now=now)
                workspace._recover()
        except BaseException:
            lock.release()
            raise
        return workspace

    @staticmethod
    def is_in(folder: Path) -> bool:
        """Return whether a workspace lies in this folder, be it sound or not; none does where one cannot look."""
        try:
            return (folder / STORE_NAME).is_file()
        except OSError:
            return False

    @staticmethod
    def refuse_place(folder: Path) -> None:
        """Raise StoreError in words when live data must not lie in this folder."""
        refuse_unsuitable(folder)

    @contextmanager
    def in_words(self) -> Iterator[None]:
        """Turn what SQLite says of a damaged or unreachable store into a StoreError."""
        with in_words(self._store.path):
            yield

    def close(self, report: Report = unheard) -> None:
        """Back up if this sitting changed something, and leave.

        `report` hears the bytes being backed up. Raises StoreError where the backup could not be made; the workspace is
        left all the same.
        """
        try:
            if self.has_changed:
                self.snapshot(report, kept=True).keep(report)
        finally:
            self.leave()

    def leave(self) -> None:
        """Close the store without a backup and give the lock back; files that no record came to name are dropped."""
        try:
            self._tidy_vault()
        finally:
            self._store.close()
            self._lock.release()

    def _recover(self) -> None:
        """Put right what a crash may have left; called at every start, under the lock."""
        self.vault.clean_staging()
        self._tidy_vault()

    def _tidy_vault(self) -> None:
        """Delete the files that no record came to name, and those whose records were deleted for good."""
        with self.in_words():
            self.vault.drop_unnamed(self.look.named_hashes)
            self.forget_looks(self.vault.drop_given_up(self.look.used_among))

    def forget_looks(self, hashes: Iterable[str]) -> None:
        """Delete what the window keeps of the looks of files that are deleted themselves."""
        for sha256 in hashes:
            from models.looking import Looking

            Looking.in_workspace(self.folder).forget(sha256)

    @property
    def store(self) -> Store:
        """Return the store, for the checks and backups of models; windows and exporters have no use for it."""
        return self._store

    # Backups

    def backups(self) -> list[Backup]:
        """Return the automatic backups, newest first."""
        return self.backups_in(self.folder)

    def snapshot(self, report: Report = unheard, *, kept: bool = False) -> Snapshot:
        """Copy the store aside for a backup or a check, which may run in a worker; `kept` for an automatic backup.

        `report` hears bytes between two slices of a few milliseconds, where events may be handled and records changed;
        it may raise Cancelled.
        """
        from models.store.snapshot import take_snapshot

        return take_snapshot(self._store, self.now(), report, kept=kept)

    @staticmethod
    def backups_in(folder: Path) -> list[Backup]:
        """Return the automatic backups of a workspace that cannot be opened, newest first."""
        from models.store.backup import list_backups

        return list_backups(folder / "backups")

    @staticmethod
    def restore(source: Path, folder: Path, report: Report = unheard) -> Restored:
        """Restore a backup file or an automatic backup into a new or empty folder; may run in a worker."""
        from models.store.restoring import restore_backup

        return restore_backup(source, folder, report)

    # Writing

    @contextmanager
    def change(self, label: str, *, step: str = "", final: str = "") -> Iterator[Change]:
        """Open the write door: one transaction, one operation of the chain, one undo step.

        `step` joins typing in one field into one step; `final` says in words why the operation cannot be undone.
        """
        with self._door(label, final=final) as change:
            yield change
        if change.result.sequence is not None:
            self._steps.done(change.result.sequence, label, key=step, final=final)

    def undo(self) -> Changes:
        """Undo the last step of this sitting, as a new operation; raises UndoRefused in words."""
        return to_the_end(self.undoing())

    def redo(self) -> Changes:
        """Do again what was undone last."""
        return to_the_end(self.redoing())

    def undoing(self) -> Stepwise:
        """Undo the last step as one change, but in short steps, for a window that goes on meanwhile."""
        step = self._steps.next_undo
        if step is None:
            raise UndoRefused("这次打开后还没有可以撤销的操作", remedy="更早的操作请到“设置”的“记录”里撤销")
        if step.final:
            raise UndoRefused(step.final, where=step.label)
        changes = yield from self._reversing(step, OperationKind.UNDO)
        self._steps.undone(changes.sequence or 0)
        return changes

    def redoing(self) -> Stepwise:
        """Do again what was undone last, in short steps."""
        step = self._steps.next_redo
        if step is None:
            raise UndoRefused("没有可以重做的操作")
        changes = yield from self._reversing(step, OperationKind.REDO)
        self._steps.redone(changes.sequence or 0)
        return changes

    def is_long(self, sequences: Iterable[int]) -> bool:
        """Return whether undoing these operations, or doing them again, takes so long that one would notice."""
        return rows_in(self._store.con, sequences) > LONG

    def reverse(self, sequence: int) -> Changes:
        """Undo one older operation, refused when its rows were changed since or its files are gone."""
        return to_the_end(self.reversing(sequence))

    def reversing(self, sequence: int) -> Stepwise:
        """Undo one older operation in short steps."""
        operation = self.operations((sequence,)).get(sequence)
        if operation is None:
            raise UndoRefused(f"没有第{sequence}条操作")
        if operation.final:
            raise UndoRefused(operation.final, where=operation.label)
        self._refuse_lost_files(operation)
        step = Step(label=f"撤销：{operation.told}", sequences=(sequence,))
        changes = yield from self._reversing(step, OperationKind.DO)
        self._steps.done(changes.sequence or 0, step.label)
        return changes

    def end_typing(self) -> None:
        """Close the typing step, when a field is left."""
        self._steps.end_typing()

    @property
    def unfinished(self) -> UnfinishedDrafts:
        """Return the imports that were left half done; they are no records, and none of them can be undone."""
        from models.unfinished import UnfinishedDrafts

        return UnfinishedDrafts(self.folder / "unfinished")

    @property
    def next_undo(self) -> Step | None:
        """Return the step that undo would take back, None where this sitting has none."""
        return self._steps.next_undo

    @property
    def next_redo(self) -> Step | None:
        """Return the step that redo would do again, None where none was undone."""
        return self._steps.next_redo

    def _reversing(self, step: Step, kind: OperationKind) -> Stepwise:
        with sealed_is_no_undo(), self._door(step.label, kind=kind, reverses=step.sequences) as change:
            for sequence in reversed(step.sequences):
                done, rows = 0, rows_in(self._store.con, (sequence,))
                for changes in slices_of(self._store.con, sequence, SLICE):
                    yield done, rows, ""
                    change.reverse(changes)
                    done += len(changes)
        return change.result

    def _refuse_lost_files(self, operation: Operation) -> None:
        """Refuse to bring a file's row back without its bytes, which an emptied trash may have taken since."""
        for row in rows_of(self._store.con, operation.sequence):
            for sha256, name in files_in(row.table, row.before or {}):
                if not self.vault.path_of(sha256).is_file():
                    text = f"文件“{name}”已不在保管库里，这一步回不去了"
                    raise UndoRefused(text, where=operation.label, remedy="请从备份恢复，或重新添加这个文件")

    @contextmanager
    def _door(
        self, label: str, *, kind: OperationKind = OperationKind.DO, reverses: tuple[int, ...] = (), final: str = ""
    ) -> Iterator[Change]:
        if self._change is not None:
            raise StoreError(f"“{self._change.label}”还没有结束", remedy="请等它完成或取消后再改")
        entry = Entry(
            self._store.con, at=_stamp(self.now()), actor=self.actor, label=label, kind=kind, reverses=reverses,
            final=final,
        )
        self._change = change = Change(self._store, label, entry)
        try:
            with transaction(self._store):
                yield change
                if final or not change.is_empty:
                    change.end()
        finally:
            self._change = None

    # Reading

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
        if self._sources is None:
            from models.store.sources import SourcesReader

            self._sources = SourcesReader(self._store)
        return self._sources.of(measure)

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

    @property
    def has_changed(self) -> bool:
        """Return whether this sitting wrote anything."""
        return self.last_sequence > self._opened_at_sequence


def _make_folders(folder: Path) -> None:
    with telling("不能在这里建立工作区", folder):
        for part in (folder, folder / "vault", folder / "backups", folder / "cache"):
            part.mkdir(parents=True, exist_ok=True)


def _back_up_first(path: Path, folder: Path, at: datetime) -> None:
    from models.store.backup import back_up_before_migration

    back_up_before_migration(path, folder, at)


def _stamp(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
