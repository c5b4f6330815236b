"""The strip at the foot of a page that says what went wrong or what was done; never a box on top of the work.

It lies over the last line of the page, as high as its words need, so that nothing moves under the hand when it comes or
goes. A problem stays until it is closed, followed by another message or by a change that succeeds; what only informs
goes by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gui.parts.buttons import IconButton, LinkButton
from gui.parts.labels import Words
from gui.parts.palette import fill
from gui.parts.signs import Shape, Sign, SignLabel
from models.errors import AppError

SHOWN_MS = 8000


class MessageStrip(QWidget):
    """One line of words with an optional remedy at the right."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._sign = SignLabel()
        self._words = Words()
        self._words.setWordWrap(True)
        self._remedies = QHBoxLayout()
        self._remedies.setSpacing(16)
        self._is_problem = False
        self._going = QTimer(self, singleShot=True, interval=SHOWN_MS)
        self._going.timeout.connect(self._go)
        close = IconButton("close", "关闭这条消息")
        close.clicked.connect(self.clear)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 3, 16, 3)
        row.addWidget(self._sign)
        row.addWidget(self._words, 1)
        row.addLayout(self._remedies)
        row.addWidget(close)
        self.hide()

    def show_error(self, error: AppError) -> None:
        """Say what went wrong, where, and what to do."""
        self._show(str(error), Sign(Shape.TRIANGLE, "", "ink"))
        self._is_problem = True

    def show_words(self, words: str, *remedies: tuple[str, Callable[[], object]]) -> None:
        """Say something that is no error, with links to what may be done next."""
        self._show(words, Sign(Shape.TICK, "", "accent"))
        self.offer(remedies)
        if not remedies:
            self._going.start()

    def offer(self, remedies: Sequence[tuple[str, Callable[[], object]]]) -> None:
        """Put links beside what is said; who follows one has read it."""
        for label, slot in remedies:
            link = LinkButton(label)
            link.clicked.connect(self.clear)
            link.clicked.connect(slot)
            self._remedies.addWidget(link)

    def text(self) -> str:
        """Return what is said now."""
        return "" if self.isHidden() else self._words.text()

    def clear(self) -> None:
        """Say nothing."""
        self._going.stop()
        self._is_problem = False
        self._drop_remedies()
        self.hide()

    def clear_problem(self) -> None:
        """Take back a problem, because something succeeded since."""
        if self._is_problem:
            self.clear()

    def _go(self) -> None:
        """Go, but not from under the hand: the click meant for it would hit what lies under it."""
        if self.underMouse():
            self._going.start()
        else:
            self.clear()

    def _show(self, words: str, sign: Sign) -> None:
        self.clear()
        self._sign.set_value(sign)
        self._words.setText(words)
        self.setAccessibleName(words)
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        fill(painter, QRect(0, 0, self.width(), 1), "line")
        painter.end()

    def _drop_remedies(self) -> None:
        while item := self._remedies.takeAt(0):
            if (widget := item.widget()) is not None:
                widget.deleteLater()
