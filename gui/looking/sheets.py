"""What stands on a page of a file that is looked at: its picture, its text, or that it is on its way."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QTextDocument

from gui.paper.page_view import ImageSheet, Sheet
from gui.parts import palette, typeface
from models.looking import SeenPage

A4 = (595.0, 842.0)
_MARGIN = 36
_TEXT = 11
_COLUMN = 84
_WIDEST = 1600
_WAITING = "正在显示……"
# Paper is white by day and by night, and its ink dark.
_STYLE = (
    f"p, h4, td {{color: {palette.PAPER_INK}}}"
    "p {margin: 0 0 6px 0; white-space: pre-wrap} h4 {margin: 0 0 10px 0; font-weight: 500}"
    "table {border-collapse: collapse; margin: 4px 0 10px 0} td {padding: 3px 5px; white-space: pre-wrap}"
)


class TextSheet:
    """A part of a text: its name, paragraphs and tables, on paper as high as it needs."""

    def __init__(self, page: SeenPage) -> None:
        columns = max((len(row) for block in page.blocks if not isinstance(block, str) for row in block), default=0)
        width = min(max(A4[0], columns * _COLUMN + 2 * _MARGIN), _WIDEST)
        self.document = QTextDocument()
        font = QFont(typeface.font())
        font.setPixelSize(_TEXT)
        self.document.setDefaultFont(font)
        self.document.setDefaultStyleSheet(_STYLE)
        self.document.setDocumentMargin(0)
        self.document.setHtml(_html(page))
        self.document.setTextWidth(width - 2 * _MARGIN)
        self.size = (width, max(self.document.size().height() + 2 * _MARGIN, 0.0 if columns else A4[1]))

    def paint(self, painter: QPainter) -> None:
        painter.translate(_MARGIN, _MARGIN)
        self.document.drawContents(painter)


class Slot:
    """The place of a page: as large as the page before it until it has arrived."""

    def __init__(self, size: tuple[float, float] = A4) -> None:
        self.size = size
        self.content: Sheet | None = None

    def put(self, page: SeenPage, image: QImage | None) -> None:
        """Show what has arrived."""
        self.content = ImageSheet(image, page.size) if image is not None else TextSheet(page)
        self.size = self.content.size

    def paint(self, painter: QPainter) -> None:
        if self.content is not None:
            self.content.paint(painter)
            return
        font = QFont(typeface.font())
        font.setPixelSize(_TEXT)
        painter.setFont(font)
        painter.setPen(QColor(palette.PAPER_INK))
        painter.drawText(QRectF(0, 0, *self.size), int(Qt.AlignmentFlag.AlignCenter), _WAITING)


def _html(page: SeenPage) -> str:
    name = f"<h4>{escape(page.name)}</h4>" if page.name else ""
    return name + "".join(
        f"<p>{escape(block)}</p>" if isinstance(block, str) else _table(block) for block in page.blocks
    )


def _table(rows: tuple[tuple[str, ...], ...]) -> str:
    lines = ("".join(f"<td>{escape(cell)}</td>" for cell in row) for row in rows)
    body = "".join(f"<tr>{line}</tr>" for line in lines)
    return f'<table border="1" width="100%" bordercolor="#999999">{body}</table>'
