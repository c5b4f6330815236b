"""The ground of what lies behind a tab of a task and belongs to one closure: the bar to choose it, fields below."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from gui.acceptance.closure_bar import ClosureBar
from gui.parts.field import Field
from gui.places import TaskPlace
from gui.session import Session
from models.domain.closure import ClosureId
from models.domain.plan import TaskId


class ClosurePanel(QWidget):
    """The ground of such a panel; what stands in it is put into `area`, `show_closure` fills it."""

    # The tab of the task it lies behind.
    tab = ""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.task_id = TaskId("")
        self.bar = ClosureBar(session)
        self.bar.chosen.connect(lambda closure_id: self.show_closure(ClosureId(closure_id)))
        self.fields: dict[str, Field] = {}
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.area)

    @property
    def closure_id(self) -> ClosureId:
        """The closure that is shown."""
        return self.bar.closure_id

    def show_task(self, task_id: TaskId) -> None:
        """Show another task."""
        if task_id != self.task_id:
            self.task_id = task_id
            self.show_closure(None)

    def show_closure(self, closure_id: ClosureId | None) -> None:
        """Show a closure of the task, the newest where none is named."""
        raise NotImplementedError

    def show_closure_of(self, place: TaskPlace) -> None:
        """Show the closure a place names, unless it is shown already."""
        if place.closure_id is not None and place.closure_id != self.closure_id:
            self.show_closure(place.closure_id)

    def place(self) -> TaskPlace:
        """Return where the clerk is, for coming back."""
        held = [name for name, field in self.fields.items() if field.editor.hasFocus()]
        return TaskPlace(
            task_id=self.task_id, tab=self.tab, focus=held[0] if held else "", closure_id=self.closure_id
        )
