"""概况: what the plan says of the task and who has to do with it; what is needed stands in front, the rest under 更多.

Each field that is printed says where. Names of units and persons complete from the directory and join it. A date before
the plan's date is told at once, beside the field.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import replace
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from gui import ask, suggest
from gui.pages.task.indicator_list import IndicatorList
from gui.pages.task.indicator_panel import IndicatorPanel
from gui.pages.task.numbers import ExternalNumbers
from gui.pages.task.plan_block import PlanBlock
from gui.pages.task.sub_items import SubItems
from gui.parts.buttons import LinkButton
from gui.parts.completer_field import CompleterField
from gui.parts.field import Field
from gui.parts.fields import ComboField, LineField, TextField
from gui.parts.form import Fold, Form
from gui.parts.labels import SectionHead
from gui.places import TaskPlace
from gui.session import Session
from gui.task.deadline_field import DeadlineField
from models.actions.tasks import remove_task, revise_task, set_deadline, set_task_units
from models.assembly import task_units
from models.domain.indicator import Indicator, IndicatorValue
from models.domain.partial_date import PartialDate
from models.domain.plan import Measure, Plan, Task, TaskId, TaskStatus, UnitRole
from models.domain.wording import join_units
from models.workspace import Changes

WIDEST = 1080
STATUS_CHOICES = ((None, "还没有填"), *((status, status.label) for status in TaskStatus))
_PLACES = {UnitRole.RESPONSIBLE: "引言、结论"}
_HINTS = {
    UnitRole.LEAD: "牵头抓总的单位", UnitRole.RESPONSIBLE: "几个单位用、分开", UnitRole.SUPPORTING: "",
    UnitRole.SUPERVISING: "", UnitRole.ACCEPTANCE: "组织验收的单位",
}
_IN_FRONT = (UnitRole.RESPONSIBLE, UnitRole.ACCEPTANCE)


def building(session: Session, task_id: TaskId) -> Generator[None, None, OverviewTab]:
    """Build the tab part by part and fill it."""
    plan = PlanBlock(session)
    yield
    panel = IndicatorPanel(session)
    yield
    indicators = IndicatorList(session, panel)
    yield
    tab = OverviewTab(session, plan=plan, indicators=indicators)
    yield
    tab.show_task(task_id)
    return tab


class OverviewTab(QScrollArea):
    """The facts of one task; without one `show_task` comes first."""

    def __init__(
        self, session: Session, task_id: TaskId | None = None, *, plan: PlanBlock | None = None,
        indicators: IndicatorList | None = None,
    ) -> None:
        super().__init__()
        self.session = session
        self.task_id = TaskId("")
        self.fields: dict[str, Field] = {}
        self.units: dict[UnitRole, CompleterField] = {}
        self._make_fields()
        self.plan = plan or PlanBlock(session)
        self.indicators = indicators or IndicatorList(session)
        self.numbers: ExternalNumbers | None = None
        self.sub_items: SubItems | None = None
        self.folded = Form(columns=12)
        self.more = Fold(self.folded, "更多：外部编号、包案领导、其他单位、点位、备注")
        self.remove = LinkButton("删除这项任务", icon="trash")
        self._build()
        self._connect()
        if task_id is not None:
            self.show_task(task_id)

    # Build

    def _make_fields(self) -> None:
        self.fields = {
            "number": LineField("编号", printed="标题、引言", required=True),
            "title": LineField("名称", placeholder="列表里显示的短名，可不填"),
            "problem": TextField("反馈问题", printed="第一部分", required=True, lines=(3, 14)),
            "goal": TextField("整改目标", printed="第四部分", lines=(2, 12)),
            "deadline": DeadlineField("整改时限"),
            "status": ComboField("完成进度", STATUS_CHOICES, printed="台账、进展表"),
            "progress": TextField(
                "整改进展", printed="台账、进展表", placeholder="目前进展情况及存在问题", lines=(2, 12)
            ),
        }
        for role in _IN_FRONT:
            self._make_units(role)

    def _make_units(self, role: UnitRole) -> CompleterField:
        names = suggest.units(self.session.workspace)
        field = CompleterField(
            role.label, names, many=True, placeholder=_HINTS[role], printed=_PLACES.get(role, ""),
            required=role is UnitRole.RESPONSIBLE,
        )
        field.saved.connect(lambda _: self._save_units(role))
        self.units[role] = field
        return field

    def _make_folded(self) -> None:
        """Make what lies under 更多, once it is asked for."""
        if self.sub_items is not None:
            return
        person = suggest.persons(self.session.workspace)
        self.numbers = ExternalNumbers(self.session)
        self.sub_items = SubItems(self.session)
        folded: dict[str, Field] = {
            "leader": CompleterField("包案领导", person),
            "responsible_person": CompleterField("责任人", person),
            "liaison": CompleterField("联络员", person),
            "note": TextField("备注", lines=(2, 8)),
        }
        self.folded.add(self.numbers, 6)
        for role in (role for role in UnitRole if role not in _IN_FRONT):
            self.folded.add(self._make_units(role), 6)
        for name in ("leader", "responsible_person", "liaison"):
            self.folded.add(folded[name], 4)
        self.folded.add(self.sub_items, 0)
        self.folded.add(folded["note"], 0)
        self.fields |= folded
        self._watch(folded)
        self._fill(fresh=False)

    def _build(self) -> None:
        form = Form(columns=12)
        form.add(self.fields["number"], 3)
        form.add(self.fields["title"], 9)
        form.add(self.fields["problem"], 0)
        form.add(self.fields["goal"], 0)
        form.add(self.indicators, 0)
        form.add(self.fields["deadline"], 4)
        form.add(self.units[UnitRole.RESPONSIBLE], 4)
        form.add(self.units[UnitRole.ACCEPTANCE], 4)
        form.add(self.fields["status"], 3)
        form.add(self.fields["progress"], 9)
        inside = QWidget()
        inside.setMaximumWidth(WIDEST)
        column = QVBoxLayout(inside)
        column.setContentsMargins(24, 16, 24, 24)
        column.setSpacing(16)
        column.addWidget(form)
        column.addWidget(self.more)
        column.addSpacing(8)
        column.addWidget(SectionHead("整改方案与督察"))
        column.addWidget(self.plan)
        column.addSpacing(8)
        column.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self.setWidgetResizable(True)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self.setWidget(inside)

    def _connect(self) -> None:
        self.remove.clicked.connect(self._remove)
        self.more.link.clicked.connect(self._make_folded)
        self._watch(self.fields)
        chain = [self.fields["number"], self.fields["title"], self.fields["problem"]]
        chain += [self.fields["goal"], self.fields["deadline"], *self.units.values(), self.fields["progress"]]
        for field, then in pairwise(chain):
            field.entered.connect(then.setFocus)

    def _watch(self, fields: dict[str, Field]) -> None:
        others = {"deadline": self._save_deadline}
        for name, field in fields.items():
            slot = others.get(name) or (lambda value, name=name, field=field: self._save(field, **{name: value}))
            field.saved.connect(slot)

    # What the page uses

    def show_task(self, task_id: TaskId) -> None:
        """Show another task."""
        self.task_id = task_id
        self.more.set_open(False)
        self._fill(fresh=True)
        self.verticalScrollBar().setValue(0)

    def refresh(self, changes: Changes | None) -> None:
        """Show the records as they are; unsaved typing stays."""
        self._fill(fresh=False)

    def go_to(self, place: TaskPlace) -> None:
        """Give the keyboard to the field that is asked for; `plan`, or `plan.` and a field, is one of the plan's."""
        part, _, name = place.focus.partition(".")
        field = self.units[UnitRole.RESPONSIBLE] if place.focus == "responsible" else self.fields.get(place.focus)
        ws = self.session.workspace
        if part == "indicators" or ws.get(Indicator, place.focus) or ws.get(IndicatorValue, place.focus):
            self.ensureWidgetVisible(self.indicators.focus_on(place.focus), 0, 48)
        elif part == "plan":
            self.ensureWidgetVisible(self.plan.focus_on(name), 0, 48)
        elif field is not None:
            field.setFocus(Qt.FocusReason.OtherFocusReason)
            self.ensureWidgetVisible(field, 0, 48)

    def first_focus(self) -> QWidget:
        """Return what takes the keyboard: what has it, else the first field that is empty."""
        focused = self.focusWidget()
        if focused is not None and focused.hasFocus():
            return focused
        order = [self.fields["problem"], self.units[UnitRole.RESPONSIBLE], self.fields["goal"], self.fields["deadline"]]
        return next((field for field in order if not field.read()), self.fields["number"])

    # Own steps

    def _fill(self, *, fresh: bool) -> None:
        ws = self.session.workspace
        task = ws.need(Task, self.task_id)
        for name, field in self.fields.items():
            (field.fill if fresh else field.refill)(self._value(task, name))
        units = task_units(ws, task.id)
        for role, field in self.units.items():
            names = join_units(name for unit_role, name in units if unit_role is role)
            (field.fill if fresh else field.refill)(names)
        for part in (self.numbers, self.sub_items):
            if part is not None:
                part.show_task(task.id, fresh=fresh)
        self.indicators.show_task(task, fresh=fresh)
        self.plan.show_plan(ws.need(Plan, task.plan_id), fresh=fresh)
        self._warn(task, ws.need(Plan, task.plan_id).dated_on)

    def _remove(self) -> None:
        ws = self.session.workspace
        task = ws.need(Task, self.task_id)
        count = len(ws.find(Measure, task_id=task.id))
        text = (
            f"任务 {task.number} 和它的 {count} 条措施、落实情况、验收与文书都会删除；佐证仍留在“佐证”里。"
            "可以用“撤销”找回。"
        )
        if ask.confirm(self, "删除任务", text, "删除任务"):
            self.session.apply(lambda ws: remove_task(ws, task_id=task.id))

    def _value(self, task: Task, name: str) -> object:
        if name == "deadline":
            return task.deadline_text or (task.deadline.chinese if task.deadline else "")
        return getattr(task, name)

    def _warn(self, task: Task, plan_date: PartialDate | None) -> None:
        field = self.fields["deadline"]
        early = plan_date is not None and task.deadline is not None and task.deadline.last_day < plan_date.first_day
        if early:
            field.show_note(f"早于方案印发日期 {plan_date}，请核对时限或方案日期")
        elif field.note().startswith("早于"):
            field.show_note("")

    def _apply(self, field: Field, action: Callable[..., object]) -> None:
        self.session.apply(action, source=field)

    def _save(self, field: Field, **values: object) -> None:
        task_id, step = self.task_id, field.sitting
        self._apply(field, lambda ws: revise_task(ws, task=replace(ws.need(Task, task_id), **values), step=step))

    def _save_deadline(self, value: object) -> None:
        task_id, field = self.task_id, self.fields["deadline"]
        self._apply(field, lambda ws: set_deadline(ws, task_id=task_id, text=str(value), step=field.sitting))

    def _save_units(self, role: UnitRole) -> None:
        task_id, field = self.task_id, self.units[role]
        names = field.names()
        self._apply(field, lambda ws: set_task_units(ws, task_id=task_id, role=role, names=names))
