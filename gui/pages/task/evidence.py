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
from gui.parts.buttons import Button
from gui.parts.cells import EDGE, Muted, Pair
from gui.parts.date_field import written
from gui.parts.keys import bind
from gui.parts.labels import Meta
from gui.parts.switch import Switch
from gui.parts.tables import Column, PageModel, Table
from gui.photo_pairs.panel import PairsPanel
from gui.places import EVIDENCE, PAIRS, TASK, EvidencePlace, TaskPlace
from gui.seal_marks import marked
from gui.session import Session
from models.assembly import live_numbers
from models.domain.evidence import Evidence, EvidenceId, EvidenceLink
from models.domain.plan import Measure, TaskId
from models.lists import SealMark
from models.workspace import Changes, Workspace

ROW = 50
LIST, MATRIX = "list", "matrix"
# Where the way of looking is kept.
WAY = "task_evidence/way"
WAYS = ((LIST, "列表"), (MATRIX, "对应表"), (PAIRS, "对比照片"))
COLUMNS = (
    Column(key="code", title="编号", width=EDGE + 100, most=220, colour="ink_2", sortable=False),
    Column(key="title", title="名称与证明内容", width=420, least=280, grows=True, sortable=False),
    Column(key="kind", title="类别", width=88, sortable=False),
    Column(key="proof_kind", title="证明类别", width=80, yields=2, sortable=False),
    Column(key="body", title="发文单位", width=128, most=280, yields=1, sortable=False),
    Column(key="dated", title="日期", width=112, sortable=False),
    Column(key="pages", title="页码", width=120, least=96, sortable=False),
    Column(key="measure", title="用于措施", width=112, right=True, sortable=False),
)
NOTHING = "这项任务还没有佐证。\n\n到“措施与落实”里选一条措施，把文件、文件夹拖进去，或粘贴截图。"
Row = tuple[Measure, str, EvidenceLink, Evidence]


def evidence_of(ws: Workspace, task_id: TaskId) -> int:
    """Return how many pieces of evidence are linked to a task."""
    return ws.look.evidence_count(task_id)


def rows_of(ws: Workspace, task_id: TaskId) -> list[Row]:
    """Return measure, number in the task, link and evidence, in the order of the measures."""
    numbers, rows = live_numbers(ws, task_id), []
    for measure in ws.find(Measure, task_id=task_id):
        rows += [(measure, numbers[item.id], link, item) for link, item in ws.sources(measure).links]
    return rows


class EvidenceTab(QWidget):
    """The evidence of one task, in one of the ways of looking; the last one is kept."""

    turned = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.task_id: TaskId | None = None
        self._rows: dict[str, Row] = {}
        self.model = PageModel(COLUMNS, lambda *_: list(self._rows), self._cells)
        self.table = Table(self.model, name="task_evidence", row_height=ROW, empty=NOTHING)
        self._panels: dict[str, MatrixPanel | PairsPanel] = {}
        self.way = Switch("佐证的看法", WAYS)
        self.open_file = Button("打开", icon="open")
        self.export = Button("导出全部", icon="export")
        self.told = Meta()
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
        bar.addWidget(self.told)
        bar.addLayout(self._tools)
        bar.addStretch(1)
        bar.addWidget(self.open_file)
        bar.addWidget(self.export)
        self.stack.addWidget(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self.stack, 1)

    def _connect(self) -> None:
        self.way.picked.connect(self._turn)
        self.table.opened.connect(self._go)
        self.open_file.clicked.connect(self._open)
        self.export.clicked.connect(self._export)
        bind(self, ("Ctrl+M", self.turn))
        bind(self.table, ("Space", self._look), ("Ctrl+O", self._open))

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
        panel = self._panel()
        if panel is None:
            self._read()
        else:
            panel.refresh(changes)
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
        return self.table if panel is None else panel.view if isinstance(panel, MatrixPanel) else panel

    # Own steps

    def _panel(self) -> MatrixPanel | PairsPanel | None:
        """Return the panel of the open way of looking, None for the list."""
        if self.way.key() == LIST:
            return None
        return self.matrix if self.way.key() == MATRIX else self.pairs

    def _hold(self, way: str, panel: MatrixPanel | PairsPanel) -> None:
        self._panels[way] = panel
        self.stack.addWidget(panel)
        panel.tools.hide()
        self._tools.addWidget(panel.tools)

    def _turn(self, key: str) -> None:
        if not self.flush():
            open_ways = [way for way, panel in self._panels.items() if panel is self.stack.currentWidget()]
            self.way.set_key(open_ways[0] if open_ways else LIST)
            return
        QSettings().setValue(WAY, key)
        if self.task_id is not None:
            self._show(self.task_id)
        self.turned.emit()

    def _show(self, task_id: TaskId) -> None:
        panel = self._panel()
        if panel is None:
            self._read()
            self.table.choose(self.model.id_at(0))
        elif panel.task_id != task_id:
            panel.show_task(task_id)
        else:
            panel.refresh(None)
        self.told.setVisible(panel is None)
        for way, other in self._panels.items():
            other.tools.setVisible(way == self.way.key())
        for button in (self.open_file, self.export):
            button.setVisible(self.way.key() != PAIRS)
        self.stack.setCurrentWidget(panel or self.table)
        self._allow()

    def _read(self) -> None:
        if self.task_id is None:
            return
        self._rows = {row[2].id: row for row in rows_of(self.session.workspace, self.task_id)}
        self.model.load()
        without = sum(not link.proves.strip() for _, _, link, _ in self._rows.values())
        self.told.setText(f"{without} 处没有写证明什么" if without else "")

    def _allow(self) -> None:
        is_matrix = self.way.key() == MATRIX
        self.open_file.allow("" if self._chosen_piece() is not None else "还没有选一份佐证")
        self.export.allow("" if (self.matrix.model.pieces if is_matrix else self._rows) else "还没有佐证")

    def _cells(self, ids: list[str]) -> list[tuple[object, ...]]:
        rows = [self._rows[row_id] for row_id in ids]
        marks = self.session.workspace.look.sealed_among([item.id for *_, item in rows])
        return [_cells(*row, marks.get(row[3].id)) for row in rows]

    def _go(self, link_id: object) -> None:
        measure, _, link, _ = self._rows[str(link_id)]
        if self.task_id is not None:
            self.session.go(TASK, TaskPlace(task_id=self.task_id, measure_id=measure.id, focus=link.id))

    def _chosen_piece(self) -> EvidenceId | None:
        if self.way.key() == MATRIX:
            return self.matrix.view.spot().evidence_id
        chosen = self.table.chosen_id()
        return None if chosen is None else self._rows[str(chosen)][3].id

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


def _cells(
    measure: Measure, number: str, link: EvidenceLink, item: Evidence, mark: SealMark | None
) -> tuple[object, ...]:
    proof = Pair(item.title, "证明", link.proves) if link.proves.strip() else Pair(item.title, "", "▲ 没有写证明什么")
    return (
        marked(number, mark), proof, Muted(item.kind), Muted(link.proof_kind.label if link.proof_kind else ""),
        Muted(item.issuing_body), written(item.dated_on), Muted(link.pages or item.pages or "全部"),
        f"措施 {measure.number}",
    )
