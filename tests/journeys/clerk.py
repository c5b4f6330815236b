"""A clerk at the window: types, pastes, presses keys and clicks, and counts what it costs.

Text goes in as an input method commits it, into whatever has the keyboard, so a lost focus is a failed journey. A key
chord counts as one keystroke, a typed character as one.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gui.parts.field import Field
from gui.window import MainWindow

NONE, CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
Key = Qt.Key


class Clerk:
    """One clerk, one window."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self.qtbot = qtbot
        self.window = window
        self.keystrokes = 0
        self.clicks = 0
        self.typed: list[str] = []

    def write(self, text: str) -> None:
        """Type a text into what has the keyboard."""
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(self.focused(), event)
        self.keystrokes += len(text)
        self.typed.append(text)

    def paste(self, text: str) -> None:
        """Paste a text from the clipboard."""
        QApplication.clipboard().setText(text)
        self.press(Key.Key_V, CTRL)

    def paste_files(self, *paths: Path) -> None:
        """Paste files copied in the file manager."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        QApplication.clipboard().setMimeData(data)
        self.press(Key.Key_V, CTRL)
        self.wait_for_jobs()

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE, times: int = 1) -> None:
        """Press a key or a chord."""
        for _ in range(times):
            QTest.keyClick(self.focused(), key, modifier)
            self.keystrokes += 1
            QApplication.processEvents()

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        """Click on a widget, in its middle or at a point of it."""
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=at or widget.rect().center())
        self.clicks += 1
        QApplication.processEvents()

    def into(self, field: Field) -> None:
        """Click into a field."""
        self.click(field.editor)

    def wait_for_jobs(self) -> None:
        """Wait until what runs beside the window has ended."""
        self.qtbot.waitUntil(lambda: not self.window.session.jobs.running, timeout=30_000)
        QApplication.processEvents()

    def focused(self) -> QWidget:
        """Return what has the keyboard."""
        widget = QApplication.focusWidget()
        assert widget is not None, "nothing has the keyboard"
        return widget

    def typed_twice(self) -> list[str]:
        """Return the texts that were typed more than once."""
        return [text for text, times in Counter(text.strip() for text in self.typed).items() if times > 1]

    def bill(self) -> str:
        """Return what the journey has cost."""
        return f"按键 {self.keystrokes} 次，点击 {self.clicks} 次，重复录入 {len(self.typed_twice())} 处"
