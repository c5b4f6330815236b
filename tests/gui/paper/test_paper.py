from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractSlider, QApplication, QWidget
from pytestqt.qtbot import QtBot

from exporters.blocks import FontSet, texts
from exporters.forms.sections import SectionState
from exporters.registry import PAPERS
from gui.pages.paper.block import stale_spans
from gui.pages.paper.page import PaperPage
from gui.pages.papers import PapersPage
from gui.parts.fields import ComboField
from gui.places import ACCEPTANCE, PaperPlace, TaskPlace
from gui.session import Session
from gui.settings.machine_panel import missing_fonts
from models.actions.papers import edit_section, save_paper, write_statement
from models.actions.progress import revise_figure
from models.actions.tasks import remove_task, revise_task
from models.assembly import closure_dossier, paper_of
from models.assembly.forms import known_forms
from models.domain.checks.fonts import fonts_finding
from models.domain.closure import Closure, Paper, PaperKind, SectionEdit, StatementKind
from models.domain.directory import Issuer
from models.domain.finding import Finding
from models.domain.partial_date import PartialDate
from models.domain.plan import Figure, Task
from models.sample import delete_sample

Type = Callable[[QWidget, str], None]


def state(page: PaperPage, key: str) -> SectionState:
    return next(text.state for text in page.texts if text.key == key)


def block(page: PaperPage, key: str) -> Any:
    return page.editor.blocks[key]


def printed(page: PaperPage) -> str:
    document = page.reading.document()
    assert document is not None
    return "\n".join(text for item in document.blocks() for text in texts(item))


def edits(page: PaperPage) -> list[SectionEdit]:
    return page.session.workspace.find(SectionEdit, closure_id=page.closure_id)


def write(page: PaperPage, key: str, text: str, commit_text: Type) -> None:
    field = block(page, key).field
    field.setFocus()
    field.edit.selectAll()
    commit_text(field.edit, text)


def task_of(page: PaperPage) -> Task:
    assert page.dossier is not None
    return page.dossier.task


# What stands on the page


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


# Editing


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


# The records change


def change_problem(page: PaperPage, text: str) -> None:
    page.session.apply(lambda ws: revise_task(ws, task=replace(task_of(page), problem=text)))


def test_a_changed_record_shows_both_texts(page: PaperPage, commit_text: Type) -> None:
    write(page, "problem", "我写的问题。", commit_text)
    assert page.save()
    change_problem(page, "方案改了的问题。")
    assert state(page, "problem") is SectionState.CHANGED
    assert block(page, "problem").changed.text() == "方案改了的问题。"
    assert block(page, "problem").field.text() == "我写的问题。"
    assert [item.code for item in page.checks.findings] == ["section_changed"]


def test_what_the_records_changed_lies_on_tint_and_what_they_dropped_is_named(
    page: PaperPage, commit_text: Type
) -> None:
    change_problem(page, "共召开会议7次，研究问题。")
    write(page, "problem", "我写的问题。", commit_text)
    assert page.save()
    change_problem(page, "共召开会议17次，研究问题。")
    shown = block(page, "problem").changed
    assert [shown.text()[start:end] for start, end in shown.marked()] == ["17"]
    assert shown.said() == "记录已变，现在会写成："
    change_problem(page, "共召开会议7次。")
    assert not shown.marked() and shown.said() == "记录已变，删去了“研究问题”，现在会写成："


def test_both_texts_and_the_answers_fit_the_width_there_is(page: PaperPage, commit_text: Type) -> None:
    change_problem(page, f"共召开会议7次，{'研究督察反馈问题和群众反映强烈的突出问题，' * 5}。")
    write(page, "problem", "我写的问题。", commit_text)
    assert page.save()
    change_problem(page, "共召开会议7次。")
    QApplication.processEvents()
    editor, changed = page.editor, block(page, "problem").changed
    assert changed.said().endswith("…”，现在会写成：")
    assert editor.widget().width() <= editor.viewport().width()
    for part in (changed.keep, changed.take, changed.merge, changed._said, block(page, "problem").restore):
        assert (part.isVisible() and part.width() >= part.sizeHint().width()) or part is changed._said
        assert part.mapTo(editor.viewport(), part.rect().topRight()).x() < editor.viewport().width()


