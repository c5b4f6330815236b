"""The window a journey is made in: the real one, with every page, on an empty workspace."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.app import make_window
from gui.desk import add_pages
from gui.window import MainWindow
from models.workspace import Workspace
from tests.gui.conftest import answers, qapp
from tests.journeys.clerk import Clerk

__all__ = ["answers", "qapp"]


@pytest.fixture
def window(ws: Workspace, qapp: QApplication, qtbot: QtBot) -> Iterator[MainWindow]:
    """Give the window, shown and active."""
    window = make_window(ws, add_pages=add_pages)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitActive(window)
    yield window
    assert window.session.close(), "a job did not end"


@pytest.fixture
def clerk(qtbot: QtBot, window: MainWindow) -> Clerk:
    """Give a clerk who sits at the window."""
    return Clerk(qtbot, window)
