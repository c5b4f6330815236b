"""What a clerk does in the real window, by events; `tests.bench.watchdog` watches each kind of work on its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from exporters.registry import PAPERS as PAPERS_OF_CLOSURE
from gui import ask, start
from gui.places import PAPER, PAPERS, PUBLICITY, SETTINGS, TASK, TASKS, PaperPlace, TaskPlace
from gui.window import MainWindow
from models.assembly import closures_of
from models.domain.plan import Task, TaskId
from models.workspace import Workspace

FILES = 500
SETTLED_MS = 900
TYPING = "逐键筛选"
TYPED = ("第15项", "水利", "管网", "不存在", "示例县")

Work = tuple[str, Callable[[], object]]


def settle(milliseconds: int, until: Callable[[], bool] = lambda: True) -> None:
    """Let the window handle its events for a while, and until something holds."""
    end = perf_counter() + milliseconds / 1000
    while perf_counter() < end or not until():
        QApplication.processEvents()


def press(widget: QWidget, key: Qt.Key, text: str = "") -> None:
    """Press a key and let the window handle it."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.postEvent(widget, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text))
    settle(60)


def whole_day(window: MainWindow, ws: Workspace, folder: Path) -> Iterator[Work]:
    """Yield every kind of work with its name, in an order in which each finds what it needs."""
    dropped = _files(folder / "dropped")
    yield "首次打开任务", lambda: _open(window, "t1")
    yield TYPING, lambda: _type(window)
    yield "按缺口、状态、佐证、单位排序", lambda: _sort(window)
    yield "筛选有缺口、未销号、单位", lambda: _narrow(window)
    yield "逐行移动", lambda: _walk(window)
    yield "打开任务", lambda: _open_tasks(window)
    yield "收入 500 个文件", lambda: _take_in(window, dropped)
    yield "撤销收入 500 个文件", window.undo
    yield "重做收入 500 个文件", window.redo
    yield "打开有 500 份佐证的任务", lambda: _open_again(window)
    yield "首次打开设置", lambda: window.go(SETTINGS, "backup")
    yield "校验", lambda: _back_up(window, "verify")
    yield "关闭时备份", lambda: start._back_up(ws)
    yield "备份到U盘", lambda: _back_up(window, "stick", folder.with_name("stick.zip"))


def papers_day(window: MainWindow, ws: Workspace) -> Iterator[Work]:
    """Yield every kind of work about papers, on the sample's task whose facts are complete."""
    task_id = ws.find(Task, number="1")[0].id
    closure_id = closures_of(ws, task_id)[0].id
    yield "首次打开文书列表", lambda: window.go(PAPERS)
    yield "首次打开一份文书", lambda: window.go(PAPER, PaperPlace(closure_id=closure_id))
    for kind in PAPERS_OF_CLOSURE[1:]:
        yield f"换成{kind.label}", lambda kind=kind: window.go(PAPER, PaperPlace(closure_id=closure_id, kind=kind))
    yield "回到验收销号意见", lambda: window.go(PAPER, PaperPlace(closure_id=closure_id))
    yield "首次打开一项任务的文书", lambda: window.go(TASK, TaskPlace(task_id=task_id, tab=PAPERS))
    yield "首次打开公示", lambda: window.go(TASK, TaskPlace(task_id=task_id, tab=PUBLICITY))
    for key, label in (("forms", "文书样式"), ("templates", "Word 模板"), ("holidays", "放假安排")):
        yield f"首次打开{label}", lambda key=key: window.go(SETTINGS, key)


def too_soon(window: MainWindow, key: str) -> Work:
    """Return the opening of a page in the moment after the first paint."""
    if key == TASK:
        return "刚打开窗口就打开任务", lambda: _open(window, "t1")
    return "刚打开窗口就打开设置", lambda: window.go(SETTINGS, "backup")


def _open(window: MainWindow, task_id: str) -> None:
    window.go(TASK, TaskPlace(task_id=TaskId(task_id)))


def _type(window: MainWindow) -> None:
    window.go(TASKS)
    settle(SETTLED_MS)
    for words in TYPED:
        for letter in words:
            press(window.page().filter, Qt.Key.Key_unknown, letter)
        for _ in words:
            press(window.page().filter, Qt.Key.Key_Backspace)


def _sort(window: MainWindow) -> None:
    for key in ("gaps", "status", "evidence", "units", "measures"):
        for _ in range(3):
            window.page().model.sort_by(key)
            settle(60)


def _narrow(window: MainWindow) -> None:
    page = window.page()
    status, unit = page.filters.status, page.filters.unit
    first = window.session.workspace.look.unit_names()[0][0]
    for choice, key in ((status, "gaps"), (status, "open"), (unit, first), (status, "gaps")):
        QTimer.singleShot(0, page, lambda choice=choice, key=key: (choice.set_key(key), choice.picked.emit(key)))
        settle(120)
    QTimer.singleShot(0, page, page.clear_filter)
    settle(120)


def _back_up(window: MainWindow, button: str, target: Path | None = None) -> None:
    asked, ask.save_as = ask.save_as, lambda *_: target
    try:
        getattr(window.page().tabs.stack.currentWidget(), button).click()
    finally:
        ask.save_as = asked


def _walk(window: MainWindow) -> None:
    for _ in range(20):
        press(window.page().table, Qt.Key.Key_PageDown)


def _open_tasks(window: MainWindow) -> None:
    for number in range(2, 12):
        _open(window, f"t{number}")
        settle(60)
        window.back()
        settle(60)


def _files(folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    for number in range(FILES):
        (folder / f"现场{number}.txt").write_text(f"第{number}份\n" * 2000, encoding="utf-8")
    return folder


def _take_in(window: MainWindow, dropped: Path) -> None:
    _open(window, "t1")
    settle(SETTLED_MS)
    detail = window.page().holders["measures"].inside.detail
    asked, ask.choose = ask.choose, lambda *_, **__: 0
    try:
        detail.evidence.take([dropped], None)
    finally:
        ask.choose = asked


def _open_again(window: MainWindow) -> None:
    _open(window, "t2")
    settle(SETTLED_MS)
    _open(window, "t1")
