"""From a folder of forty files dropped on a measure to the bound file, which `sha256sum -c` holds without this program.

The folder is what comes from the field: sub-folders, phone photos, a file twice, an empty one, one with a password.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

from gui.pages.acceptance import AcceptancePanel
from gui.pages.evidence import EvidencePage
from gui.pages.task.evidence import MATRIX, EvidenceTab
from gui.pages.task.measures import MeasuresTab
from gui.pages.task.page import TaskPage
from gui.places import ACCEPTANCE, EVIDENCE, MEASURES, TASK, TaskPlace
from models.checking import compare_files, seals_of, verify_workspace
from models.domain.evidence import Evidence, EvidenceLink
from models.domain.plan import MeasureId, Task, TaskId
from models.domain.sealing import Sealing
from models.workspace import Workspace
from tests.builders import add_task, closure_of, measures_of
from tests.intake.hostile import encrypted_package
from tests.journeys import way
from tests.journeys.clerk import ALT, CTRL, Clerk, Key

PHOTOS, MINUTES, RECORDS, KEPT = 15, 10, 12, 38
PROOF = "管网建成后逐月巡查，未见渗漏。"
needs_coreutils = pytest.mark.skipif(shutil.which("sha256sum") is None, reason="sha256sum is not on this system")


def from_the_field(folder: Path) -> Path:
    """Make the folder of forty files."""
    for name in ("照片", "会议纪要/2025年", "巡查记录"):
        (folder / name).mkdir(parents=True)
    for number in range(1, PHOTOS + 1):
        exif = Image.Exif()
        exif[0x0132] = f"2025:{1 + number % 12:02}:08 09:30:00"
        Image.new("RGB", (64, 48), (number * 9, 90, 60)).save(folder / f"照片/现场{number}.jpg", exif=exif)
    for number in range(1, MINUTES + 1):
        paper = docx.Document()
        paper.add_paragraph(f"专题会议纪要（第{number}次）")
        paper.save(folder / f"会议纪要/2025年/示政办发〔2025〕{number}号 专题会议纪要.docx")
    for number in range(1, RECORDS + 1):
        (folder / f"巡查记录/{number}月巡查记录.txt").write_text(f"{number}月无渗漏", encoding="utf-8")
    shutil.copy(folder / "巡查记录/1月巡查记录.txt", folder / "巡查记录/重复.txt")
    (folder / "空的.pdf").touch()
    (folder / "加密.docx").write_bytes(encrypted_package())
    return folder


def drop(target: QWidget, folder: Path) -> None:
    """Drop a folder on a widget, as the file manager does."""
    data, copy, left = QMimeData(), Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    data.setUrls([QUrl.fromLocalFile(str(folder))])
    middle, none = target.rect().center(), Qt.KeyboardModifier.NoModifier
    for event in (QDragEnterEvent(middle, copy, data, left, none), QDropEvent(QPointF(middle), copy, data, left, none)):
        QApplication.sendEvent(target, event)
        assert event.isAccepted()


@needs_coreutils
def test_a_dropped_folder_becomes_a_sealed_bound_file(
    clerk: Clerk, ws: Workspace, tmp_path: Path, answers: dict[str, Any], show_bill: Callable[[str, Clerk], None]
) -> None:
    task = add_task(ws, "1", ("每月巡查。", "完善管网。"))
    first, second = (measure.id for measure in measures_of(ws, task.id))
    take_in(clerk, ws, from_the_field(tmp_path / "现场资料"), task, answers)
    assert {link.measure_id for link in ws.find(EvidenceLink)} == {first}
    adopt_what_is_suggested(clerk, ws)
    link_in_the_matrix(clerk, ws, task.id, second)
    seal(clerk, ws, task, answers)
    bag = bind(clerk, tmp_path / "导出", answers)
    show_bill("四十个文件到一问一档", clerk)
    assert len([path for path in bag.rglob("*") if path.suffix in (".jpg", ".docx", ".txt")]) >= KEPT
    checked = subprocess.run(["sha256sum", "--quiet", "-c", "manifest-sha256.txt"], cwd=bag, capture_output=True)
    assert (checked.returncode, checked.stdout, checked.stderr) == (0, b"", b"")
    assert verify_workspace(ws).ok


def take_in(clerk: Clerk, ws: Workspace, folder: Path, task: Task, answers: dict[str, Any]) -> None:
    """措施与落实: drop the folder, take every file as a piece, read what is said of three of them."""
    assert len([path for path in folder.rglob("*") if path.is_file()]) == 40
    clerk.window.go(TASK, TaskPlace(task_id=task.id, tab=MEASURES))
    list_ = way.shown(clerk, MeasuresTab).detail.evidence
    answers["choose"] = 0
    drop(list_.strip, folder)
    clerk.qtbot.waitUntil(lambda: bool(list_.taking.report.lines))
    assert list_.taking.report.visibleRegion().boundingRect().height() == list_.taking.report.height()
    assert [line.partition("。")[0] for line in list_.taking.report.lines] == [
        "▲ 文件是空的（0 字节），没有收入：空的.pdf", "▲ 已收入，但有密码，打不开：加密.docx",
        "▲ 内容与同批的另一个文件相同，没有重复添加：重复.txt（同“1月巡查记录.txt”）",
    ]
    assert len(ws.find(Evidence)) == KEPT


def adopt_what_is_suggested(clerk: Clerk, ws: Workspace) -> None:
    """佐证: all of them, and take over what their names and cameras tell."""
    clerk.press(Key.Key_2, ALT)
    page = way.page(clerk, EvidencePage)
    clerk.click_cell(page.table, 0, 2)
    clerk.press(Key.Key_A, CTRL)
    clerk.click(page.several.adopt)
    clerk.wait_for_jobs()
    (photo,), (minutes,) = ws.find(Evidence, title="现场1"), ws.find(Evidence, document_number="示政办发〔2025〕7号")
    assert photo.dated_on is not None and (photo.dated_on.iso, photo.kind) == ("2025-02-08", "照片")
    assert minutes.folder == "现场资料/会议纪要/2025年"


def link_in_the_matrix(clerk: Clerk, ws: Workspace, task_id: TaskId, second: MeasureId) -> None:
    """佐证 · 对应表: the first piece proves the second measure, too."""
    clerk.window.go(TASK, TaskPlace(task_id=task_id, tab=EVIDENCE))
    tab = way.shown(clerk, EvidenceTab)
    clerk.press(Key.Key_M, CTRL)
    assert tab.way.key() == MATRIX
    clerk.press(Key.Key_Down)
    clerk.press(Key.Key_Return)
    clerk.write(PROOF)
    clerk.press(Key.Key_Return)
    (link,) = ws.find(EvidenceLink, measure_id=second)
    assert link.proves == PROOF


def seal(clerk: Clerk, ws: Workspace, task: Task, answers: dict[str, Any]) -> None:
    """验收 · 封卷."""
    way.open_tab(clerk, ACCEPTANCE)
    seals = way.shown(clerk, AcceptancePanel).seals
    answers["confirm"] = True
    clerk.click(seals.seal)
    clerk.qtbot.waitUntil(lambda: "封卷完成" in seals.said.text())
    assert len(ws.find(Sealing)) == 1
    assert compare_files(seals_of(ws, closure_of(ws, task.id).id), ws.vault) == []


def bind(clerk: Clerk, out: Path, answers: dict[str, Any]) -> Path:
    """生成文书 · 一问一档."""
    out.mkdir()
    answers["pick_folder"] = out
    papers = way.page(clerk, TaskPage).top.papers
    clerk.click(papers)
    (entry,) = [action for action in papers.menu_of.actions() if action.text().startswith("一问一档")]
    menu = papers.menu_of
    clerk.click(menu, QPoint(menu.actionGeometry(entry).center()))
    clerk.qtbot.waitUntil(lambda: "已导出到" in clerk.window.strip.text())
    (bag,) = out.iterdir()
    return bag
