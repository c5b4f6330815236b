"""Tab walks every page as one reads it, around and back, and nothing holds it."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from gui import desk
from gui.acceptance.team_table import TeamTable
from gui.pages.task.measures import MeasuresTab
from gui.places import (
    ACCEPTANCE,
    EVIDENCE,
    IMPORTING,
    MEASURES,
    OVERVIEW,
    PAPER,
    PAPERS,
    PUBLICITY,
    TASK,
    TASKS,
    PaperPlace,
    TaskPlace,
)
from gui.window import MainWindow
from models.assembly import closures_of
from models.domain.plan import Measure, Task
from models.workspace import Workspace
from tests.gui.drafts import draft, few

MOST = 120


@pytest.fixture
def window(sample_window: MainWindow) -> MainWindow:
    return sample_window


def place_of(ws: Workspace, name: str) -> tuple[str, object]:
    task = ws.find(Task, number="1")[0]
    if name == "new-task":
        return TASKS, "new"
    if name.startswith(f"{PAPER} ") or name == PAPER:
        kind = name.partition(" ")[2] or "closure_opinion"
        return PAPER, PaperPlace(closure_id=closures_of(ws, task.id)[-1].id, kind=kind)
    if name.startswith("task-"):
        return TASK, TaskPlace(task_id=task.id, tab=name.removeprefix("task-"))
    key, _, tab = name.partition(" ")
    if key == IMPORTING:
        return key, None
    return key, tab or None


def walk(window: MainWindow, key: Qt.Key = Qt.Key.Key_Tab) -> list[QWidget]:
    """Press Tab until the walk is back where it began; returns what had the keyboard on the way."""
    met: list[QWidget] = []
    for _ in range(MOST):
        here = QApplication.focusWidget()
        assert here is not None, "Tab lost the keyboard"
        if met and here is met[0]:
            return met
        if isinstance(here, TeamTable) and here is met[-1]:
            # Inside it Tab goes from cell to cell, as in a spreadsheet.
            QTest.keyClick(here, key)
            continue
        assert here not in met, f"Tab goes round without coming back: {here}"
        met.append(here)
        QTest.keyClick(here, key)
    raise AssertionError("Tab never comes back")


def in_sight(widget: QWidget, window: MainWindow) -> bool:
    above: Any = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            corner = widget.mapTo(above.viewport(), widget.rect().topLeft())
            bottom = widget.mapTo(above.viewport(), widget.rect().bottomLeft())
            return bottom.y() >= 0 and corner.y() < above.viewport().height()
        above = above.parentWidget()
    return window.rect().contains(widget.mapTo(window, widget.rect().topLeft()))


TABS = (OVERVIEW, MEASURES, EVIDENCE, ACCEPTANCE, PUBLICITY, PAPERS, "history")
PLACES = [TASKS, "new-task", IMPORTING, "importing preview", "importing mapping", *(f"task-{tab}" for tab in TABS),
          EVIDENCE, PAPERS, PAPER, f"{PAPER} notice_table", f"{PAPER} mapping_table",
          *(f"{desk.SETTINGS} {tab}"
            for tab in ("office", "issuers", "forms", "templates", "holidays", "backup", "machine"))]


@pytest.mark.parametrize("name", PLACES)
def test_tab_walks_the_whole_window_once_and_shift_tab_back(window: MainWindow, name: str) -> None:
    window.go(*place_of(window.session.workspace, name))
    if name.startswith("importing "):
        page: Any = window.page()
        page.conversation.take(draft(few(), unsure=True))
        page.draft_view.tabs.open(name.partition(" ")[2])
        page.first_focus().setFocus()
    QApplication.processEvents()
    met = walk(window)
    for entry in ("tasks", "evidence", "papers", "settings"):
        assert window.rail.entry(entry) in met
    assert window.top.search in met
    page = window.page()
    assert page is not None
    inside = [widget for widget in met if page.isAncestorOf(widget)]
    assert met[0] in inside
    areas = [area for area in inside if isinstance(area, QScrollArea)]
    assert not [area for area in areas if any(area.isAncestorOf(item) for item in inside if item is not area)]
    back = walk(window, Qt.Key.Key_Backtab)
    assert back == [met[0], *reversed(met[1:])]


def test_what_tab_comes_to_is_in_sight(window: MainWindow) -> None:
    window.go(*place_of(window.session.workspace, "task-acceptance"))
    QApplication.processEvents()
    for _ in range(40):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        QApplication.processEvents()
        assert in_sight(QApplication.focusWidget(), window)


def test_the_measure_is_walked_as_it_is_read(window: MainWindow) -> None:
    window.go(*place_of(window.session.workspace, "task-measures"))
    QApplication.processEvents()
    detail = window.findChild(MeasuresTab).detail
    met = walk(window)

    def first(widget: QWidget) -> int:
        return min(place for place, item in enumerate(met) if item is widget or widget.isAncestorOf(item))

    parts = [window.findChild(MeasuresTab).list, detail.edit_link, detail.progress, detail.entry, detail.evidence,
             detail.statements]
    assert [first(part) for part in parts] == sorted(first(part) for part in parts)


def test_alt_left_finds_the_row_and_the_scroll_again(window: MainWindow, qtbot: QtBot) -> None:
    ws = window.session.workspace
    task = ws.find(Task, number="1")[0]
    third = ws.find(Measure, task_id=task.id)[1]
    window.go(TASK, TaskPlace(task_id=task.id, measure_id=third.id))
    detail = window.findChild(MeasuresTab).detail
    bar = detail.verticalScrollBar()
    qtbot.waitUntil(lambda: detail.isVisible() and bar.maximum() > 200)
    bar.setValue(180)
    window.go(TASK, TaskPlace(task_id=ws.find(Task, number="18")[0].id))
    window.go(EVIDENCE)
    for _ in range(2):
        qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert detail.measure_id == third.id
    qtbot.waitUntil(lambda: bar.value() == 180)
