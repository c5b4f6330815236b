"""The strip under the list: what the chosen task lacks and what waits, each with its remedy, and the last change."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.parts.buttons import LinkButton
from gui.parts.cells import EDGE, LinkCell, Muted, Strong
from gui.parts.labels import BlockName, Meta, Rule
from gui.parts.signs import Sign, SignLabel
from gui.parts.tables import Column, PageModel, Table
from gui.places import TaskPlace
from gui.session import Session

# What a task lacks is worked out after the first paint, and what that needs is imported then.
if TYPE_CHECKING:
    from gui.task.gap_lines import GapLine
    from models.domain.plan import TaskId

ROW = 34
SHOWN = 3
WAIT_MS = 30
LINES = "gui.task.gap_lines"
PATIENCE = 40
COLUMNS = (
    Column(key="place", title="", width=112, colour="ink_2"),
    Column(key="name", title="", width=168),
    Column(key="what", title="", width=264, most=400),
    Column(key="detail", title="", grows=True),
    Column(key="remedy", title="", width=140, right=True),
)


class GapStrip(QWidget):
    """The gaps of one task; `wanted(TaskPlace)` where a remedy or the task itself is asked for."""

    wanted = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._task_id: TaskId | None = None
        self._lines: list[GapLine] = []
        self._patience = PATIENCE
        self._wait = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._wait.timeout.connect(self._refresh_if_seen)
        self.model = PageModel(COLUMNS, lambda _order, _filter: list(range(len(self._lines))),
                               lambda ids: [_cells(self._lines[place]) for place in ids])
        self.table = Table(self.model, row_height=ROW, head=False)
        self.table.setFixedHeight(0)
        self.table.linked.connect(lambda place, _key: self.wanted.emit(self._lines[place].goes))
        self.table.opened.connect(lambda place: self.wanted.emit(self._lines[place].goes))
        self.number = BlockName()
        self.gap = SignLabel()
        self.word = BlockName("缺口")
        self.hint = Meta()
        self.open_link = LinkButton("打开任务")
        self.open_link.clicked.connect(self._open)
        self.last = Meta()
        self._build()
        self.hide()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(EDGE, 0, EDGE, 0)
        head.setSpacing(8)
        head.addWidget(self.number)
        head.addSpacing(4)
        for widget in (self.word, self.gap):
            head.addWidget(widget)
        head.addSpacing(6)
        head.addWidget(self.hint)
        head.addStretch(1)
        head.addWidget(self.open_link)
        head.addWidget(Meta("Enter"))
        over = QWidget()
        over.setFixedHeight(44)
        over.setLayout(head)
        foot = QHBoxLayout()
        foot.setContentsMargins(EDGE, 8, EDGE, 10)
        foot.addWidget(self.last)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (Rule("line_strong"), over):
            column.addWidget(part)
        under = QHBoxLayout()
        under.setContentsMargins(EDGE, 0, EDGE, 0)
        under.addWidget(Rule("hair"))
        column.addLayout(under)
        column.addWidget(self.table)
        column.addLayout(foot)

    def lines(self) -> list[GapLine]:
        """Return the gaps that are shown, then what waits."""
        return self._lines

    def show_task(self, task_id: TaskId | None) -> None:
        """Show another task's gaps, a moment later so that holding an arrow key stays quick."""
        self._task_id = task_id
        self._wait.start()

    def refresh(self) -> None:
        """Show the gaps as the records are now."""
        from gui.task.gap_lines import counts, gap_lines, in_words, shape_of

        self._wait.stop()
        look = self.session.workspace.look
        rowid = look.task_rowid(self._task_id) if self._task_id else None
        self.setVisible(rowid is not None)
        if rowid is None or self._task_id is None:
            return
        self._lines = gap_lines(self.session.workspace, self._task_id)
        missing, waiting = counts(self._lines)
        row = look.task_row(rowid, gaps=missing)
        self.number.setText(row.number)
        shape = shape_of(self._lines)
        self.gap.set_value(Sign(shape, "", "ink") if shape else None)
        self.word.setText(in_words(self._lines))
        self.hint.setText(_advice(missing, waiting, is_closed=row.is_passed))
        self.model.load()
        self._fit()
        self._show_last()

    def _refresh_if_seen(self) -> None:
        # The window may have been closed, and the workspace with it, in the moment since.
        if not self.window().isVisible():
            return
        if LINES in sys.modules or self._patience == 0:
            self.refresh()
            return
        # Right after the start the code for it is on its way, loaded beside the window; here it would hold it up.
        self._patience -= 1
        self._wait.start()

    def _fit(self) -> None:
        room = self.window().height() if self.window() else 768
        most = SHOWN if room < 900 else 2 * SHOWN
        self.table.setFixedHeight(min(len(self._lines), most) * ROW)

    def _show_last(self) -> None:
        last = self.session.workspace.history_of_task(self._task_id, limit=1) if self._task_id else []
        words = f"{last[0].at[:16].replace('T', ' ')} {last[0].actor} {last[0].told}" if last else ""
        self.last.setText(f"上次改动：{words}" if words else "")

    def _open(self) -> None:
        if self._task_id is not None:
            self.wanted.emit(TaskPlace(task_id=self._task_id))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


def _advice(missing: int, waiting: int, *, is_closed: bool) -> str:
    if is_closed:
        return "已通过验收"
    if missing:
        return "补齐后可以申请验收"
    return "核对后可以申请验收" if waiting else "可以申请验收"


def _cells(line: GapLine) -> tuple[object, ...]:
    return Muted(line.place), line.name, Strong(line.what), Muted(line.detail), LinkCell(line.remedy)
