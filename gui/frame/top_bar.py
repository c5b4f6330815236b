"""The top bar: search, undo that names what it will undo, redo, the office, and the help."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from gui.frame.search import Find, SearchField
from gui.parts import icons, typeface
from gui.parts.buttons import IconButton
from gui.parts.cells import EDGE
from gui.parts.labels import Rule
from gui.parts.palette import fill, tone
from gui.parts.signs import LEFT

HEIGHT = 48
_MOST, _LEAST = 320, 96


class TopBar(QWidget):
    """48 px over every page."""

    undo_wanted = Signal()
    redo_wanted = Signal()
    hit_opened = Signal(object)
    help_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(HEIGHT)
        self.search: SearchField | None = None
        self.undo = _WordButton(icon="undo")
        self.undo.clicked.connect(self.undo_wanted)
        self.redo = IconButton("redo", "重做", shortcut="")
        self.redo.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.redo.clicked.connect(self.redo_wanted)
        self.office = _WordButton(colour="ink")
        self.office.clicked.connect(self._open_office)
        self._offers: list[tuple[str, Callable[[], object]]] = []
        self.help = IconButton("help", "这一页怎么用（F1）")
        self.help.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.help.clicked.connect(self.help_wanted)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(EDGE, 0, EDGE - 4, 1)
        self._row.setSpacing(8)
        self._row.addStretch(1)
        self._parting = self._rule()
        for widget in (self.undo, self.redo, self._parting, self.office, self.help):
            self._row.addWidget(widget)
        self.show_steps("", "")

    def set_search(self, find: Find, shortcut: str) -> None:
        """Offer the search; without it the field does not stand there."""
        self.search = SearchField(find, shortcut)
        self.search.opened.connect(self.hit_opened)
        self._row.insertWidget(0, self.search)

    def set_office(self, name: str) -> None:
        """Name the office whose workspace this is."""
        self.office.show_words(name, chevron=bool(self._offers))
        self._parting.setVisible(bool(name))
        self.office.setVisible(bool(name))

    def offer_at_office(self, words: str, slot: Callable[[], object]) -> None:
        """Put an entry under the name of the office."""
        self._offers.append((words, slot))
        self.office.show_words(self.office.text(), chevron=True)

    def show_steps(self, undo: str, redo: str, *, final: str = "") -> None:
        """Name what undo would undo and redo do again; grey where there is nothing. `final` says why it cannot."""
        word = "不能撤销" if final else "撤销"
        self.undo.setEnabled(bool(undo))
        self.undo.show_words(f"{word}：{undo}" if undo else "撤销")
        self.undo.setToolTip(final or (f"撤销：{undo}（Ctrl+Z）" if undo else "这次打开后还没有可以撤销的操作"))
        self.redo.setEnabled(bool(redo))
        self.redo.setToolTip(f"重做：{redo}（Ctrl+Y）" if redo else "没有可以重做的操作")

    def _open_office(self) -> None:
        if not self._offers:
            return
        from PySide6.QtWidgets import QMenu

        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for words, slot in self._offers:
            menu.addAction(words).triggered.connect(slot)
        menu.popup(self.office.mapToGlobal(QPoint(0, self.office.height())))

    def _rule(self) -> Rule:
        rule = Rule("line", upright=True)
        rule.setFixedHeight(16)
        return rule

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        fill(painter, QRect(0, HEIGHT - 1, self.width(), 1), "line")
        painter.end()


class _WordButton(QAbstractButton):
    """Words with an icon before or a chevron after them, without an edge; long words end in …"""

    def __init__(self, *, icon: str = "", colour: str = "ink_2") -> None:
        super().__init__()
        self._icon = icon
        self._colour = colour
        self._chevron = False
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # As wide as its words where there is room, narrower in a small window.
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(30)

    def show_words(self, words: str, *, chevron: bool = False) -> None:
        self.setText(words)
        self.setAccessibleName(words)
        self._chevron = chevron
        self.updateGeometry()
        self.update()

    def _edges(self) -> tuple[int, int]:
        return 30 if self._icon else 6, 22 if self._chevron else 6

    def _fitted(self, room: int) -> tuple[str, int]:
        measures = typeface.metrics()
        shown = measures.elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        return shown, round(measures.horizontalAdvance(shown)) + 2

    def sizeHint(self) -> QSize:
        return QSize(sum(self._edges()) + self._fitted(_MOST)[1], 30)

    def minimumSizeHint(self) -> QSize:
        return QSize(sum(self._edges()) + self._fitted(_LEAST)[1], 30)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() and self.isEnabled():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tone("hover"))
            painter.drawRoundedRect(QRectF(self.rect()), 4, 4)
        left, right = self._edges()
        shown, width = self._fitted(min(self.width() - left - right, _MOST))
        colour = self._colour if self.isEnabled() else "off"
        if self._icon:
            icons.paint(painter, self._icon, QRectF(6, 0, 16, 30), colour)
        painter.setFont(typeface.font())
        painter.setPen(tone(colour if self.isEnabled() else "meta"))
        painter.drawText(QRectF(left, 0, width, 30), int(LEFT), shown)
        if self._chevron:
            icons.paint(painter, "down", QRectF(left + width + 2, 0, 16, 30), "ink_2")
        painter.end()
