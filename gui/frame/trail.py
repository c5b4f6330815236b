"""Where the clerk was, so that Alt+← leads back there.

A step is a page, a place of it, and how far down each part was scrolled.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QScrollArea, QWidget

from gui.page import Page

LONGEST = 50
SCROLL_MS, SCROLL_TRIES = 20, 10


@dataclass(frozen=True, slots=True)
class Step:
    """One place the clerk was at."""

    key: str
    place: object
    scrolls: dict[QScrollArea, int]


class Trail:
    """The places behind the clerk in a window, the last one on top."""

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self._steps: list[Step] = []

    def __bool__(self) -> bool:
        return bool(self._steps)

    def note(self, key: str, page: Page) -> None:
        """Keep where the clerk is before going elsewhere."""
        seen = (area for area in page.findChildren(QScrollArea) if area.isVisible())
        scrolls = {area: area.verticalScrollBar().value() for area in seen}
        self._steps = [*self._steps, Step(key, page.place(), scrolls)][-LONGEST:]

    def take(self) -> Step:
        """Give the last place and forget it."""
        return self._steps.pop()

    def scroll_back(self, step: Step, tries: int = SCROLL_TRIES) -> None:
        """Scroll every part to where it was, as soon as what is shown has its height again."""
        # Asked of the window, because what was there then may be gone.
        areas = (area for area in self._window.findChildren(QScrollArea) if area in step.scrolls)
        bars = {area.verticalScrollBar(): step.scrolls[area] for area in areas}
        for bar, value in bars.items():
            bar.setValue(value)
        if tries and any(bar.value() < value for bar, value in bars.items()):
            QTimer.singleShot(SCROLL_MS, self._window, lambda: self.scroll_back(step, tries - 1))
