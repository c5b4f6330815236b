"""The right side of the page of a paper: the reading view following the text, or the pages as printed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gui.paper.page_view import ImageSheet, PageView
from gui.paper.preview import ReadingView
from gui.parts.buttons import LinkButton
from gui.parts.labels import Meta

SHEET = (595.3, 841.9)


class PaperSide(QStackedWidget):
    """Both views, one of them shown; `left` where the clerk has seen enough of the real pages."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.reading = ReadingView()
        self.real = PageView(name="reading")
        self.why_no_pages = Meta()
        self.why_no_pages.setContentsMargins(12, 6, 12, 6)
        self.why_no_pages.setWordWrap(True)
        self._made_by = Meta()
        leave = LinkButton("回到正文", icon="edit")
        leave.clicked.connect(self.left)
        bar = QWidget()
        row = QHBoxLayout(bar)
        row.setContentsMargins(12, 0, 12, 0)
        row.addWidget(self._made_by)
        row.addStretch(1)
        row.addWidget(leave)
        self._add(self.reading, self.why_no_pages)
        self._add(self.real, bar)

    def show_why_no_pages(self, reason: str) -> None:
        """Say why this computer cannot make the real pages, or nothing where it can."""
        self.why_no_pages.setText(f"{reason}。导出的文件可以拿到有 WPS 或 Office 的电脑上打印。" if reason else "")
        self.why_no_pages.setVisible(bool(reason))

    def show_reading(self) -> None:
        """Show the reading view again."""
        self.setCurrentIndex(0)

    def show_real(self, images: Sequence[QImage], note: str) -> None:
        """Show the pages as they will be printed, and by which program."""
        self.real.set_sheets([ImageSheet(image, SHEET) for image in images])
        self._made_by.setText(f"版式预览，{note}")
        self.real.show_page(self.reading.page())
        self.setCurrentIndex(1)

    def is_real(self) -> bool:
        """Return whether the real pages are shown."""
        return self.currentIndex() == 1

    def _add(self, view: QWidget, under: QWidget) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(view, 1)
        column.addWidget(under)
        self.addWidget(inside)
