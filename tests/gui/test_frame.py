"""What stands around the pages, under impatient hands: the bottom line, undo by its name, the search."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gui.frame.bottom_line import BottomLine
from gui.jobs import Jobs, Report
from gui.places import OVERVIEW, TASK, TASKS, TaskPlace
from gui.window import MainWindow
from models.actions.directory import change_setting
from models.domain.plan import Task
from models.domain.settings import CLERK_NAME, OFFICE_NAME

ROOT = Path(__file__).parents[2]
Type = Callable[[QWidget, str], None]
Key, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(sample_window: MainWindow) -> MainWindow:
    return sample_window


def press(key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget(), key, held)
    QApplication.processEvents()


def long_job(window: MainWindow, total: int = 48) -> threading.Event:
    """Start a job that goes on until it is cancelled or told to end."""
    enough = threading.Event()

    def work(report: Report) -> None:
        while not enough.wait(0.002):
            report(total // 3, total, "第一册.pdf")

    window.session.start("正在导入", work, lambda _: None)
    return enough


def goal_of(window: MainWindow) -> Any:
    task = window.session.workspace.find(Task, number="12-02")[0]
    window.go(TASK, TaskPlace(task_id=task.id, tab=OVERVIEW))
    goal = window.page().holders[OVERVIEW].inside.fields["goal"]  # type: ignore[union-attr]
    goal.setFocus()
    return goal


def test_who_types_while_a_job_runs_keeps_the_keyboard_when_it_is_cancelled(
    window: MainWindow, qtbot: QtBot, commit_text: Type
) -> None:
    goal = goal_of(window)
    long_job(window)
    qtbot.waitUntil(lambda: window.bottom.job is not None and window.bottom.job.isVisible())
    commit_text(goal.edit, "一")
    qtbot.mouseClick(window.bottom.job.cancel, Qt.MouseButton.LeftButton)
    commit_text(goal.edit, "二")
    qtbot.waitUntil(lambda: not window.bottom.job.isVisible())
    commit_text(goal.edit, "三")
    assert QApplication.focusWidget() is goal.edit
    assert goal.text().startswith("一二三")
    press(Key.Key_S, CTRL)
    assert window.session.workspace.find(Task, number="12-02")[0].goal.startswith("一二三")


def test_cancelling_twice_cancels_one_job_and_the_next_goes_on(window: MainWindow, qtbot: QtBot) -> None:
    long_job(window)
    second = long_job(window)
    qtbot.waitUntil(lambda: "还有 1 项等候" in window.bottom.words())
    first = window.session.jobs.running
    window.bottom.job.cancel.click()  # type: ignore[union-attr]
    window.bottom.job.cancel.click()  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: window.session.jobs.running not in (first, None))
    assert not window.session.jobs.running.is_cancelled()  # type: ignore[union-attr]
    second.set()
    qtbot.waitUntil(lambda: window.session.jobs.running is None)


def test_a_job_of_many_gigabytes_has_a_bar(window: MainWindow, qtbot: QtBot) -> None:
    enough = long_job(window, total=9_000_000_000)
    qtbot.waitUntil(lambda: window.bottom.job is not None and window.bottom.job._bar.value() == 333)
    enough.set()
    qtbot.waitUntil(lambda: window.session.jobs.running is None)


def test_closing_asks_once_about_the_job_and_the_answer_holds(
    window: MainWindow, qtbot: QtBot, answers: dict[str, Any]
) -> None:
    enough = long_job(window)
    qtbot.waitUntil(lambda: window.session.jobs.running is not None)
    answers["confirm"] = False
    assert not window.close() and window.isVisible()
    assert not window.session.jobs.running.is_cancelled()  # type: ignore[union-attr]
    assert len(answers["asked"]) == 1
    enough.set()
    qtbot.waitUntil(lambda: window.session.jobs.running is None)
    assert window.close()
    assert len(answers["asked"]) == 1


def test_pages_are_walked_while_a_job_runs(window: MainWindow, qtbot: QtBot) -> None:
    enough = long_job(window)
    for number in (2, 3, 4, 1):
        press(getattr(Key, f"Key_{number}"), Qt.KeyboardModifier.AltModifier)
    assert window.page_key() == TASKS and window.session.jobs.running is not None
    enough.set()
    qtbot.waitUntil(lambda: window.session.jobs.running is None)


def test_over_midnight_the_bottom_line_names_the_day(qtbot: QtBot) -> None:
    jobs = Jobs()
    line = BottomLine(jobs)
    qtbot.addWidget(line)
    at = datetime(2025, 11, 22, 17, 50)
    line.show_backup(at, at)
    line.show_saved(at, at)
    assert line.words() == "已保存 17:50 · 备份 今天 17:50"
    line.show_saved(at, at + timedelta(days=1))
    assert line.words() == "已保存 昨天 17:50 · 备份 昨天 17:50"
    assert jobs.close()


@pytest.mark.parametrize("width", [1024, 1366])
def test_long_names_in_the_top_bar_never_widen_the_window(window: MainWindow, width: int) -> None:
    window.resize(width, 768)
    name = "示例市生态环境保护督察整改工作领导小组办公室（示例市生态环境保护委员会办公室）"
    window.session.apply(lambda ws: change_setting(ws, key=OFFICE_NAME, value=name))
    window.top.show_steps("修改“" + "很长的名称" * 20 + "”", "")
    QApplication.processEvents()
    assert window.width() == width
    shown = (window.top.search, window.top.undo, window.top.redo, window.top.office, window.top.help)
    edges = [(item.x(), item.geometry().right()) for item in shown if item is not None]
    assert all(before[1] < after[0] for before, after in pairwise(edges))
    assert edges[-1][1] < window.top.width()


def test_undo_names_what_it_undoes_and_redo_what_it_does_again(window: MainWindow) -> None:
    window.session.apply(lambda ws: change_setting(ws, key=CLERK_NAME, value="乙某某"))
    label = window.session.undo_label()
    assert window.top.undo.text() == f"撤销：{label}"
    press(Key.Key_Z, CTRL)
    assert window.session.redo_label() == label and label in window.top.redo.toolTip()
    press(Key.Key_Y, CTRL)
    assert window.top.undo.text() == f"撤销：{label}"


def test_esc_in_the_search_gives_the_keyboard_back(window: MainWindow, commit_text: Type) -> None:
    goal = goal_of(window)
    press(Key.Key_K, CTRL)
    search = window.top.search
    assert search is not None and search.hasFocus()
    commit_text(search, "管网")
    press(Key.Key_K, CTRL)
    press(Key.Key_Escape)
    assert QApplication.focusWidget() is goal.edit
    assert search.text() == ""


def test_an_impatient_enter_opens_the_hit_of_what_stands_there(window: MainWindow, commit_text: Type) -> None:
    press(Key.Key_K, CTRL)
    commit_text(QApplication.focusWidget(), "东河口湿地被违规占用")
    press(Key.Key_Return)
    assert window.page_key() == TASK
    task = window.session.workspace.find(Task, number="18")[0]
    assert window.page().task_id == task.id  # type: ignore[union-attr]


# Text inputs of Linux desktops


KEYS = """
import sys
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit
from gui.app import make_application
from gui.frame.search import SearchField
from gui.parts.fields import LineField, TextField
from gui.parts.filter_bar import FilterField
from gui.parts.prose_field import ProseField
app = make_application([])
fields = [field.edit for field in (LineField(), TextField(), ProseField())]
for widget in (QLineEdit(), FilterField(), SearchField(lambda _: [], ""), *fields):
    taken = []
    for keys in sys.argv[1:]:
        chord = QKeySequence(keys)[0]
        event = QKeyEvent(QEvent.Type.ShortcutOverride, chord.key(), chord.keyboardModifiers())
        event.ignore()
        QApplication.sendEvent(widget, event)
        taken += [keys] * event.isAccepted()
    print(type(widget).__name__, *taken)
"""


@pytest.mark.skipif(shutil.which("xvfb-run") is None, reason="needs a screen of X11 that nobody sees")
def test_the_keys_of_the_window_are_its_own_on_linux_desktops_too() -> None:
    keys = ["Ctrl+N", "Ctrl+E", "Ctrl+P", "Ctrl+K", "Ctrl+S", "Ctrl+Z", "Ctrl+Y", "Ctrl+F", "F1", "F2", "Alt+1"]
    done = subprocess.run(
        ["xvfb-run", "-a", sys.executable, "-c", KEYS, *keys], cwd=ROOT, capture_output=True, encoding="utf-8",
        env={**os.environ, "QT_QPA_PLATFORM": "xcb", "XDG_CURRENT_DESKTOP": ""}, check=False,
    )
    if "Could not load the Qt platform plugin" in done.stderr:
        pytest.skip("Qt has no X11 here")
    taken = dict(line.partition(" ")[::2] for line in done.stdout.splitlines())
    assert {"Ctrl+E", "Ctrl+Z"} <= set(taken.pop("QLineEdit").split()), "what Qt itself would take"
    assert taken == dict.fromkeys(("FilterField", "SearchField", "_Line", "_Text", "_Prose"), "")
