"""From the start to the window and out again: sample or empty, and the backup on closing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from gui.dialogs.first_run import FirstRun
from gui.frame.wait import Wait
from gui.window import MainWindow
from models.domain.plan import Task
from models.domain.settings import CLERK_NAME, IS_SAMPLE
from models.errors import Cancelled, StoreError
from models.workspace import Workspace
from tests.builders import Clock, add_task, open_workspace
from tests.gui.start.steps import Steps, begin_with_sample, close


def test_the_sample_is_made_and_opened_on_the_first_run(steps: Steps, tmp_path: Path, clock: Clock) -> None:
    seen: dict[str, object] = {}

    def look(window: MainWindow) -> None:
        ws = window.session.workspace
        seen.update(tasks=len(ws.find(Task)), sample=ws.setting(IS_SAMPLE), undo=window.session.undo_label())
        window.close()

    code = steps.at(FirstRun, begin_with_sample).at(MainWindow, look).run(tmp_path / "新的", clock)
    assert code == 0 and steps.remembered == [tmp_path / "新的"]
    assert seen["tasks"] == 3 and seen["sample"] and seen["undo"] == ""


def test_an_empty_workspace_knows_clerk_and_office(steps: Steps, tmp_path: Path, clock: Clock) -> None:
    seen: dict[str, object] = {}

    def begin(dialog: FirstRun) -> None:
        dialog.clerk.edit.setText("甲某某")
        dialog.office.edit.setText("示例县整改办")
        dialog.start.click()

    def look(window: MainWindow) -> None:
        ws = window.session.workspace
        add_task(ws)
        (operation,) = ws.operations((ws.last_sequence,)).values()
        seen.update(title=window.windowTitle(), actor=operation.actor, clerk=ws.setting(CLERK_NAME))
        window.close()

    steps.at(FirstRun, begin).at(MainWindow, look).run(tmp_path / "新的", clock)
    assert seen == {"title": "示例县整改办 - 整改销号工作台", "actor": "甲某某", "clerk": "甲某某"}


def test_closing_backs_up_what_was_changed(steps: Steps, tmp_path: Path, clock: Clock) -> None:
    open_workspace(tmp_path / "ws", clock).close()

    def work(window: MainWindow) -> None:
        add_task(window.session.workspace)
        window.close()

    steps.at(MainWindow, work).run(tmp_path / "ws", clock)
    (backup,) = Workspace.backups_in(tmp_path / "ws")
    assert backup.at == clock() and not backup.fault


def test_a_backup_that_cannot_be_made_is_told_and_the_window_closes(
    steps: Steps, tmp_path: Path, clock: Clock, answers: dict[str, Any]
) -> None:
    open_workspace(tmp_path / "ws", clock).close()
    answers["tell"] = None

    def work(window: MainWindow) -> None:
        add_task(window.session.workspace)
        (tmp_path / "ws" / "backups").rmdir()
        (tmp_path / "ws" / "backups").write_bytes(b"")
        window.close()

    assert steps.at(MainWindow, work).run(tmp_path / "ws", clock) == 0
    assert "备份没有做成" in answers["asked"][0][1][1]
    (tmp_path / "ws" / "backups").unlink()
    again = open_workspace(tmp_path / "ws", clock)
    assert len(again.find(Task)) == 1
    again.close()


def test_work_that_is_waited_for_brings_its_result_or_its_error(qtbot: QtBot) -> None:
    wait = Wait("正在恢复", "边恢复边核对。")
    qtbot.addWidget(wait)
    assert wait.run(lambda report: (report(1, 2, "store.db"), "恢复完")[1]) == "恢复完"
    with pytest.raises(StoreError, match="磁盘满了"):
        wait.run(_full_disk)


def _full_disk(_: object) -> None:
    raise StoreError("磁盘满了")


def test_a_backup_on_closing_can_be_skipped(qtbot: QtBot) -> None:
    wait = Wait("正在备份", "备份做完就关闭。", stop="跳过这次备份")
    qtbot.addWidget(wait)
    wait.report(0, 10, "备份佐证")
    wait.cancel()
    with pytest.raises(Cancelled):
        wait.report(1, 10, "备份佐证")


def test_giving_up_the_first_run_ends_the_program(steps: Steps, tmp_path: Path, clock: Clock) -> None:
    assert steps.at(FirstRun, close).run(tmp_path / "新的", clock) == 0
    assert not (tmp_path / "新的").exists() and steps.remembered == []
