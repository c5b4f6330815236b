"""The pages of one file, asked of a worker one at a time: the one that is seen first, then its neighbours.

What was read lies in the cache of the workspace; only what is near the page that is seen is kept at hand.
"""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from gui.session import Session
from models.domain.evidence import StoredFile
from models.errors import AppError
from models.looking import Pages, SeenPage, width_for
from models.reporting import Report

# So many pages before and behind the one that is seen are kept at hand; these are read ahead.
NEAR, AHEAD = 3, (1, -1)
_ANY_WIDTH = 1 << 30


class Arrived(NamedTuple):
    """A page of the file that is open, with its picture unless it is text."""

    page: SeenPage
    image: QImage | None


class FilePages(QObject):
    """Reads pages beside the window; `refused` tells why a file cannot be looked at."""

    arrived = Signal(object)
    refused = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._pages = Pages(session.workspace.folder)
        self._sha256 = self._name = ""
        self._wanted: tuple[int, int] | None = None
        self._count = 0
        self._held: dict[int, int] = {}
        self._running = False

    def open_file(self, file: StoredFile | None) -> None:
        """Turn to another file, or to none; what comes of the one before is not wanted any more."""
        self._sha256, self._name = (file.sha256, file.name) if file else ("", "")
        self._wanted = None
        self._count = 0
        self._held.clear()

    def want(self, number: int, dots: int) -> None:
        """Ask for a page to be shown so many dots wide; it and its neighbours arrive unless they have."""
        self._wanted = (number, width_for(dots))
        self._held = {place: wide for place, wide in self._held.items() if abs(place - number) <= NEAR}
        self._next()

    # Own steps

    def _next(self) -> None:
        target = None if self._running or not self._sha256 else self._missing()
        if target is None:
            return
        self._running = True
        sha256, name, (number, width) = self._sha256, self._name, target
        path = self._session.workspace.vault.path_of(sha256)

        def work(report: Report) -> Arrived:
            page = self._pages.page(path, sha256, number, width, report, name=name)
            return Arrived(page, QImage(str(page.picture)) if page.picture else None)

        self._session.start(
            "读取页面", work, lambda item: self._take(sha256, item), failed=lambda error: self._fail(sha256, error),
            quiet=True,
        )

    def _missing(self) -> tuple[int, int] | None:
        """Return the page to read next: what is wanted, then what lies around it."""
        if self._wanted is None:
            return None
        number, width = self._wanted
        near = [number, *(number + step for step in AHEAD if 1 <= number + step <= self._count)]
        return next(((place, width) for place in near if self._held.get(place, 0) < width), None)

    def _take(self, sha256: str, item: Arrived) -> None:
        self._running = False
        if sha256 == self._sha256:
            self._count = item.page.count
            self._held[item.page.number] = item.page.width if item.image is not None else _ANY_WIDTH
            self.arrived.emit(item)
        self._next()

    def _fail(self, sha256: str, error: AppError) -> None:
        self._running = False
        if sha256 == self._sha256:
            self._wanted = None
            self.refused.emit(error)
        self._next()
