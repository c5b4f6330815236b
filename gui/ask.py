"""The one place that asks or tells in a box; a test puts its own answers here.

Questions come before work starts, never in the middle. A question names what will happen and how much of it; its
buttons are the verb and 取消, never 是 and 否. What merely went wrong is not told here but where it went wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

# Named where they are used: a class of Qt is made when it is named first, and few starts ask anything.
from PySide6 import QtWidgets
from PySide6.QtCore import QSettings, QStandardPaths
from PySide6.QtWidgets import QWidget

PICKED = "folders/picked"


def confirm(parent: QWidget | None, title: str, text: str, yes: str, *, no: str = "取消") -> bool:
    """Ask before something big; the cautious answer is the one Enter gives."""
    return choose(parent, title, text, (yes,), cancel=no) == 0


def choose(
    parent: QWidget | None, title: str, text: str, answers: Sequence[str], *, cancel: str = "取消"
) -> int | None:
    """Ask for one of a few answers; returns its place, or None for cancel."""
    # Few starts ask anything.
    from gui.dialogs.question import Question

    box = Question(parent, title, text, answers, cancel)
    box.exec()
    if parent is not None:
        parent.window().activateWindow()
    box.deleteLater()
    return box.answer


def tell(parent: QWidget | None, title: str, text: str) -> None:
    """Tell something that cannot wait for the strip, such as why the program cannot start."""
    choose(parent, title, text, (), cancel="知道了")


def line(parent: QWidget | None, title: str, text: str) -> str | None:
    """Ask for a few words on one line; None for cancel."""
    typed, is_given = QtWidgets.QInputDialog.getText(parent, title, text)
    return str(typed) if is_given else None


def pick_files(
    parent: QWidget | None, title: str, kinds: str = "所有文件 (*)", start: Path | None = None
) -> list[Path]:
    """Let the clerk pick files, first where he picked some last; none for cancel."""
    names, _ = QtWidgets.QFileDialog.getOpenFileNames(parent, title, str(start or picked_last()), kinds)
    if names:
        QSettings().setValue(PICKED, str(Path(names[0]).parent))
    return [Path(name) for name in names]


def pick_folder(parent: QWidget | None, title: str, start: Path | None = None) -> Path | None:
    """Let the clerk pick a folder; None for cancel."""
    name = QtWidgets.QFileDialog.getExistingDirectory(parent, title, str(start or documents()))
    return Path(name) if name else None


def save_as(parent: QWidget | None, title: str, proposal: Path, kinds: str = "所有文件 (*)") -> Path | None:
    """Ask where to write a file; an existing one is not overwritten but counted on by who writes it."""
    options = QtWidgets.QFileDialog.Option.DontConfirmOverwrite
    name, _ = QtWidgets.QFileDialog.getSaveFileName(parent, title, str(proposal), kinds, options=options)
    return Path(name) if name else None


def picked_last() -> Path:
    """Return the folder files were picked from last, while it is there, else the clerk's own folder of documents."""
    kept = str(QSettings().value(PICKED, ""))
    return Path(kept) if kept and Path(kept).is_dir() else documents()


def documents() -> Path:
    """Return the clerk's folder of documents, or his home where there is none: never the program's own folder."""
    folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
    return folder if folder.is_dir() else Path.home()
