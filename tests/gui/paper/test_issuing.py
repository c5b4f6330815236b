"""签发 in the window: checked, asked once, frozen; a scan finds its paper, later records show where they differ."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, Qt, QUrl
from pytestqt.qtbot import QtBot

from exporters.check import check
from exporters.issue_mark import qr_png
from gui import opening
from gui.pages.paper.page import PaperPage
from gui.places import ACCEPTANCE, PAPER, TASK, PaperPlace
from models.actions import office_forms
from models.actions.closures import save_members
from models.actions.papers import save_paper
from models.assembly import closures_of, paper_of
from models.assembly.issued import issued_as
from models.domain.closure import IssuedPaper, Member, PaperKind
from models.domain.issue_code import grouped
from models.domain.office_forms import OfficeForm, OfficeFormId
from models.errors import UndoRefused

CONTROL = Qt.KeyboardModifier.ControlModifier
Told = list[str]


def issue(qtbot: QtBot, page: PaperPage, answers: dict[str, Any]) -> IssuedPaper:
    answers["confirm"] = True
    qtbot.keyClick(page, Qt.Key.Key_I, CONTROL)
    qtbot.waitUntil(lambda: page.signing.issued is not None)
    assert page.signing.issued is not None
    return page.signing.issued


def lack_a_date(page: PaperPage) -> None:
    paper = paper_of(page.session.workspace, page.closure_id)  # type: ignore[arg-type]
    page.session.apply(lambda ws: save_paper(ws, paper=replace(paper, dated_on=None)))


def promote(page: PaperPage, post: str = "主任") -> Member:
    ws = page.session.workspace
    member = ws.find(Member, closure_id=page.closure_id, name="甲某某")[0]
    page.session.apply(lambda at: save_members(at, members=[replace(member, post=post)]))
    return member


def scan_of(code: str, folder: Path, name: str = "签字页.png") -> Path:
    """Draw a signed page with the QR of a code on it, as a scanner gives it."""
    mark = folder / "qr.png"
    mark.write_bytes(qr_png(code))
    with Image.open(mark) as small:
        sheet = Image.new("L", (1240, 1754), 255)
        sheet.paste(small.convert("L").resize((200, 200)), (160, 1400))
        sheet.save(folder / name)
    return folder / name


def drop(page: PaperPage, *paths: Path) -> bool:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return page.take(data)


def test_a_paper_is_signed_after_one_question_that_names_it(
    qtbot: QtBot, page: PaperPage, answers: dict[str, Any], told: Told
) -> None:
    issued = issue(qtbot, page, answers)
    ((name, (_, text, yes)),) = answers["asked"]
    assert name == "confirm" and yes == "签发"
    for part in ("任务 1", "验收销号意见", "七段式", "2022年9月30日", grouped(issued.code), "签字表", "不能撤销"):
        assert part in text
    assert told[-1] == f"已签发，编号 {grouped(issued.code)}"
    with zipfile.ZipFile(page.session.workspace.vault.path_of(issued.file_sha256)) as archive:
        assert grouped(issued.code) in archive.read("word/document.xml").decode()


def test_whoever_refuses_signs_nothing(qtbot: QtBot, page: PaperPage, answers: dict[str, Any]) -> None:
    answers["confirm"] = False
    before = set(page.session.workspace.vault.stored())
    page.buttons.issue.click()
    qtbot.waitUntil(lambda: "asked" in answers)
    assert page.signing.issued is None and not page.session.workspace.find(IssuedPaper)
    assert set(page.session.workspace.vault.stored()) == before


def test_a_paper_that_lacks_something_says_so_in_place_and_asks_nothing(
    qtbot: QtBot, page: PaperPage, answers: dict[str, Any]
) -> None:
    lack_a_date(page)
    page.buttons.issue.click()
    qtbot.waitUntil(lambda: page.buttons.issue.text() != "签发")
    assert page.buttons.issue.text() == "签发 · 1 处须处理" and "asked" not in answers
    assert page.checks.table.hasFocus() and page.checks.table.chosen_id() == 0
    qtbot.keyClick(page.checks.table, Qt.Key.Key_Return)
    assert page.facts.isVisible()
    paper = paper_of(page.session.workspace, page.closure_id)  # type: ignore[arg-type]
    page.session.apply(lambda ws: ws.undo())
    assert page.buttons.issue.text() == "签发" and paper.dated_on is None


def test_cancelled_before_the_end_nothing_is_left(
    qtbot: QtBot, page: PaperPage, answers: dict[str, Any], told: Told
) -> None:
    answers["confirm"] = True
    before = set(page.session.workspace.vault.stored())
    begun: list[str] = []

    def cancel() -> None:
        job = page.session.jobs.running
        if job is not None and job.title == "正在签发":
            begun.append(job.title)
            job.cancel()

    page.session.jobs.changed.connect(cancel)
    page.buttons.issue.click()
    qtbot.waitUntil(lambda: bool(begun) and page.session.jobs.running is None)
    qtbot.waitUntil(lambda: set(page.session.workspace.vault.stored()) == before)
    assert page.signing.issued is None and "已取消" in told[-1]


def test_an_issued_paper_is_read_and_not_edited(qtbot: QtBot, page: PaperPage, answers: dict[str, Any]) -> None:
    issued = issue(qtbot, page, answers)
    strip = page.signing.strip
    said = f"{issued.issued_at:%Y-%m-%d} · 编号 {grouped(issued.code)} · {page.session.workspace.actor}"
    assert strip.isVisible() and strip.words.whole() == said
    assert all(block.field.edit.isReadOnly() for block in page.editor.blocks.values())
    hidden = (page.buttons.facts, page.buttons.check, page.buttons.issue, page.checks)
    assert not any(widget.isVisible() for widget in hidden)
    assert page.buttons.export.text() == "导出签发稿" and page.buttons.print.text() == "打印签发稿"
    document = page.reading.document()
    assert document is not None and "issue_code" in [section.key for section in document.sections]


def test_an_issued_paper_needs_its_form_no_longer(qtbot: QtBot, page: PaperPage, answers: dict[str, Any]) -> None:
    ws = page.session.workspace
    made = office_forms.copy_form(ws, form=ws.reference.form("closure-opinion-shenyang")).new_id("office_forms")
    key, paper = ws.need(OfficeForm, OfficeFormId(made)).key, paper_of(ws, page.closure_id)  # type: ignore[arg-type]
    page.session.apply(lambda at: save_paper(at, paper=replace(paper, form=key)))
    issued = issue(qtbot, page, answers)
    before = page.reading.document()
    page.session.apply(lambda at: office_forms.delete_form(at, form_id=OfficeFormId(made)))
    assert ws.find(OfficeForm) == [] and issued.form == key
    page.refresh(None)
    assert page.reading.document() == before and page.form is not None and page.form.key == key
    assert [item for item in check(ws) if "form" in item.code] == []
    assert not page.signing.differences.isVisible() and page.signing.strip.text().count("\n") == 0


def test_what_was_signed_stays_what_was_signed_and_the_strip_names_what_changed(
    qtbot: QtBot, page: PaperPage, answers: dict[str, Any]
) -> None:
    issue(qtbot, page, answers)
    before = page.reading.document()
    assert page.signing.strip.text().count("\n") == 0
    member = promote(page)
    assert page.reading.document() == before
    assert "与签发稿不一致 1 处：验收组 · 甲某某 · 职务" in page.signing.strip.text()
    page.signing.strip.look.click()
    (shown,) = page.signing.differences.found
    assert page.signing.differences.isVisible() and (shown.before, shown.after) == (member.post, "主任")
    with qtbot.waitSignal(page.session.wanted) as asked:
        qtbot.keyClick(page.signing.differences.table, Qt.Key.Key_Return)
    assert asked.args[0] == TASK and asked.args[1].tab == ACCEPTANCE and asked.args[1].focus == member.id
    promote(page, member.post)
    assert page.signing.strip.text().count("\n") == 0 and not page.signing.differences.isVisible()


def test_undo_says_that_it_cannot_be_undone(
    qtbot: QtBot, page: PaperPage, answers: dict[str, Any], told: Told
) -> None:
    issued = issue(qtbot, page, answers)
    assert "不能撤销" in page.session.undo_final()
    assert page.session.undo() is None
    assert "不能撤销" in told[-1] and page.signing.issued == issued
    with pytest.raises(UndoRefused):
        page.session.workspace.undo()


def test_the_signed_file_is_opened_as_a_copy_and_given_out_as_it_is(
    qtbot: QtBot, page: PaperPage, answers: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: Told
) -> None:
    issued = issue(qtbot, page, answers)
    opened: list[Path] = []
    monkeypatch.setattr(opening, "open_path", lambda _, path: opened.append(path))
    page.signing.strip.open.click()
    kept = page.session.workspace.vault.path_of(issued.file_sha256)
    assert opened[0] != kept and opened[0].read_bytes() == kept.read_bytes()
    answers["pick_folder"] = tmp_path / "导出"
    answers["pick_folder"].mkdir()
    page.buttons.export.click()
    qtbot.waitUntil(lambda: told[-1].startswith("已导出签发稿"))
    (given,) = answers["pick_folder"].iterdir()
    assert given.read_bytes() == kept.read_bytes()


def test_the_public_copy_of_an_issued_paper_masks_what_was_signed(
    qtbot: QtBot, page: PaperPage, answers: dict[str, Any], tmp_path: Path, told: Told
) -> None:
    issue(qtbot, page, answers)
    promote(page, "总工程师")
    answers["pick_folder"] = tmp_path
    qtbot.keyClick(page, Qt.Key.Key_E, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: any(tmp_path.glob("*公开版*.docx")) and page.session.jobs.running is None)
    (path,) = tmp_path.glob("*.docx")
    with zipfile.ZipFile(path) as archive:
        text = archive.read("word/document.xml").decode()
    assert "13800000001" not in text and "签发编号" not in text
    assert "副局级" in text and "总工程师" not in text
    visible = [action.text() for action in page.buttons.menu.actions() if action.isVisible() and action.text()]
    assert visible[0].startswith("导出公开版") and not any("取回" in text or "待签发" in text for text in visible)


def test_a_scan_dropped_on_the_page_is_attached_by_its_code(
    qtbot: QtBot, page: PaperPage, answers: dict[str, Any], tmp_path: Path, told: Told
) -> None:
    issued = issue(qtbot, page, answers)
    assert drop(page, scan_of(grouped(issued.code), tmp_path))
    qtbot.waitUntil(lambda: page.signing.issued.scan_name == "签字页.png")  # type: ignore[union-attr]
    assert told[-1] == "已附上扫描件 签字页.png" and page.signing.strip.scan.text() == "打开扫描件"
    page.signing.strip.drop_scan.click()
    assert page.signing.issued.scan_name == "" and page.signing.strip.scan.text() == "添加扫描件"  # type: ignore[union-attr]


def test_a_scan_of_another_paper_goes_to_that_one_and_tells(
    qtbot: QtBot, page: PaperPage, answers: dict[str, Any], tmp_path: Path, told: Told
) -> None:
    issued = issue(qtbot, page, answers)
    page.go_to(PaperPlace(closure_id=issued.closure_id, kind=PaperKind.PUBLIC_NOTICE))
    assert page.signing.issued is None
    drop(page, scan_of(grouped(issued.code), tmp_path))
    ws = page.session.workspace
    qtbot.waitUntil(lambda: ws.need(IssuedPaper, issued.id).scan_name != "")
    assert "已附到任务 1 的验收销号意见" in told[-1]


def test_a_scan_without_a_code_is_attached_by_the_code_one_types(
    qtbot: QtBot, page: PaperPage, answers: dict[str, Any], tmp_path: Path, told: Told
) -> None:
    issued = issue(qtbot, page, answers)
    offered: list[Any] = []
    page.session.offered.connect(offered.append)
    path = tmp_path / "照片.png"
    Image.new("L", (400, 400), 255).save(path)
    drop(page, path)
    qtbot.waitUntil(lambda: bool(told) and "没有从扫描件上读出签发编号" in told[-1])
    assert [label for label, _ in offered[-1]] == ["输入编号…", "就附在这份上"]
    answers["line"] = "不是编号"
    offered[-1][0][1]()
    assert "不是签发编号" in told[-1]
    answers["line"] = grouped(issued.code).lower()
    offered[-1][0][1]()
    qtbot.waitUntil(lambda: page.signing.issued.scan_name == "照片.png")  # type: ignore[union-attr]


def test_a_code_nobody_issued_is_told(
    qtbot: QtBot, page: PaperPage, answers: dict[str, Any], tmp_path: Path, told: Told
) -> None:
    before = set(page.session.workspace.vault.stored())
    drop(page, scan_of("ABCD-EFGH-IJK2", tmp_path))
    qtbot.waitUntil(lambda: bool(told))
    assert "扫描件上的编号 ABCD-EFGH-IJK2 没有对应的签发稿" in told[-1]
    assert set(page.session.workspace.vault.stored()) == before


def test_the_next_round_starts_a_new_paper_and_leaves_the_old(
    qtbot: QtBot, page: PaperPage, answers: dict[str, Any]
) -> None:
    issued = issue(qtbot, page, answers)
    with qtbot.waitSignal(page.session.wanted) as asked:
        page.signing.strip.round.click()
    key, place = asked.args
    assert key == PAPER and place.closure_id != issued.closure_id and place.kind is PaperKind.CLOSURE_OPINION
    page.go_to(place)
    assert page.signing.issued is None and page.buttons.issue.isVisible() and "第 2 轮" in page.head.hint.text()
    assert not page.editor.blocks["problem"].field.edit.isReadOnly()
    page.go_to(PaperPlace(closure_id=issued.closure_id))
    assert page.signing.issued == issued and page.signing.strip.round.text() == "去最近一轮"
    with qtbot.waitSignal(page.session.wanted) as asked:
        page.signing.strip.round.click()
    assert asked.args == [PAPER, place]
    task_id = page.dossier.task.id  # type: ignore[union-attr]
    assert len(closures_of(page.session.workspace, task_id)) == 2


@pytest.mark.parametrize("kind", [PaperKind.EVIDENCE_CATALOGUE, PaperKind.MAPPING_TABLE])
def test_what_nobody_signs_has_no_button(page: PaperPage, kind: PaperKind) -> None:
    assert page.closure_id is not None
    page.go_to(PaperPlace(closure_id=page.closure_id, kind=kind))
    offered = (page.buttons.issue, page.buttons.menu.draft, page.buttons.menu.back)
    assert not any(way.isVisible() for way in offered)


@pytest.mark.parametrize("kind", [PaperKind.SELF_CHECK_REPORT, PaperKind.PUBLIC_NOTICE])
def test_every_paper_somebody_signs_has_the_button(page: PaperPage, kind: PaperKind) -> None:
    assert page.closure_id is not None
    page.go_to(PaperPlace(closure_id=page.closure_id, kind=kind))
    assert page.buttons.issue.isVisible()
    assert issued_as(page.session.workspace, page.closure_id, kind) is None


