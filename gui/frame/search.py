"""The search field of the top bar and the hits under it.

It asks for tasks, measures, progress, evidence and papers at once while one types, never while an input method is
composing. ↓ goes into the hits, Enter opens the marked one, Esc goes back to the page.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from gui.parts import icons, typeface
from gui.parts.palette import tone
from gui.parts.signs import RIGHT
from gui.parts.window_keys import LookLine

if TYPE_CHECKING:
    from gui.frame.hit_list import HitList

WIDTH = 376
WAIT_MS = 150
PLACEHOLDER = "搜索任务、措施、佐证、文书"
_WALK = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One thing found: where it opens (`key`, `place`), what it is, its title and the words around the hit."""

    key: str
    place: object
    kind: str
    title: str
    text: str = ""


Find = Callable[[str], Sequence[Hit]]


class SearchField(LookLine):
    """A field on the colour of the rail with its shortcut in it."""

    opened = Signal(object)

    def __init__(self, find: Find, shortcut: str) -> None:
        super().__init__()
        self._find = find
        self._shortcut = shortcut
        self._hits: list[Hit] = []
        self._before: QWidget | None = None
        self._made: HitList | None = None
        self._wait = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._wait.timeout.connect(self.look)
        self.setProperty("search", True)
        self.setFont(typeface.font())
        self.setPlaceholderText(PLACEHOLDER)
        self.setAccessibleName(PLACEHOLDER)
        self.setFixedSize(WIDTH, 30)
        self.textChanged.connect(lambda _: self._wait.start())

    def look(self) -> None:
        """Ask for hits and show them."""
        self._wait.stop()
        if self._composing:
            return
        text = self.text().strip()
        self._hits = list(self._find(text)) if text else []
        self._list.show_hits(self._hits, "没有找到" if text else "")

    def begin(self) -> None:
        """Take the keyboard, and remember where it was."""
        before = QApplication.focusWidget()
        self._before = self._before if before is self else before
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def hits(self) -> list[Hit]:
        """Return what was found last."""
        return self._hits

    @property
    def _list(self) -> HitList:
        """Return the list of hits, made with the first of them."""
        if self._made is None:
            from gui.frame.hit_list import HitList

            self._made = hits = HitList(self)
            hits.itemClicked.connect(lambda item: self._open(hits.row(item)))
        return self._made

    def _go_back(self) -> None:
        # Asked of the window, because a field that was open then may be gone.
        known = self._before if self._before in self.window().findChildren(QWidget) else None
        (known if known is not None and known.isVisible() else self.nextInFocusChain()).setFocus()

    def _open(self, row: int) -> None:
        if 0 <= row < len(self._hits):
            hit = self._hits[row]
            self._list.hide()
            self.clear()
            self._wait.stop()
            self.opened.emit(hit)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        super().inputMethodEvent(event)
        self._wait.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._composing:
            super().keyPressEvent(event)
        elif event.key() in _WALK and self._list.isVisible():
            self._list.keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._wait.isActive():
                self.look()
            self._open(max(self._list.currentRow(), 0))
        elif event.key() == Qt.Key.Key_Escape:
            self._list.hide()
            self.clear()
            self._go_back()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self._made is not None and event.reason() != Qt.FocusReason.PopupFocusReason:
            self._made.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        icons.paint(painter, "search", QRectF(10, 0, 16, self.height()))
        if not self.text():
            painter.setFont(typeface.font(typeface.SMALL))
            painter.setPen(tone("meta"))
            painter.drawText(QRectF(self.rect()).adjusted(0, 0, -12, 0), int(RIGHT), self._shortcut)
        painter.end()
