"""The chosen measure: name, text, facts, duties, then progress, evidence and what the opinion will say of it."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.pages.task.duty_list import DutyList
from gui.pages.task.duty_panel import DutyPanel
from gui.pages.task.entry_line import EntryLine
from gui.pages.task.evidence_list import EvidenceList
from gui.pages.task.measure_form import MeasureForm
from gui.pages.task.progress_list import ProgressList
from gui.parts.buttons import LinkButton
from gui.parts.date_field import written
from gui.parts.field import Field
from gui.parts.labels import BlockName, Fact, Meta, Words
from gui.parts.layouts import laid_out_once
from gui.parts.paragraph import Paragraph
from gui.parts.sight import bring_into_sight
from gui.parts.steady import SteadyArea
from gui.session import Session
from gui.task.statements import Statements
from models.domain.directory import Unit
from models.domain.plan import Measure, MeasureId, MeasureUnit
from models.domain.wording import join_units

EDGE_LEFT, EDGE_RIGHT = 31, 24
NOTHING = "还没有措施。\n在左边写一条，或把方案里的“1.…2.…3.…”整段粘贴进去。"


class DetailParts(NamedTuple):
    """What stands one below the other; each takes a while to build."""

    duties: DutyList
    progress: ProgressList
    entry: EntryLine
    evidence: EvidenceList
    statements: Statements


def parts_of_detail(session: Session) -> Generator[None, None, DetailParts]:
    """Build the parts one after the other; between two of them the window may do something else."""
    panel = DutyPanel(session)
    yield
    duties = DutyList(session, panel)
    yield
    progress = ProgressList(session)
    yield
    entry = EntryLine(session)
    yield
    evidence = EvidenceList(session)
    yield
    return DetailParts(duties, progress, entry, evidence, Statements(session))


class MeasureDetail(SteadyArea):
    """The right side of the tab; `walked(step)` asks for the measure before or after."""

    walked = Signal(int)

    def __init__(self, session: Session, parts: DetailParts) -> None:
        super().__init__()
        self.session = session
        self.measure_id: MeasureId | None = None
        self.duties, self.progress, self.entry, self.evidence, self.statements = parts
        self.name = BlockName()
        self.short = BlockName()
        self.edit_link = LinkButton("编辑")
        self.edit_key = Meta("F2")
        self.text = Paragraph(most=30)
        self.jump = LinkButton("")
        self.facts = {key: Fact(key) for key in ("时限", "单位")}
        self._form: MeasureForm | None = None
        self._form_place = QVBoxLayout()
        self.nothing = Words(NOTHING, tone="meta")
        self._build()
        self._connect()

    def _build(self) -> None:
        self.body = QWidget()
        column = QVBoxLayout(self.body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head())
        column.addSpacing(4)
        column.addWidget(self.text)
        column.addSpacing(4)
        column.addLayout(self._facts_line())
        column.addLayout(self._form_place)
        column.addSpacing(4)
        column.addWidget(self.duties)
        column.addSpacing(16)
        for part, after in ((self.progress, 0), (self.entry, 20), (self.evidence, 20), (self.statements, 0)):
            column.addWidget(part)
            column.addSpacing(after)
        self.nothing.setWordWrap(True)
        inside = QWidget()
        whole = QVBoxLayout(inside)
        whole.setContentsMargins(EDGE_LEFT, 8, EDGE_RIGHT, 24)
        whole.addWidget(self.body)
        whole.addWidget(self.nothing)
        whole.addStretch(1)
        self.setWidgetResizable(True)
        self.setWidget(inside)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.name)
        row.addSpacing(4)
        row.addWidget(self.short, 1)
        row.addWidget(self.edit_link)
        row.addWidget(self.edit_key)
        return row

    def _facts_line(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(28)
        for fact in self.facts.values():
            row.addWidget(fact)
        row.addStretch(1)
        row.addWidget(self.duties.add)
        row.addWidget(self.jump)
        return row

    def _connect(self) -> None:
        self.edit_link.clicked.connect(self._turn)
        self.jump.clicked.connect(lambda: self.focus_on("statements"))
        self.text.clicked.connect(self.edit)
        self.entry.recorded.connect(lambda: bring_into_sight(self.entry))
        self.progress.dropped.connect(self.evidence.take)
        self.progress.linking.connect(self.evidence.begin_linking)
        self.duties.wanted.connect(lambda name: self.focus_on(name or "progress"))
        self.evidence.watch(self.entry.text)

    # What the tab uses

    @property
    def form(self) -> MeasureForm:
        """The fields of the measure, made when it is edited first."""
        if self._form is None:
            self._form = MeasureForm(self.session)
            self._form.closed.connect(self._close_form)
            self._form.hide()
            self._form_place.addWidget(self._form)
        return self._form

    def is_editing(self) -> bool:
        """Return whether the fields of the measure are open."""
        return self._form is not None and not self._form.isHidden()

    def show_measure(self, measure_id: MeasureId | None) -> None:
        """Show another measure."""
        self.measure_id = measure_id
        self.body.setVisible(measure_id is not None)
        self.nothing.setVisible(measure_id is None)
        if measure_id is None:
            return
        measure = self.session.workspace.need(Measure, measure_id)
        self._close_form()
        self._show_all(measure, fresh=True)
        self.entry.show_measure(measure_id)
        self.jump.setText(self.statements.told())
        self.verticalScrollBar().setValue(0)

    def rehearse(self, measure_id: MeasureId) -> Iterator[None]:
        """Fill the parts with a measure nobody asked for, one after the other; none is shown yet."""
        yield from self._show_parts(self.session.workspace.need(Measure, measure_id), fresh=True)

    def refresh(self) -> None:
        """Show the records of the same measure as they are; unsaved typing stays."""
        if self.measure_id is None:
            return
        measure = self.session.workspace.need(Measure, self.measure_id)
        self._show_all(measure, fresh=False)
        if self.is_editing():
            self.form.show_measure(measure, fresh=False)
        self.jump.setText(self.statements.told())

    def leave(self) -> bool:
        """Save what is being typed here; returns whether the measure may be left."""
        fields = [field for field in self.findChildren(Field) if field.is_unsaved() or field.problem()]
        saved = [field.commit(leaving=True) for field in fields]
        return all(saved) and self.entry.flush()

    def edit(self) -> None:
        """Edit number, name, text, deadline and units."""
        for widget in (self.text, *self.facts.values()):
            widget.hide()
        if self.measure_id is not None and not self.is_editing():
            self.form.show_measure(self.session.workspace.need(Measure, self.measure_id), fresh=True)
        self.form.show()
        self.edit_link.setText("完成")
        self.edit_key.setText("Esc")
        self.form.begin()

    def focus_on(self, name: str) -> None:
        """Give the keyboard to a part, or to the record of that id."""
        if name in ("text", "short_name"):
            self.edit()
        elif name == "progress":
            self.entry.begin()
        elif name == "evidence":
            self.evidence.begin()
        elif name == "duties":
            self.duties.begin()
        elif name == "statements":
            self.statements.begin()
            bring_into_sight(self.statements)
        elif not (self.duties.focus_duty(name) or self.progress.focus_entry(name)):
            self.evidence.focus_link(name)
        focused = self.focusWidget()
        if focused is not None:
            bring_into_sight(focused)

    # Own steps

    def _show_all(self, measure: Measure, *, fresh: bool) -> None:
        with laid_out_once(self.body.layout()):
            for _ in self._show_parts(measure, fresh=fresh):
                pass

    def _show_parts(self, measure: Measure, *, fresh: bool) -> Iterator[None]:
        self._show_words(measure)
        yield
        self.duties.show_measure(measure, fresh=fresh)
        yield
        self.progress.show_measure(measure, fresh=fresh)
        yield
        self.evidence.show_measure(measure, fresh=fresh)
        yield
        self.statements.show_measure(measure, fresh=fresh)

    def _show_words(self, measure: Measure) -> None:
        ws = self.session.workspace
        self.name.setText(f"措施 {measure.number}")
        self.short.setText(measure.short_name)
        self.text.set_text(measure.text)
        units = join_units(ws.need(Unit, item.unit_id).name for item in ws.find(MeasureUnit, measure_id=measure.id))
        day = written(measure.deadline) or measure.deadline_text
        for key, value in (("时限", day), ("单位", units)):
            self.facts[key].set_value(value)
            self.facts[key].setVisible(bool(value) and not self.is_editing())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        focused = self.focusWidget()
        # The report of what came in rises from below while somebody types in the first of it.
        if event.size().height() < event.oldSize().height() and focused is not None and focused.hasFocus():
            bring_into_sight(focused)

    def _turn(self) -> None:
        if self.is_editing():
            self._close_form()
        else:
            self.edit()

    def _close_form(self) -> None:
        if not self.is_editing() or not self.form.leave():
            return
        self.form.hide()
        self.text.show()
        self.edit_link.setText("编辑")
        self.edit_key.setText("F2")
        if self.measure_id is not None:
            measure = self.session.workspace.get(Measure, self.measure_id)
            if measure is not None:
                self._show_words(measure)

