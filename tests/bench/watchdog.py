"""How long one event holds the window up: the longest of each kind of work, by a heartbeat between the events.

The window is the real one, over a large workspace. A timer of 2 ms beats while the clerk's work is done by events; what
lies between two beats more than the timer asks for was one event that nothing could interrupt.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QObject, QSettings, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from gui import ask, desk, start
from gui.app import make_application, make_window, speak_chinese
from gui.places import TASK, TASKS, TaskPlace
from gui.window import MainWindow
from models.domain.plan import TaskId
from tests.builders import open_workspace

BEAT_MS = 2
FILES = 500
SETTLED_MS = 900
TYPED = "第15项"


class Heart(QObject):
    """Beats while events are handled; `longest` is the longest time between two beats in seconds."""

    def __init__(self) -> None:
        super().__init__()
        self.longest = 0.0
        self._last = 0.0
        self._timer = QTimer(self, interval=BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)

    @contextmanager
    def watching(self) -> Iterator[None]:
        self.longest, self._last = 0.0, perf_counter()
        self._timer.start()
        yield
        self._timer.stop()

    def _beat(self) -> None:
        now = perf_counter()
        self.longest = max(self.longest, now - self._last - BEAT_MS / 1000)
        self._last = now


def measure(folder: Path) -> dict[str, float]:
    """Return the longest hold-up in seconds of each kind of work."""
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(folder))
    application = make_application([])
    speak_chinese()
    dropped = _files(folder / "dropped")
    # What made the workspace may still be on its way to the disk; the first save would wait for all of it.
    os.sync()
    ws = open_workspace(folder)
    window = make_window(ws, add_pages=desk.add_pages)
    window.show()
    _settle(SETTLED_MS)
    heart = Heart()
    found = {
        name: _watched(heart, work, window)
        for name, work in (
            ("首次打开任务", lambda: window.go(TASK, TaskPlace(task_id=TaskId("t1")))),
            ("逐键筛选", lambda: _type(window)),
            ("按缺口、状态、佐证、单位排序", lambda: _sort(window)),
            ("筛选有缺口、未销号、单位", lambda: _narrow(window)),
            ("逐行移动", lambda: _walk(window)),
            ("打开任务", lambda: _open_tasks(window)),
            ("收入 500 个文件", lambda: _take_in(window, dropped)),
            ("打开有 500 份佐证的任务", lambda: _open_again(window)),
            ("首次打开设置", lambda: window.go("settings", "backup")),
            ("校验", lambda: _back_up(window, "verify")),
            ("关闭时备份", lambda: start._back_up(ws)),
            ("备份到U盘", lambda: _back_up(window, "stick", folder.with_name("stick.zip"))),
        )
    }
    window.close()
    ws.close()
    application.processEvents()
    return found


def _watched(heart: Heart, work: Callable[[], object], window: MainWindow) -> float:
    with heart.watching():
        work()
        _settle(SETTLED_MS, until=lambda: window.session.jobs.running is None)
    return heart.longest


def _settle(milliseconds: int, until: Callable[[], bool] = lambda: True) -> None:
    """Let the window handle its events for a while, and until something holds."""
    end = perf_counter() + milliseconds / 1000
    while perf_counter() < end or not until():
        QApplication.processEvents()


def _press(widget: QWidget, key: Qt.Key, text: str = "") -> None:
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.postEvent(widget, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text))
    _settle(60)


def _type(window: MainWindow) -> None:
    window.go(TASKS)
    _settle(SETTLED_MS)
    for letter in TYPED:
        _press(window.page().filter, Qt.Key.Key_unknown, letter)
    for _ in TYPED:
        _press(window.page().filter, Qt.Key.Key_Backspace)


def _sort(window: MainWindow) -> None:
    for key in ("gaps", "status", "evidence", "units", "measures"):
        for _ in range(3):
            window.page().model.sort_by(key)
            _settle(60)


def _narrow(window: MainWindow) -> None:
    page = window.page()
    unit = window.session.workspace.look.unit_names()[0][0]
    for choice, key in ((page.status, "gaps"), (page.status, "open"), (page.unit, unit), (page.status, "gaps")):
        QTimer.singleShot(0, page, lambda choice=choice, key=key: (choice.set_key(key), choice.picked.emit(key)))
        _settle(120)
    QTimer.singleShot(0, page, page.clear_filter)
    _settle(120)


def _back_up(window: MainWindow, button: str, target: Path | None = None) -> None:
    asked, ask.save_as = ask.save_as, lambda *_: target
    try:
        getattr(window.page().tabs.stack.currentWidget(), button).click()
    finally:
        ask.save_as = asked


def _walk(window: MainWindow) -> None:
    for _ in range(20):
        _press(window.page().table, Qt.Key.Key_PageDown)


def _open_tasks(window: MainWindow) -> None:
    for number in range(2, 12):
        window.go(TASK, TaskPlace(task_id=TaskId(f"t{number}")))
        _settle(60)
        window.back()
        _settle(60)


def _files(folder: Path) -> Path:
    folder.mkdir()
    for number in range(FILES):
        (folder / f"现场{number}.txt").write_text(f"第{number}份\n" * 2000, encoding="utf-8")
    return folder


def _take_in(window: MainWindow, dropped: Path) -> None:
    window.go(TASK, TaskPlace(task_id=TaskId("t1")))
    _settle(SETTLED_MS)
    detail = window.page().holders["measures"].inside.detail
    asked, ask.choose = ask.choose, lambda *_, **__: 0
    try:
        detail.evidence.take([dropped], None)
    finally:
        ask.choose = asked


def _open_again(window: MainWindow) -> None:
    window.go(TASK, TaskPlace(task_id=TaskId("t2")))
    _settle(SETTLED_MS)
    window.go(TASK, TaskPlace(task_id=TaskId("t1")))
