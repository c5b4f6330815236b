"""What the evidence that is about to be sealed lacks: a line for each, with the way to where it is mended."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.parts.buttons import LinkButton
from gui.parts.labels import Elided
from gui.parts.signs import Shape, Sign, SignLabel
from gui.places import way_to
from gui.session import Session
from models.domain.closure import Closure
from models.domain.finding import Finding


class SealLacks(QWidget):
    """One line a finding; hidden where nothing is lacking."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.links: list[LinkButton] = []
        self._shown: Sequence[Finding] = ()
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        self.hide()

    def show_lacks(self, closure: Closure, lacks: Sequence[Finding]) -> None:
        """Show what is lacking; the same again stays, and the keyboard with it."""
        if lacks == self._shown:
            return
        self._shown, self.links = lacks, []
        while item := self._rows.takeAt(0):
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for lack in lacks:
            self._rows.addWidget(self._line(closure, lack))
        self.setVisible(bool(lacks))

    def _line(self, closure: Closure, lack: Finding) -> QWidget:
        line, link = QWidget(), LinkButton(lack.remedy)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(SignLabel(Sign(Shape.TRIANGLE, "", "ink")))
        row.addWidget(Elided(lack.text), 1)
        row.addWidget(link)
        self.links.append(link)
        way = way_to(self.session.workspace, lack.target, closure) if lack.target else None
        if way is not None:
            link.clicked.connect(partial(self.session.go, *way))
        return line
