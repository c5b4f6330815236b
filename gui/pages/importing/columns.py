"""One table of a ledger by its columns: head, three samples and a choice of field each; the rows of its head.

The ones the reader is unsure of are marked, and those that hold something nobody reads.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from gui.ahead import polish
from gui.parts.fields import ComboField
from gui.parts.labels import BlockName, Elided, Meta, Rule
from gui.parts.number_field import NumberField
from gui.parts.signs import Shape, Sign, SignLabel
from models.domain.drafts.draft import ColumnGuess, GridMapping
from models.domain.drafts.fields import SourceField, field_of
from models.domain.drafts.source import column_letters
from models.errors import InputError

SAMPLES = 3
HEAD = 144
FIELDS = tuple((field, field.label) for field in (SourceField.OTHER, *(f for f in SourceField if f.label != "不导入")))
_UNSURE = Sign(Shape.RING, "请核对", "ink", True)
_UNREAD = Sign(Shape.RING, "没有读入", "meta")


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
        self._lines = QGridLayout()
        self._lines.setHorizontalSpacing(16)
        self._lines.setVerticalSpacing(4)
        self._lines.setColumnMinimumWidth(1, HEAD)
        self._lines.setColumnStretch(2, 1)
        for place, head in enumerate(("列", "表头", "前三个内容", "含义", "")):
            self._lines.addWidget(Meta(head), 0, place)
        self._lines.addWidget(Rule("line_strong"), 1, 0, 1, 5)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self._head())
        column.addLayout(self._lines)

    def fill(self) -> Iterator[None]:
        """Add the lines, one in each step."""
        for line, guess in enumerate(self.known.columns, start=2):
            self._add_line(line, guess)
            yield

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(BlockName(self.known.grid))
        head.addSpacing(16)
        for part in (Meta("表头在第"), self.first, Meta("行到第"), self.last, Meta("行")):
            head.addWidget(part)
        head.addStretch(1)
        return head

    def _add_line(self, line: int, guess: ColumnGuess) -> None:
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
        parts: list[QWidget] = [Meta(column_letters(guess.column)), head, samples, field]
        # Where no head was found nothing was read, and the page says so itself.
        has_head = bool(self.known.header_rows)
        sign = _UNSURE if not guess.is_sure else _UNREAD if has_head and _is_unread(guess) else None
        if sign is not None:
            parts.append(SignLabel(sign))
        for place, part in enumerate(parts):
            self._lines.addWidget(part, line, place)
            polish(part)

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
