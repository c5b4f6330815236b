"""记录: what was done to this task, by whom and when, before and after; an older step is undone after a question."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from gui import ask
from gui.pages.task.history_words import told_rows
from gui.parts.buttons import Button
from gui.parts.cells import EDGE, Muted
from gui.parts.labels import BlockName, Meta, Rule
from gui.parts.paragraph import Paragraph
from gui.parts.tables import Column, PageModel, Table
from gui.session import Session
from models.domain.plan import Task, TaskId
from models.workspace import Changes, Operation

MOST = 200
WIDTH = 520
COLUMNS = (
    Column(key="at", title="时间", width=152, sortable=False),
    Column(key="actor", title="经办人", width=88, sortable=False),
    Column(key="label", title="做了什么", grows=True, sortable=False),
)


class HistoryTab(QWidget):
    """The operations on one task."""

    def __init__(self, session: Session, task_id: TaskId) -> None:
        super().__init__()
        self.session = session
        self.task_id = task_id
        self._operations: dict[int, Operation] = {}
        self._ids: set[str] = set()
        self.model = PageModel(COLUMNS, lambda *_: list(self._operations), self._cells)
        self.table = Table(self.model, name="task_history")
        self.name = BlockName()
        self.when = Meta()
        self.undo = Button("撤销这一步", icon="undo")
        self.rows = QVBoxLayout()
        self.rows.setSpacing(0)
        self._shown: list[QWidget] = []
        self._build()
        self.table.chosen.connect(lambda _: self._show())
        self.undo.clicked.connect(self._undo)
        self.show_task(task_id)

    def _build(self) -> None:
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(EDGE, 12, EDGE, 16)
        column.setSpacing(6)
        self.name.setWordWrap(True)
        column.addWidget(self.name)
        column.addWidget(self.when)
        column.addLayout(self.rows)
        column.addSpacing(8)
        column.addWidget(self.undo, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(right)
        area.setFixedWidth(WIDTH)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.table, 1)
        row.addWidget(Rule(upright=True))
        row.addWidget(area)

    # What the page uses

    def show_task(self, task_id: TaskId) -> None:
        """Show another task."""
        self.task_id = task_id
        self.refresh(None)
        self.table.choose(self.model.id_at(0))

    def refresh(self, changes: Changes | None) -> None:
        """Show the operations as they are."""
        ws = self.session.workspace
        self._ids = ws.task_rows(self.task_id, removed=True)
        found = ws.history_of_rows(self._ids, limit=MOST)
        self._operations = {operation.sequence: operation for operation in found}
        self.model.load()
        self._show()

    def first_focus(self) -> QWidget:
        """Return the list."""
        return self.table

    # Own steps

    def _cells(self, sequences: list[int]) -> list[tuple[object, ...]]:
        operations = [self._operations[sequence] for sequence in sequences]
        return [(item.at[:16].replace("T", " "), Muted(item.actor), item.told) for item in operations]

    def _chosen(self) -> Operation | None:
        chosen = self.table.chosen_id()
        return self._operations.get(int(chosen)) if chosen is not None else None

    def _show(self) -> None:
        for widget in self._shown:
            self.rows.removeWidget(widget)
            widget.deleteLater()
        self._shown = []
        operation = self._chosen()
        self.undo.setVisible(operation is not None)
        if operation is None:
            return
        self.name.setText(operation.told)
        self.when.setText(f"{operation.at.replace('T', ' ')}　{operation.actor}　第 {operation.sequence} 条操作")
        rows = self.session.workspace.history_rows(operation.sequence, self._ids)
        for told in told_rows(self.session.workspace, rows):
            self._add(Meta(told.head) if told.head else None)
            self._add(Paragraph(told.text, most=8, tone="ink_2" if told.is_before else "ink"))
        self.undo.allow(operation.final)

    def _add(self, widget: QWidget | None) -> None:
        if widget is None:
            return
        if isinstance(widget, Meta):
            widget.setContentsMargins(0, 8, 0, 0)
        self._shown.append(widget)
        self.rows.addWidget(widget)

    def _undo(self) -> None:
        operation = self._chosen()
        if operation is None:
            return
        task = self.session.workspace.need(Task, self.task_id)
        text = (
            f"撤销 {operation.at[:16].replace('T', ' ')} 的“{operation.told}”（任务 {task.number}），"
            "把这一步改过的内容放回原样。后来又改过的内容不会被覆盖：那时会拒绝。"
        )
        if ask.confirm(self, "撤销这一步", text, "撤销"):
            sequence = operation.sequence
            self.session.apply(lambda ws: ws.reverse(sequence))
