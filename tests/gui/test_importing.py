"""The page 导入 at real records: what is offered, adopted, kept half done, and taken back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui import desk
from gui.app import make_window
from gui.pages.importing.deciding import REFUSED
from gui.pages.importing.draft_view import UNITS
from gui.pages.importing.mapping import MappingPanel
from gui.pages.importing.page import ImportingPage
from gui.pages.importing.words import SIGNS
from gui.places import IMPORTING, TASKS, ImportPlace
from gui.window import MainWindow
from models.actions.adopting import adopt_at_once
from models.actions.tasks import revise_task
from models.assembly import task_units
from models.assembly.comparing import compare
from models.domain.drafts.comparison import RowState
from models.domain.drafts.draft import Draft, DraftTask, SourceKind
from models.domain.drafts.fields import SourceField
from models.domain.drafts.mapping_profile import MappingProfile
from models.domain.plan import Measure, Plan, Task, TaskStatus, UnitRole
from models.domain.reading.tidying import tidied
from models.intake.reading import read_draft
from models.workspace import Workspace
from tests.gui import drafts

Key = Qt.Key
TITLE = "示例市生态环境保护督察整改方案"


@pytest.fixture
def window(ws: Workspace, qtbot: QtBot) -> Iterator[MainWindow]:
    window = make_window(ws, add_pages=desk.add_pages)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    with qtbot.waitActive(window):
        window.show()
    window.go(IMPORTING)
    yield window
    assert window.session.close(), "a job did not end"


@pytest.fixture
def page(window: MainWindow) -> ImportingPage:
    shown = window.page()
    assert isinstance(shown, ImportingPage)
    return shown


def ledger(tasks: Sequence[DraftTask], *, title: str = TITLE) -> Draft:
    return Draft(kind=SourceKind.LEDGER, source="示例县整改台账.xlsx", plan_title=title, tasks=tuple(tasks))


def settle() -> None:
    for _ in range(5):
        QApplication.processEvents()


def adopt(page: ImportingPage, qtbot: QtBot) -> None:
    qtbot.mouseClick(page.adopt, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.report)


def leave_out(page: ImportingPage, place: int) -> None:
    """Take the tick of a row away."""
    table = page.draft_view.preview.table
    table.choose(place)
    QTest.keyClick(table, Key.Key_Space)


def next_sitting(window: MainWindow, qtbot: QtBot) -> ImportingPage:
    """Return the page as it is when the program is opened again."""
    page = ImportingPage(window.session)
    qtbot.addWidget(page)
    page.refresh(None)
    page.resize(1200, 600)
    page.show()
    return page


def states(page: ImportingPage) -> list[RowState]:
    return [row.state for row in page.conversation.rows]


def test_a_ledger_becomes_tasks_of_a_plan_of_its_own_in_one_step(
    page: ImportingPage, ws: Workspace, qtbot: QtBot
) -> None:
    page.conversation.take(ledger([drafts.task(1), drafts.task(2), drafts.task(3)]))
    assert page.stack.currentWidget() is page.draft_view
    assert page.adopt.text() == "采用 3 项" and page.head.hint.text() == "新增 3 项任务（9 条措施）"
    assert page.draft_view.source.plan_title() == TITLE
    adopt(page, qtbot)
    assert [task.number for task in ws.find(Task)] == ["1", "2", "3"] and len(ws.find(Measure)) == 9
    assert [plan.title for plan in ws.find(Plan)] == [TITLE]
    assert page.report.said.text() == "已导入：新增 3 项任务"
    qtbot.mouseClick(page.report.undo, Qt.MouseButton.LeftButton)
    settle()
    assert ws.find(Task) == [] and ws.find(Plan) == []
    assert page.stack.currentWidget() is page.draft_view and states(page) == [RowState.NEW] * 3


def test_a_row_without_its_tick_stays_out_and_is_told_with_the_reason(
    page: ImportingPage, ws: Workspace, qtbot: QtBot
) -> None:
    page.conversation.take(ledger([drafts.task(1), drafts.task(2)]))
    page.draft_view.preview.table.setFocus()
    QTest.keyClick(page.draft_view.preview.table, Key.Key_Space)
    assert page.adopt.text() == "采用 1 项"
    adopt(page, qtbot)
    assert [task.number for task in ws.find(Task)] == ["2"]
    assert page.report.left.text() == "没有采用的 1 项"
    assert [str(cell) for cell in page.report.model.values(0)[1:4]] == ["1", drafts.PROBLEMS[1], "没有勾选"]


def test_the_same_file_a_second_time_changes_nothing(page: ImportingPage, qtbot: QtBot) -> None:
    draft = ledger([drafts.task(1), drafts.task(2)])
    page.conversation.take(draft)
    adopt(page, qtbot)
    page.conversation.take(draft)
    assert states(page) == [RowState.SAME, RowState.SAME]
    assert not page.adopt.isEnabled() and page.adopt.toolTip() == "没有要采用的"
    assert page.draft_view.preview.table.empty == "文件里的任务和记录完全相同，没有要改变的。"


def test_a_changed_ledger_updates_only_what_it_changed_and_asks_about_a_conflict(
    page: ImportingPage, ws: Workspace, qtbot: QtBot
) -> None:
    first = [drafts.task(1), drafts.task(2)]
    page.conversation.take(ledger(first))
    adopt(page, qtbot)
    one = ws.find(Task, number="1")[0]
    page.session.apply(lambda at: revise_task(at, task=replace(one, goal="办公室改过的目标。")))
    page.conversation.take(ledger([
        replace(first[0], goal="文件改过的目标。"), replace(first[1], status=TaskStatus.DONE)
    ]))
    assert states(page) == [RowState.CONFLICT, RowState.UPDATE]
    assert page.adopt.text() == "采用 1 项"
    page.draft_view.preview.go_to(0)
    settle()
    goal = page.draft_view.preview.detail.fields[0]
    assert (goal.ours.text(), goal.theirs.text()) == ("办公室改过的目标。", "文件改过的目标。")
    goal.adopt.click()
    assert page.adopt.text() == "采用 2 项"
    adopt(page, qtbot)
    assert [task.goal for task in ws.find(Task, number="1")] == ["文件改过的目标。"]
    assert ws.find(Task, number="2")[0].status is TaskStatus.DONE
    page.session.undo()
    settle()
    assert ws.find(Task, number="1")[0].goal == "办公室改过的目标。"
    assert ws.find(Task, number="2")[0].status is None


# Half done


def test_what_was_chosen_survives_the_window(
    page: ImportingPage, window: MainWindow, ws: Workspace, qtbot: QtBot
) -> None:
    page.conversation.take(ledger([drafts.task(1), drafts.task(2)]))
    leave_out(page, 0)
    window.go(TASKS)
    assert [kept.source for kept in ws.unfinished.all()] == ["示例县整改台账.xlsx"]
    again = next_sitting(window, qtbot)
    assert [line.left.source for line in again.start.lines] == ["示例县整改台账.xlsx"]
    assert again.start.lines[0].left.told.startswith("台账 · 选过 1 项 · 今天")
    qtbot.mouseClick(again.start.lines[0].resume, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: again.stack.currentWidget() is again.draft_view)
    assert again.draft_view.deciding.taken() == [1] and again.adopt.text() == "采用 1 项"
    assert again.draft_view.source.plan_title() == TITLE
    adopt(again, qtbot)
    assert [task.number for task in ws.find(Task)] == ["2"] and ws.unfinished.all() == []
    page.session.undo()
    assert ws.find(Task) == []


def test_leaving_again_without_a_further_choice_keeps_nothing_anew(
    page: ImportingPage, window: MainWindow, ws: Workspace
) -> None:
    page.conversation.take(ledger([drafts.task(1)]))
    window.go(TASKS)
    kept = ws.unfinished.all()
    window.go(IMPORTING)
    assert window.page() is page and page.stack.currentWidget() is page.draft_view
    window.go(TASKS)
    assert ws.unfinished.all() == kept


def test_what_is_given_up_is_gone(
    page: ImportingPage, window: MainWindow, ws: Workspace, qtbot: QtBot, answers: dict[str, Any]
) -> None:
    page.conversation.take(ledger([drafts.task(1)]))
    leave_out(page, 0)
    window.go(TASKS)
    window.go(IMPORTING)
    answers["confirm"] = True
    qtbot.mouseClick(page.give_up, Qt.MouseButton.LeftButton)
    assert ws.unfinished.all() == [] and ws.find(Task) == []
    assert page.stack.currentWidget() is page.start and page.start.lines == []


def test_what_was_left_half_done_is_let_go_only_after_a_question_that_names_it(
    page: ImportingPage, window: MainWindow, ws: Workspace, qtbot: QtBot, answers: dict[str, Any]
) -> None:
    page.conversation.take(ledger([drafts.task(1), drafts.task(2)]))
    leave_out(page, 1)
    page.save()
    page = next_sitting(window, qtbot)
    for answer, left in ((False, 1), (True, 0)):
        answers["confirm"] = answer
        qtbot.mouseClick(page.start.lines[0].drop, Qt.MouseButton.LeftButton)
        assert len(ws.unfinished.all()) == len(page.start.lines) == left
    name, (_, text, _) = answers["asked"][0]
    assert name == "confirm" and "示例县整改台账.xlsx" in text and "选过 1 项" in text


def test_another_plan_compares_with_its_tasks(page: ImportingPage, ws: Workspace, qtbot: QtBot) -> None:
    page.conversation.take(ledger([drafts.task(1)]))
    adopt(page, qtbot)
    page.conversation.take(ledger([drafts.task(1)], title=""))
    assert states(page) == [RowState.SAME], "the plan that shares the numbers is proposed"
    page.draft_view.source.plan.pick("")
    assert states(page) == [RowState.NEW]
    page.draft_view.source.title.fill("")
    qtbot.mouseClick(page.adopt, Qt.MouseButton.LeftButton)
    assert page.draft_view.source.title.problem() == "写上方案全称" and len(ws.find(Task)) == 1


def test_a_change_elsewhere_is_seen_at_once(page: ImportingPage, ws: Workspace, qtbot: QtBot) -> None:
    page.conversation.take(ledger([drafts.task(1)]))
    adopt(page, qtbot)
    page.conversation.take(ledger([drafts.task(1)]))
    assert states(page) == [RowState.SAME]
    page.session.undo()
    settle()
    assert states(page) == [RowState.NEW]


def test_what_was_chosen_stays_when_records_change_meanwhile(
    page: ImportingPage, ws: Workspace, qtbot: QtBot
) -> None:
    page.conversation.take(ledger([drafts.task(1), drafts.task(2)]))
    adopt(page, qtbot)
    page.conversation.take(ledger([replace(drafts.task(1), goal="另一个目标。"), drafts.task(3), drafts.task(4)]))
    leave_out(page, 1)
    two = ws.find(Task, number="2")[0]
    page.session.apply(lambda at: revise_task(at, task=replace(two, goal="改过。")))
    assert page.draft_view.deciding.taken() == [0, 2] and page.adopt.text() == "采用 2 项"


def test_very_many_rows_are_compared_between_the_events_of_the_window(page: ImportingPage, qtbot: QtBot) -> None:
    page.conversation.take(ledger([drafts.task(number) for number in range(1, 301)]))
    assert page.stack.currentWidget() is page.reading
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.draft_view)
    assert page.adopt.text() == "采用 300 项"


def test_records_changed_while_very_many_rows_are_being_shown_are_compared_anew(
    page: ImportingPage, ws: Workspace, qtbot: QtBot
) -> None:
    drafted = ledger([drafts.task(number) for number in range(1, 301)])
    page.conversation.take(drafted)
    two = ledger(drafted.tasks[:2])
    page.conversation.read.connect(
        lambda: page.session.apply(lambda at: adopt_at_once(at, two, compare(at, two, None), plan_title=TITLE))
    )
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.draft_view and page.adopt.text() == "采用 298 项")
    assert states(page).count(RowState.SAME) == 2 and page.draft_view.preview.chosen() is not None


def test_the_rows_left_out_are_saved_as_a_workbook_with_the_reason(
    page: ImportingPage, qtbot: QtBot, tmp_path: Path, answers: dict[str, Any]
) -> None:
    page.conversation.take(ledger([drafts.task(1), drafts.task(2), replace(drafts.task(3), number="2")]))
    assert page.draft_view.preview.states.chips[REFUSED].isVisible()
    leave_out(page, 0)
    adopt(page, qtbot)
    answers["save_as"] = tmp_path / "未采用"
    qtbot.mouseClick(page.report.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: (tmp_path / "未采用.xlsx").is_file() and not page.session.jobs.running)
    sheet = load_workbook(tmp_path / "未采用.xlsx").active
    cells = [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell]
    assert "没有勾选" in cells and any("重复" in cell for cell in cells)


def test_rows_the_reader_left_out_stand_in_the_report_and_in_its_workbook(
    page: ImportingPage, qtbot: QtBot, tmp_path: Path, answers: dict[str, Any]
) -> None:
    twin = replace(drafts.task(3), number="1")
    page.conversation.take(tidied(ledger([drafts.task(1), twin])))
    assert page.head.hint.text() == "新增 1 项任务（3 条措施）；1 项不能导入"
    adopt(page, qtbot)
    assert page.report.left.text() == "没有采用的 1 项"
    assert page.report._cells([0])[0][0] is SIGNS[REFUSED]
    answers["save_as"] = tmp_path / "未采用.xlsx"
    qtbot.mouseClick(page.report.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: (tmp_path / "未采用.xlsx").is_file() and not page.session.jobs.running)
    draft = read_draft(tmp_path / "未采用.xlsx")
    assert draft.plan_title == TITLE
    assert [(task.number, task.problem) for task in draft.tasks] == [("1", twin.problem)]


def test_keeping_what_was_chosen_leaves_the_list_as_it_is(page: ImportingPage, ws: Workspace) -> None:
    page.conversation.take(ledger([drafts.task(1), drafts.task(2), drafts.task(3)]))
    preview = page.draft_view.preview
    preview.states.pick(RowState.NEW)
    preview.table.choose(2)
    leave_out(page, 2)
    page.save()
    assert len(ws.unfinished.all()) == 1
    assert preview.states.state() is RowState.NEW and preview.chosen() == 2
    assert preview.deciding.taken() == [0, 1]


def test_what_is_kept_is_no_step_to_undo(page: ImportingPage, window: MainWindow, ws: Workspace) -> None:
    before = page.session.undo_label(), ws.last_sequence
    page.conversation.take(ledger([drafts.task(1)]))
    page.save()
    assert len(ws.unfinished.all()) == 1
    assert (page.session.undo_label(), ws.last_sequence) == before


def test_a_draft_whose_file_was_damaged_can_only_be_given_up(
    page: ImportingPage, window: MainWindow, ws: Workspace, qtbot: QtBot
) -> None:
    page.conversation.take(ledger([drafts.task(1)]))
    page.save()
    (head,) = (ws.folder / "unfinished").glob("*.json")
    head.write_bytes(b"\xff{")
    page = next_sitting(window, qtbot)
    (line,) = page.start.lines
    assert line.left.told == "文件已损坏，只能放弃"
    head.with_suffix(".draft").unlink()
    qtbot.mouseClick(line.resume, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.session.jobs.running is None)
    assert page.stack.currentWidget() is page.start and "读不出来" in page.start.problem()
    qtbot.mouseClick(page.start.lines[0].drop, Qt.MouseButton.LeftButton)
    assert page.start.lines == [] and ws.unfinished.all() == []


def test_a_draft_of_an_earlier_sitting_asks_for_its_file_before_it_is_read_again(
    page: ImportingPage, ws: Workspace, qtbot: QtBot, tmp_path: Path, answers: dict[str, Any]
) -> None:
    page.conversation.take(ledger([drafts.task(1)]))
    page.save()
    kept = ws.unfinished.all()[0]
    page.conversation.resume(kept.id)
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.draft_view)
    answers["pick_files"] = []
    page.draft_view.source.kind.pick(SourceKind.PLAN)
    assert page.stack.currentWidget() is page.draft_view and page.draft_view.source.kind.key() is SourceKind.LEDGER
    path = tmp_path / "台账.csv"
    path.write_text("编号,反馈问题,整改措施\n9,扬尘管控不到位,落实六个百分之百", encoding="utf-8")
    answers["pick_files"] = [path]
    page.draft_view.source.kind.pick(SourceKind.LEDGER)
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.draft_view)
    assert [row.task.number for row in page.conversation.rows] == ["9"]


def test_a_plan_that_only_shares_numbers_is_not_proposed(page: ImportingPage, qtbot: QtBot) -> None:
    page.conversation.take(ledger([drafts.task(1), drafts.task(2)]))
    adopt(page, qtbot)
    page.conversation.take(ledger([replace(drafts.task(1), problem="国控断面水质超标，三个断面为劣五类")], title=""))
    assert page.draft_view.source.plan_id() == "" and states(page) == [RowState.NEW]


def test_units_nearly_known_are_named_until_they_were_looked_at(
    page: ImportingPage, window: MainWindow, ws: Workspace, qtbot: QtBot
) -> None:
    known = {UnitRole.RESPONSIBLE: ("示例县住房和城乡建设局",)}
    page.conversation.take(ledger([drafts.task(1, units=known)]))
    adopt(page, qtbot)
    near = {UnitRole.RESPONSIBLE: ("示例县住建局",)}
    page.conversation.take(ledger([drafts.task(1, units=known), drafts.task(2, units=near)]))
    assert page.head.hint.text().endswith("1 个单位名称请确认")
    leave_out(page, 1)
    page.save()
    page = next_sitting(window, qtbot)
    page.conversation.resume(page.start.lines[0].left.id)
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.draft_view)
    assert page.head.hint.text().endswith("1 个单位名称请确认"), "nobody has looked at them yet"
    leave_out(page, 1)
    page.draft_view.tabs.open(UNITS)
    assert "请确认" not in page.head.hint.text()
    combo = page.draft_view.units.fields["示例县住建局"].combo
    combo.setCurrentIndex(0)
    combo.activated.emit(0)
    adopt(page, qtbot)
    two = ws.find(Task, number="2")[0]
    assert [name for _, name in task_units(ws, two.id)] == ["示例县住房和城乡建设局"]


def test_adopting_can_be_cancelled_and_leaves_nothing_behind(
    page: ImportingPage, ws: Workspace, qtbot: QtBot
) -> None:
    page.conversation.take(ledger([drafts.task(number) for number in range(1, 121)]))
    leave_out(page, 0)
    qtbot.mouseClick(page.adopt, Qt.MouseButton.LeftButton)
    assert not page.adopt.isEnabled() and page.adopt.toolTip() == "正在采用"
    page.session.jobs.cancel_all()
    qtbot.waitUntil(lambda: page.adopt.isEnabled())
    assert ws.find(Task) == [] and ws.find(Plan) == []
    assert page.stack.currentWidget() is page.draft_view and page.adopt.text() == "采用 119 项"
    assert page.draft_view.preview.table.hasFocus() and page.give_up.isEnabled()


def test_while_rows_are_adopted_no_other_file_is_begun_and_nothing_given_up(
    page: ImportingPage, window: MainWindow, ws: Workspace, qtbot: QtBot
) -> None:
    page.conversation.take(ledger([drafts.task(number) for number in range(1, 121)]))
    qtbot.mouseClick(page.adopt, Qt.MouseButton.LeftButton)
    assert not page.give_up.isEnabled() and page.give_up.toolTip() == "正在采用"
    window.go(IMPORTING, ImportPlace(text="编号\t反馈问题\t责任单位\n7\t扬尘管控不到位\t县住建局"))
    assert "还没有完成" in window.strip.text() and page.stack.currentWidget() is page.draft_view
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.report)
    assert len(ws.find(Task)) == 120


def test_a_wrong_header_row_is_put_right_by_hand_and_kept_for_the_next_file(
    page: ImportingPage, ws: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    def book(name: str, above: Sequence[Sequence[str]]) -> Path:
        workbook = Workbook()
        for row in (*above, ("顺位", "督察的话", "要做到"), ("7", "河东污水处理厂配套管网建设滞后。", "建成管网。")):
            workbook.active.append(list(row))
        workbook.save(tmp_path / name)
        return tmp_path / name

    def read(path: Path | None = None) -> MappingPanel:
        if path:
            page.begin(ImportPlace(paths=(path,)))
        qtbot.waitUntil(lambda: page.stack.currentWidget() is page.draft_view and not page.session.jobs.running)
        return page.draft_view.mapping

    panel = read(book("一月.xlsx", [("示例县", "", "")]))
    assert page.conversation.rows == ()
    grid = panel.grids[0]
    for field in (grid.first, grid.last):
        field.edit.setText("2")
    for place, field in enumerate((SourceField.NUMBER, SourceField.PROBLEM, SourceField.GOAL)):
        grid.fields[place].fill(field)
    panel.read_again()
    panel = read()
    (row,) = page.conversation.rows
    assert (row.task.number, row.task.problem, row.task.goal) == ("7", "河东污水处理厂配套管网建设滞后。", "建成管网。")
    panel.name.edit.setText("市级台账")
    panel.keep.click()
    panel = read(book("二月.xlsx", [("示例县", "", ""), ("二月", "", "")]))
    assert page.conversation.rows == ()
    panel.used.emit(ws.find(MappingProfile)[0].id)
    assert read().grids[0].first.read() == 3
    assert [row.task.goal for row in page.conversation.rows] == ["建成管网。"]


def test_the_report_of_hundreds_of_rows_stays_until_they_are_taken_back(
    page: ImportingPage, ws: Workspace, qtbot: QtBot
) -> None:
    page.conversation.take(ledger([drafts.task(number) for number in range(1, 252)]))
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.draft_view)
    qtbot.mouseClick(page.adopt, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.report)
    qtbot.waitUntil(lambda: page.session.jobs.running is None)
    settle()
    assert page.stack.currentWidget() is page.report and len(ws.find(Task)) == 251
    qtbot.mouseClick(page.report.undo, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.draft_view)
    qtbot.waitUntil(lambda: page.session.jobs.running is None)
    assert ws.find(Task) == [] and states(page) == [RowState.NEW] * 251


def test_a_row_that_speaks_of_another_task_of_that_number_waits_for_the_clerk(
    page: ImportingPage, ws: Workspace, qtbot: QtBot
) -> None:
    page.conversation.take(ledger([drafts.task(1)]))
    adopt(page, qtbot)
    page.conversation.take(ledger([drafts.task(1, problem="矿山整治明显滞后。")]))
    assert states(page) == [RowState.UPDATE] and not page.adopt.isEnabled()
    page.draft_view.preview.table.setFocus()
    QTest.keyClick(page.draft_view.preview.table, Key.Key_Space)
    assert page.adopt.text() == "采用 1 项"
    adopt(page, qtbot)
    assert [task.problem for task in ws.find(Task)] == ["矿山整治明显滞后。"]


# After the report


def test_rows_that_are_the_same_are_told_as_such_and_not_as_left_out(
    page: ImportingPage, qtbot: QtBot
) -> None:
    page.conversation.take(ledger([drafts.task(1), drafts.task(2)]))
    adopt(page, qtbot)
    page.conversation.take(ledger([drafts.task(1), drafts.task(2), drafts.task(3)]))
    adopt(page, qtbot)
    assert page.report.more.text() == "2 项和记录相同，没有动。"
    assert page.session.undo_label().endswith("新增 1 项，相同 2 项")


def test_an_import_taken_back_by_the_keys_is_looked_at_again(
    page: ImportingPage, ws: Workspace, qtbot: QtBot
) -> None:
    page.conversation.take(ledger([drafts.task(1), drafts.task(2)]))
    adopt(page, qtbot)
    page.session.undo()
    assert page.stack.currentWidget() is page.draft_view and states(page) == [RowState.NEW] * 2
    page.session.redo()
    assert page.stack.currentWidget() is page.draft_view and states(page) == [RowState.SAME] * 2
    assert len(ws.find(Task)) == 2


def test_an_import_taken_back_after_the_next_file_was_begun_is_offered_again(
    page: ImportingPage, window: MainWindow, ws: Workspace, qtbot: QtBot
) -> None:
    page.conversation.take(ledger([drafts.task(1), drafts.task(2)]))
    leave_out(page, 1)
    adopt(page, qtbot)
    page.conversation.forget()
    page.conversation.take(ledger([drafts.task(3)], title="示例县另一方案"))
    window.session.undo()
    settle()
    assert ws.find(Task) == [] and page.stack.currentWidget() is page.draft_view
    assert [row.task.number for row in page.conversation.rows] == ["3"]
    (left,) = ws.unfinished.all()
    assert len(left.choices) == 1 and [line.left.id for line in page.start.lines] == [left.id]


def test_who_asks_for_an_import_anew_is_not_shown_the_last_report(
    page: ImportingPage, window: MainWindow, qtbot: QtBot
) -> None:
    page.conversation.take(ledger([drafts.task(1)]))
    adopt(page, qtbot)
    window.go(TASKS)
    window.back()
    assert page.stack.currentWidget() is page.report
    window.go(TASKS)
    window.go(IMPORTING, ImportPlace())
    assert page.stack.currentWidget() is page.start


def test_cells_pasted_on_the_report_are_read(page: ImportingPage, qtbot: QtBot) -> None:
    page.conversation.take(ledger([drafts.task(1)]))
    adopt(page, qtbot)
    QApplication.clipboard().setText("编号\t反馈问题\n9\t秸秆露天焚烧多发")
    QTest.keyClick(page.report.to_tasks, Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.draft_view)
    assert [row.task.number for row in page.conversation.rows] == ["9"]


def test_cells_pasted_beside_a_draft_are_read_and_the_draft_is_kept_for_later(
    page: ImportingPage, qtbot: QtBot
) -> None:
    page.conversation.take(ledger([drafts.task(1)]))
    table = page.draft_view.preview.table
    table.setFocus()
    QApplication.clipboard().setText("随手复制的一句话")
    QTest.keyClick(table, Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert [row.task.number for row in page.conversation.rows] == ["1"]
    QApplication.clipboard().setText("编号\t反馈问题\n9\t秸秆露天焚烧多发")
    QTest.keyClick(table, Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: [row.task.number for row in page.conversation.rows] == ["9"])
    assert [left.source for left in page.conversation.half_done.left()] == ["示例县整改台账.xlsx"]


# Columns kept under a name


def test_columns_put_right_and_kept_are_read_so_in_the_next_ledger_of_these_heads(
    page: ImportingPage, ws: Workspace, qtbot: QtBot
) -> None:
    october = "编号\t反馈问题\t完成尺度\n1\t秸秆露天焚烧多发\t火点数量明显下降。"
    paste(page, qtbot, october)
    grid = page.draft_view.mapping.grids[0]
    assert grid.fields[2].read() is not SourceField.GOAL
    grid.fields[2].fill(SourceField.GOAL)
    page.draft_view.mapping.keeping.emit("县级台账")
    kept = ws.find(MappingProfile)[0]
    page.conversation.give_up()
    paste(page, qtbot, october.replace("明显", "大幅"))
    assert [row.task.goal for row in page.conversation.rows] == ["火点数量大幅下降。"]
    assert page.draft_view.mapping.profiles.key() == kept.id
    paste(page, qtbot, october.replace("完成尺度", "别的尺度"))
    assert page.draft_view.mapping.profiles.key() is None


def test_a_kept_mapping_that_is_picked_reads_the_file_again(
    page: ImportingPage, ws: Workspace, qtbot: QtBot
) -> None:
    paste(page, qtbot, "编号\t反馈问题\t完成尺度\n1\t秸秆露天焚烧多发\t火点数量明显下降。")
    page.draft_view.mapping.grids[0].fields[2].fill(SourceField.GOAL)
    page.draft_view.mapping.keeping.emit("县级台账")
    paste(page, qtbot, "编号\t反馈问题\t完成尺度\t处室\n1\t秸秆露天焚烧多发\t火点数量明显下降。\t一科")
    assert [row.task.goal for row in page.conversation.rows] == [""]
    page.draft_view.mapping.profiles.pick(ws.find(MappingProfile)[0].id)
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.draft_view)
    assert [row.task.goal for row in page.conversation.rows] == ["火点数量明显下降。"]


def test_a_kept_mapping_can_be_kept_no_longer_and_undo_brings_it_back(
    page: ImportingPage, ws: Workspace, qtbot: QtBot
) -> None:
    cells = "编号\t反馈问题\t完成尺度\n1\t秸秆露天焚烧多发\t火点数量明显下降。"
    paste(page, qtbot, cells)
    panel = page.draft_view.mapping
    panel.grids[0].fields[2].fill(SourceField.GOAL)
    panel.keeping.emit("县级台账")
    assert panel.drop.isHidden()
    page.conversation.give_up()
    paste(page, qtbot, cells)
    assert not panel.drop.isHidden()
    panel.drop.click()
    assert ws.find(MappingProfile) == [] and panel.profiles.isHidden() and panel.drop.isHidden()
    assert [row.task.goal for row in page.conversation.rows] == ["火点数量明显下降。"]
    page.session.undo()
    assert [item.name for item in ws.find(MappingProfile)] == ["县级台账"]


def paste(page: ImportingPage, qtbot: QtBot, cells: str) -> None:
    """Read pasted cells, until what was read is shown."""
    page.begin(ImportPlace(text=cells))
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.draft_view)
    settle()
