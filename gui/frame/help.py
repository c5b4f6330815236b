"""The help at the right of a page: what the page is for, how the job is done, keys, signs, mistakes.

F1 opens and closes it, Esc closes it from inside, and the keyboard goes back to where it was. It follows the page that
is shown, and the page makes room for it, so that nothing to press lies under it; only in a window too small for both
it lies over the page. Nothing of it is made before it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from gui.frame.help_topics import EVERYWHERE, GUIDE, Pair, Topic, topic
from gui.parts import typeface
from gui.parts.buttons import IconButton, LinkButton
from gui.parts.labels import BlockName, SectionHead, Words
from gui.parts.palette import tone
from gui.parts.signs import Shape, Sign, SignLabel

WIDTH = 340
# What every page can do with.
LEAST_OF_PAGE = 864
# Leaving a field for the help is no leaving: what is typed there is neither tidied nor saved by it.
_ASIDE = Qt.FocusReason.PopupFocusReason
_SIGNS = {
    Shape.TRIANGLE: "ink", Shape.DIAMOND: "soon", Shape.DISC: "accent", Shape.RING: "ink", Shape.TICK: "accent",
    Shape.PENCIL: "accent", Shape.PLUS: "accent",
}


class HelpPanel(QWidget):
    """The panel at the right of `ground`; `make_room(width)` frees that much of it, or with 0 gives it back.

    Where less than `least` pixels would be left of the ground, it lies over it.
    """

    def __init__(
        self, ground: QWidget, make_room: Callable[[int], object], *, least: int = LEAST_OF_PAGE
    ) -> None:
        super().__init__(ground)
        self._ground = ground
        self._make_room = make_room
        self._least = least
        self._before: QWidget | None = None
        self._page = ""
        self.name = ""
        self.title = BlockName()
        self.close_button = IconButton("close", "关闭帮助（Esc）")
        self.other = LinkButton("")
        self.area = QScrollArea()
        self._build()
        self.hide()
        ground.installEventFilter(self)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(20, 6, 8, 0)
        head.addWidget(self.title, 1)
        head.addWidget(self.close_button)
        foot = QHBoxLayout()
        foot.setContentsMargins(20, 4, 20, 8)
        foot.addWidget(self.other)
        foot.addStretch(1)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setAccessibleName("帮助")
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.area, 1)
        column.addLayout(foot)
        self.close_button.clicked.connect(self.leave)
        self.other.clicked.connect(lambda: self._show(self._page if self.name == GUIDE else GUIDE))

    # What the window uses

    def turn(self, name: str) -> None:
        """Open the help on a topic, or close it."""
        if self.isVisible():
            self.leave()
            return
        self._before = QApplication.focusWidget()
        self.show()
        self.raise_()
        self._show(name)
        self.follow(name)
        self.area.setFocus(_ASIDE)

    def follow(self, name: str) -> None:
        """Tell of another topic, because another page is shown; who follows the guide takes it along."""
        if self.name != GUIDE:
            self._show(name)
        self._page = name
        self._place()

    def leave(self) -> None:
        """Close, and give the keyboard back to where it was if it is here."""
        held = self.isAncestorOf(QApplication.focusWidget()) if QApplication.focusWidget() else False
        self.hide()
        self._make_room(0)
        before = self._before
        # Asked of the window, because a field that was open then may be gone.
        if held and before in self.window().findChildren(QWidget) and before.isVisible():
            before.setFocus(_ASIDE)

    # Own steps

    def _show(self, name: str) -> None:
        if name == self.name:
            return
        self.name = name
        told = topic(name)
        self.title.setText(told.title)
        self.other.setText("‹ 回到这一页的帮助" if name == GUIDE else "一页上手：从空白到打印")
        self.area.setWidget(_body(told))
        self.area.verticalScrollBar().setValue(0)

    def _place(self) -> None:
        ground = self._ground
        self._make_room(WIDTH if ground.width() - WIDTH >= self._least else 0)
        self.setGeometry(ground.width() - WIDTH, 0, WIDTH, ground.height())

    # Qt

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.area.verticalScrollBar()
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            bar.setValue(bar.minimum() if event.key() == Qt.Key.Key_Home else bar.maximum())
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), tone("content"))
        painter.fillRect(0, 0, 1, self.height(), tone("line"))
        painter.end()


def _body(told: Topic) -> QWidget:
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.setContentsMargins(20, 4, 20, 16)
    column.setSpacing(8)
    for part in _sections(told):
        column.addWidget(part)
    column.addStretch(1)
    return inside


def _sections(told: Topic) -> Iterator[QWidget]:
    yield _words(told.purpose)
    numbers = count(1)
    for part in told.parts:
        yield _head(part.head)
        yield _grid([(Words(str(next(numbers)), tone="meta"), _words(line)) for line in part.lines], 14)
    everywhere = topic(EVERYWHERE)
    for head, keys in (("快捷键", told.keys), (everywhere.title, everywhere.keys)):
        if keys and not (told.alone and keys is everywhere.keys):
            yield _head(head)
            yield _grid([(_words(key, weight=typeface.MEDIUM), _words(does)) for key, does in keys], 104)
    if told.signs:
        yield _head("符号")
        yield _grid([_sign(pair) for pair in told.signs], 24)
    if told.mistakes:
        yield _head("常见问题")
        for seen, remedy in told.mistakes:
            yield _words(seen, weight=typeface.MEDIUM)
            yield _words(remedy, tone="ink_2")


def _head(text: str) -> QWidget:
    head = SectionHead(text)
    head.setContentsMargins(0, 10, 0, 0)
    return head


def _grid(rows: list[tuple[QWidget, QWidget]], width: int) -> QWidget:
    inside = QWidget()
    grid = QGridLayout(inside)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(8)
    grid.setVerticalSpacing(6)
    grid.setColumnMinimumWidth(0, width)
    grid.setColumnStretch(1, 1)
    for place, pair in enumerate(rows):
        for column, widget in enumerate(pair):
            grid.addWidget(widget, place, column, Qt.AlignmentFlag.AlignTop)
    return inside


def _sign(pair: Pair) -> tuple[QWidget, QWidget]:
    drawn, means = pair
    shape, _, colour = drawn.partition(" ")
    sign = SignLabel(Sign(Shape(shape), "", colour or _SIGNS[Shape(shape)]))
    sign.setFixedHeight(20)
    return sign, _words(means)


def _words(text: str, *, tone: str = "ink", weight: QFont.Weight = typeface.REGULAR) -> QWidget:
    words = Words(text, tone=tone, weight=weight)
    words.setWordWrap(True)
    return words
