"""The frame of one photo: the picture as it is known, or the dashed place that takes one."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from gui.parts import icons, typeface
from gui.parts.dropping import Dropping, files_in
from gui.parts.palette import tone

SIZE = QSize(240, 180)
EMPTY = "拖入照片，或点这里选一张"


class PhotoFrame(Dropping, QWidget):
    """Shows a photo; dropped files and the wish to choose or to open are told."""

    dropped = Signal(list)
    pressed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self._pixmap: QPixmap | None = None
        self._words = EMPTY
        self.has_photo = False
        self.setAcceptDrops(True)
        self.setFixedSize(SIZE)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(name)

    def show_photo(self, pixmap: QPixmap | None, words: str, *, has_photo: bool) -> None:
        """Show a picture, or words where there is none; without a photo the place is dashed."""
        self._pixmap, self._words, self.has_photo = pixmap, words, has_photo
        self.update()

    def words(self) -> str:
        """Return what stands in the frame in place of a picture."""
        return "" if self._pixmap is not None else self._words

    def take(self, data: QMimeData) -> bool:
        paths = files_in(data)
        if paths:
            self.dropped.emit(paths)
        return bool(paths)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self.pressed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.pressed.emit()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        if self._pixmap is None:
            self._paint_place(painter, box)
        else:
            painter.fillRect(box, tone("desk"))
            size = self._pixmap.deviceIndependentSize()
            corner = QPointF((self.width() - size.width()) / 2, (self.height() - size.height()) / 2)
            painter.drawPixmap(corner, self._pixmap)
        if self.hasFocus() or self.is_over:
            painter.setPen(QPen(tone("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
        painter.end()

    def _paint_place(self, painter: QPainter, box: QRectF) -> None:
        if self.has_photo:
            painter.fillRect(box, tone("rail"))
        else:
            pen = QPen(tone("field"), 1)
            pen.setDashPattern([4, 3])
            painter.setPen(pen)
            painter.setBrush(tone("tint") if self.is_over else Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, 4, 4)
        icons.paint(painter, "picture", QRectF(box.center().x() - 8, box.center().y() - 28, 16, 16))
        painter.setFont(typeface.font(typeface.VALUE))
        painter.setPen(tone("ink_2"))
        under = QRectF(8, box.center().y(), box.width() - 16, 40)
        painter.drawText(under, int(Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap), self._words)
