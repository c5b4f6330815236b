"""A line in which a record is picked by its name: what is typed narrows, Enter or a click takes, Esc closes.

It makes nothing new and holds nothing: what is left in it when it closes is forgotten.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal

from gui.parts.completer_field import Suggestion
from gui.parts.draft_fields import DraftNames
from gui.parts.keys import bind


class PickLine(DraftNames):
    """Emits `taken(record)`; hidden until `begin`, and again after Esc."""

    taken = Signal(object)

    def __init__(self, suggest: Callable[[str], Sequence[Suggestion]], *, placeholder: str, none: str) -> None:
        super().__init__(suggest=suggest, placeholder=placeholder)
        self._none = none
        self.edit.setAccessibleName(placeholder)
        self.picked.connect(lambda suggestion: self._take(suggestion))
        bind(self, ("Esc", self.close_line))
        self.hide()

    def begin(self) -> None:
        """Show the line, empty, with the keyboard."""
        self.fill("")
        self.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_line(self) -> None:
        """Forget what was typed and hide."""
        self.fill("")
        self.hide()

    def enter(self) -> None:
        popup = self.completer.popup()
        if self.is_composing() or (popup.isVisible() and popup.currentIndex().isValid()):
            return
        word = self.text().strip()
        found = list(self._suggest(word)) if word else []
        same = [suggestion for suggestion in found if suggestion.text == word] or found
        if len(same) == 1:
            self._take(same[0])
        elif not same:
            self.show_problem(self._none if word else None)
        else:
            self.offer()
            self.show_problem(f"有 {len(found)} 个，按 ↓ 选一个。")

    def _take(self, suggestion: Suggestion) -> None:
        self.close_line()
        self.taken.emit(suggestion.record)
