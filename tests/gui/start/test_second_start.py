"""A second start, another workspace from the window, and the end by Ctrl+C."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gui.dialogs.first_run import FirstRun
from gui.dialogs.trouble import Trouble
from gui.frame import come_forward
from gui.parts.fields import LineField
from gui.window import MainWindow
from models.domain.settings import OFFICE_NAME
from tests.builders import Clock, open_workspace
from tests.gui.start.steps import ROOT, Steps, close

Type = Callable[[QWidget, str], None]


def test_a_second_start_brings_the_open_window_forward_and_ends(steps: Steps, tmp_path: Path, clock: Clock) -> None:
    open_workspace(tmp_path / "ws", clock).close()
    seen: list[object] = []
    command = [sys.executable, str(ROOT / "main.py"), "--workspace", str(tmp_path / "ws")]

    def look(window: MainWindow, second: subprocess.Popen[str]) -> None:
        if second.poll() is None:
            QTimer.singleShot(50, window, lambda: look(window, second))
            return
        seen.extend([second.returncode, *second.communicate(), window.isMinimized()])
        window.close()

    def call(window: MainWindow) -> None:
        window.showMinimized()
        pipe = subprocess.PIPE
        look(window, subprocess.Popen(command, stdout=pipe, stderr=pipe, encoding="utf-8"))

    steps.at(MainWindow, call).run(tmp_path / "ws", clock)
    assert seen == [0, "程序已经打开，已请那个窗口到前面来。\n", "", False]


def test_a_call_that_nobody_answers_is_taken_back(tmp_path: Path) -> None:
    calls = tmp_path / "cache" / "calls"
    calls.mkdir(parents=True)
    assert not come_forward.ask(tmp_path, wait_s=0.1)
    assert list(calls.iterdir()) == []


def test_a_window_that_is_closing_leaves_a_call_unanswered(tmp_path: Path, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    came: list[None] = []
    come_forward.Listener(tmp_path, lambda: came.append(None), window)
    calls = tmp_path / "cache" / "calls"
    (calls / "one.call").touch()
    qtbot.wait(100)
    assert came == [] and len(list(calls.iterdir())) == 1
    window.show()
    (calls / "two.call").touch()
    qtbot.waitUntil(lambda: came == [None])
    assert list(calls.iterdir()) == []


def test_where_no_window_ever_was_nobody_is_asked(tmp_path: Path) -> None:
    assert not come_forward.ask(tmp_path, wait_s=0.1)
    assert list(tmp_path.iterdir()) == []


def test_a_workspace_held_by_a_command_is_told_and_can_be_tried_again(
    steps: Steps, tmp_path: Path, clock: Clock
) -> None:
    held = open_workspace(tmp_path / "ws", clock)

    def again(dialog: Trouble) -> None:
        held.close()
        dialog.again.click()

    assert steps.at(Trouble, again).at(MainWindow, close).run(tmp_path / "ws", clock) == 0


def test_another_workspace_opens_from_the_window(
    steps: Steps, tmp_path: Path, clock: Clock, answers: dict[str, Any]
) -> None:
    for name in ("甲", "乙"):
        open_workspace(tmp_path / name, clock).close()
    answers["pick_folder"] = tmp_path / "乙"
    names: list[str] = []

    def other(window: MainWindow) -> None:
        names.append(window.session.workspace.folder.name)
        window.top.office.click()
        (menu,) = [widget for widget in window.top.findChildren(QWidget) if widget.isWindow()]
        (action,) = menu.actions()
        menu.close()
        action.trigger()

    def look(window: MainWindow) -> None:
        names.append(window.session.workspace.folder.name)
        window.close()

    steps.at(MainWindow, other).at(MainWindow, look).run(tmp_path / "甲", clock)
    assert names == ["甲", "乙"] and steps.remembered == [tmp_path / "甲", tmp_path / "乙"]


def test_ctrl_c_saves_what_is_typed_and_backs_up(
    steps: Steps, tmp_path: Path, clock: Clock, commit_text: Type
) -> None:
    open_workspace(tmp_path / "ws", clock).close()

    def type_and_interrupt(window: MainWindow) -> None:
        window.go("settings")
        page: Any = window.page()
        shown = page.tabs.stack.currentWidget().findChildren(LineField)
        field = next(field for field in shown if field.caption.text() == OFFICE_NAME.label)
        commit_text(field.edit, "示例县整改办")
        signal.raise_signal(signal.SIGINT)

    before = signal.getsignal(signal.SIGINT)
    assert steps.at(MainWindow, type_and_interrupt).run(tmp_path / "ws", clock) == 0
    ws = open_workspace(tmp_path / "ws", clock)
    assert ws.setting(OFFICE_NAME) == "示例县整改办" and ws.backups()
    ws.close()
    assert signal.getsignal(signal.SIGINT) == before


def test_ctrl_c_at_the_first_question_ends_the_program(steps: Steps, tmp_path: Path, clock: Clock) -> None:
    assert steps.at(FirstRun, lambda _: signal.raise_signal(signal.SIGINT)).run(None, clock) == 0
    assert steps.remembered == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends Ctrl+C to a whole console, this test included")
def test_ctrl_c_closes_a_window_at_rest(tmp_path: Path, clock: Clock) -> None:
    folder = tmp_path / "ws"
    open_workspace(folder, clock).close()
    command = [sys.executable, "main.py", "--workspace", str(folder)]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE) as program:
        end = time.monotonic() + 30
        # The window that is painted listens for a second start, and for Ctrl+C since just before.
        while not (folder / "cache" / "calls").is_dir() and time.monotonic() < end:
            time.sleep(0.02)
        time.sleep(1)
        program.send_signal(signal.SIGINT)
        _, errors = program.communicate(timeout=30)
    assert (program.returncode, errors) == (0, b"")
