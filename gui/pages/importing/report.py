"""What an import came to: what was taken over, what was not and why; taking it back, the rows left out as a file."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.pages.importing.deciding import Kind
from gui.pages.importing.words import SIGNS, name_of
from gui.parts.buttons import Button, LinkButton, MainButton
from gui.parts.cells import EDGE
from gui.parts.labels import BlockName, SectionHead, Words
from gui.parts.signs import Shape, Sign, SignLabel
from gui.parts.tables import Column, PageModel, Table
from models.domain.drafts.draft import DraftTask

_COLUMNS = (
    Column(key="state", title="状态", width=EDGE + 84, sortable=False),
    Column(key="number", title="编号", width=96, least=72, sortable=False),
    Column(key="problem", title="反馈问题", width=280, least=140, grows=True, sortable=False),
    Column(key="reason", title="为什么没有采用", width=300, least=180, most=480, sortable=False),
    Column(key="place", title="位置", width=176, least=120, yields=1, colour="ink_2", sortable=False),
)


class ReportView(QWidget):
    """The report; `undone`, `saving`, `leaving` for the list of tasks, `again` for the next file."""

    undone = Signal()
    saving = Signal()
    leaving = Signal()
    again = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._rows: Sequence[tuple[Kind, DraftTask, str]] = ()
        self.said = BlockName()
        self.more = Words(tone="ink_2")
        self.more.setWordWrap(True)
        self.to_tasks = MainButton("看任务列表", icon="tasks")
        self.undo = Button("撤销这次导入", icon="undo")
        self.save = Button("另存未采用的行…", icon="sheet")
        self.next = LinkButton("再导入一份")
        self.left = SectionHead()
        self.model = PageModel(_COLUMNS, lambda *_: range(len(self._rows)), self._cells)
        self.table = Table(self.model, name="importing-left")
        self._build()
        for button, signal in ((self.undo, self.undone), (self.save, self.saving), (self.to_tasks, self.leaving),
                               (self.next, self.again)):
            button.clicked.connect(signal)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(SignLabel(Sign(Shape.TICK, "", "accent")))
        head.addWidget(self.said, 1)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(0, 8, 0, 8)
        buttons.setSpacing(8)
        for button in (self.to_tasks, self.undo, self.save, self.next):
            buttons.addWidget(button)
        buttons.addStretch(1)
        top = QVBoxLayout()
        top.setContentsMargins(EDGE, 16, EDGE, 8)
        top.setSpacing(4)
        top.addLayout(head)
        top.addWidget(self.more)
        top.addLayout(buttons)
        top.addWidget(self.left)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.table, 1)
        column.addStretch(0)

    def show_report(
        self, said: str, more: str, left: Sequence[tuple[Kind, DraftTask, str]], *, waiting: int = 0
    ) -> None:
        """Show what came of it; `left` are the rows left out with the reason, `waiting` how many files are next."""
        self._rows = left
        self.said.setText(said)
        self.more.setText(more)
        self.more.setVisible(bool(more))
        self.left.setText(f"没有采用的 {len(left)} 项")
        for part in (self.left, self.table, self.save):
            part.setVisible(bool(left))
        self.next.setText(f"接着读下一份（还有 {waiting} 份）" if waiting else "再导入一份")
        self.model.load()

    def _cells(self, places: Sequence[int]) -> list[tuple[object, ...]]:
        return [
            (SIGNS[kind], task.number, name_of(task), reason, task.place)
            for kind, task, reason in (self._rows[place] for place in places)
        ]
