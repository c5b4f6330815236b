"""The ground every test stands on: no screen, no traces on the machine, and noise fails.

A test must not read or leave anything in the home of the person running it, so HOME, the XDG and Windows folders
and QSettings point into a fresh folder for each test. Warnings, Qt messages (both in setup.cfg), log records from
WARNING up, exceptions nobody caught and windows left open fail the test that made them.
"""

from __future__ import annotations

import logging
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

# Before anything imports Qt.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from hypothesis import settings

from models.sample import make_sample
from models.workspace import Workspace
from tests.builders import Clock, open_workspace

# The ordinary run tries the same examples on every machine, so that it tells of the change and not of luck;
# --full looks for new ones.
settings.register_profile("project", deadline=None, print_blob=True, derandomize=True)
settings.register_profile("search", deadline=None, print_blob=True, max_examples=2000)
settings.load_profile("project")

HOMES = Path(tempfile.mkdtemp(prefix="zhenggai-tests-"))
FOLDERS = {
    "HOME": "",
    "USERPROFILE": "",
    "XDG_CONFIG_HOME": ".config",
    "XDG_DATA_HOME": ".local/share",
    "XDG_STATE_HOME": ".local/state",
    "XDG_CACHE_HOME": ".cache",
    "XDG_RUNTIME_DIR": "",
    "APPDATA": "AppData/Roaming",
    "LOCALAPPDATA": "AppData/Local",
}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--full", action="store_true", help="全部组合都排出页面来量，并为各条规律另找新例子")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("full"):
        settings.load_profile("search")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Hand out tests as `tests.scheduling` says, unless another way was asked for."""
    if config.getvalue("dist") != "load":
        return None
    from tests.scheduling import Together

    return Together(config, log)


def pytest_unconfigure() -> None:
    shutil.rmtree(HOMES, ignore_errors=True)


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the test a home of its own, Qt's settings included."""
    folder = Path(tempfile.mkdtemp(dir=HOMES))
    for name, below in FOLDERS.items():
        monkeypatch.setenv(name, str(folder / below))
    monkeypatch.delenv("XDG_DOCUMENTS_DIR", raising=False)
    _move_qt_settings(folder)
    return folder


def _move_qt_settings(folder: Path) -> None:
    # Qt reads XDG_CONFIG_HOME once per process; only setPath moves it afterwards.
    if "PySide6.QtCore" not in sys.modules:
        return
    from PySide6.QtCore import QSettings

    for form in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
        QSettings.setPath(form, QSettings.Scope.UserScope, str(folder / ".config"))


class LogNoise(logging.Handler):
    """Collects the records from WARNING up that the test did not say it expects."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)

    def take(self) -> list[str]:
        """Return the messages so far and forget them: what a test has taken no longer fails it."""
        messages = [record.getMessage() for record in self.records]
        self.records.clear()
        return messages


@pytest.fixture(autouse=True)
def log_noise() -> Iterator[LogNoise]:
    """Fail the test on log records from WARNING up, unless it took them: `assert log_noise.take() == [...]`."""
    handler = LogNoise()
    logging.getLogger().addHandler(handler)
    yield handler
    logging.getLogger().removeHandler(handler)
    lines = [f"{record.levelname} {record.name}: {record.getMessage()}" for record in handler.records]
    if lines:
        pytest.fail("logged by this test and not expected by it:\n" + "\n".join(lines), pytrace=False)


@pytest.fixture(autouse=True)
def no_window_left() -> Iterator[None]:
    """Fail the test when a top-level window is still open after qtbot has closed its own."""
    yield
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is None or widgets.QApplication.instance() is None:
        return
    left = [widget for widget in widgets.QApplication.topLevelWidgets() if widget.isVisible()]
    names = [f"{type(widget).__name__} {widget.windowTitle()!r}" for widget in left]
    for widget in left:
        widget.hide()
        widget.deleteLater()
    if names:
        pytest.fail("windows left open (qtbot.addWidget them, or close them): " + ", ".join(names), pytrace=False)


@pytest.fixture(autouse=True)
def empty_clipboard() -> Iterator[None]:
    """Leave nothing on the clipboard: Qt frees it after Python is gone, and what Python made then ends in a crash."""
    yield
    gui = sys.modules.get("PySide6.QtGui")
    if gui is not None and gui.QGuiApplication.instance() is not None:
        gui.QGuiApplication.clipboard().clear()


# --- Workspaces and builders: fixtures such as `ws` and `reference` stand below this line. -------------------------


@pytest.fixture
def clock() -> Clock:
    """Give a clock that stands at 2025-11-22 14:32 until the test moves it."""
    return Clock()


@pytest.fixture(scope="session")
def sample_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of the sample, made once and closed, with its first automatic backup; tests work on copies."""
    folder = tmp_path_factory.mktemp("sample") / "ws"
    workspace = open_workspace(folder)
    make_sample(workspace)
    workspace.close()
    return folder


@pytest.fixture
def sample_ws(sample_folder: Path, tmp_path: Path, clock: Clock) -> Iterator[Workspace]:
    """Give a copy of the sample, open, closed after the test."""
    shutil.copytree(sample_folder, tmp_path / "ws")
    workspace = open_workspace(tmp_path / "ws", clock)
    yield workspace
    workspace.close()


@pytest.fixture
def ws(tmp_path: Path, clock: Clock) -> Iterator[Workspace]:
    """Give an empty workspace on disk, closed after the test."""
    workspace = open_workspace(tmp_path / "ws", clock)
    yield workspace
    workspace.close()
