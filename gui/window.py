"""The window: rail, top bar, one page at a time, the line at the bottom.

Pages are built when they are shown first, and a page out of sight is refreshed when it comes back. Going elsewhere
saves what is being typed; Alt+← comes back to the same row at the same height. Messages stand in a strip at its foot.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QPaintEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QGridLayout, QMainWindow, QVBoxLayout, QWidget

from gui.frame import size
from gui.frame.bottom_line import BottomLine
from gui.frame.leaving import may_leave, may_stop
from gui.frame.page_stack import Count, Factory, PageStack
from gui.frame.rail import Rail
from gui.frame.same_place import SamePlace
from gui.frame.search import Find, Hit
from gui.frame.top_bar import TopBar
from gui.frame.trail import Trail
from gui.page import Page
from gui.session import Session
from models.errors import AppError
from models.workspace import Changes

# Made when they are asked for first: most sittings are painted without a message.
if TYPE_CHECKING:
    from gui.frame.help import HelpPanel
    from gui.parts.strip import MessageStrip

NAME = "整改销号工作台"
MakeReady = Callable[[str, object], None]


class MainWindow(QMainWindow):
    """The one window of a sitting; `painted` comes once, after the first paint."""

    painted = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._trail = Trail(self)
        self._numbers = 0
        self._make_ready: MakeReady = lambda *_: None
        self.is_painted = False
        self._is_painting = False
        self.rail = Rail(NAME)
        self.top = TopBar()
        self._strip: MessageStrip | None = None
        self._same_place: SamePlace | None = None
        self.bottom = BottomLine(session.jobs)
        self.stack = PageStack(session)
        self._ground = QWidget()
        self._help: HelpPanel | None = None
        self._assemble()
        self._connect()
        self._bind_keys()
        self._show_state()

    # Build

    def _assemble(self) -> None:
        self.setWindowTitle(NAME)
        # A message lies over the foot of the page in the same cell: nothing moves while it comes and goes.
        self._cell = shown = QGridLayout(self._ground)
        shown.setContentsMargins(0, 0, 0, 0)
        shown.addWidget(self.stack, 0, 0)
        middle = QVBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.top)
        middle.addWidget(self._ground, 1)
        whole = QWidget()
        grid = QGridLayout(whole)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        grid.addWidget(self.rail, 0, 0)
        grid.addLayout(middle, 0, 1)
        grid.addWidget(self.bottom, 1, 0, 1, 2)
        grid.setColumnStretch(1, 1)
        self.setCentralWidget(whole)
        size.restore(self)

    def _connect(self) -> None:
        self.rail.picked.connect(self.go)
        self.stack.turned.connect(self._follow_page)
        self.top.undo_wanted.connect(self.undo)
        self.top.redo_wanted.connect(self.redo)
        self.top.hit_opened.connect(self._open_hit)
        self.top.help_wanted.connect(self.turn_help)
        self.session.changed.connect(self._refresh)
        self.session.state_changed.connect(self._show_state)
        self.session.failed.connect(lambda error: self.strip.show_error(error))
        self.session.offered.connect(lambda remedies: self.strip.offer(remedies))
        self.session.told.connect(lambda words, remedies: self.strip.show_words(words, *remedies))
        self.session.wanted.connect(self.go)
        self.session.backed_up.connect(self.show_backup)

    def _bind_keys(self) -> None:
        standard = QKeySequence.StandardKey
        for keys, slot in (
            (standard.Undo, self.undo),
            (standard.Redo, self.redo),
            ("Ctrl+Y", self.redo),
            (standard.Save, self.save),
            ("Alt+Left", self.back),
            ("F1", self.turn_help),
        ):
            self.bind(keys, slot)

    def bind(self, keys: QKeySequence | QKeySequence.StandardKey | str, slot: Callable[[], object]) -> None:
        """Let a key work on every page; the same key twice counts once."""
        own = self.findChildren(QShortcut, options=Qt.FindChildOption.FindDirectChildrenOnly)
        known = {shortcut.key().toString() for shortcut in own}
        if QKeySequence(keys).toString() not in known:
            QShortcut(QKeySequence(keys), self).activated.connect(slot)

    def add_page(
        self,
        key: str,
        label: str,
        icon: str,
        make: Factory,
        *,
        count: Count | None = None,
        under: str = "",
        foot: bool = False,
    ) -> None:
        """Register a page. With `under` it has no entry of its own and marks that one; `foot` puts it at the foot."""
        self.stack.add(key, make, count=count, under=under or key)
        if under:
            return
        self._numbers += 1
        keys = f"Alt+{self._numbers}"
        self.rail.add(key, label, icon, foot=foot).setToolTip(f"{label}（{keys}）")
        self.bind(keys, lambda: self.go(key))

    def set_search(self, find: Find) -> None:
        """Offer the search over everything, under Ctrl+K."""
        self.top.set_search(find, "Ctrl+K")
        self.bind("Ctrl+K", self._search)

    def set_ahead(self, make_ready: MakeReady) -> None:
        """Let `make_ready(key, place)` finish what is still to be loaded or built of a page before it is shown."""
        self._make_ready = make_ready

    def show_office(self, name: str) -> None:
        """Name the office at the right of the top bar."""
        self.top.set_office(name or "本单位")
        self.setWindowTitle(f"{name} - {NAME}" if name else NAME)

    def show_backup(self, at: datetime | None) -> None:
        """Tell when the last backup was made."""
        self.bottom.show_backup(at, self.session.now())

    @property
    def strip(self) -> MessageStrip:
        """The strip of messages at the foot of the page."""
        if self._strip is None:
            from gui.parts.strip import MessageStrip

            self._strip = MessageStrip()
            self._cell.addWidget(self._strip, 0, 0, Qt.AlignmentFlag.AlignBottom)
        return self._strip

    # Going places

    def page(self) -> Page | None:
        """Return the page that is shown."""
        return self.stack.page()

    def page_key(self) -> str:
        """Return the key of the page that is shown."""
        return self.stack.key()

    def show_first(self) -> None:
        """Show the first page that has an entry."""
        first = self.stack.first()
        if first:
            self._show(first, None)
        self.painted.connect(self._count)

    def go(self, key: str, place: object = None) -> bool:
        """Show another page, or another place of this one; returns whether it was left for it."""
        if not may_leave(self, self.page()):
            return False
        self._make_ready(key, place)
        page = self.page()
        if page is not None:
            self._trail.note(self.page_key(), page)
        try:
            self._show(key, place)
        except AppError as gone:
            # What was to be shown was removed meanwhile; the clerk stays where there is something to see.
            self._show_last()
            self.strip.show_error(gone)
            return False
        return True

    def back(self) -> bool:
        """Go back to where the clerk was, past what was removed since; returns whether there was such a place."""
        if not self._trail or not may_leave(self, self.page()):
            return False
        return self._show_last()

    def turn_help(self) -> None:
        """Open the help of the page that is shown, or close it."""
        from gui.frame.help import HelpPanel

        page, shown = self.page(), self._ground.layout()
        if self._help is None:
            self._help = HelpPanel(self._ground, lambda width: shown.setContentsMargins(0, 0, width, 0))
        if page is not None:
            self._help.turn(self.topic())

    def topic(self) -> str:
        """Return what the help tells of now."""
        page = self.page()
        return (page.topic() if page is not None else "") or self.page_key()

    def _follow_page(self) -> None:
        page = self.page()
        if self._help is not None and self._help.isVisible() and page is not None:
            self._help.follow(self.topic())

    def _show_last(self) -> bool:
        while self._trail:
            step = self._trail.take()
            try:
                self._show(step.key, step.place)
            except AppError:
                # A record that was removed since is no place to go back to; the one before it may be.
                continue
            self._trail.scroll_back(step)
            return True
        self.show_first()
        return False

    def _show(self, key: str, place: object) -> None:
        self.rail.choose(self.stack.turn_to(key))
        self.stack.lead(place)
        self._follow_page()

    def _open_hit(self, hit: Hit) -> None:
        self.go(hit.key, hit.place)

    def _search(self) -> None:
        if self.top.search is not None:
            self.top.search.begin()

    # Slots

    def undo(self) -> None:
        """Undo the last operation; typing not yet saved is saved first, so that it is what is undone."""
        if self.save():
            label = self.session.undo_label()
            if self.session.undo() is not None:
                # What was undone may lie on another page.
                self.bottom.say(f"已撤销：{label}，Ctrl+Y 重做")

    def redo(self) -> None:
        """Do again what was undone last."""
        if self.save():
            self.session.redo()

    def save(self) -> bool:
        """Save the typing on the page."""
        page = self.page()
        return page is None or page.save()

    def come_forward(self) -> None:
        """Show the window over the others, as a second start asks it to."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def _refresh(self, changes: Changes, source: object) -> None:
        if self._strip is not None:
            self._strip.clear_problem()
        self.stack.refresh(changes)
        self._count()

    def _count(self) -> None:
        for key, number in self.stack.counts():
            self.rail.set_count(key, number)

    def _show_state(self) -> None:
        self.top.show_steps(self.session.undo_label(), self.session.redo_label(), final=self.session.undo_final())
        self.bottom.show_saved(self.session.saved_at, self.session.now())

    def focusNextPrevChild(self, forward: bool) -> bool:
        from gui.parts import tab_order

        return tab_order.walk(self.centralWidget(), forward=forward) or super().focusNextPrevChild(forward)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._same_place is None:
            self._same_place = SamePlace(self)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._is_painting:
            self._is_painting = True
            QTimer.singleShot(0, self, self._tell_painted)

    def _tell_painted(self) -> None:
        if self.isVisible():
            self.is_painted = True
            self.painted.emit()

    # The end

    def show_problem(self, problem: AppError | str | None) -> None:
        """Say a problem in the strip."""
        if problem is not None:
            self.strip.show_error(problem if isinstance(problem, AppError) else AppError(problem))

    def closeEvent(self, event: QCloseEvent) -> None:
        if not may_leave(self, self.page()) or not may_stop(self, self.session.jobs.running):
            event.ignore()
            return
        self.session.close()
        size.keep(self)
        event.accept()
