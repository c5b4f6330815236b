"""What the indicators give for the goal completion, offered under its field until it stands there."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gui.parts.buttons import OnceLink
from gui.parts.labels import Meta


class CompletionOffer(QWidget):
    """The sentence, and a link that takes it into the field."""

    taken = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.words = ""
        self._said = Meta()
        self._said.setWordWrap(True)
        self.take = OnceLink("写入")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._said, 1)
        row.addWidget(self.take, 0, Qt.AlignmentFlag.AlignTop)
        self.take.clicked.connect(self.taken)
        self.hide()

    def show_draft(self, words: str, written: str) -> None:
        """Offer a sentence, unless there is none or it is written already."""
        self.words = words
        self._said.setText(f"按目标指标可写：{words}")
        self.setVisible(bool(words) and words.rstrip("。") not in written)
