"""Fields side by side under their labels, in columns of equal width, and a part that is folded away.

Only what is asked for stands open; the rest lies under 更多.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from gui.parts.buttons import LinkButton
from gui.parts.field import Field

ACROSS = 24
DOWN = 16


class Form(QWidget):
    """A grid of fields; a field takes one column or more, a full row ends by itself."""

    def __init__(self, columns: int = 2) -> None:
        super().__init__()
        self._columns = columns
        self._row = 0
        self._next = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(ACROSS)
        self._grid.setVerticalSpacing(DOWN)
        for column in range(columns):
            self._grid.setColumnStretch(column, 1)

    def add(self, widget: QWidget, span: int = 1) -> QWidget:
        """Put a field into the next free columns; `span` 0 takes the whole row."""
        span = min(span or self._columns, self._columns)
        if self._next + span > self._columns:
            self.end_row()
        self._grid.addWidget(widget, self._row, self._next, 1, span, Qt.AlignmentFlag.AlignTop)
        self._next += span
        return widget

    def end_row(self) -> None:
        """Begin a new row."""
        self._row += 1
        self._next = 0

    def fields(self) -> Iterable[Field]:
        """Return the fields in the form, in the order they were added."""
        return self.findChildren(Field)


class Fold(QWidget):
    """A part of a form behind a link; closed until it is asked for."""

    def __init__(self, inside: QWidget, words: str = "更多") -> None:
        super().__init__()
        self._inside = inside
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(DOWN)
        self.link = LinkButton(words, icon="right")
        self.link.clicked.connect(lambda: self.set_open(not self.is_open()))
        column.addWidget(self.link, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(inside)
        inside.hide()

    def is_open(self) -> bool:
        """Return whether the part can be seen."""
        return not self._inside.isHidden()

    def set_open(self, is_open: bool) -> None:
        """Open or close the part."""
        self._inside.setVisible(is_open)
        self.link.set_icon("down" if is_open else "right")
