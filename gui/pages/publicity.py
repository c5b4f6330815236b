"""The publicity of a closure: how long it hangs, who takes objections, what came in, and how it ended.

It lies behind the tab 公示 of a task. What the notice prints is typed once here.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui import suggest
from gui.acceptance.closure_panel import ClosurePanel
from gui.parts.buttons import LinkButton
from gui.parts.cells import EDGE
from gui.parts.completer_field import CompleterField, Suggestion
from gui.parts.field import Field
from gui.parts.fields import LineField, TextField
from gui.parts.form import Form
from gui.parts.labels import SectionHead
from gui.places import PUBLICITY, SETTINGS, TaskPlace
from gui.publicity.objections import ObjectionsBlock
from gui.publicity.period_block import PeriodBlock
from gui.session import Session
from models.actions.publicity import save_publicity
from models.assembly import publicity_of
from models.assembly.publicity import publicity_findings_of
from models.domain.closure import ClosureId
from models.domain.directory import Person
from models.domain.finding import Finding
from models.domain.plan import TaskId
from models.domain.publicity import Objection, Publicity
from models.domain.publicity_window import following
from models.workspace import Changes, Workspace

WIDEST = 1180
NO_OBJECTION = "公示期间未收到异议。"
_REUSED = ("receiving_office", "contact", "phone", "mobile", "email", "address", "medium")
_TABLES = ("publicities", "objections", "closures", "papers", "acceptances", "section_edits", "holiday_notices")


def building(session: Session, task_id: TaskId) -> Generator[None, None, PublicityPanel]:
    """Build the panel part by part and fill it."""
    period = PeriodBlock(session)
    yield
    panel = PublicityPanel(session, period=period)
    yield
    panel.show_task(task_id)
    return panel


class PublicityPanel(ClosurePanel):
    """The publicity of one task's closures; without a task `show_task` comes first."""

    tab = PUBLICITY

    def __init__(self, session: Session, task_id: TaskId | None = None, *, period: PeriodBlock | None = None) -> None:
        super().__init__(session)
        self.period = period or PeriodBlock(session)
        self.objections = ObjectionsBlock(session)
        self.take_over = LinkButton("", icon="copy")
        self.none_came = LinkButton(f"填“{NO_OBJECTION}”")
        self.fields = {**self.period.fields, **self._receiving_fields()}
        self._build()
        self._connect()
        if task_id is not None:
            self.show_task(task_id)

    # What the task's page uses

    def show_closure(self, closure_id: ClosureId | None) -> None:
        """Show a closure of the task, the newest where none is named."""
        self.bar.show_task(self.task_id, closure_id)
        self._fill(fresh=True)

    def refresh(self, changes: Changes | None) -> None:
        """Show the records as they are; unsaved typing stays."""
        if changes is None or any(changes.touches(table) for table in _TABLES):
            self.bar.show_task(self.task_id)
            self._fill(fresh=False)

    def go_to(self, place: TaskPlace) -> None:
        """Go to the field, or the objection, a place names, of the closure it names."""
        self.show_closure_of(place)
        row = self.objections.row_of(place.focus)
        target = row.fields["handling"] if row is not None else self.fields.get(place.focus)
        if target is not None:
            self.area.ensureWidgetVisible(target, 0, 60)
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def first_focus(self) -> QWidget:
        """Return the field that takes the keyboard."""
        return self.fields["starts_on"]

    # Build

    def _receiving_fields(self) -> dict[str, Field]:
        ws = self.session.workspace
        return {
            "receiving_office": CompleterField("受理单位", suggest.units(ws)),
            "contact": CompleterField("联系人", suggest.persons(ws)),
            "phone": LineField("电话", placeholder="座机，写区号"),
            "mobile": LineField("手机"),
            "email": LineField("电子邮箱"),
            "address": LineField("地址"),
            "medium": LineField("公示方式", placeholder="如 县政府网站、公告栏"),
            "result": TextField("公示结果", lines=(1, 6)),
        }

    def _build(self) -> None:
        inside = QWidget()
        inside.setMaximumWidth(WIDEST)
        column = QVBoxLayout(inside)
        column.setContentsMargins(EDGE, 12, EDGE, 24)
        column.setSpacing(20)
        for part in (self.bar, self.period, self._receiving(), self.objections, self.fields["result"]):
            column.addWidget(part)
        self.fields["result"].add_under(self.none_came, at_left=True)
        column.addStretch(1)
        self.area.setWidget(inside)

    def _receiving(self) -> QWidget:
        block = QWidget()
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(SectionHead("受理"))
        column.addWidget(self.take_over, 0, Qt.AlignmentFlag.AlignLeft)
        form = Form(4)
        for name, span in (("receiving_office", 2), ("contact", 1), ("phone", 1), ("mobile", 1), ("email", 1),
                           ("address", 2), ("medium", 2)):
            form.add(self.fields[name], span)
        column.addWidget(form)
        return block

    def _connect(self) -> None:
        for name, field in self.fields.items():
            field.saved.connect(lambda value, name=name, field=field: self._save(field, **{name: value}))
        self.period.chosen.connect(lambda name, value: self._save(self.period.fields[name], **{name: value}))
        self.period.holidays_wanted.connect(lambda: self.session.go(SETTINGS, "holidays"))
        self.take_over.clicked.connect(self._take_over)
        self.none_came.clicked.connect(lambda: self._save(self.fields["result"], result=NO_OBJECTION))
        contact = self.fields["contact"]
        if isinstance(contact, CompleterField):
            contact.picked.connect(self._of_person)

    # Saving

    def _save(self, source: Field, **values: Any) -> None:
        def action(ws: Workspace) -> Changes:
            before = publicity_of(ws, self.closure_id)
            after = following(before, replace(before, **values), self.session.holidays())
            return save_publicity(ws, publicity=after, step=source.sitting)

        self.session.apply(action, source=source)

    def _of_person(self, suggestion: Suggestion) -> None:
        """Put in the number of the contact the roster knows, where none was typed yet."""
        person = suggestion.record
        if isinstance(person, Person) and person.phone:
            name = "mobile" if person.phone.startswith("1") and len(person.phone) == 11 else "phone"
            kept = publicity_of(self.session.workspace, self.closure_id)
            more = {} if getattr(kept, name) else {name: person.phone}
            self._save(self.fields["contact"], contact=suggestion.text, **more)

    def _take_over(self) -> None:
        last = self._last()
        if last is not None:
            source = self.fields["receiving_office"]
            self._save(source, **{name: getattr(last, name) for name in _REUSED})
            source.setFocus(Qt.FocusReason.OtherFocusReason)

    def _last(self) -> Publicity | None:
        """Return the publicity entered last that names an office, of any other closure."""
        found = [item for item in self.session.workspace.find(Publicity, order="rowid")
                 if item.closure_id != self.closure_id and item.receiving_office]
        return found[-1] if found else None

    # Refresh

    def _fill(self, *, fresh: bool) -> None:
        ws = self.session.workspace
        publicity = publicity_of(ws, self.closure_id)
        objections = ws.find(Objection, publicity_id=publicity.id)
        for name, field in self.fields.items():
            (field.fill if fresh else field.refill)(getattr(publicity, name))
        findings: list[Finding] = publicity_findings_of(ws, self.closure_id)
        self.period.show_publicity(publicity, findings, self.session.holidays())
        self.objections.show_publicity(publicity, objections, findings)
        self._show_offers(publicity, objections)

    def _show_offers(self, publicity: Publicity, objections: list[Objection]) -> None:
        last = None if any(getattr(publicity, name) for name in _REUSED) else self._last()
        self.take_over.setVisible(last is not None)
        if last is not None:
            self.take_over.setText(f"沿用上次的受理单位和电话：{last.receiving_office}")
        end = publicity.ends_on
        is_over = end is not None and end.last_day < self.session.today()
        self.none_came.setVisible(is_over and not objections and not publicity.result)
