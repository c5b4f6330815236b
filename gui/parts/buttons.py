"""Buttons: one filled main button a page, edged ones beside it, links that lead somewhere.

A button that cannot be used yet lies on the colour of the rail and says why in its tip; the page says it too.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QIcon, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QToolButton

from gui.parts import icons, typeface
from gui.parts.icons import SIZE
from gui.parts.icons import icon as icon_of
from gui.parts.signs import Shape, draw_shape

HEIGHT = 30
# How far within its box a chevron before the words of a link begins.
CHEVRON = 6


class Button(QPushButton):
    """A button with an edge."""

    kind = "edge"
    ink = "ink_2"
    weight = typeface.MEDIUM
    # Whether a double click is one click: its second would meet what comes next, or nothing.
    once = False

    def __init__(self, words: str, *, icon: str = "", shortcut: str = "") -> None:
        super().__init__(words)
        self._has_lent = False
        self.setProperty("kind", self.kind)
        self.setFont(_weighted(self.weight))
        self.setFixedHeight(HEIGHT)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        self.setIconSize(QSize(SIZE + 4, SIZE))
        self._tip = f"{words}（{shortcut}）" if shortcut else ""
        self._icon = icon
        if icon:
            self.set_icon(icon)
        if shortcut:
            self.setShortcut(shortcut)
            self.setToolTip(self._tip)

    def set_icon(self, icon: str) -> None:
        """Show another icon before the words."""
        self._icon = icon
        self.setIcon(icon_of(icon, self.ink))

    def show_icon(self, shown: bool) -> None:
        """Show the icon, or where there is no room for it the words alone."""
        if shown == self.icon().isNull() and self._icon:
            self.setIcon(icon_of(self._icon, self.ink) if shown else QIcon())

    def allow(self, reason: str = "") -> None:
        """Let the button be used, or with a reason not, and tell the reason."""
        self.setEnabled(not reason)
        self.setToolTip(reason or self._tip)

    def setEnabled(self, on: bool) -> None:
        """Let it be used or not; the keyboard waits meanwhile with the block it stands in.

        Qt would hand it to the next button or field, where the next key does something else.
        """
        block, held = self.parentWidget(), self.window().focusWidget()
        if not on and block is not None and held is self:
            block.setFocus()
            self._has_lent = True
        super().setEnabled(on)
        if on:
            if self._has_lent and held is block:
                self.setFocus()
            self._has_lent = False

    def minimumSizeHint(self) -> QSize:
        # Its words are never cut; what stands beside it gives way.
        return self.sizeHint()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.once:
            event.accept()
        else:
            super().mouseDoubleClickEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Qt takes Enter for a button only in a dialog; here it means the button that has the keyboard everywhere.
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)


class MainButton(Button):
    """The one filled button of a page."""

    kind = "main"
    ink = "on_button"
    weight = typeface.BOLD
    once = True


class OnceButton(Button):
    """A button that enters what was typed."""

    once = True


class LinkButton(Button):
    """Words in accent that lead somewhere or do a small thing in place."""

    kind = "link"
    ink = "accent"


class OnceLink(LinkButton):
    """A link that takes away what is chosen."""

    once = True


class QuietButton(Button):
    """Words in ink without an edge, as in the top bar."""

    kind = "quiet"
    weight = typeface.REGULAR


class MenuButton(Button):
    """A button that opens a menu: the chevron stands at its right, and before it a shape that is set as `mark`."""

    def __init__(self, words: str, *, icon: str = "", main: bool = False, mark: Shape | None = None) -> None:
        self.kind = "main" if main else "edge"
        self.ink = "on_button" if main else "ink_2"
        self.weight = typeface.BOLD if main else typeface.MEDIUM
        super().__init__(words, icon=icon)
        self.mark = mark
        self.setProperty("menu", "marked" if mark else "plain")
        from PySide6.QtWidgets import QMenu

        self.menu_of = QMenu(self)
        self.clicked.connect(self.open_menu)

    def open_menu(self) -> None:
        """Open the menu under the button, from its right edge where the window ends before the menu does."""
        corner = self.mapToGlobal(self.rect().bottomLeft())
        width, end = self.menu_of.sizeHint().width(), self.window().mapToGlobal(self.window().rect().topRight()).x()
        if corner.x() + width > end:
            corner.setX(self.mapToGlobal(self.rect().topRight()).x() + 1 - width)
        self.menu_of.popup(corner)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        icons.paint(painter, "down", QRectF(self.width() - 27, 0, SIZE, self.height()), self.ink)
        if self.mark is not None:
            draw_shape(painter, self.mark, QPointF(self.width() - 44, self.height() / 2), "ink")
        painter.end()


class IconButton(QToolButton):
    """An icon alone; its words are its tip and its accessible name."""

    def __init__(self, icon: str, words: str, *, colour: str = "ink_2", shortcut: str = "") -> None:
        super().__init__()
        self.setIcon(icon_of(icon, colour))
        self.setIconSize(QSize(SIZE, SIZE))
        self.setFixedSize(HEIGHT, HEIGHT)
        self.setAutoRaise(True)
        self.setToolTip(f"{words}（{shortcut}）" if shortcut else words)
        self.setAccessibleName(words)
        if shortcut:
            self.setShortcut(shortcut)


def _weighted(weight: QFont.Weight) -> QFont:
    return typeface.font(typeface.BODY, weight)
