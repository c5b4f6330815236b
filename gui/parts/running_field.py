"""What every field of running text has in common, whatever its editor looks like: reading, showing, tidying, noticing.

An editor tells of every change, its own formatting included; only another text is typing.
"""

from __future__ import annotations

from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from gui.parts.field import Field
from models.domain.wording import tidy


class RunningField(Field):
    """A text of several lines; `edit` is set by the kind of field before `hold_text`."""

    edit: QPlainTextEdit | QTextEdit

    def hold_text(self) -> None:
        """Take the editor that is typed into; called once by each kind of field."""
        self._shown = ""
        self.edit.textChanged.connect(self._changed)
        self.hold(self.edit)

    def put(self, text: str) -> None:
        """Put a text into the editor, as it looks there."""
        self.edit.setPlainText(text)

    def read(self) -> str:
        return self.edit.toPlainText()

    def text(self) -> str:
        """Return what stands in the field, saved or not."""
        return self.edit.toPlainText()

    def show_value(self, value: object) -> None:
        text = "" if value is None else str(value)
        if text != self.edit.toPlainText() or not text:
            self.put(text)
        self._shown = self.edit.toPlainText()

    def tidy(self) -> int:
        tidied = tidy(self.edit.toPlainText())
        if tidied.count:
            self.put(tidied.text)
            self._shown = self.edit.toPlainText()
        return tidied.count

    def _changed(self) -> None:
        if self._filling or self._composing:
            return
        text = self.edit.toPlainText()
        if text != self._shown:
            self._shown = text
            self.typed()

    def _same(self, value: object) -> bool:
        return ("" if value is None else str(value)) == self._base
