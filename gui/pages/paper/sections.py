"""The sections of a paper at the left: number, name, and whose words they are or what is lacking."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from exporters.forms.sections import SectionText
from gui.pages.paper.words import SIGNS
from gui.parts.cells import EDGE, Muted
from gui.parts.tables import Column, PageModel, Table

WIDTH = 230
ROW = 32
_COLUMNS = (
    Column(key="number", title="", width=EDGE + 22, pad=0, sortable=False),
    Column(key="name", title="部分", width=90, pad=0, grows=True, sortable=False),
    Column(key="state", title="状态", width=88, pad=6, sortable=False),
)


class SectionList(QWidget):
    """The list; `chosen(key)` is told for a click or an arrow, `entered` for Enter: go on in the text."""

    chosen = Signal(str)
    entered = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(WIDTH)
        self._rows: dict[str, tuple[object, ...]] = {}
        self._model = PageModel(_COLUMNS, lambda *_: list(self._rows), lambda ids: [self._rows[key] for key in ids])
        self.table = Table(self._model, row_height=ROW, insets=(EDGE, 12))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.addWidget(self.table)
        self._filling = False
        self.table.chosen.connect(self._tell)
        self.table.opened.connect(lambda key: self.entered.emit(str(key)))

    def show_sections(self, sections: Sequence[SectionText]) -> None:
        """Show the sections as they stand."""
        # There is room for the number, not for the brackets of （一）.
        rows = {item.key: (Muted(item.number.strip("（）")), item.name, SIGNS[item.state] or Muted("自动"))
                for item in sections}
        if rows == self._rows:
            return
        self._filling = True
        self._rows = rows
        self._model.load()
        self._filling = False

    def choose(self, key: str) -> None:
        """Mark a section without telling."""
        self._filling = True
        self.table.choose(key)
        self._filling = False

    def key(self) -> str:
        """Return the key of the marked section."""
        return str(self.table.chosen_id() or "")

    def _tell(self, key: object) -> None:
        if key is not None and not self._filling:
            self.chosen.emit(str(key))
