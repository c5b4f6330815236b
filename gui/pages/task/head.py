"""The head of a task's page: the way back, number and title, deadline with its sign; stages and gaps below.

Number and title are read until they are edited; the title is the short name of the list, and the problem itself where
none was given.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.parts import typeface
from gui.parts.buttons import CHEVRON, IconButton, LinkButton, MenuButton
from gui.parts.cells import EDGE
from gui.parts.fields import LineField
from gui.parts.keys import bind
from gui.parts.labels import Elided, Meta, Title, Words
from gui.parts.signs import Shape, SignLabel
from gui.parts.stages import Stages
from gui.session import Session
from gui.task.gap_lines import GapLine, alike, in_words, shape_of
from gui.task.row import deadline_words, sign_of
from models.actions.tasks import revise_task
from models.assembly.publicity import standing_of
from models.domain.plan import Task
from models.lists import TaskRow

STAGES = ("建账", "整改", "自查", "申请", "验收", "公示", "备案")
OPENING, RECTIFYING, CHECKING, ACCEPTING, PUBLISHING = 0, 1, 2, 4, 5
TITLE_ROW = 52
MOST_GAPS = 12
_STAYS = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)


class TaskHead(QWidget):
    """Two rows over the tabs; `gap_wanted(GapLine)` where a remedy is asked for."""

    back = Signal()
    gap_wanted = Signal(object)
    stage_wanted = Signal(int)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._task: Task | None = None
        self.back_link = LinkButton("任务", icon="left")
        self.number = Title(tone="ink_2", weight=typeface.REGULAR)
        self.title = _TitleWords(size=typeface.TITLE, weight=typeface.BOLD)
        self.pencil = IconButton("edit", "修改编号和名称", colour="meta")
        self.number_field = LineField(width=120)
        self.title_field = LineField(placeholder="名称：列表里显示的短名，空着就显示反馈问题")
        self.deadline = Words()
        self.sign = SignLabel()
        self.papers = MenuButton("生成文书", icon="papers", main=True)
        self.stages = Stages(STAGES)
        self.gap = MenuButton("缺口", mark=Shape.TRIANGLE)
        self._build()
        self._connect()
        self.set_editing(False)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._first_row())
        column.addLayout(self._second_row())

    def _first_row(self) -> QWidget:
        over = QWidget()
        over.setFixedHeight(TITLE_ROW)
        row = QHBoxLayout(over)
        # So that the chevron, not the box it stands in, begins at the edge.
        row.setContentsMargins(EDGE - CHEVRON, 4, EDGE, 0)
        row.setSpacing(12)
        row.addWidget(self.back_link)
        row.addSpacing(4)
        row.addWidget(self.number)
        # Takes all it needs before the room at its right takes any.
        row.addWidget(self.title, 1000)
        row.addWidget(self.pencil)
        row.addWidget(self.number_field)
        row.addWidget(self.title_field, 1)
        self._room = QWidget()
        row.addWidget(self._room, 1)
        row.addWidget(Meta("时限"))
        for widget in (self.deadline, self.sign, self.papers):
            row.addWidget(widget)
        return over

    def _second_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(EDGE, 0, EDGE, 8)
        row.setSpacing(12)
        row.addWidget(self.stages)
        row.addStretch(1)
        row.addWidget(self.gap)
        return row

    def _connect(self) -> None:
        self.back_link.clicked.connect(self.back)
        self.pencil.clicked.connect(self.edit)
        self.title.clicked.connect(self.edit)
        self.stages.picked.connect(self.stage_wanted)
        self.number_field.saved.connect(lambda value: self._save(self.number_field, number=str(value).strip()))
        self.title_field.saved.connect(lambda value: self._save(self.title_field, title=str(value).strip()))
        self.number_field.entered.connect(self.title_field.setFocus)
        self.title_field.entered.connect(lambda: self.set_editing(False))
        for field in (self.number_field, self.title_field):
            bind(field, ("Esc", self._give_up))
            field.edit.installEventFilter(self)

    # What the page uses

    def show_task(self, task: Task, *, fresh: bool) -> None:
        """Show a task; `fresh` forgets what was being edited of the one before, and how that stood."""
        self._task = task
        self.number.setText(task.number)
        self.title.set_text(_one_line(task.title or task.problem))
        for field, value in ((self.number_field, task.number), (self.title_field, task.title)):
            (field.fill if fresh else field.refill)(value)
        if fresh:
            self.set_editing(False)
            self.sign.set_value(None)
        self.deadline.setText(deadline_words(task) or "未定")

    def show_standing(self, task: Task, row: TaskRow, lines: list[GapLine]) -> None:
        """Show how the task stands: how it presses, its stages, what it lacks."""
        self.sign.set_value(sign_of(row, self.session.today()))
        self._show_stages(task, row)
        self._show_gaps(lines)

    def edit(self) -> None:
        """Edit number and title where they stand."""
        self.set_editing(True)
        self.title_field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.title_field.edit.selectAll()

    def is_editing(self) -> bool:
        """Return whether number and title are being edited."""
        return not self.title_field.isHidden()

    def set_editing(self, on: bool) -> None:
        """Show fields, or words, for number and title."""
        saved = [on or field.commit(leaving=True) for field in (self.number_field, self.title_field)]
        if not all(saved):
            return
        for widget in (self.number, self.title, self.pencil, self._room):
            widget.setVisible(not on)
        for widget in (self.number_field, self.title_field):
            widget.setVisible(on)

    # Own steps

    def _give_up(self) -> None:
        for field in (self.number_field, self.title_field):
            field.drop()
        self.set_editing(False)

    def _close_if_left(self) -> None:
        fields = (self.number_field, self.title_field)
        if self.is_editing() and not any(field.edit.hasFocus() or field.problem() for field in fields):
            self.set_editing(False)

    def _save(self, field: LineField, **values: str) -> None:
        if self._task is None:
            return
        task_id = self._task.id
        self.session.apply(
            lambda ws: revise_task(ws, task=replace(ws.need(Task, task_id), **values), step=field.sitting),
            source=field,
        )

    def _show_stages(self, task: Task, row: TaskRow) -> None:
        is_opened = bool(row.measures and row.units and task.problem.strip())
        is_done = bool(row.measures) and row.done == row.measures
        around = standing_of(self.session.workspace, task.id, self.session.today())
        known = ((OPENING, is_opened), (RECTIFYING, is_done), (CHECKING, around.is_checked),
                 (ACCEPTING, row.is_passed), (PUBLISHING, around.is_published))
        passed = [place for place, done in known if done]
        now = next((place for place in (OPENING, RECTIFYING, ACCEPTING) if place not in passed), len(STAGES))
        self.stages.show_stages(STAGES, now=PUBLISHING if around.is_publishing else now, done=passed)

    def _show_gaps(self, lines: list[GapLine]) -> None:
        self.gap.setText(in_words(lines))
        self.gap.mark = shape_of(lines)
        self.gap.allow("" if lines else "每条措施都有落实情况和佐证")
        menu = self.gap.menu_of
        menu.clear()
        told = alike(lines)
        for place, (line, count) in enumerate(told[:MOST_GAPS]):
            if line.waits and place and not told[place - 1][0].waits:
                menu.addSeparator()
            name = f" {line.name}" if line.name else ""
            times = f" {count} 处" if count > 1 else ""
            # After the tab the remedy stands at the right, one below the other.
            menu.addAction(f"{line.place}{name}　{line.what}{times}\t{line.remedy}").triggered.connect(
                lambda _, line=line: self.gap_wanted.emit(line)
            )
        if left := sum(count for _, count in told[MOST_GAPS:]):
            menu.addAction(f"还有 {left} 处").setEnabled(False)

    # Qt

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QFocusEvent) and event.lostFocus() and event.reason() not in _STAYS:
            QTimer.singleShot(0, self, self._close_if_left)
        return super().eventFilter(watched, event)


class _TitleWords(Elided):
    clicked = Signal()

    def set_text(self, text: str) -> None:
        super().set_text(text)
        self.setMaximumWidth(self.fontMetrics().horizontalAdvance(text) + 4)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.clicked.emit()


def _one_line(text: str) -> str:
    return " ".join(text[:120].split())

