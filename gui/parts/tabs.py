"""Tabs: words with a small count, a line of accent under the open one, no frame.

What lies behind a tab is built when it is opened first. Ctrl+Tab and Ctrl+PgDn go on, with Shift or PgUp back.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from gui.parts import typeface
from gui.parts.cells import EDGE
from gui.parts.keys import bind_steps
from gui.parts.palette import tone
from gui.parts.signs import LEFT

HEIGHT = 36
_BETWEEN = 28


@dataclass(slots=True)
class _Tab:
    key: str
    label: str
    make: Callable[[], QWidget]
    widget: QWidget | None = None
    count: int | None = None
    is_shown: bool = True


class Tabs(QWidget):
    """A row of tabs over what lies behind the open one."""

    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._tabs: list[_Tab] = []
        self._open = -1
        self.bar = _Bar(self)
        self.stack = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.stack, 1)
        bind_steps(self, lambda by: self.step(by, round_=True))

    def add(self, key: str, label: str, make: Callable[[], QWidget]) -> None:
        """Add a tab; `make` builds what lies behind it, once."""
        self._tabs.append(_Tab(key, label, make))
        self.bar.update()

    def hold(self, key: str, widget: QWidget) -> None:
        """Take what was built for a tab before it was opened."""
        tab = next(tab for tab in self._tabs if tab.key == key)
        tab.widget = widget
        self.stack.addWidget(widget)

    def is_made(self, key: str) -> bool:
        """Return whether what lies behind a tab is built."""
        return any(tab.widget is not None for tab in self._tabs if tab.key == key)

    def set_count(self, key: str, count: int | None) -> None:
        """Show a small number after the word of a tab."""
        for tab in self._tabs:
            if tab.key == key:
                tab.count = count
        self.bar.update()

    def show_tab(self, key: str, *, shown: bool) -> None:
        """Show a tab, or leave it out as long as there is nothing behind it; an open one gives way to the first."""
        for tab in self._tabs:
            if tab.key == key:
                tab.is_shown = shown
        if not shown and self.open_key() == key:
            self.open_at(next(place for place, tab in enumerate(self._tabs) if tab.is_shown))
        self.bar.update()

    def open(self, key: str) -> None:
        """Open the tab of that key."""
        self.open_at([tab.key for tab in self._tabs].index(key))

    def open_at(self, place: int) -> None:
        """Open the tab at that place."""
        if place == self._open:
            return
        self._open = place
        tab = self._tabs[place]
        if tab.widget is None:
            tab.widget = tab.make()
            self.stack.addWidget(tab.widget)
        self.stack.setCurrentWidget(tab.widget)
        self.bar.setAccessibleName(tab.label)
        self.bar.update()
        self.opened.emit(tab.key)

    def open_key(self) -> str:
        """Return the key of the open tab."""
        return self._tabs[self._open].key if self._open >= 0 else ""

    def made(self) -> list[QWidget]:
        """Return what has been built so far, for a refresh."""
        return [tab.widget for tab in self._tabs if tab.widget is not None]

    def shown(self) -> list[tuple[int, _Tab]]:
        """Return the tabs that are shown, each with its place among all."""
        return [(place, tab) for place, tab in enumerate(self._tabs) if tab.is_shown]

    def step(self, by: int, *, round_: bool = False) -> None:
        """Open the next shown tab, or the one before; past the end only where it goes round."""
        places = [place for place, _ in self.shown()]
        at = (places.index(self._open) if self._open in places else 0) + by
        if places and (round_ or 0 <= at < len(places)):
            self.open_at(places[at % len(places)])

    def spans(self) -> list[tuple[float, float, _Tab]]:
        """Return where each tab begins and ends."""
        spans, left = [], float(EDGE)
        for place, tab in self.shown():
            weight = typeface.BOLD if place == self._open else typeface.REGULAR
            width = typeface.metrics(typeface.BODY, weight).horizontalAdvance(tab.label)
            if tab.count is not None:
                width += 6 + typeface.metrics(typeface.SMALL).horizontalAdvance(str(tab.count))
            spans.append((left, left + width, tab))
            left += width + _BETWEEN
        return spans


class _Bar(QWidget):
    def __init__(self, tabs: Tabs) -> None:
        super().__init__(tabs)
        self._tabs = tabs
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def sizeHint(self) -> QSize:
        return QSize(400, HEIGHT)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for left, right, tab in self._tabs.spans():
            if left - 8 <= event.position().x() <= right + 8:
                self._tabs.open(tab.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if step:
            self._tabs.step(step)
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(0, HEIGHT - 1, self.width(), 1, tone("line"))
        for left, right, tab in self._tabs.spans():
            self._paint_tab(painter, left, right, tab)
        painter.end()

    def _paint_tab(self, painter: QPainter, left: float, right: float, tab: _Tab) -> None:
        is_open = tab.key == self._tabs.open_key()
        weight = typeface.BOLD if is_open else typeface.REGULAR
        painter.setFont(typeface.font(typeface.BODY, weight))
        painter.setPen(tone("accent_deep" if is_open else "ink_2"))
        painter.drawText(QRectF(left, 0, right - left, HEIGHT - 2), int(LEFT), tab.label)
        if tab.count is not None:
            offset = typeface.metrics(typeface.BODY, weight).horizontalAdvance(tab.label) + 6
            painter.setFont(typeface.font(typeface.SMALL))
            painter.setPen(tone("accent_deep" if is_open else "meta"))
            painter.drawText(QRectF(left + offset, 0, right - left, HEIGHT - 2), int(LEFT), str(tab.count))
        if is_open:
            painter.fillRect(QRectF(left, HEIGHT - 2, right - left, 2), tone("accent"))
            if self.hasFocus():
                painter.setPen(tone("accent"))
                painter.drawRect(QRectF(left - 6, 4, right - left + 12, HEIGHT - 11))
