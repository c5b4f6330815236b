"""Layouts emptied to be filled anew, and laid out once for many changes.

Each widget that is shown in a visible one has Qt lay out everything around it at once: twenty rows shown one after the
other measure each of the twenty again and again.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtWidgets import QLayout


def empty(layout: QLayout) -> None:
    """Hide and delete what lies in a layout, and in the layouts within."""
    while (item := layout.takeAt(0)) is not None:
        if (inner := item.layout()) is not None:
            empty(inner)
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()


@contextmanager
def laid_out_once(layout: QLayout) -> Iterator[None]:
    """Lay out what is in a layout behind all that is shown, hidden and filled in it meanwhile."""
    layout.setEnabled(False)
    try:
        yield
    finally:
        layout.setEnabled(True)
        layout.invalidate()
        layout.activate()
