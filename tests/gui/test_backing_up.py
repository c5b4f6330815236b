"""Backups and the check beside the window: one works on while the records are copied, and closing or 取消 ends it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from gui.jobs import Jobs
from gui.session import Session
from gui.settings.backup_panel import BackupPanel
from models.domain.plan import Task
from models.errors import Cancelled
from models.reporting import Report
from models.store import snapshot
from models.workspace import Workspace
from tests.builders import Clock, add_task, open_workspace


@pytest.fixture
def panel(qtbot: QtBot, session: Session, monkeypatch: pytest.MonkeyPatch) -> Iterator[BackupPanel]:
    """Give the panel over a store that is copied in very many slices."""
    monkeypatch.setattr(snapshot, "PAGES", 1)
    add_task(session.workspace)
    panel = BackupPanel(session)
    qtbot.addWidget(panel)
    panel.show()
    yield panel
    panel.hide()


def between_slices(monkeypatch: pytest.MonkeyPatch, number: int, act: Callable[[], object]) -> list[int]:
    """Do something between the events of the window while the records are copied; returns the bytes heard."""
    heard: list[int] = []
    take = snapshot.take_snapshot

    def watched(store: Any, at: Any, report: Report, **options: Any) -> Any:
        def told(done: int, total: int, text: str) -> None:
            heard.append(done)
            if len(heard) == number:
                QTimer.singleShot(0, act)
            report(done, total, text)

        return take(store, at, told, **options)

    monkeypatch.setattr(snapshot, "take_snapshot", watched)
    return heard


def test_a_task_made_while_the_records_are_copied_is_in_the_backup(
    panel: BackupPanel, session: Session, qtbot: QtBot, answers: dict[str, Any], tmp_path: Path, clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answers["save_as"] = tmp_path / "备份.zip"
    heard = between_slices(monkeypatch, 5, lambda: add_task(session.workspace, "77"))
    with qtbot.waitSignal(session.backed_up):
        panel.stick.click()
    assert len(heard) > 50
    Workspace.restore(tmp_path / "备份.zip", tmp_path / "恢复")
    restored = open_workspace(tmp_path / "恢复", clock)
    assert {task.number for task in restored.find(Task)} == {"1", "77"}
    restored.close()


def test_a_backup_of_altered_records_says_so(
    panel: BackupPanel, session: Session, qtbot: QtBot, answers: dict[str, Any], tmp_path: Path
) -> None:
    session.workspace.store.con.execute("update tasks set goal = '别的目标'")
    answers["save_as"] = tmp_path / "备份.zip"
    with qtbot.waitSignal(session.backed_up):
        panel.stick.click()
    assert "记录有 1 处被改动或损坏，备份里也是这样" in panel.stick_said.text()
    session.workspace.snapshot(kept=True).keep()
    panel.refresh(None)
    assert panel.model.values(0)[3] == "关闭时，记录有 1 处被改动或损坏"


def test_the_window_beats_while_the_records_are_copied(panel: BackupPanel, session: Session, qtbot: QtBot) -> None:
    texts: list[str] = []
    beat = QTimer(interval=0)
    beat.timeout.connect(lambda: texts.append(session.jobs.running.progress.text if session.jobs.running else ""))
    beat.start()
    panel.verify.click()
    qtbot.waitUntil(panel.verify.isEnabled)
    beat.stop()
    assert texts.count("复制记录") > 20
    assert "全部完好" in panel.verify_said.text()


def test_a_check_cancelled_while_the_records_are_copied_leaves_nothing(
    panel: BackupPanel, session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard = between_slices(monkeypatch, 5, lambda: session.jobs.running.cancel())
    panel.verify.click()
    qtbot.waitUntil(panel.verify.isEnabled)
    assert 5 <= len(heard) < 50 and panel.verify_said.text() == ""
    assert list((session.workspace.folder / "backups").glob("*.part")) == []


def test_closing_while_the_records_are_copied_ends_it(
    panel: BackupPanel, session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed: list[bool] = []
    heard = between_slices(monkeypatch, 5, lambda: closed.append(session.close()))
    panel.verify.click()
    qtbot.waitUntil(lambda: bool(closed))
    qtbot.wait(50)
    assert closed == [True] and len(heard) < 50
    assert list((session.workspace.folder / "backups").glob("*.part")) == []


def test_what_is_made_first_goes_to_the_thread_and_an_error_of_it_arrives(qtbot: QtBot) -> None:
    jobs = Jobs()
    results: list[object] = []

    def refuse(_: Report) -> int:
        raise Cancelled()

    jobs.start_from("正在备份", lambda report: 20, lambda made, report: made + 1).finished.connect(results.append)
    jobs.start_from("正在备份", refuse, lambda made, report: made).failed.connect(results.append)
    qtbot.waitUntil(lambda: len(results) == 2)
    assert results[0] == 21 and isinstance(results[1], Cancelled)
