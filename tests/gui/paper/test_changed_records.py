"""The records change under a paper somebody has edited: both texts, the answers, and what is marked."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QAbstractSlider, QApplication
from pytestqt.qtbot import QtBot

from exporters.forms.sections import SectionState
from gui.pages.paper.block import stale_spans
from gui.pages.paper.page import PaperPage
from gui.places import PaperPlace
from models.actions.papers import save_paper
from models.actions.progress import revise_figure
from models.assembly import paper_of
from models.domain.plan import Figure
from tests.gui.paper.looking import Type, block, change_problem, edits, printed, state, write


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


def test_a_figure_in_a_list_is_marked_though_the_list_stands_a_level_lower() -> None:
    shown = "2. 如下：\n（1）建成管网12公里。\n（2）整治3处。"
    found = stale_spans(shown, "如下：\n1.建成管网12公里。\n2.整治3处。", "建成管网14公里，整治3处。")
    assert [shown[start:end] for start, end in found] == ["12"]
