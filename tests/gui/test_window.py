from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gui.app import CrashNotice, make_window, mend_input_method
from gui.frame.search import Hit
from gui.frame.size import fills
from gui.page import Page
from gui.parts.date_field import DateField
from gui.parts.fields import LineField
from gui.parts.strip import SHOWN_MS
from gui.parts.tables import Column, Table, plain_model
from gui.session import Session
from gui.window import MainWindow
from models.actions.directory import change_setting
from models.domain.settings import CLERK_NAME, OFFICE_NAME, SettingKey
from models.errors import AppError
from models.reporting import Report
from models.workspace import Changes, Workspace

Type = Callable[[QWidget, str], None]
ROWS = 200


class ListPage(Page):
    """A page with a list, as the list of tasks is one."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.head.title.setText("任务")
        rows = [(number, [f"第{number}项"]) for number in range(ROWS)]
        self.model = plain_model([Column(key="name", title="名称", grows=True)], rows)
        self.table = Table(self.model)
        self.column.addWidget(self.table)
        self.refreshed: list[Changes | None] = []

    def refresh(self, changes: Changes | None) -> None:
        self.refreshed.append(changes)

    def place(self) -> object:
        return self.table.place()

    def go_to(self, place: Any) -> None:
        if place is not None:
            self.table.return_to(place)

    def first_focus(self) -> QWidget:
        return self.table


class FormPage(Page):
    """A page with fields that save settings."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        below = QVBoxLayout()
        self.column.addLayout(below)
        self.office = self._field(OFFICE_NAME, below)
        self.clerk = self._field(CLERK_NAME, below)
        self.date = DateField("时限", today=session.today)
        below.addWidget(self.date)
        self.shown: object = None
        self.gone: tuple[str, ...] = ()

    def _field(self, key: SettingKey, below: QVBoxLayout) -> LineField:
        field = LineField(key.label)
        field.saved.connect(
            lambda value: self.session.apply(lambda ws: change_setting(ws, key=key, value=value), source=field)
        )
        below.addWidget(field)
        return field

    def refresh(self, changes: Changes | None) -> None:
        self.office.refill(self.session.workspace.setting(OFFICE_NAME))
        self.clerk.refill(self.session.workspace.setting(CLERK_NAME))

    def go_to(self, place: object) -> None:
        if place in self.gone:
            raise AppError("这条记录已不存在")
        self.shown = place

    def place(self) -> object:
        return self.shown

    def first_focus(self) -> QWidget:
        return self.office


def add_pages(window: MainWindow) -> None:
    window.add_page("tasks", "任务", "tasks", ListPage, count=lambda: ROWS)
    window.add_page("evidence", "佐证", "evidence", FormPage)
    window.add_page("task", "", "", FormPage, under="tasks")
    window.add_page("settings", "设置", "settings", FormPage, foot=True)


@pytest.fixture
def window(ws: Workspace, qtbot: QtBot, answers: dict[str, Any]) -> Iterator[MainWindow]:
    window = make_window(ws, add_pages=add_pages)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
    yield window
    answers.update(confirm=True)
    window.close()


def shown(window: MainWindow) -> Any:
    return window.page()


def page_of(window: MainWindow, key: str) -> Any:
    page = window.stack._entries[key].page
    assert page is not None
    return page


def key(qtbot: QtBot, window: MainWindow, code: Qt.Key, held: Qt.KeyboardModifier) -> None:
    qtbot.keyClick(window.focusWidget() or window, code, held)


CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def test_the_rail_shows_entries_with_counts_and_settings_at_the_foot(window: MainWindow) -> None:
    entries = [window.rail.entry(name) for name in ("tasks", "evidence", "settings")]
    assert [entry.text() for entry in entries] == ["任务", "佐证", "设置"]
    assert entries[0].count() == ROWS and entries[0].isChecked()
    assert entries[2].y() > window.rail.height() - 60
    assert entries[0].y() == 56 and entries[1].y() == 92
    assert window.rail.width() == 153 and window.top.height() == 48 and window.bottom.height() == 28


def test_keys_and_clicks_go_to_the_pages(window: MainWindow, qtbot: QtBot) -> None:
    key(qtbot, window, Qt.Key.Key_2, ALT)
    assert window.page_key() == "evidence"
    qtbot.mouseClick(window.rail.entry("tasks"), Qt.MouseButton.LeftButton)
    assert window.page_key() == "tasks"
    assert window.rail.entry("tasks").isChecked() and not window.rail.entry("evidence").isChecked()


