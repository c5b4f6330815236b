"""What the page of a paper looks like around its signature: taken back, issued, moved on, scanned.

Part of `tests.shots`, on a sample of its own, because a paper that is issued stays issued.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import docx
from docx.document import Document
from PIL import Image

from exporters.issue_mark import qr_png
from exporters.issuing import prepare_issue
from exporters.selection import Selection
from gui.places import PAPER, PAPERS, TASK, PaperPlace, TaskPlace
from gui.window import MainWindow
from models.actions.closures import save_members
from models.actions.issuing import issue_paper
from models.actions.measures import revise_measure
from models.assembly import closures_of
from models.assembly.issued import issued_as
from models.domain.closure import ClosureId, Member, PaperKind
from models.domain.issue_code import grouped
from models.domain.plan import Measure, Task, TaskId
from models.workspace import Workspace
from tests.shots.states import SETTLE_MS, States, settle

OPINION = PaperKind.CLOSURE_OPINION


def states(ws: Workspace, window: MainWindow) -> States:
    """Return the name of each picture and the way to what it shows, in the order of a paper's life."""
    task = ws.find(Task, number="1")[0]
    closure = closures_of(ws, task.id)[-1].id
    folder = ws.folder.parent
    return [*_taken_back(ws, window, folder, closure), *_issued(ws, window, folder, task.id, closure)]


def _taken_back(ws: Workspace, window: MainWindow, folder: Path, closure: ClosureId) -> States:
    def take(edit: Callable[[Document], None]) -> None:
        window.go(PAPER, PaperPlace(closure_id=closure))
        job = prepare_issue(ws, "closure_opinion", Selection(closure_id=closure))
        (written,) = job.write().files
        path = folder / "任务1-验收销号意见-待签发.docx"
        document = docx.Document(str(written))
        edit(document)
        document.save(str(path))
        window.page().signing.verbs.take_back(closure, OPINION, path)
        _wait(window)

    def changed(document: Document) -> None:
        _say(document, "继续学习贯彻", "继续深入学习贯彻")
        _say(document, "县政府常务会7次", "县政府常务会6次")
        _say(document, "甲某某", "甲其某")

    def another(document: Document) -> None:
        for paragraph in document.paragraphs[2:]:
            paragraph._p.getparent().remove(paragraph._p)
        for table in document.tables:
            table._tbl.getparent().remove(table._tbl)
        document.add_paragraph("关于召开例会的通知。请各科室准时参加。")

    def locked() -> None:
        window.go(PAPER, PaperPlace(closure_id=closure))
        (folder / "意见.docx").write_bytes(b"")
        window.page().signing.verbs.take_back(closure, OPINION, folder / "意见.docx")
        _wait(window)

    return [("y-back-changed", lambda: take(changed)), ("y-back-another", lambda: take(another)),
            ("y-back-empty", locked)]


def _issued(ws: Workspace, window: MainWindow, folder: Path, task: TaskId, closure: ClosureId) -> States:
    place = PaperPlace(closure_id=closure)

    def issue() -> None:
        window.page().signing.close_comparison()
        ready = prepare_issue(ws, "closure_opinion", Selection(closure_id=closure)).ready(ws.vault)
        window.session.apply(lambda at: issue_paper(at, ready=ready))
        window.go(PAPER, place)

    def scan(name: str, code: str) -> Path:
        sheet = Image.new("L", (1240, 1754), 255)
        if code:
            (folder / "qr.png").write_bytes(qr_png(code))
            with Image.open(folder / "qr.png") as mark:
                sheet.paste(mark.convert("L").resize((200, 200)), (160, 1400))
        sheet.save(folder / name)
        return folder / name

    def unread() -> None:
        window.page().signing.take([scan("照片.png", "")])
        _wait(window)

    def attached() -> None:
        issued = issued_as(ws, closure, OPINION)
        assert issued is not None
        window.page().signing.take([scan("签字页.png", grouped(issued.code))])
        _wait(window)

    def moved() -> None:
        member = ws.find(Member, closure_id=closure, name="甲某某")[0]
        window.session.apply(lambda at: save_members(at, members=[replace(member, post="主任", phone="13800000009")]))
        measure = ws.find(Measure, task_id=task)[1]
        text = measure.text.replace("每两个月至少研究1次", "每季度至少研究1次")
        window.session.apply(lambda at: revise_measure(at, measure=replace(measure, text=text)))
        window.go(PAPER, place)

    def differences() -> None:
        window.page().signing.turn_differences()

    return [
        ("y-issued", issue), ("y-scan-unread", unread), ("y-scan-attached", attached), ("y-issued-moved", moved),
        ("y-issued-differences", differences), ("y-list-moved", lambda: window.go(PAPERS)),
        ("y-task-moved", lambda: window.go(TASK, TaskPlace(task_id=task, tab=PAPERS))),
    ]


def _say(document: Document, old: str, new: str) -> None:
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    for paragraph in (*document.paragraphs, *(item for cell in cells for item in cell.paragraphs)):
        if old in paragraph.text:
            text = paragraph.text.replace(old, new)
            for run in paragraph.runs[1:]:
                run.text = ""
            paragraph.runs[0].text = text


def _wait(window: MainWindow) -> None:
    settle(200)
    while window.session.jobs.running is not None:
        settle(50)
    settle(SETTLE_MS)
