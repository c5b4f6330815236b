"""Looking at evidence inside the window: pages turned and zoomed, facts typed beside them, old versions, the reason."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from gui.looking.file_view import FileView
from gui.looking.sheets import Slot, TextSheet
from gui.pages.evidence import EvidencePage
from gui.pages.task.evidence import EvidenceTab
from gui.pages.task.evidence_row import EvidenceRow
from gui.parts.buttons import LinkButton
from gui.places import EVIDENCE, EvidencePlace
from gui.session import Session
from models.actions.evidence_files import add_files, replace_file
from models.actions.linking import link_evidence
from models.domain.evidence import Evidence, EvidenceLink, StoredFile
from tests import kinds
from tests.builders import add_task, measures_of
from tests.gui.conftest import on_screen


@pytest.fixture
def scanned(session: Session, tmp_path: Path) -> Evidence:
    """Give a piece of evidence that is a scan of three pages."""
    return kinds.keep(session.workspace, kinds.scan(tmp_path))[0]


def shown(qtbot: QtBot, session: Session) -> EvidencePage:
    page = EvidencePage(session)
    page.refresh(None)
    on_screen(page, session, qtbot, 1213, 640)
    page.table.setFocus()
    return page


def looking(page: EvidencePage, qtbot: QtBot) -> FileView:
    """Look at the chosen piece with the key for it, and wait for its page."""
    qtbot.keyClick(page.table, Qt.Key.Key_Space)
    view = page.front.view
    assert view is not None
    qtbot.waitUntil(lambda: arrived(view) or bool(view.canvas.words))
    return view


def arrived(view: FileView) -> bool:
    place = view.canvas.place
    return place < len(view.canvas.sheets) and view._slots[place].content is not None


def bars(view: FileView) -> int:
    """Count the black bars on the page that is seen: each page of the scan has as many as its number says."""
    image: QImage = view.canvas.grab().toImage()
    column = [image.pixelColor(image.width() // 2, y).value() < 100 for y in range(image.height())]
    return sum(dark and not before for before, dark in pairwise(column))


def test_space_shows_the_pages_in_the_place_of_the_list_and_escape_leaves(
    qtbot: QtBot, session: Session, scanned: Evidence
) -> None:
    page = shown(qtbot, session)
    view = looking(page, qtbot)
    assert view.isVisible() and not page.table.isVisible() and view.count() == 3
    assert bars(view) == 1 and page.card.picture.isHidden()
    qtbot.keyClick(view.focusProxy(), Qt.Key.Key_PageDown)
    qtbot.keyClick(view.focusProxy(), Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: view.page() == 3 and arrived(view))
    assert bars(view) == 3
    qtbot.keyClick(view.focusProxy(), Qt.Key.Key_Escape)
    assert page.table.isVisible() and page.table.hasFocus() and view.file() is None


def test_a_page_is_zoomed_by_keys_and_scrolled_then_fitted_again(
    qtbot: QtBot, session: Session, scanned: Evidence
) -> None:
    view = looking(shown(qtbot, session), qtbot)
    fitted = view.canvas.width()
    qtbot.keyClick(view.focusProxy(), Qt.Key.Key_Plus)
    assert view.canvas.width() > fitted and view._fit.text().endswith("%")
    qtbot.keyClick(view.focusProxy(), Qt.Key.Key_Right)
    assert view.page() == 1
    view._fit.click()
    assert view.fit() == "width" and view.canvas.width() == fitted


def test_pages_are_turned_from_a_field_and_arrows_go_on_in_the_same_field(
    qtbot: QtBot, session: Session, scanned: Evidence, tmp_path: Path
) -> None:
    kinds.keep(session.workspace, kinds.scan(tmp_path, "另一份.pdf", pages=2))
    page = shown(qtbot, session)
    view = looking(page, qtbot)
    field = dict(page.card.fields)["document_number"]
    field.setFocus()
    qtbot.keyClick(field.editor, Qt.Key.Key_PageDown)
    assert view.page() == 2
    qtbot.keyClick(field.editor, Qt.Key.Key_Down)
    assert page.card.evidence == scanned and field.editor.hasFocus()
    qtbot.waitUntil(lambda: view.count() == 3 and arrived(view))
    assert view.page() == 1
    qtbot.keyClick(field.editor, Qt.Key.Key_Escape)
    assert page.table.hasFocus() and page.card.picture.isVisible()


def test_behind_the_last_page_the_next_file_follows(
    qtbot: QtBot, session: Session, scanned: Evidence, tmp_path: Path
) -> None:
    taken = session.workspace.vault.take_in(kinds.note(tmp_path))
    session.apply(
        lambda ws: add_files(ws, evidence_id=scanned.id, files=[(taken.sha256, taken.name, taken.size)])
    )
    view = looking(shown(qtbot, session), qtbot)
    view.show_page(3)
    qtbot.keyClick(view.focusProxy(), Qt.Key.Key_PageDown)
    assert view.name.whole() == "2/2　情况说明.txt"
    qtbot.waitUntil(lambda: arrived(view))
    slot = view.canvas.sheets[0]
    assert isinstance(slot, Slot) and isinstance(slot.content, TextSheet)
    assert slot.content.document.toPlainText().startswith("情况说明\n管网已全部接通。")


def test_what_cannot_be_shown_says_why_and_enter_opens_it(
    qtbot: QtBot, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[StoredFile] = []
    monkeypatch.setattr("gui.opening.open_stored", lambda _, file: opened.append(file))
    kinds.keep(session.workspace, kinds.broken(tmp_path))
    view = looking(shown(qtbot, session), qtbot)
    assert view.canvas.words.startswith("PDF 打不开，可能已损坏。\n按 Enter 用别的程序打开试试；")
    qtbot.keyClick(view.focusProxy(), Qt.Key.Key_Return)
    assert [file.name for file in opened] == ["坏了的扫描件.pdf"]


def test_an_old_version_is_looked_at_from_the_card(
    qtbot: QtBot, session: Session, scanned: Evidence, tmp_path: Path
) -> None:
    taken = session.workspace.vault.take_in(kinds.scan(tmp_path, "盖章.pdf", pages=2))
    (old,) = session.workspace.current_files(scanned.id)
    page = shown(qtbot, session)
    view = looking(page, qtbot)
    session.apply(lambda ws: replace_file(ws, file_id=old.id, new=(taken.sha256, taken.name, taken.size)))
    assert view.name.whole() == "盖章.pdf"
    qtbot.waitUntil(lambda: view.count() == 2 and arrived(view))
    next(link for link in page.card.files.findChildren(LinkButton) if link.text() == "看").click()
    qtbot.waitUntil(lambda: view.count() == 3 and arrived(view))
    assert view.name.whole() == "验收报告.pdf"


def test_a_file_dropped_on_a_piece_becomes_its_new_version_when_the_clerk_says_so(
    qtbot: QtBot, session: Session, scanned: Evidence, tmp_path: Path
) -> None:
    page, data = shown(qtbot, session), QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(kinds.scan(tmp_path, "盖章.pdf", pages=2)))])
    assert page.card.takes(data) and page.card.take(data)
    links = {link.text(): link for link in page.card.files.findChildren(LinkButton)}
    assert {"换成新版本", "加一页"} <= set(links)
    links["换成新版本"].click()
    qtbot.waitUntil(lambda: [file.name for file in session.workspace.current_files(scanned.id)] == ["盖章.pdf"])
    assert page.card.files.rows.count() == 2 and page.card.files.dropped.count() == 0


def test_a_place_leads_straight_to_the_pages(qtbot: QtBot, session: Session, scanned: Evidence) -> None:
    page = shown(qtbot, session)
    page.go_to(EvidencePlace(scanned.id))
    assert page.front.view is not None and page.front.view.isVisible()
    assert page.first_focus() is page.front.view


def test_space_on_a_piece_of_a_task_leads_to_its_pages(qtbot: QtBot, session: Session, scanned: Evidence) -> None:
    task = add_task(session.workspace)
    link_evidence(session.workspace, evidence_id=scanned.id, measure_id=measures_of(session.workspace, task.id)[0].id)
    tab = EvidenceTab(session)
    tab.show_task(task.id)
    on_screen(tab, session, qtbot, 1213, 640)
    tab.links.table.setFocus()
    with qtbot.waitSignal(session.wanted) as wanted:
        qtbot.keyClick(tab.links.table, Qt.Key.Key_Space)
    assert wanted.args == [EVIDENCE, EvidencePlace(scanned.id)]


def test_space_on_a_piece_under_its_measure_leads_to_its_pages(
    qtbot: QtBot, session: Session, scanned: Evidence
) -> None:
    measure = measures_of(session.workspace, add_task(session.workspace).id)[0]
    changes = link_evidence(session.workspace, evidence_id=scanned.id, measure_id=measure.id)
    link = session.workspace.need(EvidenceLink, changes.new_id("evidence_links"))
    row = EvidenceRow(session)
    qtbot.addWidget(row)
    row.show_link("1", link, scanned, session.workspace.current_files(scanned.id), number=40, body=80, fresh=True)
    row.proves.shown.setFocus()
    with qtbot.waitSignal(session.wanted) as wanted:
        qtbot.keyClick(row.proves.shown, Qt.Key.Key_Space)
    assert wanted.args == [EVIDENCE, EvidencePlace(scanned.id)]
