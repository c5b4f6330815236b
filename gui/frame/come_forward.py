"""A second start of the program asks the window that is open already to come forward.

The asker puts a file into cache/calls, the window watches that folder, takes the file away and shows itself; that the
file is gone is its answer. A verb of the command line that holds the workspace does not answer, and neither does a
program that hangs. No socket and no QtNetwork, so that nothing on the PC has to allow it.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

from PySide6.QtCore import QFileSystemWatcher, QObject
from PySide6.QtWidgets import QWidget

WAIT_S = 3.0
_LOOK_S = 0.05


class Listener(QObject):
    """Hears the calls of other starts as long as its window is there, not while that closes and makes a backup."""

    def __init__(self, workspace: Path, come: Callable[[], object], window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._folder = _calls(workspace)
        self._come = come
        self._folder.mkdir(parents=True, exist_ok=True)
        self._answer()
        self._watcher = QFileSystemWatcher([str(self._folder)], self)
        self._watcher.directoryChanged.connect(lambda _: self._heard())

    def _heard(self) -> None:
        if self._window.isVisible() and self._answer():
            self._come()

    def _answer(self) -> bool:
        """Take the calls away; returns whether there was one."""
        calls = list(self._folder.glob("*.call")) if self._folder.is_dir() else []
        for call in calls:
            call.unlink(missing_ok=True)
        return bool(calls)


def ask(workspace: Path, *, wait_s: float = WAIT_S) -> bool:
    """Ask the window on this workspace to come forward; returns whether it answered within `wait_s` seconds."""
    call = _calls(workspace) / f"{uuid4().hex}.call"
    if not call.parent.is_dir():
        return False
    _let_come_forward()
    call.touch()
    end = time.monotonic() + wait_s
    while call.exists() and time.monotonic() < end:
        time.sleep(_LOOK_S)
    answered = not call.exists()
    call.unlink(missing_ok=True)
    return answered


def _calls(workspace: Path) -> Path:
    return workspace / "cache" / "calls"


def _let_come_forward() -> None:
    # Windows lets only the program in front give the front away; -1 means to whoever asks next.
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.AllowSetForegroundWindow(-1)
