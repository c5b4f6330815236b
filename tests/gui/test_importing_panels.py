"""The other views of an import: columns, units, findings, where it begins, and the ways that lead there."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.pages.importing.draft_view import FINDINGS, MAPPING, PREVIEW, UNITS, DraftView
from gui.pages.importing.findings import FindingList
from gui.pages.importing.mapping import MappingPanel
from gui.pages.importing.page import ImportingPage
from gui.pages.importing.start import Left, StartView
from gui.pages.importing.units import NEW, Asked, UnitQuestions
from gui.pages.task.measures import MeasuresTab
from gui.parts.labels import Words
from gui.parts.signs import SignLabel
from gui.places import IMPORTING, TASK, TASKS, ImportPlace, TaskPlace
from gui.window import MainWindow
from models.domain.drafts.comparison import RowState
from models.domain.drafts.draft import ColumnGuess, GridMapping
from models.domain.drafts.fields import SourceField
from models.domain.drafts.pasting import for_task, is_block
from models.domain.plan import Measure, Task
from models.errors import InputError
from tests.gui import drafts

Key, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier
CELLS = "编号\t反馈问题\t整改措施\n7\t秸秆露天焚烧多发\t加强巡查"


def at_once(parts: Iterator[None]) -> None:
    deque(parts, maxlen=0)


@pytest.fixture
def mapping(qtbot: QtBot) -> MappingPanel:
    return shown(MappingPanel(), qtbot)


def shown(widget: Any, qtbot: QtBot) -> Any:
    qtbot.addWidget(widget)
    widget.resize(1214, 600)
    widget.show()
    return widget


# The columns


def test_a_column_stands_with_its_letter_head_samples_and_meaning(mapping: MappingPanel) -> None:
    mapping.show_mappings([drafts.mapping(unsure=True)])
    assert mapping.unsure() == 2
    grid = mapping.grids[0]
    assert [field.read() for field in grid.fields][:4] == [
        SourceField.NUMBER, SourceField.PROBLEM, SourceField.GOAL, SourceField.DEADLINE
    ]
    assert [field.combo.accessibleName() for field in grid.unsure()] == ["具体做法的含义", "状态的含义"]


def test_the_columns_are_built_between_the_events_and_wait_for_nobody_who_asks(
    mapping: MappingPanel, qtbot: QtBot
) -> None:
    mapping.show_mappings([drafts.mapping(unsure=True)])
    mapping.first_field().setFocus()
    assert mapping.area.widget() is None and not mapping.is_changed()
    qtbot.waitUntil(lambda: mapping.area.widget() is not None)
    assert mapping.grids[0].unsure()[0].editor.hasFocus()
    mapping.show_mappings([drafts.mapping(), drafts.mapping()])
    assert len(mapping.mappings()) == 2 and mapping.area.widget() is not None


def test_nothing_is_read_again_before_something_was_changed(mapping: MappingPanel, qtbot: QtBot) -> None:
    mapping.show_mappings([drafts.mapping(unsure=True)])
    assert not mapping.again.isEnabled() and not mapping.is_changed()
    asked: list[tuple[GridMapping, ...]] = []
    mapping.reading.connect(asked.append)
    pick(mapping, 4, SourceField.MEASURES)
    assert mapping.is_changed()
    qtbot.mouseClick(mapping.again, Qt.MouseButton.LeftButton)
    columns = asked[0][0].columns
    assert columns[4].field is SourceField.MEASURES and all(column.is_sure for column in columns)
    assert asked[0][0].header_rows == (2,)


def test_the_rows_of_the_head_are_counted_as_people_see_them(mapping: MappingPanel) -> None:
    set_in = replace(drafts.mapping(), header_rows=(0, 1), header_place="第5—6行", first_row=5)
    mapping.show_mappings([set_in])
    grid = mapping.grids[0]
    assert (grid.first.read(), grid.last.read()) == (5, 6)
    grid.last.edit.setText("7")
    assert mapping.is_changed() and mapping.mappings()[0].header_rows == (0, 1, 2)
    grid.last.edit.setText("3")
    with pytest.raises(InputError):
        mapping.mappings()
    assert "行号不对" in grid.last.problem()


def test_a_sheet_without_a_head_may_stay_so(mapping: MappingPanel) -> None:
    mapping.show_mappings([replace(drafts.mapping(), header_rows=(), header_place="")])
    assert mapping.mappings()[0].header_rows == () and not mapping.is_changed()


def test_a_column_with_something_in_it_that_was_not_read_says_so(mapping: MappingPanel) -> None:
    columns = (
        ColumnGuess(column=0, head="编号", field=SourceField.NUMBER, samples=("1",)),
        ColumnGuess(column=1, head="完成尺度", field=SourceField.OTHER, samples=("见附件",)),
        ColumnGuess(column=2, head="空着的", field=SourceField.OTHER),
        ColumnGuess(column=3, head="措施数", field=SourceField.OTHER, samples=("0/3",)),
    )
    mapping.show_mappings([replace(drafts.mapping(), columns=columns)])
    signs = [sign.accessibleName() for sign in mapping.grids[0].findChildren(SignLabel)]
    assert signs == ["○ 没有读入"]


def test_the_keyboard_begins_in_the_first_column_to_be_looked_at(view: DraftView) -> None:
    at_once(view.show_draft(drafts.draft(drafts.few(), unsure=True), drafts.few()))
    assert view.tabs.open_key() == MAPPING
    assert view.first_focus() is view.mapping.area
    view.first_focus().setFocus()
    first = view.mapping.grids[0].unsure()[0]
    assert view.first_focus() is first and first.editor.hasFocus()


def pick(mapping: MappingPanel, column: int, field: SourceField) -> None:
    combo = mapping.grids[0].fields[column].combo
    combo.setCurrentIndex(combo.findText(field.label))
    combo.activated.emit(combo.currentIndex())


# Units


def test_a_name_is_asked_about_once_and_an_answer_stays(qtbot: QtBot) -> None:
    units: UnitQuestions = shown(UnitQuestions(), qtbot)
    asked = [Asked("县住建", "Sheet1 第4行", (("a", "示例县住房和城乡建设局"),)), Asked("各乡镇", "Sheet1 第5行")]
    units.show_questions(asked, {})
    assert units.answers() == {"县住建": NEW, "各乡镇": NEW}
    combo = units.fields["县住建"].combo
    combo.setCurrentIndex(0)
    combo.activated.emit(0)
    answers = units.answers()
    assert answers == {"县住建": "a", "各乡镇": NEW}
    units.show_questions(asked, answers)
    assert units.answers() == answers


def test_names_with_one_unit_near_them_are_answered_with_one_click(qtbot: QtBot) -> None:
    units: UnitQuestions = shown(UnitQuestions(), qtbot)
    one = [Asked(f"县{name}局", "Sheet1 第4行", ((name, f"示例县{name}局"),)) for name in ("水利", "住建")]
    two = Asked("县农业局", "Sheet1 第5行", (("a", "示例县农业农村局"), ("b", "示例县农机局")))
    units.show_questions([*one, two], {})
    with qtbot.waitSignal(units.answered):
        units.take_only.click()
    assert units.answers() == {"县水利局": "水利", "县住建局": "住建", "县农业局": NEW}
    units.show_questions([two], {})
    assert units.take_only.isHidden() and list(units.fields) == ["县农业局"]


# Findings


def test_findings_of_one_kind_lie_folded_and_each_leads_to_its_row(qtbot: QtBot) -> None:
    rows = drafts.many(20)
    found = [drafts.finding("date", number, f"日期“{number}月40日”不存在", "请改正") for number in range(1, 9)]
    found.append(drafts.finding("formula", 3, "公式的值", "不用处理"))
    panel: FindingList = shown(FindingList(), qtbot)
    wanted: list[int] = []
    panel.wanted.connect(wanted.append)
    panel.show_findings(found, rows)
    assert [str(panel.model.values(row)[1]) for row in range(panel.model.rowCount())] == ["8 处", "Sheet1 第6行 F列"]
    panel.table.opened.emit(0)
    assert panel.model.rowCount() == 10
    panel.table.opened.emit(2)
    assert wanted == [1], "Sheet1 第5行 is the second row"
    panel.table.opened.emit(0)
    assert panel.model.rowCount() == 2


# The draft


@pytest.fixture
def view(qtbot: QtBot) -> DraftView:
    return shown(DraftView(), qtbot)


def test_a_draft_opens_on_what_will_change_or_first_on_what_is_unsure(view: DraftView) -> None:
    rows = drafts.few()
    at_once(view.show_draft(drafts.draft(rows), rows))
    assert view.tabs.open_key() == PREVIEW
    at_once(view.show_draft(drafts.draft(rows, unsure=True), rows))
    assert view.tabs.open_key() == MAPPING


def test_only_tabs_with_something_behind_them_are_shown(view: DraftView) -> None:
    rows = drafts.few()
    at_once(view.show_draft(replace(drafts.draft(rows, mapped=False), findings=()), rows))
    assert [tab.key for _, tab in view.tabs.shown()] == [PREVIEW]
    at_once(view.show_draft(drafts.draft(rows), rows, asked=[Asked("县住建")]))
    assert [tab.key for _, tab in view.tabs.shown()] == [PREVIEW, MAPPING, UNITS, FINDINGS]


def test_a_finding_leads_to_its_row(view: DraftView) -> None:
    rows = drafts.few()
    at_once(view.show_draft(drafts.draft(rows), rows))
    view.tabs.open(FINDINGS)
    view.findings.table.opened.emit(1)
    assert view.tabs.open_key() == PREVIEW and view.preview.chosen() == 2


def test_escape_leads_from_every_tab_back_to_the_rows_and_from_there_out(view: DraftView, qtbot: QtBot) -> None:
    rows = drafts.few()
    at_once(view.show_draft(drafts.draft(rows), rows, asked=[Asked("县住建")]))
    for tab in (MAPPING, UNITS, FINDINGS):
        view.tabs.open(tab)
        view.first_focus().setFocus()
        QTest.keyClick(view.first_focus(), Qt.Key.Key_Escape)
        assert view.tabs.open_key() == PREVIEW and view.preview.table.hasFocus(), tab
    with qtbot.waitSignal(view.preview.escaped):
        QTest.keyClick(view.preview.table, Qt.Key.Key_Escape)


def test_what_was_found_in_a_row_stands_in_the_row_and_beside_it(view: DraftView) -> None:
    rows = drafts.few()
    at_once(view.show_draft(drafts.draft(rows), rows))
    preview = view.preview
    cells = {str(preview.model.values(row)[2]): str(preview.model.values(row)[4]) for row in range(3)}
    assert cells["2"].startswith("请核对：日期“2025年2月30日”不存在，时限没有读；完成进度")
    assert not cells["1"].startswith("请核对")
    preview.go_to(1)
    QApplication.processEvents()
    told = [part.text() for part in preview.detail.findChildren(Words)]
    assert any("请在表里改成真的日期" in words for words in told)


def test_a_finding_can_be_read_whole_below_the_list(view: DraftView) -> None:
    rows = drafts.few()
    at_once(view.show_draft(drafts.draft(rows), rows))
    view.tabs.open(FINDINGS)
    view.findings.table.choose(view.findings.model.id_at(1))
    assert view.findings.whole.text() == "日期“2025-13-01”不存在，时限没有读。请在表里改成真的日期，或采用后再填。"
    other = drafts.finding("formula", 3, "公式的值", "不用处理")
    at_once(view.show_draft(replace(drafts.draft(rows), findings=(other,)), rows))
    assert view.findings.whole.text() == "公式的值。不用处理。"


def test_a_finding_about_a_column_leads_to_the_columns(view: DraftView) -> None:
    rows = drafts.few()
    guessed = replace(drafts.finding("column_guessed", 1, "“工作要求”暂看作整改措施", "请核对"), where="台账 C列")
    at_once(view.show_draft(replace(drafts.draft(rows), findings=(guessed,)), rows))
    view.tabs.open(FINDINGS)
    view.findings.table.opened.emit(0)
    assert view.tabs.open_key() == MAPPING


# Where it begins


@pytest.fixture
def start(qtbot: QtBot) -> StartView:
    return shown(StartView(), qtbot)


def test_pasted_cells_and_copied_files_are_taken(start: StartView, tmp_path: Path) -> None:
    told: list[object] = []
    start.text.connect(told.append)
    start.files.connect(told.append)
    QApplication.clipboard().setText(CELLS)
    start.strip.setFocus()
    QTest.keyClick(start.strip, Key.Key_V, CTRL)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "台账.xlsx"))])
    QApplication.clipboard().setMimeData(data)
    QTest.keyClick(start.strip, Key.Key_V, CTRL)
    assert told == [CELLS, [tmp_path / "台账.xlsx"]]


def test_what_was_left_can_be_gone_on_with_or_dropped(start: StartView, qtbot: QtBot) -> None:
    told: list[tuple[str, str]] = []
    start.resumed.connect(lambda key: told.append(("resumed", key)))
    start.dropped.connect(lambda key: told.append(("dropped", key)))
    start.show_left([Left("a", "台账.xlsx", "今天 14:32"), Left("b", "方案.docx", "今天 9:00")])
    assert start.first_focus() is start.lines[0].resume
    qtbot.mouseClick(start.lines[0].resume, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(start.lines[1].drop, Qt.MouseButton.LeftButton)
    assert told == [("resumed", "a"), ("dropped", "b")]


# Ways that lead there


def read(window: MainWindow, qtbot: QtBot) -> ImportingPage:
    """Wait until what was handed over is read."""
    page = window.page()
    assert isinstance(page, ImportingPage)
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.draft_view)
    return page


def test_a_file_dropped_on_the_list_is_imported(sample_window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    page: Any = sample_window.page()
    path = tmp_path / "台账.csv"
    path.write_text(CELLS.replace("\t", ","), encoding="utf-8")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    middle, copy, left = page.rect().center(), Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    page.dragEnterEvent(QDragEnterEvent(middle, copy, data, left, none))
    assert page.head.hint.text() == "松开鼠标，导入这份文件"
    page.dropEvent(QDropEvent(QPointF(middle), copy, data, left, none))
    importing = read(sample_window, qtbot)
    assert importing.draft_view.source.name.whole() == "台账.csv"
    assert [row.task.problem for row in importing.conversation.rows] == ["秸秆露天焚烧多发"]


def test_cells_pasted_on_the_list_are_imported(sample_window: MainWindow, qtbot: QtBot) -> None:
    page: Any = sample_window.page()
    QApplication.clipboard().setText(CELLS)
    page.table.setFocus()
    QTest.keyClick(page.table, Key.Key_V, CTRL)
    importing = read(sample_window, qtbot)
    assert [(row.task.number, row.state) for row in importing.conversation.rows] == [("7", RowState.NEW)]


def test_what_is_pasted_in_the_filter_stays_in_the_filter(sample_window: MainWindow, qtbot: QtBot) -> None:
    page: Any = sample_window.page()
    QApplication.clipboard().setText("污水")
    page.filter.setFocus()
    with qtbot.waitSignal(page.filter.filtered):
        QTest.keyClick(page.filter, Key.Key_V, CTRL)
    assert page.filter.text() == "污水" and sample_window.page_key() == TASKS


def test_a_block_of_cells_is_no_filter(sample_window: MainWindow, qtbot: QtBot) -> None:
    page: Any = sample_window.page()
    QApplication.clipboard().setText(CELLS)
    page.filter.setFocus()
    QTest.keyClick(page.filter, Key.Key_V, CTRL)
    assert page.filter.text() == ""
    assert [row.task.number for row in read(sample_window, qtbot).conversation.rows] == ["7"]


def test_a_word_pasted_on_the_list_is_looked_for(sample_window: MainWindow) -> None:
    page: Any = sample_window.page()
    QApplication.clipboard().setText("污水\n")
    page.table.setFocus()
    QTest.keyClick(page.table, Key.Key_V, CTRL)
    page.filter._tell()
    assert page.filter.text() == "污水" and sample_window.page_key() == TASKS


def test_a_copied_file_is_no_filter(sample_window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    page: Any = sample_window.page()
    path = tmp_path / "台账.csv"
    path.write_text(CELLS.replace("\t", ","), encoding="utf-8")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    QApplication.clipboard().setMimeData(data)
    page.filter.setFocus()
    QTest.keyClick(page.filter, Key.Key_V, CTRL)
    assert page.filter.text() == ""
    assert [row.task.number for row in read(sample_window, qtbot).conversation.rows] == ["7"]


def test_cells_pasted_on_the_measures_are_measures_of_their_task(sample_window: MainWindow, qtbot: QtBot) -> None:
    ws = sample_window.session.workspace
    task = ws.find(Task, number="12-02")[0]
    before = len(ws.find(Measure, task_id=task.id))
    sample_window.go(TASK, TaskPlace(task_id=task.id))
    QApplication.processEvents()
    measures = sample_window.findChild(MeasuresTab).list
    QApplication.clipboard().setText("整改措施\t责任单位\n增设两座提升泵站\t县住建局\n公布举报电话\t县水利局")
    measures.table.setFocus()
    QTest.keyClick(measures.table, Key.Key_V, CTRL)
    page = read(sample_window, qtbot)
    (row,) = page.conversation.rows
    assert (row.state, row.task_id) == (RowState.UPDATE, task.id)
    qtbot.mouseClick(page.adopt, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.report)
    texts = [measure.text for measure in ws.find(Measure, task_id=task.id)]
    assert texts[before:] == ["增设两座提升泵站", "公布举报电话"]


def test_a_file_that_cannot_be_read_says_why_and_another_can_be_picked(
    sample_window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "说明.txt"
    path.write_text("今天天气很好。", encoding="utf-8")
    sample_window.go(IMPORTING, ImportPlace(paths=(path,)))
    page: Any = sample_window.page()
    qtbot.waitUntil(lambda: bool(page.start.problem()))
    assert "说明.txt" in page.start.problem() and page.stack.currentWidget() is page.start
    assert not page.adopt.isVisible() and page.start.strip.isVisible()


def test_reading_can_be_cancelled(sample_window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "台账.csv"
    path.write_text(CELLS.replace("\t", ","), encoding="utf-8")
    sample_window.go(IMPORTING, ImportPlace(paths=(path,)))
    page: Any = sample_window.page()
    assert page.stack.currentWidget() is page.reading
    page.reading.cancel.click()
    qtbot.waitUntil(lambda: page.stack.currentWidget() is not page.reading)
    assert sample_window.session.jobs.running is None


def test_of_several_files_the_next_is_offered_after_the_first(
    sample_window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    paths = (tmp_path / "一.csv", tmp_path / "二.csv")
    for number, path in enumerate(paths, start=70):
        path.write_text(CELLS.replace("\t", ",").replace("7,", f"{number},"), encoding="utf-8")
    sample_window.go(IMPORTING, ImportPlace(paths=paths))
    page = read(sample_window, qtbot)
    qtbot.mouseClick(page.adopt, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.report)
    assert page.report.next.text() == "接着读下一份（还有 1 份）"
    qtbot.mouseClick(page.report.next, Qt.MouseButton.LeftButton)
    assert [row.task.number for row in read(sample_window, qtbot).conversation.rows] == ["71"]


def test_a_file_that_is_refused_or_given_up_does_not_hold_up_the_next(
    sample_window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    empty, *paths = (tmp_path / name for name in ("空.csv", "一.csv", "二.csv"))
    empty.touch()
    for number, path in enumerate(paths, start=70):
        path.write_text(CELLS.replace("\t", ",").replace("7,", f"{number},"), encoding="utf-8")
    sample_window.go(IMPORTING, ImportPlace(paths=(empty, *paths)))
    page = read(sample_window, qtbot)
    assert "空.csv" in sample_window.strip.text()
    assert page.conversation.rows[0].task.number == "70" and page.head.hint.text().endswith("后面还有 1 份文件")
    qtbot.mouseClick(page.give_up, Qt.MouseButton.LeftButton)
    assert read(sample_window, qtbot).conversation.rows[0].task.number == "71"


# Cells without a task of their own


def test_cells_are_a_block_and_running_text_is_none() -> None:
    assert is_block(CELLS) and is_block("甲\t乙")
    assert not is_block("1. 完善管网\n2. 建立机制") and not is_block("")


def test_measures_without_a_task_become_rows_of_the_task_they_are_pasted_on() -> None:
    text = for_task("整改措施\t责任单位\n完善管网\t县住建局\n建立机制\t县水利局", "12-02", "管网滞后\n负荷率低")
    assert text.splitlines() == [
        "编号\t反馈问题\t整改措施\t责任单位", "12-02\t管网滞后 负荷率低\t完善管网\t县住建局", "\t\t建立机制\t县水利局"
    ]
    assert for_task("完善配套管网\t县住建局", "7", "问题").splitlines()[0] == "编号\t反馈问题\t整改措施\t"
    assert for_task(CELLS, "12-02", "问题") == CELLS
