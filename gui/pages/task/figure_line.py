"""A figure being corrected: its number, and which sentences change with it; or one more figure of the entry."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.parts.buttons import Button, LinkButton
from gui.parts.draft_fields import DraftLine
from gui.parts.keys import bind
from gui.parts.labels import Meta, Words
from gui.parts.sight import bring_into_sight
from gui.session import Session
from models.actions.progress import add_figure, remove_figure, revise_figure
from models.domain.evidence import EvidenceLink
from models.domain.figures import states
from models.domain.plan import Figure, FigureId, Progress, ProgressId
from models.errors import AppError

INDENT = 104
_OF_ITS_OWN = "句子里没有写到的数字，可以单独登记；起草陈述时会补在句末。"


class FigureLine(QWidget):
    """Stands under the entry it belongs to."""

    closed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._progress_id: ProgressId | None = None
        self._figure: Figure | None = None
        self.label_words = Words()
        self.label = DraftLine(placeholder="名称，如 县委常委会", width=180)
        self.number = DraftLine(placeholder="数字", width=88)
        self.unit_words = Words()
        self.unit = DraftLine(placeholder="单位，如 次", width=88)
        self.enter = Button("更正")
        self.remove = LinkButton("删除这条数据")
        self.told = Meta()
        self.told.setWordWrap(True)
        self._build()
        self._connect()

    def _build(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        for words in (self.label_words, self.unit_words):
            words.setFixedHeight(30)
        for widget in (self.label_words, self.label, self.number, self.unit_words, self.unit, self.enter, self.remove):
            row.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(INDENT, 4, 0, 6)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.told)

    def _connect(self) -> None:
        self.enter.clicked.connect(self._enter)
        self.remove.clicked.connect(self._remove)
        self.number.entered.connect(self._enter)
        self.unit.entered.connect(self._enter)
        self.label.entered.connect(self.number.setFocus)
        bind(self, ("Esc", self.closed.emit))

    def show_figure(self, progress_id: ProgressId, figure: Figure | None) -> None:
        """Show a figure to be corrected, or with None empty fields for one more."""
        self._progress_id, self._figure = progress_id, figure
        is_new = figure is None
        for widget in (self.label, self.unit):
            widget.setVisible(is_new)
            widget.fill("")
        for words in (self.label_words, self.unit_words, self.remove):
            words.setVisible(not is_new)
        self.label_words.setText(figure.label if figure else "")
        self.unit_words.setText(figure.unit if figure else "")
        self.number.fill(figure.number if figure else "")
        self.enter.setText("登记" if is_new else "更正")
        self.told.setText(self._affected(figure) if figure else _OF_ITS_OWN)
        self.show()
        first = self.label if is_new else self.number
        first.setFocus()
        first.edit.selectAll()
        bring_into_sight(self)

    def refill(self, figures: list[Figure]) -> None:
        """Follow the records: show the figure as it is now, or close when it is gone."""
        if self._figure is None:
            return
        now = next((figure for figure in figures if figure.id == self._figure.id), None)
        if now is None:
            self.closed.emit()
        elif now != self._figure:
            self._figure = now
            self.number.fill(now.number)

    def show_problem(self, problem: AppError | str | None) -> None:
        """Say a problem under the number."""
        self.number.show_problem(problem)

    def _affected(self, figure: Figure) -> str:
        ws = self.session.workspace
        entry = ws.need(Progress, figure.progress_id)

        def says(text: str) -> bool:
            return states(text, label=figure.label, number=figure.number, unit=figure.unit)

        entries = sum(says(item.text) for item in ws.find(Progress, measure_id=entry.measure_id))
        proofs = sum(says(link.proves) for link in ws.find(EvidenceLink, measure_id=entry.measure_id))
        places = [f"落实情况 {entries} 句"] * bool(entries) + [f"证明 {proofs} 句"] * bool(proofs)
        also = f"{'、'.join(places)}里的这个数一并改过；" if places else ""
        return f"{also}本措施的两段陈述转为待核。Enter 更正，Esc 不改。"

    def _enter(self) -> None:
        if not self.number.commit(leaving=True) or self._progress_id is None:
            return
        figure, number, progress_id = self._figure, self.number.text(), self._progress_id
        if figure is not None:
            self._apply_revision(figure.id, number)
            return
        label, unit = self.label.text(), self.unit.text()
        changes = self.session.apply(
            lambda ws: add_figure(ws, progress_id=progress_id, label=label, number=number, unit=unit), source=self
        )
        if changes is not None:
            self.closed.emit()

    def _apply_revision(self, figure_id: FigureId, number: str) -> None:
        changes = self.session.apply(lambda ws: revise_figure(ws, figure_id=figure_id, number=number), source=self)
        if changes is not None:
            self.closed.emit()

    def _remove(self) -> None:
        if self._figure is not None:
            figure_id = self._figure.id
            self.session.apply(lambda ws: remove_figure(ws, figure_id=figure_id))
