"""One field of the editor of a form: which place of the definition it shows, and how the form takes what is typed.

The place is the way to it that faults name: head/2/words. A form is never held by a field; whoever saves takes the form
as it stands in the records and lets the field change its own place of it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from gui.parts.field import Field
from gui.parts.fields import LineField
from models.domain.form import FormDefinition
from models.errors import InputError

Change = Callable[[FormDefinition], FormDefinition]
_HALF = str.maketrans("０１２３４５６７８９．", "0123456789.")
WIDEST = 400.0


@dataclass(slots=True, kw_only=True)
class Part:
    """A field at a place of a form; `takes_slots` where {…} may stand in it, those of the row `families` too."""

    way: str
    name: str
    field: Field
    get: Callable[[FormDefinition], Any]
    put: Callable[[FormDefinition, Any], FormDefinition]
    takes_slots: bool = False
    families: tuple[str, ...] = ()

    def show(self, form: FormDefinition, *, fresh: bool) -> None:
        """Show what stands at the place; unsaved typing stays unless it is another form or head."""
        value = self.get(form)
        if fresh:
            self.field.fill(value)
        else:
            self.field.refill(value)

    def change(self, value: Any) -> Change:
        """Return what the form becomes with this value."""
        return lambda form: self.put(form, value)


class WidthField(LineField):
    """A width in millimetres."""

    nothing = 0.0

    def __init__(self, label: str = "", *, width: int = 0) -> None:
        super().__init__(label, width=width)
        # An empty field is no width: one that shows nothing yet would count as typing that cannot be saved.
        self.fill(None)

    def read(self) -> float:  # type: ignore[override]
        text = self.edit.text().strip().translate(_HALF).removesuffix("mm").removesuffix("毫米").strip()
        # The window may be left before the fields are filled.
        if not text and self._base == self.nothing:
            return self.nothing
        try:
            width = float(text or "nan")
        except ValueError:
            width = float("nan")
        if not 0 < width <= WIDEST:
            raise InputError(f"“{text[:20]}”不是宽度", remedy="请写毫米数，例如 28。")
        return width

    def show_value(self, value: object) -> None:
        super().show_value(f"{value:g}" if isinstance(value, float) else value)

    def fill(self, value: object) -> None:
        """Show a width; a field without one yet shows nothing."""
        super().fill(value or 20.0)

    def tidy(self) -> int:
        return 0

    def _same(self, value: object) -> bool:
        return value == self._base
