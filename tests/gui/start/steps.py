"""A clerk who goes from window to window while the program starts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

from gui import start
from gui.dialogs.first_run import FirstRun
from gui.window import MainWindow
from tests.builders import REFERENCE, Clock, add_task, open_workspace
from tests.gui.patience import PATIENCE_MS

ROOT = Path(start.__file__).resolve().parent.parent


class Steps:
    """A clerk at the windows of a start: each step waits for its kind of window and does something with it."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.remembered: list[Path] = []
        self.done: list[str] = []
        self._steps: list[tuple[type[QWidget], Callable[[Any], object]]] = []
        self._timer = QTimer(interval=20)
        self._timer.timeout.connect(self._look)
        self._has_failed = False
        self._limit = QTimer(interval=PATIENCE_MS, singleShot=True)
        self._limit.timeout.connect(lambda: QApplication.exit(1))

    def at(self, kind: type[QWidget], act: Callable[[Any], object]) -> Steps:
        self._steps.append((kind, act))
        return self

    def run(self, folder: Path | None, clock: Clock, *, is_last: bool = False) -> int:
        ground = start.Ground(
            reference=REFERENCE, user="tester", now=clock, remember=self.remembered.append, say=self.said.append
        )
        self._timer.start()
        self._limit.start()
        try:
            return start.run(folder, ground=ground, is_last=is_last)
        finally:
            self._timer.stop()
            self._limit.stop()
            assert not self._has_failed, f"the clerk failed at {self.done[-1]}"
            assert self._steps == [], "the program ended before the clerk had done everything"

    def _look(self) -> None:
        if not self._steps:
            return
        kind, act = self._steps[0]
        found = [widget for widget in QApplication.topLevelWidgets() if type(widget) is kind and _is_seen(widget)]
        if found:
            del self._steps[0]
            self.done.append(kind.__name__)
            self._act(act, found[0])

    def _act(self, act: Callable[[Any], object], window: QWidget) -> None:
        """Do a step; one that fails ends the program, whose loop would go on for ever, and then the test."""
        done = False
        try:
            act(window)
            done = True
        finally:
            if not done:
                self._has_failed = True
                window.hide()
                QApplication.exit(1)


def _is_seen(widget: QWidget) -> bool:
    return widget.isVisible() and (widget.is_painted if isinstance(widget, MainWindow) else True)


def close(window: QWidget) -> None:
    window.close()


def begin_with_sample(dialog: FirstRun) -> None:
    dialog.sample.setChecked(True)
    dialog.start.click()


def damaged(folder: Path, clock: Clock) -> None:
    """Leave a workspace with one backup that holds a task, and a store that is no database."""
    ws = open_workspace(folder, clock)
    add_task(ws)
    ws.close()
    (folder / "store.db").write_bytes(b"no database" * 1000)
