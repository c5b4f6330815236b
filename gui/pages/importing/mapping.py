"""What the columns of a ledger were taken for: head, three samples and a choice of field each; the rows of the head.

The ones the reader is unsure of are marked. A change is told at once and takes effect when the file is read again; what
the clerk made of it can be kept under a name for the next ledger of that kind.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from gui.ahead import InParts
from gui.pages.importing.columns import GridColumns
from gui.parts.buttons import Button, LinkButton
from gui.parts.cells import EDGE
from gui.parts.draft_fields import DraftLine
from gui.parts.filter_bar import FilterChoice
from gui.parts.labels import Rule, Words
from gui.parts.steady import SteadyArea
from models.domain.drafts.draft import GridMapping
from models.errors import AppError

_HINT = "改了含义，按“重新读取”才生效。标“请核对”的，表头和内容说的不一样；标“没有读入”的，选了含义才导入。"


class MappingPanel(QWidget):
    """The columns of each table; `reading(mappings)` asks to read again, `used(id)` to do so by one that was kept.

    `keeping(name)` asks to keep it under a name, `dropping(id)` to keep a kept one no longer.
    """

    reading = Signal(object)
    keeping = Signal(str)
    dropping = Signal(object)
    used = Signal(object)
    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._mappings: tuple[GridMapping, ...] = ()
        # None as long as they are being built.
        self._grids: list[GridColumns] | None = []
        self._filling = InParts(self)
        self.profiles = FilterChoice("以前存下的")
        self.profiles.picked.connect(self._use)
        self.drop = LinkButton("不再留用")
        self.drop.clicked.connect(lambda: self.dropping.emit(self.profiles.key()))
        self.said = Words(_HINT, tone="ink_2")
        self.said.setWordWrap(True)
        self.again = Button("重新读取", icon="refresh")
        self.again.clicked.connect(self.read_again)
        self.name = DraftLine(placeholder="起个名字，如 市级台账")
        self.name.edit.setAccessibleName("存下时的名字")
        self.name.setFixedWidth(184)
        self.keep = LinkButton("存下这些含义")
        self.keep.clicked.connect(self._keep)
        self.name.entered.connect(self._keep)
        self._build()

    def _build(self) -> None:
        foot = QHBoxLayout()
        foot.setContentsMargins(EDGE, 8, EDGE, 12)
        foot.setSpacing(12)
        for widget in (self.again, self.profiles, self.drop):
            foot.addWidget(widget)
        foot.addStretch(1)
        for widget in (self.name, self.keep):
            foot.addWidget(widget)
        hint = QHBoxLayout()
        hint.setContentsMargins(EDGE, 12, EDGE, 4)
        hint.addWidget(self.said)
        self.area = SteadyArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(hint)
        column.addWidget(self.area, 1)
        column.addWidget(Rule())
        column.addLayout(foot)
        self.show_profiles(())

    # What the page uses

    def show_mappings(self, mappings: Sequence[GridMapping]) -> None:
        """Show what was taken for what, column by column between the events of the window."""
        self._mappings, self._grids = tuple(mappings), None
        before = self.area.takeWidget()
        if before is not None:
            before.deleteLater()
        self._filling.begin(self._fill())
        self._show_state()

    @property
    def grids(self) -> list[GridColumns]:
        """The tables with their columns."""
        self._filling.finish()
        return self._grids or []

    def _fill(self) -> Iterator[None]:
        inside, grids = QWidget(), []
        column = QVBoxLayout(inside)
        column.setContentsMargins(EDGE, 8, EDGE, 24)
        column.setSpacing(24)
        for mapping in self._mappings:
            grid = GridColumns(mapping)
            grid.edited.connect(self._tell)
            column.addWidget(grid)
            grids.append(grid)
            yield from grid.fill()
        column.addStretch(1)
        self._grids = grids
        self.area.setWidget(inside)
        if self.window().focusWidget() is self.area:
            self.first_field().setFocus()

    def show_profiles(self, names: Sequence[tuple[object, str]], chosen: str = "") -> None:
        """Offer mappings that were kept before; `chosen` is the one by which the file was read."""
        self.profiles.set_choices([(None, "选一套"), *names])
        self.profiles.set_key(chosen or None)
        self.profiles.setVisible(bool(names))
        self.drop.setVisible(bool(names) and bool(chosen))

    def mappings(self) -> tuple[GridMapping, ...]:
        """Return what stands here; raises AppError where a row of the head cannot be one."""
        return tuple(grid.mapping() for grid in self.grids)

    def is_changed(self) -> bool:
        """Return whether the file has to be read again."""
        return any(grid.is_changed() for grid in self._grids or ())

    def unsure(self) -> int:
        """Return how many columns ask to be looked at."""
        return sum(not guess.is_sure for mapping in self._mappings for guess in mapping.columns)

    def first_field(self) -> QWidget:
        """Return the first choice that asks to be looked at, else the first; before they are built, their place."""
        fields = [field for grid in self._grids or () for field in grid.fields]
        unsure = [field for grid in self._grids or () for field in grid.unsure()]
        return next(iter(unsure or fields), self.area)

    def read_again(self) -> None:
        """Ask for the file to be read by what stands here."""
        try:
            self.reading.emit(self.mappings())
        except AppError:
            # It stands under the field it is in.
            return

    # Own steps

    def _tell(self) -> None:
        self._show_state()
        self.edited.emit()

    def _show_state(self) -> None:
        self.again.allow("" if self.is_changed() else "没有改动，不用重读")

    def _use(self, key: object) -> None:
        if key is not None:
            self.used.emit(key)

    def _keep(self) -> None:
        if self.name.commit(leaving=True):
            self.keeping.emit(self.name.text().strip())

    def show_problem(self, problem: AppError | str | None) -> None:
        """Say what is wrong with the name."""
        self.name.show_problem(problem)


