"""From the start to the window: the first run, what cannot be opened and its remedies, a second start."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gui import start
from gui.dialogs.first_run import FOLDER, FirstRun, proposed_folder
from gui.dialogs.trouble import Trouble
from gui.frame import come_forward
from gui.frame.wait import Wait
from gui.parts.fields import LineField
from gui.parts.labels import Words
from gui.window import MainWindow
from models.domain.plan import Task
from models.domain.settings import CLERK_NAME, IS_SAMPLE, OFFICE_NAME
from models.errors import Cancelled, StoreDamaged, StoreError, StoreLocked, StoreTooNew
from models.workspace import Workspace
from tests.builders import REFERENCE, Clock, add_task, open_workspace

ROOT = Path(start.__file__).resolve().parent.parent
Type = Callable[[QWidget, str], None]


class Steps:
    """A clerk at the windows of a start: each step waits for its kind of window and does something with it."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.remembered: list[Path] = []
        self.done: list[str] = []
        self._steps: list[tuple[type[QWidget], Callable[[Any], object]]] = []
        self._timer = QTimer(interval=20)
        self._timer.timeout.connect(self._look)

    def at(self, kind: type[QWidget], act: Callable[[Any], object]) -> Steps:
        self._steps.append((kind, act))
        return self

    def run(self, folder: Path | None, clock: Clock, *, is_last: bool = False) -> int:
        ground = start.Ground(
            reference=REFERENCE, user="tester", now=clock, remember=self.remembered.append, say=self.said.append
        )
        self._timer.start()
        try:
            return start.run(folder, ground=ground, is_last=is_last)
        finally:
            self._timer.stop()
            assert self._steps == [], "the program ended before the clerk had done everything"

    def _look(self) -> None:
        if not self._steps:
            return
        kind, act = self._steps[0]
        found = [widget for widget in QApplication.topLevelWidgets() if type(widget) is kind and _is_seen(widget)]
        if found:
            del self._steps[0]
            self.done.append(kind.__name__)
            act(found[0])


def _is_seen(widget: QWidget) -> bool:
    return widget.isVisible() and (widget.is_painted if isinstance(widget, MainWindow) else True)


@pytest.fixture
def steps(qapp: QApplication) -> Steps:
    return Steps()


@pytest.fixture
def first(qtbot: QtBot, tmp_path: Path) -> FirstRun:
    dialog = FirstRun(tmp_path / "新的")
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def close(window: QWidget) -> None:
    window.close()


# The first-run page


def test_a_first_start_proposes_the_documents_folder(home: Path, qapp: QApplication) -> None:
    assert proposed_folder() == home / "Documents" / FOLDER


