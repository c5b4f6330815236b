"""The counts over the preview, one a state: shape, word and number; a click lists only these rows.

That of all rows that change something stands first. A state no row is in has no place there.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QWidget

from gui.pages.importing.deciding import CHANGING, REFUSED, Kind
from gui.pages.importing.words import SIGNS
from gui.parts import typeface
from gui.parts.palette import tone
from gui.parts.signs import LEFT, Sign, draw_shape
from models.domain.drafts.comparison import RowState

HEIGHT = 30
_PAD = 10
_SHAPE = 18
_STATES: tuple[Kind, ...] = (RowState.NEW, RowState.UPDATE, RowState.CONFLICT, REFUSED, RowState.SAME)


class StateBar(QWidget):
    """The states with their counts; `picked(state)`, None for all that would change."""

    picked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.chips: dict[Kind | None, StateChip] = {None: StateChip("要改变的", None)}
        self.chips |= {state: StateChip(SIGNS[state].words, SIGNS[state]) for state in _STATES}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for state, chip in self.chips.items():
            row.addWidget(chip)
            chip.clicked.connect(lambda _, state=state: self.pick(state))
            chip.stepped.connect(self._step)
        self._state: Kind | None = None
        self.show_counts({})

    def state(self) -> Kind | None:
        """Return the state that is listed alone."""
        return self._state

    def show_counts(self, counts: Mapping[Kind, int]) -> None:
        """Show other counts; where the listed state has no row any more, all are listed."""
        for state in _STATES:
            self.chips[state].set_count(counts.get(state, 0))
            self.chips[state].setVisible(bool(counts.get(state)))
        self.chips[None].set_count(sum(count for state, count in counts.items() if state in CHANGING))
        if self._state is not None and not counts.get(self._state):
            self.pick(None)
        self._mark()

    def pick(self, state: Kind | None) -> None:
        """List one state alone, and tell."""
        self._state = state
        self._mark()
        self.picked.emit(state)

    def _mark(self) -> None:
        for state, chip in self.chips.items():
            chip.setChecked(state is self._state)

    def _step(self, by: int) -> None:
        shown = [state for state, chip in self.chips.items() if not chip.isHidden()]
        place = shown.index(self._state) + by
        if 0 <= place < len(shown):
            self.pick(shown[place])
            self.chips[shown[place]].setFocus(Qt.FocusReason.TabFocusReason)


class StateChip(QAbstractButton):
    """Shape, word and count; the one that is listed lies on the ground of a chosen entry."""

    stepped = Signal(int)

    def __init__(self, words: str, sign: Sign | None) -> None:
        super().__init__()
        self._words, self._sign, self._count = words, sign, 0
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedHeight(HEIGHT)

    def set_count(self, count: int) -> None:
        """Show another count."""
        self._count = count
        self.setAccessibleName(f"{self._words} {count} 项")
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        return f"{self._words} {self._count}"

    def sizeHint(self) -> QSize:
        return QSize(round(2 * _PAD + (_SHAPE if self._sign else 0) + sum(self._widths()) + 6), HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if by:
            self.stepped.emit(by)
        else:
            super().keyPressEvent(event)

    def _widths(self) -> tuple[float, float]:
        words = typeface.metrics(typeface.BODY, typeface.BOLD).horizontalAdvance(self._words)
        return words, typeface.metrics(typeface.BODY, typeface.BOLD).horizontalAdvance(str(self._count))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(tone("accent") if self.hasFocus() else Qt.PenStyle.NoPen)
        ground = "rail_on" if self.isChecked() else "hover" if self.underMouse() else "content"
        painter.setBrush(tone(ground))
        painter.drawRoundedRect(box, 4, 4)
        self._paint_words(painter)
        painter.end()

    def _paint_words(self, painter: QPainter) -> None:
        left, (wide, _) = float(_PAD), self._widths()
        if self._sign is not None:
            draw_shape(painter, self._sign.shape, QPointF(left + 5, self.height() / 2), self._sign.colour, 9.0)
            left += _SHAPE
        weight = typeface.BOLD if self.isChecked() else typeface.REGULAR
        painter.setFont(typeface.font(typeface.BODY, weight))
        painter.setPen(tone("accent_deep" if self.isChecked() else "ink"))
        painter.drawText(QRectF(left, 0, wide + 8, self.height()), int(LEFT), self._words)
        painter.setFont(typeface.font(typeface.BODY, typeface.BOLD))
        painter.drawText(QRectF(left + wide + 6, 0, 60, self.height()), int(LEFT), str(self._count))