def in_sight(page: PaperPage, key: str) -> bool:
    """Return whether the whole section stands within what the editor shows."""
    shown, viewport = block(page, key), page.editor.viewport()
    top = shown.mapTo(viewport, shown.rect().topLeft()).y()
    return top >= 0 and top + shown.height() <= viewport.height()


def test_the_section_one_is_sent_to_stays_in_sight_while_findings_open_below(
    qtbot: QtBot, page: PaperPage, commit_text: Type
) -> None:
    write(page, "next_steps", "请持续巩固整改成效。", commit_text)
    assert page.save()
    page.go_to(PaperPlace(closure_id=page.closure_id, section="next_steps"))
    qtbot.waitUntil(lambda: in_sight(page, "next_steps"))
    height = page.editor.viewport().height()
    for text in ("另一个问题。", "又一个问题。"):
        change_problem(page, text)
        lack(page)
    page.go_to(PaperPlace(closure_id=page.closure_id, section="next_steps"))
    qtbot.waitUntil(lambda: page.editor.viewport().height() < height - 30)
    qtbot.waitUntil(lambda: in_sight(page, "next_steps"))


def test_what_one_is_reading_is_not_scrolled_away_by_a_section_chosen_before(qtbot: QtBot, page: PaperPage) -> None:
    page.go_to(PaperPlace(closure_id=page.closure_id, section="result"))
    bar = page.editor.verticalScrollBar()
    bar.triggerAction(QAbstractSlider.SliderAction.SliderToMinimum)
    lack(page)
    qtbot.waitUntil(lambda: bool(page.checks.findings))
    assert bar.value() == 0


def lack(page: PaperPage) -> None:
    """Take from the paper what it must have, so that a finding opens below."""
    paper = paper_of(page.session.workspace, page.closure_id)
    page.session.apply(lambda at: save_paper(at, paper=replace(paper, dated_on=None)))
    QApplication.processEvents()


def test_keeping_ones_own_text_settles_the_change(page: PaperPage, commit_text: Type) -> None:
    write(page, "problem", "我写的问题。", commit_text)
    assert page.save()
    change_problem(page, "方案改了的问题。")
    block(page, "problem").changed.keep.click()
    assert state(page, "problem") is SectionState.EDITED
    assert edits(page)[0].generated == "方案改了的问题。" and "我写的问题。" in printed(page)


def test_taking_the_records_text_drops_the_edit(page: PaperPage, commit_text: Type) -> None:
    write(page, "problem", "我写的问题。", commit_text)
    assert page.save()
    change_problem(page, "方案改了的问题。")
    block(page, "problem").changed.take.click()
    assert edits(page) == [] and "方案改了的问题。" in printed(page)


def test_merging_takes_both_changes(page: PaperPage, commit_text: Type) -> None:
    change_problem(page, "共召开会议7次，研究问题。")
    write(page, "problem", "全年共召开会议7次，研究问题。", commit_text)
    assert page.save()
    change_problem(page, "共召开会议8次，研究问题。")
    block(page, "problem").changed.merge.click()
    assert block(page, "problem").field.text() == "全年共召开会议8次，研究问题。"
    assert state(page, "problem") is SectionState.EDITED


def test_a_changed_figure_turns_its_statements_stale_and_lies_on_tint(page: PaperPage) -> None:
    figure = next(item for item in page.session.workspace.find(Figure) if item.number == "7")
    page.session.apply(lambda ws: revise_figure(ws, figure_id=figure.id, number="8"))
    assert state(page, "implementation") is SectionState.STALE
    assert state(page, "evidence_mapping") is SectionState.STALE
    assert state(page, "problem") is SectionState.AUTO
    marked = [item.cursor.selectedText() for item in block(page, "implementation").field.edit.extraSelections()]
    assert "7" in marked


