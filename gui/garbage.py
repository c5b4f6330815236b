"""When values are looked through for garbage: often and few at a time; all of them while nobody works here.

With Python's own measure an import of 5,000 rows has 220,000 young values looked through at once, which holds the
window up for 50 ms; and every value of a sitting at some other time, for longer. The program makes little garbage that
only a search finds, so the search through all can wait until the clerk turns to another program.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtWidgets import QApplication

# New values before they are looked through, such rounds before those of the round before are too, and before all are.
_MEASURE = (5_000, 1, 1_000)
_LEFT_MS = 3_000
# So many values with all they hold are let go in one event.
_FEW = 200


def look_through_few() -> None:
    """Look through few values at a time from now on; called before anything is loaded."""
    gc.set_threshold(*_MEASURE)


def look_through_all_when_left(app: QApplication) -> None:
    """Look through all values whenever the clerk has turned to another program and stays there."""
    from PySide6.QtCore import Qt, QTimer

    left = QTimer(app, singleShot=True, interval=_LEFT_MS)
    left.timeout.connect(gc.collect)

    def follow(state: Qt.ApplicationState) -> None:
        (left.stop if state == Qt.ApplicationState.ApplicationActive else left.start)()

    app.applicationStateChanged.connect(follow)


class LettingGo:
    """Lets go of thousands of values that nobody else holds any more, few between two events of the window."""

    def __init__(self, parent: QObject) -> None:
        from PySide6.QtCore import QTimer

        self._values: list[object] = []
        self._next = QTimer(parent, interval=0)
        self._next.timeout.connect(self._let_go_of_few)

    def add(self, values: Iterable[object]) -> None:
        """Hold these values from now on, until their turn comes."""
        self._values += values
        self._next.start()

    def _let_go_of_few(self) -> None:
        del self._values[-_FEW:]
        if not self._values:
            self._next.stop()
