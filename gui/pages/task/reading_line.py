"""What a text demands and nobody has confirmed yet: its wording, how it is read, and 确认."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gui.parts.buttons import LinkButton
from gui.parts.labels import Elided, Small

ROW = 28


class ReadingLine(QWidget):
    """One reading of a text; `confirmed` hands it over."""

    confirmed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.reading: Any = None
        self.words, self.span = Elided(tone="ink_2"), Small()
        self.confirm = LinkButton("确认")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        for widget, stretch in ((self.words, 1), (self.span, 0), (self.confirm, 0)):
            row.addWidget(widget, stretch)
        self.setFixedHeight(ROW)
        self.confirm.setFixedHeight(ROW)
        self.confirm.clicked.connect(lambda: self.confirmed.emit(self.reading))

    def show_reading(self, reading: Any, words: str, *, span: str = "") -> None:
        """Show how a text is worded and read, and the time it will be confirmed for where that is asked."""
        self.reading = reading
        self.words.set_text(words)
        self.span.setText(span)
        self.span.setVisible(bool(span))
        self.confirm.setAccessibleName(f"确认 {words}")
        self.show()
