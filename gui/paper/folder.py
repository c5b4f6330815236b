"""The folder papers are written to: asked for once, remembered for this machine."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QWidget

from gui import ask

FOLDER = "paper/folder"


def pick_folder(parent: QWidget, *, elsewhere: bool = False) -> Path | None:
    """Return the folder chosen last, else, or where it should be `elsewhere`, the one chosen now; None for cancel."""
    text = str(QSettings().value(FOLDER, ""))
    kept = Path(text) if text and Path(text).is_dir() else None
    if kept is not None and not elsewhere:
        return kept
    chosen = ask.pick_folder(parent, "导出到哪个文件夹", kept or ask.documents())
    if chosen is not None:
        QSettings().setValue(FOLDER, str(chosen))
    return chosen
