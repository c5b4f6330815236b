"""Pages on the desk: one at a time, fitted to height or width or zoomed, turned by keys, wheel or arrows.

What a page shows is the `Sheet`'s business: painted blocks in the reading view, pictures of the converted file in
版式预览, pages of evidence. A page painted once is kept as long as size and content stay.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QEvent, QRectF, QSettings, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QPixmap, QWheelEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from gui.parts import palette
from gui.parts.buttons import IconButton, QuietButton
from gui.parts.labels import Meta, Words
from gui.parts.palette import tone
from gui.parts.signs import Shape, Sign, SignLabel

HEAD = 36
AROUND = 12
FITS = (("height", "适合高度"), ("width", "适合宽度"))
# Pages painted before are kept, as long as they are not zoomed so that one is large itself.
_KEPT, _LARGE, _MOST_DOTS = 12, 6_000_000, 14_000_000
_INSIDE = (40, 40, -40, -40)
_ZOOM, _LEAST, _MOST = 1.25, 0.1, 4.0
# A point as large as the system shows text at 100 %.
_NATURAL = 96 / 72


_TURNS = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}
# Over a page wider than the room they scroll.
_SIDEWAYS = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}
_ZOOMS = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1}


class Sheet(Protocol):
    """One page: its size in points, and how it is painted with points as units."""

    @property
    def size(self) -> tuple[float, float]: ...

    def paint(self, painter: QPainter) -> None: ...


class ImageSheet:
    """A page as a picture, such as one drawn from a PDF."""

    def __init__(self, image: QImage, size: tuple[float, float]) -> None:
        self.image = image
        self.size = size

    def paint(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRectF(0, 0, *self.size), self.image)


class PageView(QWidget):
    """A head with the page's number and its fit, and the page below."""

    turned = Signal(int)
    scaled = Signal()

    def __init__(self, *, mark: str = "", name: str = "paper", fit: str = "height") -> None:
        super().__init__()
        self._name = name
        self._number = Words()
        self._mark = Meta(mark)
        self._back = IconButton("left", "上一页")
        self._on = IconButton("right", "下一页")
        self._fit = QuietButton("")
        self._note = SignLabel()
        self.canvas = _Canvas()
        self._area = _Area(self.canvas, self)
        self._build()
        self._back.clicked.connect(lambda: self.turn(-1))
        self._on.clicked.connect(lambda: self.turn(1))
        self._fit.clicked.connect(self._next_fit)
        self.set_fit(str(QSettings().value(f"{name}/fit", fit)))
        self._tell()

    def _build(self) -> None:
        head = QWidget()
        head.setProperty("ground", "rail")
        head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        head.setFixedHeight(HEAD)
        self.head = QHBoxLayout(head)
        self.head.setContentsMargins(12, 0, 12, 0)
        self.head.setSpacing(2)
        for widget in (self._back, self._number, self._on):
            self.head.addWidget(widget)
        self.head.addSpacing(12)
        self.head.addWidget(self._mark)
        self.head.addWidget(self._note)
        self.head.addStretch(1)
        self.head.addWidget(self._fit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self._area, 1)
        self.setFocusProxy(self._area)

    # What a page uses

    def set_sheets(self, sheets: Sequence[Sheet]) -> None:
        """Show other pages; the number stays where there is such a page."""
        self.canvas.set_sheets(sheets)
        self._fit_canvas()
        self._tell()

    def count(self) -> int:
        """Return how many pages there are."""
        return len(self.canvas.sheets)

    def page(self) -> int:
        """Return the number of the page that is shown, from 1."""
        return self.canvas.place + 1

    def show_page(self, number: int) -> None:
        """Show a page by its number, from 1."""
        place = min(max(number - 1, 0), max(self.count() - 1, 0))
        if place != self.canvas.place:
            self.canvas.place = place
            self._fit_canvas()
            self._area.verticalScrollBar().setValue(0)
            self.turned.emit(self.page())
        self._tell()

    def turn(self, by: int) -> None:
        """Show the next page, or the one before."""
        self.show_page(self.page() + by)

    def set_fit(self, fit: str) -> None:
        """Fit the page to the "height" or the "width" of the view."""
        self._fits = fit if fit in dict(FITS) else "height"
        self._fit.setText(dict(FITS)[self._fits])
        self._fit.set_icon("preview")
        self._fit_canvas()

    def fit(self) -> str:
        """Return to what the page is fitted."""
        return self._fits

    def zoom(self, by: int) -> None:
        """Show the page larger by so many steps, or smaller, whatever the room is."""
        if not self.count():
            return
        width, height = self.canvas.sheets[self.canvas.place].size
        most = min(_MOST, (_MOST_DOTS / (width * height)) ** 0.5 / self.devicePixelRatioF())
        self.canvas.scale_to(max(min(self.canvas.scale * _ZOOM**by, most), _LEAST))
        self._fits = ""
        self._fit.setText(f"{round(self.canvas.scale / _NATURAL * 100)}%")
        self._fit_canvas()

    def show_note(self, words: str) -> None:
        """Say beside the page's number what is going on, or nothing."""
        self._note.set_value(Sign(Shape.RING, words, "ink_2") if words else None)

    # Own steps

    def _next_fit(self) -> None:
        keys = [key for key, _ in FITS]
        self.set_fit(keys[(keys.index(self._fits) + 1) % len(keys)] if self._fits else keys[-1])
        QSettings().setValue(f"{self._name}/fit", self._fits)

    def _fit_canvas(self) -> None:
        self.canvas.fit(self._area.viewport().size(), self._fits)
        self.scaled.emit()

    def _tell(self) -> None:
        self._number.setText(f"第 {self.page()} 页，共 {self.count()} 页" if self.count() else "没有页面")
        self._back.setEnabled(self.page() > 1)
        self._on.setEnabled(self.page() < self.count())


