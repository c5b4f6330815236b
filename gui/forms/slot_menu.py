"""插入空位: the facts a paper can name, by the page where each is filled in; what is picked goes where one types.

The button never takes the keyboard, so the field stays the one that is meant.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QLineEdit, QMenu, QPlainTextEdit

from gui.forms.part import Part
from gui.parts.buttons import MenuButton
from models.domain.slots import ROW_SLOTS, SLOTS

NOWHERE = "先点一下要插入的地方：标题、引言、文字等"


class SlotMenu(MenuButton):
    """The button; it follows the field that had the keyboard last."""

    def __init__(self) -> None:
        super().__init__("插入空位", icon="plus")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._parts: dict[QObject, Part] = {}
        self.part: Part | None = None
        self.menu_of.aboutToShow.connect(self._fill)
        self.allow(NOWHERE)

    def follow(self, part: Part) -> None:
        """Offer slots to a field that takes them."""
        if part.takes_slots:
            self._parts[part.field.editor] = part
            part.field.editor.installEventFilter(self)

    def forget(self) -> None:
        """Begin anew, as for another form."""
        self.part = None
        self.allow(NOWHERE)

    def insert(self, name: str) -> None:
        """Put a slot where the cursor stands."""
        if self.part is None or not self.part.field.isEnabled():
            return
        editor = self.part.field.editor
        if isinstance(editor, QLineEdit):
            editor.insert(f"{{{name}}}")
            self.part.field.typed()
        elif isinstance(editor, QPlainTextEdit):
            editor.insertPlainText(f"{{{name}}}")
        editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn and watched in self._parts:
            self.part = self._parts[watched]
            self.allow()
        return super().eventFilter(watched, event)

    def _fill(self) -> None:
        """Offer the slots that hold in the field: those of a row only where each measure or row is printed."""
        self.menu_of.clear()
        for former in self.menu_of.findChildren(QMenu):
            former.deleteLater()
        for family in self.part.families if self.part is not None else ():
            inside = self.menu_of.addMenu(family)
            for name, words in ROW_SLOTS.items():
                if name.partition(".")[0] == family:
                    self._offer(inside, name, words)
        pages: dict[str, list[tuple[str, str]]] = {}
        for slot in SLOTS:
            page, _, label = slot.place.partition(" · ")
            pages.setdefault(page, []).append((slot.name, label))
        for page, slots in pages.items():
            inside = self.menu_of.addMenu(page)
            for name, label in slots:
                self._offer(inside, name, label)

    def _offer(self, menu: object, name: str, words: str) -> None:
        text = f"{{{name}}}" + ("" if words == name else f"　{words}")
        menu.addAction(text).triggered.connect(lambda: self.insert(name))  # type: ignore[attr-defined]
