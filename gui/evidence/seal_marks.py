"""The mark of sealed evidence 封卷: a small lock behind its number in lists, and a line over its facts."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.parts import icons
from gui.parts.cells import BEHIND, IconBehind
from gui.parts.labels import Meta
from models.lists import SealMark

ICON = "lock"
_LINE = 18


def marked(number: object, mark: SealMark | None) -> object:
    """Return the cell of a number; with a lock where the evidence is sealed."""
    return number if mark is None else IconBehind(str(number), ICON, mark.told)


class SealNote(QWidget):
    """Says over the facts of sealed evidence since when it is sealed, and what may be done instead of changing it."""

    def __init__(self) -> None:
        super().__init__()
        self.words = Meta()
        self.words.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(BEHIND + 6, 0, 0, 0)
        column.addWidget(self.words)
        self.hide()

    def show_mark(self, mark: SealMark | None) -> None:
        """Show by whom and when it was sealed; nothing for what is not sealed."""
        self.show_words(f"{mark.told}，不再修改。要更正的，另加一份新材料，再做补充封卷。" if mark else "")

    def show_words(self, words: str) -> None:
        """Show other words about a seal, or nothing."""
        self.words.setText(words)
        self.setVisible(bool(words))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        icons.paint(painter, ICON, QRectF(0, 0, BEHIND, _LINE), "meta")
        painter.end()
