"""What nobody needs any more goes while nobody waits: thousands of rows few at a time, old garbage when one is away."""

from __future__ import annotations

import gc
import weakref

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui import garbage
from gui.garbage import LettingGo, look_through_all_when_left


class Row:
    """A value that can be watched."""

    def __init__(self) -> None:
        self.own: Row | None = self


class Desk(QObject):
    """Stands for the application of which the clerk turns away; the real one would stay turned for all tests."""

    applicationStateChanged = Signal(Qt.ApplicationState)


def test_thousands_of_rows_go_few_between_two_events(qapp: QApplication, qtbot: QtBot) -> None:
    parent, left = QObject(), weakref.WeakSet[Row]()
    letting_go, rows = LettingGo(parent), [Row() for _ in range(1_000)]
    for row in rows:
        row.own = None
        left.add(row)
    letting_go.add(rows)
    del rows, row
    assert len(left) == 1_000
    QApplication.processEvents()
    assert 0 < len(left) < 1_000
    qtbot.waitUntil(lambda: not left)


def test_old_garbage_goes_when_the_clerk_has_turned_to_another_program(
    qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(garbage, "_LEFT_MS", 0)
    desk, row = Desk(), Row()
    gc.collect(1)
    known = weakref.ref(row)
    del row
    look_through_all_when_left(desk)  # type: ignore[arg-type]
    desk.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
    qtbot.wait(10)
    assert known() is not None
    desk.applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)
    qtbot.waitUntil(lambda: known() is None)
