"""佐证: naming many files with the keyboard, the trash, what is missing on disk, and what each piece is used for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gui.evidence.list import COLUMNS
from gui.evidence.trashing import restore
from gui.pages.evidence import EvidencePage
from gui.parts.buttons import IconButton, LinkButton
from gui.parts.signs import Sign
from gui.places import TASK, TaskPlace
from gui.session import Session
from models.actions.evidence import EvidenceInput, attach_evidence
from models.actions.evidence_files import add_files
from models.actions.linking import link_evidence, unlink_evidence
from models.actions.measures import remove_measure
from models.actions.trash import trash_evidence
from models.domain.canonical import canonical
from models.domain.evidence import Evidence, EvidenceId, EvidenceLink, StoredFile
from models.domain.plan import Task
from tests.builders import add_task, fill, issue, measures_of
from tests.gui.conftest import on_screen

Type = Callable[[QWidget, str], None]
TITLE, FILES = (place for place, column in enumerate(COLUMNS) if column.key in ("title", "files"))
NAMES = ("照片1.txt", "照片2.txt", "照片3.txt")


@pytest.fixture
def evidence(session: Session) -> list[Evidence]:
    """Give three pieces of evidence for the first measure of a task, the newest last."""
    ws = session.workspace
    measure = measures_of(ws, add_task(ws).id)[0]
    for name in NAMES:
        taken = ws.vault.take_in_bytes(name, name.encode())
        piece = EvidenceInput(files=[(taken.sha256, taken.name, taken.size)])
        attach_evidence(ws, pieces=[piece], measure_id=measure.id, proves=f"证明{name}")
    return ws.find(Evidence)


@pytest.fixture
def page(qtbot: QtBot, session: Session, evidence: list[Evidence]) -> EvidencePage:
    return shown(qtbot, session)


def shown(qtbot: QtBot, session: Session) -> EvidencePage:
    page = EvidencePage(session)
    page.refresh(None)
    on_screen(page, session, qtbot, 1213, 640)
    return page


def titles(page: EvidencePage) -> list[str]:
    return [str(page.model.values(row)[TITLE]) for row in range(page.model.rowCount())]


def test_forty_photos_are_named_without_leaving_the_keyboard(
    page: EvidencePage, qtbot: QtBot, commit_text: Type
) -> None:
    page.card.title.setFocus()
    for words in ("东段管网", "西段管网", "排口"):
        page.card.title.edit.selectAll()
        commit_text(page.card.title.edit, words)
        qtbot.keyClick(page.card.title.edit, Qt.Key.Key_Down)
    assert titles(page) == ["东段管网", "西段管网", "排口"]
    assert page.card.title.edit.hasFocus()


def test_a_page_scanned_wrongly_is_taken_off_and_comes_back_with_undo(page: EvidencePage, session: Session) -> None:
    ws = session.workspace
    item = page.card.evidence
    assert item is not None
    taken = ws.vault.take_in_bytes("扫错的一页.txt", b"wrong")
    session.apply(lambda at: add_files(at, evidence_id=item.id, files=[(taken.sha256, taken.name, taken.size)]))
    wrong = page.card.files.rows.itemAt(1).widget()
    next(button for button in wrong.findChildren(IconButton) if button.accessibleName().startswith("去掉")).click()
    assert [file.name for file in ws.find(StoredFile, evidence_id=item.id)] == [NAMES[2]]
    assert page.card.files.rows.count() == 1
    session.undo()
    assert page.card.files.rows.count() == 2
    assert ws.vault.path_of(taken.sha256).is_file()


def test_the_only_file_of_a_piece_is_not_taken_off(page: EvidencePage, session: Session, qtbot: QtBot) -> None:
    row = page.card.files.rows.itemAt(0).widget()
    with qtbot.waitSignal(session.failed) as refused:
        next(button for button in row.findChildren(IconButton) if button.accessibleName().startswith("去掉")).click()
    assert str(refused.args[0]) == (
        "佐证：照片3：“照片3.txt”是它唯一的文件，不能去掉。请先添加正确的文件，或把整份佐证移到回收站"
    )
    assert len(session.workspace.find(StoredFile)) == 3


def test_enter_in_the_title_goes_on_and_up_goes_back(page: EvidencePage, qtbot: QtBot) -> None:
    first, second = page.model.id_at(0), page.model.id_at(1)
    page.card.title.setFocus()
    qtbot.keyClick(page.card.title.edit, Qt.Key.Key_Return)
    assert page.table.chosen_id() == second
    qtbot.keyClick(page.card.title.edit, Qt.Key.Key_Up)
    assert page.table.chosen_id() == first


def test_arrows_do_not_leave_a_title_while_an_input_method_composes(
    page: EvidencePage, qtbot: QtBot, preedit: Type
) -> None:
    chosen = page.table.chosen_id()
    page.card.title.setFocus()
    preedit(page.card.title.edit, "guan")
    qtbot.keyClick(page.card.title.edit, Qt.Key.Key_Down)
    assert page.table.chosen_id() == chosen
    preedit(page.card.title.edit, "")


def test_a_title_that_sorts_elsewhere_does_not_lead_astray(page: EvidencePage, qtbot: QtBot, commit_text: Type) -> None:
    page.model.sort_by("title")
    page.table.choose(page.model.id_at(0))
    page.card.title.setFocus()
    page.card.title.edit.selectAll()
    commit_text(page.card.title.edit, "排到最后")
    expected = page.model.id_at(1)
    qtbot.keyClick(page.card.title.edit, Qt.Key.Key_Down)
    assert page.table.chosen_id() == expected


def test_an_empty_title_is_refused_where_it_stands(page: EvidencePage, session: Session) -> None:
    page.card.title.setFocus()
    page.card.title.edit.clear()
    page.card.title.typed()
    assert not page.leave()
    assert "不能空着" in page.card.title.problem()
    assert all(item.title for item in session.workspace.find(Evidence))


def test_the_facts_of_a_piece_are_saved_as_records(page: EvidencePage, session: Session, commit_text: Type) -> None:
    fields = dict(page.card.fields)
    commit_text(fields["issuing_body"].edit, "示例县人民政府办公室")
    commit_text(page.card.dated_on.edit, "2025.3.28")
    assert page.leave()
    saved = session.workspace.get(Evidence, page.card.evidence.id if page.card.evidence else None)
    assert saved is not None and saved.issuing_body == "示例县人民政府办公室"
    assert saved.dated_on is not None and saved.dated_on.iso == "2025-03-28"


def test_the_list_is_narrowed_while_one_types(page: EvidencePage, qtbot: QtBot, commit_text: Type) -> None:
    commit_text(page.filter, "照片2")
    qtbot.waitUntil(lambda: titles(page) == ["照片2"])
    assert page.head.hint.text() == "3 份，列出 1 份"
    assert page.card.title.text() == "照片2"


def test_used_evidence_goes_to_the_trash_after_a_question_and_comes_back(
    page: EvidencePage, answers: dict[str, Any]
) -> None:
    answers["confirm"] = True
    page.verbs.remove.click()
    assert "1 份正证明着措施" in answers["asked"][0][1][1]
    assert len(titles(page)) == 2 and page.verbs.trash.text() == "回收站 1"
    page.verbs.trash.click()
    assert page.head.title.text() == "回收站" and len(titles(page)) == 1
    assert not page.card.title.isEnabled()
    page.verbs.restore.click()
    assert page.head.hint.text() == "0 份"
    page.verbs.trash.click()
    assert len(titles(page)) == 3


def test_what_comes_back_without_its_measure_is_named_with_the_way_to_link_it(
    page: EvidencePage, session: Session, evidence: list[Evidence]
) -> None:
    ws, ids = session.workspace, [item.id for item in evidence]
    link_evidence(ws, evidence_id=ids[2], measure_id=measures_of(ws, ws.find(Task)[0].id)[1].id)
    trash_evidence(ws, evidence_ids=ids)
    told: list[str] = []
    session.told.connect(lambda words, ways: told.extend([words, *(word for word, _ in ways)]))
    restore(session, ids[:1])
    assert told == []
    # What a person took off a measure before it was thrown away is not the doing of the trash.
    unlink_evidence(ws, link_id=ws.find(EvidenceLink, evidence_id=ids[0])[0].id)
    trash_evidence(ws, evidence_ids=ids[:1])
    remove_measure(ws, measure_id=ws.find(EvidenceLink, evidence_id=ids[1])[0].measure_id)
    restore(session, ids)
    assert told == ["“照片2”、“照片3”原来对应的措施已经删除，还原后没有这条对应了，请另外对应", "去对应"]


def test_what_comes_in_is_chosen_from_its_top(
    page: EvidencePage, qtbot: QtBot, answers: dict[str, Any], tmp_path: Path
) -> None:
    page.table.choose(page.model.id_at(2))
    for name in ("新一", "新二"):
        (tmp_path / f"{name}.txt").write_text(name, encoding="utf-8")
    answers["choose"] = 0
    page.taking.files([tmp_path / "新一.txt", tmp_path / "新二.txt"], None)
    qtbot.waitUntil(lambda: page.card.title.text() == "新一")
    assert page.model.row_of(page.table.chosen_id()) == 0


def test_declining_leaves_everything_where_it_was(page: EvidencePage, answers: dict[str, Any]) -> None:
    answers["confirm"] = False
    page.verbs.remove.click()
    assert len(titles(page)) == 3


def test_emptying_the_trash_says_what_it_takes_and_deletes_the_file(
    page: EvidencePage, session: Session, evidence: list[Evidence], answers: dict[str, Any], qtbot: QtBot
) -> None:
    ws = session.workspace
    (file,) = ws.find(StoredFile, evidence_id=evidence[0].id)
    session.apply(lambda ws: trash_evidence(ws, evidence_ids=[evidence[0].id]))
    page.verbs.trash.click()
    answers["confirm"] = True
    page.verbs.empty.click()
    assert "不能撤销" in answers["asked"][0][1][1]
    # Beside the window: hundreds of files take their time.
    assert session.jobs.running is not None and session.jobs.running.title == "正在清空回收站"
    qtbot.waitUntil(lambda: session.jobs.running is None)
    assert page.model.rowCount() == 0
    assert ws.get(Evidence, evidence[0].id) is None and not ws.vault.path_of(file.sha256).exists()


def test_what_a_signed_paper_used_is_named_before_it_goes_and_stays_with_its_number(
    session: Session, answers: dict[str, Any], qtbot: QtBot
) -> None:
    ws = session.workspace
    fill(ws)
    (piece, *_), (file, *_) = ws.find(Evidence), ws.find(StoredFile)
    paper = issue(ws)
    with ws.change("签发") as change:
        change.put(replace(paper, dossier=canonical(file)))
    page = shown(qtbot, session)
    page.table.selectAll()
    answers["confirm"] = True
    page.verbs.remove.click()
    assert answers["asked"][0][1][1].endswith(f"\n用于签发稿的 1 份（“{piece.title}”），清空回收站时会留下。")
    page.verbs.trash.click()
    assert sorted(str(page.model.values(row)[TITLE - 1]) for row in range(2)) == ["", "1-1-01"]
    page.verbs.empty.click()
    assert "回收站里 1 份佐证" in answers["asked"][1][1][1] and "签发稿用过的 1 份留在" in answers["asked"][1][1][1]
    qtbot.waitUntil(lambda: session.jobs.running is None)
    assert titles(page) == [piece.title] and str(page.model.values(0)[TITLE - 1]) == "1-1-01"


def test_the_question_before_emptying_counts_what_loses_its_evidence(
    session: Session, answers: dict[str, Any], qtbot: QtBot
) -> None:
    ws = session.workspace
    fill(ws)
    trash_evidence(ws, evidence_ids=[item.id for item in ws.find(Evidence)])
    answers["confirm"] = False
    page = shown(qtbot, session)
    page.verbs.trash.click()
    page.verbs.empty.click()
    assert answers["asked"][0][1][1] == (
        "回收站里 2 份佐证，连同它们和措施的对应、只有它们用到的文件，将从这台电脑删除。\n"
        "1 组对比照片不再有照片，一并删除；1 个指标数值失去佐证；1 处频次计数一并删除。\n"
        "这一步不能撤销，以前做的备份里仍有。"
    )


def test_a_file_that_is_gone_is_marked_in_list_and_card(
    page: EvidencePage, session: Session, evidence: list[Evidence]
) -> None:
    (file,) = session.workspace.find(StoredFile, evidence_id=evidence[0].id)
    session.workspace.vault.discard(file.sha256)
    page.go_to(evidence[0].id)
    page.refresh(None)
    row = page.model.row_of(page.table.chosen_id())
    sign = page.model.values(row)[FILES]
    assert isinstance(sign, Sign) and sign.words == "缺失" and sign.colour == "late"
    shown_words = [label.text() for label in page.card.findChildren(QWidget) if hasattr(label, "text")]
    assert any("缺失或损坏" in str(words) for words in shown_words)


def test_a_search_hit_is_shown_although_the_filter_hides_it(
    page: EvidencePage, qtbot: QtBot, evidence: list[Evidence], commit_text: Type
) -> None:
    commit_text(page.filter, "照片2")
    qtbot.waitUntil(lambda: titles(page) == ["照片2"])
    page.go_to(evidence[2].id)
    assert page.card.evidence is not None and page.card.evidence.id == evidence[2].id
    assert page.filter.text() == ""


def test_the_use_of_a_piece_leads_to_its_measure(page: EvidencePage, session: Session, qtbot: QtBot) -> None:
    lead = next(link for link in page.card.findChildren(LinkButton) if link.text() == "任务 1 措施 1")
    with qtbot.waitSignal(session.wanted) as wanted:
        lead.click()
    assert wanted.args[0] == TASK
    assert isinstance(wanted.args[1], TaskPlace) and wanted.args[1].measure_id


def test_several_pieces_are_given_out_together(
    page: EvidencePage, session: Session, qtbot: QtBot, answers: dict[str, Any], tmp_path: Path
) -> None:
    folder = tmp_path / "导出"
    folder.mkdir()
    answers["pick_folder"] = folder
    page.table.selectAll()
    with qtbot.waitSignal(session.told):
        page.verbs.export.click()
    assert sorted(path.name for path in folder.iterdir()) == list(NAMES)


def test_the_text_of_a_file_is_shown_when_a_worker_has_read_it(page: EvidencePage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: page.card.excerpt.plain().startswith("照片"))


def photo(session: Session, colour: str) -> StoredFile:
    """Add a piece of evidence that is a photo, wider than high, of one colour."""
    ws = session.workspace
    image, buffer = QImage(400, 200, QImage.Format.Format_RGB32), QBuffer()
    image.fill(QColor(colour))
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    taken = ws.vault.take_in_bytes(f"{colour}.png", bytes(buffer.data().data()))
    attach_evidence(ws, pieces=[EvidenceInput(files=[(taken.sha256, taken.name, taken.size)])], measure_id=None)
    (file,) = ws.find(StoredFile, sha256=taken.sha256)
    return file


def test_photos_stand_in_the_list_as_small_pictures(qtbot: QtBot, session: Session) -> None:
    green, red = photo(session, "#1f6f54"), photo(session, "#c0392b")
    page = shown(qtbot, session)
    qtbot.waitUntil(lambda: all(page.rows.thumbnails.of(file.sha256) for file in (green, red)))
    picture = page.rows.thumbnails.of(green.sha256)
    assert picture is not None and picture.deviceIndependentSize().toTuple() == (36, 18)
    row = page.table.visualRect(page.model.index(1, 0))
    seen = page.table.viewport().grab(row).toImage()
    colours = {seen.pixelColor(x, seen.height() // 2).green() for x in range(seen.width())}
    assert any(abs(green - 0x6F) < 6 for green in colours)
    assert row.height() == 32
    # What is known of files is fetched at once, however much else waits to be done quietly.
    came: list[int] = []
    page.rows.thumbnails.arrived.connect(lambda: came.append(page.rows.thumbnails.held()))
    page.rows.thumbnails.forget()
    page.table.viewport().update()
    qtbot.waitUntil(lambda: bool(came))
    assert came == [2]


def test_a_list_nobody_sees_holds_no_pictures(qtbot: QtBot, session: Session) -> None:
    file = photo(session, "#1f6f54")
    page = shown(qtbot, session)
    qtbot.waitUntil(lambda: page.rows.thumbnails.of(file.sha256) is not None)
    page.hide()
    assert page.rows.thumbnails.held() == 0
    page.show()
    qtbot.waitUntil(lambda: page.rows.thumbnails.held() == 1)


def test_a_file_without_a_picture_or_gone_is_asked_for_once(
    page: EvidencePage, session: Session, evidence: list[Evidence], qtbot: QtBot
) -> None:
    files = [session.workspace.find(StoredFile, evidence_id=item.id)[0] for item in evidence]
    session.workspace.vault.discard(files[0].sha256)
    page.rows.thumbnails.forget()
    page.table.viewport().update()
    qtbot.waitUntil(lambda: page.rows.thumbnails.held() == 3)
    assert [page.rows.thumbnails.of(file.sha256) for file in files] == [None, None, None]


def test_an_empty_list_says_how_evidence_comes_in(qtbot: QtBot, session: Session) -> None:
    page = shown(qtbot, session)
    assert "拖到对应的措施上" in page.table.empty
    assert not page.verbs.export.isEnabled() and not page.verbs.trash.isVisible()
    assert page.first_focus() is page.filter


def test_one_comes_back_to_the_same_row_of_the_trash(
    page: EvidencePage, session: Session, evidence: list[Evidence]
) -> None:
    ids: list[EvidenceId] = [item.id for item in evidence[:2]]
    session.apply(lambda ws: trash_evidence(ws, evidence_ids=ids))
    page.verbs.trash.click()
    page.table.choose(page.model.id_at(1))
    place, chosen = page.place(), page.table.chosen_id()
    page.go_to(evidence[2].id)
    assert page.head.title.text() == "佐证"
    page.go_to(place)
    assert page.head.title.text() == "回收站" and page.table.chosen_id() == chosen


def test_a_piece_is_used_for_a_measure_from_its_card(
    page: EvidencePage, session: Session, qtbot: QtBot, commit_text: Type
) -> None:
    ws, task = session.workspace, add_task(session.workspace, "12-02")
    page.card.uses.link.click()
    line = page.card.uses.measure
    commit_text(line.edit, "12-02")
    qtbot.keyClick(line.edit, Qt.Key.Key_Return)
    assert "有 2 个" in line.problem()
    assert [item.text for item in line._suggest("12-02")] == ["任务 12-02 措施 1", "任务 12-02 措施 2"]
    line.picked.emit(line._suggest("12-02")[1])
    assert page.card.evidence is not None
    links = ws.find(EvidenceLink, evidence_id=page.card.evidence.id, measure_id=measures_of(ws, task.id)[1].id)
    assert len(links) == 1 and line.isHidden()
    assert [item.text for item in line._suggest("12-02")] == ["任务 12-02 措施 1"]


def test_files_are_added_to_a_piece_from_its_card(
    page: EvidencePage, session: Session, qtbot: QtBot, tmp_path: Path, answers: dict[str, Any]
) -> None:
    path = tmp_path / "背面.txt"
    path.write_text("背面", encoding="utf-8")
    answers["pick_files"] = [path]
    assert page.card.evidence is not None
    evidence_id = page.card.evidence.id
    page.card.files.add.click()
    qtbot.waitUntil(lambda: len(session.workspace.find(StoredFile, evidence_id=evidence_id)) == 2)
    assert any(link.text() == "背面.txt" for link in page.card.findChildren(LinkButton))
