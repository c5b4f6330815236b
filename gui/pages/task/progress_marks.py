"""What stands at a progress entry besides its words: the clip with the number of pieces, and its figures as chips."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from gui.parts import icons, typeface
from gui.parts.palette import tone
from gui.parts.signs import LEFT, NONE, RIGHT
from models.domain.plan import Figure

DATE_WIDTH = 104
_CHIP = 22


class Clip(QWidget):
    """The right end of a row: a clip with the number of pieces; under the mouse the way to the row's menu."""

    menu_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._count = 0
        self._hovered = False
        self.setFixedSize(64, 24)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_count(self, count: int) -> None:
        """Show another number."""
        self._count = count
        self.setToolTip(f"{count} 份佐证挂在这条落实情况上" if count else "把文件拖到这一行，佐证就挂在它上面")
        self.update()

    def set_hovered(self, on: bool) -> None:
        """Offer the menu, or not."""
        self._hovered = on
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.menu_wanted.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = QRectF(self.rect())
        if self._hovered:
            icons.paint(painter, "more", QRectF(box.left(), 0, 16, box.height()))
        painter.setFont(typeface.font())
        painter.setPen(tone("ink" if self._count else "meta"))
        painter.drawText(box, int(RIGHT), str(self._count) if self._count else NONE)
        if self._count:
            width = typeface.metrics().horizontalAdvance(str(self._count))
            icons.paint(painter, "clip", QRectF(box.right() - width - 24, 0, 16, box.height()))
        painter.end()


class Chips(QWidget):
    """The figures of an entry, each a chip one can correct."""

    picked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._figures: list[Figure] = []
        self._marked = ""
        self._hovered = -1
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_figures(self, figures: list[Figure]) -> None:
        """Show other figures."""
        self._figures = figures
        self.setVisible(bool(figures))
        self.setAccessibleName("数据：" + "、".join(_said(figure) for figure in figures))
        self.updateGeometry()
        self.update()

    def mark(self, figure_id: str) -> None:
        """Mark the one that is being corrected."""
        self._marked = figure_id
        self.update()

    def boxes(self) -> list[QRect]:
        """Return where each chip lies."""
        boxes, left, top = [], DATE_WIDTH, 1
        for figure in self._figures:
            width = round(typeface.metrics(typeface.VALUE).horizontalAdvance(_said(figure))) + 16
            if left + width > self.width() and left > DATE_WIDTH:
                left, top = DATE_WIDTH, top + _CHIP + 4
            boxes.append(QRect(left, top, width, _CHIP))
            left += width + 6
        return boxes

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        self.resize(width, self.height())
        boxes = self.boxes()
        return boxes[-1].bottom() + 4 if boxes else 0

    def sizeHint(self) -> QSize:
        return QSize(200, self.heightForWidth(max(self.width(), 300)))

    def _at(self, event: QMouseEvent) -> int:
        point = event.position().toPoint()
        return next((place for place, box in enumerate(self.boxes()) if box.contains(point)), -1)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hovered = self._at(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = -1
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        place = self._at(event)
        if place >= 0:
            self.picked.emit(self._figures[place])

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(typeface.font(typeface.VALUE))
        for place, (figure, box) in enumerate(zip(self._figures, self.boxes(), strict=True)):
            marked = figure.id == self._marked
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tone("tint" if marked or place == self._hovered else "hover"))
            painter.drawRoundedRect(box, 4, 4)
            painter.setPen(tone("accent_deep" if marked else "ink_2"))
            painter.drawText(QRectF(box).adjusted(8, 0, 0, 0), int(LEFT), _said(figure))
        painter.end()


def _said(figure: Figure) -> str:
    return f"{figure.label} {figure.number}{figure.unit}"
