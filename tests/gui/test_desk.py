"""The window as it is put together: its pages, the search, what pages lend to each other, the quiet work after."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from exporters.registry import ALL_PAPERS_LABEL, ALL_PUBLIC_LABEL
from exporters.registry import PAPERS as PAPER_KINDS
from gui import desk
from gui.app import CrashNotice, make_window
from gui.pages.paper.page import PaperPage
from gui.pages.tasks import TasksPage
from gui.places import ACCEPTANCE, EVIDENCE, PAPER, PAPERS, SETTINGS, TASK, TASKS, PaperPlace, TaskPlace
from gui.window import MainWindow
from models.actions.rounds import open_next_round
from models.actions.trash import trash_evidence
from models.assembly import closures_of
from models.domain.evidence import Evidence
from models.domain.plan import Task, TaskId
from models.workspace import Workspace
from tests.builders import Clock, add_task, open_workspace

Type = Callable[[QWidget, str], None]
Open = Callable[[Workspace], MainWindow]


@pytest.fixture
def opened(qtbot: QtBot) -> Iterator[Open]:
    """Give a way to open the window on a workspace; its jobs are ended after the test."""
    windows: list[MainWindow] = []

    def open_window(ws: Workspace) -> MainWindow:
        window = make_window(ws, add_pages=desk.add_pages)
        qtbot.addWidget(window)
        windows.append(window)
        with qtbot.waitActive(window):
            window.show()
        return window

    yield open_window
    ended = [window.session.close() for window in windows]
    assert all(ended), "a job did not end"


@pytest.fixture
def window(opened: Open, sample_ws: Workspace) -> MainWindow:
    return opened(sample_ws)


def task(window: MainWindow, number: str) -> TaskId:
    return next(task.id for task in window.session.workspace.find(Task) if task.number == number)


def test_the_rail_shows_the_pages_of_the_desk_with_their_counts(window: MainWindow) -> None:
    ws = window.session.workspace
    counts = ws.look.counts()
    assert window.page_key() == TASKS
    assert window.rail.entry(TASKS).count() == counts["tasks"] == 3
    assert window.rail.entry(EVIDENCE).count() == counts["evidence"] > 20
    first = ws.find(Evidence)[0]
    window.session.apply(lambda ws: trash_evidence(ws, evidence_ids=[first.id]))
    assert window.rail.entry(EVIDENCE).count() == counts["evidence"] - 1


def test_every_page_opens_with_its_key(window: MainWindow, qtbot: QtBot) -> None:
    for number, key in enumerate((TASKS, EVIDENCE, PAPERS, SETTINGS), 1):
        qtbot.keyClick(window, getattr(Qt.Key, f"Key_{number}"), Qt.KeyboardModifier.AltModifier)
        assert window.page_key() == key


def test_a_task_opens_from_the_list_and_alt_left_leads_back(window: MainWindow, qtbot: QtBot) -> None:
    table = window.page().table  # type: ignore[union-attr]
    row = table.chosen_id()
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert window.page_key() == TASK
    qtbot.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.page_key() == TASKS and table.chosen_id() == row


def test_acceptance_and_papers_stand_behind_tabs_of_the_task(window: MainWindow) -> None:
    place = TaskPlace(task_id=task(window, "1"), tab=ACCEPTANCE)
    window.go(TASK, place)
    page: Any = window.page()
    assert page.tabs.open_key() == ACCEPTANCE
    window.go(TASK, TaskPlace(task_id=task(window, "1"), tab=PAPERS))
    papers = page.holders[PAPERS].inside
    assert papers.model.rowCount() == len(PAPER_KINDS)
    papers.table.opened.emit(papers.table.chosen_id())
    assert window.page_key() == PAPER


def test_the_papers_of_a_task_are_its_own(window: MainWindow) -> None:
    for number in ("1", "12-02"):
        window.go(TASK, TaskPlace(task_id=task(window, number), tab=PAPERS))
        page: Any = window.page()
        papers = page.holders[PAPERS].inside
        ids = [papers.model.id_at(row) for row in range(papers.model.rowCount())]
        closures = closures_of(window.session.workspace, task(window, number))
        assert ids == [f"{closure.id} {kind}" for closure in closures for kind in PAPER_KINDS]


def test_the_paper_of_the_sample_opens(window: MainWindow) -> None:
    closure = closures_of(window.session.workspace, task(window, "1"))[0]
    window.go(PAPER, PaperPlace(closure_id=closure.id))
    assert window.page_key() == PAPER and window.strip.text() == ""


@pytest.mark.parametrize(
    ("words", "kind", "key"),
    [("河东污水处理厂", "任务", TASK), ("雨污合流管网", "措施", TASK), ("成员单位职责", "落实", TASK),
     ("管网施工现场", "佐证", EVIDENCE)],
    ids=["task", "measure", "progress", "evidence"],
)
def test_the_search_finds_each_kind_and_opens_its_place(
    window: MainWindow, commit_text: Type, qtbot: QtBot, words: str, kind: str, key: str
) -> None:
    search = window.top.search
    assert search is not None
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert search.hasFocus()
    commit_text(search, words)
    search.look()
    hit = next(hit for hit in search.hits() if hit.kind == kind)
    window.top.hit_opened.emit(hit)
    assert window.page_key() == key and window.strip.text() == ""


def test_a_measure_that_was_found_is_the_chosen_one(window: MainWindow) -> None:
    hit = next(hit for hit in desk.find(window.session.workspace, "雨污合流管网") if hit.kind == "措施")
    window.go(hit.key, hit.place)
    assert isinstance(hit.place, TaskPlace)
    here: Any = window.page()
    assert here.place().measure_id == hit.place.measure_id


def test_the_bottom_line_learns_of_the_last_backup(
    qtbot: QtBot, opened: Open, ws: Workspace, clock: Clock
) -> None:
    folder = ws.folder.parent / "另一个"
    for number in ("1", "2"):
        other = open_workspace(folder, clock)
        add_task(other, number)
        other.close()
        clock.move(minutes=5)
    again = open_workspace(folder, clock)
    window = opened(again)
    qtbot.waitUntil(lambda: "备份 今天 14:37" in window.bottom.words())
    # As the program does: what is built in idle needs the workspace as long as the window is seen.
    window.close()
    assert window.session.close()
    again.close()


def test_an_empty_desk_says_what_to_do_first(opened: Open, ws: Workspace) -> None:
    window = opened(ws)
    assert "Ctrl+N" in window.page().table.empty  # type: ignore[union-attr]
    for key in (EVIDENCE, PAPERS, SETTINGS):
        assert window.go(key) and window.strip.text() == ""


def test_nothing_begins_any_more_once_the_window_is_closed(qtbot: QtBot, window: MainWindow) -> None:
    window.close()
    done: list[object] = []
    window.session.start("迟到的工作", lambda _: 1, done.append, quiet=True)
    qtbot.wait(desk.SETTLE_MS + 50)
    assert done == [] and window.session.jobs.wait(0)


def test_a_store_that_is_damaged_under_the_window_is_told_in_words(window: MainWindow, qtbot: QtBot) -> None:
    with CrashNotice(window) as notice:
        error = sqlite3.DatabaseError("database disk image is malformed")
        error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
        notice.caught(type(error), error, None)
    assert "数据库文件已损坏" in window.strip.text() and "备份" in window.strip.text()


def test_a_text_that_is_none_is_told_by_its_field_and_is_no_mistake_of_the_program(
    window: MainWindow, qtbot: QtBot, home: Path
) -> None:
    page = window.page()
    assert isinstance(page, TasksPage)
    page.strip.hide()
    window.session.workspace.store.con.execute("update tasks set problem = cast(x'e4bd' as text) where number = '1'")
    with CrashNotice(window):
        page.strip.show_task(task_id(window, "1"))
        qtbot.waitUntil(lambda: "整改任务（tasks）“1”的 problem 里有文字已损坏" in window.strip.text())
        page.model.load()
        page.table.viewport().repaint()
    assert "备份" in window.strip.text()
    assert not list(home.rglob("errors.log"))
    window.session.workspace.store.con.execute("update tasks set problem = '' where number = '1'")


def offered(menu: QMenu) -> list[str]:
    return [action.text().partition("\t")[0] for action in menu.actions() if not action.isSeparator()]


def test_every_kind_of_paper_is_offered_by_the_menu_of_the_task(sample_window: MainWindow, qtbot: QtBot) -> None:
    sample_window.go(TASK, TaskPlace(task_id=task_id(sample_window, "1")))
    papers = sample_window.page().top.papers  # type: ignore[union-attr]
    qtbot.mouseClick(papers, Qt.MouseButton.LeftButton)
    assert offered(papers.menu_of) == [
        *(kind.label for kind in PAPER_KINDS), ALL_PAPERS_LABEL, ALL_PUBLIC_LABEL, "一问一档…",
    ]
    assert papers.menu_of.actions()[0].text() == "验收销号意见\t已动笔"
    papers.menu_of.close()
    papers.menu_of.actions()[2].trigger()
    page: Any = sample_window.page()
    assert isinstance(page, PaperPage) and page.kind is PAPER_KINDS[2]


def test_of_several_closures_each_has_a_menu_of_its_own(sample_window: MainWindow, qtbot: QtBot) -> None:
    of_task = task_id(sample_window, "1")
    sample_window.session.apply(lambda ws: open_next_round(ws, closure_id=closures_of(ws, of_task)[0].id))
    sample_window.go(TASK, TaskPlace(task_id=of_task))
    papers = sample_window.page().top.papers  # type: ignore[union-attr]
    qtbot.mouseClick(papers, Qt.MouseButton.LeftButton)
    assert offered(papers.menu_of) == ["第 1 轮 · 整个任务", "第 2 轮 · 整个任务", "一问一档…"]
    papers.menu_of.close()
    second = closures_of(sample_window.session.workspace, of_task)[1]
    papers.menu_of.actions()[1].menu().actions()[0].trigger()
    page: Any = sample_window.page()
    assert isinstance(page, PaperPage) and page.closure_id == second.id


def task_id(window: MainWindow, number: str) -> TaskId:
    """Return the id of a task without reading the whole record."""
    found = window.session.workspace.store.con.execute("select id from tasks where number = ?", (number,)).fetchone()
    return TaskId(found[0])
