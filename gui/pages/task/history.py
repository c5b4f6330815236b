"""记录: what was done to this task, by whom and when, before and after; an older step is undone after a question."""

from __future__ import annotations

from gui.history.view import HistoryView
from gui.session import Session
from models.domain.plan import Task, TaskId
from models.workspace import Changes


class HistoryTab(HistoryView):
    """The operations on one task."""

    def __init__(self, session: Session, task_id: TaskId) -> None:
        super().__init__(session, name="task_history")
        self.task_id = task_id
        self.show_task(task_id)

    def show_task(self, task_id: TaskId) -> None:
        """Show another task."""
        self.task_id = task_id
        self.refresh(None)
        self.show_newest()

    def refresh(self, changes: Changes | None) -> None:
        """Show the operations as they are."""
        ws = self.session.workspace
        self.row_ids = ws.task_rows(self.task_id, removed=True)
        self.where = f"（任务 {ws.need(Task, self.task_id).number}）"
        self.reload()
