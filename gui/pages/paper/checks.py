"""What is wrong with the paper, below its text: place, complaint, and the link that goes there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.pages.paper.words import level_sign, link_words
from gui.parts.buttons import LinkButton
from gui.parts.cells import EDGE, LinkCell, Strong
from gui.parts.labels import Meta, Rule, SectionHead
from gui.parts.tables import Column, PageModel, Table
from models.domain.finding import Finding, Level

ROW = 34
SHOWN = 3
COLUMNS = (
    Column(key="sign", title="", width=EDGE + 22, sortable=False),
    Column(key="where", title="", width=230, sortable=False),
    Column(key="text", title="", grows=True, sortable=False),
    Column(key="link", title="", width=110, right=True, sortable=False),
)


class CheckList(QWidget):
    """The findings of a paper; `wanted(finding)` for a click on a link or Enter."""

    wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.findings: Sequence[Finding] = ()
        self._model = PageModel(COLUMNS, lambda *_: range(len(self.findings)), self._rows)
        self.table = Table(self._model, row_height=ROW, head=False)
        self.summary = Meta()
        self.machine = LinkButton("")
        self._of_machine: Finding | None = None
        self._build()
        self.table.linked.connect(lambda place, _: self.wanted.emit(self.findings[int(place)]))
        self.table.opened.connect(lambda place: self.wanted.emit(self.findings[int(place)]))

        self.machine.clicked.connect(lambda: self.wanted.emit(self._of_machine))
        self.show_machine(None)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(EDGE, 4, EDGE, 4)
        head.setSpacing(10)
        head.addWidget(SectionHead("体检"))
        head.addWidget(self.summary)
        head.addStretch(1)
        head.addWidget(self.machine)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Rule("line_strong"))
        column.addLayout(head)
        column.addWidget(self.table)

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show other findings, those that must be dealt with first."""
        ordered = sorted(findings, key=lambda item: list(Level).index(item.level))
        if ordered == list(self.findings) and self.summary.text():
            return
        self.findings = ordered
        self.summary.setText(summary(ordered))
        self._model.load()
        self.table.setFixedHeight(ROW * min(len(ordered), SHOWN) + (1 if ordered else 0))

    def show_machine(self, finding: Finding | None) -> None:
        """Show beside the summary what this PC lacks; it is no fault of the paper and stands in no line of its own."""
        self._of_machine = finding
        self.machine.setVisible(finding is not None)
        if finding is not None:
            self.machine.setText("本机字体不全")
            self.machine.setToolTip(f"{finding.text}。{finding.remedy}。")

    def _rows(self, places: Sequence[object]) -> list[tuple[object, ...]]:
        found = [self.findings[int(str(place))] for place in places]
        return [(level_sign(item), Strong(item.where), item.text, LinkCell(link_words(item))) for item in found]


def summary(findings: Sequence[Finding]) -> str:
    """Return the sentence beside 体检: how many places must be dealt with, how many looked at."""
    stops = sum(item.level is Level.STOP for item in findings)
    others = len(findings) - stops
    parts = [f"{stops} 处须处理"] * bool(stops) + [f"{others} 处请核对"] * bool(others)
    return "，".join(parts) if parts else "没有发现问题，可以导出"
