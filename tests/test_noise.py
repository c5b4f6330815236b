"""Noise fails: each of these little tests makes one kind of it, and the rules of conftest.py must catch it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

NOISY = """
import logging, threading, warnings
from pathlib import Path

from PySide6.QtCore import QSettings, qWarning
from PySide6.QtWidgets import QMainWindow, QWidget


def test_a_warning():
    warnings.warn("noise")

def test_a_log_record():
    logging.getLogger("models").warning("noise")

def test_a_qt_message(qtbot):
    qWarning("noise")

def test_a_window_left_open(qtbot):
    test_a_window_left_open.window = QWidget()
    test_a_window_left_open.window.show()

def test_an_exception_in_a_thread():
    thread = threading.Thread(target=lambda: 1 / 0)
    thread.start()
    thread.join()

def test_an_exception_in_an_override(qtbot):
    class Window(QWidget):
        def showEvent(self, event):
            raise ValueError("noise")
    window = Window()
    qtbot.addWidget(window)
    window.show()

def test_a_file_left_open(tmp_path):
    open(tmp_path / "file", "w")
"""
QUIET = """
import logging
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QMainWindow


def test_a_log_record_that_is_expected(log_noise):
    logging.getLogger("models").warning("expected")
    assert log_noise.take() == ["expected"]

def test_a_window_that_is_closed(qtbot):
    window = QMainWindow()
    qtbot.addWidget(window)
    window.show()

def test_settings_stay_in_the_home_of_the_test(home):
    settings = QSettings("office", "program")
    assert settings.value("seen") is None
    settings.setValue("seen", 1)
    settings.sync()
    assert Path.home() == home and Path(settings.fileName()).is_relative_to(home)

def test_settings_are_not_seen_by_the_next_test(home):
    test_settings_stay_in_the_home_of_the_test(home)
"""


def run_pytest(folder: Path, text: str, *options: str) -> str:
    """Return the closing line of pytest over the text, under this project's rules."""
    shutil.copy(ROOT / "setup.cfg", folder)
    shutil.copy(ROOT / "tests" / "conftest.py", folder)
    (folder / "test_it.py").write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:randomly", "-p", "no:cacheprovider"]
    environment = dict(os.environ, PYTHONPATH=str(ROOT))
    command += [*options, "test_it.py"]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False)
    return done.stdout.splitlines()[-1].partition(" in ")[0]


@pytest.mark.parametrize("options", [(), ("-n", "2")], ids=["alone", "at once"])
def test_each_kind_of_noise_fails_its_test(tmp_path: Path, options: tuple[str, ...]) -> None:
    # A log record and a window are seen when the test itself is over: pytest calls that an error.
    assert run_pytest(tmp_path, NOISY, *options) == "5 failed, 2 passed, 2 errors"


def test_what_is_expected_closed_or_kept_apart_passes(tmp_path: Path) -> None:
    assert run_pytest(tmp_path, QUIET) == "4 passed"
