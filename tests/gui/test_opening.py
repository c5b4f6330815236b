"""Files are opened as read-only copies and given out whole, each under its own name, none over another."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gui import opening
from gui.session import Session
from models.domain.evidence import EvidenceId, StoredFile, StoredFileId
from models.errors import AppError, Cancelled, VaultError


class Desktop(QObject):
    """What the PC would open; Qt hands it the addresses instead of starting programs."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[Path] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.opened.append(Path(url.toLocalFile()))


@pytest.fixture
def desktop(qapp: QObject) -> Iterator[Desktop]:
    desktop = Desktop()
    QDesktopServices.setUrlHandler("file", desktop, "open")
    yield desktop
    QDesktopServices.unsetUrlHandler("file")


@pytest.fixture
def failures(session: Session) -> list[AppError]:
    found: list[AppError] = []
    session.failed.connect(found.append)
    return found


def stored(session: Session, name: str = "会议纪要.docx", data: bytes = b"minutes") -> StoredFile:
    taken = session.workspace.vault.take_in_bytes(name, data)
    return StoredFile(
        id=StoredFileId(name), evidence_id=EvidenceId("e"), sha256=taken.sha256, name=taken.name, size=taken.size
    )


def test_a_stored_file_opens_as_a_read_only_copy_under_its_own_name(session: Session, desktop: Desktop) -> None:
    file = stored(session)
    opening.open_stored(session, file)
    (path,) = desktop.opened
    assert path.name == "会议纪要.docx" and path.read_bytes() == b"minutes"
    assert path != session.workspace.vault.path_of(file.sha256)
    assert not path.stat().st_mode & stat.S_IWUSR


def test_a_large_file_is_copied_beside_the_window_and_then_opened(
    session: Session, desktop: Desktop, qtbot: QtBot
) -> None:
    file = stored(session, "视频.mp4", b"x" * (opening.SMALL + 1))
    opening.open_stored(session, file)
    assert desktop.opened == []
    qtbot.waitUntil(lambda: len(desktop.opened) == 1)
    assert desktop.opened[0].stat().st_size == file.size


def test_a_stored_file_that_is_gone_is_told_with_a_remedy(
    session: Session, desktop: Desktop, failures: list[AppError]
) -> None:
    file = stored(session)
    session.workspace.vault.discard(file.sha256)
    opening.open_stored(session, file)
    assert desktop.opened == []
    assert "不见了" in failures[0].text and failures[0].remedy


def test_showing_a_stored_file_leads_to_its_copy_not_into_the_vault(session: Session, desktop: Desktop) -> None:
    opening.reveal_stored(session, stored(session))
    (folder,) = desktop.opened
    assert (folder / "会议纪要.docx").is_file()
    assert folder.is_relative_to(opening.opened_folder(session))


def test_a_program_is_opened_only_after_a_question(
    session: Session, desktop: Desktop, answers: dict[str, Any], tmp_path: Path
) -> None:
    script = tmp_path / "通知.pdf"
    script.write_bytes(b"#!/bin/sh\n")
    answers["confirm"] = False
    opening.open_path(session, script)
    assert desktop.opened == [] and "脚本" in answers["asked"][0][1][1]
    answers["confirm"] = True
    opening.open_path(session, script)
    assert desktop.opened == [script]


def test_a_paper_that_was_moved_away_is_told(session: Session, desktop: Desktop, failures: list[AppError]) -> None:
    opening.open_path(session, Path("/nowhere/意见.docx"))
    assert desktop.opened == [] and failures[0].where == "/nowhere/意见.docx"


def test_export_gives_every_file_its_own_name_and_overwrites_nothing(
    session: Session, answers: dict[str, Any], tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "照片.jpg").write_bytes(b"older")
    files = [stored(session, "照片.jpg", b"first"), stored(session, "照片.jpg", b"second")]
    parent = QWidget()
    qtbot.addWidget(parent)
    answers["pick_folder"] = tmp_path
    with qtbot.waitSignal(session.told) as told:
        opening.export_stored(session, files, parent)
    assert {path.name: path.read_bytes() for path in tmp_path.glob("照片*")} == {
        "照片.jpg": b"older", "照片（2）.jpg": b"first", "照片（3）.jpg": b"second"
    }
    assert "2 个文件" in told.args[0] and told.args[1][0][0] == "打开文件夹"


def test_export_makes_names_that_every_system_takes(session: Session, tmp_path: Path) -> None:
    file = stored(session, "A<B>:回复.pdf", b"reply")
    (path,) = opening.give_out(session.workspace.vault, [(file.sha256, file.name)], tmp_path, lambda *_: None)
    assert path.name == "A_B_回复.pdf" and path.read_bytes() == b"reply"


def test_a_cancelled_export_leaves_nothing(session: Session, tmp_path: Path) -> None:
    files = [(stored(session, f"{number}.txt", b"%d" % number).sha256, f"{number}.txt") for number in range(5)]

    def stop_at_three(done: int, _total: int, _text: str) -> None:
        if done == 3:
            raise Cancelled()

    with pytest.raises(Cancelled):
        opening.give_out(session.workspace.vault, files, tmp_path, stop_at_three)
    assert list(tmp_path.glob("*.txt")) == []


def test_an_export_that_meets_a_damaged_file_leaves_nothing(session: Session, tmp_path: Path) -> None:
    good, bad = stored(session, "好.txt", b"good"), stored(session, "坏.txt", b"bad")
    path = session.workspace.vault.path_of(bad.sha256)
    path.chmod(0o600)
    path.write_bytes(b"BAD")
    with pytest.raises(VaultError, match="和入库时不一样"):
        wanted = [(file.sha256, file.name) for file in (good, bad)]
        opening.give_out(session.workspace.vault, wanted, tmp_path, lambda *_: None)
    assert list(tmp_path.glob("*.txt")) == []


def test_old_copies_are_forgotten_and_recent_ones_kept(session: Session) -> None:
    vault, folder = session.workspace.vault, opening.opened_folder(session)
    old, new = stored(session, "旧.txt", b"old"), stored(session, "新.txt", b"new")
    for file in (old, new):
        vault.open_copy(file.sha256, file.name, folder)
    os.utime(folder / old.sha256[:16], (0, 0))
    opening.forget_opened(folder)
    assert [path.name for path in folder.glob("*/*")] == ["新.txt"]


def test_a_stored_file_opens_again_although_a_program_changed_the_copy(session: Session, desktop: Desktop) -> None:
    file = stored(session)
    opening.open_stored(session, file)
    desktop.opened[0].chmod(0o600)
    desktop.opened[0].write_bytes(b"changed")
    opening.open_stored(session, file)
    assert desktop.opened[1].read_bytes() == b"minutes"
