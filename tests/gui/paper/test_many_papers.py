"""Many papers at once, written beside the window: counted in its bottom line, and all of them there or none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from pytestqt.qtbot import QtBot

from exporters.bundle import LIST_NAME, BundleJob, prepare_all
from exporters.paper_job import Job
from exporters.selection import Selection
from gui.paper import bundle
from gui.places import TaskPlace
from gui.session import Session
from gui.window import MainWindow
from models.domain.closure import Closure, PaperKind
from models.domain.plan import Task
from tests.gui.conftest import window_on

PAPERS = 100


@pytest.fixture
def task(session: Session) -> Task:
    (task,) = session.workspace.find(Task, number="1")
    return task


@pytest.fixture
def window(task: Task, session: Session, qtbot: QtBot) -> Iterator[MainWindow]:
    with window_on(TaskPlace(task_id=task.id), session, qtbot) as window:
        yield window


def numbered(job: Job, number: int) -> Job:
    """Return the paper as that of the task with this number."""
    return replace(job, dossier=replace(job.dossier, task=replace(job.dossier.task, number=str(number))))


def many(session: Session, folder: Path) -> BundleJob:
    """Return the opinions of a hundred tasks as one piece of work."""
    job = prepare_all(session.workspace, Selection(task="1"), folder=folder)
    opinion = next(item for item in job.jobs if item.kind.kind is PaperKind.CLOSURE_OPINION)
    return replace(job, jobs=tuple(numbered(opinion, number) for number in range(1, PAPERS + 1)))


def test_a_hundred_papers_are_counted_while_they_are_written(window: MainWindow, qtbot: QtBot, folder: Path) -> None:
    told: list[str] = []
    window.session.told.connect(lambda words, _: told.append(words))
    bundle._write(window.session, window, many(window.session, folder))
    qtbot.waitUntil(lambda: f"{bundle.TITLE} " in window.bottom.words() and f"/{2 * PAPERS}" in window.bottom.words())
    qtbot.waitUntil(lambda: bool(told))
    (made,) = folder.iterdir()
    assert told == [f"已导出 {PAPERS} 份文书和清单到“{made.name}”"]
    papers = sorted(made.iterdir())
    assert len(papers) == PAPERS + 1 and made / LIST_NAME in papers
    assert all(docx.Document(str(path)).tables for path in papers)


def test_cancelled_half_way_a_hundred_papers_leave_no_file(window: MainWindow, qtbot: QtBot, folder: Path) -> None:
    bundle._write(window.session, window, many(window.session, folder))
    running = window.session.jobs.running
    assert running is not None
    # The first half of the count is looking through them.
    qtbot.waitUntil(lambda: running.progress.done >= PAPERS + PAPERS // 2)
    assert window.bottom.job is not None
    window.bottom.job.cancel.click()
    qtbot.waitUntil(lambda: "已取消" in window.strip.text())
    assert list(folder.iterdir()) == []
    assert window.session.jobs.running is None


def test_all_papers_of_a_closure_are_written_from_the_window(
    window: MainWindow, qtbot: QtBot, folder: Path, task: Task
) -> None:
    told: list[str] = []
    window.session.told.connect(lambda words, _: told.append(words))
    (closure,) = window.session.workspace.find(Closure, task_id=task.id)
    bundle.export_all(window.session, window, closure.id)
    qtbot.waitUntil(lambda: bool(told))
    (made,) = folder.iterdir()
    written = len(list(made.iterdir())) - 1
    assert told == [f"已导出 {written} 份文书和清单到“{made.name}”"] and written == len(PaperKind) - 1
