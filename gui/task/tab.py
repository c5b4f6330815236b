"""A tab on the page of a task: what the window composes there without one page importing another."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from gui.session import Session
from models.domain.plan import TaskId
from models.workspace import Workspace

Make = Callable[[Session, TaskId], QWidget]
Building = Callable[[Session, TaskId], Generator[None, None, QWidget]]


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskTab:
    """A tab of the page.

    `make(session, task_id)` builds what lies behind it; that widget answers `refresh(changes)`, and may answer
    `show_task(task_id)` (else it is built again for another task), `go_to(TaskPlace)`, `place()`, `edit()` for F2,
    `flush()` before the page is left, `first_focus()`, and `topic()` of the help with `turned` where it has several.
    `count(ws, task_id)` is the small number after the word.
    `building` does the same as `make` part by part, where it is much; between two parts the window does something else.
    """

    key: str
    label: str
    make: Make
    building: Building | None = None
    count: Callable[[Workspace, TaskId], int | None] = lambda _ws, _id: None

    def built(self, session: Session, task_id: TaskId) -> Generator[None, None, QWidget]:
        """Build what lies behind the tab before it is asked for, in as many parts as it has."""
        if self.building is None:
            return self.make(session, task_id)
        return (yield from self.building(session, task_id))
