"""The field that completes names of the directory: units, persons, instruments.

What was typed so far goes to a callable of the page, which answers from the records; a chosen answer is put in and
told as `picked`, so that the page can fill the cells that follow from it (post, phone). A name that is not known yet
is kept as typed, once it is whole. Nothing is offered while an input method is composing: its own list would lie under
ours.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QStringListModel, Qt, QTimer, Signal
from PySide6.QtWidgets import QCompleter, QListView

from gui.parts.fields import LineField
from models.domain.wording import split_names

WAIT_MS = 60
_SPLITTERS = "、，,；;"


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """One answer: the text to put in, what tells it apart from its namesakes, and the record it stands for."""

    text: str
    detail: str = ""
    record: object = None

    @property
    def shown(self) -> str:
        """The line of the list."""
        return f"{self.text}　{self.detail}" if self.detail else self.text


class CompleterField(LineField):
    """A name, or with `many` several names parted by 、, completed from `suggest(typed)`."""

    picked = Signal(object)

    def __init__(
        self,
        label: str = "",
        suggest: Callable[[str], Sequence[Suggestion]] = lambda _: (),
        *,
        many: bool = False,
        placeholder: str = "",
        printed: str = "",
        required: bool = False,
        width: int = 0,
    ) -> None:
        super().__init__(label, placeholder=placeholder, printed=printed, required=required, width=width)
        self._suggest = suggest
        self._many = many
        self._offered: list[Suggestion] = []
        self._list = QStringListModel(self)
        self._wait = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._wait.timeout.connect(self.offer)
        self._build_completer()
        self.edit.textEdited.connect(lambda _: self._ask())

    def _build_completer(self) -> None:
        self.completer = QCompleter(self._list, self)
        self.completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.completer.setMaxVisibleItems(8)
        self.completer.setWidget(self.edit)
        popup = QListView()
        popup.setProperty("popup", True)
        popup.setUniformItemSizes(True)
        self.completer.setPopup(popup)
        self.completer.activated[QModelIndex].connect(lambda index: self._pick(index.row()))

    def names(self) -> list[str]:
        """Return the names that stand in the field, without empty ones."""
        return split_names(self.text()) if self._many else [name for name in [self.text().strip()] if name]

    def offer(self) -> None:
        """Show what completes the name under the cursor; nothing while an input method is composing."""
        if self.is_composing() or not self.edit.hasFocus():
            return
        word = self._word()
        self._offered = list(self._suggest(word)) if word else []
        self._list.setStringList([suggestion.shown for suggestion in self._offered])
        if not self._offered or [suggestion.text for suggestion in self._offered] == [word]:
            self.completer.popup().hide()
            return
        self.completer.complete()

    def pause_over(self) -> None:
        # Half a name would join the directory as a record of its own: a new one waits until the field is left.
        if all(self._is_known(name) for name in self.names()):
            super().pause_over()

    def composed(self, preedit: str) -> None:
        super().composed(preedit)
        if preedit:
            self._wait.stop()
            self.completer.popup().hide()

    def left(self, reason: Qt.FocusReason) -> None:
        self._wait.stop()
        super().left(reason)

    def enter(self) -> None:
        # The completer lets the input see Enter first; here it means the marked name.
        popup = self.completer.popup()
        if not (popup.isVisible() and popup.currentIndex().isValid()):
            super().enter()

    def _ask(self) -> None:
        if not self.is_composing():
            self._wait.start()

    def _is_known(self, name: str) -> bool:
        return any(suggestion.text == name for suggestion in self._suggest(name))

    def _bounds(self) -> tuple[int, int]:
        text, cursor = self.edit.text(), self.edit.cursorPosition()
        if not self._many:
            return 0, len(text)
        start = max(text.rfind(splitter, 0, cursor) for splitter in _SPLITTERS) + 1
        ends = [end for splitter in _SPLITTERS if (end := text.find(splitter, cursor)) >= 0]
        return start, min(ends, default=len(text))

    def _word(self) -> str:
        start, end = self._bounds()
        return self.edit.text()[start:end].strip()

    def _pick(self, row: int) -> None:
        suggestion = self._offered[row]
        start, end = self._bounds()
        text = self.edit.text()
        self.edit.setText(text[:start] + suggestion.text + text[end:])
        self.edit.setCursorPosition(start + len(suggestion.text))
        self.typed()
        self.picked.emit(suggestion)
