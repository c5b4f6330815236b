"""No page cuts, covers or pushes out of sight what one reads or presses, in any window it is made for.

Asked of the widgets as they stand on the sample: at the smallest size, at the usual one, and there beside the help.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QFrame, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from exporters.registry import PAPERS
from gui import desk
from gui.app import make_window
from gui.dialogs.first_run import FirstRun
from gui.frame.help import HelpPanel
from gui.matrix.view import MatrixView
from gui.pages.importing.units import Asked
from gui.parts.buttons import Button, IconButton
from gui.parts.field import Field
from gui.parts.labels import Hint, Words
from gui.parts.stages import Stages
from gui.parts.steady import SteadyArea
from gui.places import IMPORTING, PAPER, SETTINGS, TASK, TASKS, PaperPlace, TaskPlace
from gui.window import MainWindow
from models.assembly import closures_of
from models.domain.plan import Task
from models.workspace import Workspace
from tests.gui import drafts

SIZES = {"smallest": (1024, 640, False), "usual": (1366, 768, False), "beside the help": (1366, 768, True)}
TABS = ("overview", "measures", "evidence", "acceptance", "publicity", "papers", "history")
SETTINGS_TABS = (
    "office", "issuers", "units", "persons", "forms", "templates", "holidays", "backup", "history", "machine",
)


@pytest.fixture
def window(sample_ws: Workspace, qtbot: QtBot) -> Iterator[MainWindow]:
    window = make_window(sample_ws, add_pages=desk.add_pages)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
    yield window
    assert window.session.close(), "a job did not end"


def places(window: MainWindow) -> Iterator[str]:
    """Go to every page, every tab of two tasks and every tab of the settings, and name each."""
    ws = window.session.workspace
    tasks = {number: ws.find(Task, number=number)[0].id for number in ("1", "12-02")}
    ways: list[tuple[str, str, object]] = [(key, key, None) for key in (TASKS, "evidence", "papers")]
    ways += [(f"{number} {tab}", TASK, TaskPlace(task_id=task_id, tab=tab))
             for number, task_id in tasks.items() for tab in TABS]
    ways += [(f"{number} evidence matrix", TASK, TaskPlace(task_id=task_id, tab="evidence", focus="matrix"))
             for number, task_id in tasks.items()]
    ways += [(f"paper {number}", PAPER, PaperPlace(closure_id=closures_of(ws, task_id)[-1].id))
             for number, task_id in tasks.items()]
    ways += [(f"paper 1 {kind}", PAPER, PaperPlace(closure_id=closures_of(ws, tasks["1"])[-1].id, kind=kind))
             for kind in PAPERS[1:]]
    ways += [(f"settings {tab}", SETTINGS, tab) for tab in SETTINGS_TABS]
    for name, key, place in (*ways, ("new task", TASKS, "new")):
        assert window.go(key, place)
        settle()
        yield name
    yield from importing(window)


def importing(window: MainWindow) -> Iterator[str]:
    """Show every view of an import: where it begins, each tab of a draft of many rows, the report."""
    assert window.go(IMPORTING)
    settle()
    yield "importing"
    page: Any = window.page()
    page.conversation.take(drafts.draft(drafts.many(), unsure=True))
    page.draft_view.units.show_questions([Asked("示例县住建", "Sheet1 第4行", (("a", "示例县住房和城乡建设局"),))], {})
    page.draft_view.tabs.show_tab("units", shown=True)
    for tab in ("preview", "mapping", "units", "findings"):
        page.draft_view.tabs.open(tab)
        settle()
        yield f"importing {tab}"
    page.conversation.forget()
    page.report.show_report("已导入：新增 28 项任务，更新 3 项任务", "12 项和记录相同，没有动。",
                            [(row.state, row.task, "冲突，没有选择保留还是采用") for row in drafts.few()], waiting=2)
    page._show(page.report)
    settle()
    yield "importing report"


def settle() -> None:
    for _ in range(5):
        QApplication.processEvents()
        # What a page has taken away goes in the loop of the window.
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def seen(page: QWidget, kinds: tuple[type[QWidget], ...]) -> list[tuple[QWidget, QRect]]:
    """Return the widgets of some kinds of which anything shows, with the rectangle each takes up in the page."""
    found = [widget for kind in kinds for widget in page.findChildren(kind)]
    return [(widget, QRect(widget.mapTo(page, QPoint(0, 0)), widget.size())) for widget in found
            if widget.isVisible() and not widget.visibleRegion().isEmpty()]


def called(widget: QWidget) -> str:
    return f"{type(widget).__name__} {getattr(widget, 'text', str)() or widget.accessibleName()}"


def cut(page: QWidget) -> list[str]:
    """Return the buttons and words that are narrower than what is written on them, or end beyond the page."""
    pressed = [(widget, box, widget.sizeHint().width()) for widget, box in seen(page, (Button,))]
    icons = [(widget, box, 0) for widget, box in seen(page, (IconButton,))]
    stages = [(widget, box, widget._spans(widget.line())[-1][1])  # type: ignore[attr-defined]
              for widget, box in seen(page, (Stages,))]
    read = [(widget, box, widget.fontMetrics().horizontalAdvance(widget.text())) for widget, box in seen(page, (Words,))
            if not widget.wordWrap() and not isinstance(widget, Hint)]  # type: ignore[attr-defined]
    return [f"{called(widget)} {box.getRect()} < {needed}" for widget, box, needed in (*pressed, *icons, *stages, *read)
            if box.width() < needed or box.right() > page.width()]


def view_of(widget: QWidget, page: QWidget) -> QRect:
    """Return the part of the page in which a widget shows: what lies scrolled out of an area covers nothing."""
    view, above = page.rect(), widget.parentWidget()
    while above is not None and above is not page:
        if isinstance(above, QAbstractScrollArea):
            port = above.viewport()
            view &= QRect(port.mapTo(page, QPoint(0, 0)), port.size())
        above = above.parentWidget()
    return view


def covered(page: QWidget) -> list[str]:
    """Return the pairs of things to press or to type in that lie over each other."""
    found = [(widget, box & view_of(widget, page)) for widget, box in seen(page, (Button, IconButton, Stages, Field))]
    pairs = [(first, second) for first, second in combinations(found, 2)
             if not first[0].isAncestorOf(second[0]) and not second[0].isAncestorOf(first[0])]
    return [f"{called(first)} / {called(second)}" for (first, one), (second, other) in pairs if one.intersects(other)]


def pushed_aside(page: QWidget) -> list[str]:
    """Return the parts that have to be scrolled to the side; a grid as wide as there is evidence may be, heads stay."""
    areas = [area for area in page.findChildren(QAbstractScrollArea)
             if area.isVisible() and not isinstance(area, MatrixView)]
    return [type(area).__name__ for area in areas
            if area.horizontalScrollBar().isVisible() or _wider_than_its_view(area)]


def _wider_than_its_view(area: QAbstractScrollArea) -> bool:
    inside = area.widget() if hasattr(area, "widget") else None
    return inside is not None and inside.width() > area.viewport().width()


def lasting_faults(window: MainWindow) -> list[str]:
    """Return what is cut, covered or pushed aside and stays so: a page that is filled in parts may still be at it."""
    page = window.page()
    assert page is not None
    for _ in range(100):
        found = [*cut(page), *covered(page), *pushed_aside(page)]
        if not found:
            return []
        QTest.qWait(50)
        settle()
    return found


@pytest.mark.parametrize("size", SIZES)
def test_nothing_is_cut_covered_or_pushed_aside(window: MainWindow, size: str) -> None:
    width, height, with_help = SIZES[size]
    window.resize(width, height)
    if with_help:
        window.turn_help()
    faults = {}
    for name in places(window):
        found = lasting_faults(window)
        if found:
            faults[name] = found
    assert faults == {}
    assert window.size().toTuple() == (width, height)
    assert bool(window.findChild(HelpPanel)) == with_help


def test_the_lines_between_the_stages_give_way_and_the_stages_do_not(qtbot: QtBot) -> None:
    stages = Stages(("建账", "整改", "自查", "申请", "验收", "公示", "备案"))
    qtbot.addWidget(stages)
    stages.show_stages(stages._names, now=1)
    stages.resize(stages.sizeHint())
    assert stages.line() == 40
    stages.resize(stages.sizeHint().width() - 60, stages.height())
    assert stages.line() == 30
    assert stages._spans(stages.line())[-1][1] <= stages.width()
    stages.resize(stages.minimumSizeHint())
    assert stages.line() == 8


def test_a_stage_left_out_before_a_done_one_is_passed_over_and_those_to_come_are_not(qtbot: QtBot) -> None:
    stages = Stages(("建账", "整改", "自查", "申请", "验收", "公示", "备案"))
    qtbot.addWidget(stages)
    stages.show_stages(stages._names, now=5, done=(0, 1, 2, 4))
    assert [place for place in range(7) if stages.is_passed_over(place)] == [3]
    stages.show_stages(stages._names, now=1, done=(0,))
    assert not any(stages.is_passed_over(place) for place in range(7))


def test_a_menu_at_the_right_edge_opens_towards_the_left(window: MainWindow) -> None:
    window.go(TASK, TaskPlace(task_id=window.session.workspace.find(Task, number="12-02")[0].id))
    settle()
    gap = window.page().top.gap  # type: ignore[union-attr]
    gap.open_menu()
    settle()
    menu = gap.menu_of
    try:
        assert menu.sizeHint().width() > gap.width()
        wanted = gap.mapToGlobal(gap.rect().topRight()).x() + 1 - menu.sizeHint().width()
        screen = window.screen().availableGeometry()
        assert menu.x() == max(min(wanted, screen.right() + 1 - menu.width()), screen.left())
    finally:
        menu.close()


def test_the_first_thing_typed_is_who_is_working(qtbot: QtBot) -> None:
    dialog = FirstRun()
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):
        dialog.show()
    assert dialog.clerk.isAncestorOf(QApplication.focusWidget())


def test_the_right_edge_stays_where_it_is_when_a_bar_comes(qtbot: QtBot) -> None:
    area = SteadyArea()
    qtbot.addWidget(area)
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.setContentsMargins(24, 0, 24, 0)
    words = QWidget()
    column.addWidget(words)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setWidget(inside)
    area.resize(400, 200)
    area.show()
    ends = []
    for height in (100, 1000, 100):
        words.setFixedHeight(height)
        settle()
        ends.append((area.verticalScrollBar().isVisible(), words.mapTo(area, words.rect().topRight()).x()))
    assert ends == [(False, 375), (True, 375), (False, 375)]


def test_the_last_column_ends_where_it_is_when_a_bar_comes(window: MainWindow) -> None:
    window.go("evidence")
    settle()
    table = window.page().table  # type: ignore[union-attr]
    head = table.horizontalHeader()
    last = head.edges()[1]
    ends = []
    for height in (768, 1900):
        window.resize(1366, height)
        settle()
        ends.append((table.verticalScrollBar().isVisible(),
                     table.columnViewportPosition(last) + table.columnWidth(last) - head.padding(last)[1]))
    assert [shown for shown, _ in ends] == [True, False]
    assert ends[0][1] == ends[1][1]
