"""The finished opinion of the sample on screen; the sample is made once and copied for each test."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from gui.pages.paper.page import PaperPage
from gui.places import PaperPlace
from gui.session import Session
from models.domain.closure import Closure
from models.domain.plan import Task
from models.workspace import Workspace


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
    qtbot.addWidget(page)
    page.resize(1213, 660)
    session.changed.connect(lambda changes, _: page.refresh(changes))
    page.go_to(PaperPlace(closure_id=closure.id))
    with qtbot.waitActive(page):
        page.show()
    return page
