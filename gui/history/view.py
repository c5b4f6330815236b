"""A list of operations, newest first, and beside it what the chosen one changed, under 撤销这一步.

The list is one query for numbers and pages of rows, so that 100,000 operations open like ten. A step that cannot be
taken back says why instead of its button.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui import ask
from gui.history.words import task_number, told_rows
from gui.parts.buttons import Button
from gui.parts.cells import EDGE, Muted
from gui.parts.filter_bar import FilterField
from gui.parts.labels import BlockName, Meta, Rule
from gui.parts.paragraph import Paragraph
from gui.parts.steady import SteadyArea
from gui.parts.tables import Column, PageModel, Table
from gui.session import Session
from models.workspace import Operation

WIDTH = 520
LINES = 8
AT = Column(key="at", title="时间", width=152, sortable=False)
ACTOR = Column(key="actor", title="经办人", width=88, yields=2, sortable=False)
LABEL = Column(key="label", title="做了什么", width=240, least=160, grows=True, sortable=False)
TASK = Column(key="task", title="任务", width=88, yields=1, sortable=False)


class HistoryView(QWidget):
    """The operations that touched `row_ids`, all of them where that is None; `where` says in the question of what.

    With `tasks` a column names the task of each.
    """

    def __init__(self, session: Session, *, name: str, tasks: bool = False) -> None:
        super().__init__()
        self.session = session
        self.row_ids: set[str] | None = None
        self.where = ""
        self._names_tasks = tasks
        columns = (AT, ACTOR, LABEL, TASK) if tasks else (AT, ACTOR, LABEL)
        self.model = PageModel(columns, lambda _, words: self._numbers(words), self._cells)
        self.table = Table(self.model, name=name, empty="没有找到操作。")
        self.filter = FilterField("筛选：做了什么、经办人、日期")
        self.name = BlockName()
        self.when = Meta()
        self.final = Meta()
        self.undo = Button("撤销这一步", icon="undo")
        self.rows = QVBoxLayout()
        self.area = SteadyArea()
        self._shown: list[QWidget] = []
        self._build()
        self._connect()

    def _build(self) -> None:
        left = QVBoxLayout()
        left.setContentsMargins(0, 12, 0, 0)
        left.setSpacing(8)
        bar = QHBoxLayout()
        bar.setContentsMargins(EDGE, 0, EDGE, 0)
        bar.addWidget(self.filter)
        bar.addStretch(1)
        left.addLayout(bar)
        left.addWidget(self.table, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(left, 1)
        row.addWidget(Rule(upright=True))
        row.addWidget(self._detail())

    def _detail(self) -> QWidget:
        self.rows.setSpacing(0)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(EDGE, 12, EDGE, 16)
        column.setSpacing(6)
        for words in (self.name, self.when, self.final):
            words.setWordWrap(True)
            column.addWidget(words)
        column.addWidget(self.undo, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(self.rows)
        column.addStretch(1)
        self.area.setWidgetResizable(True)
        self.area.setWidget(right)
        self.area.setFixedWidth(WIDTH)
        return self.area

    def _connect(self) -> None:
        self.filter.leads_to(self.table)
        self.filter.filtered.connect(self._filter)
        self.table.chosen.connect(lambda _: self._show_chosen())
        self.undo.clicked.connect(self._undo)

    # What a page uses

    def reload(self) -> None:
        """Show the operations as they are now; the chosen one stays chosen, else it is the newest."""
        self.model.load()
        self._choose_one()

    def show_newest(self) -> None:
        """Choose the newest operation."""
        self.table.choose(self.model.id_at(0))
        self._show()

    def first_focus(self) -> QWidget:
        """Return the list."""
        return self.table

    # Own steps

    def _filter(self, words: str) -> None:
        self.model.load(words)
        self._choose_one()

    def _choose_one(self) -> None:
        if self.table.chosen_id() is None:
            self.table.choose(self.model.id_at(0))
        self._show()

    def _numbers(self, words: object) -> Sequence[int]:
        return self.session.workspace.history(str(words or ""), row_ids=self.row_ids)

    def _cells(self, numbers: Sequence[int]) -> list[tuple[object, ...]]:
        ws = self.session.workspace
        found = ws.operations(numbers)
        told = [(found[number].at[:16].replace("T", " "), Muted(found[number].actor), found[number].told)
                for number in numbers]
        if not self._names_tasks:
            return told
        return [(*cells, Muted(task_number(ws, number))) for cells, number in zip(told, numbers, strict=True)]

    def _chosen(self) -> Operation | None:
        number = self.table.chosen_id()
        return self.session.workspace.operations((number,)).get(number) if number is not None else None

    def _show_chosen(self) -> None:
        self._show()
        self.area.verticalScrollBar().setValue(0)

    def _show(self) -> None:
        for widget in self._shown:
            self.rows.removeWidget(widget)
            widget.deleteLater()
        self._shown = []
        operation = self._chosen()
        for words in (self.name, self.when):
            words.setVisible(operation is not None)
        self.undo.setVisible(operation is not None and not operation.final)
        self.final.setVisible(operation is not None and bool(operation.final))
        if operation is None:
            return
        self.name.setText(operation.told)
        self.when.setText(f"{operation.at.replace('T', ' ')}　{operation.actor}　第 {operation.sequence} 条操作")
        self.final.setText(f"{operation.final}。")
        self._show_rows(operation.sequence)

    def _show_rows(self, sequence: int) -> None:
        for told in told_rows(self.session.workspace, sequence, self.row_ids):
            if told.head:
                head = Meta(told.head)
                head.setContentsMargins(0, 8, 0, 0)
                self._add(head)
            self._add(Paragraph(told.text, most=LINES, tone="ink_2" if told.is_before else "ink"))

    def _add(self, widget: QWidget) -> None:
        self._shown.append(widget)
        self.rows.addWidget(widget)

    def _undo(self) -> None:
        operation = self._chosen()
        if operation is None:
            return
        text = (
            f"撤销 {operation.at[:16].replace('T', ' ')} 的“{operation.told}”{self.where}，"
            "把这一步改过的内容放回原样。后来又改过的内容不会被覆盖：那时会拒绝。"
        )
        if ask.confirm(self, "撤销这一步", text, "撤销"):
            self.session.reverse(operation.sequence, self.show_newest)
