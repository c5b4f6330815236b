"""The rail: where the pages are, how much waits on each, 设置 at the foot."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from gui.parts import icons, typeface
from gui.parts.palette import fill, tone
from gui.parts.signs import LEFT, RIGHT

WIDTH = 153
_ENTRY = 32
_NAME = 48


class Rail(QWidget):
    """Entries one below the other; the chosen one lies on its own ground."""

    picked = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self._entries: dict[str, RailEntry] = {}
        self.setFixedWidth(WIDTH)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(8, _NAME + 8, 9, 12)
        self._column.setSpacing(4)
        self._column.addStretch(1)
        self._above = 0

    def add(self, key: str, label: str, icon: str, *, foot: bool = False) -> RailEntry:
        """Add an entry, below the others or at the foot."""
        entry = RailEntry(label, icon)
        entry.clicked.connect(lambda: self.picked.emit(key))
        self._entries[key] = entry
        if foot:
            self._column.addWidget(entry)
        else:
            self._column.insertWidget(self._above, entry)
            self._above += 1
        return entry

    def choose(self, key: str) -> None:
        """Mark the entry of the page that is shown."""
        for known, entry in self._entries.items():
            entry.setChecked(known == key)

    def set_count(self, key: str, count: int | None) -> None:
        """Show how much waits on a page."""
        self._entries[key].set_count(count)

    def entry(self, key: str) -> RailEntry:
        """Return the entry of a page."""
        return self._entries[key]

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        fill(painter, self.rect(), "rail")
        fill(painter, QRect(self.width() - 1, 0, 1, self.height()), "line")
        painter.setFont(typeface.font(typeface.BODY, typeface.BOLD))
        painter.setPen(tone("ink"))
        painter.drawText(QRectF(16, 0, self.width() - 20, _NAME), int(LEFT), self._name)
        painter.end()


class RailEntry(QAbstractButton):
    """Icon, word and count."""

    def __init__(self, label: str, icon: str) -> None:
        super().__init__()
        self._icon = icon
        self._count: int | None = None
        self.setText(label)
        self.setCheckable(True)
        self.setAccessibleName(label)
        self.setFixedHeight(_ENTRY)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_count(self, count: int | None) -> None:
        """Show a count at the right, or none."""
        if count == self._count:
            return
        self._count = count
        self.setAccessibleName(self.text() if count is None else f"{self.text()} {count}")
        self.update()

    def count(self) -> int | None:
        """Return the count that is shown."""
        return self._count

    def nextCheckState(self) -> None:
        """Leave the mark alone: the window sets it once the page is really shown."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(WIDTH - 17, _ENTRY)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        chosen = self.isChecked()
        if chosen or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tone("rail_on" if chosen else "hover"))
            painter.drawRoundedRect(box, 4, 4)
        if self.hasFocus():
            painter.setPen(tone("accent"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        ink = "accent_deep" if chosen else "ink"
        icons.paint(painter, self._icon, QRectF(10, 0, 16, _ENTRY), "accent_deep" if chosen else "ink_2")
        painter.setFont(typeface.font(typeface.BODY, typeface.BOLD if chosen else typeface.REGULAR))
        painter.setPen(tone(ink))
        painter.drawText(box.adjusted(36, 0, -40, 0), int(LEFT), self.text())
        if self._count is not None:
            weight = typeface.MEDIUM if chosen else typeface.REGULAR
            painter.setFont(typeface.font(typeface.VALUE, weight))
            painter.setPen(tone("accent_deep" if chosen else "ink_2"))
            painter.drawText(box.adjusted(0, 0, -12, 0), int(RIGHT), str(self._count))
        painter.end()
