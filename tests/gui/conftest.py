"""The application every window test runs in, and how a clerk types into it.

Chinese is committed as an input method does it; `qtbot.keyClicks` knows only ASCII and aborts the process otherwise.
Questions are answered by the test: a box nobody expects fails it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gui import ask, desk
from gui.app import make_application, make_window, speak_chinese
from gui.pages.task.page import TaskPage
from gui.pages.tasks import TasksPage
from gui.parts import palette
from gui.places import TASK, TASKS, TaskPlace
from gui.session import Session
from gui.window import MainWindow
from models.workspace import Workspace
from tests.gui.patience import PatientBot

Type = Callable[[QWidget, str], None]


@pytest.fixture(scope="session")
def qapp() -> Iterator[QApplication]:
    """Give the application as the program itself sets it up."""
    application = make_application(["tests"])
    speak_chinese()
    yield application


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    """Give a bot that waits as long as a busy machine needs."""
    return PatientBot(request)


@pytest.fixture(autouse=True)
def light(qapp: QApplication) -> Iterator[None]:
    """Let every test begin in the light set of colours."""
    yield
    if palette.current() is not palette.LIGHT:
        palette.wear(qapp, palette.LIGHT)


@pytest.fixture
def session(ws: Workspace, qapp: QApplication) -> Iterator[Session]:
    """Give a session at an empty workspace, its jobs ended after the test."""
    session = Session(ws)
    yield session
    assert session.close(), "a job did not end"


def on_screen(widget: Any, session: Session, qtbot: QtBot, width: int, height: int) -> None:
    """Show a page or panel, active, of that size in pixels, and tell it of every change."""
    qtbot.addWidget(widget)
    widget.resize(width, height)
    session.changed.connect(lambda changes, _: widget.refresh(changes))
    with qtbot.waitActive(widget):
        widget.show()


@contextmanager
def window_on(place: TaskPlace, session: Session, qtbot: QtBot) -> Iterator[MainWindow]:
    """Give the window at 1366 × 768 with the list of tasks and the page of one, on a place of that page."""
    window = MainWindow(session)
    qtbot.addWidget(window)
    window.add_page(TASKS, "任务", "tasks", TasksPage)
    window.add_page(TASK, "任务", "tasks", TaskPage, under=TASKS)
    window.resize(1366, 768)
    window.show()
    window.go(TASK, place)
    yield window
    for field in window.page().open_fields() if window.page() else ():
        field.drop()
    window.hide()


@pytest.fixture
def sample_window(sample_ws: Workspace, qtbot: QtBot) -> Iterator[MainWindow]:
    """Give the whole desk at 1366 × 768 on the sample, active, its jobs ended after the test."""
    window = make_window(sample_ws, add_pages=desk.add_pages)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    with qtbot.waitActive(window):
        window.show()
    yield window
    for field in window.page().open_fields() if window.page() else ():
        field.drop()
    assert window.session.close(), "a job did not end"


@pytest.fixture
def commit_text() -> Type:
    """Give a way to type as an input method does: the words arrive at once, committed."""
    return lambda widget, text: _send(widget, "", text)


@pytest.fixture
def preedit() -> Type:
    """Give a way to compose: the letters stand in the field, not committed."""
    return lambda widget, text: _send(widget, text, "")


def _send(widget: QWidget, preedit_text: str, committed: str) -> None:
    event = QInputMethodEvent(preedit_text, [])
    if committed:
        event.setCommitString(committed)
    QApplication.sendEvent(widget, event)


@pytest.fixture(autouse=True)
def answers(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Give the answers to questions by the name of the function in `gui.ask`; an unexpected question fails."""
    given: dict[str, Any] = {}

    def answer(name: str) -> Callable[..., Any]:
        def asked(*arguments: Any, **named: Any) -> Any:
            given.setdefault("asked", []).append((name, arguments[1:]))
            if name not in given:
                pytest.fail(f"nobody expected to be asked: {name}{arguments[1:]}")
            return given[name]

        return asked

    for name in ("confirm", "choose", "tell", "pick_files", "pick_folder", "save_as", "line"):
        monkeypatch.setattr(ask, name, answer(name))
    return given
