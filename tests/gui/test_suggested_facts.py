"""What names and first pages suggest stands muted under the empty fields; only → or a click takes it over."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from pytestqt.qtbot import QtBot

from gui.pages.evidence import EvidencePage
from gui.session import Session
from models.actions.evidence import EvidenceInput, attach_evidence
from models.domain.evidence import Evidence
from models.domain.partial_date import PartialDate
from models.looking import Looking
from tests.gui.conftest import on_screen

NAMES = ("示委办发〔2021〕3号通知20210315.txt", "会议纪要20210401.txt", "无.txt")
DAY = PartialDate(year=2021, month=3, day=15)


@pytest.fixture
def page(qtbot: QtBot, session: Session) -> EvidencePage:
    """Show three pieces of evidence, the first of them chosen."""
    ws = session.workspace
    taken = [ws.vault.take_in_bytes(name, name.encode()) for name in NAMES]
    pieces = [EvidenceInput(files=[(item.sha256, item.name, item.size)]) for item in taken]
    attach_evidence(ws, pieces=pieces, measure_id=None)
    page = EvidencePage(session)
    page.refresh(None)
    on_screen(page, session, qtbot, 1213, 640)
    page.table.choose(ws.look.evidence_rowid(piece(session).id))
    return page


def piece(session: Session, place: int = 0) -> Evidence:
    return session.workspace.find(Evidence)[place]


def test_a_date_is_taken_over_with_the_right_arrow_and_by_nothing_else(
    page: EvidencePage, session: Session, qtbot: QtBot
) -> None:
    line, edit = page.card.suggested.lines["dated_on"], page.card.dated_on.edit
    assert line.isVisible() and "2021-03-15" in line.text() and "文件名" in line.text()
    edit.setFocus()
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    qtbot.keyClick(edit, Qt.Key.Key_Tab)
    assert piece(session).dated_on is None
    edit.setFocus()
    qtbot.keyClick(edit, Qt.Key.Key_Right)
    assert piece(session).dated_on == DAY
    assert not line.isVisible()
    session.undo()
    assert piece(session).dated_on is None and line.isVisible()


def add_minutes_of_two_dates(session: Session) -> Evidence:
    """Take in minutes signed three days behind the day their name tells."""
    ws, name = session.workspace, "县委会议纪要20210315.txt"
    taken = ws.vault.take_in_bytes(name, "示例县整改办公室\n2021年3月18日".encode())
    Looking.in_workspace(ws.folder).look(ws.vault.path_of(taken.sha256), taken.sha256)
    minutes = EvidenceInput(files=[(taken.sha256, name, taken.size)])
    session.apply(lambda ws: attach_evidence(ws, pieces=[minutes], measure_id=None))
    return piece(session, len(NAMES))


@pytest.mark.parametrize(("keys", "day"), [("plain", 15), ("ctrl", 18)])
def test_of_two_dates_that_differ_each_has_its_key(
    page: EvidencePage, session: Session, qtbot: QtBot, keys: str, day: int
) -> None:
    minutes = add_minutes_of_two_dates(session)
    page.table.choose(session.workspace.look.evidence_rowid(minutes.id))
    lines, edit = page.card.suggested.lines, page.card.dated_on.edit
    assert "文件名" in lines["dated_on"].text() and "Ctrl+→ 2021-03-18　落款" in lines["other_date"].text()
    edit.setFocus()
    modifier = Qt.KeyboardModifier.ControlModifier if keys == "ctrl" else Qt.KeyboardModifier.NoModifier
    qtbot.keyClick(edit, Qt.Key.Key_Right, modifier)
    assert session.workspace.need(Evidence, minutes.id).dated_on == PartialDate(year=2021, month=3, day=day)
    assert not lines["dated_on"].isVisible() and not lines["other_date"].isVisible()


def test_a_kind_and_a_number_are_taken_over_with_a_click(page: EvidencePage, session: Session, qtbot: QtBot) -> None:
    for name in ("kind", "document_number"):
        qtbot.mouseClick(page.card.suggested.lines[name], Qt.MouseButton.LeftButton)
    assert (piece(session).kind, piece(session).document_number) == ("文件", "示委办发〔2021〕3号")


def test_a_field_that_is_typed_into_offers_nothing(page: EvidencePage, session: Session, qtbot: QtBot) -> None:
    line, edit = page.card.suggested.lines["dated_on"], page.card.dated_on.edit
    edit.setFocus()
    qtbot.keyClicks(edit, "2020")
    assert not line.isVisible() and line.offered() is None
    qtbot.keyClick(edit, Qt.Key.Key_Right)
    assert edit.text() == "2020"


def test_the_suggestions_of_a_selection_are_taken_over_in_one_step(
    page: EvidencePage, session: Session, qtbot: QtBot
) -> None:
    assert not page.several.adopt.isVisible()
    add_minutes_of_two_dates(session)
    page.table.selectAll()
    qtbot.waitUntil(page.several.adopt.isVisible)
    with qtbot.waitSignal(session.told) as told:
        page.several.adopt.click()
    assert "填写 3 份" in told.args[0] and "1 份读到两个不同的日期，请逐份选定" in told.args[0]
    assert [piece(session, place).dated_on for place in (0, 3)] == [DAY, None]
    assert [piece(session, place).kind for place in range(4)] == ["文件", "会议纪要", "", "会议纪要"]
    session.undo()
    assert not any(item.kind or item.dated_on for item in session.workspace.find(Evidence))


def test_a_folder_dropped_on_the_page_is_kept_without_a_measure(
    page: EvidencePage, session: Session, qtbot: QtBot, answers: dict[str, Any], tmp_path: Path
) -> None:
    (tmp_path / "现场").mkdir()
    for name in ("2.txt", "10.txt"):
        (tmp_path / "现场" / name).write_text(name, encoding="utf-8")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "现场"))])
    answers["choose"] = 0
    action, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    page.dropEvent(QDropEvent(QPointF(5, 5), action, data, button, Qt.KeyboardModifier.NoModifier))
    qtbot.waitUntil(lambda: len(session.workspace.find(Evidence)) == 5)
    assert [piece(session, place).title for place in (3, 4)] == ["2", "10"]
    assert {piece(session, place).folder for place in (3, 4)} == {"现场"}
