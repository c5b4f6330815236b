"""How long one event holds the window up: the longest of each kind of work, by a heartbeat between the events.

The window is the real one, over a large workspace, in a process of its own with byte code from an earlier start, so
that nothing is loaded but what the program loads. A timer of 2 ms beats while the clerk's work is done by events; what
lies between two beats more than the timer asks for was one event that nothing could interrupt. Counted is the processor
time of the window's thread, which says what the program does and not what else the PC does; beside it stands the time
by the clock. The measure of a PC is what a bare window of 200 labels takes to be built and painted, in the same run.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from statistics import median
from time import perf_counter, thread_time
from typing import NamedTuple

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QObject, QSettings, Qt, QTimer
from PySide6.QtWidgets import QApplication, QGridLayout, QLabel, QMainWindow, QWidget

from gui import desk
from gui.app import make_application, make_window, speak_chinese
from gui.garbage import look_through_few
from gui.places import EVIDENCE, IMPORTING, PAPERS, SETTINGS, TASK
from gui.window import MainWindow
from models.reference import Reference
from models.workspace import Workspace
from tests.bench import clerk, duties, evidence, importing, matrix, pairs

ROOT = Path(__file__).resolve().parents[2]
BEAT_MS = 2
LABELS = 200
BEHIND_MS = 200
MATRIX, PAIRS, DUTIES = "matrix", "pairs", "duties"
DAYS = {PAPERS: clerk.papers_day, MATRIX: matrix.day, EVIDENCE: evidence.day, PAIRS: pairs.day, DUTIES: duties.day}


class Held(NamedTuple):
    """The longest hold-up of a kind of work in seconds: processor time of the window's thread, and by the clock."""

    busy: float
    clock: float
    bare: float


class Heart(QObject):
    """Beats while events are handled; `busy` and `clock` are the longest times between two beats in seconds."""

    def __init__(self) -> None:
        super().__init__()
        self.busy = self.clock = 0.0
        self._last = (0.0, 0.0)
        self._timer = QTimer(self, interval=BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)

    @contextmanager
    def watching(self) -> Iterator[None]:
        self.busy = self.clock = 0.0
        self._last = (thread_time(), perf_counter())
        self._timer.start()
        yield
        # The last event has no beat behind it.
        self._beat()
        self._timer.stop()

    def _beat(self) -> None:
        busy, clock = thread_time(), perf_counter()
        self.busy = max(self.busy, busy - self._last[0])
        self.clock = max(self.clock, clock - self._last[1] - BEAT_MS / 1000)
        self._last = (thread_time(), perf_counter())


def measure(folder: Path) -> dict[str, Held]:
    """Return the longest hold-up of each kind of work on the workspace in `folder`, which is written into."""
    with tempfile.TemporaryDirectory(prefix="bench-home-") as home:
        # Once for the byte code.
        _run(home, folder, TASK)
        return _run(home, folder, TASK) | _run(home, folder, SETTINGS) | _run(home, folder)


def measure_work(folder: Path, key: str) -> dict[str, Held]:
    """Return the same of the work that `key` names, on the workspace that was made for it in `folder`."""
    with tempfile.TemporaryDirectory(prefix="bench-home-") as home:
        _run(home, folder, TASK)
        return _run(home, folder, key)


def _run(home: str, folder: Path, *keys: str) -> dict[str, Held]:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment |= dict.fromkeys(("PYTHONPYCACHEPREFIX", "XDG_CONFIG_HOME", "XDG_STATE_HOME"), home)
    command = [sys.executable, "-m", "tests.bench.watchdog", str(folder), *keys]
    done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, encoding="utf-8", check=True)
    return {name: Held(*times) for name, times in json.loads(done.stdout.splitlines()[-1]).items()}


# In the process of the window


def watch(folder: Path, key: str = "") -> dict[str, Held]:
    """Do a clerk's work in the window, or that about what `key` names; another key opens that page in haste."""
    application = make_application([])
    speak_chinese()
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, os.environ["XDG_CONFIG_HOME"])
    # What made the workspace may still be on its way to the disk; the first save would wait for all of it.
    os.sync()
    ws = Workspace.open(folder, reference=Reference(), actor="甲某某", now=datetime.now)
    window = make_window(ws, add_pages=desk.add_pages)
    window.show()
    in_haste = key not in ("", IMPORTING, *DAYS)
    clerk.settle(100 if in_haste else clerk.SETTLED_MS, until=lambda: window.is_painted)
    heart, bare = Heart(), []

    def watched(work: Callable[[], object]) -> tuple[float, float]:
        with heart.watching():
            work()
            clerk.settle(clerk.SETTLED_MS, until=lambda: window.session.jobs.running is None)
            # What a job came to is shown behind it, by events as well.
            clerk.settle(BEHIND_MS)
        bare.append(_bare())
        return heart.busy, heart.clock

    times = {name: watched(work) for name, work in _works(window, ws, folder, key)}
    window.close()
    ws.close()
    application.processEvents()
    return {name: Held(busy, clock, median(bare)) for name, (busy, clock) in times.items()}


def _works(window: MainWindow, ws: Workspace, folder: Path, key: str) -> Iterable[clerk.Work]:
    match key:
        case "":
            return clerk.whole_day(window, ws, folder)
        case _ if key == IMPORTING:
            return importing.day(window, folder)
        case _ if key in DAYS:
            return DAYS[key](window, ws)
        case _:
            return [clerk.too_soon(window, key)]


def _bare() -> float:
    """Return the processor time in seconds of a plain window with 200 labels, built, laid out and painted."""
    start = thread_time()
    inside = QWidget()
    grid = QGridLayout(inside)
    for place in range(LABELS):
        grid.addWidget(QLabel(f"示例县第{place}项"), place // 8, place % 8)
    window = QMainWindow()
    window.setCentralWidget(inside)
    window.show()
    QApplication.processEvents()
    taken = thread_time() - start
    window.close()
    window.deleteLater()
    QApplication.processEvents()
    return taken


if __name__ == "__main__":
    # As the program itself does.
    look_through_few()
    print(json.dumps(watch(Path(sys.argv[1]), *sys.argv[2:])))
