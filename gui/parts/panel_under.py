"""Lines one below the other, and a panel that opens under the line of the record it shows.

Lines are used again for other records, so after every change the panel is put where its record stands now; when that
is gone, it closes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

LineT = TypeVar("LineT", bound=QWidget)


class Lines(Generic[LineT]):
    """Lines of one kind in a column, made as they are needed."""

    def __init__(self, make: Callable[[], LineT]) -> None:
        self.column = QVBoxLayout()
        self.column.setSpacing(0)
        self._make = make
        self._made: list[LineT] = []
        self._used = 0

    def shown(self) -> list[LineT]:
        """Return the lines in use, in order."""
        return self._made[: self._used]

    def fit(self, count: int) -> list[LineT]:
        """Return so many lines, for their records to be shown on them, and hide those too many."""
        while len(self._made) < count:
            self._made.append(self._make())
            self.column.addWidget(self._made[-1])
        for line in self._made[count:]:
            line.hide()
        self._used = count
        return self.shown()


class PanelUnder(QObject):
    """Keeps a panel under the line with the same `record_id`; `moved` once it was put there or closed."""

    moved = Signal()

    def __init__(self, lines: Lines[Any], panel: Any, *, otherwise: QWidget) -> None:
        """Take in a panel, closed; `otherwise` has the keyboard after it where its line is gone."""
        super().__init__(otherwise)
        self._lines, self._panel, self._otherwise = lines, panel, otherwise
        lines.column.addWidget(panel)
        panel.hide()
        panel.closed.connect(self.close)

    def line(self) -> Any:
        """Return the line of what the panel shows, if it is there."""
        return next((line for line in self._lines.shown() if line.record_id == self._panel.record_id), None)

    def may_show(self, record_id: str) -> bool:
        """Save what is typed; returns whether there is such a line and the panel may show another record."""
        return any(line.record_id == record_id for line in self._lines.shown()) and self.leave()

    def leave(self) -> bool:
        """Save what is typed; returns whether the panel may be closed."""
        return self._panel.isHidden() or self._panel.leave()

    def put(self) -> None:
        """Open the panel under the line of what it shows, or close it where there is none."""
        line, column = self.line(), self._lines.column
        if line is None:
            self.close()
            return
        # Taking it out would take the keyboard from its fields.
        if column.indexOf(self._panel) != column.indexOf(line) + 1:
            column.removeWidget(self._panel)
            column.insertWidget(column.indexOf(line) + 1, self._panel)
        self._panel.show()
        self.moved.emit()

    def close(self) -> None:
        """Close the panel."""
        if self._panel.isAncestorOf(QApplication.focusWidget()):
            # Qt would give the keyboard to the rail, where the next Enter leaves the page.
            (self.line() or self._otherwise).setFocus()
        self._panel.hide()
        self._panel.forget()
        self.moved.emit()
