"""文件体检 in the window: found at a click and in slices, and dealt with where it is shown."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
import pytest
from pytestqt.qtbot import QtBot

from gui import desk
from gui.care import keeper as keepers
from gui.care.keeper import CareKeeper
from gui.care.panel import CarePanel
from gui.pages.evidence import EvidencePage
from gui.places import CARE, EVIDENCE
from gui.session import Session
from gui.window import MainWindow
from models.actions import evidence as actions
from models.actions import linking
from models.domain.evidence import Evidence, EvidenceLink, StoredFile
from models.domain.file_care import CareKind
from models.workspace import Workspace
from tests.builders import add_task, measures_of
from tests.gui.conftest import on_screen

NAMES = ("调度会纪要.txt", "施工照片.txt", "验收报告.txt")


@pytest.fixture
def kept(session: Session) -> list[StoredFile]:
    """Give the files of three pieces of evidence of one measure."""
    ws = session.workspace
    measure = measures_of(ws, add_task(ws).id)[0]
    for name in NAMES:
        taken = ws.vault.take_in_bytes(name, name.encode())
        piece = actions.EvidenceInput(files=[(taken.sha256, taken.name, taken.size)])
        actions.attach_evidence(ws, pieces=[piece], measure_id=measure.id)
    return ws.find(StoredFile)


@pytest.fixture
def lost(session: Session, kept: list[StoredFile]) -> StoredFile:
    """Give a file that is gone."""
    session.workspace.vault.path_of(kept[0].sha256).unlink()
    return kept[0]


@pytest.fixture
def page(session: Session, kept: list[StoredFile], qtbot: QtBot) -> EvidencePage:
    page = EvidencePage(session)
    page.refresh(None)
    on_screen(page, session, qtbot, 1213, 640)
    return page


@pytest.fixture
def panel(page: EvidencePage) -> CarePanel:
    page.go_to(CARE)
    panel = page.front.care
    assert isinstance(panel, CarePanel) and panel.isVisible()
    return panel


def look(panel: CarePanel, qtbot: QtBot) -> list[str]:
    """Look after the files at a click; returns the kinds listed."""
    panel.begin.click()
    qtbot.waitUntil(lambda: panel.keeper.result is not None and panel.begin.isEnabled())
    return [str(panel.model.values(row)[0]) for row in range(panel.model.rowCount())]


def test_whole_files_are_said_to_be_whole(page: EvidencePage, panel: CarePanel, qtbot: QtBot) -> None:
    assert page.rows.chosen() is not None and page.card.evidence is None
    assert look(panel, qtbot) == []
    assert "全部完好" in panel.said.text() and panel.table.empty == "没有要处理的文件。"
    assert not panel.find.isEnabled() and panel.report.isEnabled()


def test_a_lost_file_is_listed_with_its_evidence_beside_it(
    lost: StoredFile, page: EvidencePage, panel: CarePanel, qtbot: QtBot
) -> None:
    assert look(panel, qtbot) == ["▲ 缺失"]
    assert "1 个文件须处理" in panel.said.text() and "缺失 1" in panel.counts.text()
    panel.table.choose(panel.model.id_at(0))
    title = panel.session.workspace.need(Evidence, lost.evidence_id).title
    assert page.card.title.edit.text() == title and page.head.title.text() == "文件体检"
    panel.back.click()
    assert page.table.isVisible() and page.head.title.text() == "佐证"


def test_a_lost_file_is_found_again_on_a_stick(
    session: Session, kept: list[StoredFile], panel: CarePanel, tmp_path: Path, qtbot: QtBot, answers: dict[str, Any]
) -> None:
    ws, file = session.workspace, kept[0]
    stick = tmp_path / "U盘"
    stick.mkdir()
    (stick / "别的名字.bin").write_bytes(ws.vault.path_of(file.sha256).read_bytes())
    ws.vault.path_of(file.sha256).unlink()
    look(panel, qtbot)
    told: list[str] = []
    session.told.connect(lambda words, _: told.append(words))
    answers["pick_folder"] = stick
    panel.find.setFocus()
    panel.find.click()
    qtbot.waitUntil(lambda: bool(told))
    assert told == ["在“U盘”里找回 1 个文件，都找齐了"] and panel.table.hasFocus()
    assert panel.model.rowCount() == 0 and ws.vault.path_of(file.sha256).is_file()


def test_what_an_automatic_backup_holds_is_found_without_asking_and_what_a_stick_does_not_let_read_is_told(
    session: Session, kept: list[StoredFile], panel: CarePanel, tmp_path: Path, qtbot: QtBot, answers: dict[str, Any]
) -> None:
    ws = session.workspace
    ws.snapshot(kept=True).keep()
    for file in kept:
        ws.vault.path_of(file.sha256).unlink()
    (ws.folder / "backups" / "vault" / kept[0].sha256[:2] / kept[0].sha256).unlink()
    look(panel, qtbot)
    panel.table.choose(panel.model.id_at(1))
    told: list[str] = []
    session.told.connect(lambda words, _: told.append(words))
    answers["pick_folder"] = stick = tmp_path / "U盘"
    stick.mkdir()
    (stick / "环").symlink_to("环")
    panel.find.click()
    qtbot.waitUntil(lambda: len(told) == 2)
    assert told == [
        "在“自动备份”里找回 2 个文件，还有 1 个没有找到",
        "在“U盘”里没有找到这些文件；有 1 个文件或文件夹读不出，如“环”",
    ]
    assert "找不到 1 个文件" in answers["asked"][-1][1][0]
    # The row that was chosen is gone; what is shown beside the list is the evidence of the one that is chosen now.
    assert panel.evidence_id() == kept[0].evidence_id and panel.model.rowCount() == 1


def idle_one(ws: Workspace) -> Evidence:
    """Take every link off one piece of evidence."""
    (item, *_) = ws.find(Evidence)
    for link in ws.find(EvidenceLink, evidence_id=item.id):
        linking.unlink_evidence(ws, link_id=link.id)
    return item


def test_what_is_used_nowhere_goes_to_the_trash_and_what_nobody_owns_is_deleted(
    session: Session, panel: CarePanel, qtbot: QtBot, answers: dict[str, Any]
) -> None:
    ws = session.workspace
    item = idle_one(ws)
    stray = ws.vault.path_of("ab" * 32)
    stray.parent.mkdir(exist_ok=True)
    stray.write_bytes(b"stray")
    assert look(panel, qtbot) == ["未用", "无主"]
    answers["confirm"] = True
    panel.trash.click()
    assert ws.need(Evidence, item.id).trashed_at is not None
    panel.clear.click()
    assert not stray.exists() and panel.model.rowCount() == 0
    session.undo()
    assert ws.need(Evidence, item.id).trashed_at is None


def test_the_result_is_written_as_a_paper(
    lost: StoredFile, panel: CarePanel, tmp_path: Path, qtbot: QtBot, answers: dict[str, Any]
) -> None:
    look(panel, qtbot)
    told: list[str] = []
    panel.session.told.connect(lambda words, _: told.append(words))
    answers["save_as"] = tmp_path / "体检"
    panel.report.click()
    qtbot.waitUntil(lambda: bool(told))
    with (tmp_path / "体检.docx").open("rb") as file:
        assert docx.Document(file).tables[0].rows[1].cells[2].text == lost.name


def test_files_are_looked_after_by_itself_in_slices(
    lost: StoredFile, page: EvidencePage, session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keepers, "PAUSE_MS", 0)
    keeper = CareKeeper(session)
    with qtbot.waitSignal(keeper.found_by_itself) as found:
        keeper.watch(page)
    assert [item.kind for item in found.args[0].items] == [CareKind.MISSING]


def test_what_was_found_lost_by_itself_is_told_with_the_way_there(
    lost: StoredFile, session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keepers, "PAUSE_MS", 0)
    window = MainWindow(session)
    qtbot.addWidget(window)
    window.show()
    told: list[str] = []
    wanted: list[tuple[str, object]] = []
    session.failed.connect(lambda error: told.append(error.text))
    session.offered.connect(lambda ways: ways[0][1]())
    session.wanted.disconnect()
    session.wanted.connect(lambda key, place: wanted.append((key, place)))
    desk._look_after_files(window)
    qtbot.waitUntil(lambda: bool(wanted))
    assert told == ["1 个佐证文件缺失或损坏"] and wanted == [(EVIDENCE, CARE)]
    window.hide()
