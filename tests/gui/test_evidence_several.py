"""Several pieces of evidence chosen at once: filled in together, seen as a grid of pictures, walked with the arrows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gui.pages.evidence import EvidencePage
from gui.session import Session
from models.actions.evidence import revise_evidence
from models.domain.evidence import Evidence
from models.domain.partial_date import PartialDate
from tests import kinds
from tests.builders import add_task, measures_of
from tests.gui.conftest import on_screen
from tests.sealing import attach, seal_now

Type = Callable[[QWidget, str], None]


@pytest.fixture
def page(qtbot: QtBot, session: Session, tmp_path: Path) -> EvidencePage:
    """Give the page over three photos, the first of another kind than the rest."""
    paths = [kinds.photo(tmp_path, f"照片{number}.jpg", size=(40 + number, 30)) for number in range(3)]
    first, *_ = kinds.keep(session.workspace, *paths)
    revise_evidence(session.workspace, evidence=replace(first, kind="报告", issuing_body="示例县住建局"))
    page = EvidencePage(session)
    page.refresh(None)
    on_screen(page, session, qtbot, 1213, 640)
    page.table.setFocus()
    return page


def choose_all(page: EvidencePage, qtbot: QtBot) -> None:
    page.table.selectAll()
    qtbot.waitUntil(page.several.isVisible)


def pieces(session: Session) -> list[Evidence]:
    return session.workspace.find(Evidence)


def test_what_differs_is_told_and_stays_unless_something_is_typed(
    page: EvidencePage, session: Session, qtbot: QtBot
) -> None:
    choose_all(page, qtbot)
    assert page.several.head.text() == "已选 3 份"
    assert page.several.kind.combo.placeholderText() == page.several.issuing_body.edit.placeholderText() == "多种"
    assert page.several.document_number.edit.placeholderText() == ""
    page.several.issuing_body.setFocus()
    assert page.leave()
    assert [item.issuing_body for item in pieces(session)] == ["示例县住建局", "", ""]


def test_a_fact_is_filled_in_for_all_in_one_step_and_the_choice_stays(
    page: EvidencePage, session: Session, qtbot: QtBot, commit_text: Type
) -> None:
    choose_all(page, qtbot)
    commit_text(page.several.dated_on.edit, "2022年9月")
    qtbot.keyClick(page.several.dated_on.edit, Qt.Key.Key_Return)
    assert {item.dated_on for item in pieces(session)} == {PartialDate(year=2022, month=9)}
    assert session.undo_label() == "填写 3 份佐证的日期"
    assert len(page.table.chosen_ids()) == 3 and page.several.isVisible()
    page.several.kind.combo.setCurrentIndex(7)
    page.several.kind.combo.activated.emit(7)
    assert {item.kind for item in pieces(session)} == {"照片"}
    session.undo()
    assert [item.kind for item in pieces(session)] == ["报告", "", ""]
    session.undo()
    assert {item.dated_on for item in pieces(session)} == {None}


def test_a_long_fill_that_is_cancelled_leaves_nothing_in_the_field(
    page: EvidencePage, session: Session, qtbot: QtBot, commit_text: Type, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gui.evidence.several.BATCH", 1)
    choose_all(page, qtbot)
    commit_text(page.several.document_number.edit, "甲字1号")
    page.several.document_number.commit(leaving=True)
    assert session.jobs.running is not None
    session.jobs.running.cancel()
    qtbot.waitUntil(lambda: session.jobs.running is None)
    assert page.several.document_number.read() == "" and {item.document_number for item in pieces(session)} == {""}


def test_what_is_sealed_stays_as_it_is(session: Session, qtbot: QtBot, commit_text: Type) -> None:
    task = add_task(session.workspace)
    measure = measures_of(session.workspace, task.id)[0]
    attach(session.workspace, measure, "会议纪要")
    seal_now(session.workspace, task)
    attach(session.workspace, measure, "补充材料")
    page = EvidencePage(session)
    page.refresh(None)
    on_screen(page, session, qtbot, 1213, 640)
    choose_all(page, qtbot)
    assert page.several.sealed.text() == "其中 1 份已封卷，不再修改。"
    commit_text(page.several.document_number.edit, "示政发〔2025〕1号")
    assert page.leave()
    numbers = {item.title: item.document_number for item in pieces(session)}
    assert numbers == {"会议纪要": "", "补充材料": "示政发〔2025〕1号"}


def test_one_piece_alone_has_its_own_card_again(page: EvidencePage, qtbot: QtBot) -> None:
    choose_all(page, qtbot)
    page.table.choose(page.model.id_at(1))
    qtbot.waitUntil(page.card.isVisible)
    assert page.card.title.text() == "照片1" and not page.several.isVisible()


def test_arrows_walk_on_in_whatever_field_has_the_keyboard(
    page: EvidencePage, session: Session, qtbot: QtBot, commit_text: Type
) -> None:
    field = dict(page.card.fields)["document_number"]
    field.setFocus()
    for words in ("甲字1号", "甲字2号", "甲字3号"):
        commit_text(field.editor, words)
        qtbot.keyClick(field.editor, Qt.Key.Key_Down)
    assert [item.document_number for item in pieces(session)] == ["甲字1号", "甲字2号", "甲字3号"]
    assert field.editor.hasFocus()


def test_arrows_move_in_a_note_until_its_last_line(page: EvidencePage, qtbot: QtBot, commit_text: Type) -> None:
    note = dict(page.card.fields)["note"]
    note.setFocus()
    commit_text(note.editor, "第一行\n第二行")
    first = page.table.chosen_id()
    qtbot.keyClick(note.editor, Qt.Key.Key_Up)
    assert page.table.chosen_id() == first
    qtbot.keyClick(note.editor, Qt.Key.Key_Down)
    assert page.table.chosen_id() == first
    qtbot.keyClick(note.editor, Qt.Key.Key_Down)
    assert page.table.chosen_id() == page.model.id_at(1) and note.editor.hasFocus()


def test_the_grid_shows_the_same_pieces_and_its_keys_walk_them(page: EvidencePage, qtbot: QtBot) -> None:
    page.rows.as_pictures.click()
    assert page.grid.isVisible() and page.grid.hasFocus() and not page.table.isVisible()
    shas = [page.model.values(row)[0].sha256 for row in range(3)]
    qtbot.waitUntil(lambda: all(page.grid.pictures.of(sha256) for sha256 in shas))
    qtbot.keyClick(page.grid, Qt.Key.Key_Right)
    assert page.card.title.text() == "照片1"
    qtbot.keyClick(page.grid, Qt.Key.Key_End)
    assert page.card.title.text() == "照片2"
    qtbot.keyClick(page.grid, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: page.several.head.text() == "已选 2 份")
    qtbot.keyClick(page.grid, Qt.Key.Key_Space)
    assert page.front.view is not None and page.front.view.isVisible()
    page.front.view.left.emit()
    assert page.grid.hasFocus()


def test_a_click_in_the_grid_chooses_the_piece(page: EvidencePage, qtbot: QtBot) -> None:
    page.rows.as_pictures.click()
    place = page.grid.visualRect(page.model.index(2, 0)).center()
    qtbot.mouseClick(page.grid.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert page.card.title.text() == "照片2"


def test_the_arrangement_is_kept(page: EvidencePage, session: Session, qtbot: QtBot) -> None:
    page.rows.as_pictures.click()
    again = EvidencePage(session)
    qtbot.addWidget(again)
    assert again.table.isHidden() and not again.grid.isHidden()
    page.rows.as_list.click()
    assert page.table.isVisible() and not page.grid.isVisible()


def test_an_empty_grid_says_how_evidence_comes_in(qtbot: QtBot, session: Session) -> None:
    page = EvidencePage(session)
    page.refresh(None)
    on_screen(page, session, qtbot, 1213, 640)
    page.rows.as_pictures.click()
    seen = page.grid.viewport().grab().toImage()
    assert len({seen.pixel(x, y) for x in range(0, 300, 2) for y in range(0, 60, 2)}) > 1
