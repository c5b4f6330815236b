"""The window: rail, top bar, one page at a time, the line at the bottom.

Pages are built when they are shown first, and a page out of sight is refreshed when it comes back. Going elsewhere
saves what is being typed; Alt+← comes back to the same row at the same height. Messages stand in a strip at its foot.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QPaintEvent, QShortcut
from PySide6.QtWidgets import QGridLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from gui import ask
from gui.frame.bottom_line import BottomLine
from gui.frame.rail import Rail
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
    from gui.parts.field import Field
    from gui.parts.strip import MessageStrip

NAME = "整改销号工作台"
SIZE = (1366, 768)
SMALLEST = (1024, 640)
Factory = Callable[[Session], Page]
Steps = Callable[[Session], Generator[None, None, Page]]
MakeReady = Callable[[str, object], None]
Count = Callable[[], int | None]


@dataclass(slots=True)
class _Entry:
    key: str
    make: Factory
    count: Count | None
    under: str
    page: Page | None = None
    is_stale: bool = field(default=False)


class MainWindow(QMainWindow):
    """The one window of a sitting; `painted` comes once, after the first paint."""

    painted = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._entries: dict[str, _Entry] = {}
        self._shown: _Entry | None = None
        self._trail = Trail(self)
        self._numbers = 0
        self._make_ready: MakeReady = lambda *_: None
        self.is_painted = False
        self._is_painting = False
        self.rail = Rail(NAME)
        self.top = TopBar()
        self._strip: MessageStrip | None = None
        self.bottom = BottomLine(session.jobs)
        self.stack = QStackedWidget()
        self._ground = QWidget()
        self._help: HelpPanel | None = None
        self._assemble()
        self._connect()
        self._bind_keys()
        self._show_state()

    # Build

    def _assemble(self) -> None:
        self.setWindowTitle(NAME)
        self.setMinimumSize(*SMALLEST)
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
        self._restore_size()

    def _connect(self) -> None:
        self.rail.picked.connect(self.go)
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
        self._entries[key] = _Entry(key, make, count, under or key)
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
        return self._shown.page if self._shown else None

    def page_key(self) -> str:
        """Return the key of the page that is shown."""
        return self._shown.key if self._shown else ""

    def show_first(self) -> None:
        """Show the first page that has an entry."""
        first = next((entry for entry in self._entries.values()), None)
        if first is not None:
            self._show(first, None)
        self.painted.connect(self._count)

    def go(self, key: str, place: object = None) -> bool:
        """Show another page, or another place of this one; returns whether it was left for it."""
        if not self._may_leave():
            return False
        self._make_ready(key, place)
        page = self.page()
        if page is not None:
            self._trail.note(self.page_key(), page)
        try:
            self._show(self._entries[key], place)
        except AppError as gone:
            # What was to be shown was removed meanwhile; the clerk stays where there is something to see.
            self._show_last()
            self.strip.show_error(gone)
            return False
        return True

    def back(self) -> bool:
        """Go back to where the clerk was, past what was removed since; returns whether there was such a place."""
        if not self._trail or not self._may_leave():
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
                self._show(self._entries[step.key], step.place)
            except AppError:
                # A record that was removed since is no place to go back to; the one before it may be.
                continue
            self._trail.scroll_back(step)
            return True
        self.show_first()
        return False

    def building(self, key: str, steps: Steps | None = None) -> Generator[None, None, Page]:
        """Build a page before somebody asks for it, part by part where it has `steps`, then fill it, and return it."""
        entry = self._entries[key]
        if entry.page is None:
            page = (yield from steps(self.session)) if steps is not None else entry.make(self.session)
            self._take(entry, page)
            yield
        return self._built(entry)

    def _take(self, entry: _Entry, page: Page) -> Page:
        if entry.page is not None:
            # It was asked for sooner.
            page.deleteLater()
            return entry.page
        entry.page, entry.is_stale = page, True
        page.turned.connect(self._follow_page)
        self.stack.addWidget(page)
        # What is laid out and painted ahead is so for the room there is.
        page.resize(self.stack.size())
        return page

    def _built(self, entry: _Entry) -> Page:
        page = entry.page or self._take(entry, entry.make(self.session))
        if entry.is_stale:
            page.refresh(None)
        entry.is_stale = False
        return page

    def _show(self, entry: _Entry, place: object) -> None:
        page = self._built(entry)
        self._shown = entry
        self.stack.setCurrentWidget(page)
        self.rail.choose(entry.under)
        self._lead(page, place)
        self._follow_page()

    def _lead(self, page: Page, place: object) -> None:
        """Bring the page to a place and the keyboard with it: where the place has it, else where the page begins."""
        held = self.focusWidget()
        if held is not None:
            # What the keyboard left must not pass for what the place gave it to.
            held.clearFocus()
        page.go_to(place)
        led = self.focusWidget()
        if led is None or not page.isAncestorOf(led):
            page.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def _may_leave(self) -> bool:
        page = self.page()
        if page is None or page.leave():
            return True
        left = page.open_fields()
        words = "\n".join(_named(unsaved) for unsaved in left if unsaved.problem())
        text = f"{words or '有一处输入没有保存。'}\n仍要离开并放弃这处输入吗？"
        if ask.confirm(self, "有内容没有保存", text, "放弃并离开", no="回去改"):
            for unsaved in left:
                unsaved.drop()
            return True
        if left:
            left[0].setFocus()
        return False

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
        for entry in self._entries.values():
            if entry is self._shown and entry.page is not None:
                entry.page.refresh(changes)
            else:
                entry.is_stale = True
        self._count()

    def _count(self) -> None:
        for key, entry in self._entries.items():
            if entry.count is not None and entry.under == key:
                self.rail.set_count(key, entry.count())

    def _show_state(self) -> None:
        self.top.show_steps(self.session.undo_label(), self.session.redo_label(), final=self.session.undo_final())
        self.bottom.show_saved(self.session.saved_at, self.session.now())

    def focusNextPrevChild(self, forward: bool) -> bool:
        from gui.parts import tab_order

        return tab_order.walk(self.centralWidget(), forward=forward) or super().focusNextPrevChild(forward)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._is_painting:
            self._is_painting = True
            QTimer.singleShot(0, self, self._tell_painted)

    def _tell_painted(self) -> None:
        if self.isVisible():
            self.is_painted = True
            self.painted.emit()

    # Size and end

    def _restore_size(self) -> None:
        kept = QSettings().value("window/geometry")
        if kept is not None and self.restoreGeometry(kept):
            return
        self.resize(*SIZE)
        if fills(self.screen().availableSize()):
            self.setWindowState(self.windowState() | Qt.WindowState.WindowMaximized)

    def _may_stop_job(self) -> bool:
        job = self.session.jobs.running
        if job is None:
            return True
        text = f"{job.words()}，还没有完成。关闭会取消它，不留下半截内容。"
        return ask.confirm(self, "还有工作没有完成", text, "取消它并关闭", no="继续工作")

    def show_problem(self, problem: AppError | str | None) -> None:
        """Say a problem in the strip."""
        if problem is not None:
            self.strip.show_error(problem if isinstance(problem, AppError) else AppError(problem))

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._may_leave() or not self._may_stop_job():
            event.ignore()
            return
        self.session.close()
        QSettings().setValue("window/geometry", self.saveGeometry())
        event.accept()


def _named(unsaved: Field) -> str:
    """Return what is wrong with a field after its name: the box stands over it."""
    name = unsaved.editor.accessibleName()
    return f"{name}：{unsaved.problem()}" if name else unsaved.problem()


def fills(room: QSize) -> bool:
    """Return whether the window takes all the room of a screen: with its frame it would else hang over the edge."""
    if room.width() < SMALLEST[0] or room.height() < SMALLEST[1]:
        return False
    return room.width() <= SIZE[0] or room.height() <= SIZE[1]
