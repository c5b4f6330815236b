"""Periods as a strip of small cells: filled, half filled, empty with a red edge, running, to come, or a part of one.

The strip is one row while it fits; else every group (a year) begins a row of its own with its name before it. The mouse
over a cell, or ← → once the strip has the keyboard, points at it; a click or Enter picks it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.parts import typeface
from gui.parts.palette import tone
from gui.parts.signs import LEFT

SIDE, GAP, APART = 12, 3, 8
PITCH, ROW = SIDE + GAP, 22
NAME = 44
# A layout asks for the height at the width there is and at the width it would like, again and again.
WIDTHS = 4


class Look(StrEnum):
    """How a cell looks: each state has a shape of its own."""

    FULL = "full"
    HALF = "half"
    EMPTY = "empty"
    RUNNING = "running"
    COMING = "coming"
    PART = "part"


class Cell(NamedTuple):
    """One period: its look, what is told of it, and the group it stands in."""

    look: Look
    words: str
    group: str = ""


class CellStrip(QWidget):
    """The cells; `pointed` tells the place under mouse or keyboard, -1 for none, `picked` the one that was chosen."""

    pointed = Signal(int)
    picked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._cells: tuple[Cell, ...] = ()
        self._laid: dict[int, tuple[tuple[str, QRect], ...]] = {}
        self._at = -1
        self._kept = 0
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_cells(self, cells: Sequence[Cell], name: str) -> None:
        """Show other cells; `name` tells a reader of the screen of them all."""
        self._cells = tuple(cells)
        self._laid.clear()
        self._at, self._kept = -1, min(self._kept, max(len(cells) - 1, 0))
        self.setAccessibleName(name)
        self.setVisible(bool(cells))
        self.updateGeometry()
        self.update()

    def cells(self) -> tuple[Cell, ...]:
        """Return what is shown."""
        return self._cells

    def point(self, place: int) -> None:
        """Point at a cell, -1 for none."""
        if place == self._at:
            return
        self._at = place
        if place >= 0:
            self._kept = place
        self.setAccessibleDescription(self._cells[place].words if place >= 0 else "")
        self.setToolTip(self._cells[place].words if place >= 0 else "")
        self.pointed.emit(place)
        self.update()

    def boxes(self) -> list[QRect]:
        """Return where each cell lies."""
        return [box for _, box in self._laid_out(self.width())]

    def fits_one_row(self, width: int) -> bool:
        """Return whether all cells stand in one row of this width."""
        return self._length() <= width

    def _length(self) -> int:
        groups = len({cell.group for cell in self._cells})
        return len(self._cells) * PITCH + (groups - 1) * (APART - GAP) + 2

    def _laid_out(self, width: int) -> tuple[tuple[str, QRect], ...]:
        """Return for each cell the name that begins its row, nothing else, and its box."""
        if width not in self._laid:
            if len(self._laid) == WIDTHS:
                self._laid.clear()
            self._laid[width] = tuple(self._lay_out(width))
        return self._laid[width]

    def _lay_out(self, width: int) -> Iterator[tuple[str, QRect]]:
        is_one_row = self.fits_one_row(width)
        left, top = 1, (ROW - SIDE) // 2
        begin = left if is_one_row else NAME
        for place, (group, cells) in enumerate(groupby(self._cells, key=lambda cell: cell.group)):
            if place and not is_one_row:
                top += ROW
            left = left + (APART - GAP) * bool(place) if is_one_row else begin
            for number, _ in enumerate(cells):
                if not is_one_row and left + SIDE > width and left > begin:
                    left, top = begin, top + ROW
                yield ("" if is_one_row or number else group), QRect(left, top, SIDE, SIDE)
                left += PITCH

    # Qt

    def sizeHint(self) -> QSize:
        return QSize(self._length(), ROW)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self._length(), NAME + 12 * PITCH), ROW)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        bottom = max((box.bottom() for _, box in self._laid_out(width)), default=0)
        return bottom + 1 + (ROW - SIDE) // 2

    def _place_of(self, event: QMouseEvent) -> int:
        point = event.position().toPoint()
        near = (place for place, box in enumerate(self.boxes()) if box.adjusted(-1, -4, 2, 4).contains(point))
        return next(near, -1)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.point(self._place_of(event))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        place = self._place_of(event)
        if event.button() == Qt.MouseButton.LeftButton and place >= 0:
            self.point(place)
            self.picked.emit(place)

    def leaveEvent(self, event: QEvent) -> None:
        self.point(self._kept if self.hasFocus() and self._cells else -1)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.MouseFocusReason and self._cells:
            self.point(self._kept)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.point(-1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if step and self._cells:
            self.point(max(0, min(self._kept + step, len(self._cells) - 1)))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._at >= 0:
            self.picked.emit(self._at)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(typeface.font(typeface.SMALL))
        for place, (cell, (name, box)) in enumerate(zip(self._cells, self._laid_out(self.width()), strict=True)):
            if name:
                painter.setPen(tone("meta"))
                painter.drawText(QRectF(0, box.top() - 5, NAME - 6, ROW), int(LEFT), name)
            _paint(painter, cell.look, QRectF(box))
            if place == self._at:
                painter.setPen(QPen(tone("ink"), 1))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(QRectF(box).adjusted(-1.5, -1.5, 1.5, 1.5))
        painter.end()


def _paint(painter: QPainter, look: Look, box: QRectF) -> None:
    edge = {Look.EMPTY: ("late", 1.6), Look.RUNNING: ("accent", 1.2), Look.HALF: ("accent", 1.2),
            Look.COMING: ("line_strong", 1.0)}.get(look)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if edge is not None:
        painter.setPen(QPen(tone(edge[0]), edge[1]))
        painter.drawRect(box.adjusted(0.8, 0.8, -0.8, -0.8))
    if look is Look.FULL:
        painter.fillRect(box, tone("accent"))
    elif look is Look.HALF:
        painter.fillRect(box.adjusted(0, 6, 0, 0), tone("accent"))
    elif look is Look.RUNNING:
        painter.fillRect(box.adjusted(3, 3, -3, -3), tone("accent"))
    elif look is Look.PART:
        painter.fillRect(box.adjusted(0, 5, 0, -5), tone("field"))
