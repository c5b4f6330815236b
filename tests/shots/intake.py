"""What taking in looks like when it is over: the report on the files, suggestions under empty fields, a selection.

Part of `tests.shots`, on a sample of its own, because files come in.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

from PIL import Image

from gui import ask
from gui.pages.task.evidence_list import EvidenceList
from gui.places import EVIDENCE, TASK, TaskPlace
from gui.window import MainWindow
from models.domain.evidence import Evidence, EvidenceId
from models.domain.plan import Measure, Task
from models.workspace import Workspace
from tests.intake.hostile import document_bytes, encrypted_package
from tests.shots.states import SETTLE_MS, States, settle

LETTER = "示委办发〔2021〕3号 关于印发整改方案的通知20210315.docx"


def states(ws: Workspace, window: MainWindow) -> States:
    """Return the name of each picture and the way to what it shows."""
    folder = ws.folder.parent / "现场资料"
    _fill(folder)
    measure = ws.find(Measure, task_id=ws.find(Task, number="1")[0].id)[0]

    def measures() -> None:
        window.go(TASK, TaskPlace(task_id=measure.task_id, measure_id=measure.id))
        settle(SETTLE_MS)
        _take(window, lambda: window.page().findChild(EvidenceList).take([folder], None))

    def page() -> None:
        window.go(EVIDENCE)
        settle(SETTLE_MS)
        _take(window, lambda: window.page().taking.files([folder], None))
        window.page().table.choose(ws.look.evidence_rowid(_letter(ws)))

    def selection() -> None:
        page()
        window.page().table.selectAll()

    return [("w-intake-measure", measures), ("w-intake-page", page), ("w-intake-selection", selection)]


def _take(window: MainWindow, begin: Callable[[], object]) -> None:
    """Take the folder in as a piece for each file, and wait until everything is known of them."""
    asked, ask.choose = ask.choose, lambda *_: 0
    begin()
    settle(3000)
    ask.choose = asked
    window.page().update()


def _letter(ws: Workspace) -> EvidenceId:
    return ws.find(Evidence, title=Path(LETTER).stem)[-1].id


def _fill(folder: Path) -> None:
    folder.mkdir(parents=True)
    photo = io.BytesIO()
    exif = Image.Exif()
    exif[0x0132] = "2021:06:18 10:11:12"
    Image.linear_gradient("L").convert("RGB").save(photo, "JPEG", exif=exif)
    contents = {
        LETTER: document_bytes(), "IMG_0001.jpg": photo.getvalue(), "IMG_0001（副本）.jpg": photo.getvalue(),
        "合同（加密）.docx": encrypted_package(), "扫描件1.pdf": b"%PDF-1.4 nothing", "扫描件2.pdf": b"%PDF-1.4 none",
        "会议签到表.pdf": b"",
    }
    for name, data in contents.items():
        (folder / name).write_bytes(data)