def test_only_the_figures_that_no_longer_agree_are_marked() -> None:
    text = "1. 完成。\n2. 召开7次会议、4次培训。"
    assert stale_spans(text, "召开7次会议、4次培训。", "召开8次会议、4次培训。") == [(12, 13)]
    assert stale_spans(text, "别处的话。", "") == []


# Head and foot


def test_a_figure_in_a_list_is_marked_though_the_list_stands_a_level_lower() -> None:
    shown = "2. 如下：\n（1）建成管网12公里。\n（2）整治3处。"
    found = stale_spans(shown, "如下：\n1.建成管网12公里。\n2.整治3处。", "建成管网14公里，整治3处。")
    assert [shown[start:end] for start, end in found] == ["12"]


def test_the_next_number_of_the_year_is_offered(page: PaperPage) -> None:
    page.toggle_facts()
    paper = paper_of(page.session.workspace, page.closure_id)  # type: ignore[arg-type]
    page.session.apply(lambda ws: save_paper(ws, paper=replace(paper, document_sequence=None)))
    assert page.facts.next_number.isVisible()
    assert page.facts.next_number.text().startswith("取下一号：示环督改办〔2022〕1号")
    page.facts.next_number.click()
    after = closure_dossier(page.session.workspace, paper.closure_id).paper
    assert after.document_number == "示环督改办〔2022〕1号"
    assert "〔2022〕1号" in printed(page)


def test_a_number_given_to_another_paper_is_refused_where_it_is_typed(page: PaperPage, commit_text: Type) -> None:
    ws = page.session.workspace
    other = next(item for item in ws.find(Closure) if item.id != page.closure_id)
    save_paper(ws, paper=replace(paper_of(ws, other.id), document_word="示环督改办", document_year=2022,
                                     document_sequence=19))
    page.toggle_facts()
    field = page.facts.fields["document_sequence"]
    field.setFocus()
    field.editor.selectAll()  # type: ignore[attr-defined]
    commit_text(field.editor, "19")
    assert not field.commit(leaving=True)
    assert "已用在另一份文书上" in field.problem()


def test_leaving_out_the_red_head_leaves_out_head_and_foot(page: PaperPage) -> None:
    assert "示环督改办〔2022〕18号" in printed(page)
    page.facts.fields["has_red_head"].box.click()  # type: ignore[attr-defined]
    assert "示环督改办〔2022〕18号" not in printed(page) and "印发" not in printed(page)


def test_lines_set_by_hand_stand_in_the_title(page: PaperPage, commit_text: Type) -> None:
    assert page.dossier is not None and page.dossier.issuer is not None
    whole = next(text.text for text in page.texts if text.key == "title")
    page.toggle_facts()
    field = page.facts.fields["title_lines"]
    field.setFocus()
    commit_text(field.editor, whole[:20] + "\n" + whole[20:])
    assert field.commit(leaving=True)
    document = page.reading.document()
    assert document is not None
    title = next(item for section in document.sections if section.key == "title" for item in section.blocks)
    assert texts(title) == (whole[:20] + "\n" + whole[20:],)


def test_the_lines_of_now_can_be_taken_to_be_changed(page: PaperPage, commit_text: Type) -> None:
    page.toggle_facts()
    field, link = page.facts.fields["title_lines"], page.facts.take_lines["title_lines"]
    assert link.isVisible()
    link.click()
    now = field.editor.toPlainText()
    assert len(now.split("\n")) == 4 and "".join(now.split()) == next(
        item.text for item in page.texts if item.key == "title"
    )
    assert field.hasFocus() or field.editor.hasFocus()
    assert not link.isVisible()
    page.session.undo()
    assert link.isVisible() and not field.editor.toPlainText()


