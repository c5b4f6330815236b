"""The page of a paper: what stands on it, and editing its sections."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from exporters.forms.sections import SectionState
from gui.pages.paper.page import PaperPage
from gui.places import ACCEPTANCE, PaperPlace, TaskPlace
from models.domain.closure import Closure, Paper, PaperKind
from models.domain.plan import Task
from tests.gui.paper.looking import Type, block, edits, printed, state, task_of, write


def test_the_page_names_its_task_and_says_that_it_is_a_draft(page: PaperPage) -> None:
    assert page._task.text() == "任务 1"
    assert page.head.hint.text() == "草稿"


def test_every_section_stands_in_the_list_and_in_the_text(page: PaperPage) -> None:
    assert list(page.editor.blocks) == [text.key for text in page.texts]
    model = page.sections.table.model()
    names = [model.index(row, 1).data() for row in range(model.rowCount())]
    assert names[:4] == ["标题", "主送机关", "引言", "指出的问题"] and names[-1] == "签字表"
    assert [model.index(row, 0).data() for row in range(3, 10)] == list("一二三四五六七")


def test_a_finished_opinion_has_nothing_to_complain_of(page: PaperPage) -> None:
    assert page.checks.findings == []
    assert page.checks.summary.text() == "没有发现问题，可以导出"


def test_a_section_chosen_in_the_list_is_framed_and_marked_on_the_paper(page: PaperPage) -> None:
    page.sections.table.choose("conclusion")
    assert block(page, "conclusion")._is_chosen and not block(page, "problem")._is_chosen
    assert page.reading.page() > 1
    image = page.reading.canvas.grab().toImage()
    # Nothing else in the margin is green.
    greens = [image.pixelColor(x, y) for x in range(30, 110) for y in range(60, image.height() - 60)]
    assert any(colour.green() - colour.red() > 40 for colour in greens)


def test_enter_in_the_list_goes_on_in_the_text(qtbot: QtBot, page: PaperPage) -> None:
    page.sections.table.setFocus()
    page.sections.table.choose("next_steps")
    qtbot.keyClick(page.sections.table, Qt.Key.Key_Return)
    assert block(page, "next_steps").field.edit.hasFocus()


def test_going_into_a_text_chooses_its_section(page: PaperPage) -> None:
    block(page, "goal_completion").field.setFocus()
    assert page.sections.key() == "goal_completion"


def test_an_edit_is_kept_with_the_text_it_came_from(page: PaperPage, commit_text: Type) -> None:
    generated = block(page, "problem").section.generated
    write(page, "problem", "县里管控不力。", commit_text)
    assert edits(page) == []
    assert page.leave()
    (edit,) = edits(page)
    assert (edit.text, edit.generated, edit.form) == ("县里管控不力。", generated, "closure-opinion-shenyang")
    assert state(page, "problem") is SectionState.EDITED
    assert page.session.undo_label() == "修改“一、督察指出的问题”"


def test_the_paper_follows_while_one_types(qtbot: QtBot, page: PaperPage, commit_text: Type) -> None:
    write(page, "problem", "刚刚打出来的一句。", commit_text)
    qtbot.waitUntil(lambda: "刚刚打出来的一句。" in printed(page))
    assert edits(page) == []


def test_typing_with_pauses_is_one_step_of_undo(page: PaperPage, commit_text: Type) -> None:
    write(page, "problem", "先写一句。", commit_text)
    block(page, "problem").field.commit()
    commit_text(block(page, "problem").field.edit, "再写一句。")
    block(page, "problem").field.commit()
    assert edits(page)[0].text == "先写一句。再写一句。"
    page.session.undo()
    assert edits(page) == [] and state(page, "problem") is SectionState.AUTO


def test_nothing_is_saved_while_an_input_method_composes(page: PaperPage, preedit: Type) -> None:
    field = block(page, "problem").field
    field.setFocus()
    preedit(field.edit, "xian")
    assert not field.commit()
    assert edits(page) == []
    preedit(field.edit, "")


def test_pasted_text_is_tidied_on_leaving_and_keeps_its_words(page: PaperPage, commit_text: Type) -> None:
    write(page, "problem", "2021 年共召开 7 次会议,及时研究。", commit_text)
    assert page.leave()
    assert edits(page)[0].text == "2021年共召开7次会议，及时研究。"
    assert block(page, "problem").field.note().startswith("已整理")


def test_restoring_gives_the_generated_text_back(page: PaperPage, commit_text: Type) -> None:
    generated = block(page, "problem").section.generated
    write(page, "problem", "改写。", commit_text)
    assert page.save()
    block(page, "problem").restore.click()
    assert edits(page) == [] and block(page, "problem").field.text() == generated
    assert page.session.undo_label() == "恢复自动生成“一、督察指出的问题”"


def test_a_text_typed_back_to_the_generated_one_is_no_edit(page: PaperPage, commit_text: Type) -> None:
    generated = block(page, "problem").section.generated
    write(page, "problem", "改写。", commit_text)
    assert page.save()
    write(page, "problem", generated, commit_text)
    assert page.save()
    assert edits(page) == []


def test_the_signature_table_is_changed_in_the_acceptance(qtbot: QtBot, page: PaperPage) -> None:
    assert block(page, "signature_table").field.edit.isReadOnly()
    with qtbot.waitSignal(page.session.wanted) as asked:
        block(page, "signature_table").lead.click()
    place = TaskPlace(task_id=task_of(page).id, tab=ACCEPTANCE, focus="team", closure_id=page.closure_id)
    assert asked.args == ["task", place]


def test_a_section_that_is_written_by_hand_begins_its_paper(page: PaperPage, commit_text: Type) -> None:
    ws = page.session.workspace
    closure = ws.find(Closure, task_id=ws.find(Task, number="12-02")[0].id)[0]
    page.go_to(PaperPlace(closure_id=closure.id, kind=PaperKind.PUBLIC_NOTICE))
    write(page, "opening", "现公示如下：", commit_text)
    assert page.save() and page.form is not None
    (notice,) = ws.find(Paper, closure_id=closure.id)
    assert (notice.kind, notice.form) == (PaperKind.PUBLIC_NOTICE, page.form.key)
    page.session.undo()
    assert ws.find(Paper, closure_id=closure.id) == [] and edits(page) == []
