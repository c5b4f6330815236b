"""The panel beside 对应表: what the chosen piece proves of the chosen measure, and how the opinion will say it.

Where several links are chosen, what is written goes to all of them. What is typed stays where it is: saving it moves
neither the keyboard nor the chosen cell. Enter goes back to the grid, and so does Esc, which forgets the typing.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui import opening
from gui.evidence.seal_marks import SealNote
from gui.evidence.uses import EvidenceUses
from gui.matrix.link_fields import LinkFields
from gui.matrix.model import MatrixModel
from gui.matrix.view import Spot
from gui.parts import typeface
from gui.parts.buttons import Button, LinkButton
from gui.parts.date_field import written
from gui.parts.field import Field
from gui.parts.keys import bind
from gui.parts.labels import BlockName, Elided, Meta, Rule, Words
from gui.parts.said import Said
from gui.parts.steady import SteadyArea
from gui.session import Session
from gui.task.statements import StatementBlock
from models.assembly import closures_by_measure
from models.domain.closure import StatementKind
from models.domain.evidence import Evidence, EvidenceId
from models.domain.plan import Measure, MeasureId
from models.errors import AppError
from models.lists import SealMark

WIDTH = 344
NOTHING = "在左边选一格：一条措施和一份佐证相交的地方。"


class LinkPanel(SteadyArea):
    """The right side; `linking` and `unlinking` are asked of the grid's owner, `left` gives the keyboard back."""

    linking = Signal()
    unlinking = Signal()
    left = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.piece: Evidence | None = None
        self._shown: MeasureId | None = None
        self.measure_name = BlockName()
        self.measure_text = Elided()
        self.title = Words()
        self.facts = Elided(size=typeface.VALUE, tone="ink_2")
        self.open_link = LinkButton("打开", icon="open")
        self.told = Meta()
        self.sealed = SealNote()
        self.refused = Said(inset=0)
        self.link_button = Button("对应", icon="link")
        self.unlink_button = LinkButton("取消对应", icon="minus")
        self.fields = LinkFields(session)
        self.statement = StatementBlock(session, StatementKind.PROOF)
        self.uses = EvidenceUses(session)
        self.setFixedWidth(WIDTH)
        self._build()
        self._connect()

    # Build

    def _build(self) -> None:
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(20, 12, 24, 16)
        self._column.setSpacing(8)
        self.title.setWordWrap(True)
        self.told.setWordWrap(True)
        for part in (self._measure_line(), self._piece_part(), self._buttons(), self.fields, self.statement):
            self._column.addWidget(part)
        self.rule = Rule("hair")
        self._column.addWidget(self.rule)
        self._column.addWidget(self.uses)
        self._column.addStretch(1)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(inside)

    def _measure_line(self) -> QWidget:
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(10)
        line.addWidget(self.measure_name)
        line.addWidget(self.measure_text, 1)
        return holder

    def _piece_part(self) -> QWidget:
        self.piece_part = QWidget()
        column = QVBoxLayout(self.piece_part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.title)
        line = QHBoxLayout()
        line.addWidget(self.facts, 1)
        line.addWidget(self.open_link)
        column.addLayout(line)
        return self.piece_part

    def _buttons(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        line = QHBoxLayout()
        line.setSpacing(16)
        line.addWidget(self.link_button)
        line.addWidget(self.unlink_button)
        line.addStretch(1)
        for part in (self.told, self.sealed, self.refused):
            column.addWidget(part)
        column.addLayout(line)
        return holder

    def _connect(self) -> None:
        self.fields.entered.connect(self.left)
        self.link_button.clicked.connect(self.linking)
        self.unlink_button.clicked.connect(self.unlinking)
        self.open_link.clicked.connect(self.open_file)
        bind(self, ("Esc", self._drop_and_leave))

    # What the owner uses

    def show_cells(self, model: MatrixModel, spots: Sequence[Spot]) -> None:
        """Show what is chosen: one cell, several, or nothing; unsaved typing on the same link stays."""
        measures, pieces = ({spot[side] for spot in spots} for side in (0, 1))
        self._show_measure(measures.pop() if len(measures) == 1 else None)
        self._show_piece(model, pieces.pop() if len(pieces) == 1 else None)
        links = [link for spot in spots if (link := model.matrix.links.get(spot)) is not None]
        self.fields.show_links(links)
        seals = [seal for spot in spots if (seal := model.matrix.sealed_links.get(spot)) is not None]
        self._show_buttons(len(spots), len(links), len(seals))
        self._show_seals(model, seals)
        # Where there is no cell at all the grid says what to do.
        self.told.setVisible(bool(self.told.text()) and bool(model.measures and model.pieces))
        self.show_problem(None)

    def show_problem(self, problem: AppError | str | None) -> None:
        """Say why the links were not taken off, until other cells are chosen."""
        self.refused.show_words(str(problem or ""), good=False)
        self.refused.setVisible(problem is not None)
        if problem is not None:
            self.sealed.hide()

    def begin(self) -> None:
        """Give the keyboard to the sentence of proof."""
        self.fields.proves.setFocus()

    def leave(self) -> bool:
        """Save what is typed; returns whether another cell may be shown."""
        saved = [field.commit(leaving=True) for field in self.findChildren(Field) if field.is_unsaved()]
        return all(saved)

    def open_file(self) -> None:
        """Open the first file of the piece as a read-only copy."""
        if self.piece is not None:
            opening.open_stored(self.session, self.session.workspace.current_files(self.piece.id)[0])

    # Own steps

    def _show_measure(self, measure_id: MeasureId | None) -> None:
        measure = self.session.workspace.get(Measure, measure_id)
        for part in (self.measure_name, self.measure_text):
            part.setVisible(measure is not None)
        self._show_statement(measure)
        if measure is not None:
            self.measure_name.setText(f"措施 {measure.number}")
            self.measure_text.set_text(measure.name)

    def _show_statement(self, measure: Measure | None) -> None:
        again, self._shown = measure is not None and measure.id == self._shown, measure.id if measure else None
        closures = closures_by_measure(self.session.workspace, measure.task_id) if measure else {}
        closure = closures.get(measure.id) if measure else None
        self.statement.setVisible(closure is not None)
        if measure is not None and closure is not None:
            self.statement.show_measure(measure, closure, fresh=not again)

    def _show_piece(self, model: MatrixModel, evidence_id: EvidenceId | None) -> None:
        column = model.column_of(evidence_id)
        self.piece = model.pieces[column] if column >= 0 else None
        for part in (self.piece_part, self.rule, self.uses):
            part.setVisible(self.piece is not None)
        self.uses.show_evidence(self.piece)
        if self.piece is not None:
            self.title.setText(f"{model.number(column)}　{self.piece.title}".strip())
            facts = (self.piece.kind, self.piece.issuing_body, written(self.piece.dated_on))
            self.facts.set_text("　".join(filter(None, facts)))

    def _show_buttons(self, cells: int, links: int, sealed: int) -> None:
        self.told.setText(_told(cells, links))
        self.link_button.setVisible(cells > links)
        self.link_button.setText("对应" if cells == 1 else f"对应 {cells - links} 格")
        self.unlink_button.setVisible(links > sealed)
        self.unlink_button.setText("取消对应" if cells == 1 else f"取消 {links - sealed} 处对应")

    def _show_seals(self, model: MatrixModel, seals: Sequence[SealMark]) -> None:
        """Say of what is chosen that a seal names it: its links, else the piece."""
        piece = model.matrix.sealed_pieces.get(self.piece.id) if self.piece else None
        if len(seals) > 1:
            self.sealed.show_words(f"其中 {len(seals)} 处已封卷，不能取消")
        else:
            self.sealed.show_words(f"{seals[0].told}，这处对应不能取消" if seals else piece.told if piece else "")

    def _drop_and_leave(self) -> None:
        self.fields.drop()
        self.left.emit()


def _told(cells: int, links: int) -> str:
    if not cells:
        return NOTHING
    if cells == 1:
        return "" if links else "还没有对应（空格键对应）"
    return f"选了 {cells} 格，已对应 {links} 格" + ("；下面写的给这几处" if links > 1 else "")
