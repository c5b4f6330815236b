"""The page of the first run: who, which office, where; what is typed there and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gui.dialogs.first_run import FOLDER, FirstRun, proposed_folder
from gui.parts.labels import Words
from tests.builders import Clock, open_workspace

Type = Callable[[QWidget, str], None]


def test_a_first_start_proposes_the_documents_folder(home: Path, qapp: QApplication) -> None:
    assert proposed_folder() == home / "Documents" / FOLDER


def test_a_synchronised_documents_folder_is_not_proposed(
    home: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = home / ".config" / "user-dirs.dirs"
    settings.parent.mkdir(parents=True, exist_ok=True)
    (home / "OneDrive" / "文档").mkdir(parents=True)
    settings.write_text('XDG_DOCUMENTS_DIR="$HOME/OneDrive/文档"\n', encoding="utf-8")
    assert proposed_folder() == home / FOLDER


def test_nothing_begins_before_clerk_and_office_are_named(first: FirstRun, commit_text: Type) -> None:
    first.start.click()
    assert first.wish is None
    assert first.clerk.problem() and first.office.problem()
    commit_text(first.clerk.edit, "甲某某")
    commit_text(first.office.edit, "示例县整改办")
    first.start.click()
    assert first.wish is not None
    assert (first.wish.clerk, first.wish.office, first.wish.sample) == ("甲某某", "示例县整改办", False)


def test_the_page_is_as_high_as_its_words(first: FirstRun, qtbot: QtBot, commit_text: Type) -> None:
    before = first.height()
    first.start.click()
    qtbot.waitUntil(lambda: first.height() > before)
    commit_text(first.clerk.edit, "甲某某")
    commit_text(first.office.edit, "示例县整改办")
    qtbot.waitUntil(lambda: first.height() == before)


@pytest.mark.parametrize(
    ("place", "words"),
    [("/home/甲/坚果云/数据", "坚果云"), ("//server/share", "网络共享"), ("数据", "完整的路径"),
     ("/tmp/" + "长" * 300, "打不开")],
    ids=["synchronised", "share", "relative", "too-long"],
)
def test_an_unsuitable_place_is_refused_where_it_is_typed(
    first: FirstRun, commit_text: Type, place: str, words: str
) -> None:
    first.folder.edit.clear()
    commit_text(first.folder.edit, place)
    assert words in first.folder.problem()
    first.sample.setChecked(True)
    first.start.click()
    assert first.wish is None


def test_a_path_is_taken_as_it_is_typed(first: FirstRun, tmp_path: Path, commit_text: Type) -> None:
    first.folder.setFocus()
    first.folder.edit.clear()
    commit_text(first.folder.edit, f"{tmp_path}/整改 2025 年/数据")
    first.sample.setChecked(True)
    first.clerk.setFocus()
    first.start.click()
    assert first.wish is not None and first.wish.folder == tmp_path / "整改 2025 年" / "数据"


def test_a_folder_with_other_files_is_refused(first: FirstRun, tmp_path: Path, commit_text: Type) -> None:
    (tmp_path / "照片.jpg").write_bytes(b"x")
    first.folder.edit.clear()
    commit_text(first.folder.edit, str(tmp_path))
    assert "已有别的文件" in first.folder.problem()


def test_picking_a_full_folder_puts_the_workspace_beneath_it(
    first: FirstRun, tmp_path: Path, answers: dict[str, Any]
) -> None:
    (tmp_path / "照片.jpg").write_bytes(b"x")
    answers["pick_folder"] = tmp_path
    first.browse.click()
    assert first.folder.text() == str(tmp_path / FOLDER) and not first.folder.problem()


def test_a_place_that_holds_a_workspace_is_opened_not_overwritten(
    first: FirstRun, tmp_path: Path, clock: Clock, answers: dict[str, Any]
) -> None:
    open_workspace(tmp_path / "旧的", clock).close()
    answers["pick_folder"] = tmp_path / "旧的"
    first.browse.click()
    assert "已有一个工作区" in first.folder.note() and first.start.text() == "打开"
    first.start.click()
    assert first.wish is not None and not first.wish.is_new and first.wish.folder == tmp_path / "旧的"


def test_opening_a_folder_without_a_workspace_says_so(
    first: FirstRun, tmp_path: Path, answers: dict[str, Any]
) -> None:
    answers["pick_folder"] = tmp_path
    first.known.click()
    assert first.wish is None and "没有工作区" in first.folder.problem()


def test_f1_opens_the_help_beside_the_first_page_and_esc_closes_it(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = FirstRun(tmp_path / "ws")
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):
        dialog.show()
    dialog.clerk.setFocus()
    height = dialog.height()
    qtbot.keyClick(dialog.clerk.edit, Qt.Key.Key_F1)
    assert dialog.help is not None and dialog.help.isVisible()
    assert dialog.help.title.text() == "第一次使用"
    assert "Alt+1" not in [words.text() for words in dialog.help.findChildren(Words)]
    assert dialog.help.geometry().getRect() == (dialog.width() - dialog.help.width(), 0, dialog.help.width(), height)
    assert dialog.start.mapTo(dialog, dialog.start.rect().topRight()).x() < dialog.help.x()
    qtbot.keyClick(dialog.help.area, Qt.Key.Key_Escape)
    assert not dialog.help.isVisible() and dialog.isVisible()
    assert dialog.width() == 640 and dialog.clerk.edit.hasFocus()
