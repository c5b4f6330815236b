"""The fields of one record, opened under its line; every field saves when it is left."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from gui.parts.field import Field
from gui.parts.keys import bind
from gui.session import Session
from models.workspace import Changes, Workspace


class RecordPanel(QWidget):
    """The fields of a record; `closed` where the clerk is done with it. How it is saved and removed, the heirs say."""

    closed = Signal()

    def __init__(self, session: Session, fields: dict[str, Field]) -> None:
        super().__init__()
        self.session = session
        self.fields = fields
        self.record_id: str | None = None
        for name, field in fields.items():
            field.saved.connect(lambda value, name=name, field=field: self._save(field, **{name: value}))
        bind(self, ("Esc", self.done_with))

    def show_record(self, record: Any) -> bool:
        """Fill the fields; another record than before forgets the typing. Returns whether it is another."""
        fresh = record.id != self.record_id
        self.record_id = record.id
        for name, field in self.fields.items():
            (field.fill if fresh else field.refill)(getattr(record, name))
        return fresh

    def forget(self) -> None:
        """Show no record, and give up what could not be saved of the last."""
        if self.record_id is not None:
            self.record_id = None
            for field in self.fields.values():
                field.drop()

    def leave(self) -> bool:
        """Save what is typed; returns whether the panel may be closed."""
        saved = [field.commit(leaving=True) for field in self.fields.values()]
        return all(saved)

    def done_with(self) -> None:
        """Save what is typed and ask to be closed."""
        if self.leave():
            self.closed.emit()

    def remove_record(self) -> None:
        """Remove the record with what hangs on it."""
        record_id = self.record_id
        if record_id is not None:
            self.session.apply(lambda ws: self._remove(ws, record_id))

    def _save(self, field: Field, **values: object) -> None:
        record_id, step = self.record_id, field.sitting
        if record_id is not None:
            self.session.apply(lambda ws: self._revise(ws, record_id, step, **values), source=field)

    def _revise(self, ws: Workspace, record_id: str, step: str, **values: Any) -> Changes:
        raise NotImplementedError

    def _remove(self, ws: Workspace, record_id: str) -> Changes:
        raise NotImplementedError
