"""佐证 of the whole task: every link as a list, measures against evidence as a matrix 对应表, pairs of photos 对比照片.

Enter in the list goes to the measure, where the sentence of proof is written. Ctrl+M turns between list and matrix.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import cast

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gui import opening
from gui.ahead import polish
from gui.matrix.panel import MatrixPanel
from gui.matrix.panel import building as building_matrix
from gui.pages.task.evidence_links import LinksPanel
from gui.parts.buttons import Button
from gui.parts.cells import EDGE
from gui.parts.keys import bind
from gui.parts.switch import Switch
from gui.photo_pairs.panel import PairsPanel
from gui.places import EVIDENCE, PAIRS, EvidencePlace, TaskPlace
from gui.session import Session
from models.assembly import live_numbers
from models.domain.evidence import EvidenceId
from models.domain.plan import TaskId
from models.workspace import Changes, Workspace

LIST, MATRIX = "list", "matrix"
Panel = LinksPanel | MatrixPanel | PairsPanel
# Where the way of looking is kept.
WAY = "task_evidence/way"
WAYS = ((LIST, "列表"), (MATRIX, "对应表"), (PAIRS, "对比照片"))


def evidence_of(ws: Workspace, task_id: TaskId) -> int:
    """Return how many pieces of evidence are linked to a task."""
    return ws.look.evidence_count(task_id)


class EvidenceTab(QWidget):
    """The evidence of one task, in one of the ways of looking; the last one is kept."""

    turned = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.task_id: TaskId | None = None
        self.links = LinksPanel(session)
        self._panels: dict[str, Panel] = {}
        self.way = Switch("佐证的看法", WAYS)
        self.open_file = Button("打开", icon="open")
        self.export = Button("导出全部", icon="export")
        self.stack = QStackedWidget()
        self._tools = QHBoxLayout()
        self._build()
        self._connect()

    def _build(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(EDGE, 8, EDGE, 8)
        bar.setSpacing(8)
        bar.addWidget(self.way)
        bar.addSpacing(8)
        bar.addLayout(self._tools)
        bar.addStretch(1)
        bar.addWidget(self.open_file)
        bar.addWidget(self.export)
        self._hold(LIST, self.links)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self.stack, 1)

    def _connect(self) -> None:
        self.way.picked.connect(self._turn)
        self.open_file.clicked.connect(self._open)
        self.export.clicked.connect(self._export)
        bind(self, ("Ctrl+M", self.turn))
        bind(self.links.table, ("Space", self._look), ("Ctrl+O", self._open))

    # What the page uses

    @property
    def matrix(self) -> MatrixPanel:
        """The matrix; whoever looks at it before it was built ahead waits for it."""
        if MATRIX not in self._panels:
            self.hold(MatrixPanel(self.session))
        return cast("MatrixPanel", self._panels[MATRIX])

    @property
    def pairs(self) -> PairsPanel:
        """The pairs of photos, made when they are looked at first."""
        if PAIRS not in self._panels:
            self._hold(PAIRS, PairsPanel(self.session))
        return cast("PairsPanel", self._panels[PAIRS])

    def hold(self, matrix: MatrixPanel) -> None:
        """Take the matrix, which was built ahead."""
        self._hold(MATRIX, matrix)
        matrix.chosen.connect(self._allow)

    def show_task(self, task_id: TaskId) -> None:
        """Show another task."""
        self.task_id = task_id
        self.way.set_key(str(QSettings().value(WAY, LIST)))
        self._show(task_id)

    def refresh(self, changes: Changes | None) -> None:
        """Show the links as they are."""
        self._panel().refresh(changes)
        self._allow()

    def go_to(self, place: TaskPlace) -> None:
        """Look the way a place asks for: the list, the matrix in the row of its measure, the half of its pair."""
        way, *inside = place.focus.split()[:3] or ("",)
        if way == LIST:
            self.way.pick(LIST)
        elif way == MATRIX:
            self.way.pick(MATRIX)
            self.matrix.go_to(place.measure_id, None)
        elif way == PAIRS:
            self.way.pick(PAIRS)
            self.pairs.go_to(*inside)

    def topic(self) -> str:
        """Return what the help tells of."""
        return "task-matrix" if self.way.key() == MATRIX else "task-evidence"

    def flush(self) -> bool:
        """Save what is typed beside the matrix or the pairs, before the tab is left."""
        saved = [panel.leave() for panel in self._panels.values()]
        return all(saved)

    def turn(self) -> None:
        """Look at the matrix, or back at the list."""
        self.way.pick(LIST if self.way.key() == MATRIX else MATRIX)
        self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def first_focus(self) -> QWidget:
        """Return what takes the keyboard: the grid, the pairs or the list."""
        panel = self._panel()
        return panel.view if isinstance(panel, MatrixPanel) else panel

    # Own steps

    def _panel(self) -> Panel:
        """Return the panel of the open way of looking."""
        if self.way.key() == LIST:
            return self.links
        return self.matrix if self.way.key() == MATRIX else self.pairs

    def _hold(self, way: str, panel: Panel) -> None:
        self._panels[way] = panel
        self.stack.addWidget(panel)
        panel.tools.hide()
        self._tools.addWidget(panel.tools)

    def _turn(self, key: str) -> None:
        if not self.flush():
            self.way.set_key(next(way for way, panel in self._panels.items() if panel is self.stack.currentWidget()))
            return
        QSettings().setValue(WAY, key)
        if self.task_id is not None:
            self._show(self.task_id)
        self.turned.emit()

    def _show(self, task_id: TaskId) -> None:
        panel = self._panel()
        if panel.task_id != task_id:
            panel.show_task(task_id)
        else:
            panel.refresh(None)
        for way, other in self._panels.items():
            other.tools.setVisible(way == self.way.key())
        for button in (self.open_file, self.export):
            button.setVisible(self.way.key() != PAIRS)
        self.stack.setCurrentWidget(panel)
        self._allow()

    def _allow(self) -> None:
        self.open_file.allow("" if self._chosen_piece() is not None else "还没有选一份佐证")
        has_pieces = self.matrix.model.pieces if self.way.key() == MATRIX else self.links.rows
        self.export.allow("" if has_pieces else "还没有佐证")

    def _chosen_piece(self) -> EvidenceId | None:
        if self.way.key() == MATRIX:
            return self.matrix.view.spot().evidence_id
        return self.links.piece()

    def _open(self) -> None:
        piece = self._chosen_piece()
        if piece is not None:
            opening.open_stored(self.session, self.session.workspace.current_files(piece)[0])

    def _look(self) -> None:
        piece = self._chosen_piece()
        if piece is not None:
            self.session.go(EVIDENCE, EvidencePlace(piece))

    def _export(self) -> None:
        if self.task_id is not None:
            ws = self.session.workspace
            opening.export_stored(self.session, ws.current_files(*live_numbers(ws, self.task_id)), self)


def building(session: Session, task_id: TaskId) -> Generator[None, None, EvidenceTab]:
    """Build the tab with its matrix in parts; between them the window may do something else."""
    tab = EvidenceTab(session)
    yield
    matrix = yield from building_matrix(session)
    yield
    tab.hold(matrix)
    # Painted ahead is what is shown; the other way of looking knows its looks at least.
    polish(matrix)
    yield
    tab.show_task(task_id)
    return tab


def evidence_tab(session: Session, task_id: TaskId) -> EvidenceTab:
    """Build the tab at once, its matrix when it is looked at."""
    tab = EvidenceTab(session)
    tab.show_task(task_id)
    return tab
