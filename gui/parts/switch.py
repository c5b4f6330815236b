"""A switch between ways of looking at the same: words side by side, the one that is on filled with a quiet ground."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.parts import typeface
from gui.parts.palette import tone

HEIGHT = 30
_INSIDE = 12


class Switch(QWidget):
    """One of a few choices is on; ← → and a click choose another, which is told as `picked`."""

    picked = Signal(str)

    def __init__(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._name = name
        self._choices = list(choices)
        self._on = 0
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_key(self._choices[0][0])

    def key(self) -> str:
        """Return the key of what is on."""
        return self._choices[self._on][0]

    def set_key(self, key: str) -> None:
        """Choose without telling; what there is not changes nothing."""
        keys = [known for known, _ in self._choices]
        self._on = keys.index(key) if key in keys else self._on
        self.setAccessibleName(f"{self._name} {self._choices[self._on][1]}")
        self.update()

    def pick(self, key: str) -> None:
        """Choose and tell."""
        if key != self.key():
            self.set_key(key)
            self.picked.emit(key)

    def spans(self) -> list[tuple[float, float]]:
        """Return where each choice begins and ends."""
        spans, left = [], 0.0
        for _, label in self._choices:
            width = typeface.metrics(typeface.BODY, typeface.MEDIUM).horizontalAdvance(label) + 2 * _INSIDE
            spans.append((left, left + width))
            left += width
        return spans

    def sizeHint(self) -> QSize:
        return QSize(round(self.spans()[-1][1]) + 1, HEIGHT)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for (left, right), (key, _) in zip(self.spans(), self._choices, strict=True):
            if left <= event.position().x() < right:
                self.pick(key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if event.key() == Qt.Key.Key_Space:
            step = 1 if self._on + 1 < len(self._choices) else -self._on
        if step and 0 <= self._on + step < len(self._choices):
            self.pick(self._choices[self._on + step][0])
        elif not step:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        for place, ((left, right), (_, label)) in enumerate(zip(self.spans(), self._choices, strict=True)):
            box = QRectF(left, 0, right - left, HEIGHT)
            if place == self._on:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(tone("rail_on"))
                painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 4, 4)
            weight = typeface.MEDIUM if place == self._on else typeface.REGULAR
            painter.setFont(typeface.font(typeface.BODY, weight))
            painter.setPen(tone("accent_deep" if place == self._on else "ink_2"))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), label)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(tone("accent" if self.hasFocus() else "line_strong"))
        painter.drawRoundedRect(whole, 4, 4)
        painter.end()
