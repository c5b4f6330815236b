"""一问一档 from the window: the folder is asked for, lost files are told before anything is written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import bagit
import pytest
from pytestqt.qtbot import QtBot

from gui.places import TaskPlace
from gui.session import Session
from gui.window import MainWindow
from models.domain.plan import Task
from tests.gui.conftest import window_on


@pytest.fixture
def window(session: Session, qtbot: QtBot) -> Iterator[MainWindow]:
    (task,) = session.workspace.find(Task, number="12-02")
    with window_on(TaskPlace(task_id=task.id), session, qtbot) as window:
        yield window


def bind(window: MainWindow) -> list[str]:
    """Choose 一问一档 in the menu of papers; returns what will be told."""
    told: list[str] = []
    window.session.told.connect(lambda words, _: told.append(words))
    page = window.page()
    page._fill_papers()
    page.top.papers.menu_of.actions()[-1].trigger()
    return told


def test_the_bound_file_is_written_to_the_folder_that_was_picked(
    window: MainWindow, qtbot: QtBot, folder: Path
) -> None:
    told = bind(window)
    qtbot.waitUntil(lambda: bool(told))
    (made,) = folder.iterdir()
    assert told[0].startswith(f"一问一档已导出到“{made.name}”，") and bagit.Bag(str(made)).is_valid()


def test_lost_files_are_told_first_and_may_be_left_to_a_draft(
    window: MainWindow, qtbot: QtBot, folder: Path, answers: dict[str, Any]
) -> None:
    ws = window.session.workspace
    numbers = ws.evidence_numbers(ws.find(Task, number="12-02")[0].id)
    file = ws.current_files(next(iter(numbers)))[0]
    ws.vault.path_of(file.sha256).unlink()
    answers["choose"] = None
    bind(window)
    qtbot.waitUntil(lambda: window.session.jobs.running is None and len(answers["asked"]) == 2)
    assert list(folder.iterdir()) == [] and file.name in answers["asked"][1][1][1]
    answers["choose"] = 0
    told = bind(window)
    qtbot.waitUntil(lambda: bool(told))
    assert [made.name.endswith("-草稿") for made in folder.iterdir()] == [True]
