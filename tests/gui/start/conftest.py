"""A clerk at the start, and the page of the first run on screen."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.dialogs.first_run import FirstRun
from tests.gui.start.steps import Steps


@pytest.fixture
def steps(qapp: QApplication) -> Steps:
    return Steps()


@pytest.fixture
def first(qtbot: QtBot, tmp_path: Path) -> FirstRun:
    dialog = FirstRun(tmp_path / "新的")
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog
