"""对比照片 of 150 pairs: opened, scrolled, changed and taken back in the real window; see `tests.bench.watchdog`."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QSettings

from gui.pages.task.evidence import LIST, WAY
from gui.photo_pairs.panel import PairsPanel
from gui.places import EVIDENCE, PAIRS, TASK, TaskPlace
from gui.window import MainWindow
from models.actions.evidence import EvidenceInput, attach_evidence
from models.actions.photo_pairs import PairInput, add_pairs
from models.domain.evidence import EvidenceId
from models.domain.plan import Task
from models.workspace import Workspace
from tests.bench.clerk import SETTLED_MS, Work, settle
from tests.builders import Clock, add_task, measures_of, open_workspace

COUNT = 150


def make(folder: Path) -> None:
    """Write a workspace with one task and 150 pairs of photos."""
    ws = open_workspace(folder, Clock())
    task = add_task(ws, "12")
    taken = [ws.vault.take_in_bytes(f"{number:03}号排口.jpg", _photo(number)) for number in range(2 * COUNT)]
    pieces = [EvidenceInput(files=[(item.sha256, item.name, item.size)], kind="照片") for item in taken]
    changes = attach_evidence(ws, pieces=pieces, measure_id=measures_of(ws, task.id)[0].id)
    photos = [EvidenceId(row_id) for table, row_id in changes.created if table == "evidence"]
    pairs = zip(photos[::2], photos[1::2], strict=True)
    add_pairs(ws, task_id=task.id, pairs=[PairInput(before_id=one, after_id=other) for one, other in pairs])
    ws.close()


def day(window: MainWindow, ws: Workspace) -> Iterator[Work]:
    """Yield every kind of work about pairs of photos, in an order in which each finds what it needs."""
    QSettings().setValue(WAY, LIST)
    window.go(TASK, TaskPlace(task_id=ws.find(Task)[0].id, tab=EVIDENCE))
    # What other pages build ahead of such a task is not what is looked at here.
    settle(5 * SETTLED_MS)
    tab = window.page().holders[EVIDENCE].inside
    yield f"首次换成 {COUNT} 组对比照片", lambda: tab.way.pick(PAIRS)
    panel: PairsPanel = tab.pairs
    yield "一路滚到底", lambda: _scroll(panel)
    yield "互换前后", lambda: panel.shown()[0].swap.click()
    yield "上移一组", lambda: panel.shown()[-1].up.click()
    yield "删除一组", lambda: panel.shown()[0].remove.click()
    yield "撤销删除", window.undo
    yield "新的一组", panel.new.click
    yield "换成列表", lambda: tab.way.pick(LIST)
    yield "换回对比照片", lambda: tab.way.pick(PAIRS)


def _scroll(panel: PairsPanel) -> None:
    bar = panel.list.verticalScrollBar()
    for part in range(1, 31):
        bar.setValue(bar.maximum() * part // 30)
        settle(60, until=panel.list.is_settled)


def _photo(number: int) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (320, 240), (number % 256, number * 7 % 256, number // 256)).save(stream, "JPEG")
    return stream.getvalue()
