"""The reading view: the paper painted from its blocks while one writes, marked 示意.

It shows red head, title, heads, tables and the attachment's page as the Word file will have them, with 28 characters a
line and 22 lines a page; the bar in the margin shows the section that is being edited. What will really be printed is
shown by 版式预览.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QPainter

from exporters.blocks import Document, FontSet
from exporters.styles import POINTS_PER_MM
from gui.paper.page_view import PageView
from gui.paper.pages import Known, PaperPage, pages_of
from gui.paper.paint import paint_bar, paint_page


class PaperSheet:
    """A page painted from blocks, with a bar beside the chosen section."""

    def __init__(self, page: PaperPage, document: Document, chosen: int) -> None:
        setup = document.page
        self.page = page
        self.size = (setup.width_mm * POINTS_PER_MM, setup.height_mm * POINTS_PER_MM)
        self._left = setup.left_mm * POINTS_PER_MM
        self._font_set: FontSet = setup.font_set
        self._span = page.span_of(chosen)

    def paint(self, painter: QPainter) -> None:
        paint_page(painter, self.page, self._font_set)
        if self._span is not None:
            paint_bar(painter, self._left, self._span.top, self._span.bottom)


class ReadingView(PageView):
    """The pages of a paper as they stand now."""

    def __init__(self) -> None:
        super().__init__(mark="示意", name="reading")
        self._document: Document | None = None
        self._pages: Sequence[PaperPage] = ()
        self._known: Known = {}
        self._chosen = ""

    def show_document(self, document: Document) -> None:
        """Show a paper; an equal one changes nothing."""
        if document == self._document:
            return
        self._document = document
        self._pages = pages_of(document, self._known)
        self._show()

    def choose(self, section: str) -> None:
        """Mark the section of that key, and show the page it begins on unless this one shows it."""
        if section == self._chosen:
            return
        self._chosen = section
        self._show()
        place = self._place_of(section)
        pages = [page.number for page in self._pages if page.span_of(place) is not None]
        if pages and self.page() not in pages:
            self.show_page(pages[0])

    def begin(self) -> None:
        """Show the first page, no section chosen, as for another paper."""
        self._chosen = ""
        self.show_page(1)

    def document(self) -> Document | None:
        """Return the paper that is shown."""
        return self._document

    def _show(self) -> None:
        if self._document is not None:
            place = self._place_of(self._chosen)
            self.set_sheets([PaperSheet(page, self._document, place) for page in self._pages])

    def _place_of(self, section: str) -> int:
        keys = [] if self._document is None else [item.key for item in self._document.sections]
        return keys.index(section) if section in keys else -1