def test_a_page_under_another_marks_that_ones_entry(window: MainWindow) -> None:
    window.session.go("task", "task-1")
    assert window.page_key() == "task" and shown(window).shown == "task-1"
    assert window.rail.entry("tasks").isChecked()


def test_pages_are_built_when_they_are_shown_first(window: MainWindow) -> None:
    assert window.stack.count() == 1
    window.go("settings")
    window.go("tasks")
    window.go("settings")
    assert window.stack.count() == 2


def test_alt_left_comes_back_to_the_same_row_at_the_same_height(window: MainWindow, qtbot: QtBot) -> None:
    table = shown(window).table
    table.choose(150)
    table.choose(140)
    left = table.place()
    window.go("task", "task-1")
    window.rail.entry("tasks").click()
    table.choose(0)
    window.back()
    assert window.page_key() == "task"
    key(qtbot, window, Qt.Key.Key_Left, ALT)
    assert window.page_key() == "tasks"
    assert table.place() == left
    assert not window.back()


def test_the_way_back_passes_over_what_was_removed(window: MainWindow) -> None:
    for place in ("task-1", "gone", "also gone"):
        window.go("task", place)
    window.go("settings")
    page_of(window, "task").gone = ("gone", "also gone")
    assert window.back()
    assert (window.page_key(), shown(window).shown) == ("task", "task-1")
    page_of(window, "task").gone = ("task-1",)
    window.go("settings")
    assert window.back() and window.page_key() == "tasks"


def test_what_was_removed_cannot_be_opened_and_that_is_told(window: MainWindow) -> None:
    window.go("task", "task-1")
    shown(window).gone = ("gone",)
    window.go("evidence")
    assert not window.go("task", "gone")
    assert window.page_key() == "evidence"
    assert window.strip.text() == "这条记录已不存在。"


def test_the_shown_page_is_refreshed_with_the_changes_and_others_when_they_come_back(window: MainWindow) -> None:
    page = shown(window)
    window.go("settings")
    changes = window.session.apply(lambda ws: change_setting(ws, key=OFFICE_NAME, value="示例县整改办"))
    assert shown(window).office.read() == "示例县整改办"
    assert page.refreshed == [None]
    window.go("tasks")
    assert page.refreshed == [None, None]
    changes = window.session.apply(lambda ws: change_setting(ws, key=OFFICE_NAME, value="示例县"))
    assert page.refreshed == [None, None, changes]
    assert window.windowTitle().startswith("示例县 - ")


def test_going_elsewhere_saves_what_was_typed(window: MainWindow, commit_text: Type) -> None:
    window.go("settings")
    commit_text(shown(window).office.editor, "示例县整改办")
    window.go("tasks")
    assert window.session.workspace.setting(OFFICE_NAME) == "示例县整改办"


def test_ctrl_s_saves_the_open_field(window: MainWindow, qtbot: QtBot, commit_text: Type) -> None:
    window.go("settings")
    commit_text(shown(window).office.editor, "示例县整改办")
    key(qtbot, window, Qt.Key.Key_S, CTRL)
    assert window.session.workspace.setting(OFFICE_NAME) == "示例县整改办"
    assert window.bottom.words().startswith("已保存 14:32")


def test_no_shortcut_runs_while_an_input_method_is_composing(
    window: MainWindow, qtbot: QtBot, commit_text: Type, preedit: Type
) -> None:
    window.go("settings")
    field = shown(window).office
    commit_text(field.editor, "示例县")
    preedit(field.editor, "zhenggai")
    key(qtbot, window, Qt.Key.Key_S, CTRL)
    key(qtbot, window, Qt.Key.Key_1, ALT)
    assert window.page_key() == "settings"
    assert window.session.workspace.setting(OFFICE_NAME) == ""
    commit_text(field.editor, "整改办")


def test_undo_names_what_it_undoes_and_takes_unsaved_typing_with_it(
    window: MainWindow, qtbot: QtBot, commit_text: Type
) -> None:
    window.go("settings")
    assert not window.top.undo.isEnabled()
    window.session.apply(lambda ws: change_setting(ws, key=CLERK_NAME, value="甲某某"))
    assert window.top.undo.text() == "撤销：设置：经办人"
    commit_text(shown(window).office.editor, "示例县整改办")
    qtbot.mouseClick(window.top.undo, Qt.MouseButton.LeftButton)
    assert window.session.workspace.setting(OFFICE_NAME) == ""
    assert window.session.workspace.setting(CLERK_NAME) == "甲某某"
    assert shown(window).office.read() == ""
    key(qtbot, window, Qt.Key.Key_Y, CTRL)
    assert window.session.workspace.setting(OFFICE_NAME) == "示例县整改办"


