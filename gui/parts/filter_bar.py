"""What stands over a list: a field that filters while one types, and choices such as 批次 中央第二轮 ▾.

While an input method is composing nothing is filtered. The arrow down goes from the filter into the list, so that a
task is found and opened without the mouse.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from gui.parts import icons, typeface
from gui.parts.palette import tone
from gui.parts.signs import LEFT
from gui.parts.window_keys import LookLine

WAIT_MS = 60
_INTO_LIST = (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FilterField(LookLine):
    """Filters while one types; Esc empties it, ↓ and Enter go into the list."""

    filtered = Signal(str)

    def __init__(self, placeholder: str = "筛选：输入即筛", *, width: int = 264) -> None:
        super().__init__()
        self._list: QWidget | None = None
        self._told = ""
        # What is pasted and nothing to look for, such as a block of cells.
        self.take_paste: Callable[[str], bool] | None = None
        self._wait = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._wait.timeout.connect(self._tell)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setFont(typeface.font())
        self.setFixedSize(width, 30)
        self.textChanged.connect(lambda _: self._wait.start())

    def leads_to(self, list_: QWidget) -> None:
        """Let ↓ and Enter go into this list."""
        self._list = list_

    def empty(self) -> None:
        """Empty the filter at once."""
        self.clear()
        self._tell()

    def _takes_paste(self) -> bool:
        return self.take_paste is not None and self.take_paste(QApplication.clipboard().text())

    def _tell(self) -> None:
        self._wait.stop()
        if self._composing or self.text().strip() == self._told:
            return
        self._told = self.text().strip()
        self.filtered.emit(self._told)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        super().inputMethodEvent(event)
        self._wait.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._composing:
            super().keyPressEvent(event)
        elif event.matches(QKeySequence.StandardKey.Paste) and self._takes_paste():
            return
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.empty()
        elif event.key() in _INTO_LIST and self._list is not None:
            self._tell()
            self._list.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            super().keyPressEvent(event)


class FilterChoice(QAbstractButton):
    """A label, the chosen value and a chevron; a click offers the others."""

    picked = Signal(object)

    def __init__(self, label: str, choices: Sequence[tuple[object, str]] = (), *, most: int = 40) -> None:
        super().__init__()
        self._label = label
        # Of a longer value the beginning stands here; whoever chooses reads all of it.
        self._most = most
        self._choices: list[tuple[object, str]] = []
        self._key: object = None
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedHeight(30)
        self.clicked.connect(self._offer)
        self.set_choices(choices)

    def set_choices(self, choices: Sequence[tuple[object, str]]) -> None:
        """Offer other choices; the first one is what stands where the chosen one has gone."""
        self._choices = list(choices)
        keys = [key for key, _ in choices]
        self.set_key(self._key if self._key in keys else (keys[0] if keys else None))

    def key(self) -> object:
        """Return the chosen key."""
        return self._key

    def set_key(self, key: object) -> None:
        """Choose without telling."""
        self._key = key
        words = next((words for known, words in self._choices if known == key), "")
        self.setText(words if len(words) <= self._most else words[: self._most - 1] + "…")
        self.setToolTip(words if self.text() != words else "")
        self.setAccessibleName(f"{self._label} {words}")
        self.updateGeometry()
        self.update()

    def pick(self, key: object) -> None:
        """Choose and tell."""
        self.set_key(key)
        self.picked.emit(key)

    def _offer(self) -> None:
        from PySide6.QtWidgets import QMenu

        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for key, words in self._choices:
            action = menu.addAction(words)
            action.setCheckable(True)
            action.setChecked(key == self._key)
            if key == self._key:
                # The arrows begin where one is.
                menu.setActiveAction(action)
            action.triggered.connect(lambda _, key=key: self.pick(key))
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def _widths(self) -> tuple[float, float]:
        label = typeface.metrics(typeface.SMALL).horizontalAdvance(self._label)
        return label + 6, typeface.metrics(typeface.BODY, typeface.MEDIUM).horizontalAdvance(self.text())

    def sizeHint(self) -> QSize:
        return QSize(round(sum(self._widths())) + 26, 30)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        label, value = self._widths()
        box = QRectF(self.rect()).adjusted(2, 0, 0, 0)
        painter.setFont(typeface.font(typeface.SMALL))
        painter.setPen(tone("meta"))
        painter.drawText(box, int(LEFT), self._label)
        painter.setFont(typeface.font(typeface.BODY, typeface.MEDIUM))
        painter.setPen(tone("accent_deep" if self.underMouse() else "ink"))
        painter.drawText(box.adjusted(label, 0, 0, 0), int(LEFT), self.text())
        icons.paint(painter, "down", QRectF(box.left() + label + value + 4, 0, 16, 30))
        if self.hasFocus():
            painter.setPen(tone("accent"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 2.5, -0.5, -2.5), 4, 4)
        painter.end()
