"""What a page is to the window: a widget that can be refreshed, left, and returned to.

Pages do not know each other; they go elsewhere through `session.go(key, place)`. A page reads the records through the
session's workspace and changes them only through `session.apply`; it shows a change when it is told of it.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.parts.buttons import CHEVRON
from gui.parts.cells import EDGE
from gui.parts.field import Field
from gui.parts.labels import Hint, Title
from gui.session import Session
from models.workspace import Changes

HEAD = 52


class Page(QWidget):
    """One page of the window: a head of 52 px, and what is on it below; `turned` when another part of it is shown."""

    turned = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.head = PageHead()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.column.addWidget(self.head)

    def prepare(self) -> Iterator[None]:
        """Build more of the page than stands there yet, part by part, before it is shown first."""
        yield from ()

    def refresh(self, changes: Changes | None) -> None:
        """Show the records as they are; `changes` tells which differ, None that any may."""
        raise NotImplementedError

    def go_to(self, place: object) -> None:
        """Show a place of the page: what `place` returned, or what another page asked for; None is the page itself."""

    def place(self) -> object:
        """Return where the clerk is on the page, for Alt+←."""
        return None

    def topic(self) -> str:
        """Return what the help tells of, where the page has parts of its own; else the page itself."""
        return ""

    def first_focus(self) -> QWidget:
        """Return the widget that takes the keyboard when the page is shown."""
        return self

    def open_fields(self) -> list[Field]:
        """Return the fields that hold unsaved typing."""
        return [field for field in self.findChildren(Field) if field.is_unsaved() or field.problem()]

    def save(self) -> bool:
        """Save the typing on the page without leaving it; returns whether nothing unsaved remains."""
        results = [field.commit() for field in self.open_fields()]
        return all(results)

    def leave(self) -> bool:
        """Save the typing on the page for good; returns whether nothing unsaved remains."""
        results = [field.commit(leaving=True) for field in self.open_fields()]
        return all(results)


class PageHead(QWidget):
    """The head of a page: title and hint at the left, buttons at the right."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(HEAD)
        self.title = Title()
        self.hint = Hint()
        self._left = QHBoxLayout()
        self._left.setSpacing(10)
        self._right = QHBoxLayout()
        self._right.setSpacing(8)
        self._left.addWidget(self.title)
        self._left.addWidget(self.hint)
        row = QHBoxLayout(self)
        row.setContentsMargins(EDGE, 4, EDGE, 0)
        row.addLayout(self._left)
        row.addStretch(1)
        row.addLayout(self._right)

    def lead(self, *widgets: QWidget) -> None:
        """Put widgets before the title: the way back, whose chevron begins at the edge, and what else there is."""
        self.layout().setContentsMargins(EDGE - CHEVRON, 4, EDGE, 0)
        for place, widget in enumerate(widgets):
            self._left.insertWidget(place, widget)

    def add(self, *widgets: QWidget) -> None:
        """Put buttons at the right, in the order of use."""
        for widget in widgets:
            self._right.addWidget(widget)
