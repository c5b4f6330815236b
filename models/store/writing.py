"""The write door and the way back: every change is one transaction, one operation of the chain, one undo step."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime

from models.errors import StoreError, UndoRefused
from models.reporting import to_the_end
from models.store.chain import Entry, Operation, OperationKind, rows_of, slices_of
from models.store.change import Change, Changes, kept_is_no_undo
from models.store.database import Store, transaction
from models.store.history import Step, Steps
from models.store.kept_files import files_in
from models.store.operations import rows_in
from models.store.reading import Reading
from models.store.stepwise import Stepwise

# So many rows are put back at a time; where there are more than LONG, one would notice.
SLICE, LONG = 10, 100


class Writing(Reading):
    """A store as it is read and written; `has_file` tells whether the bytes with a hash are still kept."""

    def __init__(
        self, store: Store, *, actor: str, now: Callable[[], datetime], has_file: Callable[[str], bool]
    ) -> None:
        super().__init__(store, now=now)
        self.actor = actor
        self._has_file = has_file
        self._steps = Steps(store.con)
        self._opened_at_sequence = self.last_sequence
        self._change: Change | None = None

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
    def next_undo(self) -> Step | None:
        """Return the step that undo would take back, None where this sitting has none."""
        return self._steps.next_undo

    @property
    def next_redo(self) -> Step | None:
        """Return the step that redo would do again, None where none was undone."""
        return self._steps.next_redo

    @property
    def has_changed(self) -> bool:
        """Return whether this sitting wrote anything."""
        return self.last_sequence > self._opened_at_sequence

    def _reversing(self, step: Step, kind: OperationKind) -> Stepwise:
        with kept_is_no_undo(), self._door(step.label, kind=kind, reverses=step.sequences) as change:
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
                if not self._has_file(sha256):
                    text = f"文件“{name}”已不在保管库里，这一步回不去了"
                    raise UndoRefused(text, where=operation.label, remedy="请从备份恢复，或重新添加这个文件")

    @contextmanager
    def _door(
        self, label: str, *, kind: OperationKind = OperationKind.DO, reverses: tuple[int, ...] = (), final: str = ""
    ) -> Iterator[Change]:
        if self._change is not None:
            raise StoreError(f"“{self._change.label}”还没有结束", remedy="请等它完成或取消后再改")
        entry = Entry(
            self._store.con, at=stamp(self.now()), actor=self.actor, label=label, kind=kind, reverses=reverses,
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


def stamp(moment: datetime) -> str:
    """Return a moment as the chain and the file of the store keep it."""
    return moment.isoformat(timespec="seconds")
