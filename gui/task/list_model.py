"""The lines of the list of tasks, and the order that rests on how they stand.

Sorting by gaps or status needs what is counted of each task. Of many thousands that takes a second after the start:
meanwhile they stand in the order of their numbers, and what is owed is counted between the events of the window.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from gui.ledger.columns import COLUMNS, MORE, NOTHING, more_cells
from gui.parts.cells import Muted
from gui.parts.page_model import Order, PageModel
from gui.parts.signs import Gap
from gui.session import Session
from gui.task.row import deadline_words, sign_of, standing_of
from models.lists import TaskFilter, TaskRow

if TYPE_CHECKING:
    from datetime import date


class TaskListModel(PageModel):
    """The tasks a filter lists; `settled` when they stand in the order that was wanted after all."""

    settled = Signal()

    def __init__(self, session: Session, page: QWidget) -> None:
        super().__init__(COLUMNS, self._listed, self._lines, page)
        self.filter = TaskFilter()
        # Columns and widths that are seen; the table over the model knows them.
        self.chosen_columns: Callable[[], Sequence[tuple[str, int]]] = list
        self._session = session
        self._page = page
        self._is_owed = False
        self._idle = QTimer(self, singleShot=True, interval=0)
        self._idle.timeout.connect(self._count_ahead)

    def count_soon(self) -> None:
        """Count between the events of the window what sorting by gaps or status will need."""
        self._idle.start()

    def _listed(self, order: Order | None, wanted: object) -> Sequence[int]:
        filter_ = wanted if isinstance(wanted, TaskFilter) else TaskFilter()
        key, descending = (order.key, order.descending) if order else ("number", False)
        look = self._session.workspace.look
        self._is_owed = look.needs_standings(filter_, key) and look.count_standings() > 0
        if self._is_owed:
            self._idle.start()
            filter_, key, descending = replace(filter_, status=""), "number", False
        return look.task_ids(filter_, order=key, descending=descending)

    def _count_ahead(self) -> None:
        # The window may have been closed, and the workspace with it, in the moment since.
        if not self._page.window().isVisible():
            return
        if self._session.workspace.look.count_standings():
            self._idle.start()
        elif self._is_owed:
            self.load()
            self.settled.emit()

    def _lines(self, rowids: Sequence[int]) -> Sequence[Sequence[object]]:
        look = self._session.workspace.look
        today = self._session.today()
        if any(key in MORE for key, _ in self.chosen_columns()):
            whole = look.ledger_tasks(rowids)
            return [(*_cells(whole[rowid].row, today), *more_cells(whole[rowid], today)) for rowid in rowids]
        rows = look.task_rows(rowids)
        return [(*_cells(rows[rowid], today), *NOTHING) for rowid in rowids]


def _cells(row: TaskRow, today: date) -> tuple[object, ...]:
    """Return what the columns say that every line has."""
    return (
        row.number, row.title, Muted(row.units), deadline_words(row) if row.deadline else Muted(deadline_words(row)),
        sign_of(row, today), f"{row.done}/{row.measures}", row.evidence, Gap(row.gaps), standing_of(row, today),
    )