def test_a_secret_paper_warns_that_this_computer_is_not_for_it(page: PaperPage) -> None:
    page.toggle_facts()
    field = page.facts.fields["secrecy"]
    assert isinstance(field, ComboField)
    assert page.facts._warning.isHidden()
    field.combo.setCurrentIndex(1)
    field.combo.activated.emit(1)
    assert page.facts._warning.isVisible() and "非涉密" in page.facts._warning.text()


def test_another_issuer_brings_its_own_document_word(page: PaperPage) -> None:
    issuers = page.session.workspace.find(Issuer)
    assert page.dossier is not None
    other = next(item for item in issuers if item.id != page.dossier.paper.issuer_id)
    field = page.facts.fields["issuer_id"]
    assert isinstance(field, ComboField)
    field.combo.setCurrentIndex(1 + issuers.index(other))
    field.combo.activated.emit(1 + issuers.index(other))
    assert page.dossier.paper.issuer_id == other.id
    assert page.dossier.paper.document_word == other.document_word


def test_what_was_rewritten_goes_along_to_another_form_and_back(page: PaperPage, commit_text: Type) -> None:
    write(page, "problem", "七段式里的改写。", commit_text)
    assert page.save()
    write(page, "next_steps", "七段式里的要求。", commit_text)
    assert page.save()
    field = page.facts.fields["form"]
    assert isinstance(field, ComboField)
    field.combo.setCurrentIndex(1)
    field.combo.activated.emit(1)
    assert page.form is not None and page.form.key == "closure-opinion-liaoning"
    assert "七段式里的改写。" in printed(page) and state(page, "problem") is SectionState.EDITED
    # This form has no such head: the text is not printed, and stands below to be read.
    assert "七段式里的要求。" not in printed(page)
    (left,) = (text for text in page.texts if text.state is SectionState.UNPRINTED)
    assert left.text == "七段式里的要求。" and block(page, left.key).field.text() == left.text
    field.combo.setCurrentIndex(0)
    field.combo.activated.emit(0)
    assert "七段式里的改写。" in printed(page) and "七段式里的要求。" in printed(page)
    assert all(text.state is not SectionState.UNPRINTED for text in page.texts)


def test_a_text_written_for_another_form_is_read_used_or_deleted(page: PaperPage) -> None:
    assert page.closure_id is not None
    for section, text in (("problem", "辽宁式里的改写。"), ("next_steps", "辽宁式里的要求。")):
        page.session.apply(lambda ws, section=section, text=text: edit_section(
            ws, closure_id=page.closure_id, form="closure-opinion-liaoning", section=section, text=text, generated=""))
    found = [item for item in page.checks.findings if item.code == "edit_unprinted"]
    assert [item.where for item in found] == ["文书 · 整改任务", "文书 · 下步要求"]
    page.go_to_finding(found[0])
    shown = block(page, found[0].target.field)  # type: ignore[union-attr]
    assert shown.is_chosen() and shown.field.edit.isReadOnly() and not shown.use.isHidden()
    shown.use.click()
    assert "辽宁式里的改写。" in printed(page) and state(page, "problem") is SectionState.CHANGED
    last = block(page, found[1].target.field)  # type: ignore[union-attr]
    last.drop.click()
    assert [edit.text for edit in edits(page)] == ["辽宁式里的改写。"]
    page.session.undo()
    assert sorted(edit.text for edit in edits(page)) == ["辽宁式里的改写。", "辽宁式里的要求。"]


