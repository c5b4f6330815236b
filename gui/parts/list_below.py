"""A list below what it is about: its name and a summary on one line, under them a few rows that lead somewhere.

What a row shows and where it leads, the heirs say; a click on its link or Enter goes there. Findings stand in the order
in which they must be dealt with.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.parts.cells import EDGE
from gui.parts.labels import Meta, Rule, SectionHead
from gui.parts.tables import Column, PageModel, Table
from models.domain.finding import Finding, by_level


class ListBelow(QWidget):
    """A list under a strong line; `most` rows of it are in sight, without any there is only its name."""

    def __init__(self, name: str, columns: Sequence[Column], *, row_height: int, most: int, head: bool = False) -> None:
        super().__init__()
        self._items: Sequence[Any] = ()
        self._row_height, self._most = row_height, most
        self._model = PageModel(columns, lambda *_: range(len(self._items)), self._rows)
        self.table = Table(self._model, row_height=row_height, head=head)
        self.summary = Meta()
        self.line = QHBoxLayout()
        self.line.setContentsMargins(EDGE, 4, EDGE, 4)
        self.line.setSpacing(10)
        self.line.addWidget(SectionHead(name))
        self.line.addWidget(self.summary)
        self.line.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Rule("line_strong"))
        column.addLayout(self.line)
        column.addWidget(self.table)
        self.table.linked.connect(lambda place, _: self._go(self._at(place)))
        self.table.opened.connect(lambda place: self._go(self._at(place)))

    def show_items(self, items: Sequence[Any], summary: str) -> None:
        """Show other rows, with what is said of them all."""
        self._items = items
        self.summary.setText(summary)
        self._model.load()
        self.table.setVisible(bool(items))
        head = self.table.horizontalHeader()
        top = 0 if head.isHidden() else head.height()
        self.table.setFixedHeight(top + self._row_height * min(len(items), self._most) + 1)

    def _row(self, item: Any) -> tuple[object, ...]:
        raise NotImplementedError

    def _go(self, item: Any) -> None:
        raise NotImplementedError

    def _at(self, place: object) -> Any:
        return self._items[int(str(place))]

    def _rows(self, places: Sequence[object]) -> list[tuple[object, ...]]:
        return [self._row(self._at(place)) for place in places]


class FindingsBelow(ListBelow):
    """Findings, those that must be dealt with first."""

    findings: Sequence[Finding] = ()

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show other findings."""
        ordered = by_level(findings)
        if ordered == list(self.findings) and self.summary.text():
            return
        self.findings = ordered
        self.show_items(ordered, self._said(ordered))

    def _said(self, findings: Sequence[Finding]) -> str:
        raise NotImplementedError
