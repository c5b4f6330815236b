"""The preview of an import: what stands on a line, what is counted, and how rows and fields are chosen."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.pages.importing.deciding import REFUSED, Deciding
from gui.pages.importing.facts import facts_of
from gui.pages.importing.preview import TICK, Preview
from gui.pages.importing.row_detail import SHOWN
from gui.pages.importing.words import adopt_words, change_words, left_out_words, new_words, summary
from gui.parts.paragraph import Paragraph
from models.domain.drafts.comparison import Choice, RowComparison, RowState
from models.domain.plan import UnitRole
from tests.gui import drafts

Key = Qt.Key


@pytest.fixture
def preview(qtbot: QtBot) -> Preview:
    shown = Preview()
    qtbot.addWidget(shown)
    shown.resize(1214, 560)
    with qtbot.waitActive(shown):
        shown.show()
    return shown


def show(preview: Preview, rows: Sequence[RowComparison], **more: object) -> Deciding:
    deque(preview.show_rows(Deciding(rows, **more)), maxlen=0)  # type: ignore[arg-type]
    QApplication.processEvents()
    return preview.deciding


def listed(preview: Preview) -> list[str]:
    return [str(preview.model.values(row)[2]) for row in range(preview.model.rowCount())]


def press(key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget(), key, held)
    QApplication.processEvents()


# What is seen


def test_what_needs_an_answer_stands_first_and_what_stays_the_same_is_out_of_the_way(preview: Preview) -> None:
    show(preview, [drafts.new(1), drafts.same(2), drafts.update(3), drafts.conflict(4), drafts.new(5)])
    assert listed(preview) == ["4", "3", "1", "5"]


def test_the_counts_stand_on_top_and_a_click_on_one_lists_its_rows(preview: Preview, qtbot: QtBot) -> None:
    show(preview, drafts.many())
    shown = {chip.text() for chip in preview.states.chips.values() if chip.isVisible()}
    assert shown == {"要改变的 72", "新增 57", "更新 13", "冲突 2", "相同 228"}
    qtbot.mouseClick(preview.states.chips[RowState.SAME], Qt.MouseButton.LeftButton)
    assert len(listed(preview)) == 228
    qtbot.mouseClick(preview.states.chips[RowState.CONFLICT], Qt.MouseButton.LeftButton)
    assert listed(preview) == ["41", "120"]


def test_a_state_no_row_is_in_has_no_count(preview: Preview) -> None:
    show(preview, [drafts.new(1)])
    assert [chip.text() for chip in preview.states.chips.values() if chip.isVisible()] == ["要改变的 1", "新增 1"]


def test_what_changes_is_told_in_words() -> None:
    assert change_words(drafts.update(2)) == "完成进度 达到时序进度 → 已完成；整改进展有改动"
    assert change_words(drafts.conflict(3)) == "整改时限 2025年底前 → 2026年6月底前；整改目标补上"
    assert change_words(drafts.new(1)) == "3 条措施 · 县住建局等 2 个单位 · 2025年底前"
    assert change_words(drafts.same(1)) == "没有不同"


def test_the_only_change_of_a_row_is_told_with_the_text_it_will_be() -> None:
    (_, progress) = drafts.update(2).changes
    row = replace(drafts.update(2), changes=(progress,))
    assert change_words(row) == f"整改进展改为：{progress.theirs}"
    assert change_words(replace(row, changes=(replace(progress, ours=""),))).startswith("整改进展补上：截至11月底")
    assert change_words(replace(row, changes=(replace(progress, is_conflict=True),))) == "整改进展两边不同"


def test_of_a_new_task_the_unit_that_leads_is_told_first() -> None:
    led = {UnitRole.RESPONSIBLE: ("县水利局", "县住建局"), UnitRole.LEAD: ("县自然资源局",)}
    assert new_words(drafts.task(1, units=led, measures=(), deadline_text="2026年底前")) == [
        "没有措施", "县自然资源局牵头", "2026年底前"
    ]


def test_measures_of_a_changed_task_are_told_together() -> None:
    of_measures = [
        drafts.change(f"measures.{number}.{part}", f"措施{number}", ours, "新的文字", row=1)
        for number, part, ours in ((3, "text", ""), (3, "deadline", ""), (4, "text", ""), (1, "text", "原来的文字"))
    ]
    row = RowComparison(task=drafts.task(1), state=RowState.UPDATE, changes=tuple(of_measures))
    assert change_words(row) == "新增 2 条措施；改措施 1"


def test_one_sentence_tells_what_will_be_and_the_button_how_much() -> None:
    deciding = Deciding([drafts.new(1), drafts.new(2), drafts.update(3), drafts.conflict(4), drafts.same(5)])
    assert summary(deciding) == "新增 2 项任务（6 条措施）；修改 1 项任务，共 2 处；1 项冲突等您选择"
    assert adopt_words(deciding) == "采用 3 项"
    deciding.take(0, is_taken=False)
    assert summary(deciding).endswith("1 项冲突等您选择；1 项不采用")
    assert summary(Deciding([drafts.same(1)])) == "和记录完全相同，没有要采用的"


def test_a_row_left_out_tells_what_was_found_in_it() -> None:
    note = drafts.finding("other_problem", 2, "编号“2”相同，但反馈问题说的不是一件事", "请核对编号")
    deciding = Deciding([drafts.new(1), drafts.update(2)], {1: Choice(is_taken=False)}, notes={1: [note]})
    assert [reason for _, _, reason in left_out_words(deciding)] == ["没有勾选：编号“2”相同，但反馈问题说的不是一件事"]


def test_a_row_that_cannot_be_taken_says_why_and_has_no_tick(preview: Preview) -> None:
    show(preview, [drafts.new(1), drafts.new(2)], reasons={1: "编号“2”与 Sheet1 第4行重复，只导入前面的"})
    assert listed(preview) == ["1"]
    preview.states.pick(REFUSED)
    assert preview.model.values(0)[TICK] is None
    assert str(preview.model.values(0)[4]) == "编号“2”与 Sheet1 第4行重复，只导入前面的"
    assert summary(preview.deciding).endswith("1 项不能导入")


# Choosing


def test_space_leaves_a_row_out_and_takes_it_again(preview: Preview) -> None:
    deciding = show(preview, [drafts.new(1), drafts.new(2)])
    preview.table.setFocus()
    press(Key.Key_Space)
    assert deciding.taken() == [1] and deciding.choice(0) == Choice(is_taken=False)
    press(Key.Key_Space)
    assert deciding.taken() == [0, 1]


def test_space_on_several_marked_rows_means_them_all(preview: Preview) -> None:
    deciding = show(preview, [drafts.new(1), drafts.new(2), drafts.new(3)])
    preview.table.setFocus()
    press(Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    press(Key.Key_Space)
    assert deciding.taken() == [2]


def test_a_click_on_the_box_takes_the_tick_away(preview: Preview, qtbot: QtBot) -> None:
    deciding = show(preview, [drafts.new(1), drafts.new(2)])
    box = preview.table.visualRect(preview.model.index(1, TICK))
    qtbot.mouseClick(preview.table.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    assert deciding.taken() == [0]


def test_a_conflict_waits_and_its_first_answer_brings_along_what_nobody_quarrels_about(preview: Preview) -> None:
    deciding = show(preview, [drafts.conflict(3)])
    assert deciding.open_rows() == [0] and deciding.taken() == []
    deadline, goal = preview.detail.fields
    assert not deadline.is_answered() and goal.adopt.isChecked()
    deadline.adopt.click()
    assert deciding.choice(0) == Choice(is_taken=True, fields=frozenset({"deadline", "goal"}))
    assert deciding.open_rows() == []
    deadline.keep.click()
    assert deciding.choice(0).fields == frozenset({"goal"})
    goal.keep.click()
    assert deciding.choice(0) == Choice(is_taken=True, fields=frozenset())
    assert deciding.taken() == [] and deciding.does_anything() and deciding.left_out() == []
    assert adopt_words(deciding) == "记下选择"


def test_the_tick_of_a_conflict_takes_all_of_the_file(preview: Preview) -> None:
    deciding = show(preview, [drafts.conflict(3)])
    preview.detail.tick.click()
    assert deciding.choice(0).fields == frozenset({"deadline", "goal"})
    assert all(field.adopt.isChecked() for field in preview.detail.fields)
    preview.detail.tick.click()
    assert deciding.choice(0) == Choice(is_taken=False) and deciding.left_out() == [0]


def test_one_field_of_an_update_can_be_kept(preview: Preview) -> None:
    deciding = show(preview, [drafts.update(2)])
    preview.detail.fields[1].keep.click()
    assert deciding.choice(0) == Choice(is_taken=True, fields=frozenset({"status"}))
    assert str(preview.model.values(0)[TICK]) == "采用"


def test_all_that_is_listed_is_taken_or_left_out_at_once(preview: Preview, qtbot: QtBot) -> None:
    deciding = show(preview, drafts.many())
    preview.states.pick(RowState.CONFLICT)
    qtbot.mouseClick(preview.all, Qt.MouseButton.LeftButton)
    assert deciding.open_rows() == [] and len(deciding.taken()) == 72
    preview.states.pick(None)
    qtbot.mouseClick(preview.none, Qt.MouseButton.LeftButton)
    assert deciding.taken() == []


# The fields at the right


def test_the_differing_words_are_marked_and_the_place_stands_beside(preview: Preview) -> None:
    show(preview, [drafts.update(2)])
    progress = preview.detail.fields[1]
    marked = [progress.theirs.text()[start:end] for start, end in progress.theirs.marked()]
    assert marked == ["11", "18"]
    assert [progress.ours.text()[start:end] for start, end in progress.ours.marked()] == ["9", "12.3"]
    assert progress.change.place == "Sheet1 第5行 F列"


def test_two_texts_of_different_things_are_not_marked(preview: Preview) -> None:
    ours, theirs = drafts.PROBLEMS[0] + "。", "国控断面水质超标，三个非考核断面为劣五类，污水直排河道"
    row = RowComparison(task=drafts.task(1), state=RowState.CONFLICT, changes=(
        drafts.change("problem", "反馈问题", ours, theirs, row=1, is_conflict=True),
    ))
    show(preview, [row])
    assert preview.detail.fields[0].ours.marked() == () and preview.detail.fields[0].theirs.marked() == ()


def test_a_long_text_is_shown_whole_when_it_is_clicked(preview: Preview, qtbot: QtBot) -> None:
    show(preview, [drafts.new(1, goal="新建配套管网并完成雨污分流改造。" * 40)])
    goal = next(part for part in preview.detail.findChildren(Paragraph) if part.text().startswith("新建配套管网"))
    before = goal.sizeHint().height()
    qtbot.mouseClick(goal, Qt.MouseButton.LeftButton)
    assert goal.sizeHint().height() > before


def test_enter_goes_to_the_field_that_waits_and_esc_comes_back(preview: Preview) -> None:
    show(preview, [drafts.conflict(3), drafts.update(2)])
    preview.table.setFocus()
    press(Key.Key_Return)
    assert QApplication.focusWidget() is preview.detail.fields[0].keep
    press(Key.Key_Escape)
    assert QApplication.focusWidget() is preview.table


def test_walking_down_shows_the_next_row(preview: Preview) -> None:
    show(preview, [drafts.conflict(3), drafts.update(2)])
    preview.table.setFocus()
    press(Key.Key_Down)
    assert preview.detail.number.text() == "2"
    assert [field.change.label for field in preview.detail.fields] == ["完成进度", "整改进展"]


def test_a_new_row_tells_everything_it_brings(preview: Preview) -> None:
    show(preview, [drafts.new(1)])
    told = {label: text for label, text, _ in facts_of(preview.deciding.rows[0].task)}
    assert told["责任单位"] == "县住建局、县水利局" and told["整改时限"] == "2025年底前"
    assert told["整改措施"].splitlines()[0] == "1. 建立专班，每月至少调度1次。"
    assert preview.detail.fields == []


def test_of_a_task_with_very_many_changes_the_rest_is_behind_a_link(preview: Preview, qtbot: QtBot) -> None:
    changes = tuple(drafts.change(f"measures.{n}.text", f"措施{n} 内容", "原来的", "后来的", row=1) for n in range(100))
    show(preview, [RowComparison(task=drafts.task(1), state=RowState.UPDATE, changes=changes)])
    assert len(preview.detail.fields) == SHOWN
    link = next(b for b in preview.detail.area.widget().findChildren(type(preview.all)) if "其余" in b.text())
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    assert len(preview.detail.fields) == 100 and all(field.adopt.isChecked() for field in preview.detail.fields)


def test_the_filter_finds_a_unit_and_esc_empties_it(preview: Preview, qtbot: QtBot) -> None:
    show(preview, [drafts.new(1), drafts.new(2, units={})])
    with qtbot.waitSignal(preview.filter.filtered):
        preview.filter.setText("水利局")
    assert listed(preview) == ["1"]
    preview.filter.setFocus()
    press(Key.Key_Escape)
    assert listed(preview) == ["1", "2"]


def test_going_to_a_row_that_is_not_listed_lists_it(preview: Preview) -> None:
    show(preview, [drafts.new(1), drafts.same(2)])
    assert preview.go_to(1)
    assert listed(preview) == ["2"] and preview.chosen() == 1
