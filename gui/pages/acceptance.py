"""The acceptance of a closure: when, how, by whom and with what result — each fact once, told where it is printed.

It lies behind the tab 验收 of a task. What is asked for stands open; what is rarely used lies under 更多.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from exporters.forms.sections import printed_sections
from gui import suggest
from gui.acceptance import seal_block
from gui.acceptance.closure_panel import ClosurePanel
from gui.acceptance.completion_offer import CompletionOffer
from gui.acceptance.covered import CoveredMeasures
from gui.acceptance.fields import DatesField, InstrumentsField, MethodsField
from gui.acceptance.printed_places import printed_places
from gui.acceptance.seal_block import SealBlock
from gui.acceptance.self_check import SelfCheckBlock
from gui.acceptance.team_panel import TeamPanel
from gui.parts.buttons import LinkButton
from gui.parts.cells import EDGE
from gui.parts.completer_field import CompleterField
from gui.parts.field import Field
from gui.parts.fields import ComboField, LineField, TextField
from gui.parts.form import Fold, Form
from gui.parts.labels import Meta, SectionHead
from gui.places import ACCEPTANCE, PAPER, PaperPlace, TaskPlace
from gui.session import Session
from models.actions import closures, rounds
from models.assembly import acceptance_of, chosen_form, closure_dossier, paper_of
from models.assembly.indicators import goal_draft
from models.domain.checks.dates import is_before
from models.domain.citation import cite, read_citation
from models.domain.closure import AcceptanceResult, ClosureId, ClosureUnit, InstrumentRole
from models.domain.directory import Unit
from models.domain.form import FormDefinition
from models.domain.plan import Measure, Plan, TaskId
from models.domain.wording import split_names
from models.dossiers import ClosureDossier
from models.workspace import Changes, Workspace

WIDEST = 1180
SEAL = "seal"
_OF_ACCEPTANCE = ("held_on", "methods", "result", "goal_completion", "next_requirements", "conclusion", "contact_id",
                  "place", "findings")
_TABLES = ("closures", "closure_units", "closure_measures", "acceptances", "instruments", "joint_units", "members",
           "indicators", "indicator_values",
           "measures", "tasks", "task_units", "units", "papers", "plans", "sub_items", "issuers", "self_checks")


def form_of(ws: Workspace, closure_id: ClosureId) -> FormDefinition:
    """Return the form of a closure's opinion, the office's default where none was chosen."""
    return chosen_form(ws, paper_of(ws, closure_id)).definition


def building(session: Session, task_id: TaskId) -> Generator[None, None, AcceptancePanel]:
    """Build the panel part by part and fill it."""
    panel = AcceptancePanel(session)
    yield
    yield from panel.build_for(task_id)
    panel.show_task(task_id)
    return panel


class AcceptancePanel(ClosurePanel):
    """The acceptance of one task's closures; without a task `show_task` comes first."""

    tab = ACCEPTANCE

    def __init__(self, session: Session, task_id: TaskId | None = None) -> None:
        super().__init__(session)
        self._form_key = ""
        self.seals = SealBlock(session)
        if task_id is not None:
            self.show_task(task_id)

    # What the task's page uses

    def build_for(self, task_id: TaskId) -> Iterator[None]:
        """Build the fields as the form of a task's newest opinion prints them, part by part; nothing is filled."""
        form = form_of(self.session.workspace, self.bar.show_task(task_id))
        yield
        yield from self._building(form)

    def show_closure(self, closure_id: ClosureId | None) -> None:
        """Show a closure of the task, the newest where none is named."""
        closure_id = self.bar.show_task(self.task_id, closure_id)
        self._build_again(form_of(self.session.workspace, closure_id))
        self._fill(fresh=True)

    def refresh(self, changes: Changes | None) -> None:
        """Show the records as they are; unsaved typing stays."""
        if changes is not None and not any(changes.touches(table) for table in _TABLES):
            if any(changes.touches(table) for table in seal_block.TABLES):
                self.seals.show_closure(self.closure_id)
            return
        self.bar.show_task(self.task_id)
        fresh = self._build_again(form_of(self.session.workspace, self.closure_id))
        self._fill(fresh=fresh)

    def go_to(self, place: TaskPlace) -> None:
        """Go to the field, or the member, a place names, of the closure it names."""
        self.show_closure_of(place)
        if place.focus:
            self.focus_on(place.focus)

    def focus_on(self, name: str) -> None:
        """Put the keyboard into a field by the name of what it holds; a member's id or `team` is the table."""
        wanted = self.fields.get(name)
        if name == SEAL:
            target: QWidget = self.seals.first_focus()
        elif wanted is None:
            row = max(self.team.table.team.row_of(name), 0)
            self.team.table.choose(row, 1)
            target = self.team.table
        else:
            target = wanted
            for fold in (self.more, self.before.fold):
                if fold.isAncestorOf(wanted):
                    fold.set_open(True)
        self.area.ensureWidgetVisible(self.seals if name == SEAL else target, 0, 60)
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def first_focus(self) -> QWidget:
        """Return the field that takes the keyboard."""
        return self.fields["held_on"]

    # Build

    def _build_again(self, form: FormDefinition) -> bool:
        """Build the fields, again where another form prints them elsewhere; returns whether they are new."""
        if form.key == self._form_key:
            return False
        for _ in self._building(form):
            pass
        return True

    def _building(self, form: FormDefinition) -> Iterator[None]:
        self._form_key = form.key
        self._printed = printed_places(form)
        inside = QWidget()
        # Kept out of the old content, which the area deletes.
        for kept in (self.bar, self.seals):
            kept.setParent(None)
        column = QVBoxLayout(inside)
        column.setContentsMargins(EDGE, 12, EDGE, 24)
        column.setSpacing(20)
        self.before = SelfCheckBlock(self.session)
        yield
        column.addWidget(self._head())
        column.addWidget(self.before)
        column.addWidget(self._facts())
        self.fields |= self.before.fields
        yield
        self.team = TeamPanel(self.session, self._printed["team"])
        column.addWidget(self.team)
        yield
        column.addWidget(self.seals)
        yield
        column.addWidget(self._judgement())
        yield
        column.addWidget(self._more())
        column.addStretch(1)
        inside.setMaximumWidth(WIDEST)
        self.area.setWidget(inside)
        yield
        self._connect()

    def _head(self) -> QWidget:
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.bar, 1)
        self.paper = LinkButton("去写销号意见", icon="papers")
        self.paper.clicked.connect(lambda: self.session.go(PAPER, PaperPlace(closure_id=self.closure_id)))
        row.addWidget(self.paper)
        return head

    def _facts(self) -> Form:
        printed, today = self._printed, self.session.today
        self.fields = {
            "held_on": DatesField("验收日期", today=today, printed=printed["held_on"],
                                  placeholder="9.28，多日用、隔开，连续几日写 9.28-30"),
            "methods": MethodsField("验收方式", printed=printed["methods"]),
            "basis": InstrumentsField("依据文件（一行一件，文号写在名称后的括号里）", printed=printed["basis"]),
            "standard": InstrumentsField("对照标准（一行一件）", printed=printed["standard"]),
        }
        form = Form()
        for name in ("held_on", "methods", "basis", "standard"):
            form.add(self.fields[name])
        self.take_over = LinkButton("", icon="copy")
        self.take_over.clicked.connect(self._take_over)
        under = QWidget()
        line = QHBoxLayout(under)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.take_over)
        line.addStretch(1)
        self.fields["basis"].add_under(under)
        return form

    def _judgement(self) -> QWidget:
        printed = self._printed
        results = [(None, "未选"), *((result, result.label) for result in AcceptanceResult)]
        fields: dict[str, Field] = {
            "result": ComboField("验收结果", results, printed=printed["result"]),
            "contact_id": ComboField("联系人（从验收组里选）", printed=printed["contact_id"]),
            "findings": TextField("核查情况", printed=printed["findings"], placeholder="到现场看了什么、查到了什么"),
            "goal_completion": TextField("目标完成情况", printed=printed["goal_completion"]),
            "next_requirements": TextField("下步工作要求", printed=printed["next_requirements"]),
            "conclusion": TextField("验收结论（不填则自动起草）", printed=printed["conclusion"]),
        }
        self.fields |= fields
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(SectionHead("验收结果"))
        form = Form()
        form.add(fields["result"])
        form.add(fields["contact_id"])
        for name in ("findings", "goal_completion", "next_requirements", "conclusion"):
            form.add(fields[name], 0)
        self._draft = Meta()
        self._draft.setWordWrap(True)
        fields["conclusion"].add_under(self._draft)
        self.completion = CompletionOffer()
        self.completion.taken.connect(lambda: self._take_completion())
        fields["goal_completion"].add_under(self.completion)
        column.addWidget(form)
        return inside

    def _more(self) -> Fold:
        ws, printed = self.session.workspace, self._printed
        self.fields["place"] = LineField("验收地点", printed=printed["place"])
        self.fields["number"] = LineField("销号编号", placeholder="本办台账里的编号，可不填")
        self.fields["joint"] = CompleterField(
            "会同部门（用、隔开）", suggest.units(ws), many=True, printed=printed["joint"]
        )
        self.fields["units"] = CompleterField(
            "责任单位（不填则为任务的责任单位）", suggest.units(ws), many=True, printed=printed["units"]
        )
        form = Form()
        for name in ("place", "number", "joint", "units"):
            form.add(self.fields[name])
        self.covered = CoveredMeasures(self.session, printed["measures"])
        form.add(self.covered, 0)
        self.more = Fold(form, "更多：地点、销号编号、会同部门、责任单位、覆盖措施")
        return self.more

    def _connect(self) -> None:
        for name in _OF_ACCEPTANCE:
            self._save_with(name, lambda ws, value, step, name=name: _save_fact(ws, self.closure_id, name, value, step))
        for role in InstrumentRole:
            self._save_with(role.value, lambda ws, value, _, role=role: closures.set_instruments(
                ws, closure_id=self.closure_id, role=role, titles=value))
        self._save_with("joint", lambda ws, value, _: closures.set_joint_units(
            ws, closure_id=self.closure_id, names=split_names(value)))
        self._save_with("units", lambda ws, value, _: rounds.set_closure_units(
            ws, closure_id=self.closure_id, names=split_names(value)))

        self._save_with("number", lambda ws, value, step: rounds.number_closure(
            ws, closure_id=self.closure_id, number=str(value), step=step))

    def _save_with(self, name: str, action: Callable[[Workspace, Any, str], Changes]) -> None:
        field = self.fields[name]
        field.saved.connect(
            lambda value: self.session.apply(lambda ws: action(ws, value, field.sitting), source=field)
        )

    # Refresh

    def _fill(self, *, fresh: bool) -> None:
        dossier = closure_dossier(self.session.workspace, self.closure_id)
        contacts = [(None, "未选"), *((member.id, f"{member.name or '（缺姓名）'}　{member.phone}")
                                     for member in dossier.members)]
        contact = self.fields["contact_id"]
        if isinstance(contact, ComboField):
            contact.set_choices(contacts)
        for name, value in self._values(dossier).items():
            field = self.fields[name]
            (field.fill if fresh else field.refill)(value)
        self.before.show_closure(self.closure_id, fresh=fresh)
        self.team.show_closure(self.closure_id)
        self.seals.show_closure(self.closure_id)
        self._warn(dossier)
        self._show_draft(dossier)
        self.completion.show_draft(goal_draft(dossier, self.session.today()), dossier.acceptance.goal_completion)
        self._show_covered(dossier)
        self._show_take_over(dossier)

    def _warn(self, dossier: ClosureDossier) -> None:
        """Say under the day of the acceptance that the plan was not there yet."""
        field, plan_date = self.fields["held_on"], dossier.plan.dated_on
        if plan_date is not None and any(is_before(when, plan_date) for when in dossier.acceptance.held_on):
            field.show_note(f"早于方案印发日期 {plan_date}，请核对验收日期或方案日期")
        elif field.note().startswith("早于"):
            field.show_note("")

    def _values(self, dossier: ClosureDossier) -> dict[str, object]:
        values: dict[str, object] = {name: getattr(dossier.acceptance, name) for name in _OF_ACCEPTANCE}
        for role in InstrumentRole:
            cited = (cite(item.title, item.document_number) for item in dossier.instruments_as(role))
            values[role.value] = tuple(cited)
        values["number"] = dossier.closure.number
        values["joint"] = "、".join(dossier.joint_units)
        ws = self.session.workspace
        own = ws.find(ClosureUnit, closure_id=self.closure_id)
        values["units"] = "、".join(ws.need(Unit, item.unit_id).name for item in own)
        return values

    def _show_draft(self, dossier: ClosureDossier) -> None:
        form = form_of(self.session.workspace, self.closure_id)
        plain = replace(dossier, acceptance=replace(dossier.acceptance, conclusion=""), edits=())
        drafted = [item.generated for item in printed_sections(form, plain) if item.key == "conclusion"]
        shown = bool(drafted) and not dossier.acceptance.conclusion and dossier.acceptance.result is not None
        self._draft.setText(f"将写：{drafted[0]}" if shown else "")
        self._draft.setVisible(shown)

    def _take_completion(self) -> None:
        """Put what the indicators give behind what is written."""
        field = self.fields["goal_completion"]
        if not field.commit(leaving=True):
            return
        written = acceptance_of(self.session.workspace, self.closure_id).goal_completion.rstrip()
        text, closure_id = written + self.completion.words, self.closure_id
        self.session.apply(lambda ws: _save_fact(ws, closure_id, "goal_completion", text, ""), source=field)

    def _offered(self, dossier: ClosureDossier) -> tuple[str, list[tuple[str, str]]]:
        """Return in words, and as role and line, what need not be typed again: instruments used last, or the plan."""
        recent = self.session.workspace.look.recent_instruments(self.closure_id)
        own = cite(dossier.plan.title, dossier.plan.document_number)
        if not recent:
            return "填入整改方案", [(InstrumentRole.BASIS.value, own)]
        # Another task's plan is not what this one rests on.
        plans = {plan.title for plan in self.session.workspace.find(Plan)}
        taken = ((role, own if read_citation(line)[0] in plans else line) for role, line, _ in recent)
        lines = list(dict.fromkeys(taken))
        return f"沿用任务 {recent[0][2]} 的 {len(lines)} 件文件", lines

    def _show_take_over(self, dossier: ClosureDossier) -> None:
        self.take_over.setVisible(not dossier.instruments)
        if not dossier.instruments:
            words, offered = self._offered(dossier)
            self.take_over.setText(words)
            self.take_over.setToolTip("\n".join(line for _, line in offered))

    def _take_over(self) -> None:
        """Put in what is offered; the keyboard goes below it, as more may follow."""
        _, offered = self._offered(closure_dossier(self.session.workspace, self.closure_id))
        titles = {role: lines for role in InstrumentRole
                  if (lines := [line for kind, line in offered if kind == role.value])}
        self.session.apply(lambda ws: closures.take_over_instruments(ws, closure_id=self.closure_id, titles=titles))
        basis = self.fields["basis"]
        if isinstance(basis, InstrumentsField):
            basis.setFocus(Qt.FocusReason.OtherFocusReason)
            basis.edit.moveCursor(QTextCursor.MoveOperation.End)

    def _show_covered(self, dossier: ClosureDossier) -> None:
        measures = self.session.workspace.find(Measure, task_id=self.task_id)
        self.covered.show_closure(self.closure_id, measures, {item.measure.id for item in dossier.measures})


def _save_fact(ws: Workspace, closure_id: ClosureId, name: str, value: Any, step: str) -> Changes:
    acceptance = replace(acceptance_of(ws, closure_id), **{name: value})
    return closures.save_acceptance(ws, acceptance=acceptance, step=step)
