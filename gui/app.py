"""Setting up the program's window and its last resort.

The order matters: the input method is mended before there is a QApplication, colours and type are set before the first
widget. What nobody caught ends here: an error of the world is shown as any other, a mistake of the program gives a
notice in Chinese and a log that holds places in the code and no content of records, and the program goes on.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, MutableMapping, Sequence
from importlib.resources import files
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from gui.parts import palette, typeface
from gui.session import Session
from gui.window import NAME, MainWindow
from models.domain.settings import OFFICE_NAME
from models.errors import AppError
from models.own_notes import error_log, note_mistake, trail
from models.workspace import Workspace

ORGANIZATION = "zhenggai"
APPLICATION = "zhenggai-xiaohao"
CRASHED = (
    "程序内部出错，刚才的操作可能没有完成；已保存的内容不受影响，可以继续使用。"
    "出错位置已记入日志，日志不含业务内容。"
)
_FCITX = ("fcitx", "fcitx5")


def make_application(argv: Sequence[str]) -> QApplication:
    """Return the application, set up: input method, names, type, colours."""
    if sys.platform.startswith("linux") and os.environ.get("QT_IM_MODULE") in _FCITX:
        mend_input_method(os.environ, _input_plugins())
    running = QApplication.instance()
    # The style by its argument: setStyle() hands the style back, and with it every name of every part of a style.
    app = running if isinstance(running, QApplication) else QApplication([APPLICATION, "-style", "Fusion", *argv])
    app.setOrganizationName(ORGANIZATION)
    app.setApplicationName(APPLICATION)
    app.setApplicationDisplayName(NAME)
    app.setFont(typeface.font())
    palette.follow_system(app)
    return app


def make_window(workspace: Workspace, *, add_pages: Callable[[MainWindow], object]) -> MainWindow:
    """Return the window on a workspace, its pages registered and the first one shown."""
    session = Session(workspace)
    window = MainWindow(session)
    session.setParent(window)
    window.show_office(workspace.setting(OFFICE_NAME))
    session.changed.connect(lambda *_: window.show_office(workspace.setting(OFFICE_NAME)))
    add_pages(window)
    window.show_first()
    return window


def mend_input_method(environ: MutableMapping[str, str], plugins: Sequence[str]) -> bool:
    """Lead fcitx desktops to the ibus plugin, which their fcitx5 answers, where Qt brings no plugin for fcitx.

    Without it the letters of the pinyin arrive instead of 汉字. Returns whether the environment was changed.
    """
    if environ.get("QT_IM_MODULE") not in _FCITX or any("fcitx" in plugin for plugin in plugins):
        return False
    environ["QT_IM_MODULE"] = "ibus"
    environ["QT_IM_MODULES"] = "ibus"
    return True


def input_method() -> str:
    """Return the input plugin that is asked for, for the page that tells how the program stands."""
    return os.environ.get("QT_IM_MODULE", "") or "系统默认"


def _input_plugins() -> list[str]:
    from PySide6.QtCore import QLibraryInfo

    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)) / "platforminputcontexts"
    return [plugin.name for plugin in folder.glob("*")]


def speak_chinese() -> None:
    """Let Qt say its own words in Chinese; needed before the first dialog, but not for the first paint."""
    from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator

    app = QApplication.instance()
    if app is None or app.findChild(QTranslator) is not None:
        return
    QLocale.setDefault(QLocale("zh_CN"))
    of_qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    # The one installed last is asked first: ours knows what Qt's own lacks.
    for name, folder in (("qtbase_zh_CN", of_qt), ("qt_zh_CN", str(files("resources")))):
        translator = QTranslator(app)
        if translator.load(name, folder):
            QApplication.installTranslator(translator)


class CrashNotice(QObject):
    """What happens to an exception nobody caught, while the window is open."""

    _arrived = Signal(object)

    def __init__(self, window: MainWindow, log: Path | None = None) -> None:
        super().__init__(window)
        self._window = window
        self._log = log or error_log()
        self._told: set[str] = set()
        # Threads may crash too; the notice belongs to the main one.
        self._arrived.connect(self._show)

    def __enter__(self) -> CrashNotice:
        self._before = sys.excepthook, threading.excepthook
        sys.excepthook = self.caught
        threading.excepthook = lambda arguments: self.caught(
            arguments.exc_type, arguments.exc_value or arguments.exc_type(), arguments.exc_traceback
        )
        return self

    def __exit__(self, *_: object) -> None:
        sys.excepthook, threading.excepthook = self._before

    def caught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Show an error of the world; note and tell a mistake of the program, each place once."""
        if issubclass(kind, KeyboardInterrupt):
            self._window.close()
        elif (told := self._in_words(error)) is not None:
            self._arrived.emit(told)
        else:
            place = trail(kind, trace)
            note_mistake(place, self._window.session.now(), self._log)
            if place not in self._told:
                self._told.add(place)
                self._arrived.emit(None)

    def _in_words(self, error: BaseException) -> AppError | None:
        """Return an error of the world, such as a damaged store, in the clerk's words; None for a mistake of ours."""
        try:
            with self._window.session.workspace.in_words():
                raise error
        except AppError as told:
            return told
        except BaseException:
            return None

    def _show(self, error: AppError | None) -> None:
        if error is not None:
            self._window.strip.show_error(error)
            return
        self._window.strip.show_words(CRASHED, ("打开日志所在文件夹", self._open_folder))

    def _open_folder(self) -> None:
        from PySide6.QtCore import QUrl
        from PySide6.QtGui import QDesktopServices

        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._log.parent)))
