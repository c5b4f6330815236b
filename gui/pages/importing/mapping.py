"""What the columns of a ledger were taken for: head, three samples and a choice of field each; the rows of the head.

The ones the reader is unsure of are marked. A change is told at once and takes effect when the file is read again; what
the clerk made of it can be kept under a name for the next ledger of that kind.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from gui.parts.buttons import Button, LinkButton
from gui.parts.cells import EDGE
from gui.parts.draft_fields import DraftLine
from gui.parts.fields import ComboField
from gui.parts.filter_bar import FilterChoice
from gui.parts.labels import BlockName, Elided, Meta, Rule, Words
from gui.parts.number_field import NumberField
from gui.parts.signs import Shape, Sign, SignLabel
from gui.parts.steady import SteadyArea
from models.domain.drafts.draft import ColumnGuess, GridMapping
from models.domain.drafts.fields import SourceField, field_of
from models.domain.drafts.source import column_letters
from models.errors import AppError, InputError

SAMPLES = 3
HEAD = 144
FIELDS = tuple((field, field.label) for field in (SourceField.OTHER, *(f for f in SourceField if f.label != "不导入")))
_UNSURE = Sign(Shape.RING, "请核对", "ink", True)
_UNREAD = Sign(Shape.RING, "没有读入", "meta")
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
        self._grids: list[GridColumns] | None = []
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
        """Show what was taken for what, once it is looked at: most ledgers are read right."""
        self._mappings, self._grids = tuple(mappings), None
        if self.isVisible():
            self._make_grids()
        self._show_state()

    @property
    def grids(self) -> list[GridColumns]:
        """The tables with their columns."""
        return self._make_grids() if self._grids is None else self._grids

    def _make_grids(self) -> list[GridColumns]:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(EDGE, 8, EDGE, 24)
        column.setSpacing(24)
        self._grids = [GridColumns(mapping) for mapping in self._mappings]
        for grid in self._grids:
            grid.edited.connect(self._tell)
            column.addWidget(grid)
        column.addStretch(1)
        self.area.setWidget(inside)
        return self._grids

    def showEvent(self, event: QShowEvent) -> None:
        if self._grids is None:
            self._make_grids()
        super().showEvent(event)

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

    def first_field(self) -> ComboField | None:
        """Return the first choice that asks to be looked at, else the first."""
        fields = [field for grid in self.grids for field in grid.fields]
        unsure = [field for grid in self.grids for field in grid.unsure()]
        return next(iter(unsure or fields), None)

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


class GridColumns(QWidget):
    """One table: the rows of its head, and a line for each column."""

    edited = Signal()

    def __init__(self, mapping: GridMapping) -> None:
        super().__init__()
        self.known = mapping
        self._shift = mapping.first_row
        self.fields: list[ComboField] = []
        self.first, self.last = NumberField(), NumberField()
        for field, row, name in ((self.first, 0, "表头第一行"), (self.last, -1, "表头最后一行")):
            field.edit.setAccessibleName(name)
            field.setFixedWidth(56)
            field.fill(mapping.header_rows[row] + self._shift if mapping.header_rows else None)
            field.edited.connect(self.edited)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        grid.setColumnMinimumWidth(1, HEAD)
        grid.setColumnStretch(2, 1)
        for place, head in enumerate(("列", "表头", "前三个内容", "含义", "")):
            grid.addWidget(Meta(head), 0, place)
        grid.addWidget(Rule("line_strong"), 1, 0, 1, 5)
        for line, guess in enumerate(mapping.columns, start=2):
            self._add_line(grid, line, guess)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self._head())
        column.addLayout(grid)

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(BlockName(self.known.grid))
        head.addSpacing(16)
        for part in (Meta("表头在第"), self.first, Meta("行到第"), self.last, Meta("行")):
            head.addWidget(part)
        head.addStretch(1)
        return head

    def _add_line(self, grid: QGridLayout, line: int, guess: ColumnGuess) -> None:
        field = ComboField(choices=FIELDS)
        field.fill(guess.field)
        field.editor.setAccessibleName(f"{guess.head}的含义")
        field.setFixedWidth(152)
        field.edited.connect(self.edited)
        self.fields.append(field)
        head = Elided(guess.head or "（没有表头）", tone="ink" if guess.head else "meta")
        head.setFixedWidth(HEAD)
        first = "　".join(" ".join(text.split()) for text in guess.samples[:SAMPLES])
        samples = Elided(first or "（空列）", tone="ink_2")
        grid.addWidget(Meta(column_letters(guess.column)), line, 0)
        grid.addWidget(head, line, 1)
        grid.addWidget(samples, line, 2)
        grid.addWidget(field, line, 3)
        # Where no head was found nothing was read, and the page says so itself.
        has_head = bool(self.known.header_rows)
        sign = _UNSURE if not guess.is_sure else _UNREAD if has_head and _is_unread(guess) else None
        if sign is not None:
            grid.addWidget(SignLabel(sign), line, 4)

    # What the panel uses

    def mapping(self) -> GridMapping:
        """Return the mapping as it stands; what the clerk has left as it was he has seen."""
        columns = tuple(
            replace(guess, field=field.read(), is_sure=True)
            for guess, field in zip(self.known.columns, self.fields, strict=True)
        )
        return replace(self.known, columns=columns, header_rows=self._rows())

    def _rows(self) -> tuple[int, ...]:
        first, last = self.first.read(), self.last.read()
        if first is None and last is None:
            return ()
        if first is None or last is None or last < first:
            problem = InputError("表头的行号不对", remedy="写第一行和最后一行，例如 3 和 4；只有一行就写一样的数。")
            self.last.show_problem(problem)
            raise problem
        return tuple(range(first - self._shift, last - self._shift + 1))

    def is_changed(self) -> bool:
        """Return whether a choice or the rows of the head differ from what was read."""
        chosen = [field.read() for field in self.fields]
        if chosen != [guess.field for guess in self.known.columns]:
            return True
        return any(field.is_unsaved() for field in (self.first, self.last))

    def unsure(self) -> list[ComboField]:
        """Return the choices the reader is unsure of."""
        return [field for guess, field in zip(self.known.columns, self.fields, strict=True) if not guess.is_sure]


def _is_unread(guess: ColumnGuess) -> bool:
    """Return whether a column tells something nobody has a field for; what this program adds itself needs none."""
    is_known = field_of(guess.head) is SourceField.OTHER
    return guess.field is SourceField.OTHER and any(guess.samples) and not is_known
