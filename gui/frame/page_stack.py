"""The pages of the window: built when they are shown first or ahead of that, refreshed when they come back to sight.

A page that is asked for while it is being built ahead is built at once; the other one is thrown away.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget

from gui.page import Page
from gui.session import Session
from models.workspace import Changes

Factory = Callable[[Session], Page]
Steps = Callable[[Session], Generator[None, None, Page]]
Count = Callable[[], int | None]


@dataclass(slots=True)
class _Entry:
    key: str
    make: Factory
    count: Count | None
    under: str
    page: Page | None = None
    is_stale: bool = False


class PageStack(QStackedWidget):
    """One page at a time; `turned` when another part of a page is shown."""

    turned = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._entries: dict[str, _Entry] = {}
        self._shown: _Entry | None = None

    def add(self, key: str, make: Factory, *, count: Count | None, under: str) -> None:
        """Register a page, to be marked `under` an entry of the rail."""
        self._entries[key] = _Entry(key, make, count, under)

    def page(self) -> Page | None:
        """Return the page that is shown."""
        return self._shown.page if self._shown else None

    def key(self) -> str:
        """Return the key of the page that is shown."""
        return self._shown.key if self._shown else ""

    def first(self) -> str:
        """Return the key of the page that was registered first, empty where none was."""
        return next(iter(self._entries), "")

    def turn_to(self, key: str) -> str:
        """Show a page, and return what it is marked under in the rail."""
        entry = self._entries[key]
        page = self._built(entry)
        self._shown = entry
        self.setCurrentWidget(page)
        return entry.under

    def building(self, key: str, steps: Steps | None = None) -> Generator[None, None, Page]:
        """Build a page before somebody asks for it, part by part where it has `steps`, then fill it, and return it."""
        entry = self._entries[key]
        if entry.page is None:
            page = (yield from steps(self._session)) if steps is not None else entry.make(self._session)
            self._take(entry, page)
            yield
        return self._built(entry)

    def _take(self, entry: _Entry, page: Page) -> Page:
        if entry.page is not None:
            # It was asked for sooner.
            page.deleteLater()
            return entry.page
        entry.page, entry.is_stale = page, True
        page.turned.connect(self.turned)
        self.addWidget(page)
        # What is laid out and painted ahead is so for the room there is.
        page.resize(self.size())
        return page

    def _built(self, entry: _Entry) -> Page:
        page = entry.page or self._take(entry, entry.make(self._session))
        if entry.is_stale:
            page.refresh(None)
        entry.is_stale = False
        return page

    def lead(self, place: object) -> None:
        """Bring the page to a place and the keyboard with it: where the place has it, else where the page begins."""
        page, window = self.page(), self.window()
        if page is None:
            return
        held = window.focusWidget()
        if held is not None:
            # What the keyboard left must not pass for what the place gave it to.
            held.clearFocus()
        page.go_to(place)
        led = window.focusWidget()
        if led is None or not page.isAncestorOf(led):
            page.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self, changes: Changes) -> None:
        """Show in the page what changed; the others show it when they come back."""
        for entry in self._entries.values():
            if entry is self._shown and entry.page is not None:
                entry.page.refresh(changes)
            else:
                entry.is_stale = True

    def counts(self) -> Iterator[tuple[str, int | None]]:
        """Yield what the entries of the rail count."""
        for key, entry in self._entries.items():
            if entry.count is not None and entry.under == key:
                yield key, entry.count()
