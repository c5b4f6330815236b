"""The dashed strip that takes files, folders and screenshots.

Files may be dropped anywhere on the widget it is told to watch; Ctrl+V pastes copied files or a picture. It only hands
over paths and pictures; what becomes of them is the page's question to the records.
"""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeySequence, QMouseEvent, QPainter, QPaintEvent, QPen, QShortcut
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from gui.parts import icons, typeface
from gui.parts.dropping import Dropping, files_in
from gui.parts.palette import tone
from gui.parts.signs import LEFT

HEIGHT = 32


class DropStrip(Dropping, QWidget):
    """Takes what is dropped or pasted; a click asks for files."""

    dropped = Signal(list)
    pictured = Signal(QImage)
    clicked = Signal()

    def __init__(self, words: str = "拖入文件或文件夹，或粘贴截图 Ctrl+V") -> None:
        super().__init__()
        self._words = words
        self.setAcceptDrops(True)
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(words)
        shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(self.paste)

    def takes(self, data: QMimeData) -> bool:
        return data.hasImage() or super().takes(data)

    def take(self, data: QMimeData | None) -> bool:
        """Hand over the files or the picture in the data; returns whether there were any."""
        if data is None:
            return False
        paths = files_in(data)
        if paths:
            self.dropped.emit(paths)
        elif data.hasImage():
            self.pictured.emit(QImage(data.imageData()))
        return bool(paths) or data.hasImage()

    def paste(self) -> bool:
        """Take what lies on the clipboard; returns whether it was files or a picture."""
        return self.take(QApplication.clipboard().mimeData())

    def sizeHint(self) -> QSize:
        return QSize(240, HEIGHT)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.clicked.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        active = self.is_over or self.hasFocus()
        pen = QPen(tone("accent" if active else "field"), 2 if active else 1)
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.setBrush(tone("tint") if self.is_over else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        icons.paint(painter, "import", QRectF(12, 0, 16, self.height()))
        painter.setFont(typeface.font())
        painter.setPen(tone("ink_2"))
        painter.drawText(QRectF(36, 0, self.width() - 44, self.height()), int(LEFT), self._words)
        painter.end()