def test_a_synchronised_documents_folder_is_not_proposed(
    home: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = home / ".config" / "user-dirs.dirs"
    settings.parent.mkdir(parents=True, exist_ok=True)
    (home / "OneDrive" / "文档").mkdir(parents=True)
    settings.write_text('XDG_DOCUMENTS_DIR="$HOME/OneDrive/文档"\n', encoding="utf-8")
    assert proposed_folder() == home / FOLDER


def test_nothing_begins_before_clerk_and_office_are_named(first: FirstRun, commit_text: Type) -> None:
    first.start.click()
    assert first.wish is None
    assert first.clerk.problem() and first.office.problem()
    commit_text(first.clerk.edit, "甲某某")
    commit_text(first.office.edit, "示例县整改办")
    first.start.click()
    assert first.wish is not None
    assert (first.wish.clerk, first.wish.office, first.wish.sample) == ("甲某某", "示例县整改办", False)


def test_the_page_is_as_high_as_its_words(first: FirstRun, qtbot: QtBot, commit_text: Type) -> None:
    before = first.height()
    first.start.click()
    qtbot.waitUntil(lambda: first.height() > before)
    commit_text(first.clerk.edit, "甲某某")
    commit_text(first.office.edit, "示例县整改办")
    qtbot.waitUntil(lambda: first.height() == before)


@pytest.mark.parametrize(
    ("place", "words"),
    [("/home/甲/坚果云/数据", "坚果云"), ("//server/share", "网络共享"), ("数据", "完整的路径"),
     ("/tmp/" + "长" * 300, "打不开")],
    ids=["synchronised", "share", "relative", "too-long"],
)
def test_an_unsuitable_place_is_refused_where_it_is_typed(
    first: FirstRun, commit_text: Type, place: str, words: str
) -> None:
    first.folder.edit.clear()
    commit_text(first.folder.edit, place)
    assert words in first.folder.problem()
    first.sample.setChecked(True)
    first.start.click()
    assert first.wish is None


def test_a_path_is_taken_as_it_is_typed(first: FirstRun, tmp_path: Path, commit_text: Type) -> None:
    first.folder.setFocus()
    first.folder.edit.clear()
    commit_text(first.folder.edit, f"{tmp_path}/整改 2025 年/数据")
    first.sample.setChecked(True)
    first.clerk.setFocus()
    first.start.click()
    assert first.wish is not None and first.wish.folder == tmp_path / "整改 2025 年" / "数据"


def test_a_folder_with_other_files_is_refused(first: FirstRun, tmp_path: Path, commit_text: Type) -> None:
    (tmp_path / "照片.jpg").write_bytes(b"x")
    first.folder.edit.clear()
    commit_text(first.folder.edit, str(tmp_path))
    assert "已有别的文件" in first.folder.problem()


def test_picking_a_full_folder_puts_the_workspace_beneath_it(
    first: FirstRun, tmp_path: Path, answers: dict[str, Any]
) -> None:
    (tmp_path / "照片.jpg").write_bytes(b"x")
    answers["pick_folder"] = tmp_path
    first.browse.click()
    assert first.folder.text() == str(tmp_path / FOLDER) and not first.folder.problem()


def test_a_place_that_holds_a_workspace_is_opened_not_overwritten(
    first: FirstRun, tmp_path: Path, clock: Clock, answers: dict[str, Any]
) -> None:
    open_workspace(tmp_path / "旧的", clock).close()
    answers["pick_folder"] = tmp_path / "旧的"
    first.browse.click()
    assert "已有一个工作区" in first.folder.note() and first.start.text() == "打开"
    first.start.click()
    assert first.wish is not None and not first.wish.is_new and first.wish.folder == tmp_path / "旧的"


def test_opening_a_folder_without_a_workspace_says_so(
    first: FirstRun, tmp_path: Path, answers: dict[str, Any]
) -> None:
    answers["pick_folder"] = tmp_path
    first.known.click()
    assert first.wish is None and "没有工作区" in first.folder.problem()


# The whole start


def begin_with_sample(dialog: FirstRun) -> None:
    dialog.sample.setChecked(True)
    dialog.start.click()


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


# What cannot be opened


def damaged(folder: Path, clock: Clock) -> None:
    """Leave a workspace with one backup that holds a task, and a store that is no database."""
    ws = open_workspace(folder, clock)
    add_task(ws)
    ws.close()
    (folder / "store.db").write_bytes(b"no database" * 1000)


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


# A second start


def test_a_second_start_brings_the_open_window_forward_and_ends(steps: Steps, tmp_path: Path, clock: Clock) -> None:
    open_workspace(tmp_path / "ws", clock).close()
    seen: list[object] = []
    command = [sys.executable, str(ROOT / "main.py"), "--workspace", str(tmp_path / "ws")]

    def look(window: MainWindow, second: subprocess.Popen[str]) -> None:
        if second.poll() is None:
            QTimer.singleShot(50, window, lambda: look(window, second))
            return
        seen.extend([second.returncode, *second.communicate(), window.isMinimized()])
        window.close()

    def call(window: MainWindow) -> None:
        window.showMinimized()
        pipe = subprocess.PIPE
        look(window, subprocess.Popen(command, stdout=pipe, stderr=pipe, encoding="utf-8"))

    steps.at(MainWindow, call).run(tmp_path / "ws", clock)
    assert seen == [0, "程序已经打开，已请那个窗口到前面来。\n", "", False]


def test_a_call_that_nobody_answers_is_taken_back(tmp_path: Path) -> None:
    calls = tmp_path / "cache" / "calls"
    calls.mkdir(parents=True)
    assert not come_forward.ask(tmp_path, wait_s=0.1)
    assert list(calls.iterdir()) == []


def test_where_no_window_ever_was_nobody_is_asked(tmp_path: Path) -> None:
    assert not come_forward.ask(tmp_path, wait_s=0.1)
    assert list(tmp_path.iterdir()) == []


def test_a_workspace_held_by_a_command_is_told_and_can_be_tried_again(
    steps: Steps, tmp_path: Path, clock: Clock
) -> None:
    held = open_workspace(tmp_path / "ws", clock)

    def again(dialog: Trouble) -> None:
        held.close()
        dialog.again.click()

    assert steps.at(Trouble, again).at(MainWindow, close).run(tmp_path / "ws", clock) == 0


def test_another_workspace_opens_from_the_window(
    steps: Steps, tmp_path: Path, clock: Clock, answers: dict[str, Any]
) -> None:
    for name in ("甲", "乙"):
        open_workspace(tmp_path / name, clock).close()
    answers["pick_folder"] = tmp_path / "乙"
    names: list[str] = []

    def other(window: MainWindow) -> None:
        names.append(window.session.workspace.folder.name)
        window.top.office.click()
        (menu,) = [widget for widget in window.top.findChildren(QWidget) if widget.isWindow()]
        (action,) = menu.actions()
        menu.close()
        action.trigger()

    def look(window: MainWindow) -> None:
        names.append(window.session.workspace.folder.name)
        window.close()

    steps.at(MainWindow, other).at(MainWindow, look).run(tmp_path / "甲", clock)
    assert names == ["甲", "乙"] and steps.remembered == [tmp_path / "甲", tmp_path / "乙"]


# Ctrl+C


def test_ctrl_c_saves_what_is_typed_and_backs_up(
    steps: Steps, tmp_path: Path, clock: Clock, commit_text: Type
) -> None:
    open_workspace(tmp_path / "ws", clock).close()

    def type_and_interrupt(window: MainWindow) -> None:
        window.go("settings")
        field = next(field for field in window.findChildren(LineField) if field.caption.text() == OFFICE_NAME.label)
        commit_text(field.edit, "示例县整改办")
        signal.raise_signal(signal.SIGINT)

    before = signal.getsignal(signal.SIGINT)
    assert steps.at(MainWindow, type_and_interrupt).run(tmp_path / "ws", clock) == 0
    ws = open_workspace(tmp_path / "ws", clock)
    assert ws.setting(OFFICE_NAME) == "示例县整改办" and ws.backups()
    ws.close()
    assert signal.getsignal(signal.SIGINT) == before


def test_ctrl_c_at_the_first_question_ends_the_program(steps: Steps, tmp_path: Path, clock: Clock) -> None:
    assert steps.at(FirstRun, lambda _: signal.raise_signal(signal.SIGINT)).run(None, clock) == 0
    assert steps.remembered == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends Ctrl+C to a whole console, this test included")
def test_ctrl_c_closes_a_window_at_rest(tmp_path: Path, clock: Clock) -> None:
    folder = tmp_path / "ws"
    open_workspace(folder, clock).close()
    command = [sys.executable, "main.py", "--workspace", str(folder)]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE) as program:
        end = time.monotonic() + 30
        # The window that is painted listens for a second start, and for Ctrl+C since just before.
        while not (folder / "cache" / "calls").is_dir() and time.monotonic() < end:
            time.sleep(0.02)
        time.sleep(1)
        program.send_signal(signal.SIGINT)
        _, errors = program.communicate(timeout=30)
    assert (program.returncode, errors) == (0, b"")


