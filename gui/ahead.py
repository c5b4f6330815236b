"""What is asked for next is loaded and built before it is asked for, one short part between two events of the window.

Who is faster than that waits for the rest of the one page, not the window: it goes on painting, and what is typed or
clicked meanwhile reaches the page that was asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from importlib import import_module
from typing import ClassVar, TypeVar

from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QScrollArea, QWidget
from shiboken6 import isValid

_PARTS = QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents | QEventLoop.ProcessEventsFlag.WaitForMoreEvents
_END = object()
T = TypeVar("T")


class Ahead:
    """The parts of each page still to be done, in the order of the pages; the one that is waited for comes first."""

    def __init__(
        self, window: QWidget, first: Callable[[], None], pages: dict[str, Iterator[None]], *, after: int,
        rests: Callable[[], bool],
    ) -> None:
        """Begin `after` milliseconds; while `rests()`, nothing is done."""
        self._window = window
        self._rests = rests
        self._first = first
        self._pages = pages
        self._wanted = ""
        self._beginning = QTimer(window, singleShot=True, interval=after)
        self._beginning.timeout.connect(first)
        self._beginning.start()
        self._next = QTimer(window, interval=0)
        self._next.timeout.connect(self._do_part)

    def go_on(self) -> None:
        """Begin with the parts: what had to be done first is done."""
        self._next.start()

    def finish(self, key: str) -> None:
        """Come back when a page has none of its parts left to do; at once where the window is not seen."""
        if key in self._pages and self._beginning.isActive() and self._window.isVisible():
            self._beginning.stop()
            self._first()
        self._wanted = key
        while key in self._pages and self._window.isVisible():
            QCoreApplication.processEvents(_PARTS)
        self._wanted = ""

    def _do_part(self) -> None:
        key = self._wanted if self._wanted in self._pages else next(iter(self._pages), "")
        if not key or not self._window.isVisible():
            self._next.stop()
        elif not self._rests() and next(self._pages[key], _END) is _END:
            del self._pages[key]


class InParts:
    """What a part of a page has to build: one short part between two events, or all that is left at once.

    Several take turns, so that between two events there is one part of one of them.
    """

    _turns: ClassVar[list[InParts]] = []
    _next: ClassVar[QTimer | None] = None

    def __init__(self, parent: QObject) -> None:
        self._parent = parent
        self._parts: Iterator[None] | None = None

    def begin(self, parts: Iterator[None]) -> None:
        """Do these parts from the next event on; what is left of others is not done any more."""
        self._parts = parts
        if self not in self._turns:
            self._turns.append(self)
        if InParts._next is None or not isValid(InParts._next):
            InParts._next = QTimer(QCoreApplication.instance(), interval=0)
            InParts._next.timeout.connect(InParts._take_turn)
        InParts._next.start()

    def finish(self) -> None:
        """Do all that is left, for who cannot wait."""
        while self._parts is not None:
            self.go_on()

    def go_on(self) -> None:
        """Do the next part at once."""
        if self._parts is None or next(self._parts, _END) is _END:
            self._parts = None

    @classmethod
    def _take_turn(cls) -> None:
        # A part may let other events happen, and the widget all this is for may die in them.
        waiting = [one for one in cls._turns if one._parts is not None and isValid(one._parent)]
        cls._turns[:] = [*waiting[1:], *waiting[:1]]
        if waiting:
            waiting[0].go_on()
        elif cls._next is not None:
            cls._next.stop()


def as_long_as(holds: Callable[[], bool], parts: Generator[None, None, T]) -> Generator[None, None, T | None]:
    """Do parts as long as something holds, and return what they come to; None once it holds no more.

    Between two parts the window does something else: what they are about may be taken back.
    """
    while holds():
        try:
            next(parts)
        except StopIteration as end:
            result: T = end.value
            return result
        yield
    return None


def importing(*names: str) -> Iterator[None]:
    """Import one module after the other."""
    for name in names:
        import_module(name)
        yield


def polish(widget: QWidget) -> None:
    """Let a widget and what is in it take on their looks before they are shown, and know their sizes."""
    for part in (widget, *widget.findChildren(QWidget)):
        part.ensurePolished()
        part.sizeHint()


def painting(widget: QWidget) -> Iterator[None]:
    """Lay out and paint what is not seen, part by part: what was polished and painted once is quick from then."""
    inside = widget.widget() if isinstance(widget, QScrollArea) else widget
    polish(inside)
    yield
    for part in [child for child in inside.children() if isinstance(child, QWidget)]:
        if widget.isVisible():
            return
        if isinstance(part, QScrollArea):
            yield from painting(part)
        elif not part.isHidden() and part.isWidgetType() and not part.isWindow():
            part.grab()
            yield
