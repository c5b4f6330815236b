"""The second press of an impatient double click is for what the first one met, and for nothing that came under it.

A click may take a line away, and what moves up stands under the pointer before the hand is back: its bin would be
pressed by somebody who never saw it. So a press that follows another at once, at the same place, and meets something
else is not passed on. It is heard at the system's window, which gets few events; a filter of the whole application
would hear every one.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint
from PySide6.QtGui import QGuiApplication, QMouseEvent
from PySide6.QtWidgets import QWidget

_PRESSES = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick)


class SamePlace(QObject):
    """Keeps a window's second press from what only just came under the pointer."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._met: QWidget | None = None
        self._at = -QGuiApplication.styleHints().mouseDoubleClickInterval()
        self._place = QPoint()
        window.windowHandle().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in _PRESSES or not isinstance(event, QMouseEvent):
            return False
        place, at = event.position().toPoint(), event.timestamp()
        met = self._window.childAt(place)
        is_follower = self._follows(place, at)
        # One that was kept back counts as well: who hammers has not looked yet.
        self._at, self._place = at, place
        if is_follower and met is not self._met:
            return True
        self._met = met
        return False

    def _follows(self, place: QPoint, at: int) -> bool:
        hints = QGuiApplication.styleHints()
        is_soon = 0 <= at - self._at < hints.mouseDoubleClickInterval()
        return is_soon and (place - self._place).manhattanLength() <= hints.mouseDoubleClickDistance()
