"""What is wrong with a form, below its fields: complaint and remedy, under them the place, and the link there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal

from gui.parts.cells import EDGE, LinkCell, Pair
from gui.parts.list_below import FindingsBelow
from gui.parts.signs import Shape, Sign
from gui.parts.tables import Column
from models.domain.finding import Finding, Level

ROW = 46
SHOWN = 2
FINE = "没有发现问题"
_COLUMNS = (
    Column(key="sign", title="", width=EDGE + 22, sortable=False),
    Column(key="text", title="", grows=True, sortable=False),
    Column(key="link", title="", width=72, right=True, sortable=False),
)


class FaultList(FindingsBelow):
    """The findings of a definition; `wanted(way)` for a click on a link or Enter."""

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__("检查", _COLUMNS, row_height=ROW, most=SHOWN)
        self.table.setAccessibleName("样式的问题")

    def _said(self, findings: Sequence[Finding]) -> str:
        stops = sum(item.level is Level.STOP for item in findings)
        parts = [f"{stops} 处须改正，改好前不能用来排文书"] * bool(stops)
        parts += [f"{len(findings) - stops} 处请核对"] * (len(findings) > stops)
        return "，".join(parts) or FINE

    def _go(self, item: Finding) -> None:
        self.wanted.emit(item.target.field if item.target is not None else "")

    def _row(self, item: Finding) -> tuple[object, ...]:
        shape = Shape.TRIANGLE if item.level is Level.STOP else Shape.RING
        return Sign(shape, "", "ink"), Pair(f"{item.text}，{item.remedy}", "", item.where), LinkCell("去改")
