"""When values are looked through for garbage: often and few at a time; all of them while nobody works here.

With Python's own measure an import of 5,000 rows has 220,000 young values looked through at once, which holds the
window up for 50 ms; and every value of a sitting at some other time, for longer. The program makes little garbage that
only a search finds, so the search through all can wait until the clerk turns to another program.
"""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

# New values before they are looked through, such rounds before those of the round before are too, and before all are.
_MEASURE = (10_000, 1, 1_000)
_LEFT_MS = 3_000


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
