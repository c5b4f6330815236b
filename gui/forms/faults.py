"""What is wrong with a form, below its fields: complaint and remedy, under them the place, and the link there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.parts.cells import EDGE, LinkCell, Pair
from gui.parts.labels import Meta, Rule, SectionHead
from gui.parts.signs import Shape, Sign
from gui.parts.tables import Column, PageModel, Table
from models.domain.finding import Finding, Level

ROW = 46
SHOWN = 2
FINE = "没有发现问题"
_COLUMNS = (
    Column(key="sign", title="", width=EDGE + 22, sortable=False),
    Column(key="text", title="", grows=True, sortable=False),
    Column(key="link", title="", width=72, right=True, sortable=False),
)


class FaultList(QWidget):
    """The findings of a definition; `wanted(way)` for a click on a link or Enter."""

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.findings: Sequence[Finding] = ()
        self._model = PageModel(_COLUMNS, lambda *_: range(len(self.findings)), self._rows)
        self.table = Table(self._model, row_height=ROW, head=False)
        self.table.setAccessibleName("样式的问题")
        self.summary = Meta()
        head = QHBoxLayout()
        head.setContentsMargins(EDGE, 4, EDGE, 4)
        head.setSpacing(10)
        head.addWidget(SectionHead("检查"))
        head.addWidget(self.summary)
        head.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Rule("line_strong"))
        column.addLayout(head)
        column.addWidget(self.table)
        self.table.linked.connect(lambda place, _: self._go(place))
        self.table.opened.connect(self._go)

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show other findings, those that must be mended first."""
        ordered = sorted(findings, key=lambda item: list(Level).index(item.level))
        if ordered == list(self.findings) and self.summary.text():
            return
        self.findings = ordered
        stops = sum(item.level is Level.STOP for item in ordered)
        parts = [f"{stops} 处须改正，改好前不能用来排文书"] * bool(stops)
        parts += [f"{len(ordered) - stops} 处请核对"] * (len(ordered) > stops)
        self.summary.setText("，".join(parts) or FINE)
        self._model.load()
        self.table.setVisible(bool(ordered))
        self.table.setFixedHeight(ROW * min(len(ordered), SHOWN) + 1)

    def _go(self, place: object) -> None:
        target = self.findings[int(str(place))].target
        self.wanted.emit(target.field if target is not None else "")

    def _rows(self, places: Sequence[object]) -> list[tuple[object, ...]]:
        return [self._row(self.findings[int(str(place))]) for place in places]

    def _row(self, item: Finding) -> tuple[object, ...]:
        shape = Shape.TRIANGLE if item.level is Level.STOP else Shape.RING
        return Sign(shape, "", "ink"), Pair(f"{item.text}，{item.remedy}", "", item.where), LinkCell("去改")
