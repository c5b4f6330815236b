"""外部编号 of a task: whose number it is and the number, one line each; the empty line at the end takes the next.

Several numbers pasted into one line become several lines of the same scheme.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui import suggest
from gui.parts.buttons import IconButton
from gui.parts.completer_field import CompleterField
from gui.parts.field import Field
from gui.parts.fields import LineField
from gui.parts.labels import Meta
from gui.session import Session
from models.actions.tasks import set_external_numbers
from models.domain.plan import TaskId, TaskNumber
from models.domain.wording import split_names


class ExternalNumbers(QWidget):
    """The lines of one task."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.task_id: TaskId | None = None
        self.rows: list[NumberRow] = []
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(Meta("外部编号"))
        column.addLayout(self._rows)

    def show_task(self, task_id: TaskId, *, fresh: bool) -> None:
        """Show the lines of a task and an empty one; `fresh` forgets the typing on another."""
        self.task_id = task_id
        items = self.session.workspace.find(TaskNumber, task_id=task_id)
        while len(self.rows) <= len(items):
            self._add_row()
        for place, row in enumerate(self.rows):
            row.setVisible(place <= len(items))
            row.show_item(items[place] if place < len(items) else None, fresh=fresh)

    def _add_row(self) -> None:
        row = NumberRow(self.session)
        row.changed.connect(self._save)
        row.removed.connect(lambda: self._remove(row))
        self.rows.append(row)
        self._rows.addWidget(row)

    def _remove(self, row: NumberRow) -> None:
        row.empty()
        self._save(row.number)

    def _save(self, field: Field) -> None:
        task_id = self.task_id
        if task_id is None:
            return
        numbers = [(row.scheme.text(), number) for row in self.rows for number in split_names(row.number.text())]
        self.session.apply(
            lambda ws: set_external_numbers(ws, task_id=task_id, numbers=numbers, step=field.sitting), source=field
        )


class NumberRow(QWidget):
    """Scheme and number; a scheme alone waits in its line until the number is typed."""

    changed = Signal(object)
    removed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._item: TaskNumber | None = None
        self.scheme = CompleterField(suggest=suggest.schemes(session.workspace), placeholder="谁编的，如 省序号")
        self.scheme.edit.setAccessibleName("外部编号由谁编")
        self.number = LineField(placeholder="编号，如 364(35-11)")
        self.number.edit.setAccessibleName("外部编号")
        self.remove = IconButton("close", "删除这个外部编号")
        self.remove.clicked.connect(self.removed)
        # The lines stand in two columns, whether there is something to take away or not.
        keeps_its_place = self.remove.sizePolicy()
        keeps_its_place.setRetainSizeWhenHidden(True)
        self.remove.setSizePolicy(keeps_its_place)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for widget, stretch in ((self.scheme, 2), (self.number, 3), (self.remove, 0)):
            row.addWidget(widget, stretch, Qt.AlignmentFlag.AlignTop)
        self.scheme.entered.connect(self.number.setFocus)
        for field in (self.scheme, self.number):
            field.saved.connect(lambda _, field=field: self.changed.emit(field))

    def show_item(self, item: TaskNumber | None, *, fresh: bool) -> None:
        """Show a number, or an empty line; another one than before forgets the typing."""
        other = fresh or (item.id if item else None) != (self._item.id if self._item else None)
        self._item = item
        self.remove.setVisible(item is not None)
        for field, value in ((self.scheme, item.scheme if item else ""), (self.number, item.number if item else "")):
            if other:
                field.fill(value)
            elif item is not None:
                field.refill(value)

    def empty(self) -> None:
        """Hold nothing."""
        for field in (self.scheme, self.number):
            field.fill("")
