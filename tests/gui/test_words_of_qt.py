"""What Qt says by itself, in its dialogs and menus, is Chinese throughout."""

from __future__ import annotations

import re
import xml.etree.ElementTree as Xml
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, Qt, QTranslator
from PySide6.QtGui import QAction
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QFileDialog,
    QInputDialog,
    QLabel,
    QLineEdit,
    QListView,
    QMessageBox,
    QPlainTextEdit,
    QTextEdit,
    QTreeView,
    QWidget,
)
from pytestqt.qtbot import QtBot

_LATIN = re.compile(r"[A-Za-z]{2,}")
_KEYS = re.compile(r"\t.*|\b(Alt|Ctrl|Shift)\+\w+|<[^>]*>")
# Names of things: the format of a file, sizes by the locale of the PC.
_NAMES = re.compile(r"\bPDF\b|\d+(\.\d+)? ?(bytes|KiB|MiB)")


def latin(texts: Iterator[str], *allowed: str) -> list[str]:
    """Return the texts that hold a Latin word which is no path, no key, no name of a format and none of `allowed`."""
    found = []
    for text in (text for text in texts if not text.startswith("/")):
        rest = _NAMES.sub("", _KEYS.sub("", text))
        for name in allowed:
            rest = rest.replace(name, "")
        if _LATIN.search(rest):
            found.append(text)
    return found


def words_of(window: QWidget) -> Iterator[str]:
    """Yield what stands in the labels, buttons, choices, heads and menus of a window."""
    for widget in (window, *window.findChildren(QWidget)):
        yield widget.toolTip()
        yield widget.windowTitle()
        if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
            yield widget.text()
        if isinstance(widget, QComboBox):
            yield from (widget.itemText(place) for place in range(widget.count()))
        if isinstance(widget, QAbstractItemView) and widget.model() is not None:
            heads = range(widget.model().columnCount())
            yield from (str(widget.model().headerData(place, Qt.Orientation.Horizontal) or "") for place in heads)
    yield from (action.text() for action in window.findChildren(QAction))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder whose own names are Chinese, with a folder, a file and a link in it."""
    inside = tmp_path / "材料"
    (inside / "照片").mkdir(parents=True)
    (inside / "说明").write_bytes(b"")
    (inside / "快捷").symlink_to(inside / "照片")
    return inside


@pytest.mark.parametrize("mode", ["open", "folder", "save"])
def test_the_dialog_for_files_is_chinese(qtbot: QtBot, folder: Path, mode: str) -> None:
    dialog = QFileDialog(None, "选择佐证文件", str(folder), "所有文件 (*)")
    qtbot.addWidget(dialog)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setViewMode(QFileDialog.ViewMode.Detail)
    if mode == "folder":
        dialog.setFileMode(QFileDialog.FileMode.Directory)
    if mode == "save":
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.show()
    tree = dialog.findChild(QTreeView)
    assert tree is not None
    model = tree.model()
    qtbot.waitUntil(lambda: model.rowCount(tree.rootIndex()) >= 2)
    rows = range(model.rowCount(tree.rootIndex()))
    # The kinds of files have their names from the PC's own list of kinds, which a bare one does not have in Chinese.
    kinds = [
        str(model.index(row, 2, tree.rootIndex()).data()) for row in rows
        if (folder / model.index(row, 0, tree.rootIndex()).data()).is_dir()
    ]
    sides = [view for view in dialog.findChildren(QListView) if view.objectName() == "sidebar"]
    beside = [str(sides[0].model().index(row, 0).data()) for row in range(sides[0].model().rowCount())]
    assert "文件夹" in kinds and latin(iter(kinds)) == []
    assert latin(words_of(dialog), *folder.parts, *Path.home().parts) == []
    assert latin(iter(beside), Path.home().name) == []


def test_every_button_of_a_question_is_chinese(qtbot: QtBot) -> None:
    box = QMessageBox(QMessageBox.Icon.NoIcon, "删除任务", "删除这项任务？")
    qtbot.addWidget(box)
    # What lies below are flags, no buttons.
    for kind in (kind for kind in QMessageBox.StandardButton if kind >= QMessageBox.StandardButton.FirstButton):
        box.addButton(kind)
    box.setDetailedText("细节")
    assert len(box.buttons()) >= 18
    assert latin(words_of(box)) == []


def test_asking_for_a_line_and_for_a_printer_is_chinese(qtbot: QtBot) -> None:
    # The dialog does not keep its printer alive.
    printer = QPrinter()
    asked, printing = QInputDialog(), QPrintDialog(printer)
    for dialog in (asked, printing):
        qtbot.addWidget(dialog)
        dialog.show()
    assert latin(words_of(asked)) == []
    assert latin(words_of(printing)) == []


@pytest.mark.parametrize("kind", [QLineEdit, QTextEdit, QPlainTextEdit])
def test_the_menu_of_an_input_is_chinese_and_calls_undo_as_the_window_does(
    qtbot: QtBot, kind: Callable[[], QLineEdit | QTextEdit | QPlainTextEdit]
) -> None:
    field = kind()
    qtbot.addWidget(field)
    menu = field.createStandardContextMenu()
    texts = [action.text() for action in menu.actions()]
    assert latin(iter(texts)) == []
    assert texts[0].startswith("撤销(")
    menu.deleteLater()


def test_the_words_of_our_own_are_made_ready() -> None:
    source = Xml.fromstring(files("resources").joinpath("qt_zh_CN.ts").read_text(encoding="utf-8"))
    ready = QTranslator()
    assert ready.load("qt_zh_CN", str(files("resources")))
    for context in source.iter("context"):
        for message in context.iter("message"):
            texts = [message.findtext(name) or "" for name in ("source", "comment", "translation")]
            assert ready.translate(context.findtext("name") or "", texts[0], texts[1]) == texts[2]


def test_numbers_and_sizes_are_said_in_chinese(qtbot: QtBot) -> None:
    assert QLocale().formattedDataSize(1) == "1 字节"
