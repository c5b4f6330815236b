"""How large the window is: as it was left, or so that it fits the screen."""

from __future__ import annotations

from PySide6.QtCore import QSettings, QSize, Qt
from PySide6.QtWidgets import QWidget

SIZE = (1366, 768)
SMALLEST = (1024, 640)
_KEPT = "window/geometry"


def restore(window: QWidget) -> None:
    """Give a window the size it was left with, else the usual one."""
    window.setMinimumSize(*SMALLEST)
    kept = QSettings().value(_KEPT)
    if kept is not None and window.restoreGeometry(kept):
        return
    window.resize(*SIZE)
    if fills(window.screen().availableSize()):
        window.setWindowState(window.windowState() | Qt.WindowState.WindowMaximized)


def keep(window: QWidget) -> None:
    """Keep the size for the next start."""
    QSettings().setValue(_KEPT, window.saveGeometry())


def fills(room: QSize) -> bool:
    """Return whether the window takes all the room of a screen: with its frame it would else hang over the edge."""
    if room.width() < SMALLEST[0] or room.height() < SMALLEST[1]:
        return False
    return room.width() <= SIZE[0] or room.height() <= SIZE[1]
