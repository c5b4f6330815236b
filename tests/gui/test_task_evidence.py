"""Evidence under a measure: dropped, pasted, asked once, said what it proves, opened, taken off, in the trash."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from gui.pages.task.evidence_menu import EvidenceMenu
from gui.pages.task.measure_detail import MeasureDetail
from gui.pages.task.measures import MeasuresTab
from gui.parts import typeface
from gui.parts.buttons import LinkButton
from gui.places import EVIDENCE, TASK, TaskPlace
from gui.session import Session
from gui.window import MainWindow
from models.actions import evidence, linking, progress
from models.domain.evidence import Evidence, EvidenceLink, StoredFile
from models.domain.partial_date import PartialDate
from models.domain.plan import Measure, Progress, Task
from models.reporting import BATCH
from models.workspace import Workspace
from tests.builders import FILE, add_task, measures_of
from tests.gui.conftest import window_on

Type = Callable[[QWidget, str], None]
ENTRY = progress.ProgressInput(text="召开专班会议。", done_on=PartialDate(year=2025, month=3))


@pytest.fixture
def task(ws: Workspace) -> Task:
    return add_task(ws, "1", ("成立专班。", "完善管网。"))


@pytest.fixture
def window(session: Session, task: Task, qtbot: Any) -> Iterator[MainWindow]:
    """Give the window on the page of the task."""
    with window_on(TaskPlace(task_id=task.id), session, qtbot) as window:
        yield window


@pytest.fixture
def tab(window: MainWindow) -> MeasuresTab:
    return window.page().holders["measures"].inside


@pytest.fixture
def detail(tab: MeasuresTab) -> MeasureDetail:
    return tab.detail


def file_of(folder: Path, name: str, text: str = "会议纪要") -> Path:
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def dropped(widget: QWidget, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    button, key = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(widget, QDragEnterEvent(QPoint(8, 8), Qt.DropAction.CopyAction, data, button, key))
    QApplication.sendEvent(widget, QDropEvent(QPointF(8, 8), Qt.DropAction.CopyAction, data, button, key))


def test_a_dropped_file_is_stored_and_asked_what_it_proves(
    ws: Workspace, task: Task, detail: MeasureDetail, tmp_path: Path, qtbot: Any, commit_text: Type
) -> None:
    dropped(detail.evidence.strip, file_of(tmp_path, "调度会纪要.txt"))
    qtbot.waitUntil(lambda: len(detail.evidence.shown()) == 1)
    (row,) = detail.evidence.shown()
    qtbot.waitUntil(lambda: row.proves.is_open() and row.proves.field.edit.hasFocus())
    commit_text(row.proves.field.edit, "县政府按季度调度管网建设。")
    qtbot.keyClick(row.proves.field.edit, Qt.Key.Key_Return)
    (link,) = ws.find(EvidenceLink)
    (stored,) = ws.find(StoredFile)
    assert link.measure_id == measures_of(ws, task.id)[0].id
    assert link.proves == "县政府按季度调度管网建设。"
    assert ws.need(Evidence, link.evidence_id).title == "调度会纪要"
    assert ws.vault.path_of(stored.sha256).read_text(encoding="utf-8") == "会议纪要"
    block = list(detail.statements.blocks.values())[1]
    assert block.text.shown.text() == "县政府按季度调度管网建设，佐证材料与整改措施1相对应。"


def test_several_files_are_asked_about_once_and_can_be_one_piece_of_many_pages(
    ws: Workspace, detail: MeasureDetail, tmp_path: Path, qtbot: Any, answers: dict[str, Any]
) -> None:
    for number in (10, 2, 1):
        file_of(tmp_path / "照片", f"现场{number}.jpg", f"picture {number}")
    answers["choose"] = 1
    dropped(detail.evidence.strip, tmp_path / "照片")
    qtbot.waitUntil(lambda: len(detail.evidence.shown()) == 1)
    assert len(answers["asked"]) == 1
    assert "共 3 个文件" in answers["asked"][0][1][1]
    assert [file.name for file in ws.find(StoredFile)] == ["现场1.jpg", "现场2.jpg", "现场10.jpg"]
    assert len(ws.find(Evidence)) == 1


def test_several_files_can_be_as_many_pieces_in_one_step(
    ws: Workspace, detail: MeasureDetail, tmp_path: Path, window: MainWindow, qtbot: Any, answers: dict[str, Any]
) -> None:
    answers["choose"] = 0
    dropped(detail.evidence.strip, file_of(tmp_path, "a.txt", "a"), file_of(tmp_path, "b.txt", "b"))
    qtbot.waitUntil(lambda: len(detail.evidence.shown()) == 2)
    window.undo()
    assert detail.evidence.shown() == []
    assert ws.find(Evidence) == []


def test_refusing_the_question_leaves_nothing(
    ws: Workspace, detail: MeasureDetail, tmp_path: Path, answers: dict[str, Any]
) -> None:
    answers["choose"] = None
    dropped(detail.evidence.strip, file_of(tmp_path, "a.txt", "a"), file_of(tmp_path, "b.txt", "b"))
    assert ws.find(Evidence) == []
    assert list(ws.vault.stored()) == []


def test_a_file_dropped_on_an_entry_hangs_on_the_entry_and_on_the_measure(
    ws: Workspace, task: Task, detail: MeasureDetail, tmp_path: Path, qtbot: Any
) -> None:
    measure = measures_of(ws, task.id)[0]
    progress.record_progress(ws, measure_id=measure.id, entry=progress.ProgressInput(text="召开调度会。"))
    detail.refresh()
    (row,) = detail.progress.shown()
    dropped(row, file_of(tmp_path, "纪要.txt"))
    qtbot.waitUntil(lambda: len(detail.evidence.shown()) == 1)
    (link,) = ws.find(EvidenceLink)
    assert (link.measure_id, link.progress_id) == (measure.id, ws.find(Progress)[0].id)
    assert row.clip.toolTip().startswith("1 份佐证")


def test_a_screenshot_is_pasted_even_while_the_entry_line_has_the_keyboard(
    ws: Workspace, detail: MeasureDetail, qtbot: Any
) -> None:
    image = QImage(20, 10, QImage.Format.Format_RGB32)
    image.fill(QColor("#1F6F54"))
    QApplication.clipboard().setImage(image)
    detail.entry.begin()
    qtbot.keyClick(detail.entry.text.edit, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(detail.evidence.shown()) == 1)
    (stored,) = ws.find(StoredFile)
    assert stored.name == "截图20251122-143200.png"
    kept = QImage(str(ws.vault.path_of(stored.sha256)))
    assert (kept.width(), kept.height(), kept.pixelColor(3, 3).name()) == (20, 10, "#1f6f54")
    QApplication.clipboard().clear()


def test_what_is_there_already_is_used_again_and_told_with_where_it_is_used(
    ws: Workspace, task: Task, tab: MeasuresTab, detail: MeasureDetail, tmp_path: Path, window: MainWindow, qtbot: Any
) -> None:
    dropped(detail.evidence.strip, file_of(tmp_path, "纪要.txt"))
    qtbot.waitUntil(lambda: len(ws.find(EvidenceLink)) == 1)
    tab.list.choose(measures_of(ws, task.id)[1].id)
    dropped(detail.evidence.strip, file_of(tmp_path, "同一份.txt"))
    qtbot.waitUntil(lambda: len(ws.find(EvidenceLink)) == 2)
    assert window.strip.text() == "“纪要”早已入库，用在任务 1 措施 1，这里用的是同一份"
    assert len(ws.find(Evidence)) == 1 and len(list(ws.vault.stored())) == 1


def test_what_is_used_again_can_be_made_a_piece_of_its_own(
    ws: Workspace, task: Task, tab: MeasuresTab, detail: MeasureDetail, tmp_path: Path, window: MainWindow, qtbot: Any
) -> None:
    dropped(detail.evidence.strip, file_of(tmp_path, "纪要.txt"))
    qtbot.waitUntil(lambda: len(ws.find(EvidenceLink)) == 1)
    second = measures_of(ws, task.id)[1]
    tab.list.choose(second.id)
    dropped(detail.evidence.strip, file_of(tmp_path, "同一份.txt"))
    qtbot.waitUntil(lambda: len(ws.find(EvidenceLink)) == 2)
    next(link for link in window.strip.findChildren(LinkButton) if link.text() == "另作一份新佐证").click()
    assert sorted(item.title for item in ws.find(Evidence)) == ["同一份", "纪要"]
    (link,) = ws.find(EvidenceLink, measure_id=second.id)
    assert ws.need(Evidence, link.evidence_id).title == "同一份"
    window.undo()
    assert len(ws.find(Evidence)) == 1 and len(ws.find(EvidenceLink)) == 2


def test_an_impatient_second_paste_makes_no_second_piece(
    ws: Workspace, detail: MeasureDetail, tmp_path: Path, window: MainWindow, qtbot: Any
) -> None:
    path = file_of(tmp_path, "纪要.txt")
    for _ in range(3):
        dropped(detail.evidence.strip, path)
    qtbot.waitUntil(lambda: "已经是这条措施的佐证" in window.strip.text())
    qtbot.waitUntil(lambda: window.session.jobs.running is None)
    assert len(ws.find(Evidence)) == 1 and len(ws.find(EvidenceLink)) == 1
    window.undo()
    assert ws.find(Evidence) == []


def test_many_files_pasted_twice_are_recorded_once(
    ws: Workspace, detail: MeasureDetail, tmp_path: Path, window: MainWindow, qtbot: Any, answers: dict[str, Any]
) -> None:
    paths = [file_of(tmp_path, f"{number}.txt", str(number)) for number in range(BATCH + 1)]
    answers["choose"] = 0
    for _ in range(2):
        dropped(detail.evidence.strip, *paths)
    qtbot.waitUntil(lambda: len(ws.find(Evidence)) > BATCH)
    qtbot.waitUntil(lambda: window.session.jobs.running is None)
    assert len(ws.find(Evidence)) == BATCH + 1 and len(ws.find(EvidenceLink)) == BATCH + 1


def test_copies_of_one_file_are_one_piece(
    ws: Workspace, detail: MeasureDetail, tmp_path: Path, qtbot: Any, answers: dict[str, Any]
) -> None:
    answers["choose"] = 0
    dropped(detail.evidence.strip, file_of(tmp_path, "照片.txt"), file_of(tmp_path, "照片(1).txt"))
    qtbot.waitUntil(lambda: len(ws.find(EvidenceLink)) > 0)
    assert [item.title for item in ws.find(Evidence)] == ["照片"]
    qtbot.waitUntil(lambda: bool(detail.evidence.taking.report.lines))
    assert "没有重复添加：照片(1).txt（同“照片.txt”）" in detail.evidence.taking.report.lines[0]


def test_a_piece_of_the_measure_dropped_on_an_entry_hangs_on_it(
    ws: Workspace, task: Task, detail: MeasureDetail, tmp_path: Path, qtbot: Any
) -> None:
    path = file_of(tmp_path, "纪要.txt")
    dropped(detail.evidence.strip, path)
    qtbot.waitUntil(lambda: len(ws.find(EvidenceLink)) == 1)
    progress.record_progress(ws, measure_id=measures_of(ws, task.id)[0].id, entry=progress.ProgressInput(text="调度。"))
    detail.refresh()
    dropped(detail.progress.shown()[0], path)
    qtbot.waitUntil(lambda: ws.find(EvidenceLink)[0].progress_id is not None)
    assert len(ws.find(Evidence)) == 1


def test_an_empty_file_is_refused_in_words(
    ws: Workspace, detail: MeasureDetail, tmp_path: Path, window: MainWindow, qtbot: Any
) -> None:
    dropped(detail.evidence.strip, file_of(tmp_path, "空.txt", ""))
    qtbot.waitUntil(lambda: "0 字节" in window.strip.text())
    assert ws.find(Evidence) == []


def attached(ws: Workspace, detail: MeasureDetail, tmp_path: Path, qtbot: Any) -> Any:
    dropped(detail.evidence.strip, file_of(tmp_path, "纪要.txt"))
    qtbot.waitUntil(lambda: len(detail.evidence.shown()) == 1)
    (row,) = detail.evidence.shown()
    qtbot.waitUntil(row.proves.is_open)
    row.proves.close_field()
    return row


def test_its_facts_are_edited_where_it_lies(
    ws: Workspace, detail: MeasureDetail, tmp_path: Path, qtbot: Any, commit_text: Type
) -> None:
    row = attached(ws, detail, tmp_path, qtbot)
    qtbot.mouseClick(row.title, Qt.MouseButton.LeftButton)
    facts = row.facts
    assert facts.title.edit.hasFocus()
    commit_text(facts.title.edit, "一季度调度会纪要")
    qtbot.keyClick(facts.title.edit, Qt.Key.Key_Return)
    commit_text(facts.issuing_body.edit, "县政府办")
    facts.dated_on.setFocus()
    qtbot.keyClicks(facts.dated_on.edit, "2025.3.28")
    facts.pages.setFocus()
    commit_text(facts.pages.edit, "第2页第3段")
    qtbot.keyClick(facts.pages.edit, Qt.Key.Key_Return)
    assert facts.isHidden()
    (item,) = ws.find(Evidence)
    assert (item.title, item.issuing_body, item.dated_on) == (
        "一季度调度会纪要", "县政府办", PartialDate(year=2025, month=3, day=28)
    )
    assert ws.find(EvidenceLink)[0].pages == "第2页第3段"
    assert row.title.accessibleName() == "1-1-01，一季度调度会纪要，县政府办，2025-03-28，第2页第3段"


def test_delete_puts_it_into_the_trash_and_undo_brings_it_back_with_its_sentence(
    ws: Workspace, detail: MeasureDetail, tmp_path: Path, window: MainWindow, qtbot: Any
) -> None:
    row = attached(ws, detail, tmp_path, qtbot)
    qtbot.keyClick(row.proves.shown, Qt.Key.Key_Delete)
    assert detail.evidence.shown() == []
    assert ws.find(Evidence)[0].trashed_at is not None
    window.undo()
    assert len(detail.evidence.shown()) == 1


def test_the_tab_of_evidence_lists_every_link_and_leads_to_its_measure(
    ws: Workspace, task: Task, tab: MeasuresTab, detail: MeasureDetail, tmp_path: Path, window: MainWindow, qtbot: Any
) -> None:
    tab.list.choose(measures_of(ws, task.id)[1].id)
    attached(ws, detail, tmp_path, qtbot)
    page = window.page()
    page.tabs.open(EVIDENCE)
    listing = page.holders[EVIDENCE].inside.links
    assert listing.model.values(0)[0] == "1-2-01"
    assert listing.tools.text() == "1 处没有写证明什么"
    qtbot.keyClick(listing.table, Qt.Key.Key_Return)
    assert page.tabs.open_key() == "measures"
    assert detail.name.text() == "措施 2"
    qtbot.waitUntil(lambda: detail.evidence.shown()[0].proves.is_open())


def known_piece(ws: Workspace, task: Task, title: str = "调度会纪要") -> Evidence:
    """Put a piece of evidence at the second measure of the task."""
    piece = evidence.EvidenceInput(files=(FILE,), title=title, kind="会议纪要")
    measure = measures_of(ws, task.id)[1]
    changes = evidence.attach_evidence(ws, pieces=(piece,), measure_id=measure.id, proves="每季度调度。")
    return ws.need(Evidence, changes.new_id("evidence"))


def test_a_known_piece_is_found_by_its_name_and_asked_what_it_proves_here(
    ws: Workspace, task: Task, detail: MeasureDetail, qtbot: Any, commit_text: Type
) -> None:
    piece = known_piece(ws, task)
    detail.evidence.link.click()
    line = detail.evidence.known
    qtbot.waitUntil(lambda: line.edit.hasFocus())
    commit_text(line.edit, "调度会")
    qtbot.keyClick(line.edit, Qt.Key.Key_Return)
    (row,) = detail.evidence.shown()
    assert row.evidence == piece and line.isHidden()
    qtbot.waitUntil(lambda: row.proves.is_open() and row.proves.field.edit.hasFocus())
    commit_text(row.proves.field.edit, "成立了专班。")
    qtbot.keyClick(row.proves.field.edit, Qt.Key.Key_Return)
    links = ws.find(EvidenceLink, evidence_id=piece.id)
    assert {link.proves for link in links} == {"每季度调度。", "成立了专班。"}


def test_what_is_here_already_or_unknown_is_not_found_and_the_line_says_so(
    ws: Workspace, task: Task, detail: MeasureDetail, qtbot: Any, commit_text: Type
) -> None:
    piece = known_piece(ws, task)
    linking.link_evidence(ws, evidence_id=piece.id, measure_id=measures_of(ws, task.id)[0].id)
    detail.refresh()
    detail.evidence.link.click()
    line = detail.evidence.known
    commit_text(line.edit, "调度会纪要")
    qtbot.keyClick(line.edit, Qt.Key.Key_Return)
    assert "没有找到这样的佐证" in line.problem()
    qtbot.keyClick(line.edit, Qt.Key.Key_Escape)
    assert line.isHidden() and not line.is_unsaved()


def test_of_two_pieces_of_a_name_none_is_guessed(
    ws: Workspace, task: Task, detail: MeasureDetail, qtbot: Any, commit_text: Type
) -> None:
    known_piece(ws, task)
    known_piece(ws, task)
    detail.evidence.link.click()
    line = detail.evidence.known
    commit_text(line.edit, "调度会纪要")
    qtbot.keyClick(line.edit, Qt.Key.Key_Return)
    assert "有 2 个，按 ↓ 选一个" in line.problem()
    assert detail.evidence.shown() == []
    line.close_line()


def test_a_known_piece_is_hung_on_an_entry(
    ws: Workspace, task: Task, detail: MeasureDetail, session: Session, qtbot: Any, commit_text: Type
) -> None:
    first = measures_of(ws, task.id)[0]
    session.apply(lambda ws: progress.record_progress(ws, measure_id=first.id, entry=ENTRY))
    piece = known_piece(ws, task)
    (row,) = detail.progress.shown()
    row.linking.emit(row.progress_id)
    commit_text(detail.evidence.known.edit, "纪要")
    qtbot.keyClick(detail.evidence.known.edit, Qt.Key.Key_Return)
    (link,) = ws.find(EvidenceLink, evidence_id=piece.id, measure_id=first.id)
    assert link.progress_id == row.progress_id


def menu_of(detail: MeasureDetail) -> EvidenceMenu:
    (row,) = detail.evidence.shown()
    row.offer(QPoint(0, 0))
    return row.findChildren(EvidenceMenu)[-1]


def pick(menu: QMenu, words: str) -> None:
    next(action for action in menu.actions() if words in action.text()).trigger()


def test_the_menu_hangs_a_piece_on_an_entry_and_takes_it_off_again(
    ws: Workspace, task: Task, window: MainWindow, detail: MeasureDetail
) -> None:
    second = measures_of(ws, task.id)[1]
    progress.record_progress(ws, measure_id=second.id, entry=ENTRY)
    known_piece(ws, task)
    window.go(TASK, TaskPlace(task_id=task.id, measure_id=second.id))
    menu = menu_of(detail)
    pick(menu.entries, "召开专班会议")
    menu.close()
    assert ws.find(EvidenceLink)[0].progress_id == ws.find(Progress)[0].id
    menu = menu_of(detail)
    assert [action.isChecked() for action in menu.entries.actions() if action.text()] == [True, False]
    pick(menu.entries, "不挂在哪一条上")
    menu.close()
    assert ws.find(EvidenceLink)[0].progress_id is None


def test_the_menu_uses_a_piece_for_another_measure_and_adds_files_to_it(
    ws: Workspace, task: Task, window: MainWindow, detail: MeasureDetail, tmp_path: Path, qtbot: Any,
    answers: dict[str, Any],
) -> None:
    piece = known_piece(ws, task)
    window.go(TASK, TaskPlace(task_id=task.id, measure_id=measures_of(ws, task.id)[1].id))
    menu = menu_of(detail)
    pick(menu.others, "措施 1")
    answers["pick_files"] = [file_of(tmp_path, "第2页.txt", "第二页"), file_of(tmp_path, "第3页.txt", "第三页")]
    pick(menu, "添加文件")
    menu.close()
    qtbot.waitUntil(lambda: len(ws.find(StoredFile)) == 3)
    assert {ws.need(Measure, link.measure_id).number for link in ws.find(EvidenceLink)} == {"1", "2"}
    names = [file.name for file in ws.find(StoredFile, evidence_id=piece.id)]
    assert names == ["会议纪要.docx", "第2页.txt", "第3页.txt"]
    (row,) = detail.evidence.shown()
    qtbot.waitUntil(lambda: len(row.files) == 3)


def test_a_file_the_piece_has_already_is_not_added_again(
    ws: Workspace, task: Task, detail: MeasureDetail, session: Session, tmp_path: Path, qtbot: Any,
    answers: dict[str, Any],
) -> None:
    dropped(detail.evidence.strip, file_of(tmp_path, "纪要.txt"))
    qtbot.waitUntil(lambda: len(detail.evidence.shown()) == 1)
    answers["pick_files"] = [file_of(tmp_path, "纪要.txt")]
    menu = menu_of(detail)
    with qtbot.waitSignal(session.told) as told:
        pick(menu, "添加文件")
    menu.close()
    assert "里都已经有了" in told.args[0]
    assert len(ws.find(StoredFile)) == 1


def test_entries_stand_by_their_dates_and_what_is_typed_stays_with_its_entry(
    ws: Workspace, task: Task, detail: MeasureDetail, session: Session, qtbot: Any
) -> None:
    first = measures_of(ws, task.id)[0]
    for month, text in ((6, "六月完成。"), (None, "日期待补。"), (3, "三月开工。")):
        day = PartialDate(year=2025, month=month) if month else None
        entry = progress.ProgressInput(text=text, done_on=day)
        session.apply(lambda ws, entry=entry: progress.record_progress(ws, measure_id=first.id, entry=entry))
    assert [row.text.text() for row in detail.progress.shown()] == ["三月开工。", "六月完成。", "日期待补。"]
    undated = detail.progress.shown()[2]
    undated.text.edit()
    undated.text.field.edit.setPlainText("日期待补，正在写")
    record = ws.need(Progress, undated.progress_id)
    dated = replace(record, done_on=PartialDate(year=2025, month=1))
    session.apply(lambda ws: progress.revise_progress(ws, entry=dated))
    assert detail.progress.shown()[0] is undated
    assert undated.text.field.edit.toPlainText() == "日期待补，正在写"
    undated.text.field.drop()

    def tops() -> list[int]:
        return [row.mapTo(detail.progress, QPoint()).y() for row in detail.progress.shown()]

    qtbot.waitUntil(lambda: tops() == sorted(tops()))


@pytest.mark.parametrize(
    ("title", "is_whole"), [("会议纪要", True), ("河东片区雨污分流管网建设工程竣工验收备案材料汇编" * 2, False)],
    ids=["short", "long"],
)
def test_an_issuing_body_stands_whole_where_the_title_leaves_it_the_room(
    ws: Workspace, task: Task, tab: MeasuresTab, title: str, is_whole: bool
) -> None:
    body = "示例县住房和城乡建设局村镇建设股"
    piece = evidence.EvidenceInput(files=(FILE,), title=title, issuing_body=body)
    evidence.attach_evidence(ws, pieces=[piece], measure_id=measures_of(ws, task.id)[0].id)
    tab.refresh(None)
    (row,) = tab.detail.evidence.shown()
    needed = typeface.metrics(typeface.VALUE).horizontalAdvance(body)
    assert (row.title.body_width() >= needed) is is_whole
    assert row.title.body_width() >= 104
