"""The finished opinion of the sample on screen; the sample is made once and copied for each test."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from gui.pages.paper.page import PaperPage
from gui.places import PaperPlace
from gui.session import Session
from models.domain.closure import Closure
from models.domain.plan import Task
from models.workspace import Workspace
from tests.gui.conftest import on_screen


@pytest.fixture
def ws(sample_ws: Workspace) -> Workspace:
    """Give the sample, open."""
    return sample_ws


@pytest.fixture
def page(qtbot: QtBot, session: Session) -> PaperPage:
    """Give the page of the sample's finished opinion on screen, told of every change."""
    task = next(task for task in session.workspace.find(Task) if task.number == "1")
    (closure,) = session.workspace.find(Closure, task_id=task.id)
    page = PaperPage(session)
    page.go_to(PaperPlace(closure_id=closure.id))
    on_screen(page, session, qtbot, 1213, 660)
    return page


@pytest.fixture
def told(page: PaperPage) -> list[str]:
    """Give what the strip of the window is told, problems too."""
    said: list[str] = []
    page.session.told.connect(lambda words, _: said.append(words))
    page.session.failed.connect(lambda error: said.append(str(error)))
    return said


@pytest.fixture
def folder(tmp_path: Path, answers: dict[str, Any]) -> Path:
    """Give the folder the clerk picks."""
    folder = tmp_path / "导出"
    folder.mkdir()
    answers["pick_folder"] = folder
    return folder
