"""Keys that work wherever the focus is in a widget, without a menu that names them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget


def bind(widget: QWidget, *keys: tuple[str | QKeySequence.StandardKey, Callable[[], object]]) -> None:
    """Let keys work wherever the focus is in a widget."""
    for sequence, slot in keys:
        shortcut = QShortcut(QKeySequence(sequence), widget)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(slot)


def bind_steps(widget: QWidget, step: Callable[[int], object]) -> None:
    """Let the keys that walk along tabs call `step` with 1 for the next and -1 for the one before."""
    for keys, by in (("Ctrl+Tab", 1), ("Ctrl+PgDown", 1), ("Ctrl+Shift+Tab", -1), ("Ctrl+PgUp", -1)):
        bind(widget, (keys, lambda by=by: step(by)))
