"""The list taken out as it is listed: its columns, its order, its filter; layouts kept by name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from gui.history.words import told_rows
from gui.ledger.panel import AS_LISTED, LedgerPanel
from gui.pages.tasks import TasksPage
from gui.session import Session
from models.actions.tasks import revise_task, set_deadline
from models.domain.ledger import LedgerColumn, layouts_in
from models.domain.plan import Task, TaskStatus
from models.domain.settings import Setting
from models.workspace import Workspace
from tests.builders import add_task
from tests.gui.conftest import on_screen

Type = Callable[[QWidget, str], None]


@pytest.fixture
def page(ws: Workspace, session: Session, qtbot: Any) -> Iterator[TasksPage]:
    """Give the list with three tasks, shown."""
    for number, status in (("1", TaskStatus.DONE), ("2", None), ("10", TaskStatus.BEHIND)):
        task = add_task(ws, number)
        revise_task(ws, task=replace(task, status=status, progress=f"第{number}项进展。"))
    page = TasksPage(session)
    page.refresh(None)
    on_screen(page, session, qtbot, 1214, 700)
    yield page
    page.hide()


@pytest.fixture
def panel(page: TasksPage) -> LedgerPanel:
    """Give the panel of the export, open."""
    page.begin_export()
    assert page.out is not None and page.out.isVisible()
    return page.out


def told(session: Session) -> list[str]:
    said: list[str] = []
    session.told.connect(lambda words, _: said.append(words))
    return said


def test_the_file_has_the_columns_the_filter_and_the_order_of_the_list(
    page: TasksPage, panel: LedgerPanel, session: Session, qtbot: Any, tmp_path: Path, answers: dict[str, Any]
) -> None:
    answers["pick_folder"] = tmp_path
    said = told(session)
    page.table.show_column("progress")
    page.table.show_column("evidence", shown=False)
    page.model.sort_by("number")
    page.model.sort_by("number")
    page.filter.setText("1")
    qtbot.waitUntil(lambda: page.model.rowCount() == 2)
    assert panel.hint.text().startswith("列出的 2 项")
    panel.export.click()
    qtbot.waitUntil(lambda: bool(said))
    (path,) = tmp_path.glob("*.xlsx")
    assert said[0].startswith(f"已导出 {path.name}")
    rows = list(openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True))
    assert rows[1] == ("编号", "反馈问题", "责任单位", "整改时限", "时限提醒", "措施数", "缺口", "完成进度", "整改进展")
    assert [(row[0], row[7], row[8]) for row in rows[2:]] == [
        ("10", "未达时序进度", "第10项进展。"), ("1", "已完成", "第1项进展。")]


def test_the_keyboard_is_back_on_the_button_when_the_file_is_written(
    panel: LedgerPanel, session: Session, qtbot: Any, tmp_path: Path, answers: dict[str, Any]
) -> None:
    answers["pick_folder"] = tmp_path
    said = told(session)
    panel.export.setFocus()
    qtbot.keyClick(panel.export, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bool(said) and panel.export.isEnabled())
    assert panel.export.hasFocus()


def test_a_second_file_never_takes_the_place_of_the_first(
    panel: LedgerPanel, session: Session, qtbot: Any, tmp_path: Path, answers: dict[str, Any]
) -> None:
    answers["pick_folder"] = tmp_path
    said = told(session)
    for count in (1, 2):
        panel.begin()
        qtbot.waitUntil(lambda count=count: len(said) == count)
    assert len(list(tmp_path.glob("*.xlsx"))) == 2
    assert len(answers["asked"]) == 1, "the folder is remembered"


def test_the_columns_of_the_list_are_kept_as_a_layout_chosen_again_and_removed(
    ws: Workspace, page: TasksPage, panel: LedgerPanel, session: Session, commit_text: Type, qtbot: Any
) -> None:
    page.table.show_column("lead")
    panel.keep.click()
    commit_text(panel.name.edit, "每月调度表")
    qtbot.keyClick(panel.name.edit, Qt.Key.Key_Return)
    (kept,) = layouts_in(ws.find(Setting))
    assert kept.name == "每月调度表"
    shown = [row for row in told_rows(ws, ws.last_sequence) if not row.is_before]
    assert shown[0].text.startswith("改为：每月调度表（A4横向）：编号、反馈问题")
    assert [item.column for item in kept.columns][-1] is LedgerColumn.LEAD
    assert panel.layout_choice.text() == "每月调度表"
    assert panel.chosen()[1] == kept and panel.export.hasFocus()
    assert not panel.remove.isHidden() and panel.paper.isHidden()
    panel.remove.click()
    assert layouts_in(ws.find(Setting)) == ()
    assert panel.layout_choice.key() == AS_LISTED
    session.undo()
    page.refresh(None)
    assert layouts_in(ws.find(Setting)) == (kept,)


def test_a_name_of_a_built_in_layout_is_refused_at_its_field(
    panel: LedgerPanel, commit_text: Type, qtbot: Any
) -> None:
    panel.keep.click()
    commit_text(panel.name.edit, "整改总台账（A3横向）")
    qtbot.keyClick(panel.name.edit, Qt.Key.Key_Return)
    assert "自带的版式" in panel.name.problem()
    panel.name.fill("")


def test_the_word_table_is_one_of_the_layouts(
    panel: LedgerPanel, session: Session, qtbot: Any, tmp_path: Path, answers: dict[str, Any]
) -> None:
    answers["pick_folder"] = tmp_path
    said = told(session)
    panel.layout_choice.pick("progress_table:progress-table-a4")
    assert panel.hint.text().endswith("整改措施、目前进展情况及存在问题、完成进度、备注")
    panel.export.click()
    qtbot.waitUntil(lambda: bool(said))
    (path,) = tmp_path.glob("*.docx")
    assert docx.Document(str(path)).tables[0].cell(1, 5).text.count("☑") == 1


def test_the_panel_goes_with_escape_and_comes_with_ctrl_e(page: TasksPage, panel: LedgerPanel, qtbot: Any) -> None:
    qtbot.keyClick(panel, Qt.Key.Key_Escape)
    assert panel.isHidden()
    qtbot.keyClick(page, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert panel.isVisible()


def test_columns_only_a_ledger_has_show_what_it_would_write(page: TasksPage) -> None:
    keys = [column.key for column in page.model.columns]
    assert str(page.model.values(0)[keys.index("progress")]) == ""
    page.table.show_column("progress")
    page.table.show_column("measure_texts")
    assert str(page.model.values(0)[keys.index("progress")]) == "第1项进展。"
    assert str(page.model.values(0)[keys.index("measure_texts")]) == "1. 成立专班。\n2. 完善管网。"


def test_the_status_that_was_entered_stands_in_the_list_and_is_sorted_by(page: TasksPage) -> None:
    status = [column.key for column in page.model.columns].index("status")
    page.model.sort_by("status")
    assert [str(page.model.values(row)[status]) for row in range(3)] == ["尚未启动", "未达时序进度", "已完成"]
    assert page.model.values(2)[status].share == 1.0


def test_a_task_that_was_entered_as_done_is_not_overdue(page: TasksPage, ws: Workspace) -> None:
    for task in ws.find(Task):
        set_deadline(ws, task_id=task.id, text="2020年底前")
    page.refresh(None)
    shown = [[str(value) for value in page.model.values(row)] for row in range(3)]
    assert [any("逾期" in value for value in row) for row in shown] == [False, True, True]
