"""设置 · 记录: every operation of this workspace, also on what no longer stands: deleted tasks, persons, settings."""

from __future__ import annotations

from gui.history.view import HistoryView
from gui.session import Session
from models.workspace import Changes


class HistoryPanel(HistoryView):
    """The operations of the whole workspace."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, name="settings-history", tasks=True)

    def refresh(self, changes: Changes | None) -> None:
        """Show the operations as they are; behind another tab nothing is read."""
        if not self.isHidden():
            self.reload()