def test_a_form_nobody_knows_is_named_and_another_can_be_chosen_in_its_place(page: PaperPage) -> None:
    paper = paper_of(page.session.workspace, page.closure_id)  # type: ignore[arg-type]
    page.session.apply(lambda ws: save_paper(ws, paper=replace(paper, form="closure-opinion-newer")))
    (found,) = page.checks.findings
    assert found.text == "本程序没有“closure-opinion-newer”样式，现在按“验收销号意见（沈阳七段式）”排"
    page.go_to_finding(found)
    field = page.facts.fields["form"]
    assert isinstance(field, ComboField)
    assert field.combo.currentText() == "closure-opinion-newer（本程序没有）"
    field.combo.setCurrentIndex(0)
    field.combo.activated.emit(0)
    assert page.checks.findings == []
    assert page.dossier is not None and page.dossier.paper.form == "closure-opinion-shenyang"
    assert field.combo.count() == len(known_forms(page.session.workspace, PaperKind.CLOSURE_OPINION))


def test_the_signing_date_is_typed_as_clerks_write_it(page: PaperPage, commit_text: Type) -> None:
    page.toggle_facts()
    field = page.facts.fields["dated_on"]
    field.setFocus()
    field.editor.selectAll()  # type: ignore[attr-defined]
    commit_text(field.editor, "20221009")
    assert field.commit(leaving=True)
    assert page.dossier is not None and page.dossier.paper.dated_on == PartialDate(year=2022, month=10, day=9)
    assert "2022年10月9日" in printed(page)


# Going where something is mended


def finding(page: PaperPage, code: str) -> Finding:
    return next(item for item in page.checks.findings if item.code == code)


def test_a_missing_number_leads_to_its_field(page: PaperPage) -> None:
    paper = paper_of(page.session.workspace, page.closure_id)  # type: ignore[arg-type]
    page.session.apply(lambda ws: save_paper(ws, paper=replace(paper, dated_on=None)))
    page.go_to_finding(next(item for item in page.checks.findings if item.target and item.target.field == "dated_on"))
    assert page.facts.isVisible() and page.facts.fields["dated_on"].editor.hasFocus()


def test_a_changed_section_leads_into_its_text(page: PaperPage, commit_text: Type) -> None:
    write(page, "problem", "我写的问题。", commit_text)
    assert page.save()
    change_problem(page, "方案改了的问题。")
    page.checks.table.linked.emit(0, "link")
    assert block(page, "problem").field.edit.hasFocus()


def test_a_missing_problem_leads_to_the_task(qtbot: QtBot, page: PaperPage) -> None:
    change_problem(page, "")
    found = next(item for item in page.checks.findings if item.target and item.target.table == "tasks")
    with qtbot.waitSignal(page.session.wanted) as asked:
        page.go_to_finding(found)
    assert asked.args[0] == "task" and asked.args[1].task_id == task_of(page).id


def test_a_place_of_the_page_is_come_back_to(page: PaperPage) -> None:
    page.sections.table.choose("conclusion")
    place = page.place()
    page.sections.table.choose("title")
    page.go_to(place)
    assert page.sections.key() == "conclusion"


def test_a_paper_that_is_gone_is_told_and_comes_back_with_its_task(page: PaperPage) -> None:
    closure_id = page.closure_id
    page.session.apply(lambda ws: remove_task(ws, task_id=task_of(page).id))
    assert "已不存在" in page.head.hint.text() and not page.written.isEnabled()
    assert page.place() is None
    page.session.undo()
    assert "已不存在" not in page.head.hint.text() and page.written.isEnabled()
    assert page.closure_id == closure_id and page.place() is not None


# The list


def begin(session: Session, number: str, kind: PaperKind) -> Paper:
    """Begin a paper of the task with this number."""
    ws = session.workspace
    closure = ws.find(Closure, task_id=next(task for task in ws.find(Task) if task.number == number).id)[0]
    session.apply(lambda at: save_paper(at, paper=paper_of(at, closure.id, kind)))
    return paper_of(ws, closure.id, kind)


