"""Nothing typed twice: a list of measures, a ledger misread and put right, a changed ledger with one conflict.

Each goes from the file to the records through the window, and back with one click.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from gui.pages.importing.draft_view import MAPPING, PREVIEW
from gui.pages.importing.page import ImportingPage
from gui.parts.fields import ComboField
from models.actions.tasks import revise_task
from models.assembly import task_units
from models.domain.drafts.comparison import RowState
from models.domain.drafts.fields import SourceField
from models.domain.drafts.mapping_profile import MappingProfile
from models.domain.plan import Measure, Plan, Task, TaskStatus, UnitRole
from models.workspace import Workspace
from tests.journeys import measure_list
from tests.journeys.clerk import ALT, CTRL, Clerk, Key, settle

ShowBill = Callable[[str, Clerk], None]
HEADS = ("编号", "反馈问题", "整改措施", "整改目标", "整改时限", "责任单位", "完成进度")
ROWS = (
    ("1", "河东污水处理厂配套管网建设滞后", "新建污水管网18公里，完成老城区雨污分流改造。", "污水集中收集率达到75%。",
     "2025年底前", "示例县住房和城乡建设局", "达到时序进度"),
    ("2", "秸秆露天焚烧多发", "落实网格化监管，推进秸秆综合利用。", "全年火点数量明显下降。", "长期坚持",
     "示例县农业农村局", "达到时序进度"),
    ("3", "北山采石场边坡裸露", "编制修复方案，完成边坡复绿。", "完成生态修复。", "2026年6月底前",
     "示例县自然资源局", "尚未启动"),
)
# Mostly a goal stands under it; in this office it is what has to be done.
MISLEADING = "整改要求"


def ledger(path: Path, rows: Sequence[Sequence[str]], heads: Sequence[str] = HEADS) -> Path:
    """Write a ledger under its title."""
    book = Workbook()
    sheet = book.active
    sheet.title = "台账"
    sheet.append(["示例县督察反馈问题整改台账"])
    sheet.append(list(heads))
    for row in rows:
        sheet.append(list(row))
    book.save(path)
    return path


def bring(clerk: Clerk, path: Path, answers: dict[str, Any]) -> ImportingPage:
    """任务 · 导入, pick the file, wait until it is read."""
    answers["pick_files"] = [path]
    clerk.press(Key.Key_1, ALT)
    clerk.press(Key.Key_I, CTRL)
    page = shown(clerk)
    if page.stack.currentWidget() is page.report:
        clerk.click(page.report.next)
    clerk.press(Key.Key_Return)
    clerk.wait_for_jobs()
    clerk.qtbot.waitUntil(lambda: page.stack.currentWidget() is not page.reading)
    assert page.start.problem() == ""
    assert page.stack.currentWidget() is page.draft_view
    settle()
    return page


def shown(clerk: Clerk) -> ImportingPage:
    page = clerk.window.page()
    assert isinstance(page, ImportingPage)
    return page


def adopt(clerk: Clerk) -> ImportingPage:
    page = shown(clerk)
    clerk.press(Key.Key_Return, CTRL)
    clerk.qtbot.waitUntil(lambda: page.stack.currentWidget() is page.report)
    return page


def take_back(clerk: Clerk, ws: Workspace, tasks: int) -> None:
    page = shown(clerk)
    clerk.click(page.report.undo)
    clerk.qtbot.waitUntil(lambda: ws.look.task_count() == tasks and page.stack.currentWidget() is page.draft_view)


def states(page: ImportingPage) -> list[RowState]:
    return [row.state for row in page.conversation.rows]


def test_a_list_of_thirty_five_measures_becomes_tasks_with_their_units(
    clerk: Clerk, ws: Workspace, tmp_path: Path, answers: dict[str, Any], show_bill: ShowBill
) -> None:
    page = bring(clerk, measure_list.write(tmp_path / "实施意见.docx"), answers)
    assert page.adopt.text() == "采用 35 项"
    assert page.draft_view.source.plan_title() == measure_list.TITLE
    adopt(clerk)
    show_bill("导入清单 35 条", clerk)
    tasks = ws.find(Task)
    assert len(tasks) == 35 and [plan.title for plan in ws.find(Plan)] == [measure_list.TITLE]
    for task, item in zip(tasks, measure_list.ITEMS, strict=True):
        units = task_units(ws, task.id)
        assert item.head in task.title + task.problem
        assert tuple(name for role, name in units if role is UnitRole.LEAD) == item.lead
        assert tuple(name for role, name in units if role is UnitRole.RESPONSIBLE) == item.responsible
    assert page.report.said.text() == "已导入：新增 35 项任务"
    take_back(clerk, ws, 0)
    assert states(page) == [RowState.NEW] * 35


def test_a_column_taken_for_something_else_is_put_right_and_kept_for_the_next_ledger(
    clerk: Clerk, ws: Workspace, tmp_path: Path, answers: dict[str, Any], show_bill: ShowBill
) -> None:
    heads = ("编号", "反馈问题", MISLEADING, "整改时限", "责任单位", "完成进度")
    rows = [(*row[:3], *row[4:]) for row in ROWS]
    page = bring(clerk, ledger(tmp_path / "台账.xlsx", rows, heads), answers)
    assert all(row.task.goal and not row.task.measures for row in page.conversation.rows)
    page.draft_view.tabs.open(MAPPING)
    mean(clerk, page, MISLEADING, SourceField.MEASURES)
    assert not page.adopt.isEnabled() and "重新读取" in page.adopt.toolTip()
    clerk.click(page.draft_view.mapping.name.edit)
    clerk.write("示例县台账")
    clerk.click(page.draft_view.mapping.keep)
    clerk.click(page.draft_view.mapping.again)
    clerk.wait_for_jobs()
    clerk.qtbot.waitUntil(lambda: page.stack.currentWidget() is page.draft_view)
    settle()
    assert page.draft_view.tabs.open_key() == PREVIEW
    adopt(clerk)
    show_bill("列认错了，改对再导入", clerk)
    first = ws.find(Task, number="1")[0]
    texts = [measure.text for measure in ws.find(Measure, task_id=first.id)]
    assert texts == ["新建污水管网18公里，完成老城区雨污分流改造。"] and first.goal == ""
    assert [profile.name for profile in ws.find(MappingProfile)] == ["示例县台账"]
    take_back(clerk, ws, 0)


def mean(clerk: Clerk, page: ImportingPage, head: str, field: SourceField) -> None:
    """Choose what a column means, in its list."""
    grid = page.draft_view.mapping.grids[0]
    place = [guess.head for guess in grid.known.columns].index(head)
    combo: ComboField = grid.fields[place]
    clerk.click(combo.combo)
    clerk.pick(combo.combo, field.label)


def test_a_changed_ledger_brings_its_updates_and_asks_about_the_one_conflict(
    clerk: Clerk, ws: Workspace, tmp_path: Path, answers: dict[str, Any], show_bill: ShowBill
) -> None:
    bring(clerk, ledger(tmp_path / "十月台账.xlsx", ROWS), answers)
    adopt(clerk)
    second = ws.find(Task, number="2")[0]
    changed = "全年火点数量下降三成。"
    clerk.window.session.apply(lambda at: revise_task(at, task=replace(second, goal=changed)))

    done = (*ROWS[0][:-1], "已完成")
    quarrel = (*ROWS[1][:3], "全年火点数量下降一半。", *ROWS[1][4:])
    page = bring(clerk, ledger(tmp_path / "十一月台账.xlsx", (done, quarrel, ROWS[2])), answers)
    assert states(page) == [RowState.UPDATE, RowState.CONFLICT, RowState.SAME]
    assert page.head.hint.text() == "修改 1 项任务，共 1 处；1 项冲突等您选择"
    clerk.press(Key.Key_Return)
    fields = page.draft_view.preview.detail.fields
    assert [(field.ours.text(), field.theirs.text()) for field in fields] == [(changed, "全年火点数量下降一半。")]
    clerk.press(Key.Key_Down)
    clerk.press(Key.Key_Space)
    clerk.press(Key.Key_Escape)
    assert page.adopt.text() == "采用 2 项"
    adopt(clerk)
    show_bill("第二次导入，一处冲突", clerk)
    assert ws.find(Task, number="1")[0].status is TaskStatus.DONE
    assert ws.find(Task, number="2")[0].goal == "全年火点数量下降一半。"
    take_back(clerk, ws, 3)
    assert ws.find(Task, number="2")[0].goal == changed
    assert states(page) == [RowState.UPDATE, RowState.CONFLICT, RowState.SAME]
