"""The measures of a task at the left: number, sign, name, two counts; the line for a new one stands last.

✓ entered and proven in every period that ended, ▲ not yet, ○ a statement is 待核 because the records have changed since
it was confirmed.

↑ ↓ choose, Enter goes to the open entry line, Alt+↑ ↓ move, Delete asks. A pasted list becomes as many measures at
once, in one step that can be undone; a block of cells goes to the page 导入, with this task.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from gui import ask
from gui.parts.buttons import IconButton
from gui.parts.cells import EDGE
from gui.parts.draft_fields import DraftText
from gui.parts.labels import Elided, Meta, Rule
from gui.parts.paragraph import Paragraph
from gui.parts.signs import Shape, Sign
from gui.parts.tables import Column, PageModel, Table
from gui.places import IMPORTING, ImportPlace
from gui.session import Session
from models.actions.measures import add_measures, move_measure, remove_measure
from models.assembly import closures_by_measure, task_units
from models.domain.checks.duties import duty_gaps
from models.domain.closure import ClosureId, Statement
from models.domain.drafts.pasting import is_block
from models.domain.evidence import EvidenceLink
from models.domain.plan import Measure, MeasureId, Progress, Task, TaskId, UnitRole
from models.domain.statements import Sources, StatementState, state_of
from models.domain.wording import join_units, split_measures
from models.workspace import Changes

WIDTH = 336
ROW = 36
COLUMNS = (
    Column(key="number", title="措施", width=44, sortable=False, colour="ink_2", pad=0),
    Column(key="sign", title="", width=22, sortable=False, pad=0),
    Column(key="name", title="", grows=True, sortable=False, pad=0),
    Column(key="progress", title="落实", width=48, right=True, sortable=False, pad=4),
    Column(key="evidence", title="佐证", width=80, right=True, sortable=False),
)
_TICK = Sign(Shape.TICK, "", "accent")
_LACKS = Sign(Shape.TRIANGLE, "", "ink")
_STALE = Sign(Shape.RING, "", "ink")


class MeasureList(QWidget):
    """The left side of the tab; `chosen(measure id or None)`, `opened` on Enter."""

    chosen = Signal(object)
    opened = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.task_id: TaskId | None = None
        self._measures: dict[str, Measure] = {}
        self.setFixedWidth(WIDTH)
        self.model = PageModel(COLUMNS, lambda *_: list(self._measures), self._rows)
        self.table = _MeasureTable(self.model, row_height=ROW)
        self.table.narrow()
        self.line = DraftText(placeholder="回车新增，可粘贴多条", lines=(1, 8), enters=True)
        self.line.edit.setAccessibleName("新增措施")
        self.line.edit.setProperty("bare", True)
        self.goal = Paragraph(most=5, tone="ink")
        self.responsible = _Names("责任单位")
        self.acceptance = _Names("验收单位")
        self._build()
        self._connect()

    def _build(self) -> None:
        plus = IconButton("plus", "新增措施", colour="accent", shortcut="")
        plus.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        plus.clicked.connect(self.begin)
        new = QHBoxLayout()
        plus.setFixedWidth(18)
        new.setContentsMargins(EDGE + 16, 3, EDGE, 3)
        new.setSpacing(0)
        new.addWidget(plus, 0, Qt.AlignmentFlag.AlignTop)
        new.addWidget(self.line, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.table, 100)
        column.addLayout(new)
        column.addStretch(1)
        column.addLayout(self._foot())

    def _foot(self) -> QVBoxLayout:
        foot = QVBoxLayout()
        foot.setContentsMargins(EDGE, 0, EDGE, 16)
        foot.setSpacing(4)
        self._facts = QHBoxLayout()
        self._facts.setSpacing(16)
        self._facts.addWidget(self.responsible)
        self._facts.addWidget(self.acceptance)
        self._goal_label = Meta("整改目标")
        foot.addWidget(Rule())
        foot.addSpacing(8)
        foot.addWidget(self._goal_label)
        foot.addWidget(self.goal)
        foot.addSpacing(4)
        foot.addLayout(self._facts)
        return foot

    def _connect(self) -> None:
        self.table.chosen.connect(self.chosen)
        self.table.opened.connect(lambda _: self.opened.emit())
        self.table.moved.connect(self._move)
        self.table.removed.connect(self._remove)
        self.table.passed_end.connect(self.begin)
        self.line.entered.connect(lambda: self.flush())
        self.line.take_paste = self._take_paste

    # What the tab uses

    def show_task(self, task_id: TaskId) -> None:
        """Show the measures of another task, the first one chosen."""
        self.task_id = task_id
        self.line.fill("")
        self._load()
        self.table.choose(self.model.id_at(0))

    def refresh(self, changes: Changes | None) -> None:
        """Show the measures as they are now."""
        self._load()
        if self.table.chosen_id() is None:
            self.table.choose(self.model.id_at(0))

    def chosen_id(self) -> MeasureId | None:
        """Return the chosen measure."""
        chosen = self.table.chosen_id()
        return MeasureId(str(chosen)) if chosen is not None else None

    def choose(self, measure_id: MeasureId | None) -> None:
        """Choose a measure."""
        self.table.choose(measure_id)

    def walk(self, step: int) -> None:
        """Choose the measure before or after."""
        row = self.model.row_of(self.chosen_id()) + step
        self.table.choose(self.model.id_at(row))

    def begin(self) -> None:
        """Give the keyboard to the line for a new measure."""
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def flush(self) -> bool:
        """Make measures of what stands in the line; returns whether nothing is left there."""
        text = self.line.text().strip()
        if not text:
            return True
        return self.line.commit(leaving=True) and self._add(split_measures(self.line.text().strip()))

    def paste(self) -> bool:
        """Take measures that are pasted on the list itself; returns whether there were any."""
        return self.table.hasFocus() and self._take_paste(QApplication.clipboard().text())

    # Own steps

    def _load(self) -> None:
        ws = self.session.workspace
        if self.task_id is None:
            return
        self._measures = {measure.id: measure for measure in ws.find(Measure, task_id=self.task_id)}
        self.model.load()
        # As high as its rows, so that the line for a new measure stands right below the last one.
        needed = self.table.horizontalHeader().height() + ROW * len(self._measures)
        self.table.setMaximumHeight(needed)
        self.table.setMinimumHeight(min(needed, 6 * ROW))
        task = ws.need(Task, self.task_id)
        self.goal.set_text(task.goal or "还没有写（在“概况”里填）", tone="ink" if task.goal else "meta")
        self._show_units(self.task_id)

    def _show_units(self, task_id: TaskId) -> None:
        units = task_units(self.session.workspace, task_id)
        for fact, role in ((self.responsible, UnitRole.RESPONSIBLE), (self.acceptance, UnitRole.ACCEPTANCE)):
            names = join_units(name for unit_role, name in units if unit_role is role)
            fact.names.set_text(names)
            fact.setVisible(bool(names))
            # The room is shared by how much each has to say.
            self._facts.setStretchFactor(fact, min(len(names), 10) + 6)

    def _rows(self, ids: list[str]) -> list[tuple[object, ...]]:
        ws = self.session.workspace
        if self.task_id is None:
            return []
        rows = []
        task, today = ws.need(Task, self.task_id), self.session.today()
        closures = closures_by_measure(ws, self.task_id)
        for sources in ws.sources_of([self._measures[row_id] for row_id in ids]):
            measure = sources.measure
            is_proven = bool(sources.entries and sources.links) and not any(duty_gaps(task, sources, on=today))
            sign = _TICK if is_proven else _LACKS
            closure = closures.get(measure.id)
            if sign is _TICK and closure is not None and self._is_stale(closure.id, sources):
                sign = _STALE
            rows.append((measure.number, sign, measure.name, len(sources.entries), len(sources.links)))
        return rows

    def _is_stale(self, closure_id: ClosureId, sources: Sources) -> bool:
        statements = self.session.workspace.find(Statement, closure_id=closure_id, measure_id=sources.measure.id)
        return any(state_of(statement, sources.digest) is StatementState.STALE for statement in statements)

    def _take_paste(self, text: str) -> bool:
        if is_block(text) and not self.line.text().strip():
            self.session.go(IMPORTING, ImportPlace(text=text, task_id=self.task_id))
            return True
        items = split_measures(text.strip())
        if len(items) < 2 or self.line.text().strip():
            return False
        if self._add(items):
            self.session.tell(f"已新增 {len(items)} 条措施（Ctrl+Z 撤销）")
        return True

    def _add(self, texts: list[str]) -> bool:
        task_id = self.task_id
        if task_id is None:
            return True
        changes = self.session.apply(lambda ws: add_measures(ws, task_id=task_id, texts=texts), source=self.line)
        if changes is None:
            return False
        self.line.fill("")
        self.choose(MeasureId(changes.new_id("measures")))
        return True

    def _move(self, by: int) -> None:
        measure_id = self.chosen_id()
        if measure_id is not None:
            self.session.apply(lambda ws: move_measure(ws, measure_id=measure_id, by=by))

    def _remove(self) -> None:
        measure_id = self.chosen_id()
        if measure_id is None:
            return
        ws = self.session.workspace
        measure = ws.need(Measure, measure_id)
        entries = len(ws.find(Progress, measure_id=measure_id))
        links = len(ws.find(EvidenceLink, measure_id=measure_id))
        text = (
            f"删除措施 {measure.number}“{measure.name}”，连同它的 {entries} 条落实情况；"
            f"{links} 份佐证留在佐证列表。可以撤销。"
        )
        if ask.confirm(self, "删除措施", text, "删除"):
            self.session.apply(lambda ws: remove_measure(ws, measure_id=measure_id))


class _Names(QWidget):
    """A label and names that end in … where the room ends."""

    def __init__(self, label: str) -> None:
        super().__init__()
        self.names = Elided()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(Meta(label))
        row.addWidget(self.names, 1)


class _MeasureTable(Table):
    moved = Signal(int)
    removed = Signal()
    passed_end = Signal()

    def narrow(self) -> None:
        """Let the column of signs be no wider than a sign."""
        self.horizontalHeader().setMinimumSectionSize(16)
        for place, column in enumerate(COLUMNS):
            if not column.grows:
                self.horizontalHeader().resizeSection(place, column.width)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.moved.emit(step)
        elif event.key() == Qt.Key.Key_Delete:
            self.removed.emit()
        elif step == 1 and self.currentIndex().row() == self.model().rowCount() - 1:
            self.passed_end.emit()
        else:
            super().keyPressEvent(event)