def test_the_list_shows_every_begun_paper_with_number_issuer_and_date(qtbot: QtBot, session: Session) -> None:
    begin(session, "12-02", PaperKind.EVIDENCE_CATALOGUE)
    begin(session, "12-02", PaperKind.PUBLIC_NOTICE)
    papers = PapersPage(session)
    qtbot.addWidget(papers)
    papers.refresh(None)
    papers.show()
    model = papers.table.model()
    rows = [[model.index(row, place).data() for place in range(model.columnCount())]
            for row in range(model.rowCount())]
    assert [row[2] for row in rows if row[0] == "1"] == [kind.label for kind in PAPERS]
    assert [row[2] for row in rows if row[0] == "12-02"] == ["公示", "佐证材料目录"]
    assert "示环督改办〔2022〕18号" in rows[0] and "2022-09-30" in rows[0] and "沈阳七段式" in rows[0]
    qtbot.waitUntil(papers.standings.is_done)
    states = [model.index(row, model.columnCount() - 1).data() for row in range(model.rowCount())]
    assert states[0] == "✓ 可签发" and states[-2].startswith("▲ 缺 ") and states[-1] == "✓ 可导出"


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


def test_the_list_filters_and_opens(qtbot: QtBot, session: Session) -> None:
    notice = begin(session, "12-02", PaperKind.PUBLIC_NOTICE)
    papers = PapersPage(session)
    qtbot.addWidget(papers)
    with qtbot.waitActive(papers):
        papers.show()
    papers.refresh(None)
    papers.filter.setText("管网 公示")
    papers.filter._tell()
    assert papers.model.rowCount() == 1 and papers.head.hint.text() == f"{len(PAPERS) + 1} 份，列出 1 份"
    papers.table.choose(papers.model.id_at(0))
    papers.table.setFocus()
    with qtbot.waitSignal(session.wanted) as asked:
        qtbot.keyClick(papers.table, Qt.Key.Key_Return)
    assert asked.args == ["paper", PaperPlace(closure_id=notice.closure_id, kind=PaperKind.PUBLIC_NOTICE)]


def test_an_empty_list_says_where_papers_come_from(qtbot: QtBot, session: Session) -> None:
    delete_sample(session.workspace)
    papers = PapersPage(session)
    qtbot.addWidget(papers)
    papers.refresh(None)
    assert "任务" in papers.table.empty and papers.head.hint.text() == "0 份"


def test_a_slip_in_a_statement_leads_to_its_measure(qtbot: QtBot, page: PaperPage) -> None:
    assert page.dossier is not None
    measure = page.dossier.measures[3].measure
    text = page.dossier.measures[3].proof.text.replace("责任状，", "责任状签订，")
    page.session.apply(lambda ws: write_statement(
        ws, closure_id=page.dossier.closure_id, measure_id=measure.id, kind=StatementKind.PROOF, text=text,  # type: ignore[union-attr]
    ))
    found = finding(page, "repeated_words")
    assert found.where == "文书 · 佐证对应 · 措施 4" and "责任状签订" in found.text
    with qtbot.waitSignal(page.session.wanted) as asked:
        page.go_to_finding(found)
    assert (asked.args[0], asked.args[1].measure_id, asked.args[1].focus) == ("task", measure.id, "statements")


def test_a_slip_in_an_edited_section_leads_into_its_text(page: PaperPage, commit_text: Type) -> None:
    write(page, "conclusion", "示例县已完成《整改方案，通过验收。", commit_text)
    assert page.save()
    found = finding(page, "unpaired")
    assert found.where == "文书 · 验收结论"
    page.go_to_finding(found)
    assert block(page, "conclusion").field.edit.hasFocus()


def test_fonts_this_machine_lacks_stand_beside_the_findings_and_lead_to_the_machine(
    qtbot: QtBot, page: PaperPage
) -> None:
    missing = missing_fonts(FontSet.GB2312)
    assert page.checks.machine.isVisible() == bool(missing)
    page.checks.show_machine(fonts_finding(["仿宋_GB2312"]))
    assert "仿宋_GB2312" in page.checks.machine.toolTip()
    with qtbot.waitSignal(page.session.wanted) as asked:
        page.checks.machine.click()
    assert asked.args == ["settings", "machine"]
    assert page.checks.findings == []
