"""The mark of sealed evidence 封卷 in lists: a small lock behind its number, which is fixed with it."""

from __future__ import annotations

from gui.parts.cells import IconBehind, Muted
from models.lists import SealMark

ICON = "lock"


def number_cell(number: str, mark: SealMark | None) -> Muted | IconBehind:
    """Return the cell of a number; with a lock where the evidence is sealed."""
    return Muted(number) if mark is None else IconBehind(number, ICON, mark.told)
