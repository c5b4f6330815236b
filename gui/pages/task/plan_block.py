"""The plan a task answers and the inspection behind it; the same record for every task of the plan, which is told."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui import suggest
from gui.parts.completer_field import CompleterField
from gui.parts.date_field import DateField
from gui.parts.field import Field
from gui.parts.fields import ComboField, LineField, TickField
from gui.parts.form import Form
from gui.parts.labels import Meta
from gui.session import Session
from models.actions.tasks import save_inspection, save_plan
from models.domain.checks.dates import inspection_order
from models.domain.plan import Inspection, InspectionId, InspectionLevel, Plan, PlanId
from models.errors import InputError
from models.lists import TaskFilter
from models.workspace import new_id


class PlanBlock(QWidget):
    """The fields of one plan and its inspection."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._plan: Plan | None = None
        self.fields: dict[str, Field] = {
            "title": LineField("方案全称", placeholder="不带书名号", printed="标题、引言、结论", required=True),
            "short_title": LineField("简称"),
            "issuer": CompleterField("印发机关", suggest.units(session.workspace)),
            "document_number": LineField("文号"),
            "dated_on": DateField("印发日期", today=session.today, holidays=session.holidays, reading=False),
        }
        self.level = ComboField("督察层级", [(level, level.label) for level in InspectionLevel])
        self.round = RoundField("第几轮")
        self.look_back = TickField("回头看")
        self.days = {
            name: DateField(label, today=session.today, holidays=session.holidays, reading=False)
            for name, label in (("started_on", "进驻日期"), ("ended_on", "结束日期"))
        }
        self.told = Meta()
        self._build()
        self._connect()

    def _build(self) -> None:
        form = Form(columns=12)
        form.add(self.fields["title"], 8)
        form.add(self.fields["short_title"], 4)
        form.add(self.fields["issuer"], 6)
        form.add(self.fields["document_number"], 3)
        form.add(self.fields["dated_on"], 3)
        form.add(self.level, 3)
        form.add(self.round, 2)
        form.add(self.look_back, 2)
        form.add(self.days["started_on"], 2)
        form.add(self.days["ended_on"], 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.told)
        column.addWidget(form)

    def _connect(self) -> None:
        for name, field in self.fields.items():
            field.saved.connect(lambda value, name=name, field=field: self._save(field, **{name: value}))
        self.level.saved.connect(lambda value: self._save_inspection(self.level, level=value))
        self.round.saved.connect(lambda value: self._save_inspection(self.round, round=value))
        self.look_back.saved.connect(lambda value: self._save_inspection(self.look_back, is_look_back=value))
        for name, field in self.days.items():
            field.saved.connect(lambda value, name=name, field=field: self._save_inspection(field, **{name: value}))

    def show_plan(self, plan: Plan, *, fresh: bool) -> None:
        """Show a plan; `fresh` forgets the typing on another."""
        fresh = fresh or self._plan is None or self._plan.id != plan.id
        self._plan = plan
        ws = self.session.workspace
        for name, field in self.fields.items():
            (field.fill if fresh else field.refill)(getattr(plan, name))
        inspection = ws.get(Inspection, plan.inspection_id)
        for field, value in (
            (self.level, inspection.level if inspection else None),
            (self.round, inspection.round if inspection else None),
            (self.look_back, inspection.is_look_back if inspection else False),
            *((field, getattr(inspection, name) if inspection else None) for name, field in self.days.items()),
        ):
            (field.fill if fresh else field.refill)(value)
        self._warn(inspection, plan)
        if fresh:
            self._tell_shared(plan)

    def focus_on(self, name: str) -> Field:
        """Give the keyboard to a date of the plan or its inspection, else to the title; returns the field."""
        field = (self.days | self.fields).get(name, self.fields["title"])
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        return field

    def _warn(self, inspection: Inspection | None, plan: Plan) -> None:
        """Say under a date that it cannot be; dates that are put right lose the words."""
        found = list(inspection_order(inspection, plan)) if inspection else []
        wrong = {item.target.field: f"{item.text}，请{item.remedy}" for item in found if item.target}
        for name, field in (*self.days.items(), ("dated_on", self.fields["dated_on"])):
            if name in wrong or "早于" in field.note():
                field.show_note(wrong.get(name, ""))

    def _tell_shared(self, plan: Plan) -> None:
        count = len(self.session.workspace.look.task_ids(TaskFilter(plan_id=plan.id)))
        self.told.setText(f"本方案共 {count} 项任务，这里的改动对它们都有效。" if count > 1 else "")
        self.told.setVisible(count > 1)

    def _save(self, field: Field, **values: object) -> None:
        if self._plan is not None:
            plan_id = self._plan.id
            self.session.apply(lambda ws: save_plan(ws, plan=replace(ws.need(Plan, plan_id), **values)), source=field)

    def _save_inspection(self, field: Field, **values: object) -> None:
        if self._plan is None:
            return
        plan_id = self._plan.id
        ws = self.session.workspace
        standing = ws.get(Inspection, ws.need(Plan, plan_id).inspection_id) or Inspection(id=InspectionId(new_id()))
        inspection = replace(standing, **values)
        self.session.apply(
            lambda ws: save_inspection(ws, inspection=inspection, plan_id=PlanId(plan_id)), source=field
        )


class RoundField(LineField):
    """The round of an inspection, a small whole number or nothing."""

    def read(self) -> int | None:  # type: ignore[override]
        text = self.edit.text().strip().removeprefix("第").removesuffix("轮").strip()
        if not text:
            return None
        if len(text) == 1 and text in "一二三四五六七八九":
            return "一二三四五六七八九".index(text) + 1
        if not text.isdecimal() or len(text) > 4 or not 1 <= int(text) <= 20:
            raise InputError(f"“{text[:20]}”不是轮次", remedy="请写 1、2、3 这样的数。")
        return int(text)

    def tidy(self) -> int:
        return 0

    def _same(self, value: object) -> bool:
        return value == self._base
