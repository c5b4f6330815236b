"""取回 in the window: a file edited elsewhere is compared, adopted section by section, and signed beside our own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document
from PySide6.QtCore import QMimeData, Qt, QUrl
from pytestqt.qtbot import QtBot

from gui import opening
from gui.pages.paper.page import PaperPage
from gui.places import ACCEPTANCE, MEASURES, TASK
from models.domain.closure import IssuedPaper, Member, SectionEdit
from models.domain.issue_code import grouped

Edit = Callable[[Document], None]
Told = list[str]
BEFORE, AFTER = "县政府常务会7次", "县政府常务会6次"


def say(document: Document, old: str, new: str) -> None:
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    paragraphs = [*document.paragraphs, *(paragraph for cell in cells for paragraph in cell.paragraphs)]
    found = [paragraph for paragraph in paragraphs if old in paragraph.text]
    assert found, old
    for paragraph in found:
        paragraph.runs[0].text = paragraph.text.replace(old, new)
        for run in paragraph.runs[1:]:
            run.text = ""


def given_out(qtbot: QtBot, page: PaperPage, answers: dict[str, Any], folder: Path) -> Path:
    """Write the paper with its code by the page's menu, and return the file."""
    answers["pick_folder"] = folder
    page.buttons.menu.draft.trigger()
    qtbot.waitUntil(lambda: any(folder.glob("*.docx")) and page.session.jobs.running is None)
    (path,) = folder.glob("*.docx")
    return path


def take_back(qtbot: QtBot, page: PaperPage, answers: dict[str, Any], folder: Path, edit: Edit) -> Path:
    """Let somebody edit the paper elsewhere, and take it back by the page's menu."""
    path = given_out(qtbot, page, answers, folder)
    document = docx.Document(str(path))
    edit(document)
    document.save(str(path))
    answers["pick_files"] = [path]
    page.buttons.menu.back.trigger()
    qtbot.waitUntil(page.signing.is_comparing)
    return path


def reword(document: Document) -> None:
    say(document, "继续学习贯彻", "继续深入学习贯彻")


def test_a_file_that_came_back_as_it_went_says_so_and_is_signed_with_both_files_kept(
    qtbot: QtBot, page: PaperPage, answers: dict[str, Any], tmp_path: Path
) -> None:
    path = take_back(qtbot, page, answers, tmp_path, lambda document: None)
    panel = page.signing.comparison
    assert panel.isVisible() and "逐段相同" in panel.said.text() and panel.changes == []
    assert "待签发" in path.name
    sign(qtbot, page, answers)
    issued = page.signing.issued
    assert issued is not None and issued.file_name == path.name != issued.own_name


def sign(qtbot: QtBot, page: PaperPage, answers: dict[str, Any]) -> IssuedPaper:
    answers["confirm"] = True
    page.signing.comparison.issue.click()
    qtbot.waitUntil(lambda: page.signing.issued is not None)
    assert page.signing.issued is not None
    return page.signing.issued


def test_a_changed_section_is_adopted_as_an_edit_and_then_both_agree(
    qtbot: QtBot, page: PaperPage, answers: dict[str, Any], tmp_path: Path
) -> None:
    take_back(qtbot, page, answers, tmp_path, reword)
    panel = page.signing.comparison
    (changed,) = panel.changes
    assert "继续深入学习贯彻" in changed.theirs.text() and "继续深入" not in changed.ours.text()
    changed.adopt.click()
    qtbot.waitUntil(lambda: "逐段相同" in panel.said.text())
    assert panel.changes == []
    (edit,) = page.session.workspace.find(SectionEdit, closure_id=page.closure_id)
    assert "继续深入学习贯彻" in edit.text and "继续深入" not in edit.generated
    page.session.undo()
    qtbot.waitUntil(lambda: len(panel.changes) == 1)


