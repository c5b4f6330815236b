"""A stored file inside the window: its pages turned, fitted and zoomed; why there are none where it cannot be shown.

Nothing is opened by another program here. PageUp, PageDown and ← → turn the pages and go on in the next file, + and -
or the wheel with Ctrl zoom; Enter opens a read-only copy in the office program, Esc and Space leave,
Ctrl+↑ and Ctrl+↓ go to the piece before or behind.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QWidget

from gui import opening
from gui.looking.file_pages import NEAR, Arrived, FilePages
from gui.looking.sheets import A4, Slot
from gui.paper.page_view import PageView
from gui.parts.buttons import IconButton
from gui.parts.labels import Elided
from gui.session import Session
from models.domain.evidence import StoredFile
from models.errors import AppError

_WALKS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_OPEN_IT = "按 Enter 用这台电脑上的程序打开看。"
NOTHING = "这份佐证没有文件。"


class FileView(PageView):
    """The pages of the files of one piece of evidence, one file at a time."""

    left = Signal()
    walked = Signal(int)

    def __init__(self, session: Session) -> None:
        super().__init__(name="looking", fit="width")
        self.session = session
        self.files: Sequence[StoredFile] = ()
        self._place = 0
        self._is_known = False
        self._turns: list[QShortcut] = []
        self._slots: list[Slot] = []
        self._pages = FilePages(session)
        self.name = Elided(tone="ink_2")
        self.open = IconButton("open", "打开只读副本（Enter）")
        self.close_look = IconButton("close", "不看了（Esc）")
        self._complete_head()
        self._pages.arrived.connect(self._show_arrived)
        self._pages.refused.connect(self._refuse)
        self.turned.connect(self._ask)
        self.scaled.connect(self._ask)
        self.open.clicked.connect(self.open_file)
        self.close_look.clicked.connect(self.left)

    def _complete_head(self) -> None:
        smaller, larger = IconButton("minus", "缩小（-）"), IconButton("plus", "放大（+）")
        smaller.clicked.connect(lambda: self.zoom(-1))
        larger.clicked.connect(lambda: self.zoom(1))
        self.head.insertWidget(3, self.name, 1)
        for place, button in enumerate((smaller, larger), start=self.head.count() - 1):
            self.head.insertWidget(place, button)
        self.head.addWidget(self.open)
        self.head.addWidget(self.close_look)

    # What a page uses

    def show_files(self, files: Sequence[StoredFile], start: StoredFile | None = None) -> None:
        """Show the first of these files, or the one to start with; what is shown already stays where it is."""
        shown = self.file()
        wanted = start or shown
        self.files = tuple(files)
        place = next((place for place, file in enumerate(files) if wanted and file.id == wanted.id), 0)
        if shown is not None and files and files[place].id == shown.id:
            self._place = place
            self._tell_name()
        else:
            self._show_file(place)

    def turn_from(self, widget: QWidget) -> None:
        """Let PageUp and PageDown turn the pages from this widget, too, and Esc leave, while they are seen."""
        for keys, step in (("PgDown", lambda: self.turn(1)), ("PgUp", lambda: self.turn(-1)), ("Esc", self.left.emit)):
            turn = QShortcut(QKeySequence(keys), widget, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            turn.activated.connect(step)
            turn.setEnabled(self.isVisible())
            self._turns.append(turn)

    def file(self) -> StoredFile | None:
        """Return the file that is shown."""
        return self.files[self._place] if self._place < len(self.files) else None

    def turn(self, by: int) -> None:
        """Show the next page, or the one before; behind the last one the next file."""
        if 1 <= self.page() + by <= self.count():
            super().turn(by)
        elif 0 <= self._place + by < len(self.files):
            self._show_file(self._place + by)

    def open_file(self) -> None:
        """Open a read-only copy of the file in the program of this PC."""
        if (file := self.file()) is not None:
            opening.open_stored(self.session, file)

    def forget(self) -> None:
        """Hold no file any more."""
        self.files = ()
        self._show_file(0)

    # Own steps

    def _show_file(self, place: int) -> None:
        self._place = place
        self._is_known = False
        file = self.file()
        self._pages.open_file(file)
        self.canvas.words = "" if file else NOTHING
        self.canvas.place = 0
        self._tell_name()
        self._set_slots([Slot()] if file else [])

    def _tell_name(self) -> None:
        file = self.file()
        count = f"{self._place + 1}/{len(self.files)}　" if len(self.files) > 1 else ""
        self.name.set_text(count + file.name if file else "")

    def _ask(self) -> None:
        if self._slots and self.file() is not None and self.isVisible():
            self._let_go()
            wide = self._slots[self.canvas.place].size[0] * self.canvas.scale * self.devicePixelRatioF()
            self._pages.want(self.page(), round(wide))

    def _show_arrived(self, item: Arrived) -> None:
        if not self._is_known:
            self._is_known = True
            self._set_slots([Slot(item.page.size if item.image else A4) for _ in range(item.page.count)])
        place = item.page.number - 1
        self._slots[place].put(item.page, item.image)
        self.canvas.repaint_page(place)
        if place == self.canvas.place:
            self._fit_canvas()

    def _let_go(self) -> None:
        """Hold only the pages around the one that is seen."""
        for place, slot in enumerate(self._slots):
            if abs(place - self.canvas.place) > NEAR:
                slot.content = None

    def _refuse(self, error: AppError) -> None:
        self.canvas.words = "。\n".join(part.rstrip("。") for part in (error.text, error.remedy or _OPEN_IT)) + "。"
        self._set_slots([])

    def _set_slots(self, slots: list[Slot]) -> None:
        self._slots = slots
        self.set_sheets(slots)

    # Qt

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        for turn in self._turns:
            turn.setEnabled(True)
        self._ask()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        for turn in self._turns:
            turn.setEnabled(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, ctrl = event.key(), event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if ctrl and (step := _WALKS.get(Qt.Key(key))) is not None:
            self.walked.emit(step)
            return
        if key in (Qt.Key.Key_Escape, Qt.Key.Key_Space):
            self.left.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or (key == Qt.Key.Key_O and ctrl):
            self.open_file()
        else:
            super().keyPressEvent(event)
