"""The window a journey is made in: the real one, with every page, on an empty workspace. Its bill ends the run."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.app import make_window
from gui.desk import add_pages
from gui.window import MainWindow
from models.workspace import Workspace
from tests.gui.conftest import answers, qapp, qtbot
from tests.journeys.clerk import Clerk

__all__ = ["answers", "qapp", "qtbot"]
BILL = "journey"


@pytest.fixture
def window(ws: Workspace, qapp: QApplication, qtbot: QtBot) -> Iterator[MainWindow]:
    """Give the window, shown and active."""
    window = make_window(ws, add_pages=add_pages)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    qtbot.waitActive(window)
    yield window
    assert window.session.close(), "a job did not end"


@pytest.fixture
def clerk(qtbot: QtBot, window: MainWindow) -> Clerk:
    """Give a clerk who sits at the window and types everything."""
    return Clerk(qtbot, window)


@pytest.fixture
def pasting_clerk(qtbot: QtBot, window: MainWindow) -> Clerk:
    """Give a clerk who has the texts in another program."""
    return Clerk(qtbot, window, pastes=True)


@pytest.fixture
def show_bill(record_property: Callable[[str, object], None]) -> Callable[[str, Clerk], None]:
    """Give a way to have a bill told at the end of the run, where nothing captures it."""
    return lambda name, clerk: record_property(BILL, f"{name}：{clerk.bill()}")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    reports = [report for outcome in ("passed", "failed") for report in terminalreporter.getreports(outcome)]
    bills = [value for report in reports for name, value in report.user_properties if name == BILL]
    for bill in bills:
        terminalreporter.write_line(str(bill))
