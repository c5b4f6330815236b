"""佐证 with few and with many pieces: the page and the evidence of a task opened, walked, narrowed, filled in at once.

`tests.bench.watchdog` watches each kind of work. A third of the pieces are photos, so that small pictures are drawn.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication

from gui.evidence.list import EvidenceList
from gui.evidence.several import SeveralEvidence
from gui.pages.evidence import EvidencePage
from gui.pages.task.evidence import LIST, WAY
from gui.places import EVIDENCE, OVERVIEW, TASK, TASKS, TaskPlace
from gui.window import MainWindow
from models.actions.evidence import EvidenceInput, attach_evidence
from models.domain.plan import Task
from models.workspace import Workspace
from tests.bench.clerk import SETTLED_MS, Work, press, settle
from tests.builders import Clock, add_task, measures_of, open_workspace

FEW, MANY = 3, 300


def make(folder: Path, count: int) -> None:
    """Write a workspace with one task, on the first measure of which lie so many pieces of evidence."""
    ws = open_workspace(folder, Clock())
    measure = measures_of(ws, add_task(ws, "12").id)[0]
    taken = [ws.vault.take_in_bytes(*_file(number)) for number in range(count)]
    pieces = [EvidenceInput(files=[(item.sha256, item.name, item.size)]) for item in taken]
    attach_evidence(ws, pieces=pieces, measure_id=measure.id)
    ws.close()


def day(window: MainWindow, ws: Workspace) -> Iterator[Work]:
    """Yield every kind of work with evidence, in an order in which each finds what it needs."""
    task_id = ws.find(Task)[0].id
    QSettings().setValue(WAY, LIST)
    settle(5 * SETTLED_MS)
    yield "首次打开佐证", lambda: window.go(EVIDENCE)
    page = window.page()
    assert isinstance(page, EvidencePage)
    rows = page.rows
    yield "逐份走动", lambda: _walk(rows.table, Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_End)
    yield "首次换成缩略图", rows.as_pictures.click
    yield "滚动缩略图", lambda: _scroll(rows.grid)
    yield "用方向键走缩略图", lambda: _walk(rows.grid, Qt.Key.Key_Home, Qt.Key.Key_Right, Qt.Key.Key_Down)
    yield "换回列表", rows.as_list.click
    yield "逐键筛选佐证", lambda: _narrow(page)
    yield "在窗口里看，走到下一份", lambda: _look(page)
    yield "全部选中", lambda: _choose_all(rows)
    yield "全部填上类别和单位", lambda: _fill(page.several)
    yield "撤销批量填写", window.undo
    yield "采用各自的建议", page.several.adopt.click
    yield "离开再回来", lambda: _leave(window)
    yield "首次打开任务的措施", lambda: window.go(TASK, TaskPlace(task_id=task_id))
    yield "首次打开任务的概况", lambda: window.go(TASK, TaskPlace(task_id=task_id, tab=OVERVIEW))
    yield "打开任务的佐证", lambda: window.go(TASK, TaskPlace(task_id=task_id, tab=EVIDENCE))
    yield "在任务的佐证里走动", lambda: _walk(window.page().holders[EVIDENCE].inside.links.table, Qt.Key.Key_Down)


def _walk(view: QAbstractScrollArea, *keys: Qt.Key) -> None:
    for key in keys:
        for _ in range(4):
            press(view, key)


def _scroll(view: QAbstractScrollArea) -> None:
    at = QPoint(100, 100)
    for down in (-1, -1, -1, 1):
        wheel = QWheelEvent(
            at.toPointF(), view.mapToGlobal(at).toPointF(), QPoint(), QPoint(0, down * 480), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )
        QApplication.postEvent(view.viewport(), wheel)
        settle(200)


def _narrow(page: EvidencePage) -> None:
    for letter in "现场第1":
        press(page.filter, Qt.Key.Key_unknown, letter)
    for _ in "现场第1":
        press(page.filter, Qt.Key.Key_Backspace)


def _look(page: EvidencePage) -> None:
    page.table.choose(page.model.id_at(0))
    page.front.look()
    settle(SETTLED_MS)
    view = page.first_focus()
    for step in (1, 1, -1):
        page._walk(step, None)
        settle(400)
    press(view, Qt.Key.Key_Escape)


def _choose_all(rows: EvidenceList) -> None:
    rows.table.selectAll()


def _fill(several: SeveralEvidence) -> None:
    fills: tuple[Callable[[], object], ...] = (
        partial(several.kind.show_value, "照片"), partial(several.issuing_body.show_value, "示例县水利局"),
    )
    for fill, field in zip(fills, (several.kind, several.issuing_body), strict=True):
        fill()
        field.typed()
        field.commit(leaving=True)
        settle(SETTLED_MS, until=lambda: several.session.jobs.running is None)


def _leave(window: MainWindow) -> None:
    window.go(TASKS)
    settle(200)
    window.go(EVIDENCE)


def _file(number: int) -> tuple[str, bytes]:
    if number % 3:
        name = f"示政办发〔2021〕{number}号 现场第{number}次调度会纪要.txt"
        return name, f"第{number}次调度会纪要\n时间：2021年{1 + number % 12}月8日\n".encode() * 20
    photo = io.BytesIO()
    Image.new("RGB", (640, 480), (number % 255, 120, 90)).save(photo, "JPEG")
    return f"IMG_2021{1 + number % 12:02}08_{number:06}.jpg", photo.getvalue() + bytes([number % 255])