def test_what_is_not_adopted_is_told_before_signing_and_stays_in_the_signed_file(
    qtbot: QtBot, page: PaperPage, answers: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = take_back(qtbot, page, answers, tmp_path, reword)
    issued = sign(qtbot, page, answers)
    question = answers["asked"][-1][1][1]
    assert f"签发的是取回的文件：{path.name}" in question and "有 1 处改动没有采用" in question
    vault, strip = page.session.workspace.vault, page.signing.strip
    assert vault.path_of(issued.file_sha256).read_bytes() == path.read_bytes()
    assert grouped(issued.code) in strip.words.whole() and "取回的文件" in strip.words.whole()
    opened: list[Path] = []
    monkeypatch.setattr(opening, "open_path", lambda _, at: opened.append(at))
    strip.open.click()
    strip.own.click()
    assert [at.read_bytes() for at in opened] == [
        vault.path_of(sha256).read_bytes() for sha256 in (issued.file_sha256, issued.own_sha256)
    ]
    assert opened[0].name != opened[1].name


def test_changed_facts_stop_the_signature_and_lead_to_their_records(
    qtbot: QtBot, page: PaperPage, answers: dict[str, Any], tmp_path: Path
) -> None:
    def edit(document: Document) -> None:
        say(document, BEFORE, AFTER)
        say(document, "甲某某", "甲其某")

    take_back(qtbot, page, answers, tmp_path, edit)
    panel, found = page.signing.comparison, page.checks.findings
    assert page.checks.isVisible() and panel.issue.text() == "签发 · 还有 1 处须处理"
    places = {item.target.table: place for place, item in enumerate(found) if item.target is not None}
    page.signing.comparison.issue.click()
    qtbot.waitUntil(lambda: page.session.jobs.running is None)
    assert page.signing.issued is None and "confirm" not in [name for name, _ in answers["asked"]]
    for table, tab in (("members", ACCEPTANCE), ("measures", MEASURES)):
        with qtbot.waitSignal(page.session.wanted) as asked:
            page.checks.wanted.emit(found[places[table]])
        assert asked.args[0] == TASK and asked.args[1].tab == tab
    member = page.session.workspace.find(Member, closure_id=page.closure_id, name="甲某某")[0]
    assert found[places["members"]].target.id == member.id  # type: ignore[union-attr]


def test_another_file_offers_nothing_and_leaves_nothing(
    qtbot: QtBot, page: PaperPage, answers: dict[str, Any], tmp_path: Path
) -> None:
    letter = docx.Document()
    letter.add_paragraph("关于召开例会的通知。各科室请准时参加。")
    letter.save(str(tmp_path / "通知.docx"))
    vault = page.session.workspace.vault
    before = set(vault.stored())
    drop(page, tmp_path / "通知.docx")
    qtbot.waitUntil(page.signing.is_comparing)
    panel = page.signing.comparison
    assert "像是另一份文件" in panel.said.text() and panel.changes == [] and not panel.adopt_all.isVisible()
    assert panel.issue.text() == "签发 · 还有 1 处须处理"
    panel.leave.click()
    qtbot.waitUntil(lambda: set(vault.stored()) == before)
    assert not panel.isVisible() and page.upper.isVisible()


def drop(page: PaperPage, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    assert page.take(data)


@pytest.mark.parametrize(
    ("content", "words"), [(b"", "空"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "另存为 .docx")]
)
def test_a_file_that_cannot_be_read_is_told_in_the_strip(
    content: bytes, words: str, qtbot: QtBot, page: PaperPage, told: Told, tmp_path: Path
) -> None:
    path = tmp_path / "意见.docx"
    path.write_bytes(content)
    drop(page, path)
    qtbot.waitUntil(lambda: bool(told))
    assert words in told[-1] and "意见.docx" in told[-1] and not page.signing.is_comparing()


def test_impatient_clicks_sign_once(qtbot: QtBot, page: PaperPage, answers: dict[str, Any]) -> None:
    answers["confirm"] = True
    for _ in range(3):
        page.buttons.issue.click()
        qtbot.keyClick(page, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.signing.issued is not None)
    page.issue()
    qtbot.waitUntil(lambda: page.session.jobs.running is None)
    assert [name for name, _ in answers["asked"]] == ["confirm"]
    assert len(page.session.workspace.find(IssuedPaper)) == 1
