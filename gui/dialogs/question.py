"""The box a question is asked in: the words, the answers as verbs, and the cautious one, which Enter and Esc give.

The words are shown as they are, never as markup, and a text longer than the screen is scrolled under its buttons.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from gui.parts.buttons import Button
from gui.parts.paragraph import LINE, Paragraph

WIDTH = 440
EDGE = 24
# Lines of words that fit above the buttons on the smallest screen the window is made for.
TALLEST = 20 * LINE
WHOLE = 100_000


class Question(QDialog):
    """A question; `answer` is the place of the answer that was given, None for the last button, Esc and closing.

    Enter gives the first answer where there are several, else the last button: a single answer is one that may hurt.
    """

    def __init__(self, parent: QWidget | None, title: str, text: str, answers: Sequence[str], refuse: str) -> None:
        super().__init__(parent)
        self.answer: int | None = None
        self.setWindowTitle(title)
        self.words = Paragraph(text, most=WHOLE)
        self.area = QScrollArea()
        self.buttons = [Button(answer) for answer in answers]
        self.refuse = Button(refuse)
        self._build()
        for place, button in enumerate(self.buttons):
            button.clicked.connect(lambda _, place=place: self._give(place))
        self.refuse.clicked.connect(self.reject)
        cautious = self.buttons[0] if len(self.buttons) > 1 else self.refuse
        cautious.setDefault(True)
        cautious.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        for button in (*self.buttons, self.refuse):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(EDGE, EDGE - 4, EDGE, EDGE - 4)
        column.setSpacing(20)
        column.addWidget(self.area)
        column.addLayout(row)
        width = max(WIDTH - 2 * EDGE, row.sizeHint().width())
        self._fit(width)
        self.setFixedSize(column.sizeHint())

    def _fit(self, width: int) -> None:
        """Give the words the height they need, up to what the screen has; only then are they scrolled."""
        needed = self.words.heightForWidth(width)
        self.area.setWidgetResizable(True)
        self.area.setWidget(self.words)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        if needed <= TALLEST:
            self.area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setFixedSize(width, min(needed, TALLEST))

    def _give(self, place: int) -> None:
        self.answer = place
        self.accept()
