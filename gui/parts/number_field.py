"""The field for a whole number that may be left open, such as the sequence of a document number."""

from __future__ import annotations

from gui.parts.fields import LineField
from models.errors import InputError

_HALF = str.maketrans("０１２３４５６７８９", "0123456789")
LARGEST = 99_999


class NumberField(LineField):
    """A whole number from 1 on; None while the field is empty."""

    nothing = None

    def number(self) -> str:
        """Return the digits of what was typed, as far as there are any."""
        return self.edit.text().strip().translate(_HALF)

    def read(self) -> int | None:  # type: ignore[override]
        text = self.number()
        if not text:
            return None
        if not text.isdecimal() or len(text) > 9 or not 0 < int(text) <= LARGEST:
            raise InputError(f"“{text[:20]}”不是序号", remedy="请写数字，例如 6。")
        return int(text)

    def show_value(self, value: object) -> None:
        super().show_value("" if value is None else value)

    def tidy(self) -> int:
        return 0

    def _same(self, value: object) -> bool:
        return value == self._base