def test_ctrl_z_outside_unsaved_typing_undoes_the_last_operation(window: MainWindow, qtbot: QtBot) -> None:
    window.go("settings")
    window.session.apply(lambda ws: change_setting(ws, key=OFFICE_NAME, value="示例县整改办"))
    key(qtbot, window, Qt.Key.Key_Z, CTRL)
    assert window.session.workspace.setting(OFFICE_NAME) == ""
    assert window.bottom.words().startswith("已撤销：设置：本单位名称，Ctrl+Y 重做")
    key(qtbot, window, Qt.Key.Key_Y, CTRL)
    assert window.bottom.words().startswith("已保存")


def test_what_cannot_be_saved_is_asked_about_before_it_is_left(
    window: MainWindow, commit_text: Type, answers: dict[str, Any]
) -> None:
    window.go("settings")
    page = shown(window)
    page.date.fill(None)
    commit_text(page.date.editor, "2023-2-29")
    answers["confirm"] = False
    assert not window.go("tasks")
    assert window.page_key() == "settings" and page.date.editor.text() == "2023-2-29"
    assert answers["asked"][0][1][1].startswith(f"{page.date.editor.accessibleName()}：2023年2月没有 29 日")
    answers["confirm"] = True
    assert window.go("tasks")
    assert page.date.editor.text() == ""


def test_an_error_stands_in_the_strip_until_something_succeeds(window: MainWindow) -> None:
    def refuse(ws: Workspace) -> Changes:
        raise AppError("磁盘已满", where="工作区", remedy="请清理后再试。")

    window.session.apply(refuse)
    assert window.strip.text() == "工作区：磁盘已满。请清理后再试。"
    window.session.apply(lambda ws: change_setting(ws, key=OFFICE_NAME, value="示例县"))
    assert window.strip.text() == ""


def test_words_in_the_strip_go_by_themselves_but_not_those_with_a_remedy(window: MainWindow) -> None:
    opened: list[bool] = []
    window.strip.show_words("已导出", ("打开文件夹", lambda: opened.append(True)))
    assert not window.strip._going.isActive()
    window.strip._remedies.itemAt(0).widget().click()
    assert opened == [True] and window.strip.text() == ""
    window.strip.show_words("已复制")
    assert window.strip._going.isActive() and window.strip._going.interval() == SHOWN_MS


def test_a_message_moves_nothing_and_does_not_go_from_under_the_hand(window: MainWindow) -> None:
    before = window.stack.geometry()
    window.strip.show_words("已导出" * 200)
    QApplication.processEvents()
    assert window.stack.geometry() == before
    assert window.strip.geometry().bottom() == before.bottom() and window.strip.height() > 60
    window.strip.show_words("已导出")
    window.strip.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    window.strip._going.timeout.emit()
    assert window.strip.text() == "已导出"
    window.strip.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, False)
    window.strip._going.timeout.emit()
    assert window.strip.text() == ""


def test_the_bottom_line_shows_the_running_job_and_cancels_it(window: MainWindow, qtbot: QtBot) -> None:
    def work(report: Report) -> None:
        for place in range(100_000):
            report(place, 48, "")
            threading.Event().wait(0.001)

    window.session.start("正在导入", work, lambda _: None)
    qtbot.waitUntil(lambda: "正在导入 " in window.bottom.words() and "/48" in window.bottom.words())
    assert window.bottom.job is not None
    window.bottom.job.cancel.click()
    qtbot.waitUntil(lambda: "已取消" in window.strip.text())
    assert "正在导入" not in window.bottom.words()


def test_closing_saves_typing_and_asks_about_a_running_job(
    window: MainWindow, qtbot: QtBot, commit_text: Type, answers: dict[str, Any]
) -> None:
    go_on = threading.Event()

    def work(report: Report) -> None:
        while not go_on.wait(0.001):
            report(0, 1, "")

    window.go("settings")
    commit_text(shown(window).office.editor, "示例县整改办")
    window.session.start("正在导入", work, lambda _: None)
    answers["confirm"] = False
    assert not window.close()
    assert window.isVisible()
    answers["confirm"] = True
    assert window.close()
    assert window.session.workspace.setting(OFFICE_NAME) == "示例县整改办"
    assert window.session.jobs.wait()


def test_the_window_comes_back_in_the_size_it_was_left(ws: Workspace, window: MainWindow, qtbot: QtBot) -> None:
    window.resize(1024, 701)
    window.close()
    again = make_window(ws, add_pages=add_pages)
    qtbot.addWidget(again)
    assert (again.width(), again.height()) == (1024, 701)


