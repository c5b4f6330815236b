"""Export, preview and print of an opinion, with real files and, where there is one, the real office program."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pypdfium2
import pypdfium2.raw
import pytest
from PIL import Image, ImageChops
from PySide6.QtCore import QSettings, QStandardPaths, Qt
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from exporters import office, pdf
from exporters.pdf import Pages
from exporters.produce import prepare
from exporters.selection import Selection
from gui import opening
from gui.pages.paper.page import PaperPage
from gui.paper import printing
from gui.paper.folder import FOLDER
from gui.parts.buttons import LinkButton, MainButton
from models.actions.office_templates import add_template
from models.actions.papers import save_paper
from models.assembly import paper_of
from models.domain.closure import PaperKind
from models.errors import Cancelled
from models.own_notes import error_log
from tests.exporters.template.samples import para, template

Type = Callable[[QWidget, str], None]
needs_office = pytest.mark.skipif(office.find_program() is None, reason="no office program here")
DOCUMENTS = QStandardPaths.StandardLocation.DocumentsLocation
CONTROL = Qt.KeyboardModifier.ControlModifier


def exported(qtbot: QtBot, page: PaperPage) -> tuple[str, tuple[Any, ...]]:
    """Export by key and wait; returns what the strip said and offered."""
    told: list[tuple[str, tuple[Any, ...]]] = []
    page.session.told.connect(lambda words, remedies: told.append((words, remedies)))
    qtbot.keyClick(page, Qt.Key.Key_E, CONTROL)
    qtbot.waitUntil(lambda: bool(told))
    return told[0]


def text_of(path: Path) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)


def lack_a_date(page: PaperPage) -> None:
    paper = paper_of(page.session.workspace, page.closure_id)  # type: ignore[arg-type]
    page.session.apply(lambda ws: save_paper(ws, paper=replace(paper, dated_on=None)))


def test_the_paper_is_exported_with_keys_under_its_own_name(qtbot: QtBot, page: PaperPage, folder: Path) -> None:
    words, remedies = exported(qtbot, page)
    (path,) = folder.iterdir()
    assert path.name == "任务1-验收销号意见-20220930.docx" and words == f"已导出 {path.name}"
    assert "一、督察指出的问题" in text_of(path)
    assert [label for label, _ in remedies] == ["打开", "打开文件夹", "换一个文件夹再导出"]


def test_the_public_copy_is_exported_with_keys_and_tells_what_it_hides(
    qtbot: QtBot, page: PaperPage, folder: Path
) -> None:
    told: list[str] = []
    page.session.told.connect(lambda words, _: told.append(words))
    qtbot.keyClick(page, Qt.Key.Key_E, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: bool(told))
    (path,) = folder.iterdir()
    assert path.name == "任务1-验收销号意见-公开版-20220930.docx"
    hidden = "落款隐去1个手机号码的中间几位，签字表隐去5个手机号码的中间几位，签字表不印签字栏"
    assert told == [f"已导出 {path.name}，{hidden}"]
    assert "138****0005" in text_of(path) and "13800000005" not in text_of(path)


def test_the_menu_beside_export_leads_to_another_folder(
    qtbot: QtBot, page: PaperPage, folder: Path, tmp_path: Path, answers: dict[str, Any]
) -> None:
    exported(qtbot, page)
    answers["pick_folder"] = other = tmp_path / "U盘"
    other.mkdir()
    page.buttons.open_menu.click()
    assert page.buttons.menu.isVisible()
    next(item for item in page.buttons.menu.actions() if "别的文件夹" in item.text()).trigger()
    page.buttons.menu.close()
    qtbot.waitUntil(lambda: any(other.iterdir()))
    assert len(list(folder.iterdir())) == 1


def keep_template(page: PaperPage, *lines: str, kind: PaperKind = PaperKind.CLOSURE_OPINION) -> None:
    content = template(*(para(line) for line in lines))
    taken = page.session.workspace.vault.take_in_bytes("模板.docx", content)
    page.session.apply(lambda ws: add_template(ws, kind=kind, taken=taken, label="本县 & 模板"))


def by_template(page: PaperPage, words: str) -> None:
    page.buttons.menu.templates.fill()
    next(item for item in page.buttons.menu.templates.actions() if item.text() == words).trigger()


def test_the_paper_is_exported_by_a_template_of_the_office(qtbot: QtBot, page: PaperPage, folder: Path) -> None:
    keep_template(page, "{{任务.称谓}}整改任务", "{{整段.反馈问题}}", "{{联系电话}}")
    with qtbot.waitSignal(page.session.told) as told:
        by_template(page, "本县 && 模板")
    (path,) = folder.iterdir()
    assert told.args[0] == f"已导出 {path.name}"
    assert text_of(path).startswith("第1项整改任务\n示例省一些地方领导干部")
    with qtbot.waitSignal(page.session.told) as told:
        by_template(page, "本县 && 模板（公开版）")
    public = next(item for item in folder.iterdir() if "公开版" in item.name)
    assert "138****" in text_of(public)
    assert "隐去1个手机号码的中间几位" in told.args[0]


def test_what_a_template_names_and_the_records_lack_is_asked_about_before_a_draft(
    qtbot: QtBot, page: PaperPage, folder: Path, answers: dict[str, Any]
) -> None:
    keep_template(page, "{{成文日期}}")
    lack_a_date(page)
    answers["choose"] = None
    by_template(page, "本县 && 模板")
    qtbot.waitUntil(lambda: any(name == "choose" for name, _ in answers["asked"]))
    assert list(folder.iterdir()) == []
    answers["choose"] = 0
    with qtbot.waitSignal(page.session.told):
        by_template(page, "本县 && 模板")
    (path,) = folder.iterdir()
    assert path.stem.endswith("-草稿") and text_of(path).startswith("〔缺：成文日期〕")


def test_a_template_that_has_gone_wrong_says_so_and_leads_to_it(
    qtbot: QtBot, page: PaperPage, folder: Path
) -> None:
    keep_template(page, "{{没有这个名称}}")
    offered: list[Any] = []
    page.session.offered.connect(offered.append)
    with qtbot.waitSignal(page.session.failed) as failed:
        by_template(page, "本县 && 模板")
    qtbot.waitUntil(lambda: bool(offered))
    assert "模板有 1 处须改，没有导出" in str(failed.args[0])
    wanted: list[tuple[str, object]] = []
    page.session.wanted.connect(lambda key, place: wanted.append((key, place)))
    offered[0][0][1]()
    assert wanted == [("settings", "templates")]
    assert list(folder.iterdir()) == []


def test_a_kind_without_templates_leads_to_where_they_are_added(page: PaperPage) -> None:
    keep_template(page, "{{成文日期}}", kind=PaperKind.PUBLIC_NOTICE)
    page.buttons.menu.templates.fill()
    words = [(item.text(), item.isEnabled()) for item in page.buttons.menu.templates.actions()]
    assert words == [("还没有验收销号意见的模板", False), ("添加、改模板…", True)]


def test_what_is_being_typed_is_in_the_file(qtbot: QtBot, page: PaperPage, folder: Path, commit_text: Type) -> None:
    field = page.editor.blocks["problem"].field
    field.setFocus()
    field.edit.selectAll()
    commit_text(field.edit, "导出前刚打的一句。")
    exported(qtbot, page)
    assert "导出前刚打的一句。" in text_of(next(folder.iterdir()))


def test_the_folder_is_asked_for_once_and_nothing_is_overwritten(
    qtbot: QtBot, page: PaperPage, folder: Path, answers: dict[str, Any]
) -> None:
    exported(qtbot, page)
    del answers["pick_folder"]
    exported(qtbot, page)
    assert len(list(folder.iterdir())) == 2
    assert str(QSettings().value(FOLDER)) == str(folder)


def test_another_folder_can_be_taken_afterwards(
    qtbot: QtBot, page: PaperPage, folder: Path, tmp_path: Path, answers: dict[str, Any]
) -> None:
    _, remedies = exported(qtbot, page)
    answers["pick_folder"] = other = tmp_path / "U盘"
    other.mkdir()
    remedies[2][1]()
    qtbot.waitUntil(lambda: any(other.iterdir()))


def test_the_first_folder_offered_is_the_clerks_own_and_not_the_programs(
    page: PaperPage, answers: dict[str, Any]
) -> None:
    answers["pick_folder"] = None
    page.exporter.folder()
    ((_, (_, offered)),) = answers["asked"]
    assert offered in (Path.home(), Path(QStandardPaths.writableLocation(DOCUMENTS)))


def test_a_refused_folder_exports_nothing(qtbot: QtBot, page: PaperPage, answers: dict[str, Any]) -> None:
    answers["pick_folder"] = None
    assert not page.exporter.export(page.closure_id, ())  # type: ignore[arg-type]
    assert page.session.jobs.running is None


def test_the_file_is_opened_and_shown(
    qtbot: QtBot, page: PaperPage, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[tuple[str, Path]] = []
    monkeypatch.setattr(opening, "open_path", lambda _, path: opened.append(("open", path)))
    monkeypatch.setattr(opening, "reveal_path", lambda _, path: opened.append(("reveal", path)))
    _, remedies = exported(qtbot, page)
    for _, slot in remedies[:2]:
        slot()
    (path,) = folder.iterdir()
    assert opened == [("open", path), ("reveal", path)]


def test_a_paper_that_lacks_something_is_offered_as_a_draft(
    qtbot: QtBot, page: PaperPage, folder: Path, answers: dict[str, Any]
) -> None:
    lack_a_date(page)
    answers["choose"] = 0
    exported(qtbot, page)
    (path,) = folder.iterdir()
    assert path.name.endswith("-草稿.docx") and "〔缺：成文日期〕" in text_of(path)
    _, asked = answers["asked"][0]
    assert "成文日期" in asked[1]


def test_the_draft_can_be_refused(page: PaperPage, folder: Path, answers: dict[str, Any]) -> None:
    lack_a_date(page)
    answers["choose"] = None
    page.out.export()
    assert page.session.jobs.running is None and not any(folder.iterdir())


def test_a_folder_that_takes_nothing_can_be_changed_from_the_message(
    qtbot: QtBot, page: PaperPage, tmp_path: Path, answers: dict[str, Any]
) -> None:
    blocked, other = tmp_path / "只读", tmp_path / "U盘"
    blocked.mkdir()
    other.mkdir()
    answers["pick_folder"] = blocked
    offered: list[Any] = []
    page.session.offered.connect(offered.extend)
    page.exporter.folder()
    # A file where the folder of the paper stood: no system writes into it, whoever works at it.
    blocked.rmdir()
    blocked.write_text("这里不是文件夹")
    page.out.export()
    qtbot.waitUntil(lambda: bool(offered))
    answers["pick_folder"] = other
    offered[0][1]()
    qtbot.waitUntil(lambda: any(other.iterdir()))


def test_an_impatient_second_key_writes_no_second_paper(qtbot: QtBot, page: PaperPage, folder: Path) -> None:
    exports = [page.exporter.export(page.closure_id, ()) for _ in range(3)]  # type: ignore[arg-type]
    qtbot.waitUntil(lambda: page.session.jobs.running is None)
    assert exports == [True, False, False]
    assert len(list(folder.iterdir())) == 1
    assert page.exporter.export(page.closure_id, ())  # type: ignore[arg-type]
    qtbot.waitUntil(lambda: len(list(folder.iterdir())) == 2)


def test_a_double_click_on_a_main_button_is_one_click(qtbot: QtBot) -> None:
    button = MainButton("导出 Word")
    qtbot.addWidget(button)
    clicks: list[str] = []
    button.clicked.connect(lambda: clicks.append(button.text()))
    for step in (qtbot.mousePress, qtbot.mouseRelease, qtbot.mouseDClick, qtbot.mouseRelease):
        step(button, Qt.MouseButton.LeftButton)
    assert clicks == ["导出 Word"]


def test_a_full_disk_is_told_and_leaves_nothing(
    qtbot: QtBot, page: PaperPage, tmp_path: Path, answers: dict[str, Any]
) -> None:
    target = tmp_path / "只读"
    target.mkdir()
    answers["pick_folder"] = target
    shutil.rmtree(target)
    target.write_text("这里不是文件夹")
    problems: list[str] = []
    page.session.failed.connect(lambda error: problems.append(str(error)))
    page.out.export()
    qtbot.waitUntil(lambda: bool(problems))
    assert target.read_text() == "这里不是文件夹"


def test_without_an_office_program_preview_and_print_say_why(
    page: PaperPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "find_program", lambda: None)
    page.refresh(None)
    assert not page.buttons.print.isEnabled() and not page.buttons.preview.isEnabled()
    assert page.buttons.print.toolTip() == office.NO_PROGRAM
    assert page.why_no_pages.isVisible() and page.why_no_pages.text().startswith(office.NO_PROGRAM)
    assert page.buttons.export.isEnabled()
    monkeypatch.undo()
    page.refresh(None)
    assert page.why_no_pages.isHidden() == page.buttons.print.isEnabled()


@needs_office
def test_a_button_that_can_be_used_again_tells_its_key(page: PaperPage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "find_program", lambda: None)
    page.refresh(None)
    monkeypatch.undo()
    page.refresh(None)
    assert (page.buttons.preview.toolTip(), page.buttons.print.toolTip()) == ("预览（F9）", "打印（Ctrl+P）")


def test_what_a_failing_program_says_goes_to_the_log_and_not_to_the_clerk(
    qtbot: QtBot, page: PaperPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\necho Error: source file could not be loaded\nexit 77\n", encoding="utf-8")
    program.chmod(0o755)
    broken = office.OfficeProgram(name="LibreOffice", path=str(program))
    monkeypatch.setattr(pdf, "find_program", lambda: broken)
    problems: list[str] = []
    page.session.failed.connect(lambda error: problems.append(str(error)))
    page.out.preview()
    qtbot.waitUntil(lambda: bool(problems))
    assert problems[0].startswith("LibreOffice 出错了，没有排出页面。") and "Error" not in problems[0]
    assert error_log().read_text(encoding="utf-8").endswith(" LibreOffice 77: Error: source file could not be loaded\n")


# The real pages


@needs_office
def test_the_preview_shows_the_pages_of_the_office_program(qtbot: QtBot, page: PaperPage) -> None:
    with qtbot.waitSignal(page.exporter.drawn) as drawn:
        page.buttons.preview.click()
    pages, images = drawn.args
    assert page.paper.currentIndex() == 1
    assert page.real.count() == pages.count == len(images) == page.reading.count()
    assert pages.note in page.paper._made_by.text()
    assert images[0].width() > 800
    lack_a_date(page)
    assert page.paper.currentIndex() == 0, "a preview of something else must not stay"


@needs_office
def test_in_a_narrow_window_the_pages_stand_in_the_place_of_the_text_until_one_goes_back(
    qtbot: QtBot, page: PaperPage
) -> None:
    page.resize(872, 560)
    qtbot.waitUntil(lambda: not page.paper.isVisible())
    assert page.written.isVisible()
    with qtbot.waitSignal(page.exporter.drawn):
        page.buttons.preview.click()
    assert page.paper.isVisible() and not page.written.isVisible()
    qtbot.waitUntil(lambda: page.real.width() == page.width())
    (back,) = (link for link in page.paper.findChildren(LinkButton) if link.text() == "回到正文")
    qtbot.mouseClick(back, Qt.MouseButton.LeftButton)
    assert page.written.isVisible() and not page.paper.isVisible()


@needs_office
def test_printed_pages_equal_the_converted_file(page: PaperPage, tmp_path: Path) -> None:
    assert page.closure_id is not None
    pages = page.exporter.job(page.closure_id).pages()
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printing.prepare(printer)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    assert printing.print_pages(printer, pages, lambda *_: None) == pages.count
    assert pdf.page_count(tmp_path / "printed.pdf") == pages.count
    for number in range(pages.count):
        assert_same_page(pages.path, number, tmp_path / "printed.pdf", number)


def assert_same_page(converted: Path, number: int, printed: Path, place: int) -> None:
    """Compare a printed page with the converted one: every pixel at 300 dpi, laid over the whole sheet."""
    (image,) = pypdfium2.PdfDocument(printed)[place].get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE])
    bounds = getattr(image, "get_bounds", None) or image.get_pos
    left, bottom, right, top = bounds()
    assert (round(left), round(bottom), round(right), round(top)) == (0, 0, 595, 842)
    drawn = pdf.draw_page(converted, number, dpi=300)
    wanted = Image.frombytes("RGBA", (drawn.width, drawn.height), drawn.rgba).convert("RGB")
    laid = image.get_bitmap(render=False).to_pil().convert("RGB")
    assert laid.size == wanted.size
    assert ImageChops.difference(laid, wanted).getbbox() is None


def drawn_pages(path: Path, count: int) -> Pages:
    """Make A4 pages that cannot be taken for one another: each has its number of black squares."""
    sheets = [Image.new("L", (1240, 1754), 255) for _ in range(count)]
    for number, sheet in enumerate(sheets):
        for place in range(number + 1):
            sheet.paste(0, (100, 100 + 200 * place, 200, 200 + 200 * place))
    sheets[0].save(path, save_all=True, append_images=sheets[1:], resolution=150)
    return Pages(path=path, count=count, note="")


def test_chosen_pages_alone_are_printed(qtbot: QtBot, tmp_path: Path) -> None:
    pages = drawn_pages(tmp_path / "drawn.pdf", 4)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printing.prepare(printer)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setFromTo(2, 3)
    assert printing.print_pages(printer, pages, lambda *_: None) == 2
    for place in range(2):
        assert_same_page(pages.path, place + 1, tmp_path / "printed.pdf", place)


@needs_office
def test_printing_shows_the_pages_first(
    qtbot: QtBot, page: PaperPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[int] = []

    def choose(parent: QWidget, pages: Pages, name: str) -> QPrinter:
        assert name == "任务1-验收销号意见-20220930"
        shown.append(page.paper.currentIndex())
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printing.prepare(printer)
        printer.setOutputFileName(str(tmp_path / "printed.pdf"))
        return printer

    monkeypatch.setattr(printing, "choose_printer", choose)
    told: list[str] = []
    ways: list[str] = []
    page.session.told.connect(lambda words, links: (told.append(words), ways.extend(link[0] for link in links)))
    qtbot.keyClick(page, Qt.Key.Key_P, CONTROL)
    qtbot.waitUntil(lambda: bool(told))
    assert shown == [1] and told == ["已打印成文件 printed.pdf，共 6 页"] and ways == ["打开", "打开文件夹"]
    assert pdf.page_count(tmp_path / "printed.pdf") == page.real.count()


def test_a_cancelled_printing_ends_after_its_page(qtbot: QtBot, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printing.prepare(printer)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))

    def report(done: int, total: int, text: str) -> None:
        if done == 1:
            raise Cancelled()

    with pytest.raises(Cancelled):
        printing.print_pages(printer, drawn_pages(tmp_path / "drawn.pdf", 3), report)
    assert pdf.page_count(tmp_path / "printed.pdf") == 1


def test_a_printing_says_where_it_went(tmp_path: Path) -> None:
    printer = QPrinter()
    printer.setOutputFileName(str(tmp_path / "意见.pdf"))
    assert printing.printed_words(printer, 6) == "已打印成文件 意见.pdf，共 6 页"


def test_a_printer_is_set_to_the_whole_a4_sheet() -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printing.prepare(printer)
    assert printer.pageLayout().pageSize().id() == QPageSize.PageSizeId.A4
    whole = printer.paperRect(QPrinter.Unit.Millimeter)
    assert (round(whole.width()), round(whole.height())) == (210, 297)


def test_the_page_and_the_verb_write_the_same_paper(page: PaperPage) -> None:
    assert page.closure_id is not None and page.form is not None
    job = prepare(page.session.workspace, "closure_opinion", Selection(task="1"))
    assert job.document() == page.reading.document()
