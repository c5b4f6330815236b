"""What is wrong with the paper, below its text: place, complaint, and the link that goes there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal

from gui.pages.paper.words import level_sign, link_words
from gui.parts.buttons import LinkButton
from gui.parts.cells import EDGE, LinkCell, Strong
from gui.parts.list_below import FindingsBelow
from gui.parts.tables import Column
from models.domain.finding import Finding, Level

ROW = 34
SHOWN = 3
_COLUMNS = (
    Column(key="sign", title="", width=EDGE + 22, sortable=False),
    Column(key="where", title="", width=230, most=330, sortable=False),
    Column(key="text", title="", width=330, least=120, grows=True, sortable=False),
    Column(key="link", title="", width=110, right=True, sortable=False),
)


class CheckList(FindingsBelow):
    """The findings of a paper; `wanted(finding)` for a click on a link or Enter."""

    wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__("体检", _COLUMNS, row_height=ROW, most=SHOWN)
        self.machine = LinkButton("")
        self.line.addWidget(self.machine)
        self._of_machine: Finding | None = None
        self.machine.clicked.connect(lambda: self.wanted.emit(self._of_machine))
        self.show_machine(None)

    def show_machine(self, finding: Finding | None) -> None:
        """Show beside the summary what this PC lacks; it is no fault of the paper and stands in no line of its own."""
        self._of_machine = finding
        self.machine.setVisible(finding is not None)
        if finding is not None:
            self.machine.setText("本机字体不全")
            self.machine.setToolTip(f"{finding.text}。{finding.remedy}。")

    def _said(self, findings: Sequence[Finding]) -> str:
        stops = sum(item.level is Level.STOP for item in findings)
        others = len(findings) - stops
        parts = [f"{stops} 处须处理"] * bool(stops) + [f"{others} 处请核对"] * bool(others)
        return "，".join(parts) if parts else "没有发现问题，可以导出"

    def _go(self, item: Finding) -> None:
        self.wanted.emit(item)

    def _row(self, item: Finding) -> tuple[object, ...]:
        return level_sign(item), Strong(item.where), item.text, LinkCell(link_words(item))
