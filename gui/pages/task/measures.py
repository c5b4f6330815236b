"""措施与落实: the measures at the left, the chosen one at the right; the keys of the whole tab.

Ctrl+N a new measure, Ctrl+P the next progress entry, Ctrl+E evidence, F2 edits the measure. Files dropped anywhere on
the right side belong to the chosen measure; those dropped on an entry belong to the entry as well.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from gui.pages.task.measure_detail import EDGE_LEFT, EDGE_RIGHT, MeasureDetail, parts_of_detail
from gui.pages.task.measure_list import MeasureList
from gui.parts.keys import bind
from gui.parts.labels import Rule
from gui.places import MEASURES, TaskPlace
from gui.session import Session
from models.domain.plan import Measure, MeasureId, TaskId
from models.workspace import Changes, Workspace


def measures_of(ws: Workspace, task_id: TaskId) -> int:
    """Return how many measures a task has."""
    return len(ws.find(Measure, task_id=task_id))


def measures_tab(session: Session, task_id: TaskId) -> MeasuresTab:
    """Build the tab at once, for a task."""
    steps = building(session)
    while True:
        try:
            next(steps)
        except StopIteration as built:
            tab: MeasuresTab = built.value
            tab.show_task(task_id)
            return tab


def building(session: Session) -> Generator[None, None, MeasuresTab]:
    """Build the tab without a task, part by part; between two parts the window may do something else."""
    list_ = MeasureList(session)
    yield
    parts = yield from parts_of_detail(session)
    yield
    return MeasuresTab(session, list_, MeasureDetail(session, parts))


class MeasuresTab(QWidget):
    """The measures of one task."""

    def __init__(self, session: Session, list_: MeasureList, detail: MeasureDetail) -> None:
        super().__init__()
        self.session = session
        self.task_id: TaskId | None = None
        self.list = list_
        self.detail = detail
        self._report = detail.evidence.taking.report
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.list)
        row.addWidget(Rule(upright=True))
        row.addLayout(self._beside(), 1)
        self.list.chosen.connect(self._choose)
        self.list.opened.connect(lambda: self.detail.entry.begin())
        self.detail.walked.connect(self.list.walk)
        self._bind()

    def _beside(self) -> QVBoxLayout:
        """Return the detail over the report of what came in, which stays in sight however long the detail is."""
        self._report.setContentsMargins(EDGE_LEFT, 0, EDGE_RIGHT, 8)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.detail, 1)
        column.addWidget(self._report)
        return column

    def _bind(self) -> None:
        bind(
            self,
            ("Ctrl+N", self.list.begin), ("Ctrl+P", self._progress), ("Ctrl+E", self._evidence),
            (QKeySequence.StandardKey.Paste, self._paste),
        )

    # What the page uses

    def show_task(self, task_id: TaskId) -> None:
        """Show another task, its first measure chosen."""
        self.task_id = task_id
        self.list.show_task(task_id)
        chosen = self.list.chosen_id()
        if chosen is None or chosen != self.detail.measure_id:
            self._show(chosen)

    def rehearse(self, task_id: TaskId) -> Iterator[None]:
        """Fill list and detail with a task nobody asked for, part by part; the tab stays without a task."""
        self.list.blockSignals(True)
        self.list.show_task(task_id)
        self.list.blockSignals(False)
        yield
        chosen = self.list.chosen_id()
        if chosen is not None:
            yield from self.detail.rehearse(chosen)

    def refresh(self, changes: Changes | None) -> None:
        """Show the records as they are; unsaved typing stays."""
        self.list.refresh(changes)
        chosen = self.list.chosen_id()
        if chosen != self.detail.measure_id:
            self._show(chosen)
        else:
            self.detail.refresh()

    def go_to(self, place: TaskPlace) -> None:
        """Choose a measure and give the keyboard to what is asked for."""
        if place.measure_id is not None:
            self.list.choose(place.measure_id)
        if place.focus == "new":
            self.list.begin()
        elif place.focus:
            self.detail.focus_on(place.focus)

    def place(self) -> TaskPlace | None:
        """Return where the clerk is."""
        if self.task_id is None:
            return None
        return TaskPlace(task_id=self.task_id, tab=MEASURES, measure_id=self.list.chosen_id())

    def edit(self) -> bool:
        """Edit the chosen measure; False when the focus is over the tab or there is none."""
        focused = QApplication.focusWidget()
        if self.detail.measure_id is None or focused is None or not self.isAncestorOf(focused):
            return False
        self.detail.edit()
        return True

    def flush(self) -> bool:
        """Take what stands in the open lines as records, before they are left."""
        taken = [self.detail.entry.flush(), self.list.flush()]
        return all(taken)

    def first_focus(self) -> QWidget:
        """Return what takes the keyboard: what has it already, else the list."""
        focused = QApplication.focusWidget()
        if focused is not None and self.isAncestorOf(focused):
            return focused
        return self.list.table if self.list.chosen_id() is not None else self.list.line

    # Own steps

    def _choose(self, measure_id: object) -> None:
        if measure_id == self.detail.measure_id:
            return
        if not self.detail.leave():
            self.list.choose(self.detail.measure_id)
            return
        self._show(MeasureId(str(measure_id)) if measure_id else None)

    def _show(self, measure_id: MeasureId | None) -> None:
        self._report.stand_at(measure_id)
        self.detail.show_measure(measure_id)

    def _progress(self) -> None:
        if self.detail.measure_id is not None:
            self.detail.entry.begin()

    def _evidence(self) -> None:
        if self.detail.measure_id is not None:
            self.detail.evidence.pick()

    def _paste(self) -> None:
        # Cells copied in Excel lie on the clipboard as a picture as well.
        if not self.list.paste() and self.detail.measure_id is not None:
            self.detail.evidence.strip.paste()
