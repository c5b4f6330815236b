"""Pictures of every page on the sample, for the README and for looking: `python -m tests.shots FOLDER [--size WxH]`.

The window is the real one, opened on a fresh sample workspace with a fixed clock, so that two runs give the same
pictures.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QSettings, QTimer
from PySide6.QtWidgets import QApplication

from gui.app import make_application, make_window, speak_chinese
from gui.desk import SETTINGS, add_pages
from gui.places import (
    ACCEPTANCE,
    EVIDENCE,
    HISTORY,
    MEASURES,
    OVERVIEW,
    PAPER,
    PAPERS,
    TASK,
    TASKS,
    PaperPlace,
    TaskPlace,
)
from gui.window import MainWindow
from models.assembly import closures_of
from models.domain.plan import Measure, Task
from models.reference import Reference
from models.sample import make_sample
from models.workspace import Workspace

NOW = datetime(2026, 11, 21, 14, 32)
SETTLE_MS = 900
SETTINGS_TABS = ("office", "issuers", "units", "persons", "backup", "machine")


def main() -> None:
    """Make the pictures."""
    options = _options()
    folder: Path = options.folder
    folder.mkdir(parents=True, exist_ok=True)
    app = make_application([])
    speak_chinese()
    with tempfile.TemporaryDirectory(prefix="shots-") as name:
        # Column widths somebody once set on this machine must not show.
        for form in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
            QSettings.setPath(form, QSettings.Scope.UserScope, name)
        ws = Workspace.open(Path(name) / "ws", reference=Reference(), actor="甲某某", now=lambda: NOW)
        make_sample(ws)
        window = make_window(ws, add_pages=add_pages)
        width, height = (int(part) for part in options.size.split("x"))
        window.resize(width, height)
        window.show()
        for label, go in places(ws, window):
            if not options.only or options.only in label:
                go()
                settle(SETTLE_MS)
                window.grab().save(str(folder / f"{label}.png"))
        window.session.close()
        window.close()
        ws.close()
    app.quit()


def places(ws: Workspace, window: MainWindow) -> list[tuple[str, Callable[[], object]]]:
    """Return the name of each picture and the way to what it shows."""
    first, second = ws.find(Task, number="1")[0], ws.find(Task, number="12-02")[0]
    closure = closures_of(ws, first.id)[-1]
    measures = ws.find(Measure, task_id=second.id)

    def task(which: Task, tab: str) -> Callable[[], object]:
        return lambda: window.go(TASK, TaskPlace(task_id=which.id, tab=tab))

    def settings(tab: str) -> Callable[[], object]:
        return lambda: window.go(SETTINGS, tab)

    return [
        ("1-tasks", lambda: window.go(TASKS)),
        ("2-new-task", lambda: window.go(TASKS, "new")),
        ("3-measures", task(first, MEASURES)),
        ("4-measures-half-done", lambda: window.go(TASK, TaskPlace(task_id=second.id, measure_id=measures[1].id))),
        ("5-overview", task(first, OVERVIEW)),
        ("6-task-evidence", task(first, EVIDENCE)),
        ("7-acceptance", task(first, ACCEPTANCE)),
        ("8-task-papers", task(first, PAPERS)),
        ("9-history", task(first, HISTORY)),
        ("a-evidence", lambda: window.go(EVIDENCE)),
        ("b-papers", lambda: window.go(PAPERS)),
        ("c-paper", lambda: window.go(PAPER, PaperPlace(closure_id=closure.id))),
        *((f"d-settings-{tab}", settings(tab)) for tab in SETTINGS_TABS),
    ]


def settle(milliseconds: int) -> None:
    """Let the window work for a while."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()
    QApplication.processEvents()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.shots")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--size", default="1366x768")
    parser.add_argument("--only", default="", help="only pictures whose name holds this")
    return parser.parse_args()


if __name__ == "__main__":
    main()