class _Area(QScrollArea):
    """Scrolls a page larger than the room; at its ends the wheel turns the page, with Ctrl it zooms."""

    def __init__(self, canvas: _Canvas, view: PageView) -> None:
        super().__init__()
        self._view = view
        self.setWidget(canvas)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setProperty("ground", "desk")
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

    def resizeEvent(self, event: QEvent) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._view._fit_canvas()

    def wheelEvent(self, event: QWheelEvent) -> None:
        bar = self.verticalScrollBar()
        down = event.angleDelta().y() < 0
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._view.zoom(-1 if down else 1)
            event.accept()
            return
        if bar.value() != (bar.maximum() if down else bar.minimum()):
            super().wheelEvent(event)
            return
        before = self._view.page()
        self._view.turn(1 if down else -1)
        if not down and self._view.page() != before:
            bar.setValue(bar.maximum())
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        turns = _TURNS if self.horizontalScrollBar().maximum() else _TURNS | _SIDEWAYS
        if (step := turns.get(key)) is not None:
            self._view.turn(step)
        elif (step := _ZOOMS.get(key)) is not None:
            self._view.zoom(step)
        else:
            super().keyPressEvent(event)


class _Canvas(QWidget):
    """The page itself, on the desk's ground, with its edge."""

    def __init__(self) -> None:
        super().__init__()
        self.sheets: Sequence[Sheet] = ()
        self.place = 0
        self.scale = 1.0
        self.words = ""
        self._painted: dict[int, QPixmap] = {}

    def set_sheets(self, sheets: Sequence[Sheet]) -> None:
        """Show other pages."""
        self.sheets = sheets
        self.place = min(self.place, max(len(sheets) - 1, 0))
        self._painted.clear()
        self.update()

    def repaint_page(self, place: int) -> None:
        """Paint a page anew: what it shows has changed."""
        self._painted.pop(place, None)
        self.update()

    def scale_to(self, scale: float) -> None:
        """Show the pages in another size: so many dots for a point."""
        if abs(scale - self.scale) > 1e-6:
            self.scale = scale
            self._painted.clear()

    def fit(self, room: QSize, fit: str) -> None:
        """Be as large as the room allows, without a fit as large as it was."""
        if not self.sheets:
            self.resize(room)
            return
        width, height = self.sheets[self.place].size
        by_width = (room.width() - 2 * AROUND) / width
        by_height = (room.height() - 2 * AROUND) / height
        if fit:
            self.scale_to(max(by_width if fit == "width" else min(by_width, by_height), _LEAST))
        wide, high = round(width * self.scale) + 2 * AROUND, round(height * self.scale) + 2 * AROUND
        self.resize(max(wide, room.width()), max(high, room.height()))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), tone("desk"))
        if self.sheets:
            pixmap = self._pixmap(self.place)
            inner = pixmap.deviceIndependentSize().toSize()
            left, top = (self.width() - inner.width()) // 2, AROUND
            painter.drawPixmap(left, top, pixmap)
            painter.setPen(tone("line_strong"))
            painter.drawRect(left - 1, top - 1, inner.width() + 1, inner.height() + 1)
        elif self.words:
            painter.setPen(tone("ink_2"))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.rect().adjusted(*_INSIDE), int(flags), self.words)
        painter.end()

    def _pixmap(self, place: int) -> QPixmap:
        known = self._painted.get(place)
        if known is not None:
            return known
        ratio = self.devicePixelRatioF()
        sheet = self.sheets[place]
        width, height = (round(length * self.scale) for length in sheet.size)
        pixmap = QPixmap(round(width * ratio), round(height * ratio))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(QColor(palette.PAPER))
        painter = QPainter(pixmap)
        painter.scale(self.scale, self.scale)
        sheet.paint(painter)
        painter.end()
        if len(self._painted) >= _KEPT or pixmap.width() * pixmap.height() > _LARGE:
            self._painted.clear()
        self._painted[place] = pixmap
        return pixmap
