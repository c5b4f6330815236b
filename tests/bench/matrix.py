"""对应表 of 60 measures and 300 pieces of evidence: opened, walked, linked in the real window, and painted as a whole.

`tests.bench.watchdog` watches each kind of work. What is in sight of the grid is a tenth of it; painted as a whole are
all its 18,000 cells with both heads, as on a screen that had room for them.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QWidget

from gui.matrix.panel import ALL, UNUSED, MatrixPanel
from gui.matrix.view import CELL, MatrixView
from gui.pages.task.evidence import LIST, MATRIX, WAY
from gui.places import EVIDENCE, TASK, TaskPlace
from gui.window import MainWindow
from models.domain.evidence import (
    Evidence,
    EvidenceId,
    EvidenceLink,
    EvidenceLinkId,
    ProofKind,
    StoredFile,
    StoredFileId,
)
from models.domain.partial_date import PartialDate
from models.domain.plan import Measure, Task
from models.workspace import Workspace
from tests.bench.clerk import SETTLED_MS, Work, press, settle
from tests.builders import Clock, add_task, measures_of, open_workspace

MEASURES, PIECES, UNLINKED = 60, 300, 20
PAINTED = f"{MEASURES} × {PIECES} 的对应表，全部 {MEASURES * PIECES} 格画一遍"
PROOF = "县政府按季度调度管网建设，明确路由和完成时限。"


def make(folder: Path) -> None:
    """Write a workspace with one task of 60 measures; each of 280 pieces proves three of them, 20 pieces prove none."""
    ws = open_workspace(folder, Clock())
    texts = tuple(f"加快配套管网建设，{2020 + n % 6}年底前新建污水管网{n}公里。" for n in range(MEASURES))
    measures = measures_of(ws, add_task(ws, "12", texts).id)
    with ws.change("导入") as change:
        for number in range(PIECES):
            change.insert_all(_piece(number))
        change.insert_all(link for number in range(PIECES - UNLINKED) for link in _links(number, measures))
    ws.close()


def day(window: MainWindow, ws: Workspace) -> Iterator[Work]:
    """Yield every kind of work about the matrix, in an order in which each finds what it needs."""
    task_id = ws.find(Task)[0].id
    size = f"{MEASURES} 条措施、{PIECES} 份佐证"
    QSettings().setValue(WAY, LIST)
    window.go(TASK, TaskPlace(task_id=task_id))
    # What other pages build ahead of such a task is not what is looked at here.
    settle(5 * SETTLED_MS)
    yield f"首次打开佐证列表（{size}）", lambda: window.go(TASK, TaskPlace(task_id=task_id, tab=EVIDENCE))
    tab = window.page().holders[EVIDENCE].inside
    yield f"换成对应表（{size}）", lambda: tab.way.pick(MATRIX)
    view = tab.matrix.view
    yield "在对应表里走动", lambda: _walk(view)
    yield "对应一格、取消一格", lambda: _press_all(view, Qt.Key.Key_Space, Qt.Key.Key_Delete)
    yield "撤销一格", window.undo
    yield "看没有用处的佐证", lambda: tab.matrix.filter.pick(UNUSED)
    view, picture = _whole(tab.matrix)
    yield PAINTED, lambda: view.render(picture)


def _walk(view: QWidget) -> None:
    keys = (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_End, Qt.Key.Key_Down)
    _press_all(view, *keys)


def _press_all(view: QWidget, *keys: Qt.Key) -> None:
    for key in keys:
        press(view, key)


def _whole(panel: MatrixPanel) -> tuple[MatrixView, QPixmap]:
    """Return the grid with room for all of its cells, and a picture as large, whose memory is there already."""
    panel.filter.pick(ALL)
    view = MatrixView(panel.model)
    heads = view.measures.width(), view.horizontalHeader().height()
    view.resize(heads[0] + CELL * (PIECES + 1), heads[1] + CELL * (MEASURES + 1))
    picture = QPixmap(view.size())
    picture.fill(Qt.GlobalColor.white)
    return view, picture


def _piece(number: int) -> Iterator[object]:
    day = PartialDate(year=2021 + number % 4, month=1 + number % 12, day=1 + number % 27)
    piece = Evidence(
        id=EvidenceId(f"e{number}"), title=f"第{number}次管网建设调度会会议纪要", kind="会议纪要",
        issuing_body="示例县政府办", dated_on=day, position=number,
    )
    yield piece
    yield StoredFile(
        id=StoredFileId(f"f{number}"), evidence_id=piece.id, sha256=f"{number:064x}", name="纪要.docx", size=3,
    )


def _links(number: int, measures: list[Measure]) -> Iterator[EvidenceLink]:
    for turn in range(3):
        yield EvidenceLink(
            id=EvidenceLinkId(f"l{number}-{turn}"), evidence_id=EvidenceId(f"e{number}"),
            measure_id=measures[(number // 5 + turn * 7) % MEASURES].id, proves=PROOF if number % 9 else "",
            pages="第2页第3段", position=number, proof_kind=ProofKind.MEETING if number % 2 else None,
        )
