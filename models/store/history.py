"""What can be undone and redone, read from the chain.

A step is one operation, or several in a row that were typing in the same field. The redo tail survives closing the
program; the undo list belongs to the sitting, older operations are undone from the list of operations.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from models.store.chain import OperationKind, operations


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One undoable step: its label, the operations it is made of, why it is final if it is."""

    label: str
    sequences: tuple[int, ...]
    key: str = ""
    final: str = ""


class Steps:
    """The steps of this sitting that can be undone, and those that can be redone."""

    def __init__(self, con: sqlite3.Connection) -> None:
        self._undo: list[Step] = []
        self._redo: list[Step] = _redo_tail(con)

    @property
    def next_undo(self) -> Step | None:
        """Return the step an undo would take back, None where this sitting has none."""
        return self._undo[-1] if self._undo else None

    @property
    def next_redo(self) -> Step | None:
        """Return the step a redo would do again."""
        return self._redo[-1] if self._redo else None

    def done(self, sequence: int, label: str, *, key: str = "", final: str = "") -> None:
        """Note a new operation; typing in the same field joins the step before it."""
        self._redo.clear()
        last = self.next_undo
        if key and last is not None and last.key == key:
            self._undo[-1] = Step(label=label, sequences=(*last.sequences, sequence), key=key)
        else:
            self._undo.append(Step(label=label, sequences=(sequence,), key=key, final=final))

    def undone(self, sequence: int) -> None:
        """Note that the last step was undone by operation `sequence`."""
        step = self._undo.pop()
        self._redo.append(Step(label=step.label, sequences=(sequence,)))

    def redone(self, sequence: int) -> None:
        """Note that the last undone step was done again by operation `sequence`."""
        step = self._redo.pop()
        self._undo.append(Step(label=step.label, sequences=(sequence,)))

    def end_typing(self) -> None:
        """Close the step of the field that was left, so that later typing begins a new one."""
        if self._undo and self._undo[-1].key:
            last = self._undo[-1]
            self._undo[-1] = Step(label=last.label, sequences=last.sequences, final=last.final)


def _redo_tail(con: sqlite3.Connection) -> list[Step]:
    """Return the undo operations at the end of the chain that nothing was done after."""
    undone: list[Step] = []
    redone = 0
    for operation in operations(con, newest_first=True):
        if operation.kind == OperationKind.REDO:
            redone += 1
        elif operation.kind != OperationKind.UNDO:
            break
        elif redone:
            redone -= 1
        else:
            undone.append(Step(label=operation.label, sequences=(operation.sequence,)))
    return list(reversed(undone))
