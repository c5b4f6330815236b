"""A new task: number, problem, responsible unit, its measures and the plan it answers; everything else comes later.

A panel in the place of the list, not a box on top of it. The measures are pasted as they stand in the plan; it says at
once how many they are. Ctrl+Enter makes the task, with Shift the next one is begun at once.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from gui import suggest
from gui.parts.buttons import Button, MainButton
from gui.parts.cells import EDGE
from gui.parts.draft_fields import DraftLine, DraftNames, DraftText
from gui.parts.field import Field
from gui.parts.fields import ComboField
from gui.parts.form import Form
from gui.parts.keys import bind
from gui.parts.labels import Meta, Small
from gui.session import Session
from models.actions.tasks import TaskInput, add_task
from models.domain.numbering import next_number
from models.domain.plan import Plan, PlanId
from models.domain.wording import split_measures
from models.errors import AppError
from models.lists import TaskFilter
from models.workspace import Changes

WIDTH = 980
_NEW_PLAN = ""


class NewTask(QWidget):
    """The panel; `made(task_id)` when a task was made, `closed` when the clerk goes back."""

    made = Signal(str)
    closed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._build_fields()
        self._build()
        self._connect()

    # Build

    def _build_fields(self) -> None:
        names = suggest.units(self.session.workspace)
        self.plan = ComboField("整改方案", printed="标题、引言")
        self.plan_title = DraftLine("方案全称", placeholder="不带书名号，如 示例市生态环境保护督察整改方案",
                                    printed="标题、引言", required=True)
        self.number = DraftLine("编号", placeholder="如 1、12-01", printed="标题", required=True)
        self.units = DraftNames("责任单位", names, many=True, placeholder="几个单位用、分开", printed="引言、结论",
                                required=True)
        self.problem = DraftText("反馈问题", placeholder="把方案里的问题原文贴进来", printed="第一部分", required=True,
                                 lines=(4, 9))
        self.measures = DraftText("整改措施", placeholder="整段粘贴“1.…2.…3.…”，自动分成几条；也可以一行一条",
                                  printed="第二部分", lines=(6, 14))
        self.told = Small()
        self.told.setWordWrap(True)

    def _build(self) -> None:
        form = Form(columns=4)
        form.add(self.plan, 0)
        form.add(self.plan_title, 0)
        form.add(self.number, 1)
        form.add(self.units, 3)
        form.add(self.problem, 0)
        form.add(self.measures, 0)
        form.add(self.told, 0)
        inside = QWidget()
        inside.setMaximumWidth(WIDTH)
        column = QVBoxLayout(inside)
        column.setContentsMargins(EDGE, 8, EDGE, 16)
        column.addWidget(form)
        column.addLayout(self._buttons())
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inside)
        area.setAlignment(Qt.AlignmentFlag.AlignLeft)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)

    def _buttons(self) -> QHBoxLayout:
        self.make = MainButton("建立任务")
        self.make_next = Button("建立并接着录下一项")
        self.back = Button("返回列表")
        row = QHBoxLayout()
        row.setContentsMargins(0, 12, 0, 0)
        row.setSpacing(8)
        for button, keys in ((self.make, "Ctrl+Enter"), (self.make_next, "Ctrl+Shift+Enter"), (self.back, "Esc")):
            row.addWidget(button)
            row.addWidget(Meta(keys))
            row.addSpacing(8)
        row.addStretch(1)
        return row

    def _connect(self) -> None:
        self.plan.combo.activated.connect(lambda _: self._plan_picked())
        self.measures.edited.connect(self._count)
        self.make.clicked.connect(lambda: self.create())
        self.make_next.clicked.connect(lambda: self.create(again=True))
        self.back.clicked.connect(self.closed)
        for field, then in ((self.plan_title, self.number), (self.number, self.units), (self.units, self.problem)):
            field.entered.connect(then.setFocus)
        bind(
            self,
            ("Ctrl+Return", lambda: self.create()), ("Ctrl+Enter", lambda: self.create()),
            ("Ctrl+Shift+Return", lambda: self.create(again=True)), ("Esc", self.closed.emit),
        )

    # What the page uses

    def begin(self, plan_id: PlanId | None = None) -> None:
        """Show empty fields, the plan and the next number of it filled in."""
        plans = self.session.workspace.find(Plan)
        known = [plan.id for plan in plans]
        chosen = plan_id if plan_id in known else (known[-1] if known else _NEW_PLAN)
        choices = [(plan.id, plan.title) for plan in plans]
        self.plan.set_choices([*choices, (_NEW_PLAN, "新的方案…")])
        self.plan.fill(chosen)
        self.plan.setVisible(bool(plans))
        for field in self._drafts():
            field.fill("")
        self._plan_chosen()
        self._count()

    def first_focus(self) -> QWidget:
        """Return the first field that is still empty."""
        return self.plan_title if not self.plan_title.isHidden() else self.number

    def started(self) -> list[Field]:
        """Return the fields that hold typing of a task not yet made."""
        return [field for field in self._drafts() if field.text() and field.is_unsaved()]

    def create(self, *, again: bool = False) -> None:
        """Make the task, then open it or begin the next one."""
        read = [field.commit(leaving=True) for field in self._drafts()]
        if not all(read) or self._lacks_something():
            return
        plan_id = self.plan.read() or None
        task = self._task()
        changes = self.session.apply(
            lambda ws: add_task(ws, plan_id=plan_id, plan_title=self.plan_title.text(), task=task), source=self
        )
        if changes is not None:
            self._created(changes, again=again)

    def show_problem(self, problem: AppError | str | None) -> None:
        """Say a problem under the field it belongs to."""
        where = problem.where if isinstance(problem, AppError) else ""
        field = {"反馈问题": self.problem, "整改方案 · 名称": self.plan_title}.get(where, self.number)
        field.show_problem(problem)
        if problem is not None:
            field.setFocus()

    # Own steps

    def _lacks_something(self) -> bool:
        """Say under every field that must not stay empty what belongs there."""
        asked = (
            (self.plan_title, "请填写方案全称，不带书名号。"), (self.number, "请填写任务编号，如 1、12-01。"),
            (self.units, "请填写承担这项任务的责任单位。"), (self.problem, "请把方案里的问题原文贴进来。"),
        )
        empty = [(field, words) for field, words in asked if not field.isHidden() and not field.text().strip(" 、，\n")]
        for field, words in empty:
            field.show_problem(f"还没有填写。{words}")
        if empty:
            empty[0][0].setFocus()
        return bool(empty)

    def _drafts(self) -> tuple[DraftLine, DraftLine, DraftNames, DraftText, DraftText]:
        return self.plan_title, self.number, self.units, self.problem, self.measures

    def _task(self) -> TaskInput:
        return TaskInput(
            number=self.number.text(), problem=self.problem.text(), responsible_units=self.units.names(),
            measures=self._texts(),
        )

    def _texts(self) -> list[str]:
        text = self.measures.text().strip()
        if not text:
            return []
        items = split_measures(text)
        return items if len(items) > 1 else [line for line in items[0].splitlines() if line.strip()]

    def _count(self) -> None:
        texts = self._texts()
        heads = "　".join(f"{place} {_head(text)}" for place, text in enumerate(texts[:12], 1))
        self.told.setText(f"将建立 {len(texts)} 条措施：{heads}" if texts else "没有措施也可以先建立，以后再加。")

    def _plan_chosen(self) -> None:
        is_new = self.plan.read() == _NEW_PLAN
        self.plan_title.setVisible(is_new)
        if not self.number.text():
            self.number.fill("")
            self.number.edit.setPlaceholderText(f"如 {self._next_number()}")

    def _plan_picked(self) -> None:
        self._plan_chosen()
        if not self.plan_title.isHidden():
            self.plan_title.setFocus()

    def _next_number(self) -> str:
        plan_id = str(self.plan.read() or "")
        if not plan_id:
            return "1"
        look = self.session.workspace.look
        last = look.task_ids(TaskFilter(plan_id=plan_id), order="number", descending=True)[:1]
        return next_number(row.number for row in look.task_rows(last).values())

    def _created(self, changes: Changes, *, again: bool) -> None:
        task_id = changes.new_id("tasks")
        plan_id = self.plan.read() or changes.new_id("plans")
        number, count = self.number.text().strip(), len(self._texts())
        self.begin(PlanId(str(plan_id)))
        if again:
            self.session.tell(f"已建立任务 {number}，{count} 条措施")
            self.first_focus().setFocus()
        else:
            self.made.emit(task_id)


def _head(text: str) -> str:
    return text if len(text) <= 14 else text[:13] + "…"
