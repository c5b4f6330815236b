"""The real window on a workspace against a bare PySide6 window: whole process to the first paint, and peak memory.

Both run as on a clerk's PC: with byte code from an earlier start, and with folders of their own for what they remember.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
BARE = """
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
window = QMainWindow()
class First(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, app.quit)
        return False
first = First()
window.installEventFilter(first)
window.resize(1366, 768)
window.show()
app.exec()
"""
# The program itself, told only to close its window once it has been painted with the list in it. Queued, because what
# the program does by timers after the first paint would come before a timer of ours.
REAL = """
import faulthandler, sys
faulthandler.dump_traceback_later(60, exit=True)
from PySide6.QtCore import QEvent, QObject, Qt, QMetaObject
from PySide6.QtWidgets import QApplication, QMainWindow
class First(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and isinstance(watched, QMainWindow):
            QMetaObject.invokeMethod(watched, "close", Qt.ConnectionType.QueuedConnection)
        return False
first = First()
execute = QApplication.exec
def watched_exec(*_):
    app = QApplication.instance()
    for widget in app.topLevelWidgets():
        widget.installEventFilter(first)
    return execute()
QApplication.exec = watched_exec
sys.argv = ["main.py", "--workspace", sys.argv[1]]
exec(compile(open("main.py", encoding="utf-8").read(), "main.py", "exec"))
"""

# A child's peak counts what its parent held when it was made, so a parent that holds next to nothing stands between.
WATCH = """
import os, subprocess, sys, time
start = time.perf_counter()
child = subprocess.Popen([sys.executable, "-c", *sys.argv[1:]])
_, status, usage = os.wait4(child.pid, 0)
seconds = time.perf_counter() - start
child.returncode = os.waitstatus_to_exitcode(status)
print(seconds, usage.ru_maxrss)
sys.exit(child.returncode)
"""


def measure(folder: Path, pairs: int) -> tuple[float, float, str]:
    """Return the median ratios of time and of peak memory over pairs, and the medians in words."""
    times, sizes, ours, bare = [], [], [], []
    with tempfile.TemporaryDirectory(prefix="bench-home-") as home:
        _run(home, REAL, str(folder)), _run(home, BARE)
        for _ in range(pairs):
            real_time, real_size = _run(home, REAL, str(folder))
            bare_time, bare_size = _run(home, BARE)
            times.append(real_time / bare_time)
            sizes.append(real_size / bare_size)
            ours.append(real_time)
            bare.append(bare_time)
    return median(times), median(sizes), f"{median(ours) * 1000:.0f} 毫秒对 {median(bare) * 1000:.0f} 毫秒"


def _run(home: str, code: str, *arguments: str) -> tuple[float, int]:
    """Return seconds and peak memory (KiB) of a Python that ran the code; raises where it failed."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment |= dict.fromkeys(("PYTHONPYCACHEPREFIX", "XDG_CONFIG_HOME", "XDG_STATE_HOME"), home)
    environment["QT_QPA_PLATFORM"] = "offscreen"
    command = [sys.executable, "-c", WATCH, code, *arguments]
    done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, encoding="utf-8", check=True)
    seconds, size = done.stdout.split()[-2:]
    return float(seconds), int(size)