def test_search_opens_what_was_found(window: MainWindow, qtbot: QtBot, commit_text: Type) -> None:
    asked: list[str] = []

    def find(words: str) -> list[Hit]:
        asked.append(words)
        kinds = ("任务", "措施")
        return [Hit(key="task", place=f"{words}-{kind}", kind=kind, title="管网建设", text="…") for kind in kinds]

    window.set_search(find)
    QApplication.processEvents()
    key(qtbot, window, Qt.Key.Key_K, CTRL)
    field = window.top.search
    assert field is not None and field.hasFocus()
    commit_text(field, "管网")
    qtbot.waitUntil(lambda: asked == ["管网"])
    qtbot.keyClick(field, Qt.Key.Key_Down)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert window.page_key() == "task" and shown(window).shown == "管网-措施"
    assert field.text() == ""


def test_nothing_is_searched_while_an_input_method_is_composing(
    window: MainWindow, qtbot: QtBot, preedit: Type, commit_text: Type
) -> None:
    asked: list[str] = []
    window.set_search(lambda words: asked.append(words) or [])  # type: ignore[func-returns-value]
    field = window.top.search
    assert field is not None
    commit_text(field, "管")
    preedit(field, "wang")
    field.look()
    assert asked == []
    commit_text(field, "网")
    qtbot.waitUntil(lambda: asked == ["管网"])


def test_the_office_stands_in_the_top_bar(ws: Workspace, qtbot: QtBot) -> None:
    change_setting(ws, key=OFFICE_NAME, value="示例县整改办")
    window = make_window(ws, add_pages=add_pages)
    qtbot.addWidget(window)
    assert window.top.office.text() == "示例县整改办"
    assert window.top.search is None


# The last resort


class SecretError(Exception):
    pass


def test_a_mistake_of_the_program_is_told_and_noted_without_its_content(window: MainWindow, tmp_path: Path) -> None:
    log = tmp_path / "folder" / "errors.log"
    before = sys.excepthook
    with CrashNotice(window, log) as notice:
        assert sys.excepthook == notice.caught
        try:
            raise SecretError("甲某某 13800000001")
        except SecretError:
            sys.excepthook(*sys.exc_info())  # type: ignore[arg-type]
    assert sys.excepthook == before
    assert "程序内部出错" in window.strip.text()
    noted = log.read_text(encoding="utf-8")
    assert "SecretError" in noted and "test_window.py" in noted
    assert "甲某某" not in noted and "13800000001" not in noted
    assert window.isVisible()


def test_an_error_of_the_world_nobody_caught_is_shown_as_any_other(window: MainWindow, tmp_path: Path) -> None:
    log = tmp_path / "errors.log"
    error = AppError("这条记录已不存在", remedy="请回到列表重新打开。")
    CrashNotice(window, log).caught(AppError, error, None)
    assert window.strip.text() == "这条记录已不存在。请回到列表重新打开。"
    assert not log.exists()


def test_a_crash_in_a_thread_is_told_in_the_window(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    def work() -> None:
        raise SecretError("甲某某")

    with CrashNotice(window, tmp_path / "errors.log"):
        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
        qtbot.waitUntil(lambda: "程序内部出错" in window.strip.text())


# The input method


FCITX = [
    ({"QT_IM_MODULE": "fcitx"}, ["libibusplatforminputcontextplugin.so"], "ibus"),
    ({"QT_IM_MODULE": "fcitx5"}, [], "ibus"),
    ({"QT_IM_MODULE": "fcitx"}, ["libfcitx5platforminputcontextplugin.so"], "fcitx"),
    ({"QT_IM_MODULE": "ibus"}, [], "ibus"),
    ({}, [], None),
]


@pytest.mark.parametrize(("environ", "plugins", "wanted"), FCITX, ids=range(len(FCITX)))
def test_fcitx_desktops_are_led_to_the_ibus_plugin(
    environ: dict[str, str], plugins: list[str], wanted: str | None
) -> None:
    environ = dict(environ)
    mend_input_method(environ, plugins)
    assert environ.get("QT_IM_MODULE") == wanted


def test_the_window_fits_the_smallest_screen_it_is_drawn_for(window: MainWindow) -> None:
    window.resize(1366, 768)
    QApplication.processEvents()
    assert (window.width(), window.height()) == (1366, 768)
    assert window.minimumSizeHint().width() <= 1366


@pytest.mark.parametrize(
    ("room", "filled"), [((1366, 728), True), ((1920, 760), True), ((1920, 1040), False), ((800, 600), False)]
)
def test_the_first_window_fills_a_screen_its_frame_would_hang_over(room: tuple[int, int], filled: bool) -> None:
    assert fills(QSize(*room)) is filled
