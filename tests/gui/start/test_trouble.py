"""What cannot be opened, and the ways out of it."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gui.dialogs.first_run import FirstRun
from gui.dialogs.trouble import Trouble
from gui.window import MainWindow
from models.domain.plan import Task
from models.errors import StoreDamaged, StoreError, StoreLocked, StoreTooNew
from tests.builders import Clock, add_task, open_workspace
from tests.gui.start.steps import Steps, close, damaged


def test_damaged_data_are_restored_from_a_backup_into_a_folder_beside(
    steps: Steps, tmp_path: Path, clock: Clock
) -> None:
    damaged(tmp_path / "ws", clock)
    seen: list[int] = []

    def restore(dialog: Trouble) -> None:
        assert dialog.table.chosen_id() == str(dialog.backups[0].path)
        dialog.restore.click()

    def look(window: MainWindow) -> None:
        seen.append(len(window.session.workspace.find(Task)))
        window.close()

    steps.at(Trouble, restore).at(MainWindow, look).run(tmp_path / "ws", clock)
    assert seen == [1] and steps.remembered == [tmp_path / "ws-恢复-20251122"]
    assert (tmp_path / "ws" / "store.db").read_bytes().startswith(b"no database")


def test_a_store_damaged_in_its_middle_is_told_as_such(steps: Steps, tmp_path: Path, clock: Clock) -> None:
    ws = open_workspace(tmp_path / "ws", clock)
    for number in range(1, 40):
        add_task(ws, str(number))
    ws.close()
    path = tmp_path / "ws" / "store.db"
    data = bytearray(path.read_bytes())
    data[8192:] = b"\xff" * (len(data) - 8192)
    path.write_bytes(bytes(data))
    assert steps.at(Trouble, close).run(tmp_path / "ws", clock) == 1


def test_a_store_with_a_lost_table_or_a_spoilt_setting_is_told_as_damaged(
    steps: Steps, tmp_path: Path, clock: Clock
) -> None:
    told: list[str] = []

    def read(dialog: Trouble) -> None:
        told.append(" ".join(part.text() for part in dialog.findChildren(QWidget) if hasattr(part, "text")))
        dialog.quit.click()

    for name, statement in (
        ("一", "drop table figures"), ("二", "update units set name = cast(x'e4bd' as text), short_name = ''")
    ):
        ws = open_workspace(tmp_path / name, clock)
        add_task(ws)
        ws.close()
        with closing(sqlite3.connect(tmp_path / name / "store.db")) as con:
            con.execute(statement)
            con.commit()
        assert steps.at(Trouble, read).run(tmp_path / name, clock) == 1
    assert "数据损坏，没有打开" in told[0] and "数据库里少了表 figures" in told[0]
    assert "单位（units）" in told[1] and "的 name 里有文字已损坏" in told[1]


def test_of_several_backups_the_newest_sound_one_is_chosen(tmp_path: Path, clock: Clock, qtbot: QtBot) -> None:
    folder = tmp_path / "ws"
    for number in ("1", "2"):
        ws = open_workspace(folder, clock)
        add_task(ws, number)
        if number == "2":
            ws.store.con.execute("update tasks set goal = '别的目标' where number = '1'")
        clock.move(days=1)
        ws.close()
    dialog = Trouble(StoreDamaged("坏了"), folder, clock())
    qtbot.addWidget(dialog)
    assert [bool(item.altered) for item in dialog.backups] == [True, False]
    assert dialog.table.chosen_id() == str(dialog.backups[1].path)


def test_a_store_that_vanished_is_restored_not_begun_anew(steps: Steps, tmp_path: Path, clock: Clock) -> None:
    damaged(tmp_path / "ws", clock)
    (tmp_path / "ws" / "store.db").unlink()
    assert steps.at(Trouble, close).run(tmp_path / "ws", clock) == 0
    assert not (tmp_path / "ws" / "store.db").exists()


def test_a_last_workspace_that_is_gone_can_be_looked_for_elsewhere(
    steps: Steps, tmp_path: Path, clock: Clock, answers: dict[str, Any]
) -> None:
    open_workspace(tmp_path / "ws", clock).close()
    shutil.move(tmp_path / "ws", tmp_path / "移走的")
    answers["pick_folder"] = tmp_path / "移走的"
    steps.at(Trouble, lambda dialog: dialog.other.click()).at(MainWindow, close)
    assert steps.run(tmp_path / "ws", clock, is_last=True) == 0
    assert steps.remembered == [tmp_path / "移走的"]


@pytest.mark.parametrize(
    ("error", "title", "offers"),
    [
        (StoreDamaged("坏了"), "数据损坏，没有打开", True),
        (StoreTooNew("太新"), "数据来自更新的版本", False),
        (StoreLocked("被占用"), "工作区正被使用", False),
        (StoreError("磁盘满了"), "工作区没有打开", False),
    ],
    ids=["damaged", "newer", "locked", "full"],
)
def test_only_damage_leads_back_to_a_backup(
    qtbot: QtBot, tmp_path: Path, clock: Clock, error: StoreError, title: str, offers: bool
) -> None:
    damaged(tmp_path / "ws", clock)
    dialog = Trouble(error, tmp_path / "ws", clock())
    qtbot.addWidget(dialog)
    dialog.show()
    shown = [child.text() for child in dialog.findChildren(QWidget) if hasattr(child, "text") and child.isVisible()]
    assert title in shown
    assert dialog.restore.isVisible() == offers and dialog.again.isVisible() != offers


@pytest.mark.parametrize(
    ("error", "focused"),
    [(StoreDamaged("坏了"), "restore"), (StoreLocked("被占用"), "again"), (StoreError("只读"), "again")],
    ids=["damaged", "locked", "read-only"],
)
def test_enter_takes_the_likeliest_way_out_of_a_trouble(
    qtbot: QtBot, tmp_path: Path, clock: Clock, error: StoreError, focused: str
) -> None:
    damaged(tmp_path / "ws", clock)
    dialog = Trouble(error, tmp_path / "ws", clock())
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):
        dialog.show()
    assert dialog.focusWidget() is getattr(dialog, focused)


def test_the_clerk_can_begin_anew_instead(steps: Steps, tmp_path: Path, clock: Clock) -> None:
    damaged(tmp_path / "ws", clock)
    steps.at(Trouble, lambda dialog: dialog.new.click()).at(FirstRun, close).run(tmp_path / "ws", clock)
    assert steps.done == ["Trouble", "FirstRun"]


def test_the_moment_stands_in_the_name_of_what_is_restored(tmp_path: Path) -> None:
    from gui.settings.backup_rows import free_folder

    (tmp_path / "ws-恢复-20251122").mkdir()
    assert free_folder(tmp_path / "ws", datetime(2025, 11, 22)).name == "ws-恢复-20251122-2"
