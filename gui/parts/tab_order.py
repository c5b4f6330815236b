"""The order in which Tab walks: that of the layouts, which is the order of reading.

Qt walks in the order in which widgets were made, so that rows made later would come last. What only scrolls is a stop
where nothing inside it is one.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLayout, QScrollArea, QSplitter, QStackedWidget, QWidget

ROOM = 24


def walk(root: QWidget, *, forward: bool) -> bool:
    """Give the keyboard to the next stop under `root`, or the one before; returns whether there is one."""
    stops = list(stops_in(root))
    here = QApplication.focusWidget()
    while here is not None and here is not root and here not in stops:
        here = here.parentWidget()
    if here not in stops:
        return False
    goal = stops[(stops.index(here) + (1 if forward else -1)) % len(stops)]
    goal.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
    _bring_into_sight(goal)
    return True


def stops_in(widget: QWidget) -> Iterator[QWidget]:
    """Yield what takes Tab under a widget, itself included, in the order of reading."""
    if not widget.isVisible():
        return
    takes = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isEnabled() and not widget.focusProxy()
    if takes and not isinstance(widget, QScrollArea):
        yield widget
        return
    inside = [stop for part in _parts(widget) for stop in stops_in(part)]
    yield from inside or ([widget] if takes else [])


def _parts(widget: QWidget) -> list[QWidget]:
    """Return the widgets directly in a widget, in the order of its layout; the others after them."""
    if isinstance(widget, QScrollArea):
        return [widget.widget()] if widget.widget() else []
    if isinstance(widget, QStackedWidget):
        return [widget.currentWidget()] if widget.count() else []
    if isinstance(widget, QSplitter):
        return [widget.widget(place) for place in range(widget.count())]
    placed = list(_placed(widget.layout()))
    loose = (child for child in widget.children() if isinstance(child, QWidget) and not child.isWindow())
    return placed + [child for child in loose if child not in placed]


def _placed(layout: QLayout | None) -> Iterator[QWidget]:
    for place in range(layout.count() if layout is not None else 0):
        item = layout.itemAt(place)  # type: ignore[union-attr]
        if (widget := item.widget()) is not None:
            yield widget
        else:
            yield from _placed(item.layout())


def _bring_into_sight(widget: QWidget) -> None:
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(widget, 0, ROOM)
        above = above.parentWidget()
