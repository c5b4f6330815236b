"""Fields whose text becomes a record only when it is entered: a new task, a new measure, the next progress entry.

They tidy and complain like every field, but neither a pause nor leaving them saves anything; the page takes their text
when Enter or its button asks for it, and before it lets go of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gui.parts.completer_field import CompleterField
from gui.parts.date_field import DateField
from gui.parts.field import Field
from gui.parts.fields import LineField, TextField

# At run time no QObject of its own: a second branch of it would scramble the signals of the field.
_Base = Field if TYPE_CHECKING else object


class Draft(_Base):
    """Stands before the kind of field among the bases; what was typed stays unsaved until `fill`."""

    def commit(self, *, leaving: bool = False) -> bool:
        return self.settle(leaving=leaving)


class DraftLine(Draft, LineField):
    """One line."""


class DraftText(Draft, TextField):
    """Running text."""


class DraftNames(Draft, CompleterField):
    """Names of the directory."""


class DraftDate(Draft, DateField):
    """A date or a period."""