def test_the_moment_stands_in_the_name_of_what_is_restored(tmp_path: Path) -> None:
    from gui.settings.backup_rows import free_folder

    (tmp_path / "ws-恢复-20251122").mkdir()
    assert free_folder(tmp_path / "ws", datetime(2025, 11, 22)).name == "ws-恢复-20251122-2"




def test_f1_opens_the_help_beside_the_first_page_and_esc_closes_it(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = FirstRun(tmp_path / "ws")
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):
        dialog.show()
    dialog.clerk.setFocus()
    height = dialog.height()
    qtbot.keyClick(dialog.clerk.edit, Qt.Key.Key_F1)
    assert dialog.help is not None and dialog.help.isVisible()
    assert dialog.help.title.text() == "第一次使用"
    assert "Alt+1" not in [words.text() for words in dialog.help.findChildren(Words)]
    assert dialog.help.geometry().getRect() == (dialog.width() - dialog.help.width(), 0, dialog.help.width(), height)
    assert dialog.start.mapTo(dialog, dialog.start.rect().topRight()).x() < dialog.help.x()
    qtbot.keyClick(dialog.help.area, Qt.Key.Key_Escape)
    assert not dialog.help.isVisible() and dialog.isVisible()
    assert dialog.width() == 640 and dialog.clerk.edit.hasFocus()
