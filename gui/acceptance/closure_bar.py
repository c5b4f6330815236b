"""Which closure of a task is shown, and beginning another: the next round, or one unit, site or measure by itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gui.parts.buttons import MenuButton
from gui.parts.fields import ComboField
from gui.parts.labels import Meta, Words
from gui.session import Session
from models.actions.closures import open_closure
from models.assembly import closures_of, covered_measures, responsible_units
from models.domain.closure import Closure, ClosureId, ClosureMeasure, ClosureSubject
from models.domain.plan import Measure, MeasureId, SubItem, TaskId
from models.workspace import Changes, Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A closure that could be begun: the words of the menu and the action."""

    words: str
    begin: Callable[[Workspace], Changes]


class ClosureBar(QWidget):
    """The closures of one task to choose from; a choice appears only where there are several."""

    chosen = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.task_id: TaskId | None = None
        self.closure_id = ClosureId("")
        self.choice = ComboField()
        self.choice.setFixedWidth(320)
        self.name = Words()
        self.new = MenuButton("新建一轮", icon="plus")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        for widget in (Meta("销号"), self.choice, self.name):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.new)
        self.choice.saved.connect(self._choose)
        self.new.menu_of.aboutToShow.connect(self._fill_menu)

    def show_task(self, task_id: TaskId, closure_id: ClosureId | None = None) -> ClosureId:
        """Show the closures of a task; the given one, the one shown before or the newest is chosen and returned."""
        closures = closures_of(self.session.workspace, task_id)
        ids = [closure.id for closure in closures]
        self.task_id = task_id
        wanted = next((item for item in (closure_id, self.closure_id) if item in ids), ids[-1])
        self.closure_id = wanted or ids[-1]
        self.choice.set_choices([(closure.id, words_of(closure)) for closure in closures])
        self.choice.fill(self.closure_id)
        self.choice.setVisible(len(closures) > 1)
        self.name.setVisible(len(closures) == 1)
        self.name.setText(words_of(closures[ids.index(self.closure_id)]))
        return self.closure_id

    def offers(self) -> Sequence[Offer]:
        """Return what could be begun from here."""
        ws, task_id = self.session.workspace, self.task_id
        if task_id is None:
            return ()
        taken = {(item.subject_kind, item.subject) for item in closures_of(ws, task_id)}
        offers = [Offer(words="再验一轮（对象、单位、措施不变）", begin=lambda ws: _next_round(ws, self.closure_id))]
        for kind, subject, units, measures in self._subjects(task_id):
            if (kind, subject) not in taken:
                offers.append(_offer(task_id, kind, subject, units, measures))
        return offers

    def begin(self, offer: Offer) -> None:
        """Begin a closure and show it."""
        changes = self.session.apply(offer.begin, source=self)
        if changes is not None:
            self.chosen.emit(changes.new_id("closures"))

    def _subjects(
        self, task_id: TaskId
    ) -> Sequence[tuple[ClosureSubject, str, tuple[str, ...], tuple[MeasureId, ...]]]:
        ws = self.session.workspace
        units = responsible_units(ws, ws.need(Closure, self.closure_id))
        found: list[tuple[ClosureSubject, str, tuple[str, ...], tuple[MeasureId, ...]]] = []
        if len(units) > 1:
            found += [(ClosureSubject.TASK_UNIT, unit, (unit,), ()) for unit in units]
        found += [(ClosureSubject.SITE, item.name, (), ()) for item in ws.find(SubItem, task_id=task_id)]
        measures = ws.find(Measure, task_id=task_id)
        if len(measures) > 1:
            found += [(ClosureSubject.MEASURE, f"措施{item.number}", (), (item.id,)) for item in measures]
        return found

    def _choose(self, value: object) -> None:
        self.closure_id = ClosureId(str(value))
        self.chosen.emit(str(value))

    def _fill_menu(self) -> None:
        menu = self.new.menu_of
        menu.clear()
        for offer in self.offers():
            menu.addAction(offer.words).triggered.connect(lambda _=False, offer=offer: self.begin(offer))


def words_of(closure: Closure) -> str:
    """Return how a closure is named in a list: 第 2 轮 · 点位 · 河东泵站."""
    parts = [f"第 {closure.round} 轮"]
    if closure.subject_kind is not ClosureSubject.TASK:
        parts.append(closure.subject_kind.label)
    return " · ".join([*parts, closure.subject or "整个任务"])


def _offer(
    task_id: TaskId, kind: ClosureSubject, subject: str, units: tuple[str, ...], measures: tuple[MeasureId, ...]
) -> Offer:
    return Offer(
        words=f"单独销号 · {kind.label}：{subject}",
        begin=lambda ws: open_closure(
            ws, task_id=task_id, subject_kind=kind, subject=subject, responsible_units=units, measure_ids=measures
        ),
    )


def _next_round(ws: Workspace, closure_id: ClosureId) -> Changes:
    closure = ws.need(Closure, closure_id)
    own = ws.find(ClosureMeasure, closure_id=closure_id)
    return open_closure(
        ws,
        task_id=closure.task_id,
        subject_kind=closure.subject_kind,
        subject=closure.subject,
        responsible_units=responsible_units(ws, closure),
        measure_ids=[measure.id for measure in covered_measures(ws, closure)] if own else (),
    )
