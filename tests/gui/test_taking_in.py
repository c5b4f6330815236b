"""Two intakes that meet: what one of them gives up is kept where the other's record names it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gui.session import Session
from gui.taking_in import TakingIn
from models.actions.evidence import BATCH
from models.checking import verify_workspace
from models.domain.evidence import StoredFile
from tests.builders import add_task, measures_of


def test_a_recording_that_is_cancelled_takes_no_bytes_from_the_intake_behind_it(
    session: Session, qtbot: QtBot, answers: dict[str, Any], tmp_path: Path
) -> None:
    ws = session.workspace
    measure = measures_of(ws, add_task(ws).id)[0]
    paths = [tmp_path / f"{number}.txt" for number in range(BATCH + 10)]
    for path in paths:
        path.write_text(path.name, encoding="utf-8")
    parent = QWidget()
    qtbot.addWidget(parent)
    taking = TakingIn(session, parent)
    answers["choose"] = 0

    def cancel_recording() -> None:
        running = session.jobs.running
        if running is not None and running.title == "正在登记佐证" and not running.is_cancelled():
            running.cancel()
            taking.files(paths[:1], measure.id)

    session.jobs.changed.connect(cancel_recording)
    taking.files(paths, measure.id)
    qtbot.waitUntil(lambda: bool(ws.find(StoredFile)) and len(list(ws.vault.stored())) == 1)
    (file,) = ws.find(StoredFile)
    assert list(ws.vault.stored()) == [file.sha256]
    assert verify_workspace(ws).ok


def test_an_empty_file_among_others_is_left_out_and_told(
    session: Session, qtbot: QtBot, answers: dict[str, Any], tmp_path: Path
) -> None:
    ws = session.workspace
    measure = measures_of(ws, add_task(ws).id)[0]
    paths = [tmp_path / f"现场照片{number}.txt" for number in range(3)]
    for path in paths:
        path.write_text(path.name if path != paths[1] else "", encoding="utf-8")
    parent = QWidget()
    qtbot.addWidget(parent)
    told: list[str] = []
    session.told.connect(lambda words, _: told.append(words))
    answers["choose"] = 0
    TakingIn(session, parent).files(paths, measure.id)
    qtbot.waitUntil(lambda: len(ws.find(StoredFile)) == 2)
    assert told == ["有 1 个文件是空的（0 字节），没有添加：现场照片1.txt。请重新下载或导出后再添加。"]
    assert "共 2 个文件" in answers["asked"][0][1][1]
