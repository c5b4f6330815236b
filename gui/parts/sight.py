"""Bringing into sight what was just opened further down: after the layout has made room for it."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QScrollArea, QWidget

ROOM = 24


def bring_into_sight(widget: QWidget) -> None:
    """Scroll the area the widget lies in, once it has its place."""
    QTimer.singleShot(0, widget, lambda: _bring(widget))


def _bring(widget: QWidget) -> None:
    parent = widget.parentWidget()
    while parent is not None and not isinstance(parent, QScrollArea):
        parent = parent.parentWidget()
    if isinstance(parent, QScrollArea) and widget.isVisible():
        parent.ensureWidgetVisible(widget, 0, ROOM)
