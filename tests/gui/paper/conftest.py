"""The finished opinion of the sample on screen; the sample is made once and copied for each test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gui.pages.paper.page import PaperPage
from gui.places import PaperPlace
from gui.session import Session
from models.domain.closure import Closure
from models.domain.plan import Task
from models.sample import make_sample
from models.workspace import Workspace
from tests.builders import open_workspace


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with the sample, made once."""
    folder = tmp_path_factory.mktemp("sample") / "ws"
    workspace = open_workspace(folder)
    make_sample(workspace)
    workspace.close()
    return folder


@pytest.fixture
def ws(tmp_path: Path, sample: Path) -> Iterator[Workspace]:
    """Give a copy of the sample, closed after the test."""
    shutil.copytree(sample, tmp_path / "ws", ignore=shutil.ignore_patterns("backups", "*.lock"))
    workspace = open_workspace(tmp_path / "ws")
    yield workspace
    workspace.close()


@pytest.fixture
def page(qtbot: QtBot, session: Session) -> PaperPage:
    """Give the page of the sample's finished opinion on screen, told of every change."""
    task = next(task for task in session.workspace.find(Task) if task.number == "1")
    (closure,) = session.workspace.find(Closure, task_id=task.id)
    page = PaperPage(session)
    qtbot.addWidget(page)
    page.resize(1213, 660)
    session.changed.connect(lambda changes, _: page.refresh(changes))
    page.go_to(PaperPlace(closure_id=closure.id))
    with qtbot.waitActive(page):
        page.show()
    return page
