"""A part that scrolls and keeps its right edge: where the bar comes or goes, what is written neither moves nor narrows.

The bar takes its room from the margin, so that the part ends where the head of its page ends.
"""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from gui.parts.cells import EDGE


class SteadyArea(QScrollArea):
    """An area whose content ends `EDGE` before the area does, with a bar and without."""

    def setWidget(self, widget: QWidget) -> None:
        super().setWidget(widget)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        inside = self.widget()
        column = inside.layout() if inside is not None else None
        if column is None:
            return
        margins = column.contentsMargins()
        right = max(0, EDGE - (self.contentsRect().width() - self.viewport().width()))
        if margins.right() != right:
            margins.setRight(right)
            column.setContentsMargins(margins)
