"""对应表 of a task: the grid of its measures and their evidence, the panel for the chosen cell, and what stands above.

A piece of evidence nobody has linked here yet joins the columns when it is looked for, or with all that no task uses.
What was narrowed down to stays while one works on it: a measure does not vanish at the moment it gets its evidence.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gui import ask, suggest
from gui.matrix.link_fields import MANY
from gui.matrix.link_panel import LinkPanel
from gui.matrix.model import MatrixModel
from gui.matrix.view import MatrixView, Spot
from gui.parts.buttons import LinkButton
from gui.parts.filter_bar import FilterChoice
from gui.parts.keys import bind
from gui.parts.labels import Rule
from gui.parts.pick_line import PickLine
from gui.session import Session
from models.actions.linking import link_pairs, linking_pairs, unlink_pairs, unlinking_pairs
from models.assembly import EvidenceMatrix, brought_up_to_date, evidence_matrix
from models.domain.evidence import EvidenceId
from models.domain.plan import MeasureId, TaskId
from models.workspace import Changes

ALL, UNPROVEN, UNUSED = "", "measures", "pieces"
LABELS = ((ALL, "全部"), (UNPROVEN, "没有佐证的措施"), (UNUSED, "没有用处的佐证"))
NO_MEASURE = "这项任务还没有措施。\n\n到“措施与落实”里写上措施，再回来对应。"
NO_PIECE = (
    "这项任务还没有佐证。\n\n到“措施与落实”里把文件拖到措施上，或按 Ctrl+F 找一份已有的佐证。"
)
NONE_UNPROVEN = "每条措施都有佐证了。"
NONE_UNUSED = "没有闲置的佐证：每一份都对应到了措施。"


class MatrixPanel(QWidget):
    """Grid and panel; `tools` stands in the bar over it; `chosen` when another piece is."""

    chosen = Signal()

    def __init__(self, session: Session, *, panel: LinkPanel | None = None) -> None:
        super().__init__()
        self.session = session
        self.task_id: TaskId | None = None
        self._also: dict[EvidenceId, None] = {}
        self._only: frozenset[MeasureId] | None = None
        self._pieces: list[EvidenceId] = []
        self._spots: tuple[Spot, ...] = ()
        self.model = MatrixModel(self)
        self.view = MatrixView(self.model)
        self.panel = panel or LinkPanel(session)
        self.filter = FilterChoice("显示", LABELS)
        self.find = LinkButton("找一份已有的佐证", icon="search")
        self.find.setToolTip("用已经入库的佐证证明这项任务的措施（Ctrl+F）")
        self.known = PickLine(
            suggest.evidence(session.workspace, self._is_open), placeholder="已有佐证的名称、类别或发文单位，回车加入",
            none="没有找到这样的佐证，或者它已在表里。",
        )
        self.tools = QWidget()
        self._build()
        self._connect()
        # A task without evidence has no cell to stand in, so nothing would tell the panel of it.
        self._show_chosen()

    def _build(self) -> None:
        self.known.setFixedWidth(280)
        line = QHBoxLayout(self.tools)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(16)
        for part in (self.filter, self.find, self.known):
            line.addWidget(part)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.view, 1)
        row.addWidget(Rule(upright=True))
        row.addWidget(self.panel)

    def _connect(self) -> None:
        self.filter.picked.connect(lambda _: self._narrow())
        self.find.clicked.connect(self.begin_finding)
        self.known.taken.connect(self.add_piece)
        self.view.moved.connect(self._move)
        self.view.linking.connect(self._link)
        self.view.unlinking.connect(self._unlink)
        self.panel.linking.connect(lambda: self._link(True))
        self.panel.unlinking.connect(self._unlink)
        self.panel.left.connect(lambda: self.view.setFocus(Qt.FocusReason.OtherFocusReason))
        bind(self, ("Ctrl+F", self.begin_finding))

    # What the tab uses

    def show_task(self, task_id: TaskId) -> None:
        """Show another task, all of it."""
        self.task_id = task_id
        self._also.clear()
        self.known.close_line()
        self.filter.set_key(ALL)
        self._only, self._pieces = None, []
        self.view.forget()
        self._read()

    def refresh(self, changes: Changes | None) -> None:
        """Show the records as they are; what is shown stays where it is."""
        if self.task_id is None:
            return
        matrix = None if changes is None else brought_up_to_date(
            self.session.workspace, self.task_id, self.model.matrix, changes
        )
        self._read(matrix)
        self._show_chosen()

    def go_to(self, measure_id: MeasureId | None, evidence_id: EvidenceId | None) -> None:
        """Stand in the cell of a measure and a piece."""
        self.view.go(Spot(measure_id, evidence_id))

    def begin_finding(self) -> None:
        """Ask for a piece of evidence that is known already."""
        self.known.begin()

    def add_piece(self, evidence_id: EvidenceId) -> None:
        """Give a piece a column, and stand in it."""
        self._also[evidence_id] = None
        if self.filter.key() == UNUSED:
            self.filter.set_key(ALL)
            self._only, self._pieces = None, []
        self._read()
        self.view.go(Spot(None, evidence_id))
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> bool:
        """Save what is typed in the panel."""
        return self.panel.leave()

    # Reading

    def _read(self, known: EvidenceMatrix | None = None) -> None:
        """Read the matrix, but for one that is `known` to be up to date, and show it."""
        if self.task_id is None:
            return
        ws, unused = self.session.workspace, self.session.workspace.look.unused_evidence()
        also = (*self._also, *(unused if self.filter.key() == UNUSED else ()), *self._pieces)
        matrix = known or evidence_matrix(ws, self.task_id, also=also)
        shown = {measure.id for measure in matrix.measures} if self._only is None else self._only
        self._pieces = self._columns(matrix, unused)
        self.model.show_matrix(matrix, shown, self._pieces)
        if not self.view.currentIndex().isValid():
            self.view.go(Spot(None, None))
        self.view.empty = self._empty(matrix)
        self._tell_counts(matrix, unused)

    def _columns(self, matrix: EvidenceMatrix, unused: Sequence[EvidenceId]) -> list[EvidenceId]:
        """Return the pieces to show: those that stand there stay, what is new comes behind them."""
        wanted = unused if self.filter.key() == UNUSED else [*matrix.numbers, *self._also]
        there = {piece.id for piece in matrix.pieces}
        return [piece for piece in dict.fromkeys((*self._pieces, *wanted)) if piece in there]

    def _tell_counts(self, matrix: EvidenceMatrix, unused: Sequence[EvidenceId]) -> None:
        counts = {UNPROVEN: len(matrix.without_evidence()), UNUSED: len(unused)}
        self.filter.set_choices([(key, f"{label} {counts[key]}" if key in counts else label) for key, label in LABELS])

    def _empty(self, matrix: EvidenceMatrix) -> str:
        if not matrix.measures:
            return NO_MEASURE
        if self.filter.key() == UNPROVEN and not self.model.measures:
            return NONE_UNPROVEN
        return NONE_UNUSED if self.filter.key() == UNUSED else NO_PIECE

    def _narrow(self) -> None:
        """Show what was picked, as it is now."""
        self._pieces, self._only = [], None
        if self.task_id is not None and self.filter.key() == UNPROVEN:
            self._only = frozenset(evidence_matrix(self.session.workspace, self.task_id).without_evidence())
        self.view.forget()
        self._read()

    def _is_open(self, evidence_id: EvidenceId) -> bool:
        return self.model.column_of(evidence_id) < 0

    # The chosen cells

    def _move(self) -> None:
        spots = tuple(self.view.spots())
        if spots == self._spots:
            return
        if not self.panel.leave():
            # What cannot be saved is mended first.
            self.panel.begin()
            return
        self._show_chosen()
        self.chosen.emit()

    def _show_chosen(self) -> None:
        self._spots = tuple(self.view.spots())
        self.panel.show_cells(self.model, self._spots)

    def _link(self, go_on: bool) -> None:
        """Link the chosen cells that have no link; `go_on` gives the keyboard to the sentence of proof.

        Many are asked about before, and linked between the events of the window.
        """
        pairs = [
            (spot.evidence_id, spot.measure_id) for spot in self.view.spots()
            if spot.evidence_id and spot.measure_id and spot not in self.model.matrix.links
        ]
        if len(pairs) > MANY:
            if ask.confirm(self, "对应佐证", f"选中的 {len(pairs)} 格都对应上。可以撤销。", f"对应 {len(pairs)} 格"):
                self.session.steps("正在对应", lambda ws: linking_pairs(ws, pairs=pairs))
            return
        if pairs:
            self.session.apply(lambda ws: link_pairs(ws, pairs=pairs))
        if go_on and self.panel.fields.links:
            self.panel.begin()

    def _unlink(self) -> None:
        matrix = self.model.matrix
        links = [(spot, link) for spot in self.view.spots() if (link := matrix.links.get(spot)) is not None]
        free = [link.id for spot, link in links if spot not in matrix.sealed_links]
        # All of them sealed, the refusal says by whom and when.
        ids = free or [link.id for _, link in links]
        if len(ids) > MANY:
            text = f"选中的 {len(ids)} 处对应都取消，连同写好的证明内容；佐证本身留着。可以撤销。"
            if not ask.confirm(self, "取消对应", text, f"取消 {len(ids)} 处"):
                return
            self.session.steps(
                "正在取消对应", lambda ws: unlinking_pairs(ws, link_ids=ids), failed=self.panel.show_problem
            )
        elif ids:
            self.session.apply(lambda ws: unlink_pairs(ws, link_ids=ids), source=self.panel)
        if free and len(free) < len(links):
            self.panel.show_problem(f"{len(links) - len(free)} 处已封卷，留着没有取消。")


def building(session: Session) -> Generator[None, None, MatrixPanel]:
    """Build the parts one after the other; between two of them the window may do something else."""
    panel = LinkPanel(session)
    yield
    return MatrixPanel(session, panel=panel)
