"""Which closure of a task is shown; beginning another, and discarding one that was begun by mistake.

A task is closed as a whole, or one responsible unit's share, one site or sub-problem, or one measure by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from gui import ask
from gui.parts.buttons import LinkButton, MenuButton
from gui.parts.fields import ComboField
from gui.parts.labels import Meta, Words
from gui.session import Session
from models.actions.rounds import discard_closure, open_closure, open_next_round
from models.assembly import closures_of, task_units
from models.domain.closure import (
    Acceptance,
    Closure,
    ClosureId,
    ClosureSubject,
    Instrument,
    Member,
    Paper,
    SectionEdit,
    Statement,
    measure_subject,
)
from models.domain.plan import Measure, SubItem, TaskId, UnitRole
from models.workspace import Changes, Workspace

UNITS, SITES, MEASURES = "按责任单位", "按点位、子问题", "按措施"
_NOTHING = {UNITS: "先在“概况”里填写责任单位", SITES: "先在“概况 · 更多”里登记点位", MEASURES: "先新增措施"}
_COUNTED = ((Member, "人的验收组"), (Instrument, "件依据和标准"), (Statement, "条陈述"), (SectionEdit, "处改写"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A closure that could be begun: the menu it stands in, its words and the action."""

    words: str
    begin: Callable[[Workspace], Changes]
    menu: str = ""


class ClosureBar(QWidget):
    """The closures of one task to choose from; a choice, and discarding, appear only where there are several."""

    chosen = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.task_id: TaskId | None = None
        self.closure_id = ClosureId("")
        self.choice = ComboField()
        self.choice.setFixedWidth(320)
        self.name = Words()
        self.discard = LinkButton("删除这次销号", icon="trash")
        self.new = MenuButton("新建销号", icon="plus")
        self.menus = {name: QMenu(name, self) for name in _NOTHING}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        for widget in (Meta("销号"), self.choice, self.name, self.discard):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.new)
        self.choice.saved.connect(self._choose)
        self.discard.clicked.connect(self._discard)
        self.new.menu_of.aboutToShow.connect(self._fill_menu)

    def show_task(self, task_id: TaskId, closure_id: ClosureId | None = None) -> ClosureId:
        """Show the closures of a task; the given one, the one shown before or the newest is chosen and returned."""
        closures = closures_of(self.session.workspace, task_id)
        ids = [closure.id for closure in closures]
        self.task_id = task_id
        self.closure_id = next((item for item in (closure_id, self.closure_id) if item in ids), ids[-1]) or ids[-1]
        self.choice.set_choices([(closure.id, closure.name) for closure in closures])
        self.choice.fill(self.closure_id)
        for widget in (self.choice, self.discard):
            widget.setVisible(len(closures) > 1)
        self.name.setVisible(len(closures) == 1)
        self.name.setText(closures[ids.index(self.closure_id)].name)
        return self.closure_id

    def offers(self) -> Sequence[Offer]:
        """Return what could be begun from here; what was begun already goes on with its next round."""
        ws, task_id = self.session.workspace, self.task_id
        if task_id is None:
            return ()
        taken = {(item.subject_kind, item.subject) for item in closures_of(ws, task_id)}
        again = Offer(words="再验一轮（对象、单位、措施不变）",
                      begin=lambda ws: open_next_round(ws, closure_id=self.closure_id))
        return [again, *(offer for kind, subject, offer in _subjects(ws, task_id) if (kind, subject) not in taken)]

    def begin(self, offer: Offer) -> None:
        """Begin a closure and show it."""
        changes = self.session.apply(offer.begin, source=self)
        if changes is not None:
            self.chosen.emit(changes.new_id("closures"))

    def _choose(self, value: object) -> None:
        self.closure_id = ClosureId(str(value))
        self.chosen.emit(str(value))

    def _discard(self) -> None:
        ws, closure_id = self.session.workspace, self.closure_id
        closure = ws.need(Closure, closure_id)
        held = ["验收情况"] if ws.find(Acceptance, closure_id=closure_id) else []
        held += [f"{count} {words}" for cls, words in _COUNTED if (count := len(ws.find(cls, closure_id=closure_id)))]
        held += ["意见的格式和日期"] if ws.find(Paper, closure_id=closure_id) else []
        goes = f"它的{'、'.join(held)}都会删除" if held else "它还是空的"
        text = f"删除“{closure.name}”这次销号？{goes}；措施、落实情况和佐证不动。可以用“撤销”找回。"
        if ask.confirm(self, "删除销号", text, "删除这次销号"):
            self.session.apply(lambda ws: discard_closure(ws, closure_id=closure_id))

    def _fill_menu(self) -> None:
        menu, offers = self.new.menu_of, self.offers()
        menu.clear()
        self._add(menu, [offer for offer in offers if not offer.menu])
        menu.addSeparator()
        for name, inside in self.menus.items():
            inside.clear()
            menu.addMenu(inside)
            self._add(inside, [offer for offer in offers if offer.menu == name])
            if inside.isEmpty():
                inside.addAction(self._why_none(name)).setEnabled(False)

    def _add(self, menu: QMenu, offers: Sequence[Offer]) -> None:
        for offer in offers:
            menu.addAction(offer.words).triggered.connect(lambda _=False, offer=offer: self.begin(offer))

    def _why_none(self, name: str) -> str:
        ws, task_id = self.session.workspace, self.task_id
        has_any = task_id is not None and any(offer.menu == name for _, _, offer in _subjects(ws, task_id))
        return "都已新建，请选中它再验一轮" if has_any else _NOTHING[name]


def _subjects(ws: Workspace, task_id: TaskId) -> Iterator[tuple[ClosureSubject, str, Offer]]:
    """Yield kind, name and offer of everything a task can be closed by."""
    yield ClosureSubject.TASK, "", Offer(words="整个任务", begin=lambda ws: open_closure(ws, task_id=task_id))
    for role, unit in task_units(ws, task_id):
        if role is UnitRole.RESPONSIBLE:
            yield ClosureSubject.TASK_UNIT, unit, Offer(
                menu=UNITS, words=unit, begin=lambda ws, unit=unit: open_closure(ws, task_id=task_id, unit=unit)
            )
    for item in ws.find(SubItem, task_id=task_id):
        yield ClosureSubject.SITE, item.name, Offer(
            menu=SITES, words=f"{item.kind.label}：{item.name}",
            begin=lambda ws, item=item: open_closure(ws, task_id=task_id, sub_item_id=item.id),
        )
    for measure in ws.find(Measure, task_id=task_id):
        yield ClosureSubject.MEASURE, measure_subject(measure.number), Offer(
            menu=MEASURES, words=f"措施 {measure.number}　{measure.name}",
            begin=lambda ws, measure=measure: open_closure(ws, task_id=task_id, measure_id=measure.id),
        )
