"""The hits under the search field: over the page, without taking the keyboard.

Apart from the field, because the window paints the field and a list of hits is made with the first of them.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from gui.frame.search import WIDTH, Hit
from gui.parts import typeface
from gui.parts.cells import words
from gui.parts.palette import tone

ROW = 48
SHOWN = 8


class HitList(QListWidget):
    """The list of hits of one field."""

    def __init__(self, field: QWidget) -> None:
        super().__init__()
        self._field = field
        self.setProperty("popup", True)
        self.setFrameShape(QFrame.Shape.Box)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setItemDelegate(_HitRow(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.hide()

    def show_hits(self, hits: Sequence[Hit], nothing: str) -> None:
        """Show hits, else the words for none; without words the list goes."""
        self.clear()
        for hit in hits:
            item = QListWidgetItem(hit.title)
            item.setData(Qt.ItemDataRole.UserRole, hit)
            self.addItem(item)
        if not hits and nothing:
            item = QListWidgetItem(nothing)
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.addItem(item)
        if not self.count():
            self.hide()
            return
        self._place()
        self.setCurrentRow(0 if hits else -1)

    def _place(self) -> None:
        window = self._field.window()
        if self.parent() is not window:
            self.setParent(window)
            window.installEventFilter(self)
        corner = self._field.mapTo(window, QPoint(0, self._field.height() + 2))
        self.setGeometry(corner.x(), corner.y(), WIDTH + 184, min(self.count(), SHOWN) * ROW + 4)
        self.raise_()
        self.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)


class _HitRow(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: object) -> QSize:
        return QSize(WIDTH, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: object) -> None:
        hit = index.data(Qt.ItemDataRole.UserRole)  # type: ignore[attr-defined]
        box = QRectF(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, tone("tint"))
        inner = box.adjusted(12, 4, -12, -4)
        if hit is None:
            words(painter, inner, index.data(), typeface.font(), "meta")  # type: ignore[attr-defined]
            return
        top = QRectF(inner.left(), inner.top(), inner.width(), inner.height() / 2)
        low = top.translated(0, inner.height() / 2)
        if not hit.text:
            top = inner
        words(painter, top, hit.kind, typeface.font(typeface.SMALL), "meta")
        words(painter, top.adjusted(48, 0, 0, 0), hit.title, typeface.font(typeface.BODY, typeface.MEDIUM), "ink")
        words(painter, low.adjusted(48, 0, 0, 0), hit.text, typeface.font(typeface.VALUE), "ink_2")
