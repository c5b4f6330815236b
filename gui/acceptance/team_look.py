"""How the team table looks: its head, and the cells with the hint of the empty row and the mark of what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QHeaderView, QTableView

from gui.acceptance.team_rows import FIELDS, TITLES
from gui.parts import typeface
from gui.parts.cells import words
from gui.parts.palette import tone
from gui.parts.signs import Shape, draw_shape

if TYPE_CHECKING:
    from gui.acceptance.team_table import TeamTable

ROW = 32
WIDTHS = {"role": 88, "name": 112, "unit": 320, "post": 190, "phone": 150}
NAME = FIELDS.index("name")
_HINT = "输入姓名新增，可从 Excel 整块粘贴"
_NAMELESS = "▲ 缺姓名"


class Head(QHeaderView):
    """The titles of the columns, small and grey."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self.setFixedHeight(30)
        self.setSectionsClickable(False)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        painter.fillRect(rect, tone("content"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), tone("line_strong"))
        words(painter, QRectF(rect).adjusted(8, 0, -8, 0), TITLES[FIELDS[logicalIndex]],
              typeface.font(typeface.SMALL), "ink_2")


def paint_cell(painter: QPainter, box: QRect, table: TeamTable, index: QModelIndex, *, selected: bool) -> None:
    """Paint ground, words and mark of a cell; the chosen one is framed while the table has the keyboard."""
    is_current = index == table.currentIndex() and table.hasFocus()
    is_chosen = selected and table.hasFocus()
    if is_chosen or table.team.member_at(index.row()) is not None or index.column() <= NAME:
        # Over the ground the style has painted; the hint of the empty row runs on into its next cell.
        painter.fillRect(box, tone("tint" if is_chosen and not is_current else "content"))
    painter.fillRect(QRect(box.left(), box.bottom(), box.width(), 1), tone("hair"))
    _paint_text(painter, box, table, index)
    # Where a name stands, its lack is said in words.
    is_said = index.column() == NAME and not index.data()
    if table.team.problem(index.row(), index.column()) and not is_said:
        draw_shape(painter, Shape.TRIANGLE, QRectF(box).center() + QPoint(box.width() // 2 - 12, 0), "ink", 7.5)
    if is_current:
        painter.setPen(QPen(tone("accent"), 2))
        painter.drawRect(box.adjusted(1, 1, -1, -1))


def _paint_text(painter: QPainter, box: QRect, table: TeamTable, index: QModelIndex) -> None:
    member = table.team.member_at(index.row())
    text, colour = str(index.data() or ""), "ink"
    if member is None:
        text, colour = (_HINT if index.column() == NAME else ""), "meta"
        box = box.adjusted(0, 0, WIDTHS["unit"] // 2, 0) if text else box
    elif index.column() == 0:
        above = table.team.member_at(index.row() - 1)
        colour = "meta" if above is not None and above.role is member.role else "ink"
    elif index.column() == NAME and not text:
        text = _NAMELESS
    words(painter, QRectF(box).adjusted(8, 0, -8, 0), text, typeface.font(), colour)
