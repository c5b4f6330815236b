"""Two intakes that meet: what one of them gives up is kept where the other's record names it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gui.evidence.taking_in import TakingIn
from gui.session import Session
from models.checking import verify_workspace
from models.domain.evidence import Evidence, EvidenceLink, StoredFile
from models.reporting import BATCH
from tests.builders import add_task, measures_of
from tests.intake.hostile import encrypted_package


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


def test_what_is_wrong_with_files_is_named_in_one_report(
    session: Session, qtbot: QtBot, answers: dict[str, Any], tmp_path: Path
) -> None:
    ws = session.workspace
    measure = measures_of(ws, add_task(ws).id)[0]
    folder = tmp_path / "现场"
    folder.mkdir()
    contents = {
        "1.txt": b"one", "2.txt": b"", "3.txt": b"one", "4.pdf": b"%PDF-1.4 nothing", "5.docx": encrypted_package(),
    }
    for name, data in contents.items():
        (folder / name).write_bytes(data)
    parent = QWidget()
    qtbot.addWidget(parent)
    taking = TakingIn(session, parent)
    qtbot.addWidget(taking.report)
    answers["choose"] = 0
    told: list[tuple[str, Any]] = []
    session.told.connect(lambda words, remedies: told.append((words, remedies)))
    taking.files([folder], measure.id)
    # Another measure is open by now: the clerk is told, and finds the report with its own.
    qtbot.waitUntil(lambda: any("有 3 个请看一下" in words for words, _ in told))
    assert taking.report.isHidden()
    taking.report.stand_at(measure.id)
    assert not taking.report.isHidden()
    assert "共 4 个文件" in answers["asked"][0][1][1]
    assert sorted(line.partition("。")[0] for line in taking.report.lines) == [
        "▲ 内容与同批的另一个文件相同，没有重复添加：3.txt（同“1.txt”）", "▲ 已收入，但可能已损坏，打不开：4.pdf",
        "▲ 已收入，但有密码，打不开：5.docx", "▲ 文件是空的（0 字节），没有收入：2.txt",
    ]
    assert [(item.title, item.folder) for item in ws.find(Evidence)] == [("1", "现场"), ("4", "现场"), ("5", "现场")]


def test_each_folder_may_be_a_piece_with_its_files_as_pages(
    session: Session, qtbot: QtBot, answers: dict[str, Any], tmp_path: Path
) -> None:
    ws = session.workspace
    for name in ("合同/1.txt", "合同/2.txt", "验收/1.txt"):
        (tmp_path / "项目" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "项目" / name).write_text(name, encoding="utf-8")
    parent = QWidget()
    qtbot.addWidget(parent)
    taking = TakingIn(session, parent)
    qtbot.addWidget(taking.report)
    answers["choose"] = 2
    answers["pick_folder"] = tmp_path / "项目"
    taking.pick_folder(None)
    qtbot.waitUntil(lambda: len(ws.find(Evidence)) == 2)
    assert answers["asked"][1][1][2] == ("3 份佐证", "1 份佐证，3 页", "2 份佐证，每个文件夹 1 份")
    pieces = [(item.title, item.folder, len(ws.find(StoredFile, evidence_id=item.id))) for item in ws.find(Evidence)]
    assert pieces == [("合同", "项目/合同", 2), ("验收", "项目/验收", 1)]
    assert ws.find(EvidenceLink) == []
