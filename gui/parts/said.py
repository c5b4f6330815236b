"""What came of a piece of work, said beside the button that began it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gui.parts.labels import Words
from gui.parts.signs import Shape, Sign, SignLabel
from models.errors import AppError


class Said(QWidget):
    """Words after a tick when the work went well, after ▲ when it did not."""

    def __init__(self, *, inset: int = 8) -> None:
        super().__init__()
        self._sign = SignLabel()
        self._words = Words()
        self._words.setWordWrap(True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row = QHBoxLayout(self)
        row.setContentsMargins(inset, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self._sign)
        row.addWidget(self._words, 1)

    def show_words(self, words: str, *, good: bool | None = None) -> None:
        """Say words, after a tick when it is good, after ▲ when it is not."""
        self._words.setText(words)
        signs = {True: Sign(Shape.TICK, "", "accent"), False: Sign(Shape.TRIANGLE, "", "ink")}
        self._sign.set_value(signs.get(good) if good is not None else None)

    def show_error(self, error: AppError) -> None:
        """Say what went wrong and what to do."""
        self.show_words(str(error), good=False)

    def text(self) -> str:
        """Return what is said."""
        return self._words.text()
