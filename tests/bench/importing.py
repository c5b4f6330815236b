"""A ledger of 5,000 rows in the window, by events: read, looked through, taken over, taken back, left and found again.

`tests.bench.watchdog` watches each kind of work on its own. The records hold a ledger of 300 rows already, half of
whose rows come back changed, so that the preview has rows of every state.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import Qt

from gui.pages.importing.deciding import Kind
from gui.pages.importing.draft_view import FINDINGS, MAPPING, PREVIEW, UNITS
from gui.pages.importing.page import ImportingPage
from gui.places import IMPORTING, TASKS, ImportPlace
from gui.window import MainWindow
from models.domain.drafts.comparison import RowState
from models.domain.drafts.fields import SourceField
from tests.bench.clerk import Work, press, settle
from tests.bench.reading import ledger

FEW, MANY = 300, 5_000
KEPT_MS = 2_500
TYPED = ("97", "水利", "管网")
STATES: tuple[Kind | None, ...] = (RowState.NEW, RowState.SAME, None)


def files(folder: Path) -> tuple[Path, Path]:
    """Return the two ledgers the clerk reads."""
    return ledger(folder / "few.xlsx", FEW), ledger(folder / "many.xlsx", MANY)


def day(window: MainWindow, folder: Path) -> Iterator[Work]:
    """Yield every kind of work on an import with its name, in an order in which each finds what it needs."""
    few, many = folder / "few.xlsx", folder / "many.xlsx"
    yield "首次打开导入", lambda: window.go(IMPORTING)
    yield f"读入 {FEW} 行的台账", lambda: window.go(IMPORTING, ImportPlace(paths=(few,)))
    yield f"采用 {FEW} 行", lambda: _page(window).adopt.click()
    yield f"读入 {MANY} 行的台账", lambda: window.go(IMPORTING, ImportPlace(paths=(many,)))
    yield "看对照的各页", lambda: _look(_page(window))
    yield "按状态和文字筛选对照", lambda: _narrow(_page(window))
    yield "逐行看对照", lambda: _walk(_page(window))
    yield "勾掉再勾上一行", lambda: _tick(_page(window))
    yield "全不采用，再全采用", lambda: _tick_all(_page(window))
    yield "改列的含义，重新读取", lambda: _explain(_page(window))
    yield "离开导入，再回来", lambda: _leave(window)
    yield "接着没做完的导入", lambda: _resume(window)
    yield f"采用 {MANY} 行", lambda: _page(window).adopt.click()
    yield f"撤销采用 {MANY} 行", lambda: _page(window).report.undo.click()
    yield "关闭窗口", window.close


def _page(window: MainWindow) -> ImportingPage:
    page = window.page()
    assert isinstance(page, ImportingPage), page
    return page


def _look(page: ImportingPage) -> None:
    for key in (MAPPING, UNITS, FINDINGS, PREVIEW):
        page.draft_view.tabs.open(key)
        settle(120)


def _narrow(page: ImportingPage) -> None:
    for state in STATES:
        page.draft_view.preview.states.chips[state].click()
        settle(120)
    for words in TYPED:
        for letter in words:
            press(page.draft_view.preview.filter, Qt.Key.Key_unknown, letter)
        for _ in words:
            press(page.draft_view.preview.filter, Qt.Key.Key_Backspace)


def _walk(page: ImportingPage) -> None:
    for _ in range(20):
        press(page.draft_view.preview.table, Qt.Key.Key_PageDown)


def _tick(page: ImportingPage) -> None:
    for _ in range(2):
        press(page.draft_view.preview.table, Qt.Key.Key_Space)
        settle(KEPT_MS)


def _tick_all(page: ImportingPage) -> None:
    for button in (page.draft_view.preview.none, page.draft_view.preview.all):
        button.click()
        settle(KEPT_MS)


def _explain(page: ImportingPage) -> None:
    page.draft_view.tabs.open(MAPPING)
    settle(120)
    field = next(item for item in page.draft_view.mapping.grids[0].fields if item.read() is SourceField.NOTE)
    field.fill(SourceField.OTHER)
    field.edited.emit()
    page.draft_view.mapping.again.click()


def _leave(window: MainWindow) -> None:
    window.go(TASKS)
    settle(KEPT_MS)
    window.go(IMPORTING)


def _resume(window: MainWindow) -> None:
    page = _page(window)
    kept = window.session.workspace.unfinished.all()[0]
    page.conversation.forget()
    page.start.resumed.emit(kept.id)
